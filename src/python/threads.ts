import { argument, argumentsOf, methodName, receiver } from './calls.ts';
import { callsOf, enclosingFunction, functionMeantBy, functionsIn, isAsync, localFunction } from './functions.ts';
import { moduleOf } from './columns.ts';
import { oncePerTree } from './memo.ts';
import { callsNamed } from './named-calls.ts';
import { calleeName, lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { routesOf } from './routes.ts';
import type { PythonTree } from './syntax/tree.ts';

/** What is handed to another thread: a function, and what it is given. */
export interface HandedOver {
  readonly call: Python.Call;
  readonly work: Python.Node;
  readonly given: readonly Python.Node[];
}

const STARTERS = new Set(['Thread', 'to_thread', 'run_in_executor', 'submit', 'run_sync', 'run_in_threadpool', 'Timer']);

/** What a file hands to other threads: `Thread(target=f, args=(x,))`, `asyncio.to_thread(f, x)`, `pool.submit(f, x)`. */
export const handedOver = oncePerTree((tree: PythonTree): readonly HandedOver[] =>
  callsNamed(tree, (name) => STARTERS.has(name)).flatMap((call) => handedBy(call) ?? []),
);

function handedBy(call: Python.Call): HandedOver | null {
  const positional = argumentsOf(call).flatMap(({ kind, value }) => (kind === 'positional' ? [value] : []));
  switch (lastName(call.function)) {
    case 'Thread':
    case 'Timer': {
      const name = calleeName(call);
      if (name !== 'threading.Thread' && name !== 'threading.Timer') return null;
      const work = argument(call, name === 'threading.Thread' ? { keyword: 'target', position: 1 } : { keyword: 'function', position: 1 });
      const args = argument(call, { keyword: 'args' });
      return work && work !== 'unknown' ? { call, work, given: args && args !== 'unknown' ? args.children : [] } : null;
    }
    case 'run_in_executor': {
      const [, work, ...given] = positional;
      return work && receiver(call) ? { call, work, given } : null;
    }
    case 'submit': {
      const [work, ...given] = positional;
      return work && /pool|exec|worker/iu.test(lastName(receiver(call) ?? call) ?? '') ? { call, work, given } : null;
    }
    case 'to_thread':
    case 'run_sync':
    case 'run_in_threadpool': {
      const [work, ...given] = positional;
      return work &&
        /^(?:asyncio\.to_thread|anyio\.to_thread\.run_sync|fastapi\.concurrency\.|starlette\.concurrency\.)/u.test(calleeName(call) ?? '')
        ? { call, work, given }
        : null;
    }
    default:
      return null;
  }
}

/** Why a function runs on another thread than the one that loaded its module. */
export type ThreadReason = 'thread' | 'route' | 'job';

/** The functions of a file that other threads run: those handed to one, sync routes, jobs of a background scheduler, and what those call. */
export const threadFunctions = oncePerTree((tree: PythonTree): ReadonlyMap<Python.FunctionDefinition, ThreadReason> => {
  const found = new Map<number, { definition: Python.FunctionDefinition; reason: ThreadReason }>();
  const add = (definition: Python.FunctionDefinition | null, reason: ThreadReason): void => {
    if (definition && !isAsync(definition) && !found.has(definition.row)) found.set(definition.row, { definition, reason });
  };
  for (const { work } of handedOver(tree)) {
    add(functionMeantBy(work), 'thread');
    if (work.type === 'lambda') for (const call of work.descendants('call')) add(localFunction(call), 'thread');
  }
  for (const definition of functionsIn(moduleOf(tree))) if (routesOf(definition).length > 0) add(definition, 'route');
  for (const call of callsNamed(tree, (name) => name === 'add_job')) {
    const first = argumentsOf(call)[0];
    if (first && /sched/iu.test(lastName(receiver(call) ?? call) ?? '') && tree.text.includes('BackgroundScheduler'))
      add(functionMeantBy(first.value), 'job');
  }
  // The map grows while it is walked: what those functions call runs on the same thread.
  for (const { definition, reason } of found.values()) {
    if (found.size > MOST_FUNCTIONS) break;
    for (const call of callsOf(definition)) add(localFunction(call), reason);
  }
  return new Map([...found.values()].map(({ definition, reason }) => [definition, reason]));
});

const MOST_FUNCTIONS = 300;

/** The function of a list that a node runs in. */
export function threadFunctionAround(node: Python.Node): { definition: Python.FunctionDefinition; reason: ThreadReason } | null {
  const definition = enclosingFunction(node);
  if (!definition) return null;
  for (const [candidate, reason] of threadFunctions(node.tree)) if (candidate.row === definition.row) return { definition, reason };
  return null;
}

/** `execute` of `self.conn.execute(...)`; null where nothing is called on it. */
export function calledOn(node: Python.Node): string | null {
  const { parent } = node;
  const call = parent?.type === 'attribute' && parent.object.row === node.row ? parent.parent : null;
  return call?.type === 'call' ? methodName(call) : null;
}
