import { argument, argumentsOf, methodName, receiver } from './calls.ts';
import { parts, unwrap } from './expressions.ts';
import { keepingMethods, numericTypes } from './knowledge/conversions.ts';
import { constantText } from './constants.ts';
import { isExit } from './logging.ts';
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

/**
 * How hostile can a value still be where it is used, after the checks around and above that use? `allow-listed` inside of
 * `if v in ALLOWED:` and behind `if v not in ALLOWED: raise`, `numeric` behind `isinstance(v, int)`, `unknown` behind a
 * check nobody can see through (`validate(v)`); null without any check.
 */
export function ceilingOf(subject: Subject): Origin | null {
  let best: Origin | null = null;
  let child: Python.Node = subject.node;
  for (let parent = child.parent; parent && best !== 'allow-listed'; child = parent, parent = parent.parent) {
    // What the function around this one checked, it checked some other time.
    if (parent.type === 'function_definition') break;
    best = tighter(best, checkAround(parent, child, subject));
  }
  return best;
}

function tighter(a: Origin | null, b: Origin | null): Origin | null {
  if (a === null || b === null) return a ?? b;
  return atMost(a, b);
}

function checkAround(parent: Python.Node, child: Python.Node, subject: Subject): Origin | null {
  switch (parent.type) {
    case 'if_statement':
      if (child === parent.consequence) return whenTrue(parent.condition, subject);
      return child === parent.condition ? null : whenFalse(parent.condition, subject);
    case 'elif_clause':
    case 'while_statement':
      return child === parent.condition ? null : whenTrue(parent.condition, subject);
    case 'conditional_expression': {
      const [yes, condition, no] = parts(parent);
      if (!condition || child === condition) return null;
      return child === yes ? whenTrue(condition, subject) : child === no ? whenFalse(condition, subject) : null;
    }
    case 'boolean_operator':
      if (child !== parent.right) return null;
      return parent.operator.type === 'and' ? whenTrue(parent.left, subject) : whenFalse(parent.left, subject);
    case 'list_comprehension':
    case 'set_comprehension':
    case 'dictionary_comprehension':
    case 'generator_expression':
      return filterOf(parent, child, subject);
    case 'case_clause':
      return child === parent.consequence ? whenMatched(parent, subject) : null;
    case 'block':
    case 'module':
      return checkAbove(parent, child, subject);
    default:
      return null;
  }
}

function filterOf(comprehension: Python.Node, child: Python.Node, subject: Subject): Origin | null {
  if (child.type === 'for_in_clause' || child.type === 'if_clause') return null;
  let best: Origin | null = null;
  for (const clause of comprehension.children) {
    const condition = clause.type === 'if_clause' ? parts(clause)[0] : undefined;
    if (condition) best = tighter(best, whenTrue(condition, subject));
  }
  return best;
}

/** `case "asc" | "desc":` leaves nothing but what is written there. */
function whenMatched(clause: Python.CaseClause, subject: Subject): Origin | null {
  const match = clause.parent?.parent;
  if (match?.type !== 'match_statement' || !isSubject(match.subject, subject)) return null;
  const patterns = clause.children.filter(({ type }) => type === 'case_pattern');
  const isWritten = patterns.length > 0 && patterns.every((pattern) => pattern.descendants('string', 'integer').length > 0 && pattern.descendants('identifier').length === 0);
  return isWritten ? 'allow-listed' : null;
}

function checkAbove(block: Python.Node, child: Python.Node, subject: Subject): Origin | null {
  let best: Origin | null = null;
  const { next } = block.tree.rows;
  for (const statement of block.children) {
    if (statement === child) break;
    // A value that is set again behind its check was not checked.
    if ((next[statement.row] ?? 0) > subject.settled) best = tighter(best, checkBy(statement, subject));
  }
  return best;
}

/** What a statement that ran has made sure of. */
function checkBy(statement: Python.Node, subject: Subject): Origin | null {
  switch (statement.type) {
    case 'if_statement':
      return leavesOrReplaces(statement.consequence, subject) ? whenFalse(statement.condition, subject) : null;
    case 'assert_statement': {
      const [condition] = parts(statement);
      return condition ? whenTrue(condition, subject) : null;
    }
    case 'expression_statement': {
      const [expression] = parts(statement);
      const call = expression?.type === 'await' ? parts(expression)[0] : expression;
      return call?.type === 'call' ? byCall(call, subject) : null;
    }
    case 'try_statement': {
      let best: Origin | null = null;
      for (const inner of statement.body.children) best = tighter(best, checkBy(inner, subject));
      return best;
    }
    case 'for_statement':
      return subject.elements && isSubject(statement.right, subject) ? byLoop(statement, subject) : null;
    default:
      return null;
  }
}

/** `validate_column(name)` on a line of its own: what it lets through is not known, but it lets not everything through. */
function byCall(call: Python.Call, subject: Subject): Origin | null {
  if (!isValidatorName(lastName(call.function) ?? '')) return null;
  return argumentsOf(call).some(({ value }) => isSubject(value, subject)) ? 'unknown' : null;
}

