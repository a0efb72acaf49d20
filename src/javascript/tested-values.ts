import type { Path } from './access-paths.ts';
import { lastName, methodName, receiver } from './calls.ts';
import type { JavaScriptSource } from './detector.ts';
import { isFunction, stringOf, unwrap, unwrapAwaited } from './expressions.ts';
import { keepingMethods } from './knowledge/conversions.ts';
import { isNamePattern, patternOf } from './name-patterns.ts';
import { dottedText, qualifiedName } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { returnedExpressions, valueOf, variableOf } from './scopes.ts';
import { atMost, isAtLeast, type Origin } from '../vocabulary/origin.ts';
import { isValidatorName, namesAllowList } from '../vocabulary/validators.ts';

/** A name or member whose checks are looked for, and how to ask where the parts of a collection come from. */
export interface Subject {
  readonly node: JavaScript.Node;
  /** The place behind which nothing changes the value any more before it is used. */
  readonly settled: number;
  /** Is it the elements that matter, not the value itself? */
  readonly elements: boolean;
  readonly originAt: (collection: JavaScript.Node, path: Path) => Origin;
  readonly source: JavaScriptSource;
}

/** Both of two things are known, so the tighter holds. */
export function tighter(a: Origin | undefined, b: Origin | undefined): Origin | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return atMost(a, b);
}

/** One of two things is known, so only the looser is sure. */
function looser(a: Origin | undefined, b: Origin | undefined): Origin | undefined {
  if (a === undefined || b === undefined) return undefined;
  return isAtLeast(a, b) ? a : b;
}

const DEEPEST = 12;

/** What is known of the subject when a condition holds. */
export function whenTrue(condition: JavaScript.Node, subject: Subject, depth = 0): Origin | undefined {
  const node = unwrapAwaited(condition);
  if (depth > DEEPEST) return undefined;
  switch (node.type) {
    case Kind.LogicalExpression: {
      const left = whenTrue(node.left, subject, depth + 1);
      const right = whenTrue(node.right, subject, depth + 1);
      return node.operator === '&&' ? tighter(left, right) : looser(left, right);
    }
    case Kind.UnaryExpression:
      return node.operator === '!' ? whenFalse(node.argument, subject, depth + 1) : undefined;
    case Kind.BinaryExpression:
      return byComparison(node, subject, true);
    case Kind.CallExpression:
      return byTest(node, subject, depth);
    case Kind.MemberExpression:
      // `if (COLUMNS[name])`
      return node.computed && isSubject(node.property, subject) ? containerCeiling(node.object, 'key', subject) : undefined;
    case Kind.Identifier: {
      const value = valueOf(node, subject.source);
      return value && whenTrue(value, subject, depth + 1);
    }
    default:
      return undefined;
  }
}

/** What is known of the subject when a condition does not hold. */
export function whenFalse(condition: JavaScript.Node, subject: Subject, depth = 0): Origin | undefined {
  const node = unwrapAwaited(condition);
  if (depth > DEEPEST) return undefined;
  switch (node.type) {
    case Kind.LogicalExpression: {
      const left = whenFalse(node.left, subject, depth + 1);
      const right = whenFalse(node.right, subject, depth + 1);
      return node.operator === '||' ? tighter(left, right) : looser(left, right);
    }
    case Kind.UnaryExpression:
      return node.operator === '!' ? whenTrue(node.argument, subject, depth + 1) : undefined;
    case Kind.BinaryExpression:
      return byComparison(node, subject, false);
    case Kind.CallExpression:
      return byFailedTest(node, subject, depth);
    case Kind.Identifier: {
      const value = valueOf(node, subject.source);
      return value && whenFalse(value, subject, depth + 1);
    }
    default:
      return undefined;
  }
}

