import { argumentsOf } from './calls.ts';
import { decorators } from './decorators.ts';
import { parts, unwrap } from './expressions.ts';
import { enclosingFunction, ownNodes } from './functions.ts';
import { caughtTypes, triedNodes } from './handlers.ts';
import { logCall } from './logging.ts';
import { lastName, rootName } from './names.ts';
import type * as Python from './nodes.ts';
import { resolve } from './scopes.ts';
import { namesAsking, namesCallback, namesHandingOver, namesRecipient, namesSending } from '../vocabulary/callback-names.ts';
import type { OwnEffects } from './effects.ts';
import { clearsUp, namesClosing } from '../vocabulary/cleanup-names.ts';
import { namesProbe } from '../vocabulary/probe-names.ts';

/**
 * Does a handler that catches everything belong here: around code of strangers, around one of many recipients, in a loop
 * that outlives its turns, in a function that contains errors or asks whether something is there?
 */
export function isPlaceForAll(
  statement: Python.TryStatement,
  effects: OwnEffects,
  definition: Python.FunctionDefinition | null,
  boundaries: readonly string[],
): boolean {
  // One that is gone must not keep the message from the others; its own loss shows at its own end.
  if (sendsToOneOfMany(statement)) return true;
  // Isolation is no excuse for silence: somebody has to find the bad subscriber.
  const isNoted = effects.logs || effects.keepsTrace || effects.tells;
  if (isNoted && callsBackIn(statement)) return true;
  if (isNoted && !effects.stops && isSupervised(statement)) return true;
  if (isBestEffort(definition) || isDecoratedWith(definition, boundaries)) return true;
  // To every failure "no" is the honest answer of a probe; one that imports is asked about elsewhere.
  return (
    definition !== null &&
    namesProbe(definition.name.text) &&
    triedNodes(statement, 'import_statement', 'import_from_statement').length === 0
  );
}

/** Does the `try` call code that somebody else handed in, so that one bad subscriber must not stop the others? */
function callsBackIn(statement: Python.TryStatement): boolean {
  return triedNodes(statement, 'call').some((call) => {
    const callee = unwrap(call.function);
    if (callee.type === 'identifier') return namesCallback(callee.text) || isFromLoopOver(callee, namesCallback);
    if (callee.type === 'subscript') return namesCallback(lastName(callee.value) ?? '');
    if (callee.type !== 'attribute') return false;
    if (namesCallback(callee.attribute.text)) return true;
    const object = unwrap(callee.object);
    return (
      object.type === 'identifier' &&
      (isFromLoopOver(object, namesCallback) || (namesCallback(object.text) && isParameter(object) && !namesAsking(callee.attribute.text)))
    );
  });
}

/** Does the `try` send to one of several recipients in a loop, of whom one that is gone must not stop the others? */
function sendsToOneOfMany(statement: Python.TryStatement): boolean {
  const loop = enclosingLoop(statement);
  if (loop?.type !== 'for_statement') return false;
  return triedNodes(statement, 'call').some((call) => {
    const name = lastName(call.function) ?? '';
    if (!namesSending(name) && !namesHandingOver(name)) return false;
    const callee = unwrap(call.function);
    const receiver = callee.type === 'attribute' ? rootName(callee.object) : null;
    if (receiver && isFromLoopOver(receiver, namesSending(name) ? () => true : namesRecipient)) return true;
    return argumentsOf(call).some(({ value }) => {
      const root = rootName(value);
      return root !== null && isFromLoopOver(root, namesRecipient);
    });
  });
}

/** Does the `try` stand right in a `while` loop that is meant to outlive the failure of one turn? */
function isSupervised(statement: Python.TryStatement): boolean {
  return enclosingLoop(statement)?.type === 'while_statement';
}

/** The innermost loop that a node runs in, of the same function. */
function enclosingLoop(node: Python.Node): Python.ForStatement | Python.WhileStatement | null {
  for (let up = node.parent, child = node; up; child = up, up = up.parent) {
    if (up.type === 'function_definition' || up.type === 'lambda' || up.type === 'class_definition') return null;
    if ((up.type === 'for_statement' || up.type === 'while_statement') && up.body === child) return up;
  }
  return null;
}

/** Has the function one of these decorators, by its last name? */
function isDecoratedWith(definition: Python.FunctionDefinition | null, names: readonly string[]): boolean {
  return definition !== null && decorators(definition).some(({ lastName: last }) => last !== null && names.includes(last));
}

