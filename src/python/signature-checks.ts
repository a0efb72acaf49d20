import { meaningOf } from '../project/python-modules.ts';
import { checksSignature, neededForCheck } from '../vocabulary/sender-checks.ts';
import { isDevelopmentName } from '../vocabulary/guard-names.ts';
import { argument, argumentsOf, methodName, receiver } from './calls.ts';
import { moduleOf } from './columns.ts';
import { parts, unwrap } from './expressions.ts';
import { enclosingFunction, functionMeantBy } from './functions.ts';
import { importsAny } from './imports.ts';
import { callsNamed } from './named-calls.ts';
import { dottedText, lastName, qualifiedName } from './names.ts';
import type * as Python from './nodes.ts';
import { resolve } from './scopes.ts';
import type { PythonTree } from './syntax/tree.ts';

/** How many names and calls lie between a digest and the place where it is compared. */
const MOST_HOPS = 4;

/** A comparison of a signature with `==`, which ends at the first letter that differs. */
export interface DigestComparison {
  readonly node: Python.ComparisonOperator;
  readonly operator: '==' | '!=';
}

/** Where does a file compare a keyed digest with what somebody sent, by `==`? */
export function digestComparisons(tree: PythonTree): DigestComparison[] {
  return moduleOf(tree)
    .descendants('comparison_operator')
    .flatMap((node): DigestComparison[] => {
      const [left, right, ...more] = parts(node);
      const operator = node.operators.type;
      if (!left || !right || more.length > 0 || (operator !== '==' && operator !== '!=')) return [];
      const [isLeft, isRight] = [isKeyedDigest(left, MOST_HOPS), isKeyedDigest(right, MOST_HOPS)];
      // Of two that are both made here, nobody guesses one.
      if (isLeft === isRight || isWritten(isLeft ? right : left)) return [];
      return [{ node, operator }];
    });
}

function isWritten({ type }: Python.Node): boolean {
  return type === 'string' || type === 'none' || type === 'integer';
}

/** Is this the digest of something and a key: `hmac.new(...).hexdigest()`, `'sha256=' + mac`, a variable or function that gives one? */
function isKeyedDigest(expression: Python.Node, hops: number): boolean {
  const node = unwrap(expression);
  if (hops < 0) return false;
  switch (node.type) {
    case 'identifier': {
      const definitions = resolve(node)?.definitions ?? [];
      return (
        definitions.length > 0 &&
        definitions.length <= MOST_DEFINITIONS &&
        definitions.some(({ kind, value }) => kind === 'assignment' && value !== null && isKeyedDigest(value, hops - 1))
      );
    }
    case 'string':
      return node.descendants('interpolation').some((hole) => parts(hole).some((part) => isKeyedDigest(part, hops - 1)));
    case 'binary_operator':
      return parts(node).some((part) => isKeyedDigest(part, hops - 1));
    case 'call':
      return makesDigest(node, hops);
    case 'subscript':
      return isKeyedDigest(node.value, hops - 1);
    default:
      return false;
  }
}

const MOST_DEFINITIONS = 4;
/** What a digest is still one behind. */
const SHAPING = new Set(
  'hexdigest digest decode encode lower upper strip rstrip format b64encode encodebytes hexlify urlsafe_b64encode standard_b64encode str bytes'.split(
    ' ',
  ),
);

function makesDigest(call: Python.Call, hops: number): boolean {
  if (isHmac(call)) return true;
  const name = lastName(call.function) ?? '';
  if (SHAPING.has(name)) {
    const owner = receiver(call);
    return (owner !== null && isKeyedDigest(owner, hops - 1)) || argumentsOf(call).some(({ value }) => isKeyedDigest(value, hops - 1));
  }
  if (!/sign|hmac|digest|hash|mac/iu.test(name)) return false;
  const made = functionMeantBy(call.function) ?? meaningOf(call.function)?.node;
  return made?.type === 'function_definition' && made.descendants('call').some(isHmac);
}

/** `hmac.new(key, body, sha256)`, `hmac.digest(...)`. */
export function isHmac(call: Python.Call): boolean {
  const name = lastName(call.function);
  if (name !== 'new' && name !== 'digest' && name !== 'HMAC') return false;
  return /^(?:hmac\.(?:new|digest|HMAC)|cryptography\.hazmat\.primitives\.hmac\.HMAC|Crypto(?:dome)?\.Hash\.HMAC\.new)$/u.test(
    qualifiedName(call.function) ?? '',
  );
}

/** A parsed body that is written as text again to be checked: other spaces, another order, and the signature no longer fits. */
export function rewrittenBodies(tree: PythonTree): Python.Call[] {
  return callsNamed(tree, (name) => name === 'dumps').filter((call) => {
    if (argumentsOf(call).some(({ name }) => name === 'sort_keys')) return false;
    const [given] = argumentsOf(call);
    const value = given && unwrap(given.value);
    // What is put together here is what the sender says is signed.
    if (!value || value.type === 'dictionary' || (value.type === 'call' && !/json\b/u.test(value.function.text.slice(0, LONGEST_CALLEE))))
      return false;
    const inside = enclosingFunction(call);
    return inside !== null && usesOf(call).some((use) => takenForCheck(use, inside));
  });
}

