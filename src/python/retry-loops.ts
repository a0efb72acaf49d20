import { maskOf, nodeAt } from './columns.ts';
import { argumentsOf } from './calls.ts';
import { parts } from './expressions.ts';
import { callsOf, enclosingFunction } from './functions.ts';
import { handlerBody, handlersOf, triedNodes } from './handlers.ts';
import { oncePerTree } from './memo.ts';
import { calleeName, lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { numberOf } from './numbers.ts';
import type { PythonTree } from './syntax/tree.ts';
import { asksForKind, awaitsReadiness, namesTries, runsForLong } from '../vocabulary/retry-words.ts';

type Loop = Python.ForStatement | Python.WhileStatement;

/** Code that tries the same again after an error, written by hand. */
export interface RetryLoop {
  /** The loop; for a function that calls itself again, the function. */
  readonly loop: Loop | Python.FunctionDefinition;
  readonly statement: Python.TryStatement;
  /** The handlers after which it tries again. */
  readonly handlers: readonly Python.ExceptClause[];
  /** How often it tries at most, where that is written. */
  readonly tries: number | null;
  /** Does it ask for a status or a code somewhere, and so tell apart what its handlers need not? */
  readonly tellsApart: boolean;
}

/** The retry loops of a file, in the order of the text. */
export const retryLoops = oncePerTree((tree: PythonTree): readonly RetryLoop[] =>
  Array.from(tree.rowsOf(['try_statement'])).flatMap((row) => {
    const loop = loopAround(tree, row);
    const found = loop >= 0 ? ofLoop(nodeAt(tree, loop) as Loop, nodeAt(tree, row) as Python.TryStatement) : null;
    return found ? [found] : [];
  }),
);

/** The row of the loop whose body, possibly under conditions, holds the `try`; -1 for none. */
function loopAround({ grammar, rows }: PythonTree, statement: number): number {
  const { parent: parents, type: types } = rows;
  const isLoop = maskOf(grammar, ['for_statement', 'while_statement']);
  const isPassed = maskOf(grammar, ['block', 'if_statement', 'else_clause', 'with_statement', 'elif_clause']);
  for (let row = parents[statement] ?? -1; row >= 0; row = parents[row] ?? -1) {
    const type = types[row] ?? 0;
    if (isLoop[type] === 1) return row;
    if (isPassed[type] !== 1) return -1;
  }
  return -1;
}

function ofLoop(loop: Loop, statement: Python.TryStatement): RetryLoop | null {
  const isCounted = namesTries(headOf(loop).text);
  const tries = triesOf(loop);
  // A loop over many things goes on to the next one after an error; that is no second try.
  if (loop.type === 'for_statement' && !isCounter(loop.right) && (!isCounted || isEnumerated(loop.right))) return null;
  const handlers = handlersOf(statement).filter(goesOn);
  if (handlers.length === 0 || !leavesAfterSuccess(loop, statement, isCounted || loop.type === 'for_statement')) return null;
  if (!isCounted && !pausesIn(loop)) return null;
  return isThereToWait(loop, statement, isCounted) ? null : { loop, statement, handlers, tries, tellsApart: asksForStatus(loop) };
}

function headOf(loop: Loop): Python.Node {
  if (loop.type === 'while_statement') return loop.condition;
  // `for attempt in range(3)` and `for _ in range(MAX_RETRIES)`; `for host in hosts_to_try` goes on to another one.
  return isCounter(loop.right) && !namesTries(loop.left.text) ? loop.right : loop.left;
}

function isCounter(iterable: Python.Node): boolean {
  return iterable.type === 'call' && /^(?:builtins\.range|itertools\.(?:count|repeat))$/u.test(calleeName(iterable) ?? '');
}

function isEnumerated(iterable: Python.Node): boolean {
  return iterable.type === 'call' && lastName(iterable.function) === 'enumerate';
}

/** `range(3)`, `range(1, 4)`. */
function triesOf(loop: Loop): number | null {
  if (loop.type !== 'for_statement' || loop.right.type !== 'call' || calleeName(loop.right) !== 'builtins.range') return null;
  const [first, second] = argumentsOf(loop.right).map(({ value }) => numberOf(value));
  if (first === null || first === undefined || second === null) return null;
  return second === undefined ? first : second - first;
}

/** Does the loop go on behind this handler, on some path? */
export function goesOn(clause: Python.ExceptClause): boolean {
  const body = handlerBody(clause);
  const last = body ? parts(body).at(-1) : undefined;
  if (last === undefined || leavesFor(last, 0)) return false;
  const statement = clause.parent;
  return last.type === 'continue_statement' || statement === null || !afterwards(statement).some((node) => leavesFor(node, 0));
}

/** Does a statement always leave the loop? */
function leavesFor(statement: Python.Node, depth: number): boolean {
  switch (statement.type) {
    case 'raise_statement':
    case 'return_statement':
    case 'break_statement':
      return true;
    case 'if_statement': {
      if (depth > DEEPEST) return false;
      const branches = statement.all('alternative');
      const isWhole = branches.some(({ type }) => type === 'else_clause');
      return (
        isWhole &&
        [statement, ...branches].every((branch) => {
          const block = (branch as Python.Node).children.find(({ type }) => type === 'block');
          const last = block ? parts(block).at(-1) : undefined;
          return last !== undefined && leavesFor(last, depth + 1);
        })
      );
    }
    case 'with_statement': {
      const last = parts(statement.body).at(-1);
      return depth <= DEEPEST && last !== undefined && leavesFor(last, depth + 1);
    }
    default:
      return false;
  }
}

const DEEPEST = 20;

/** Does the loop end where the `try` worked: in it, in its `else`, or right after it? */
function leavesAfterSuccess(loop: Loop, statement: Python.TryStatement, isSurelyRetry: boolean): boolean {
  const last = parts(statement.body).at(-1);
  if (last && leavesFor(last, 0) && last.type !== 'raise_statement') return true;
  const otherwise = statement.children.find(({ type }) => type === 'else_clause');
  const after = [...(otherwise ? blockOf(otherwise) : []), ...afterwards(statement)];
  if (after.some((node) => leavesFor(node, 0))) return true;
  // `while not done:` ends by what the `try` sets.
  if (loop.type === 'while_statement' && setsWhatIsAsked(loop.condition, statement)) return true;
  if (!isSurelyRetry) return false;
  return (
    triedNodes(statement, 'return_statement').length > 0 ||
    triedNodes(statement, 'break_statement').some((node) => loopOf(node) === loop) ||
    (loop.type === 'for_statement' && after.some((node) => node.descendants('break_statement', 'return_statement').length > 0))
  );
}

function blockOf(clause: Python.Node): readonly Python.Node[] {
  const block = clause.children.find(({ type }) => type === 'block');
  return block ? parts(block) : [];
}

/** The statements that run behind this one, up to the end of the loop's body. */
function afterwards(statement: Python.Node): Python.Node[] {
  const found: Python.Node[] = [];
  for (let at: Python.Node | null = statement; at && !/^(?:for|while)_statement$|_definition$/u.test(at.type); at = at.parent) {
    if (at.parent?.type !== 'block') continue;
    const siblings = parts(at.parent);
    found.push(...siblings.slice(siblings.indexOf(at) + 1));
  }
  return found;
}

function loopOf(node: Python.Node): Python.Node | null {
  for (let up = node.parent; up; up = up.parent) if (up.type === 'for_statement' || up.type === 'while_statement') return up;
  return null;
}

function setsWhatIsAsked(condition: Python.Node, statement: Python.TryStatement): boolean {
  const names = new Set((condition.type === 'identifier' ? [condition] : condition.descendants('identifier')).map(({ text }) => text));
  return triedNodes(statement, 'assignment').some(({ left }) => left.type === 'identifier' && names.has(left.text));
}

/** `if answer.status_code < 500: raise`. */
function asksForStatus(loop: Loop): boolean {
  return loop.body.descendants('if_statement', 'elif_clause').some(({ condition }) => asksForKind(condition.text));
}

/** Does the loop wait a while? */
function pausesIn(loop: Loop): boolean {
  return loop.body
    .descendants('call')
    .some(({ function: callee }) => /sleep|(?:^|_)(?:back_?off|pause)(?:$|_)/iu.test(lastName(callee) ?? ''));
}

/** Waiting for a server to come up, and starting again what should run for ever: there every error means the same. */
function isThereToWait(loop: Loop, statement: Python.TryStatement, isCounted: boolean): boolean {
  const around = enclosingFunction(loop);
  if (around && awaitsReadiness(around.name.text)) return true;
  const tried = triedNodes(statement, 'call').map((call) => lastName(call.function) ?? '');
  if (tried.some(awaitsReadiness)) return true;
  return !isCounted && loop.type === 'while_statement' && [around?.name.text ?? '', ...tried].some(runsForLong);
}

/** A function that calls itself again with one try less. */
export const retryRecursions = oncePerTree((tree: PythonTree): readonly RetryLoop[] =>
  Array.from(tree.rowsOf(['except_clause'])).flatMap((row): RetryLoop[] => {
    const clause = nodeAt(tree, row) as Python.ExceptClause;
    const { parent: statement } = clause;
    const around = statement?.type === 'try_statement' ? enclosingFunction(statement) : null;
    if (statement?.type !== 'try_statement' || !around) return [];
    const isAgain = callsOf(around).some(
      (call) =>
        clause.contains(call) &&
        lastName(call.function) === around.name.text &&
        argumentsOf(call).some(({ value }) => isCountedDown(value)),
    );
    return isAgain ? [{ loop: around, statement, handlers: [clause], tries: null, tellsApart: false }] : [];
  }),
);

function isCountedDown(value: Python.Node): boolean {
  return (
    value.type === 'binary_operator' && /^[+-]$/u.test(value.operator.type) && numberOf(value.right) === 1 && namesTries(value.left.text)
  );
}
