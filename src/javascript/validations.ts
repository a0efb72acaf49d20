import { lastName, receiver } from './calls.ts';
import { isFunction, unwrapAwaited } from './expressions.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { isSubject, isWritten, tighter, whenFalse, whenTrue, type Subject } from './tested-values.ts';
import type { Origin } from '../vocabulary/origin.ts';
import { isValidatorName } from '../vocabulary/validators.ts';

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
      return isBody && isSubject(statement.discriminant, subject) && isWritten(parent.test)
        ? 'allow-listed'
        : checkAbove(parent.consequent, child, subject);
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
    if (statement.type !== Kind.IfStatement || endsIn(statement.consequent, Kind.ThrowStatement, Kind.ReturnStatement))
      best = tighter(best, checkBy(statement, element));
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
