import { calleeName, lastName } from './calls.ts';
import type { JavaScriptSource } from './detector.ts';
import { within } from './error-uses.ts';
import { unwrapAwaited } from './expressions.ts';
import { functionName } from './function-names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { enclosingFunction, ownNodes } from './scopes.ts';
import { asksForKind, awaitsReadiness, namesTries, runsForLong } from '../vocabulary/retry-words.ts';

type Loop = JavaScript.ForStatement | JavaScript.WhileStatement | JavaScript.DoWhileStatement | JavaScript.ForOfStatement;

/** Code that tries the same again after an error, written by hand. */
export interface RetryLoop {
  /** The loop, or the name of the function that calls itself again. */
  readonly loop: Loop | string;
  readonly statement: JavaScript.TryStatement;
  /** How often it tries at most, where that is written. */
  readonly tries: number | null;
  /** Does it ask for a status or a code somewhere, and so tell apart what its handler need not? */
  readonly tellsApart: boolean;
}

/** The loop that tries again after what a handler caught; undefined for any other handler. */
export function retryLoopOf(clause: JavaScript.CatchClause, source: JavaScriptSource): RetryLoop | undefined {
  const statement = clause.parent;
  const loop = loopAround(statement);
  return loop ? ofLoop(loop, statement, clause, source) : recursion(statement, clause, source);
}

/** The loop whose body, possibly under conditions, holds the `try`. */
function loopAround(statement: JavaScript.Node): Loop | undefined {
  for (let node = statement.parent; node; node = node.parent) {
    switch (node.type) {
      case Kind.ForStatement:
      case Kind.WhileStatement:
      case Kind.DoWhileStatement:
      case Kind.ForOfStatement:
        return node;
      case Kind.BlockStatement:
      case Kind.IfStatement:
        break;
      default:
        return undefined;
    }
  }
  return undefined;
}

function ofLoop(
  loop: Loop,
  statement: JavaScript.TryStatement,
  clause: JavaScript.CatchClause,
  source: JavaScriptSource,
): RetryLoop | undefined {
  const after = afterwards(statement);
  if (leaves(clause.body)) return undefined;
  if (clause.body.body.at(-1)?.type !== Kind.ContinueStatement && after.some((node) => leaves(node))) return undefined;
  const isCounted = namesTries(headOf(loop, source));
  // A loop over many things goes on to the next one after an error; that is no second try.
  if (loop.type === Kind.ForOfStatement && !isCounted) return undefined;
  if (!leavesAfterSuccess(loop, statement, after, isCounted, source)) return undefined;
  if (!isCounted && !pausesIn(loop, source)) return undefined;
  return isThereToWait(loop, statement, isCounted, source)
    ? undefined
    : { loop, statement, tries: triesOf(loop), tellsApart: asksForStatus(loop, source) };
}

function headOf(loop: Loop, source: JavaScriptSource): string {
  if (loop.type === Kind.ForOfStatement) return source.getText(loop.left);
  if (loop.type === Kind.ForStatement)
    return [loop.init, loop.test, loop.update].map((part) => (part ? source.getText(part) : '')).join(' ');
  return source.getText(loop.test);
}

/** `i < 3`, `attempt <= 3` after `= 1`. */
function triesOf(loop: Loop): number | null {
  if (loop.type !== Kind.ForStatement || loop.test?.type !== Kind.BinaryExpression || loop.init?.type !== Kind.VariableDeclaration)
    return null;
  const from = loop.init.declarations[0]?.init;
  const { right, operator } = loop.test;
  if (from?.type !== Kind.Literal || right.type !== Kind.Literal) return null;
  if (typeof from.value !== 'number' || typeof right.value !== 'number') return null;
  const more = operator === '<=' ? 1 : operator === '<' ? 0 : null;
  return more === null ? null : right.value - from.value + more;
}

/** Does a block or statement always leave the loop? */
function leaves(node: JavaScript.Node | null | undefined): boolean {
  const stack = [node];
  for (let steps = 0; stack.length > 0; steps += 1) {
    const next = stack.pop();
    if (!next || steps > MOST_STEPS) return false;
    switch (next.type) {
      case Kind.BlockStatement:
        stack.push(next.body.at(-1));
        break;
      case Kind.IfStatement:
        stack.push(next.consequent, next.alternate);
        break;
      case Kind.ThrowStatement:
      case Kind.ReturnStatement:
      case Kind.BreakStatement:
        break;
      default:
        return false;
    }
  }
  return true;
}

