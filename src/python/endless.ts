import { argumentsOf, receiver } from './calls.ts';
import { kindAt } from './columns.ts';
import { parts, unwrap } from './expressions.ts';
import { isAsync, isGenerator, localFunction, ownNodes, type Callable } from './functions.ts';
import { breadth, handlersOf } from './handlers.ts';
import { endlessMethods, endlessNames, socketOpeners } from './knowledge/endless-calls.ts';
import { logCall } from './logging.ts';
import { instanceOf, lastName, qualifiedName, rootName } from './names.ts';
import type * as Python from './nodes.ts';
import { resolve, singleDefinition } from './scopes.ts';
import { catchesAll } from './tasks.ts';
import { assignedValue } from './values.ts';

/** The last words of all calls that go on for good. */
export const endlessWords: ReadonlySet<string> = new Set([
  ...endlessMethods,
  ...Array.from(endlessNames, ([name, methods]) => [name.slice(name.lastIndexOf('.') + 1), ...methods]).flat(),
]);

/** Does this call go on until the process, the connection or the task ends: `server.serve_forever()`, `uvicorn.run(app)`? */
export function isEndlessCall(call: Python.Call): boolean {
  return isEndlessCallee(call.function);
}

/** The same of what is called, or handed over to be called. */
export function isEndlessCallee(callee: Python.Node): boolean {
  const node = unwrap(callee);
  const word = lastName(node);
  if (word === null || !endlessWords.has(word)) return false;
  const name = qualifiedName(node);
  if (name !== null && endlessNames.get(name)?.length === 0) return true;
  if (node.type !== 'attribute') return false;
  if (endlessMethods.has(word)) return true;
  const made = instanceOf(unwrap(node.object)) ?? madeBy(node.object);
  return made !== null && endlessNames.get(made)?.includes(word) === true;
}

function madeBy(object: Python.Node): string | null {
  const value = unwrap(object).type === 'attribute' ? assignedValue(object) : null;
  return value && instanceOf(value);
}

/** A place of a function at which it stays: an endless loop, the messages of a connection, an endless call. */
export type EndlessPlace = Python.WhileStatement | Python.ForStatement | Python.Call;

/** Where does a function stay for as long as nothing goes wrong? The outermost such places. */
export function endlessPlaces(definition: Callable): EndlessPlace[] {
  const found = ownNodes(definition, 'while_statement', 'for_statement', 'call').filter((node) => {
    if (node.type === 'while_statement') return isEndlessLoop(node);
    return node.type === 'call' ? isEndlessCall(node) : isOverMessages(node);
  });
  return found.filter((node) => !found.some((other) => other !== node && other.contains(node)));
}

/** Does a function never come back: `while True` without a way out, or an endless call, outside of any branch and `try`? */
export function loopsForGood(definition: Python.FunctionDefinition): boolean {
  if (isAsync(definition) || isGenerator(definition)) return false;
  return endlessPlaces(definition).some((place) => {
    if (place.type === 'while_statement' && !isConstantlyTrue(unwrap(place.condition))) return false;
    for (let up = place.parent; up && up !== definition; up = up.parent) {
      if (/^(?:if_statement|elif_clause|else_clause|for_statement|while_statement|except_clause)$/u.test(up.type)) return false;
    }
    return place.type !== 'for_statement';
  });
}

function isConstantlyTrue(condition: Python.Node): boolean {
  return condition.type === 'true' || (condition.type === 'integer' && condition.text !== '0');
}

/** `while True` without a way out, or a loop that a flag ends: `while self._running`, `while not stop.is_set()`. */
export function isEndlessLoop(loop: Python.WhileStatement): boolean {
  const condition = unwrap(loop.condition);
  if (isConstantlyTrue(condition)) return !hasWayOut(loop);
  return condition.text.length < LONGEST && FLAG.test(condition.text) && !hasWayOut(loop);
}

const LONGEST = 60;
const FLAG =
  /^(?:not\s+)?(?:self\.)?\w{0,30}(?:running|stop|stopped|stopping|shutdown|closed|closing|exit|alive|active|cancelled|terminate)\w{0,10}(?:\.is_set\(\))?$/iu;

/** Does a loop end by itself? What only an exception or a stop does, is no way out. */
function hasWayOut(loop: Python.WhileStatement): boolean {
  return loop.body.descendants('break_statement', 'return_statement').some((node) => {
    for (let up = node.parent; up && up !== loop; up = up.parent) {
      if (up.type === 'function_definition' || up.type === 'lambda') return false;
      // A handler of `CancelledError` that returns ends nothing but what was cancelled.
      if (up.type === 'except_clause') return breadth(up) === 'Exception' || breadth(up) === 'bare';
      if (node.type === 'break_statement' && (up.type === 'while_statement' || up.type === 'for_statement')) return false;
    }
    return true;
  });
}

