import { credentialNoun, isAspectName, isCookieOfAccess, nameOfHeader, type CredentialNoun } from '../vocabulary/credential-names.ts';
import { isIdentifierName } from '../vocabulary/guard-names.ts';
import { argument, argumentsOf, methodName, receiver } from './calls.ts';
import { parts, unwrap } from './expressions.ts';
import { enclosingFunction, parameters, type Parameter } from './functions.ts';
import { lastName, rootName } from './names.ts';
import type * as Python from './nodes.ts';
import { resolve } from './scopes.ts';
import { constantText } from './constants.ts';

/** A value by which a caller wants to be let in. */
export interface Shown {
  /** The name that says so: of the variable, the header, the form's field. */
  readonly name: string;
  /** Does it come straight from the request, so that the caller can write in it what they like? */
  readonly isFromRequest: boolean;
}

export interface Credential extends Shown {
  readonly noun: CredentialNoun;
}

/** Is this value a credential, or what is left of one after stripping and splitting? */
export function credentialIn(expression: Python.Node): Credential | null {
  return search(expression, nounOf);
}

/** Is this value what tells one account from another: a user's number, name or e-mail address? */
export function identifierIn(expression: Python.Node): Shown | null {
  // What a signed token says about somebody has been checked.
  if (VERIFIED.test(rootName(expression)?.text ?? '')) return null;
  return search(expression, (name) => (isIdentifierName(name) ? {} : null)) ?? numberOfUser(expression);
}

/** `request.cookies['admin']`: what a browser was told to show again. */
function isReadFromCookies(node: Python.Node): boolean {
  const object = node.type === 'subscript' ? node.value : node.type === 'call' ? receiver(node) : null;
  return object !== null && /^(?:cookies|COOKIES)$/u.test(lastName(object) ?? '');
}

const VERIFIED = /^(?:payload|claims|decoded\w*|jwt\w*|token_data|id_info|userinfo)$/iu;

function nounOf(name: string, inRequest: boolean, node: Python.Node): { readonly noun: CredentialNoun } | 'other' | null {
  const isCookie = inRequest && isCookieOfAccess(name) && isReadFromCookies(node);
  const noun = credentialNoun(name, { inRequest }) ?? (isCookie ? 'credential' : null);
  // The user name that came out of the same header is no credential.
  return noun ? { noun } : isIdentifierName(name) ? 'other' : null;
}

/** `current_user.id`, `request.user.pk`. */
function numberOfUser(expression: Python.Node): Shown | null {
  const node = unwrap(expression);
  if (node.type !== 'attribute' || (node.attribute.text !== 'id' && node.attribute.text !== 'pk')) return null;
  const owner = lastName(node.object);
  return owner !== null && /(?:^|_)(?:user|account|principal|caller|identity)$/iu.test(owner)
    ? { name: `${owner}.${node.attribute.text}`, isFromRequest: false }
    : null;
}

/** `'other'`: the name says that the value is something else, whatever it came out of. */
type Judge<Found> = (name: string, inRequest: boolean, node: Python.Node) => Found | 'other' | null;

/** How many values are looked at behind one. */
const MOST_VALUES = 40;

function search<Found>(expression: Python.Node, judge: Judge<Found>): (Found & Shown) | null {
  const waiting: Python.Node[] = [expression];
  const seen: Python.Node[] = [];
  for (let value = waiting.pop(); value && seen.length < MOST_VALUES; value = waiting.pop()) {
    const node = unwrap(value);
    if (seen.includes(node)) continue;
    seen.push(node);
    if (isWordOfLoop(node)) continue;
    const name = nameIn(node);
    // `scheme, token = header.split()`: not everything that comes out of a header is the credential.
    if (name !== null && node.type !== 'call' && isAspectName(name)) continue;
    const isFromRequest = name !== null && readsRequest(node);
    // What a function of that name gives back may be anything that has to do with it: `decode_token(x)` is no token.
    const isOther = node.type === 'call' && !isReading(node);
    // `request.session` holds a session; a cookie of that name is what the caller shows.
    const isKey = node.type === 'call' || node.type === 'subscript';
    const found = name === null || isOther ? null : judge(name, (isFromRequest && isKey) || isAskedFor(node), node);
    if (found === 'other') continue;
    if (found && name !== null && isAntiForgery(node)) return null;
    if (found && name !== null) return { ...found, name, isFromRequest: isFromRequest || comesFromRequest(node) };
    waiting.push(...behind(node));
  }
  return null;
}

