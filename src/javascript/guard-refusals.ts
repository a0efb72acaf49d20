import { isAnswerOfRefusal, isLoginName, isRefusal } from '../vocabulary/guard-names.ts';
import { lastName, methodName, receiver, type Call } from './calls.ts';
import { keyOf, memberName, stringOf, unwrap } from './expressions.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';

/** Is the value known to count as no: `false`, `null`, `undefined`, `0`, `''`? */
export function isFalsy(node: JavaScript.Node | null | undefined): boolean {
  if (!node) return true;
  const inner = unwrap(node);
  if (inner.type === Kind.Literal) return inner.value === null || inner.value === false || inner.value === 0 || inner.value === '';
  if (inner.type === Kind.Identifier) return inner.name === 'undefined';
  return inner.type === Kind.UnaryExpression && (inner.operator === 'void' || (inner.operator === '!' && isTruthy(inner.argument)));
}

function isTruthy(node: JavaScript.Node): boolean {
  return node.type === Kind.Literal && Boolean(node.value);
}

/** Is this `null` or `undefined`? */
export function isNothing(node: JavaScript.Node): boolean {
  return (node.type === Kind.Literal && node.value === null) || (node.type === Kind.Identifier && node.name === 'undefined');
}

/** How many calls of a chain (`res.status(401).json(...)`) are looked at. */
const MOST_CHAINED = 10;
const STATUS_METHODS = new Set([
  'status',
  'code',
  'sendStatus',
  'writeHead',
  'throw',
  'setStatus',
  'error',
  'fail',
  'setStatusCode',
  'createError',
  'abort',
]);

/** Does a call, or one that it is chained to, answer that the caller must stay outside? */
export function isRefusalCall(call: Call, isReturned: boolean): boolean {
  let at: JavaScript.Node = call;
  for (let hops = 0; hops < MOST_CHAINED && (at.type === Kind.CallExpression || at.type === Kind.NewExpression); hops++) {
    const name = dottedText(at.callee) ?? lastName(at) ?? '';
    const method = lastName(at) ?? '';
    if (STATUS_METHODS.has(method) && at.arguments.some(isErrorStatus)) return true;
    if (isRefusal(name) || (isReturned && isAnswerOfRefusal(name) && !isLog(name))) return true;
    if (/redirect|replace|push|navigate|rewrite/iu.test(method) && at.arguments.some(mentionsLogin)) return true;
    // The form again, whatever is written on it.
    if (method === 'render' && isLoginName(stringOf(at.arguments[0]) ?? '')) return true;
    if (at.arguments.some(saysError)) return true;
    // A policy of a cloud's gateway: `policy('user', 'Deny', event)`.
    if (at.arguments.some((given) => given.type === Kind.Literal && typeof given.value === 'string' && /^deny$/iu.test(given.value)))
      return true;
    if (CLOSING.test(name)) return true;
    if (at.type === Kind.CallExpression && isResponse(at) && at.arguments.some(saysNo)) return true;
    // `c.json({...}, 401)`.
    if (/^(?:json|text|html|body|send|Response|sendError)$/u.test(method) && at.arguments.slice(1).some(isErrorStatus)) return true;
    at = receiver(at) ?? at.callee;
  }
  return false;
}

/** Of a socket, which is all the caller has. */
const CLOSING = /(?:^|\.)(?:ws|websocket|socket|connection|conn|client)\.(?:close|terminate|disconnect|destroy)$/u;

const NO = /\b(?:wrong|invalid|incorrect|denied|forbidden|unauthori[sz]ed|unauthenticated|not authori[sz]ed|not allowed)\b/iu;

