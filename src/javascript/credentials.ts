import { credentialNoun, isAspectName, isCookieOfAccess, nameOfHeader, type CredentialNoun } from '../vocabulary/credential-names.ts';
import { isIdentifierName } from '../vocabulary/guard-names.ts';
import { argument, lastName, methodName, receiver } from './calls.ts';
import { constantText } from './constants.ts';
import type { JavaScriptSource } from './detector.ts';
import { decoratorsOf } from './decorators.ts';
import { isFunction, memberName, stringOf, unwrap } from './expressions.ts';
import { functionName } from './function-names.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { kindOf, patternPath, variableOf } from './scopes.ts';

/** A value by which a caller, or whoever sits before the browser, wants to be let in. */
export interface Shown {
  /** The name that says so: of the variable, the header, the form's field. */
  readonly name: string;
  /** Does it come straight from a request, so that the caller can write in it what they like? */
  readonly isFromRequest: boolean;
}

export interface Credential extends Shown {
  readonly noun: CredentialNoun;
}

/** Is this value a credential, or what is left of one after trimming and splitting? */
export function credentialIn(expression: JavaScript.Node, source: JavaScriptSource): Credential | undefined {
  return search(expression, source, (name, inRequest, node) => {
    const isCookie = inRequest && isCookieOfAccess(name) && isReadFromCookies(node);
    const noun = credentialNoun(name, { inRequest }) ?? (isCookie ? 'credential' : null);
    // The user name that came out of the same header is no credential.
    return noun ? { noun } : isIdentifierName(name) ? 'other' : undefined;
  });
}

/** Is this value what tells one account from another: a user's number, name or e-mail address? */
export function identifierIn(expression: JavaScript.Node, source: JavaScriptSource): Shown | undefined {
  // What a signed token says about somebody has been checked.
  if (VERIFIED.test(dottedText(expression) ?? '')) return undefined;
  return search(expression, source, (name) => (isIdentifierName(name) ? {} : undefined)) ?? numberOfUser(expression);
}

/** `req.cookies.admin`: what a browser was told to show again. */
function isReadFromCookies(node: JavaScript.Node): boolean {
  const object = node.type === Kind.MemberExpression ? node.object : node.type === Kind.CallExpression ? receiver(node) : undefined;
  return object !== undefined && /(?:^|\.)(?:cookies|signedCookies)$/u.test(dottedText(object) ?? '');
}

const VERIFIED = /^(?:payload|claims|decoded\w*|jwt\w*|profile)\./iu;

/** `req.user.id`. */
function numberOfUser(expression: JavaScript.Node): Shown | undefined {
  const text = dottedText(expression);
  return text !== undefined && /(?:^|\.)(?:\w*user|account|principal|identity|session)\.(?:id|_id|uid)$/iu.test(text)
    ? { name: text, isFromRequest: false }
    : undefined;
}

/** `'other'`: the name says that the value is something else, whatever it came out of. */
type Judge<Found> = (name: string, inRequest: boolean, node: JavaScript.Node) => Found | 'other' | undefined;

/** How many values are looked at behind one. */
const MOST_VALUES = 40;

function search<Found>(expression: JavaScript.Node, source: JavaScriptSource, judge: Judge<Found>): (Found & Shown) | undefined {
  const waiting: JavaScript.Node[] = [expression];
  const seen = new Set<JavaScript.Node>();
  values: for (let value = waiting.pop(); value && seen.size < MOST_VALUES; value = waiting.pop()) {
    const node = unwrap(value);
    if (seen.has(node)) continue;
    seen.add(node);
    if (isWordOfLoop(node, source)) continue;
    const isFromRequest = readsRequest(node);
    const names = namesOf(node, source);
    // `const [scheme, token] = header.split(' ')`: not everything that comes out of a header is the credential.
    if (node.type !== Kind.CallExpression && names.some(isAspectName)) continue;
    for (const name of names) {
      const found = judge(name, (isFromRequest && isKey(node)) || isAskedFor(node, source) || name === decoratedKeyOf(node, source), node);
      if (found === 'other') continue values;
      if (found)
        return isAntiForgery(node, source) ? undefined : { ...found, name, isFromRequest: isFromRequest || comesFromRequest(node, source) };
    }
    waiting.push(...behind(node, source));
  }
  return undefined;
}

/** `req.session` holds a session; a cookie of that name, `req.cookies.session`, is what the caller shows. */
function isKey(node: JavaScript.Node): boolean {
  return (
    node.type !== Kind.MemberExpression ||
    /(?:^|\.)(?:headers|cookies|signedCookies|query|params|body|searchParams|handshake\.auth)$/u.test(dottedText(node.object) ?? '')
  );
}

/** `for (const token of text.split(' '))`: what one after the other is looked at are words, unless they are shown in several places. */
function isWordOfLoop(node: JavaScript.Node, source: JavaScriptSource): boolean {
  if (node.type !== Kind.Identifier || !/^tok(?:en)?$/iu.test(node.name)) return false;
  const definition = variableOf(node, source)?.defs[0]?.node as JavaScript.Node | undefined;
  const loop = definition?.type === Kind.VariableDeclarator ? definition.parent.parent : undefined;
  return loop?.type === Kind.ForOfStatement && loop.right.type !== Kind.ArrayExpression;
}

