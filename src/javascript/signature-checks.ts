import { meaningAcross } from '../project/javascript-modules.ts';
import { isDevelopmentName } from '../vocabulary/guard-names.ts';
import { checksSignature, neededForCheck } from '../vocabulary/sender-checks.ts';
import { lastName, methodName, receiver, type Call } from './calls.ts';
import type { JavaScriptSource } from './detector.ts';
import { isFunction, unwrap, unwrapAwaited, type AnyFunction } from './expressions.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { enclosingFunction, readsOf, singleValue, variableOf } from './scopes.ts';
import { nodesWithin } from './sender-checks.ts';

/** How many names and calls lie between a digest and the place where it is compared. */
const MOST_HOPS = 6;

/** Is this comparison by `===` one of a keyed digest with what somebody sent? It ends at the first letter that differs. */
export function comparesDigest(node: JavaScript.BinaryExpression, source: JavaScriptSource): boolean {
  if (!/^[!=]==?$/u.test(node.operator) || isWritten(node.left) || isWritten(node.right)) return false;
  // Of two that are both made here, nobody guesses one.
  return isKeyedDigest(node.left, source, MOST_HOPS) !== isKeyedDigest(node.right, source, MOST_HOPS);
}

function isWritten(node: JavaScript.Node): boolean {
  const { type } = unwrap(node);
  return (
    type === Kind.Literal ||
    type === Kind.UnaryExpression ||
    (type === Kind.Identifier && (node as JavaScript.Identifier).name === 'undefined')
  );
}

/** What a digest is still one behind. */
const SHAPING = new Set('digest toString from concat toLowerCase toUpperCase update trim encode stringify'.split(' '));

function isKeyedDigest(expression: JavaScript.Node, source: JavaScriptSource, hops: number): boolean {
  if (hops < 0) return false;
  const node = unwrapAwaited(expression);
  switch (node.type) {
    case Kind.Identifier: {
      const variable = variableOf(node, source);
      const value = variable && singleValue(variable);
      return value?.path.length === 0 && isKeyedDigest(value.expression, source, hops - 1);
    }
    case Kind.TemplateLiteral:
      return node.expressions.some((hole) => isKeyedDigest(hole, source, hops - 1));
    case Kind.BinaryExpression:
      return node.operator === '+' && (isKeyedDigest(node.left, source, hops - 1) || isKeyedDigest(node.right, source, hops - 1));
    case Kind.CallExpression:
      return makesDigest(node, source, hops);
    default:
      return false;
  }
}

function makesDigest(call: JavaScript.CallExpression, source: JavaScriptSource, hops: number): boolean {
  if (isHmac(call)) return true;
  const name = lastName(call) ?? '';
  if (SHAPING.has(name)) {
    const owner = receiver(call);
    const given = name === 'update' ? [] : call.arguments;
    return (owner !== undefined && isKeyedDigest(owner, source, hops - 1)) || given.some((each) => isKeyedDigest(each, source, hops - 1));
  }
  if (!/sign|hmac|digest|hash|mac/iu.test(name)) return false;
  const made = meaningAcross(call.callee, source);
  return made !== undefined && isFunction(made.node) && nodesWithin(made).some((node) => node.type === Kind.CallExpression && isHmac(node));
}

/** `crypto.createHmac('sha256', key)`, `CryptoJS.HmacSHA256(text, key)`. */
function isHmac(call: Call): boolean {
  return /^(?:createHmac|HmacSHA(?:1|256|512))$/u.test(lastName(call) ?? '');
}

/** Is this `JSON.stringify` of a parsed body, which is then checked as if it were what was signed? */
export function rewritesBody(call: JavaScript.CallExpression, source: JavaScriptSource): boolean {
  const [given, ...more] = call.arguments;
  const value = given && unwrapAwaited(given);
  // Sorted, chosen or put together: what the sender says is signed.
  if (!value || more.length > 0 || (value.type !== Kind.Identifier && value.type !== Kind.MemberExpression && !isParsedBody(value)))
    return false;
  const inside = enclosingFunction(call);
  return inside !== undefined && usesOf(call, source).some((use) => takenForCheck(use, inside, source));
}