/** The only call a block makes, when it is also its only statement: `f(x)`, `await f(x)`, `y = f(x)`, `return f(x)`. */
export function onlyCall(block: Python.Block): Python.Call | null {
  const [statement, ...others] = parts(block);
  if (!statement || others.length > 0) return null;
  let node: Python.Node | undefined =
    statement.type === 'expression_statement' || statement.type === 'return_statement' ? parts(statement)[0] : undefined;
  if (node?.type === 'assignment') node = node.right ?? undefined;
  if (node?.type === 'await') node = parts(node)[0];
  return node?.type === 'call' ? node : null;
}

/** Does the `try` do nothing but put things away: close, unlink, cancel, wait for what was cancelled? */
export function onlyClearsUp(statement: Python.TryStatement): boolean {
  // `logger.debug("closed")` beside it puts nothing away, and does nothing else either.
  const calls = triedNodes(statement, 'call').filter(
    (call) => (call.parent?.type === 'expression_statement' || call.parent?.type === 'await') && logCall(call) === null,
  );
  const isPlain = triedNodes(statement, 'return_statement', 'assignment', 'augmented_assignment', 'while_statement', 'yield').every(
    (node) => node.type === 'assignment' && node.right?.type === 'none',
  );
  if (!isPlain) return false;
  if (awaitsCancelled(statement)) return true;
  return calls.length > 0 && calls.every((call) => clearsUp(lastName(call.function) ?? ''));
}

/** Does the `try` only await a task that was cancelled before: `task.cancel()`, then `try: await task`? */
export function awaitsCancelled(statement: Python.TryStatement): boolean {
  const [awaited, ...others] = triedNodes(statement, 'await');
  if (awaited && others.length === 0 && isAfterCancelling(statement)) return true;
  const task = awaited && unwrap(parts(awaited)[0] ?? awaited);
  const scope = enclosingFunction(statement);
  if (!task || others.length > 0 || !scope || (task.type !== 'identifier' && task.type !== 'attribute')) return false;
  const text = task.text;
  return ownNodes(scope, 'call').some((call) => {
    const callee = unwrap(call.function);
    return call.row < statement.row && callee.type === 'attribute' && callee.attribute.text === 'cancel' && callee.object.text === text;
  });
}

/** Is this the handler of a CancelledError, which waits for what goes down with it? */
function isAfterCancelling(statement: Python.TryStatement): boolean {
  for (let up = statement.parent; up && up.type !== 'function_definition'; up = up.parent)
    if (up.type === 'except_clause') return caughtTypes(up).some((type) => lastName(type) === 'CancelledError');
  return false;
}

/** Is this the place where things are put away: a `finally`, another handler, `close()`, `__exit__`, what follows a `yield`? */
export function isPlaceOfCleanup(node: Python.Node): boolean {
  for (let up: Python.Node | null = node.parent; up; up = up.parent) {
    if (up.type === 'finally_clause' || up.type === 'except_clause') return true;
    if (up.type === 'class_definition') return false;
    if (up.type === 'function_definition') return namesClosing(up.name.text) || yieldsBefore(up, node);
  }
  return false;
}

function yieldsBefore(definition: Python.FunctionDefinition, node: Python.Node): boolean {
  return ownNodes(definition, 'yield').some(({ row }) => row < node.row);
}

/** Does nobody get what this function raises: `__del__`, whose errors Python itself only prints, and `__repr__`, which debuggers call? */
function isBestEffort(definition: Python.FunctionDefinition | null): boolean {
  return definition !== null && BEST_EFFORT.has(definition.name.text);
}

const BEST_EFFORT = new Set(['__del__', '__repr__']);

/** Is the name bound by a `for` over something (or as something) of such a name? */
function isFromLoopOver(name: Python.Identifier, fits: (name: string) => boolean): boolean {
  const definitions = resolve(name)?.definitions ?? [];
  return definitions.some(({ kind, source }) => kind === 'for' && (fits(name.text) || (source !== null && fits(nameOfIterable(source)))));
}

/** `handlers` of `self.handlers`, `list(self.handlers)`, `self.handlers.items()`, `handlers[name]`, `handlers.get(name, [])`. */
function nameOfIterable(source: Python.Node): string {
  let node = unwrap(source);
  for (let step = 0; step < MOST_STEPS; step++) {
    if (node.type === 'call') {
      const callee = unwrap(node.function);
      const [first] = argumentsOf(node);
      if (callee.type === 'attribute') {
        if (namesCallback(callee.attribute.text) || namesRecipient(callee.attribute.text)) return callee.attribute.text;
        node = unwrap(callee.object);
      } else if (first) node = unwrap(first.value);
      else return lastName(callee) ?? '';
    } else if (node.type === 'subscript') node = unwrap(node.value);
    else return lastName(node) ?? '';
  }
  return '';
}

const MOST_STEPS = 6;

function isParameter(name: Python.Identifier): boolean {
  return resolve(name)?.definitions.every(({ kind }) => kind === 'parameter') ?? false;
}