function byComparison(node: JavaScript.BinaryExpression, subject: Subject, holds: boolean): Origin | undefined {
  const { left, right, operator } = node;
  if (operator === 'in') return holds && isSubject(left, subject) ? containerCeiling(right, 'key', subject) : undefined;
  const isEqual = operator === '===' || operator === '==';
  const isUnequal = operator === '!==' || operator === '!=';
  if (holds ? isEqual : isUnequal) {
    const type = typeofTest(left, right, subject);
    if (type !== undefined) return type === 'number' || type === 'bigint' || type === 'boolean' ? 'numeric' : undefined;
    const other = isSubject(left, subject) ? right : isSubject(right, subject) ? left : undefined;
    if (other && isWritten(other)) return 'allow-listed';
  }
  // `if (ALLOWED.indexOf(v) === -1) throw`, `if (ALLOWED.indexOf(v) >= 0)`
  const call = [left, right].map(unwrap).find((side) => side.type === Kind.CallExpression && methodName(side) === 'indexOf');
  if (call?.type !== Kind.CallExpression) return undefined;
  const excludes = operator === '<' || isEqual;
  const object = receiver(call);
  const [first] = call.arguments;
  return (holds ? !excludes : excludes) && object && first && isSubject(first, subject)
    ? containerCeiling(object, 'element', subject)
    : undefined;
}

function typeofTest(left: JavaScript.Node, right: JavaScript.Node, subject: Subject): string | undefined {
  const test = [left, right].map(unwrap).find((side) => side.type === Kind.UnaryExpression && side.operator === 'typeof');
  if (test?.type !== Kind.UnaryExpression || !isSubject(test.argument, subject)) return undefined;
  return stringOf(unwrap(left)) ?? stringOf(unwrap(right));
}

/** Is this a value that is written in the code? */
export function isWritten(node: JavaScript.Node | null): boolean {
  const inner = node && unwrap(node);
  return (
    inner?.type === Kind.Literal ||
    stringOf(inner) !== undefined ||
    (inner?.type === Kind.MemberExpression && /(?:^|\.)[A-Z]\w*\.\w+$/u.test(dottedText(inner) ?? ''))
  );
}

/** What a collection that the subject is known to be in lets through. */
function containerCeiling(container: JavaScript.Node, step: 'element' | 'key', { originAt }: Subject): Origin | undefined {
  const origin = originAt(container, [step]);
  if (!isAtLeast(origin, 'unknown')) return 'allow-listed';
  if (origin === 'unknown') return 'unknown';
  // A caller may hand in the list too; one from the request checks nothing.
  return origin === 'parameter' && namesAllowList(dottedText(unwrap(container))?.split('.').at(-1) ?? '') ? 'unknown' : undefined;
}

function byTest(call: JavaScript.CallExpression, subject: Subject, depth: number): Origin | undefined {
  const object = receiver(call);
  const method = lastName(call) ?? '';
  const [first, second] = call.arguments;
  const isGiven = first !== undefined && isSubject(first, subject);
  if (object) {
    switch (method) {
      case 'includes':
        return isGiven ? containerCeiling(object, 'element', subject) : undefined;
      case 'has':
        // A set yields what it has, a map its pairs.
        return isGiven ? looser(containerCeiling(object, 'element', subject), containerCeiling(object, 'key', subject)) : undefined;
      case 'hasOwnProperty':
        return isGiven ? containerCeiling(object, 'key', subject) : undefined;
      case 'hasOwn':
        return first && second && isSubject(second, subject) ? containerCeiling(first, 'key', subject) : undefined;
      case 'call':
        return first && second && isSubject(second, subject) && dottedText(object)?.endsWith('hasOwnProperty') === true
          ? containerCeiling(first, 'key', subject)
          : undefined;
      case 'test':
        return isGiven && isNamePattern(object, subject.source) ? 'allow-listed' : undefined;
      case 'match':
        return isSubject(object, subject) && first !== undefined && isNamePattern(first, subject.source) ? 'allow-listed' : undefined;
      case 'some':
        // `ALLOWED.some((a) => a === v)`
        return isFunction(first) ? bySome(object, first, subject) : undefined;
      case 'every':
        return isFunction(first) && isSubject(object, subject) ? byEach(first, subject, depth, true) : undefined;
      default:
        break;
    }
    if (isGiven && (method === 'isInteger' || method === 'isFinite' || method === 'isSafeInteger')) return 'numeric';
  }
  return isValidatorName(method) && call.arguments.some((argument) => isSubject(argument, subject)) ? 'unknown' : undefined;
}

