import { lastName, methodName, receiver } from './calls.ts';
import type { JavaScriptSource } from './detector.ts';
import { isFunction, stringOf, unwrap, unwrapAwaited } from './expressions.ts';
import { keepingMethods } from './knowledge/conversions.ts';
import { dottedText, qualifiedName } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { definitionOf, returnedExpressions, singleValue, variableOf } from './scopes.ts';
import { atMost, isAtLeast, type Origin } from '../vocabulary/origin.ts';
import { isValidatorName, namesAllowList } from '../vocabulary/validators.ts';
import type { Path } from './access-paths.ts';

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

/**
 * How hostile can a value still be where it is used, after the checks around and above that use? `allow-listed` inside of
 * `if (ALLOWED.includes(v))` and behind `if (!ALLOWED.includes(v)) throw`, `numeric` behind `typeof v === 'number'`,
 * `unknown` behind a check nobody can see through (`validate(v)`); undefined without any check.
 */
export function ceilingOf(subject: Subject): Origin | undefined {
  let best: Origin | undefined;
  let child = subject.node;
  for (let parent = child.parent; parent && best !== 'allow-listed'; child = parent, parent = parent.parent) {
    if (isFunction(parent) && !runsInPlace(parent)) break;
    best = tighter(best, checkAround(parent, child, subject));
  }
  return best;
}

/** A callback sees the checks around the call that it is given to. */
function runsInPlace(node: JavaScript.Node): boolean {
  return node.parent?.type === Kind.CallExpression;
}

function tighter(a: Origin | undefined, b: Origin | undefined): Origin | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return atMost(a, b);
}

function looser(a: Origin | undefined, b: Origin | undefined): Origin | undefined {
  if (a === undefined || b === undefined) return undefined;
  return isAtLeast(a, b) ? a : b;
}

function checkAround(parent: JavaScript.Node, child: JavaScript.Node, subject: Subject): Origin | undefined {
  switch (parent.type) {
    case Kind.IfStatement:
    case Kind.ConditionalExpression:
      if (child === parent.consequent) return whenTrue(parent.test, subject);
      return child === parent.alternate ? whenFalse(parent.test, subject) : undefined;
    case Kind.LogicalExpression:
      if (child !== parent.right || parent.operator === '??') return undefined;
      return parent.operator === '&&' ? whenTrue(parent.left, subject) : whenFalse(parent.left, subject);
    case Kind.WhileStatement:
      return child === parent.body ? whenTrue(parent.test, subject) : undefined;
    case Kind.SwitchCase: {
      const statement = parent.parent;
      const isBody = child !== parent.test && parent.test !== null;
      return isBody && isSubject(statement.discriminant, subject) && isWritten(parent.test) ? 'allow-listed' : checkAbove(parent.consequent, child, subject);
    }
    case Kind.BlockStatement:
    case Kind.Program:
      return checkAbove(parent.body, child, subject);
    default:
      return undefined;
  }
}

function checkAbove(statements: readonly JavaScript.Node[], child: JavaScript.Node, subject: Subject): Origin | undefined {
  let best: Origin | undefined;
  for (const statement of statements) {
    if (statement === child) break;
    // A value that is set again behind its check was not checked.
    if (statement.range[1] > subject.settled) best = tighter(best, checkBy(statement, subject));
  }
  return best;
}

/** What a statement that ran has made sure of. */
function checkBy(statement: JavaScript.Node, subject: Subject): Origin | undefined {
  switch (statement.type) {
    case Kind.IfStatement:
      return leavesOrReplaces(statement.consequent, subject) ? whenFalse(statement.test, subject) : undefined;
    case Kind.ExpressionStatement: {
      const call = unwrapAwaited(statement.expression);
      return call.type === Kind.CallExpression ? byCall(call, subject) : undefined;
    }
    case Kind.TryStatement:
      return checkAbove(statement.block.body, statement, { ...subject, settled: -1 });
    case Kind.ForOfStatement:
      return subject.elements && isSubject(statement.right, subject) ? byLoop(statement, subject) : undefined;
    default:
      return undefined;
  }
}

/** `validateColumn(name)` on a line of its own, or `assert(ALLOWED.includes(name))`. */
function byCall(call: JavaScript.CallExpression, subject: Subject): Origin | undefined {
  const name = lastName(call) ?? '';
  const [first] = call.arguments;
  if (first && first.type !== Kind.SpreadElement && ASSERTIONS.has(name)) {
    const known = whenTrue(first, subject);
    if (known !== undefined) return known;
  }
  // `columns.forEach((c) => { if (!ALLOWED.includes(c)) throw ... })`
  const object = receiver(call);
  if (subject.elements && object && name === 'forEach' && isFunction(first) && isSubject(object, subject)) {
    const [element] = first.params;
    return element && first.body.type === Kind.BlockStatement ? byBody(first.body.body, element, subject) : undefined;
  }
  return isValidatorName(name) && call.arguments.some((argument) => isSubject(argument, subject)) ? 'unknown' : undefined;
}

const ASSERTIONS: ReadonlySet<string> = new Set(['assert', 'ok', 'invariant', 'check', 'precondition']);

/** `for (const c of columns) if (!ALLOWED.includes(c)) throw ...` checks all elements before the loop ends. */
function byLoop(loop: JavaScript.ForOfStatement, subject: Subject): Origin | undefined {
  const target = loop.left.type === Kind.VariableDeclaration ? loop.left.declarations[0].id : loop.left;
  const body = loop.body.type === Kind.BlockStatement ? loop.body.body : [loop.body];
  return byBody(body, target, subject);
}