const LONGEST_CALLEE = 80;

/** The expression itself, and the names that are given it: `payload` of `payload = json.dumps(data).encode()`. */
function usesOf(call: Python.Call): Python.Node[] {
  let at: Python.Node = call;
  for (let parent = at.parent; parent; parent = at.parent) {
    const isShaping =
      parent.type === 'attribute' ||
      (parent.type === 'call' && (parent.function === at || SHAPING.has(lastName(parent.function) ?? ''))) ||
      parent.type === 'argument_list' ||
      parent.type === 'parenthesized_expression' ||
      parent.type === 'binary_operator';
    if (
      !isShaping ||
      (parent.type === 'argument_list' && parent.parent?.type === 'call' && !SHAPING.has(lastName(parent.parent.function) ?? ''))
    )
      break;
    at = parent;
  }
  const { parent } = at;
  if (parent?.type !== 'assignment' || parent.right !== at || parent.left.type !== 'identifier') return [at];
  const binding = resolve(parent.left);
  const name = parent.left.text;
  const target = parent.left.row;
  return (enclosingFunction(call)?.descendants('identifier') ?? []).filter(
    (other) => other.text === name && other.row !== target && resolve(other) === binding,
  );
}

/** Is this what is signed: the message of an HMAC that is compared, the first argument of a verifier? */
function takenForCheck(use: Python.Node, inside: Python.FunctionDefinition): boolean {
  let at = use;
  while (at.parent && at.parent.type !== 'argument_list' && at.parent.type !== 'block') {
    if (at.parent.type === 'call' && at.parent.function !== at) break;
    at = at.parent;
  }
  const call = at.parent?.type === 'argument_list' ? at.parent.parent : null;
  if (call?.type !== 'call') return false;
  const [first] = argumentsOf(call);
  if (checksSignature(dottedText(call.function) ?? lastName(call.function) ?? '')) return first?.node === at;
  if (SHAPING.has(lastName(call.function) ?? '') && !isHmac(call)) return takenForCheck(call, inside);
  const message = argument(call, { position: 1, keyword: 'msg' });
  const isMessage = isHmac(call)
    ? message === at || (message !== null && message !== 'unknown' && message.range[0] <= at.range[0] && at.range[1] <= message.range[1])
    : methodName(call) === 'update' && isKeyedDigest(receiver(call) ?? call, 1);
  return isMessage && comparesSignature(inside);
}

/** Does a function compare a signature, and not just make one? */
function comparesSignature(definition: Python.FunctionDefinition): boolean {
  if (/verif|validat|check/iu.test(definition.name.text)) return true;
  return (
    definition.descendants('call').some((call) => checksSignature(dottedText(call.function) ?? lastName(call.function) ?? '')) ||
    definition.descendants('comparison_operator').some((node) => parts(node).some((part) => isKeyedDigest(part, MOST_HOPS)))
  );
}

/** A check that is left out when something is missing. */
export interface OptionalCheck {
  readonly node: Python.Node;
  readonly name: string;
}

/** Where does a file check a signature only if there is a secret, or only if there is a signature? */
export function optionalChecks(tree: PythonTree): OptionalCheck[] {
  return moduleOf(tree)
    .descendants('if_statement')
    .flatMap((statement): OptionalCheck[] => optionalCheck(statement) ?? []);
}

function optionalCheck(statement: Python.IfStatement): OptionalCheck[] | null {
  const { condition, consequence } = statement;
  const inside = enclosingFunction(statement);
  if (!inside) return null;
  const needed = neededIn(condition);
  if (!needed) return null;
  const { name, isMissing, checks } = needed;
  const found = [{ node: name, name: lastName(name) ?? name.text }];
  if (isMissing) {
    const rest = statement.all('alternative').at(-1);
    if (rest?.type === 'else_clause' && containsCheck(rest))
      return refuses(consequence) || checkedElsewhere(inside, statement) ? null : found;
    return lets(consequence, inside) && checkedElsewhere(inside, statement) ? found : null;
  }
  // `if secret and not verify(body, secret): abort(401)`.
  if (checks) return refuses(consequence) && !checkedElsewhere(inside, statement) ? found : null;
  if (!containsCheck(consequence) || checkedElsewhere(inside, statement)) return null;
  const otherwise = statement.all('alternative').at(-1);
  if (otherwise) return otherwise.type === 'else_clause' && !refuses(otherwise.body) && !containsCheck(otherwise) ? found : null;
  return goesOn(statement, inside) ? found : null;
}

interface Needed {
  readonly name: Python.Node;
  readonly isMissing: boolean;
  readonly checks: boolean;
}