/** `for token in expression.split()`: what one after the other is looked at are words, unless they are shown in several places. */
function isWordOfLoop(node: Python.Node): boolean {
  if (node.type !== 'identifier' || !/^tok(?:en)?$/iu.test(node.text)) return false;
  return (resolve(node)?.definitions ?? []).some(
    ({ owner, source }) =>
      (owner.type === 'for_statement' || owner.type === 'for_in_clause') && source?.type !== 'list' && source?.type !== 'tuple',
  );
}

/** Methods that look something up under a name, and functions that read a header or a field. */
const READERS = new Set(
  [
    'get getlist getfirst getone get_argument get_query_argument get_body_argument get_header get_cookie',
    'get_secure_cookie get_signed_cookie header cookie param pop get_param get_value',
  ]
    .join(' ')
    .split(' '),
);

/** The name under which a value is known. */
function nameIn(node: Python.Node): string | null {
  switch (node.type) {
    case 'identifier':
      return node.text;
    case 'attribute':
      return isEnumMember(node) ? null : node.attribute.text;
    case 'subscript':
      return node.all('subscript').length === 1 ? keyText(node.subscript) : null;
    case 'call': {
      const called = lastName(node.function);
      if (called === null) return null;
      if (called === 'getattr') return textOfArgument(node, 1);
      const object = READERS.has(called) ? receiver(node) : null;
      if (object && /headers?$/iu.test(lastName(object) ?? '')) {
        const [key] = argumentsOf(node);
        return key ? keyText(key.value) : null;
      }
      if (READERS.has(called) && receiver(node)) return textOfArgument(node, 0);
      // `get_token()`, `extract_bearer_token(request)`; a method of a credential (`token.strip()`) is looked at with its object.
      return called;
    }
    default:
      return null;
  }
}

const FETCHING =
  /^_{0,2}(?:get|extract|read|find|fetch)_|_from_(?:headers?|request|cookies?)$|^(?:getpass|bearer_token|auth_token|access_token)$/u;

/** `LoginType.PASSWORD` is the name of a way to log in. */
function isEnumMember({ object, attribute }: Python.Attribute): boolean {
  return object.type === 'identifier' && /^[A-Z]\w*[a-z]/u.test(object.text) && /^[A-Z][A-Z0-9_]*$/u.test(attribute.text);
}

function isReading(call: Python.Call): boolean {
  const called = lastName(call.function) ?? '';
  return called === 'getattr' || (READERS.has(called) && receiver(call) !== null) || FETCHING.test(called);
}

function textOfArgument(call: Python.Call, position: number): string | null {
  const given = argument(call, { position });
  return given === null || given === 'unknown' ? null : constantText(given);
}

/** Methods whose result is still the credential, or a part of it. */
const KEEPING = new Set(
  [
    'strip lstrip rstrip lower upper casefold title replace split rsplit partition rpartition removeprefix',
    'removesuffix decode encode get_secret_value',
  ]
    .join(' ')
    .split(' '),
);
const KEEPING_FUNCTIONS = new Set(
  'str bytes unquote unquote_plus b64decode urlsafe_b64decode force_str force_text smart_str to_unicode escape'.split(' '),
);
/** `form.password.data`, `creds.token.value`: the name stands before these. */
const TRANSPARENT = new Set('data value credentials text content'.split(' '));

function behind(node: Python.Node): readonly Python.Node[] {
  switch (node.type) {
    case 'identifier':
      return (resolve(node)?.definitions ?? []).flatMap(
        ({ kind, value, source }) => value ?? (kind === 'assignment' || kind === 'walrus' ? (source ?? []) : []),
      );
    case 'attribute':
      return TRANSPARENT.has(node.attribute.text) ? [node.object] : [];
    case 'subscript':
      // What stands first in a split header is its scheme; a list under a credential's own name holds credentials.
      if (node.subscript.text === '0' && credentialNoun(nameIn(unwrap(node.value)) ?? '') === null) return [];
      // A piece of it: `[1]`, `[7:]`; with a name in the brackets the name has spoken already.
      return nameIn(node) === null ? [node.value] : [];
    case 'call': {
      const method = methodName(node);
      const object = receiver(node);
      if (object && method !== null && KEEPING.has(method)) return [object];
      const first = argument(node, { position: 0 });
      return first !== null && first !== 'unknown' && KEEPING_FUNCTIONS.has(lastName(node.function) ?? '') ? [first] : [];
    }
    case 'string':
      // `f"{username}:{password}"`.
      return node.descendants('interpolation').map(({ expression }) => expression);
    case 'boolean_operator':
      // `token and kind_of(token)` is the latter.
      return node.operator.type === 'and' ? [node.right] : [node.left, node.right];
    case 'conditional_expression': {
      const [yes, , no] = parts(node);
      return [yes, no].filter((side) => side !== undefined);
    }
    case 'named_expression':
      return [node.value];
    case 'await':
      return parts(node);
    default:
      return [];
  }
}