// --- names

/** Methods and functions that look something up under a name: headers, cookies, forms, storage, the document. */
const READERS = new Set(
  [
    'get getAll getItem header headers cookie cookies param query getHeader getCookie getSignedCookie',
    'getElementById querySelector prompt getQuery getRouterParam getRequestHeader input field watch getValues',
    'getFieldValue $ jQuery',
  ]
    .join(' ')
    .split(' '),
);
const FETCHING =
  /^_*(?:get|extract|read|find|fetch)[A-Z]|From(?:Header|Headers|Request|Cookie|Cookies)$|^(?:bearerToken|authToken|accessToken)$/u;

/** The names under which a value is known. */
function namesOf(node: JavaScript.Node, source: JavaScriptSource): string[] {
  switch (node.type) {
    case Kind.Identifier: {
      const key = destructuredKey(node, source) ?? decoratedKey(node, source);
      return key === undefined || key === node.name ? [node.name] : [node.name, key];
    }
    case Kind.MemberExpression: {
      const name = memberName(node) ?? (node.computed ? keyText(node.property, source) : undefined);
      if (name === undefined) return [];
      return name === 'value' ? fieldNames(node.object) : [name];
    }
    case Kind.CallExpression: {
      const called = lastName(node);
      if (called === undefined) return [];
      if (READERS.has(called))
        return node.arguments.flatMap((given) =>
          given.type === Kind.SpreadElement ? [] : ((readsRequest(node) ? keyText(given, source) : constantText(given, source)) ?? []),
        );
      return FETCHING.test(called) ? [called] : [];
    }
    default:
      return [];
  }
}

/** `x-admin-key` for `key` of Nest's `handle(@Headers('x-admin-key') key: string)`. */
function decoratedKey(identifier: JavaScript.Identifier, source: JavaScriptSource): string | undefined {
  const definition = variableOf(identifier, source)?.defs[0];
  const name = definition && kindOf(definition) === 'Parameter' ? (definition.name as JavaScript.Node) : undefined;
  if (name?.type !== Kind.Identifier) return undefined;
  const found = decoratorsOf(name).find((decorator) => READ_BY.has(decorator.name));
  return found && stringOf(found.arguments[0]);
}

function decoratedKeyOf(node: JavaScript.Node, source: JavaScriptSource): string | undefined {
  return node.type === Kind.Identifier ? decoratedKey(node, source) : undefined;
}

const READ_BY: ReadonlySet<string> = new Set('Headers Query Body Param Cookies Header HeaderParam QueryParam BodyParam'.split(' '));

/** The text of a key; of one that another module defines, what its name says: `token` for `headers[TOKEN_HEADER]`. */
function keyText(key: JavaScript.Node, source: JavaScriptSource): string | undefined {
  const text = constantText(key, source);
  if (text !== undefined) return text;
  const node = unwrap(key);
  const name = node.type === Kind.Identifier ? node.name : node.type === Kind.MemberExpression ? memberName(node) : undefined;
  return name !== undefined && /^[A-Z][A-Z0-9_]*$/u.test(name) ? nameOfHeader(name) : undefined;
}

/** `key` of `function verifyKey(key)`: words that name a credential only where something asks for one. */
function isAskedFor(node: JavaScript.Node, source: JavaScriptSource): boolean {
  if (node.type !== Kind.Identifier || credentialNoun(node.name) !== null) return false;
  if (credentialNoun(node.name, { inRequest: true }) === null) return false;
  const definition = variableOf(node, source)?.defs[0];
  if (!definition || kindOf(definition) !== 'Parameter' || !isFunction(definition.node)) return false;
  return JUDGES.test(functionName(definition.node) ?? '');
}

const JUDGES = new RegExp(
  [
    '^_{0,3}(?:authenticat|authoriz|verify|validateKey$|\\w{0,40}(?:[vV]alid|check)\\w{0,40}Signature',
    '(?:is|has|validate|check)(?:Valid|Admin|Api|Access|Master|Secret)+Key$)',
  ].join('|'),
  'u',
);

/** The `value` of something called a token is a piece of a program's text. */
function isWord(object: JavaScript.Node): boolean {
  return /(?:^|\.)(?:token|tok|t|key|node|lookahead)$/iu.test(dottedText(object) ?? '');
}

/** `password` of `passwordInput.value`. */
function fieldNames(object: JavaScript.Node): string[] {
  const name = dottedText(object)
    ?.replace(/\.current$/u, '')
    .split('.')
    .at(-1);
  if (name === undefined || isWord(object)) return [];
  return [name.replace(/(?:Input|Field|Ref|El|Elem|Element|Box|Control|Ctrl)$/u, '')];
}