/** `async for message in socket`, where this function has opened the socket. */
function isOverMessages(loop: Python.ForStatement): boolean {
  if (kindAt(loop.tree, loop.row + 1) !== 'async') return false;
  const root = rootName(loop.right);
  const binding = root && resolve(root);
  const opened = binding && singleDefinition(binding)?.source;
  const call = opened && unwrap(opened.type === 'await' ? (parts(opened)[0] ?? opened) : opened);
  return call?.type === 'call' && socketOpeners.has(lastName(call.function) ?? '');
}

/** The waiting in a loop that may fail, and that nothing inside of the loop catches. */
export function unguardedWaits(loop: Python.WhileStatement): Python.Await[] {
  const guards = loop.body.descendants('try_statement', 'with_statement').filter((statement) => isGuard(statement, loop));
  return loop.body
    .descendants('await')
    .filter((node) => mayFail(node) && !guards.some((statement) => statement.body.contains(node)) && !isElsewhere(node, loop));
}

/** Does a statement keep errors from leaving the loop: a broad handler that goes on, `contextlib.suppress(Exception)`? */
function isGuard(statement: Python.TryStatement | Python.WithStatement, loop: Python.Node): boolean {
  if (statement.type === 'with_statement') {
    const head = statement.tree.text.slice(statement.range[0], statement.body.range[0]).slice(0, LONGEST_HEAD);
    return /\bsuppress\(\s*(?:Base)?Exception\b/u.test(head);
  }
  return handlersOf(statement).some((clause) => breadth(clause) !== null && !leaves(clause, statement, loop));
}

const LONGEST_HEAD = 200;

function leaves(clause: Python.ExceptClause, statement: Python.TryStatement, loop: Python.Node): boolean {
  if (clause.descendants('raise_statement', 'return_statement').length > 0) return true;
  // What ends an inner loop only ends this round.
  return clause.descendants('break_statement').length > 0 && innermostLoop(statement) === loop;
}

function innermostLoop(node: Python.Node): Python.Node | null {
  for (let up = node.parent; up; up = up.parent) if (up.type === 'while_statement' || up.type === 'for_statement') return up;
  return null;
}

/** In a handler, or in a function that is only defined here. */
function isElsewhere(node: Python.Node, loop: Python.Node): boolean {
  for (let up = node.parent; up && up !== loop; up = up.parent) {
    if (up.type === 'except_clause' || up.type === 'finally_clause' || up.type === 'function_definition') return true;
  }
  return false;
}

const HARMLESS = /^(?:sleep|wait|wait_\w{1,30}|get|join|acquire|put|gather|drain|shield|checkpoint|a?close|stop)$/u;
const WAITING_LINES = /queue|inbox|jobs|_q$|^q$|pending|mailbox|events|channel|buffer/iu;

function mayFail(node: Python.Await): boolean {
  const call = unwrap(parts(node)[0] ?? node);
  if (call.type !== 'call' || logCall(call)) return false;
  const name = lastName(call.function) ?? '';
  const object = receiver(call)?.text.slice(0, LONGEST) ?? '';
  if (/(?:^|\.)_?log(?:ger)?$/iu.test(object)) return false;
  // `await queue.get()` waits; `await client.get(url)` asks somebody.
  if (name === 'get' || name === 'put') return !WAITING_LINES.test(object);
  if (HARMLESS.test(name)) return false;
  return !localFunction(call) || !catchesAll(call);
}

/** Does a loop serve one connection that it was given, and that it ends with: `await self.websocket.send(...)`? */
export function servesConnection(loop: Python.Node): boolean {
  return loop.descendants('await').some((node) => {
    const call = unwrap(parts(node)[0] ?? node);
    if (call.type !== 'call') return false;
    const owner = receiver(call);
    return (
      CONNECTION.test((owner && lastName(owner)) ?? '') || argumentsOf(call).some(({ value }) => CONNECTION.test(lastName(value) ?? ''))
    );
  });
}

const CONNECTION =
  /^_*(?:\w{1,20}_)?(?:ws|web_?socket|sock(?:et)?|conn(?:ection)?|writer|reader|transport|std(?:in|out|err)|response|stream(?:er)?)$/iu;
