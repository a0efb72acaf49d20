import { argumentsOf, methodName, receiver } from './calls.ts';
import { constantText } from './constants.ts';
import { parts, unwrap } from './expressions.ts';
import { keepingMethods, numericTypes } from './knowledge/conversions.ts';
import { patternMatch } from './name-patterns.ts';
import { calleeName, lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { resolve, singleDefinition } from './scopes.ts';
import { atMost, isAtLeast, type Origin } from '../vocabulary/origin.ts';
import { isValidatorName, namesAllowList } from '../vocabulary/validators.ts';

/** A name, attribute or item whose checks are looked for, and how to ask where a collection's elements come from. */
export interface Subject {
  readonly node: Python.Node;
  /** The row behind which nothing changes the value any more before it is used. */
  readonly settled: number;
  /** Is it the elements that matter, not the value itself? */
  readonly elements: boolean;
  readonly elementOrigin: (collection: Python.Node) => Origin;
}

const DEEPEST = 12;

/** What is known of the subject when a condition holds. */
export function whenTrue(condition: Python.Node, subject: Subject, depth = 0): Origin | null {
  const node = unwrap(condition);
  if (depth > DEEPEST) return null;
  switch (node.type) {
    case 'boolean_operator': {
      const left = whenTrue(node.left, subject, depth + 1);
      const right = whenTrue(node.right, subject, depth + 1);
      return node.operator.type === 'and' ? tighter(left, right) : looser(left, right);
    }
    case 'not_operator':
      return whenFalse(node.argument, subject, depth + 1);
    case 'named_expression':
      return whenTrue(node.value, subject, depth + 1);
    case 'comparison_operator':
      return byComparison(node, subject, COMPARED_TRUE);
    case 'call':
      return byTest(node, subject, depth);
    default:
      return null;
  }
}

/** What is known of the subject when a condition does not hold. */
export function whenFalse(condition: Python.Node, subject: Subject, depth = 0): Origin | null {
  const node = unwrap(condition);
  if (depth > DEEPEST) return null;
  switch (node.type) {
    case 'boolean_operator': {
      const left = whenFalse(node.left, subject, depth + 1);
      const right = whenFalse(node.right, subject, depth + 1);
      return node.operator.type === 'or' ? tighter(left, right) : looser(left, right);
    }
    case 'not_operator':
      return whenTrue(node.argument, subject, depth + 1);
    case 'comparison_operator':
      return byComparison(node, subject, COMPARED_FALSE);
    case 'binary_operator':
      // `if set(columns) - ALLOWED: raise`
      return node.operator.type === '-' && isSubject(node.left, subject) ? containerCeiling(node.right, subject) : null;
    case 'call': {
      // `unknown = sorted(set(columns) - ALLOWED)`
      const [first] = argumentsOf(node);
      if (first && SAME_ELEMENTS.has(calleeName(node) ?? '')) return whenFalse(first.value, subject, depth + 1);
      return byFailedTest(node, subject);
    }
    case 'list_comprehension':
    case 'set_comprehension':
    case 'generator_expression':
      return byOffenders(node, subject);
    case 'identifier': {
      // `unknown = set(columns) - ALLOWED` above, `if unknown: raise` here.
      const binding = resolve(node);
      const value = binding && singleDefinition(binding)?.value;
      return value ? whenFalse(value, subject, depth + 1) : null;
    }
    default:
      return null;
  }
}

/** Both of two things are known, so the tighter holds. */
export function tighter(a: Origin | null, b: Origin | null): Origin | null {
  if (a === null || b === null) return a ?? b;
  return atMost(a, b);
}

/** One of two things is known, so only the looser is sure. */
function looser(a: Origin | null, b: Origin | null): Origin | null {
  if (a === null || b === null) return null;
  return isAtLeast(a, b) ? a : b;
}

const COMPARED_TRUE = { member: 'in', equal: '==', subset: '<=' } as const;
const COMPARED_FALSE = { member: 'not in', equal: '!=', subset: '>' } as const;

function byComparison(
  node: Python.ComparisonOperator,
  subject: Subject,
  signs: typeof COMPARED_TRUE | typeof COMPARED_FALSE,
): Origin | null {
  const [left, right, ...others] = parts(node);
  const operator = node.operators.type;
  if (!left || !right || others.length > 0) return null;
  if (operator === signs.member || operator === signs.subset) return isSubject(left, subject) ? containerCeiling(right, subject) : null;
  if (operator !== signs.equal) return null;
  const other = isSubject(left, subject) ? right : isSubject(right, subject) ? left : null;
  return other && isWritten(other) ? 'allow-listed' : null;
}

function isWritten(node: Python.Node): boolean {
  return node.type === 'integer' || constantText(node) !== null;
}

/** What a collection that the subject is known to be in lets through. */
function containerCeiling(container: Python.Node, { elementOrigin }: Subject): Origin | null {
  const origin = elementOrigin(container);
  if (!isAtLeast(origin, 'unknown')) return 'allow-listed';
  if (origin === 'unknown') return 'unknown';
  // A caller may hand in the list too; one from the request checks nothing.
  return origin === 'parameter' && namesAllowList(lastName(withoutConversions(container)) ?? '') ? 'unknown' : null;
}

const WORD_TESTS = new Set(['isidentifier', 'isalnum', 'isalpha', 'isdigit', 'isdecimal', 'isnumeric']);

function byTest(call: Python.Call, subject: Subject, depth: number): Origin | null {
  const object = receiver(call);
  const method = methodName(call) ?? '';
  const name = calleeName(call) ?? '';
  const [first, second] = argumentsOf(call).map(({ value }) => value);
  if (object && WORD_TESTS.has(method)) return isSubject(object, subject) ? 'allow-listed' : null;
  if (object && method === 'issubset') return isSubject(object, subject) && first ? containerCeiling(first, subject) : null;
  if (object && method === 'issuperset') return first && isSubject(first, subject) ? containerCeiling(object, subject) : null;
  if (name === 'builtins.isinstance') return first && second && isSubject(first, subject) && isNumericType(second) ? 'numeric' : null;
  if (name === 'builtins.hasattr') return second && isSubject(second, subject) ? 'allow-listed' : null;
  if (name === 'builtins.all' && first?.type === 'generator_expression') return byAll(first, subject, depth);
  const pattern = patternMatch(call);
  if (pattern !== null) return pattern.text && isSubject(pattern.text, subject) ? (pattern.isStrict ? 'allow-listed' : null) : null;
  return isValidatorName(lastName(call.function) ?? '') && argumentsOf(call).some(({ value }) => isSubject(value, subject))
    ? 'unknown'
    : null;
}

function isNumericType(node: Python.Node): boolean {
  const types = node.type === 'tuple' ? parts(node) : [node];
  return types.every((type) => numericTypes.has(lastName(type) ?? ''));
}

/** `all(c in ALLOWED for c in columns)` */
function byAll(generator: Python.GeneratorExpression, subject: Subject, depth: number): Origin | null {
  const clause = generator.children.find((child) => child.type === 'for_in_clause');
  if (clause?.type !== 'for_in_clause' || clause.left.type !== 'identifier' || !isSubject(clause.right, subject)) return null;
  return whenTrue(generator.body, { ...subject, node: clause.left }, depth + 1);
}

/** `any(c not in ALLOWED for c in columns)` and `re.search(r'\W', name)`, which did not find anything. */
function byFailedTest(call: Python.Call, subject: Subject): Origin | null {
  const [first] = argumentsOf(call).map(({ value }) => value);
  if (calleeName(call) === 'builtins.any' && first?.type === 'generator_expression') {
    const clause = first.children.find((child) => child.type === 'for_in_clause');
    if (clause?.type !== 'for_in_clause' || clause.left.type !== 'identifier' || !isSubject(clause.right, subject)) return null;
    return whenFalse(first.body, { ...subject, node: clause.left }, 1);
  }
  if (methodName(call) === 'difference') {
    const object = receiver(call);
    return object && first && isSubject(object, subject) ? containerCeiling(first, subject) : null;
  }
  const pattern = methodName(call) === 'search' ? patternMatch(call) : null;
  return pattern?.text && isSubject(pattern.text, subject) && /^\[\^|^\\W/u.test(pattern.source) ? 'allow-listed' : null;
}

/** `[c for c in columns if c not in ALLOWED]`, when that is empty. */
function byOffenders(comprehension: Python.Node, subject: Subject): Origin | null {
  const clause = comprehension.children.find((child) => child.type === 'for_in_clause');
  if (clause?.type !== 'for_in_clause' || clause.left.type !== 'identifier' || !isSubject(clause.right, subject)) return null;
  const condition = comprehension.children.find((child) => child.type === 'if_clause');
  const test = condition && parts(condition)[0];
  return test ? whenFalse(test, { ...subject, node: clause.left }, 1) : null;
}

const SAME_ELEMENTS = new Set(['builtins.set', 'builtins.list', 'builtins.tuple', 'builtins.frozenset', 'builtins.sorted', 'builtins.str']);

/** `fields` of `set(fields)` and of `fields.keys()`. */
function withoutConversions(expression: Python.Node): Python.Node {
  let node = unwrap(expression);
  for (let step = 0; step < DEEPEST && node.type === 'call'; step++) {
    const [first] = argumentsOf(node);
    const inner = methodName(node) === 'keys' ? receiver(node) : first && SAME_ELEMENTS.has(calleeName(node) ?? '') ? first.value : null;
    if (!inner) break;
    node = unwrap(inner);
  }
  return node;
}

/** Is this expression the subject, perhaps in other letters or as another kind of collection? */
export function isSubject(expression: Python.Node, subject: Subject): boolean {
  let node = unwrap(expression);
  for (let step = 0; step < DEEPEST && node.type === 'call'; step++) {
    const object = receiver(node);
    const [first] = argumentsOf(node);
    if (object && (keepingMethods.has(methodName(node) ?? '') || methodName(node) === 'keys')) node = unwrap(object);
    else if (first && SAME_ELEMENTS.has(calleeName(node) ?? '')) node = unwrap(first.value);
    else break;
  }
  const wanted = subject.node;
  if (node.type === 'identifier' && wanted.type === 'identifier') {
    if (node.text !== wanted.text) return false;
    const meant = resolve(node);
    return meant !== null && meant === resolve(wanted);
  }
  return node.type === wanted.type && node.type !== 'identifier' && node.text === wanted.text;
}