/** Does a condition ask whether there is a secret or a signature, and nothing else but, perhaps, whether that is right? */
function neededIn(condition: Python.Node): Needed | null {
  const node = unwrap(condition);
  if (node.type === 'not_operator') {
    const inner = neededIn(parts(node)[0] ?? node);
    return inner && !inner.checks ? { ...inner, isMissing: !inner.isMissing } : null;
  }
  if (node.type === 'comparison_operator') {
    const [left, right] = parts(node);
    const operator = node.operators.type;
    if (!left || right?.type !== 'none') return null;
    const inner = neededIn(left);
    return inner && (operator === 'is' || operator === '==' ? { ...inner, isMissing: true } : inner);
  }
  if (node.type === 'boolean_operator') {
    if (node.operator.type !== 'and') return null;
    const [left, right] = [neededIn(node.left), neededIn(node.right)];
    const other = left ? node.right : node.left;
    const one = left ?? right;
    if (!one || one.isMissing) return null;
    if (left && right) return right.isMissing ? null : neededForCheck(lastName(left.name) ?? '') === 'secret' ? left : right;
    return containsCheck(other) ? { ...one, checks: true } : null;
  }
  if (node.type !== 'identifier' && node.type !== 'attribute') return null;
  const name = lastName(node) ?? '';
  return neededForCheck(name) !== null && !isDevelopmentName(name) ? { name: node, isMissing: false, checks: false } : null;
}

function containsCheck(node: Python.Node): boolean {
  const calls = node.type === 'call' ? [node, ...node.descendants('call')] : node.descendants('call');
  if (calls.some((call) => checksSignature(dottedText(call.function) ?? lastName(call.function) ?? ''))) return true;
  const comparisons = node.type === 'comparison_operator' ? [node] : node.descendants('comparison_operator');
  return comparisons.some((comparison) => parts(comparison).some((part) => isKeyedDigest(part, MOST_HOPS)));
}

/** Is a signature also checked where this statement does not decide about it? */
function checkedElsewhere(inside: Python.FunctionDefinition, statement: Python.Node): boolean {
  const [start, end] = statement.range;
  const calls = inside.body.descendants('call').filter((call) => call.range[0] < start || call.range[0] >= end);
  if (calls.some((call) => checksSignature(dottedText(call.function) ?? lastName(call.function) ?? ''))) return true;
  return inside.body
    .descendants('comparison_operator')
    .some((node) => (node.range[0] < start || node.range[0] >= end) && parts(node).some((part) => isKeyedDigest(part, MOST_HOPS)));
}

/** Does a block turn the sender away? */
function refuses(block: Python.Node): boolean {
  if (block.descendants('raise_statement').length > 0) return true;
  if (
    block
      .descendants('call')
      .some((call) =>
        /^(?:abort|HttpResponseForbidden|HttpResponseBadRequest|HttpResponseNotFound|HttpResponseServerError|PermissionDenied|exit)$/u.test(
          lastName(call.function) ?? '',
        ),
      )
  )
    return true;
  if (
    block.descendants('integer').some(({ text }) => /^[45]\d\d$/u.test(text)) ||
    block.descendants('identifier').some(({ text }) => /^HTTP_[45]\d\d/u.test(text))
  )
    return true;
  return block.descendants('return_statement').some((statement) => /^(?:false|none)$/u.test(parts(statement)[0]?.type ?? ''));
}

/** Does a block that nothing else stands in let the sender in: `return True`; `return`, where others are turned away by an error? */
function lets(block: Python.Block, inside: Python.FunctionDefinition): boolean {
  const last = parts(block).at(-1);
  if (last?.type !== 'return_statement') return false;
  const [value] = parts(last);
  if (value?.type === 'true') return true;
  if (value && value.type !== 'none') return false;
  return (
    inside.body.descendants('raise_statement').length > 0 &&
    inside.body.descendants('return_statement').every((other) => (parts(other)[0]?.type ?? 'none') === 'none')
  );
}

/** Does the function, without the check, do what it was to guard? */
function goesOn(statement: Python.IfStatement, inside: Python.FunctionDefinition): boolean {
  const siblings = statement.parent ? parts(statement.parent) : [];
  const next = siblings[siblings.findIndex((sibling) => sibling.row === statement.row) + 1];
  // At the end of a function that only ever turns away by an error, nothing more happens, which lets the sender in.
  if (!next) return statement.parent?.parent?.row === inside.row && refuses(statement);
  if (next.type === 'return_statement') return !/^(?:false|none)$/u.test(parts(next)[0]?.type ?? 'none') && !refuses(next);
  return !(next.type === 'raise_statement' || (next.type === 'expression_statement' && refuses(next)));
}

/** Does a file check signatures at all, as far as its imports and names tell? */
export function mayCheckSignatures(tree: PythonTree): boolean {
  return importsAny(tree, 'hmac', 'stripe', 'svix') || /signature|construct_event|compare_digest/iu.test(tree.text);
}
