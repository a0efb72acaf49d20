import { meaningAcross } from '../project/javascript-modules.ts';
import { isHandshake, isSharedSecret, signOfCall, signOfHeader, signOfName, type CheckSign } from '../vocabulary/sender-checks.ts';
import { asksSender } from '../vocabulary/webhook-senders.ts';
import { lastName, methodName, receiver, type Call } from './calls.ts';
import type { JavaScriptSource } from './detector.ts';
import { isFunction, keyOf, memberName, stringOf, unwrap, unwrapAwaited, type AnyFunction } from './expressions.ts';
import { declaredType, fieldOrigin } from './fields.ts';
import { logCall } from './loggers.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { enclosingClass, functionOf, nodesUnder, readsOf, variableOf } from './scopes.ts';

/** Does code look at who sent a message? `unknown` when it hands the request to something that cannot be seen. */
export type SenderCheck = 'checked' | 'unknown' | 'none';

/** A function or class, and the source it stands in. */
export interface Code {
  readonly node: JavaScript.Node;
  readonly source: JavaScriptSource;
}

/** How many functions are followed from a handler, how deep, and how much of one is looked at. */
const MOST_FUNCTIONS = 60;
const MOST_HOPS = 3;

/**
 * Does a handler, or what it calls in whatever module of the project, look at who sent the message: a signature, a shared
 * secret, a token, an address; or does it ask the sender what is true?
 */
export function senderCheckIn(handler: JavaScript.Node, source: JavaScriptSource, extra: readonly string[] = []): SenderCheck {
  const open: { readonly code: Code; readonly hops: number }[] = [{ code: { node: handler, source }, hops: MOST_HOPS }];
  const seen = new Set<JavaScript.Node>([handler]);
  let isUnknown = false;
  for (let at = open.pop(); at; at = open.pop()) {
    const { code, hops } = at;
    if (signIn(code) !== null) return 'checked';
    for (const call of callsWithin(code)) {
      const name = dottedText(call.callee) ?? lastName(call) ?? '';
      if (extra.some((word) => name === word || name.endsWith(`.${word}`))) return 'checked';
      const called = hops === 0 ? [] : codeBehind(call, code.source);
      for (const next of called) {
        if (seen.has(next.node) || seen.size > MOST_FUNCTIONS) continue;
        seen.add(next.node);
        open.push({ code: next, hops: hops - 1 });
      }
      // Whoever is given the whole request can look at its headers.
      if (called.length === 0 && takesRequest(call, code.source) && !isHarmless(call, name, code.source)) isUnknown = true;
    }
  }
  return isUnknown ? 'unknown' : 'none';
}

/** All nodes of a piece of code, those of the functions in it too. */
export function nodesWithin({ node, source }: Code): JavaScript.Node[] {
  return nodesUnder(node, source);
}

function callsWithin(code: Code): Call[] {
  return nodesWithin(code).filter((node): node is Call => node.type === Kind.CallExpression || node.type === Kind.NewExpression);
}

/** The functions of the project that a call runs: what it calls, and the functions it is given by name. */
export function codeBehind(call: Call, source: JavaScriptSource): Code[] {
  const given = call.arguments.flatMap((each) =>
    each.type === Kind.Identifier || each.type === Kind.MemberExpression ? (codeOf(each, source) ?? []) : [],
  );
  const behind = codeOf(call.callee, source);
  return behind ? [behind, ...given] : given;
}

/** The function that an expression names, in whatever module; also a method of an object that is made in the project. */
export function codeOf(expression: JavaScript.Node, source: JavaScriptSource): Code | undefined {
  const node = unwrap(expression);
  const meant = meaningAcross(node, source);
  if (meant && isFunction(meant.node)) return meant;
  if (node.type !== Kind.MemberExpression)
    return meant?.node.type === Kind.ClassDeclaration || meant?.node.type === Kind.ClassExpression ? meant : undefined;
  const name = memberName(node);
  const owner = name === undefined ? undefined : classBehind(unwrap(node.object), source);
  const method = owner && owner.node.type !== Kind.Program && 'body' in owner.node && methodOf(owner.node, name ?? '');
  return owner && method ? { node: method, source: owner.source } : undefined;
}

function methodOf(owner: JavaScript.Node, name: string): JavaScript.Node | undefined {
  if (owner.type !== Kind.ClassDeclaration && owner.type !== Kind.ClassExpression) return undefined;
  const member = owner.body.body.find(
    (entry) => (entry.type === Kind.MethodDefinition || entry.type === Kind.PropertyDefinition) && keyOf(entry) === name,
  );
  return member && 'value' in member ? (member.value ?? undefined) : undefined;
}

