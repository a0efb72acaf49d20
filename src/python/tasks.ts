import { argumentsOf, methodName, receiver } from './calls.ts';
import { parts, unwrap } from './expressions.ts';
import { enclosingFunction, isAsync, localFunction, ownNodes } from './functions.ts';
import { breadth } from './handlers.ts';
import { droppingSchedulers, loopMakers, taskStarters } from './knowledge/tasks.ts';
import { instanceOf, lastName, qualifiedName } from './names.ts';
import type * as Python from './nodes.ts';
import { references, resolve, scopeOf } from './scopes.ts';
import { assignedValue } from './values.ts';

/** The last words of all that starts a task. */
export const startingWords: ReadonlySet<string> = new Set(Array.from(taskStarters.keys(), (name) => name.slice(name.lastIndexOf('.') + 1)));

export type Started = 'task' | 'future';

/** Does this name, called, start a task that only its result keeps: `asyncio.create_task`, `loop.create_task`? */
export function startsTask(callee: Python.Node): Started | null {
  const name = qualifiedName(callee);
  const known = name === null ? undefined : taskStarters.get(name);
  if (known) return known;
  const node = unwrap(callee);
  // A task group keeps its tasks, and `create_task` of anything else makes a task of its own kind.
  return node.type === 'attribute' && node.attribute.text === 'create_task' && isEventLoop(node.object) ? 'task' : null;
}

function isEventLoop(object: Python.Node): boolean {
  const node = unwrap(object);
  const value = assignedValue(node);
  // `loop: Final = asyncio.get_running_loop()` says more by its value than by its type.
  if (value?.type === 'call' && loopMakers.has(qualifiedName(value.function) ?? '')) return true;
  const made = instanceOf(object);
  if (made !== null) return loopMakers.has(made);
  if (node.type === 'call') return false;
  // What this file makes itself is known by what makes it, not by its name.
  const binding = node.type === 'identifier' ? resolve(node) : null;
  if (binding?.definitions.some(({ value }) => value?.type === 'call' && !loopMakers.has(qualifiedName(value.function) ?? '')))
    return false;
  return /^_*(?:event_?|io_?|main_?|async_?)?loop$/iu.test(lastName(node) ?? '');
}

/** What becomes of a task, or of whatever else this call returns. */
export type Keeping =
  | { readonly kind: 'dropped'; readonly statement: Python.ExpressionStatement | null }
  | { readonly kind: 'unread'; readonly name: Python.Identifier }
  | { readonly kind: 'returned'; readonly definition: Python.FunctionDefinition }
  | { readonly kind: 'kept' };

const KEPT: Keeping = { kind: 'kept' };

/** Does anything keep what a call returns? */
export function keepingOf(call: Python.Node): Keeping {
  // An object that is just being collected has no place to keep a task in.
  if (enclosingFunction(call)?.name.text === '__del__') return KEPT;
  let child = call;
  for (let node = call.parent; node; child = node, node = node.parent) {
    switch (node.type) {
      case 'parenthesized_expression':
      case 'list_comprehension':
      case 'set_comprehension':
        break;
      case 'conditional_expression':
        if (parts(node)[1] === child) return KEPT;
        break;
      case 'boolean_operator':
        if (node.right !== child) return KEPT;
        break;
      case 'lambda':
        return isForDropping(node) ? { kind: 'dropped', statement: null } : KEPT;
      case 'expression_statement':
        return { kind: 'dropped', statement: unwrap(parts(node)[0] ?? node) === call ? node : null };
      case 'assignment':
        return node.right === child && child === call ? ofAssignment(node) : KEPT;
      case 'return_statement': {
        const { node: definition } = scopeOf(node);
        return child === call && definition.type === 'function_definition' && !isAsync(definition)
          ? { kind: 'returned', definition }
          : KEPT;
      }
      default:
        return KEPT;
    }
  }
  return KEPT;
}

/** `loop.call_later(5, lambda: ...)` */
function isForDropping(callback: Python.Node): boolean {
  const list = callback.parent;
  const call = list?.type === 'argument_list' ? list.parent : null;
  return call?.type === 'call' && droppedCallback(call) === callback;
}

/** The function that a call of an event loop runs later, dropping what it returns: `f` of `loop.call_soon(f, x)`. */
export function droppedCallback(call: Python.Call): Python.Node | null {
  const place = droppingSchedulers.get(methodName(call) ?? '');
  const object = receiver(call);
  if (place === undefined || !object || !isEventLoop(object)) return null;
  const given = argumentsOf(call);
  const found = given[place];
  return given.slice(0, place + 1).every(({ kind }) => kind === 'positional') ? (found?.value ?? null) : null;
}

/** A local name is no more than a name when nobody reads it; what a module, a class or another function holds is kept. */
function ofAssignment({ left, parent }: Python.Assignment): Keeping {
  if (left.type !== 'identifier' || parent?.type !== 'expression_statement') return KEPT;
  const binding = resolve(left);
  const definition = binding?.scope.node;
  if (!binding || definition?.type !== 'function_definition') return KEPT;
  const defined = new Set(binding.definitions.map(({ node }) => node.row));
  if (references(binding).some(({ row }) => !defined.has(row)) || staysAlive(definition, left)) return KEPT;
  return { kind: 'unread', name: left };
}

/** Does the function go on for as long as it is needed, so that its own variable keeps the task: a server, a lifespan, a loop? */
function staysAlive(definition: Python.FunctionDefinition, after: Python.Node): boolean {
  const [from] = after.range;
  return ownNodes(definition, 'yield', 'call', 'while_statement').some((node) => {
    if (node.type === 'while_statement') return node.range[1] > from;
    if (node.range[0] <= from) return false;
    return node.type === 'yield' || WAITING.test(lastName(node.function) ?? '');
  });
}

const WAITING = /serve|forever|wait|join|run|closed|gather|shutdown|listen|receive|consume|Future|sleep|locals|until/u;

/** The coroutine that a starting call is given: `work()` of `asyncio.create_task(work())`. */
export function coroutineOf(call: Python.Call): Python.Node | null {
  const [first] = argumentsOf(call);
  return first ? unwrap(first.value) : null;
}

/** Does a coroutine of this file catch all that can go wrong while it waits, so that no error leaves it? */
export function catchesAll(coroutine: Python.Call): boolean {
  const definition = localFunction(coroutine);
  if (!definition) return false;
  const tries = ownNodes(definition, 'try_statement').filter((statement) =>
    statement.children.some((clause) => clause.type === 'except_clause' && breadth(clause) !== null),
  );
  const waits = ownNodes(definition, 'await');
  return waits.length > 0 && tries.length > 0 && waits.every((wait) => tries.some((statement) => statement.contains(wait)));
}
