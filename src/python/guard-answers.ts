import {
  isAdmission,
  isAnswerOfRefusal,
  isGuardName,
  isIdentifierName,
  isIdentityName,
  isKeepingName,
  isLoginName,
  isRefusal,
} from '../vocabulary/guard-names.ts';
import { saysFailure } from '../vocabulary/failure-words.ts';
import { argumentsOf } from './calls.ts';
import { constantText } from './constants.ts';
import { credentialIn } from './credentials.ts';
import { parts } from './expressions.ts';
import { dottedText, lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { isFalsy, numberOf } from './numbers.ts';

/** Does a returned value turn the caller away? `isVerdict`: it is the answer of a check, so that nothing means no. */
export function isRefusedBy(node: Python.Node, isVerdict: boolean): boolean {
  if (isVerdict && isFalsy(node)) return true;
  switch (node.type) {
    case 'expression_list':
    case 'tuple': {
      const [first] = parts(node);
      return (
        parts(node).some(isErrorStatus) ||
        (first !== undefined && (isFalsy(first) || (first.type === 'call' && isRefusedBy(first, false)) || saysError(first)))
      );
    }
    case 'dictionary':
      return saysError(node);
    case 'string':
      // Who is let in is no sentence.
      return NO.test(node.text) || (isVerdict && isSentence(node.text));
    case 'call': {
      const name = dottedText(node.function) ?? lastName(node.function) ?? '';
      if (isRefusal(name) || isAnswerOfRefusal(name)) return true;
      if (isVerdict && isTranslation(node)) return true;
      const given = argumentsOf(node);
      if (given.some(({ name: keyword, value }) => (keyword === null || /status|code/u.test(keyword)) && isErrorStatus(value))) return true;
      if (given.some(({ name: keyword }) => keyword === 'error' || keyword === 'errors')) return true;
      if (/redirect|HTTPFound|SeeOther/iu.test(name)) return given.some(({ value }) => mentionsLogin(value));
      // The form again, whatever is written on it.
      if (/^render|TemplateResponse$/u.test(lastName(node.function) ?? ''))
        return given.some(({ value }) => value.type === 'string' && mentionsLogin(value));
      // A policy of a cloud's gateway: `policy('user', 'Deny', event)`.
      return given.some(({ value }) => saysError(value) || (value.type === 'string' && /^['"]deny['"]$/iu.test(value.text)));
    }
    default:
      return false;
  }
}

/** `self.set_status(401)`, `await websocket.close(code=1008)`. */
export function isRefusingCall(call: Python.Call): boolean {
  const called = lastName(call.function);
  const given = argumentsOf(call);
  // Streamlit's box in red.
  if (/^st\.(?:error|warning)$/u.test(dottedText(call.function) ?? '')) return true;
  if (called === 'set_status' || called === 'send_response' || called === 'send_error')
    return given.some(({ value }) => isErrorStatus(value));
  return (
    called === 'close' &&
    call.function.type === 'attribute' &&
    /^(?:ws|websocket|socket|conn|connection|self)$/u.test(lastName(call.function.object) ?? '')
  );
}

/** `response.status = 401`, `resp.status = falcon.HTTP_403`. */
export function isErrorStatusSet(target: Python.Node, value: Python.Node): boolean {
  return target.type === 'attribute' && /^status(?:_code)?$/u.test(target.attribute.text) && isErrorStatus(value);
}

function saysError(node: Python.Node): boolean {
  if (node.type !== 'dictionary') return false;
  return parts(node).some((pair) => {
    if (pair.type !== 'pair') return false;
    const key = constantText(pair.key) ?? '';
    if (/^(?:message|msg|status|reason|result)$/u.test(key) && pair.value.type === 'string' && NO.test(pair.value.text)) return true;
    return /^(?:errors?|detail)$/u.test(key)
      ? !isFalsy(pair.value)
      : /^(?:ok|success|valid|is_valid|isAuthorized|authenticated|allowed)$/u.test(key) && isFalsy(pair.value);
  });
}

/** `401`, `status.HTTP_403_FORBIDDEN`, `HTTPStatus.UNAUTHORIZED`. */
function isErrorStatus(node: Python.Node): boolean {
  if (node.type === 'attribute') return /(?:^|_)4\d\d(?:_|$)|^(?:UNAUTHORIZED|FORBIDDEN|BAD_REQUEST|NOT_FOUND)$/u.test(node.attribute.text);
  const status = node.type === 'integer' || node.type === 'identifier' ? numberOf(node) : null;
  return status !== null && status >= 400 && status < 600;
}

const NO = /\b(?:wrong|invalid|incorrect|denied|forbidden|unauthori[sz]ed|unauthenticated|not authori[sz]ed|not allowed)\b/iu;

/** `'Too common'`: words, or a few of them that say what is wrong. */
function isSentence(text: string): boolean {
  return /^.?['"]\p{Lu}?\p{L}+[\s,]+\p{L}/u.test(text) || saysFailure(text);
}

/** `_('Too common')`. */
function isTranslation(call: Python.Call): boolean {
  const [first] = argumentsOf(call);
  return /^(?:_|gettext|gettext_lazy|ugettext|translate|t|_l)$/u.test(lastName(call.function) ?? '') && first?.value.type === 'string';
}

function mentionsLogin(node: Python.Node): boolean {
  const strings = node.type === 'string' ? [node] : node.descendants('string');
  return strings.some(({ text }) => isLoginName(text));
}

/** Does what a login returns let the caller in: a token, a session, the way to the inside? */
export function admitsByReturn(node: Python.Node): boolean {
  if (node.type === 'true') return true;
  if (node.type === 'call') {
    const name = dottedText(node.function) ?? lastName(node.function) ?? '';
    if (isAdmission(name) || /redirect/iu.test(name) || makesSession(name)) return true;
  }
  if (node.type === 'identifier' || node.type === 'attribute') return isIdentityName(lastName(node) ?? '') || credentialIn(node) !== null;
  const named = [node, ...node.descendants('dictionary', 'keyword_argument', 'call')];
  return named.some((inner) => {
    if (inner.type === 'keyword_argument') return isTokenName(inner.name.text);
    if (inner.type === 'call') return isAdmission(dottedText(inner.function) ?? '');
    return inner.type === 'dictionary' && parts(inner).some((pair) => pair.type === 'pair' && isTokenName(constantText(pair.key) ?? ''));
  });
}

/** `create_auth_response(user)`. */
function makesSession(name: string): boolean {
  return (
    /(?:auth|token|session|jwt|login)/iu.test(name) &&
    /(?:response|create|issue|make|build|finish|complete|success)/iu.test(name) &&
    !/render|template/iu.test(name)
  );
}

function isTokenName(name: string): boolean {
  return /(?:^|_)(?:token|jwt|authenticated|access|success|ok|role|user|user_id)$|Token$/u.test(name);
}

/** `response.set_cookie('session', ...)`. */
export function isCookieOfIdentity(call: Python.Call): boolean {
  return /^set_(?:secure_|signed_)?cookie$/u.test(lastName(call.function) ?? '');
}

const HARMLESS_CALLS = new Set(
  [
    'len str bool isinstance type repr print int hash info debug warning error exception log critical lower upper strip split',
    'replace startswith endswith removeprefix decode encode get format',
  ]
    .join(' ')
    .split(' '),
);

/** Is the credential handed to a function, to be looked up or checked there? */
export function takesCredential(call: Python.Call): boolean {
  if (HARMLESS_CALLS.has(lastName(call.function) ?? '') && !isLookup(call)) return false;
  const called = lastName(call.function) ?? '';
  if (isKeepingName(called)) return false;
  const direct = argumentsOf(call).some(
    ({ value, name }) =>
      // `User(username=token)` makes somebody, and looks nobody up.
      !(name !== null && /^[A-Z]/u.test(called) && isIdentifierName(name)) &&
      isVariable(value) &&
      (credentialIn(value) !== null || (isGuardName(called) && /^(?:request|req)$/u.test(value.text))),
  );
  // `User.query.filter_by(token=token).first()`: in the chain before the call.
  return (
    direct ||
    call.function
      .descendants('call')
      .some((inner) => argumentsOf(inner).some(({ value }) => isVariable(value) && credentialIn(value) !== null) && !isReader(inner))
  );
}

/** `sessions.get(token)`. */
function isLookup(call: Python.Call): boolean {
  const [first] = argumentsOf(call);
  return lastName(call.function) === 'get' && first !== undefined && isVariable(first.value);
}

function isReader(call: Python.Call): boolean {
  const [first] = argumentsOf(call);
  return first?.value.type === 'string';
}

function isVariable(node: Python.Node): boolean {
  return node.type === 'identifier' || node.type === 'attribute' || node.type === 'subscript';
}