/** The class that an object is of: `this`, `new Service()`, `this.service` with its declared type. */
function classBehind(object: JavaScript.Node, source: JavaScriptSource): Code | undefined {
  if (object.type === Kind.ThisExpression) {
    const around = enclosingClass(object);
    return around && { node: around, source };
  }
  const made = object.type === Kind.NewExpression ? { node: object as JavaScript.Node, source } : meaningAcross(object, source);
  if (made?.node.type === Kind.NewExpression) return meaningAcross(made.node.callee, made.source);
  const name = object.type === Kind.MemberExpression && unwrap(object.object).type === Kind.ThisExpression ? memberName(object) : undefined;
  const origin = name === undefined ? undefined : fieldOrigin(object, name, source);
  const value = origin?.value && unwrapAwaited(origin.value);
  if (value?.type === Kind.NewExpression) return meaningAcross(value.callee, source);
  const type = origin?.declaration && declaredType(origin.declaration);
  const named = type?.type === Kind.TSTypeReference ? type.typeName : undefined;
  return named?.type === Kind.Identifier ? meaningAcross(named, source) : undefined;
}

const signs = new WeakMap<JavaScript.Node, { readonly sign: CheckSign }>();

/** What says that a piece of code itself checks a sender? */
export function signIn(code: Code): CheckSign {
  const known = signs.get(code.node);
  if (known) return known.sign;
  const sign = findSign(code);
  signs.set(code.node, { sign });
  return sign;
}

function findSign(code: Code): CheckSign {
  let sign: CheckSign = null;
  let hasHandshake = false;
  for (const node of nodesWithin(code)) {
    const text = stringOf(node) ?? (node.type === Kind.Identifier ? node.name : undefined);
    hasHandshake ||= text !== undefined && isHandshake(text);
    sign = stronger(sign, signOf(node, code.source));
  }
  return hasHandshake && sign === 'maybe' ? null : sign;
}

function stronger(one: CheckSign, other: CheckSign): CheckSign {
  return one === 'sure' || other === null ? one : other;
}

function signOf(node: JavaScript.Node, source: JavaScriptSource): CheckSign {
  switch (node.type) {
    case Kind.Identifier:
      return isOnlyNamed(node, source) ? null : signOfName(node.name);
    case Kind.Literal:
      return node.value === 401 || node.value === 403 || node.value === '_notify-validate' ? 'maybe' : null;
    case Kind.MemberExpression: {
      const name = memberName(node);
      const owner = dottedText(node.object) ?? lastNameOf(node.object) ?? '';
      if (name === undefined || !isUsed(node, source)) return null;
      if (/(?:headers|query|searchParams)$/iu.test(owner)) return signOfHeader(name);
      return node.computed && signOfName(name) === 'sure' ? 'sure' : null;
    }
    case Kind.ObjectPattern: {
      const from =
        node.parent.type === Kind.VariableDeclarator && node.parent.init ? source.getText(node.parent.init).slice(0, LONGEST_TEXT) : '';
      if (!/headers|query|searchParams/u.test(from)) return null;
      return node.properties
        .map((property) => (property.type === Kind.Property ? signOfHeader(keyOf(property) ?? '') : null))
        .reduce(stronger, null);
    }
    case Kind.CallExpression:
    case Kind.NewExpression:
      return signOfAnyCall(node, source);
    case Kind.BinaryExpression:
      return /^[!=]==?$/u.test(node.operator) && comparesSecret(node, source) ? 'maybe' : null;
    default:
      return null;
  }
}

const LONGEST_TEXT = 200;

function lastNameOf(node: JavaScript.Node): string | undefined {
  const inner = unwrapAwaited(node);
  return inner.type === Kind.CallExpression ? lastName(inner) : undefined;
}

function signOfAnyCall(call: Call, source: JavaScriptSource): CheckSign {
  const name = dottedText(call.callee) ?? lastName(call) ?? '';
  const own = signOfCall(name);
  if (own === 'sure') return own;
  const method = methodName(call);
  const owner = receiver(call);
  const [first] = call.arguments;
  const key = first && stringOf(first);
  if (owner && key !== undefined && method !== undefined && /^(?:get|header|getHeader|headers)$/u.test(method) && isUsed(call, source)) {
    const from = source.getText(owner).slice(-LONGEST_TEXT);
    if (/(?:headers(?:\(\)\)?)?|req|request|ctx|context|\bc|searchParams|query)$/iu.test(from)) return stronger(own, signOfHeader(key));
  }
  const callee = source
    .getText(call.callee)
    .slice(0, LONGEST_TEXT)
    .replace(/\([^()]{0,40}\)/gu, '');
  return asksSender(callee) ? 'maybe' : own;
}