/** `await req.json()` */
function isParsedBody(node: JavaScript.Node): boolean {
  return node.type === Kind.CallExpression && methodName(node) === 'json';
}

function usesOf(call: JavaScript.Node, source: JavaScriptSource): JavaScript.Node[] {
  let at: JavaScript.Node = call;
  while (
    at.parent &&
    (unwrap(at.parent) !== at.parent ||
      at.parent.type === Kind.TemplateLiteral ||
      (at.parent.type === Kind.BinaryExpression && at.parent.operator === '+'))
  )
    at = at.parent;
  const { parent } = at;
  if (parent?.type !== Kind.VariableDeclarator || parent.id.type !== Kind.Identifier) return [at];
  const variable = variableOf(parent.id, source);
  return variable ? readsOf(variable) : [];
}

function takenForCheck(use: JavaScript.Node, inside: AnyFunction, source: JavaScriptSource): boolean {
  let at = use;
  while (
    at.parent &&
    (unwrap(at.parent) !== at.parent || at.parent.type === Kind.TemplateLiteral || at.parent.type === Kind.BinaryExpression)
  )
    at = at.parent;
  const call = at.parent;
  if (call?.type !== Kind.CallExpression) return false;
  const name = dottedText(call.callee) ?? lastName(call) ?? '';
  if (call.arguments[0] !== at) return false;
  if (lastName(call) === 'from') return takenForCheck(call, inside, source);
  if (checksSignature(name) && !/timingSafe|compare/iu.test(name)) return true;
  if ((lastName(call) ?? '').startsWith('HmacSHA')) return comparesSignature(inside, source);
  const owner = receiver(call);
  return lastName(call) === 'update' && owner !== undefined && isKeyedDigest(owner, source, MOST_HOPS) && comparesSignature(inside, source);
}

/** Does a function compare a signature, and not just make one? */
function comparesSignature(inside: AnyFunction, source: JavaScriptSource): boolean {
  if (/verif|validat|check/iu.test(nameOf(inside))) return true;
  return containsCheck(inside, source);
}

function nameOf(node: AnyFunction): string {
  if (node.id) return node.id.name;
  const { parent } = node;
  if (parent.type === Kind.VariableDeclarator && parent.id.type === Kind.Identifier) return parent.id.name;
  return (parent.type === Kind.MethodDefinition || parent.type === Kind.Property) && parent.key.type === Kind.Identifier
    ? parent.key.name
    : '';
}

/** Where is a signature checked only if there is a secret, or only if there is a signature? The name that may be missing. */
export function optionalCheck(statement: JavaScript.IfStatement, source: JavaScriptSource): JavaScript.Node | null {
  const needed = neededIn(statement.test, source);
  const inside = needed && enclosingFunction(statement);
  if (!needed || !inside) return null;
  const { node, isMissing, checks } = needed;
  const { consequent, alternate } = statement;
  const elsewhere = checkedOutside(inside, statement, source);
  if (isMissing) {
    if (alternate && containsCheck(alternate, source)) return refuses(consequent, source) || elsewhere ? null : node;
    return elsewhere && lets(consequent) ? node : null;
  }
  if (elsewhere) return null;
  if (checks) return refuses(consequent, source) ? node : null;
  if (!containsCheck(consequent, source)) return null;
  if (alternate) return refuses(alternate, source) || containsCheck(alternate, source) ? null : node;
  return goesOn(statement, inside, source) ? node : null;
}

interface Needed {
  readonly node: JavaScript.Node;
  readonly isMissing: boolean;
  readonly checks: boolean;
}