function byBody(body: readonly JavaScript.Node[], target: JavaScript.Node, subject: Subject): Origin | undefined {
  const element: Subject = { ...subject, node: target, settled: -1, elements: false };
  let best: Origin | undefined;
  for (const statement of body) {
    if (statement.type !== Kind.IfStatement || endsIn(statement.consequent, Kind.ThrowStatement, Kind.ReturnStatement)) best = tighter(best, checkBy(statement, element));
  }
  return best;
}

function leavesOrReplaces(consequent: JavaScript.Statement, subject: Subject): boolean {
  if (endsIn(consequent, Kind.ThrowStatement, Kind.ReturnStatement, Kind.ContinueStatement, Kind.BreakStatement)) return true;
  const statements = consequent.type === Kind.BlockStatement ? consequent.body : [consequent];
  return statements.some((statement) => {
    if (statement.type !== Kind.ExpressionStatement) return false;
    const expression = unwrapAwaited(statement.expression);
    if (expression.type === Kind.AssignmentExpression) return isSubject(expression.left, subject);
    return expression.type === Kind.CallExpression && EXITS.has(lastName(expression) ?? '');
  });
}

const EXITS: ReadonlySet<string> = new Set(['exit', 'throw', 'abort', 'fail', 'notFound', 'redirect', 'badRequest']);

function endsIn(statement: JavaScript.Statement, ...kinds: readonly string[]): boolean {
  const last = statement.type === Kind.BlockStatement ? statement.body.at(-1) : statement;
  return last !== undefined && kinds.includes(last.type);
}

const DEEPEST = 12;

/** What is known of the subject when a condition holds. */
function whenTrue(condition: JavaScript.Node, subject: Subject, depth = 0): Origin | undefined {
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
      const value = valueOf(node, subject);
      return value && whenTrue(value, subject, depth + 1);
    }
    default:
      return undefined;
  }
}

/** What is known of the subject when a condition does not hold. */
function whenFalse(condition: JavaScript.Node, subject: Subject, depth = 0): Origin | undefined {
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
      const value = valueOf(node, subject);
      return value && whenFalse(value, subject, depth + 1);
    }
    default:
      return undefined;
  }
}

/** What a condition kept in a name is: `const isKnown = ALLOWED.includes(v)`. */
function valueOf(identifier: JavaScript.Identifier, { source }: Subject): JavaScript.Node | undefined {
  const variable = variableOf(identifier, source);
  const value = variable && singleValue(variable);
  return value?.path.length === 0 ? value.expression : undefined;
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
  return (holds ? !excludes : excludes) && object && first && isSubject(first, subject) ? containerCeiling(object, 'element', subject) : undefined;
}

function typeofTest(left: JavaScript.Node, right: JavaScript.Node, subject: Subject): string | undefined {
  const test = [left, right].map(unwrap).find((side) => side.type === Kind.UnaryExpression && side.operator === 'typeof');
  if (test?.type !== Kind.UnaryExpression || !isSubject(test.argument, subject)) return undefined;
  return stringOf(unwrap(left)) ?? stringOf(unwrap(right));
}

function isWritten(node: JavaScript.Node | null): boolean {
  const inner = node && unwrap(node);
  return inner?.type === Kind.Literal || stringOf(inner) !== undefined || (inner?.type === Kind.MemberExpression && /(?:^|\.)[A-Z]\w*\.\w+$/u.test(dottedText(inner) ?? ''));
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
        return first && second && isSubject(second, subject) && dottedText(object)?.endsWith('hasOwnProperty') === true ? containerCeiling(first, 'key', subject) : undefined;
      case 'test':
        return isGiven && isNarrow(object, subject) ? 'allow-listed' : undefined;
      case 'match':
        return isSubject(object, subject) && first !== undefined && isNarrow(first, subject) ? 'allow-listed' : undefined;
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
  const isCompared = value?.type === Kind.BinaryExpression && value.operator.startsWith('==') && (isSubject(value.left, subject) || isSubject(value.right, subject));
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
export function filterCeiling(call: JavaScript.CallExpression, subject: Omit<Subject, 'node' | 'settled' | 'elements'>): Origin | undefined {
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
  const pattern = patternOf(object, subject);
  return pattern !== undefined && /^\[\^|^\\W/u.test(pattern) ? 'allow-listed' : undefined;
}

function unwrapNumber(node: JavaScript.Node): JavaScript.Node {
  const inner = unwrap(node);
  return inner.type === Kind.CallExpression && inner.arguments[0] && NUMBERS.has(lastName(inner) ?? '') ? inner.arguments[0] : inner;
}

const NUMBERS: ReadonlySet<string> = new Set(['Number', 'parseInt', 'parseFloat']);

function patternOf(node: JavaScript.Node, { source }: Subject): string | undefined {
  let inner = unwrap(node);
  if (inner.type === Kind.Identifier) {
    const variable = variableOf(inner, source);
    const value = variable && singleValue(variable);
    if (value) inner = unwrap(value.expression);
  }
  return inner.type === Kind.Literal && 'regex' in inner ? inner.regex.pattern : undefined;
}

/** Is this a pattern for names: anchored at both ends, and without "anything"? One that another file keeps in capitals is trusted. */
function isNarrow(node: JavaScript.Node, subject: Subject): boolean {
  const pattern = patternOf(node, subject);
  if (pattern === undefined) {
    const inner = unwrap(node);
    const variable = inner.type === Kind.Identifier ? variableOf(inner, subject.source) : undefined;
    return variable !== undefined && definitionOf(variable)?.node.type !== Kind.VariableDeclarator && /^[A-Z_]+$/u.test(variable.name);
  }
  return pattern.startsWith('^') && pattern.endsWith('$') && !/\.[*+]|'|\\S|\[\^/u.test(pattern);
}

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