/** Names that are only set, and the keys of objects that are sent on, say nothing. */
function isOnlyNamed(node: JavaScript.Identifier, source: JavaScriptSource): boolean {
  const { parent } = node;
  if (parent.type === Kind.Property)
    return parent.key === node && !parent.computed && !parent.shorthand && parent.parent.type === Kind.ObjectExpression;
  if (parent.type === Kind.VariableDeclarator && parent.id === node) return true;
  if (parent.type === Kind.AssignmentExpression && parent.left === node) return true;
  if (!isFunction(parent) || parent.body === (node as JavaScript.Node)) return false;
  const variable = variableOf(node, source);
  return variable === undefined || readsOf(variable).length === 0 || parent.params.includes(node);
}

/** Is what is read here looked at afterwards? */
function isUsed(node: JavaScript.Node, source: JavaScriptSource): boolean {
  let at = node;
  let parent = at.parent;
  while (parent && (unwrap(parent) !== parent || parent.type === Kind.LogicalExpression || parent.type === Kind.AwaitExpression)) {
    at = parent;
    ({ parent } = at);
  }
  if (parent?.type === Kind.ExpressionStatement) return false;
  if (parent?.type !== Kind.VariableDeclarator || parent.id.type !== Kind.Identifier) return true;
  const variable = variableOf(parent.id, source);
  return variable === undefined || readsOf(variable).length > 0;
}

function comparesSecret({ left, right }: JavaScript.BinaryExpression, source: JavaScriptSource): boolean {
  const sides: JavaScript.Node[] = [left, right];
  if (sides.some((side) => isNothing(side))) return false;
  return sides.some((side) => {
    const text = source.getText(side);
    if (text.length > LONGEST_TEXT) return false;
    return nodesWithin({ node: side, source }).some((node) => {
      const name = node.type === Kind.Identifier ? node.name : node === side ? undefined : stringOf(node);
      return name !== undefined && isSharedSecret(name);
    });
  });
}

function isNothing(node: JavaScript.Node): boolean {
  const inner = unwrap(node);
  if (inner.type === Kind.Identifier) return inner.name === 'undefined';
  return (
    (inner.type === Kind.Literal && typeof inner.value !== 'string') || (inner.type === Kind.UnaryExpression && inner.operator === 'typeof')
  );
}

/** Is a call given the request itself, or all of its headers? */
function takesRequest(call: Call, source: JavaScriptSource): boolean {
  return call.arguments.some((given) => {
    const text = source.getText(given).slice(0, LONGEST_TEXT);
    return /^(?:this\.)?(?:req|request|ctx|c|event|nextRequest|_req)(?:\.(?:headers|req|request|raw))?$|^headers$|^\w{0,20}(?:Request|Req)$/u.test(
      text,
    );
  });
}

const HARMLESS = new Set(
  'next json send stringify String parse Object keys log render redirect NextResponse Response isArray getClientIp getIp'.split(' '),
);

function isHarmless(call: Call, name: string, source: JavaScriptSource): boolean {
  const last = name.slice(name.lastIndexOf('.') + 1);
  return HARMLESS.has(last) || (call.type === Kind.CallExpression && logCall(call, source) !== undefined);
}

/** The function that answers, where the file or another module of the project holds it. */
export function functionAcross(
  node: JavaScript.Node,
  source: JavaScriptSource,
): { readonly node: AnyFunction; readonly source: JavaScriptSource } | undefined {
  let inner = unwrap(node);
  for (let hops = 0; inner.type === Kind.CallExpression && hops < MOST_HOPS; hops++) {
    // `controller.handle.bind(controller)`, `asyncHandler(handle)`.
    if (methodName(inner) === 'bind') inner = receiver(inner) ?? inner;
    else {
      const last = inner.arguments.at(-1);
      if (!last || last.type === Kind.SpreadElement) return undefined;
      inner = unwrap(last);
    }
  }
  const local = functionOf(inner, source);
  if (local) return { node: local, source };
  const code = codeOf(inner, source);
  return code && isFunction(code.node) ? { node: code.node, source: code.source } : undefined;
}
