import { argument, argumentsOf, type Place } from '../../python/calls.ts';
import { BlockingCalls } from '../../python/blocking-calls.ts';
import { commentBeside, commentsAbove } from '../../python/comments.ts';
import type { PythonContext, PythonDetector } from '../../python/detector.ts';
import { isAtEdge, runsOneCoroutine } from '../../python/event-loops.ts';
import { enclosingCallable, enclosingFunction, isAsync } from '../../python/functions.ts';
import { importsAny } from '../../python/imports.ts';
import { runsAsProgram } from '../../python/main-block.ts';
import { callsNamed } from '../../python/named-calls.ts';
import { calleeName, dottedText, lastName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { routesOf } from '../../python/routes.ts';
import { runsAtEdges } from '../../vocabulary/startup-names.ts';
import { isCommandLinePath } from '../../vocabulary/command-line.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { isInterim, type MessageId, type Options } from './detours.ts';

const THREADS = ['to_thread', 'run_in_executor', 'run_in_threadpool', 'sync_to_async'];
const LOOPS = ['asyncio.run', 'run_until_complete'];

/** Where the function stands that a thread is to run, by full name; by its last word what loops and connections call alike. */
const starters: ReadonlyMap<string, Place> = new Map([
  ['asyncio.to_thread', { position: 0, keyword: 'func' }],
  ['asyncio.threads.to_thread', { position: 0, keyword: 'func' }],
  ['anyio.to_thread.run_sync', { position: 0, keyword: 'func' }],
  ['starlette.concurrency.run_in_threadpool', { position: 0, keyword: 'func' }],
  ['fastapi.concurrency.run_in_threadpool', { position: 0, keyword: 'func' }],
  ['asgiref.sync.sync_to_async', { position: 0, keyword: 'func' }],
  ['channels.db.database_sync_to_async', { position: 0, keyword: 'func' }],
]);
const IN_EXECUTOR: Place = { position: 1, keyword: 'func' };

export const python: PythonDetector<MessageId, Options> = {
  mentions: [...THREADS, ...LOOPS],
  visit: (context) => ({
    module() {
      const { path, source, mentions, options } = context;
      if (isTestFile(path) || isCommandLinePath(path) || options.adapters.some((part) => `/${path}`.includes(part))) return;
      const { tree } = source;
      if (THREADS.some(mentions)) {
        const blocking = new BlockingCalls({ maxHops: MOST_HOPS, extra: new Set(), guesses: true });
        for (const call of callsNamed(tree, (name) => THREADS.includes(name) || name === 'run_sync' || name === 'database_sync_to_async'))
          checkThread(call, blocking, context);
      }
      if (LOOPS.some(mentions))
        for (const call of callsNamed(tree, (name) => name === 'run' || name === 'run_until_complete')) checkLoop(call, context);
    },
  }),
};

/** Further away, the query is a part of other work. */
const MOST_HOPS = 1;

/** Drivers that have no other form, or whose asynchronous form is a thread as well. */
const THREADED = ['sqlite3', 'duckdb', 'snowflake', 'pyodbc', 'ibm_db', 'chromadb', 'qdrant_client', 'google.cloud.bigquery'];

function checkThread(call: Python.Call, blocking: BlockingCalls, { report, source }: PythonContext<MessageId, Options>): void {
  const place = lastName(call.function) === 'run_in_executor' ? IN_EXECUTOR : starters.get(calleeName(call) ?? '');
  const callable = place && argument(call, place);
  if (!callable || callable === 'unknown' || isExcused(call) || runsOneCoroutine(source.tree)) return;
  const found = blocking.handedOver(callable);
  if (found?.wait !== 'database' || importsAny(found.at.tree, ...THREADED)) return;
  const definition = enclosingFunction(call);
  // What happens once, before the first request, needs no pool.
  if (definition && isAtEdge(definition, runsAtEdges)) return;
  report({ node: callable, message: 'thread', data: { call: nameOf(callable) } });
}

function isExcused(call: Python.Call): boolean {
  let statement: Python.Node = call;
  while (statement.parent && statement.parent.type !== 'block' && statement.parent.type !== 'module') statement = statement.parent;
  const beside = commentBeside(statement);
  const today = new Date().toISOString().slice(0, 'YYYY-MM-DD'.length);
  return [...commentsAbove(statement), ...(beside ? [beside] : [])].some(({ text }) => isInterim(text, today));
}

function nameOf(callable: Python.Node): string {
  if (callable.type === 'call') {
    const first = argumentsOf(callable)[0]?.value;
    return (first && lastName(first)) ?? 'partial';
  }
  return callable.type === 'lambda' ? 'lambda' : (dottedText(callable) ?? lastName(callable) ?? 'function').slice(0, LONGEST_NAME);
}

const LONGEST_NAME = 44;

/** `asyncio.run(...)` in a coroutine, or for each request. */
function checkLoop(call: Python.Call, { report }: PythonContext<MessageId, Options>): void {
  const isRun = calleeName(call) === 'asyncio.run';
  if (!isRun && (lastName(call.function) !== 'run_until_complete' || call.function.type !== 'attribute')) return;
  const definition = enclosingCallable(call);
  if (definition?.type !== 'function_definition' || runsAsProgram(call) || importsAny(call.tree, 'nest_asyncio') || isAfterQuestion(call))
    return;
  const data = { call: isRun ? 'asyncio.run' : 'run_until_complete' };
  if (isAsync(definition)) report({ node: call.function, message: 'nested', data });
  else if (routesOf(definition).some(({ framework }) => framework === 'fastapi'))
    report({ node: call.function, message: 'perRequest', data });
}

/** `except RuntimeError:` after `get_running_loop()`: only where no loop runs. */
function isAfterQuestion(call: Python.Call): boolean {
  for (let node = call.parent; node && node.type !== 'function_definition'; node = node.parent) {
    if (node.type === 'except_clause' || node.type === 'else_clause') return true;
    if (node.type === 'try_statement' || node.type === 'if_statement')
      return /get_running_loop|get_event_loop|is_running/u.test(node.text.slice(0, LONGEST_TEST));
  }
  return false;
}

const LONGEST_TEST = 400;