/** `for c in columns: if c not in ALLOWED: raise ...` checks all elements before the loop ends. */
function byLoop(loop: Python.ForStatement, subject: Subject): Origin | null {
  if (loop.left.type !== 'identifier') return null;
  const element: Subject = { ...subject, node: loop.left, settled: -1, elements: false };
  let best: Origin | null = null;
  for (const statement of loop.body.children) {
    const leaves = statement.type !== 'if_statement' || endsIn(statement.consequence, 'raise_statement', 'return_statement');
    if (leaves) best = tighter(best, checkBy(statement, element));
  }
  return best;
}

/** Does the block leave, or give the subject another value? */
function leavesOrReplaces(block: Python.Block, subject: Subject): boolean {
  if (endsIn(block, 'raise_statement', 'return_statement', 'continue_statement', 'break_statement')) return true;
  return parts(block).some((statement) => {
    const [expression] = parts(statement);
    if (statement.type !== 'expression_statement' || !expression) return false;
    if (expression.type === 'assignment') return isSubject(expression.left, subject);
    return expression.type === 'call' && (isExit(expression) || lastName(expression.function) === 'abort' || lastName(expression.function) === 'fail');
  });
}

function endsIn(block: Python.Block, ...kinds: readonly string[]): boolean {
  return kinds.includes(parts(block).at(-1)?.type ?? '');
}

const DEEPEST = 12;

/** What is known of the subject when a condition holds. */
function whenTrue(condition: Python.Node, subject: Subject, depth = 0): Origin | null {
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
function whenFalse(condition: Python.Node, subject: Subject, depth = 0): Origin | null {
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
    case 'call':
      return byFailedTest(node, subject);
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

function looser(a: Origin | null, b: Origin | null): Origin | null {
  if (a === null || b === null) return null;
  return isAtLeast(a, b) ? a : b;
}

const COMPARED_TRUE = { member: 'in', equal: '==', subset: '<=' } as const;
const COMPARED_FALSE = { member: 'not in', equal: '!=', subset: '>' } as const;

function byComparison(node: Python.ComparisonOperator, subject: Subject, signs: typeof COMPARED_TRUE | typeof COMPARED_FALSE): Origin | null {
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
  return origin === 'parameter' && namesAllowList(lastName(container) ?? '') ? 'unknown' : null;
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
  const pattern = matchedPattern(call);
  if (pattern !== null) return pattern.text && isSubject(pattern.text, subject) ? (pattern.isStrict ? 'allow-listed' : null) : null;
  return isValidatorName(lastName(call.function) ?? '') && argumentsOf(call).some(({ value }) => isSubject(value, subject)) ? 'unknown' : null;
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
  const pattern = methodName(call) === 'search' ? matchedPattern(call) : null;
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

/** `re.fullmatch(p, v)`, `re.match(p, v)`, `PATTERN.match(v)`: the text, and whether the pattern is one for names. */
function matchedPattern(call: Python.Call): { readonly text: Python.Node | undefined; readonly source: string; readonly isStrict: boolean } | null {
  const name = calleeName(call) ?? '';
  const method = methodName(call) ?? '';
  if (method !== 'match' && method !== 'fullmatch' && method !== 'search') return null;
  const given = argumentsOf(call).map(({ value }) => value);
  const isModule = name.startsWith('re.') || name.startsWith('regex.');
  const object = receiver(call);
  const compiled = !isModule && object ? compiledPattern(object) : null;
  const pattern = isModule ? given[0] : compiled;
  const source = (pattern && constantText(pattern)) ?? '';
  const isAnchored = (method !== 'search' || source.startsWith('^')) && (method === 'fullmatch' || /(?:\$|\\Z)$/u.test(source));
  // A pattern in another file is trusted when it stands for itself in capitals.
  const isTrusted = source === '' && method !== 'search' && object !== null && !isModule;
  const isNarrow = source !== '' && isAnchored && !/\.[*+]|[^\\]'|\\S|\[\^/u.test(source);
  return { text: isModule ? given[1] : given[0], source, isStrict: isTrusted || isNarrow };
}

function compiledPattern(object: Python.Node): Python.Node | null {
  const node = unwrap(object);
  const binding = node.type === 'identifier' ? resolve(node) : null;
  const value = binding ? singleDefinition(binding)?.value : node;
  if (value?.type !== 'call' || !/(?:^|\.)compile$/u.test(calleeName(value) ?? '')) return null;
  const pattern = argument(value, { position: 0 });
  return pattern === 'unknown' ? null : pattern;
}

const SAME_ELEMENTS = new Set(['builtins.set', 'builtins.list', 'builtins.tuple', 'builtins.frozenset', 'builtins.sorted', 'builtins.str']);

/** Is this expression the subject, perhaps in other letters or as another kind of collection? */
function isSubject(expression: Python.Node, subject: Subject): boolean {
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