/** Does a text that is given back tell somebody what is wrong: `'Wrong token'`, `t('Too common')`? */
export function saysRefusal(node: JavaScript.Node): boolean {
  const inner = unwrap(node);
  if (inner.type === Kind.CallExpression)
    return /^(?:t|\$t|__|_|gettext|translate|i18n)$/u.test(lastName(inner) ?? '') && stringOf(inner.arguments[0]) !== undefined;
  if (inner.type === Kind.ObjectExpression)
    return inner.properties.some(
      (property) =>
        property.type === Kind.Property &&
        /^(?:message|msg|status|reason|result|detail)$/u.test(keyOf(property) ?? '') &&
        NO.test(stringOf(property.value) ?? ''),
    );
  const text = inner.type === Kind.TemplateLiteral ? (inner.quasis[0]?.value.raw ?? '') : stringOf(inner);
  return text !== undefined && (NO.test(text) || /^\p{Lu}?\p{L}+[\s,]+\p{L}/u.test(text));
}

function saysNo(node: JavaScript.Node): boolean {
  const text = stringOf(unwrap(node));
  return text === undefined ? unwrap(node).type === Kind.ObjectExpression && saysRefusal(node) : NO.test(text);
}

function isLog(name: string): boolean {
  return /^(?:console|log|logger|this\.logger|winston|pino)\b/u.test(name);
}

/** `401`, `HttpStatus.UNAUTHORIZED`, `{ status: 403 }`. */
function isErrorStatus(node: JavaScript.Node): boolean {
  const inner = unwrap(node);
  if (inner.type === Kind.Literal) return typeof inner.value === 'number' && inner.value >= 400 && inner.value < 600;
  return inner.type === Kind.MemberExpression && /UNAUTHORIZED|FORBIDDEN|BAD_REQUEST|NOT_FOUND/iu.test(memberName(inner) ?? '');
}

/** `{ error: 'no' }`, `{ success: false }`, `{ status: 401 }`. */
export function saysError(node: JavaScript.Node): boolean {
  const inner = unwrap(node);
  if (inner.type !== Kind.ObjectExpression) return false;
  return inner.properties.some((property) => {
    if (property.type !== Kind.Property) return false;
    const key = keyOf(property) ?? '';
    if (/^(?:errors?|err)$/iu.test(key)) return !isFalsy(property.value);
    if (/^(?:success|ok|valid|isvalid|authenticated|isauthenticated|authorized|isauthorized|allowed)$/iu.test(key))
      return isFalsy(property.value);
    // What a page of Next answers instead of its properties.
    if (key === 'notFound') return !isFalsy(property.value);
    if (key === 'redirect') return mentionsLogin(property.value);
    return /^status(?:Code)?$|^code$/u.test(key) && isErrorStatus(property.value);
  });
}

/** Does an address or a page lead back to the login? */
export function mentionsLogin(node: JavaScript.Node): boolean {
  const inner = unwrap(node);
  if (inner.type === Kind.NewExpression) return inner.arguments.some(mentionsLogin);
  if (inner.type === Kind.TemplateLiteral) return inner.quasis.some(({ value }) => isLoginName(value.raw));
  if (inner.type === Kind.ObjectExpression)
    return inner.properties.some((property) => property.type === Kind.Property && mentionsLogin(property.value));
  return isLoginName(stringOf(inner) ?? '') || /unauth|forbidden/iu.test(stringOf(inner) ?? '');
}

const RESPONSES = new Set([
  'json',
  'send',
  'render',
  'end',
  'redirect',
  'sendFile',
  'download',
  'text',
  'html',
  'body',
  'view',
  'pipe',
  'jsonp',
  'write',
]);
const RESPONDERS = /^(?:res|response|reply|ctx|c|h|_res|NextResponse|Response)$/u;

/** Is this the answer to a request, `res.json(...)`, `reply.code(200).send(...)`? */
export function isResponse(call: Call): boolean {
  if (!RESPONSES.has(methodName(call) ?? '')) return false;
  let at: JavaScript.Node | undefined = receiver(call);
  for (let hops = 0; at?.type === Kind.CallExpression && hops < MOST_CHAINED; hops++) at = receiver(at);
  return at?.type === Kind.Identifier && RESPONDERS.test(at.name);
}