/** `authorization` for `auth` after `const { authorization: auth } = req.headers`. */
function destructuredKey(identifier: JavaScript.Identifier, source: JavaScriptSource): string | undefined {
  const definition = variableOf(identifier, source)?.defs[0];
  const node = definition?.node as JavaScript.Node | undefined;
  const pattern = node?.type === Kind.VariableDeclarator ? node.id : undefined;
  return pattern && patternPath(pattern, identifier.name)?.path.at(-1);
}

// --- values behind values

/** Methods whose result is still the credential, or a part of it. */
const KEEPING = new Set(
  [
    'trim trimStart trimEnd replace replaceAll split slice substring substr toLowerCase toUpperCase toString',
    'valueOf at pop shift match normalize toLocaleLowerCase val',
  ]
    .join(' ')
    .split(' '),
);
const KEEPING_FUNCTIONS = new Set('String decodeURIComponent decodeURI atob unescape escape encodeURIComponent from btoa'.split(' '));
const TRANSPARENT = new Set('value current data text content credentials'.split(' '));

function behind(node: JavaScript.Node, source: JavaScriptSource): JavaScript.Node[] {
  switch (node.type) {
    case Kind.Identifier:
      return valuesOf(node, source);
    case Kind.MemberExpression: {
      const name = memberName(node);
      // What stands first in a split header is its scheme; a list under a credential's own name holds credentials.
      if (name === '0') return namesOf(unwrap(node.object), source).some((list) => credentialNoun(list) !== null) ? [node.object] : [];
      if (name === 'value' && isWord(node.object)) return [];
      return name === undefined || TRANSPARENT.has(name) || /^\d+$/u.test(name) ? [node.object] : [];
    }
    case Kind.CallExpression: {
      const object = receiver(node);
      if (object && KEEPING.has(methodName(node) ?? '')) return [object];
      const first = argument(node, 0);
      return first && KEEPING_FUNCTIONS.has(lastName(node) ?? '') ? [first] : [];
    }
    case Kind.TemplateLiteral:
      // `${username}:${password}`.
      return [...node.expressions];
    case Kind.LogicalExpression:
      // `token && typeof token` is the latter.
      return node.operator === '&&' ? [node.right] : [node.left, node.right];
    case Kind.ConditionalExpression:
      return [node.consequent, node.alternate];
    case Kind.AwaitExpression:
      return [node.argument];
    case Kind.AssignmentExpression:
      return [node.right];
    default:
      return [];
  }
}

function valuesOf(identifier: JavaScript.Identifier, source: JavaScriptSource): JavaScript.Node[] {
  const variable = variableOf(identifier, source);
  if (!variable) return [];
  return variable.references.flatMap(({ writeExpr, identifier: written }) => {
    if (!writeExpr) return [];
    // In `const { a, b } = c` what `c` is says nothing about `a`; in `const [, token] = header.split(' ')` it does.
    return isInObjectPattern(written) ? [] : [writeExpr];
  });
}

function isInObjectPattern(node: JavaScript.Node): boolean {
  for (let at = node.parent; at; at = at.parent) {
    if (at.type === Kind.ObjectPattern) return true;
    if (at.type !== Kind.ArrayPattern && at.type !== Kind.AssignmentPattern && at.type !== Kind.Property) return false;
  }
  return false;
}

// --- requests

const REQUESTS =
  /^(?:req|request|ctx|context|c|event|headers|cookies|query|params|body|searchParams|formData|handshake|socket|connection|info)$/u;

/** Is this `req.headers.x`, `this.req.query.x`, `cookies().get('x')`? */
function readsRequest(node: JavaScript.Node): boolean {
  let inner = node;
  for (let depth = 0; depth < DEEPEST; depth++) {
    switch (inner.type) {
      case Kind.MemberExpression:
        if (REQUESTS.test(memberName(inner) ?? '') && inner !== node) return true;
        inner = unwrap(inner.object);
        break;
      case Kind.CallExpression:
        inner = unwrap(inner.callee);
        break;
      case Kind.AwaitExpression:
        inner = unwrap(inner.argument);
        break;
      default:
        return inner.type === Kind.Identifier && inner !== node && REQUESTS.test(inner.name);
    }
  }
  return false;
}

const DEEPEST = 30;

/** `tokenHeader` after `const tokenHeader = req.headers['x-csrf-token']`: that token proves where a form came from, and not who sent it. */
function isAntiForgery(node: JavaScript.Node, source: JavaScriptSource): boolean {
  return (
    node.type === Kind.Identifier &&
    valuesOf(node, source).some((value) => value.range[1] - value.range[0] < LONGEST_READ && /csrf|xsrf/iu.test(source.getText(value)))
  );
}

const LONGEST_READ = 200;

/** Is a variable filled from the request? */
function comesFromRequest(node: JavaScript.Node, source: JavaScriptSource): boolean {
  if (node.type !== Kind.Identifier) return false;
  const definition = variableOf(node, source)?.defs[0]?.node as JavaScript.Node | undefined;
  const init = definition?.type === Kind.VariableDeclarator ? definition.init : undefined;
  if (!init) return false;
  const from = unwrap(init);
  if (readsRequest(from)) return true;
  return from.type === Kind.Identifier && REQUESTS.test(from.name);
}