/** Does a condition ask whether there is a secret or a signature, and nothing else but, perhaps, whether that is right? */
function neededIn(test: JavaScript.Node, source: JavaScriptSource): Needed | undefined {
  const node = unwrap(test);
  if (node.type === Kind.UnaryExpression && node.operator === '!') {
    const inner = neededIn(node.argument, source);
    return inner && !inner.checks ? { ...inner, isMissing: !inner.isMissing } : undefined;
  }
  if (node.type === Kind.LogicalExpression) {
    if (node.operator !== '&&') return undefined;
    const [left, right] = [neededIn(node.left, source), neededIn(node.right, source)];
    const one = left ?? right;
    if (!one || one.isMissing) return undefined;
    if (left && right) {
      if (right.isMissing) return undefined;
      return neededForCheck(wordOf(left.node)) === 'secret' ? left : right;
    }
    return containsCheck(left ? node.right : node.left, source) ? { ...one, checks: true } : undefined;
  }
  if (node.type !== Kind.Identifier && node.type !== Kind.MemberExpression) return undefined;
  const name = wordOf(node);
  return neededForCheck(name) !== null && !isDevelopmentName(name) ? { node, isMissing: false, checks: false } : undefined;
}

/** `STRIPE_SECRET` of `process.env.STRIPE_SECRET`. */
export function wordOf(node: JavaScript.Node): string {
  return dottedText(node)?.split('.').at(-1) ?? '';
}

function containsCheck(node: JavaScript.Node, source: JavaScriptSource): boolean {
  return nodesWithin({ node, source }).some((inner) => isCheck(inner, source));
}

function isCheck(node: JavaScript.Node, source: JavaScriptSource): boolean {
  if (node.type === Kind.CallExpression) return checksSignature(dottedText(node.callee) ?? lastName(node) ?? '');
  return node.type === Kind.BinaryExpression && comparesDigest(node, source);
}

/** Is a signature also checked where this statement does not decide about it? */
function checkedOutside(inside: AnyFunction, statement: JavaScript.Node, source: JavaScriptSource): boolean {
  const [start, end] = statement.range;
  return nodesWithin({ node: inside.body, source }).some(
    (node) => (node.range[0] < start || node.range[0] >= end) && isCheck(node, source),
  );
}

const REFUSALS = /\b(?:throw|reject)\b|\b[45]\d\d\b|\bfalse\b|\bnull\b|[Uu]nauthori[sz]ed|[Ff]orbidden|BadRequest|\bnext\(\s?(?:new|err)/u;

/** Does a statement turn the sender away? */
function refuses(statement: JavaScript.Node, source: JavaScriptSource): boolean {
  return REFUSALS.test(source.getText(statement).slice(0, LONGEST_BLOCK));
}

const LONGEST_BLOCK = 2000;

/** Does a statement let the sender in: `return true`, `return next()`? */
function lets(statement: JavaScript.Node): boolean {
  const last = statement.type === Kind.BlockStatement ? statement.body.at(-1) : statement;
  if (last?.type !== Kind.ReturnStatement || !last.argument) return false;
  const value = unwrapAwaited(last.argument);
  if (value.type === Kind.Literal) return value.value === true;
  return value.type === Kind.CallExpression && lastName(value) === 'next' && value.arguments.length === 0;
}

/** Does the function, without the check, do what it was to guard? */
function goesOn(statement: JavaScript.IfStatement, inside: AnyFunction, source: JavaScriptSource): boolean {
  const { parent } = statement;
  const body = parent.type === Kind.BlockStatement ? parent.body : [];
  const next = body[body.indexOf(statement) + 1];
  // At the end of a function that only ever turns away by an error, nothing more happens, which lets the sender in.
  if (!next) return parent === inside.body && /\bthrow\b/u.test(source.getText(statement).slice(0, LONGEST_BLOCK));
  return (
    !(
      (next.type === Kind.ReturnStatement || next.type === Kind.ThrowStatement || next.type === Kind.ExpressionStatement) &&
      refuses(next, source)
    ) && !(next.type === Kind.ReturnStatement && !next.argument)
  );
}