const MOST_STEPS = 100;

/** The statements that run behind this one, up to the end of the loop's body. */
function afterwards(statement: JavaScript.Node): JavaScript.Node[] {
  const found: JavaScript.Node[] = [];
  for (let at = statement; at.parent; at = at.parent) {
    if (at.parent.type === Kind.BlockStatement) found.push(...at.parent.body.slice(at.parent.body.indexOf(at as JavaScript.Statement) + 1));
    else if (at.parent.type !== Kind.IfStatement) break;
  }
  return found;
}

/** Does the loop end where the `try` worked: in it, or right after it? */
function leavesAfterSuccess(
  loop: Loop,
  statement: JavaScript.TryStatement,
  after: readonly JavaScript.Node[],
  isCounted: boolean,
  source: JavaScriptSource,
): boolean {
  if (leaves(statement.block) || after.some((node) => leaves(node))) return true;
  const own = ownNodes(statement.block, source);
  if ((loop.type === Kind.WhileStatement || loop.type === Kind.DoWhileStatement) && setsWhatIsAsked(loop.test, own, source)) return true;
  return isCounted && own.some(({ type }) => type === Kind.ReturnStatement || type === Kind.BreakStatement);
}

function asksForStatus(loop: Loop, source: JavaScriptSource): boolean {
  return ownNodes(loop.body, source).some((node) => node.type === Kind.IfStatement && asksForKind(source.getText(node.test)));
}

function setsWhatIsAsked(test: JavaScript.Node, own: readonly JavaScript.Node[], source: JavaScriptSource): boolean {
  const names = new Set(within(test, source).flatMap((node) => (node.type === Kind.Identifier ? [node.name] : [])));
  return own.some((node) => node.type === Kind.AssignmentExpression && node.left.type === Kind.Identifier && names.has(node.left.name));
}

/** Does the loop wait a while? */
function pausesIn(loop: Loop, source: JavaScriptSource): boolean {
  return ownNodes(loop.body, source).some((node) => {
    if (node.type !== Kind.AwaitExpression) return false;
    const waited = unwrapAwaited(node);
    if (waited.type === Kind.CallExpression)
      return /sleep|delay|pause|back_?off|^(?:wait|setTimeout|timeout)$/iu.test(lastName(waited) ?? '');
    // `await new Promise((resolve) => setTimeout(resolve, 100))`.
    return (
      waited.type === Kind.NewExpression &&
      calleeName(waited, source) === 'Promise' &&
      source.getText(waited).slice(0, LONGEST).includes('setTimeout')
    );
  });
}

const LONGEST = 200;

/** Waiting for a server to come up, and starting again what should run for ever: there every error means the same. */
function isThereToWait(loop: Loop, statement: JavaScript.TryStatement, isCounted: boolean, source: JavaScriptSource): boolean {
  const around = enclosingFunction(loop);
  const name = (around && functionName(around)) ?? '';
  if (awaitsReadiness(name)) return true;
  const tried = ownNodes(statement.block, source).flatMap((node) => (node.type === Kind.CallExpression ? (lastName(node) ?? []) : []));
  if (tried.some(awaitsReadiness)) return true;
  return !isCounted && [name, ...tried].some(runsForLong);
}

/** A handler that calls its function again with one try less. */
function recursion(statement: JavaScript.TryStatement, clause: JavaScript.CatchClause, source: JavaScriptSource): RetryLoop | undefined {
  const around = enclosingFunction(statement);
  const name = around && functionName(around);
  if (name === undefined || awaitsReadiness(name)) return undefined;
  const own = ownNodes(clause.body, source);
  // Without a pause it may well be another thing that it tries next.
  if (!own.some(({ type }) => type === Kind.AwaitExpression)) return undefined;
  const isAgain = own.some(
    (node) => node.type === Kind.CallExpression && lastName(node) === name && node.arguments.some((given) => isCountedDown(given, source)),
  );
  return isAgain ? { loop: name, statement, tries: null, tellsApart: false } : undefined;
}

function isCountedDown(value: JavaScript.Node, source: JavaScriptSource): boolean {
  return (
    value.type === Kind.BinaryExpression &&
    /^[+-]$/u.test(value.operator) &&
    value.right.type === Kind.Literal &&
    value.right.value === 1 &&
    namesTries(source.getText(value.left))
  );
}