function bySome(allowed: JavaScript.Node, callback: JavaScript.Node, subject: Subject): Origin | undefined {
  if (!isFunction(callback)) return undefined;
  const [value] = returnedExpressions(callback, subject.source);
  const isCompared =
    value?.type === Kind.BinaryExpression &&
    value.operator.startsWith('==') &&
    (isSubject(value.left, subject) || isSubject(value.right, subject));
  return isCompared ? containerCeiling(allowed, 'element', subject) : undefined;
}

/** What the elements are known to be when a callback says yes to each. */
function byEach(callback: JavaScript.Node, subject: Subject, depth: number, isYes: boolean): Origin | undefined {
  if (!isFunction(callback)) return undefined;
  const [element] = callback.params;
  const [value, ...others] = returnedExpressions(callback, subject.source);
  if (!element || !value || others.length > 0) return undefined;
  const inner = { ...subject, node: element, elements: false };
  return isYes ? whenTrue(value, inner, depth + 1) : whenFalse(value, inner, depth + 1);
}

/** What an array's filter lets through: `columns.filter((c) => ALLOWED.includes(c))`. */
export function filterCeiling(
  call: JavaScript.CallExpression,
  subject: Omit<Subject, 'node' | 'settled' | 'elements'>,
): Origin | undefined {
  const [first] = call.arguments;
  if (!first) return undefined;
  return byEach(unwrap(first), { ...subject, node: first, settled: -1, elements: false }, 0, true);
}

/** `columns.some((c) => !ALLOWED.includes(c))`, `isNaN(v)`, which turned out false. */
function byFailedTest(call: JavaScript.CallExpression, subject: Subject, depth: number): Origin | undefined {
  const object = receiver(call);
  const method = lastName(call) ?? '';
  const [first] = call.arguments;
  if (method === 'isNaN') return first && isSubject(unwrapNumber(first), subject) ? 'numeric' : undefined;
  if (!object || !first) return undefined;
  if (method === 'some') return isSubject(object, subject) ? byEach(first, subject, depth, false) : undefined;
  if (method !== 'test' || !isSubject(first, subject)) return undefined;
  const pattern = patternOf(object, subject.source);
  return pattern !== undefined && /^\[\^|^\\W/u.test(pattern) ? 'allow-listed' : undefined;
}

function unwrapNumber(node: JavaScript.Node): JavaScript.Node {
  const inner = unwrap(node);
  return inner.type === Kind.CallExpression && inner.arguments[0] && NUMBERS.has(lastName(inner) ?? '') ? inner.arguments[0] : inner;
}

const NUMBERS: ReadonlySet<string> = new Set(['Number', 'parseInt', 'parseFloat']);

/** Is this expression the subject, perhaps in other letters or as another kind of collection? */
export function isSubject(expression: JavaScript.Node, { node: wanted, source }: Subject): boolean {
  let node = unwrapAwaited(expression);
  for (let step = 0; step < DEEPEST && (node.type === Kind.CallExpression || node.type === Kind.NewExpression); step++) {
    const object = receiver(node);
    const [first] = node.arguments;
    if (object && keepingMethods.has(methodName(node) ?? '')) node = unwrap(object);
    else if (first && SAME_VALUE.has(qualifiedName(node.callee, source) ?? '')) node = unwrap(first);
    else break;
  }
  if (node.type === Kind.Identifier && wanted.type === Kind.Identifier) {
    return node.name === wanted.name && variableOf(node, source) === variableOf(wanted, source);
  }
  const text = dottedText(node);
  return text !== undefined && node.type === Kind.MemberExpression && text === dottedText(unwrap(wanted));
}

const SAME_VALUE: ReadonlySet<string> = new Set(['String', 'Object.keys', 'Array.from']);
