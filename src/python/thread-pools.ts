import { argument, argumentsOf, methodName, receiver } from './calls.ts';
import { parts, unwrap } from './expressions.ts';
import { instanceOf, lastName, qualifiedName } from './names.ts';
import type * as Python from './nodes.ts';
import { followed } from './values.ts';

/** A function that is handed to a pool of threads. */
export interface HandOver {
  readonly call: Python.Call;
  /** What the thread runs: a name, an attribute, a lambda; `f` of `partial(f, x)`. */
  readonly callable: Python.Node;
  /** The executor that is named; null for the pool that everything without an executor of its own shares. */
  readonly executor: Python.Node | null;
}

/** The last words of all calls that hand something to a pool. */
export const poolWords: ReadonlySet<string> = new Set([
  'to_thread',
  'run_in_executor',
  'run_sync',
  'run_in_threadpool',
  'sync_to_async',
  'submit',
]);

/** asgiref's `sync_to_async` has, by default, one thread for everything, which is worse still. */
const DEFAULT_POOL: ReadonlySet<string> = new Set([
  'asyncio.to_thread',
  'anyio.to_thread.run_sync',
  'asgiref.sync.sync_to_async',
  'fastapi.concurrency.run_in_threadpool',
  'starlette.concurrency.run_in_threadpool',
  'trio.to_thread.run_sync',
]);

/** What does this call hand to a pool of threads? Null when it hands over nothing. */
export function handOver(call: Python.Call): HandOver | null {
  const name = qualifiedName(call.function);
  const [first, second] = argumentsOf(call);
  if (name !== null && DEFAULT_POOL.has(name)) return given(call, first?.kind === 'positional' ? first.value : null, limiterOf(call));
  const method = methodName(call);
  if (method === 'run_in_executor' && first && second?.kind === 'positional') {
    const executor = unwrap(first.value);
    return given(call, second.value, executor.type === 'none' || followed(executor).type === 'none' ? null : executor);
  }
  const pool = receiver(call);
  if (method === 'submit' && pool && first?.kind === 'positional' && isThreadPool(pool)) return given(call, first.value, pool);
  return null;
}

/** anyio's own limit for one call. */
function limiterOf(call: Python.Call): Python.Node | null {
  const limiter = argument(call, { keyword: 'limiter' });
  return limiter === 'unknown' ? null : limiter;
}

function given(call: Python.Call, callable: Python.Node | null, executor: Python.Node | null): HandOver | null {
  return callable && { call, callable: withoutPartial(unwrap(callable)), executor };
}

function withoutPartial(callable: Python.Node): Python.Node {
  if (callable.type !== 'call' || lastName(callable.function) !== 'partial') return callable;
  const [first] = argumentsOf(callable);
  return first ? unwrap(first.value) : callable;
}

function isThreadPool(pool: Python.Node): boolean {
  return /(?:^|\.)ThreadPoolExecutor$/u.test(makerOf(pool) ?? '');
}

/** The full name of what makes an object: of a name, or of `self.x`. */
function makerOf(object: Python.Node): string | null {
  const value = followed(object);
  return value.type === 'call' ? qualifiedName(value.function) : instanceOf(object);
}

/** Of how many threads is an executor made, when a number says so? */
export function threadsOf(executor: Python.Node): number | null {
  const value = followed(executor);
  if (value.type !== 'call') return null;
  const most = argument(value, { position: 0, keyword: 'max_workers' });
  return most !== null && most !== 'unknown' && most.type === 'integer' ? Number(most.text) : null;
}

/** What a lambda calls: `f` of `lambda: f(x)`. */
export function calledByLambda(callable: Python.Lambda): Python.Call | null {
  const body = unwrap(parts(callable).at(-1) ?? callable);
  return body.type === 'call' ? body : null;
}
