import { argument, lastName, receiver } from './calls.ts';
import { credentialNoun } from '../vocabulary/credential-names.ts';
import { constantText } from './constants.ts';
import type { JavaScriptSource } from './detector.ts';
import { environmentRead } from './environment.ts';
import { keyOf, memberName, stringOf, unwrap } from './expressions.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';

/** A value that is kept under a name, or sent along in a header. */
export interface Handed {
  /** The key in the browser's storage, the cookie's or the header's name. */
  readonly key: string;
  readonly value: JavaScript.Node;
  readonly place: 'storage' | 'cookie' | 'header';
}

/** What does a call, assignment or property keep in the browser's storage or a cookie, or send as a header? */
export function handedBy(node: JavaScript.Node, source: JavaScriptSource): Handed | undefined {
  switch (node.type) {
    case Kind.CallExpression:
      return byCall(node, source);
    case Kind.AssignmentExpression:
      return byAssignment(node, source);
    case Kind.Property: {
      const key = keyOf(node);
      return key?.toLowerCase() === 'authorization' ? { key, value: node.value, place: 'header' } : undefined;
    }
    default:
      return undefined;
  }
}

const STORAGES = /(?:^|\.)(?:localStorage|sessionStorage|AsyncStorage|SecureStore|EncryptedStorage|MMKV|storage)$/iu;
const COOKIES = /(?:^|\.)(?:Cookies?|cookieStore|jsCookie|VueCookies|\$cookies|cookies)$/iu;
const RESPONSES = /(?:^|\.)(?:res|response|reply|_res)$/u;
const COOKIE_FUNCTIONS = new Set(['setCookie', 'createCookie', 'writeCookie']);
const HEADER_METHODS = new Set(['set', 'append', 'setRequestHeader', 'setHeader', 'header']);

const KEEPING_CALLS = new Set([...HEADER_METHODS, ...COOKIE_FUNCTIONS, 'setItem', 'setItemAsync', 'cookie']);

function byCall(call: JavaScript.CallExpression, source: JavaScriptSource): Handed | undefined {
  const method = lastName(call) ?? '';
  if (!KEEPING_CALLS.has(method)) return undefined;
  const [first, second] = [argument(call, 0), argument(call, 1)];
  if (!first || !second) return undefined;
  const object = receiver(call);
  const owner = (object && (dottedText(object) ?? (object.type === Kind.CallExpression ? (lastName(object) ?? '') : ''))) ?? '';
  const found = (place: Handed['place']): Handed | undefined => {
    const key = constantText(first, source);
    return key === undefined ? undefined : { key, value: second, place };
  };
  if ((method === 'setItem' || method === 'setItemAsync' || method === 'set') && STORAGES.test(owner)) return found('storage');
  if (method === 'set' && COOKIES.test(owner)) return found('cookie');
  if (method === 'cookie' && RESPONSES.test(owner)) return found('cookie');
  if (COOKIE_FUNCTIONS.has(method)) return found('cookie');
  if (!HEADER_METHODS.has(method)) return undefined;
  const header = found('header');
  return header?.key.toLowerCase() === 'authorization' ? header : undefined;
}

function byAssignment({ left, right, operator }: JavaScript.AssignmentExpression, source: JavaScriptSource): Handed | undefined {
  const target = unwrap(left);
  if (target.type !== Kind.MemberExpression || !/^(?:=|\?\?=|\|\|=)$/u.test(operator)) return undefined;
  const key = memberName(target) ?? constantText(target.property, source);
  const owner = dottedText(target.object) ?? '';
  if (key === undefined) return undefined;
  if (STORAGES.test(owner)) return { key, value: right, place: 'storage' };
  if (key === 'cookie' && /(?:^|\.)document$/u.test(owner)) return byCookieText(right, source);
  return key.toLowerCase() === 'authorization' ? { key, value: right, place: 'header' } : undefined;
}

/** `document.cookie = 'token=demo; path=/'`. */
function byCookieText(value: JavaScript.Node, source: JavaScriptSource): Handed | undefined {
  const text = constantText(value, source) ?? stringOf(value);
  const key = text === undefined ? undefined : /^\s*([^=;\s]+)=/u.exec(text)?.[1];
  return key === undefined ? undefined : { key, value, place: 'cookie' };
}

/** The value in the text of a cookie: `demo` of `token=demo; path=/`. */
export function cookieValue(text: string): string {
  const from = text.indexOf('=') + 1;
  const to = text.indexOf(';', from);
  return from === 0 ? text : text.slice(from, to < 0 ? undefined : to).trim();
}

/** Does a literal stand where a program accepts, sets or hands out a credential? As a key or a name it is only a word. */
export function standsForCredential(node: JavaScript.Literal, source: JavaScriptSource): boolean {
  const { parent } = node;
  const names = (name: string | undefined) => name !== undefined && credentialNoun(name, { inRequest: true }) !== null;
  switch (parent.type) {
    case Kind.VariableDeclarator:
      return parent.init === node && parent.id.type === Kind.Identifier && names(parent.id.name);
    case Kind.PropertyDefinition:
    case Kind.Property:
      return parent.value === node && names(keyOf(parent));
    case Kind.AssignmentExpression:
      return parent.right === node && names(nameOfTarget(parent.left));
    case Kind.AssignmentPattern:
      return parent.right === node && parent.left.type === Kind.Identifier && names(parent.left.name);
    case Kind.LogicalExpression:
      return parent.right === node && parent.operator !== '&&' && names(environmentRead(parent.left, source)?.name);
    case Kind.CallExpression: {
      const first = argument(parent, 0);
      return parent.arguments[1] === node && first !== undefined && names(stringOf(unwrap(first)));
    }
    default:
      return false;
  }
}

function nameOfTarget(target: JavaScript.Node): string | undefined {
  const inner = unwrap(target);
  if (inner.type === Kind.Identifier) return inner.name;
  return inner.type === Kind.MemberExpression ? memberName(inner) : undefined;
}