/** The text of a key; of one that another module defines, what its name says: `token` for `headers[TOKEN_HEADER]`. */
function keyText(key: Python.Node): string | null {
  const node = unwrap(key);
  const text = constantText(node);
  if (text !== null) return text;
  const name = node.type === 'identifier' || node.type === 'attribute' ? lastName(node) : null;
  return name === null ? null : nameOfHeader(name);
}

/** `key` of `def authenticate(self, request, key)`, and what FastAPI reads from the request: `key: str = Header()`. */
function isAskedFor(node: Python.Node): boolean {
  if (node.type !== 'identifier' || !mayBeAskedFor(node.text)) return false;
  const definition = resolve(node)?.definitions.find(({ kind }) => kind === 'parameter');
  const owner = definition && enclosingFunction(definition.node);
  if (!owner) return false;
  if (JUDGES.test(owner.name.text)) return true;
  const parameter = parameters(owner).find(({ name }) => name === node.text);
  return parameter !== undefined && isGivenByRequest(parameter, SHOWN_BY_REQUEST);
}

/** Words that name a credential only where something asks for one. */
function mayBeAskedFor(name: string): boolean {
  return credentialNoun(name) === null && credentialNoun(name, { inRequest: true }) !== null;
}

const JUDGES = new RegExp(
  [
    '^_{0,3}(?:authenticat|authoriz|verify|validate_key$|\\w{0,40}(?:valid|check)\\w{0,40}signature',
    '(?:is|has|validate|check)_(?:valid_|admin_|api_?|access_?|master_|secret_)+key$)',
  ].join('|'),
  'u',
);

const SHOWN_BY_REQUEST = new Set('Depends Security Header Cookie Query Form APIKeyHeader APIKeyQuery APIKeyCookie'.split(' '));

/** Does a framework fill this parameter, by its default or its annotation, with what one of these reads from the request? */
export function isGivenByRequest({ default: value, annotation }: Parameter, providers: ReadonlySet<string>): boolean {
  const called = value?.type === 'call' ? lastName(value.function) : null;
  return (
    (called !== null && providers.has(called)) || annotation?.descendants('identifier').some(({ text }) => providers.has(text)) === true
  );
}

const REQUESTS = new Set(
  [
    'req request flask_request http_request websocket ws handshake headers cookies params query form body args environ scope',
    'attrs validated_data cleaned_data',
  ]
    .join(' ')
    .split(' '),
);

/** Is this `request.headers['x']`, `self.request.args.get('x')`, `headers.get('x')`? */
function readsRequest(node: Python.Node): boolean {
  const root = rootName(node);
  if (!root) return false;
  if (REQUESTS.has(root.text.toLowerCase()) || isRequestData(root)) return true;
  return (
    root.text === 'self' &&
    /^self\.(?:request|headers|get_argument|get_cookie|get_secure_cookie|get_query_argument|get_body_argument)\b/u.test(
      node.text.slice(0, 40),
    )
  );
}

/** `data` after `data = request.get_json()`. */
function isRequestData(root: Python.Identifier): boolean {
  const [only, ...more] = resolve(root)?.definitions ?? [];
  const value = more.length === 0 ? only?.value : null;
  const from = value ? rootName(value.type === 'await' ? (parts(value)[0] ?? value) : value) : null;
  return from !== null && /^(?:req|request|flask_request)$/u.test(from.text);
}

/** `token` after `token = request.headers['X-CSRF-Token']`: that token proves where a form came from, and not who sent it. */
function isAntiForgery(node: Python.Node): boolean {
  return (
    node.type === 'identifier' &&
    behind(node).some((value) => value.range[1] - value.range[0] < LONGEST_READ && /csrf|xsrf/iu.test(value.text))
  );
}

const LONGEST_READ = 200;

/** Is a variable of this name filled from the request? */
function comesFromRequest(node: Python.Node): boolean {
  if (node.type !== 'identifier') return false;
  return (resolve(node)?.definitions ?? []).some(({ value, source }) => {
    const from = value ?? source;
    return from !== null && readsRequest(unwrap(from));
  });
}
