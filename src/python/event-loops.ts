import { isCommandLineTool } from './command-line.ts';
import { decorators } from './decorators.ts';
import { kindAt, nodeAt, eachOwnRow, maskOf, childRow } from './columns.ts';
import { identifiersOf } from './identifiers.ts';
import { importsAny } from './imports.ts';
import { runsAsProgram } from './main-block.ts';
import { callsNamed } from './named-calls.ts';
import type * as Python from './nodes.ts';
import { oncePerTree } from './memo.ts';
import { routesOf } from './routes.ts';
import type { PythonTree } from './syntax/tree.ts';

/** The web frameworks whose handlers run in an event loop. */
const SERVERS = [
  'fastapi',
  'starlette',
  'aiohttp.web',
  'quart',
  'sanic',
  'litestar',
  'tornado',
  'blacksheep',
  'robyn',
  'nicegui',
  'channels',
  'websockets',
  'ninja',
];

/** Does a file use a web framework whose handlers run in an event loop? */
export function usesAsyncServer(tree: PythonTree): boolean {
  return importsAny(tree, ...SERVERS);
}

/** What runs several coroutines in one loop. */
const CONCURRENT =
  'create_task gather TaskGroup ensure_future start_soon start_server serve run_forever start_polling as_completed wait_for'.split(' ');

/** Does a file start only one coroutine, which runs alone: a script, a tool for the terminal? Then nobody else waits. */
export const runsOneCoroutine = oncePerTree((tree: PythonTree): boolean => {
  if (usesAsyncServer(tree) || CONCURRENT.some((name) => identifiersOf(tree).rows(name).length > 0)) return false;
  return isCommandLineTool(tree, '') || callsNamed(tree, (name) => name === 'run' || name === 'run_until_complete').some(runsAsProgram);
});

/** The asynchronous functions of a file. */
export function asyncFunctions(tree: PythonTree): Python.FunctionDefinition[] {
  return Array.from(tree.rowsOf(['function_definition']))
    .filter((row) => kindAt(tree, row + 1) === 'async')
    .map((row) => nodeAt(tree, row) as Python.FunctionDefinition);
}

/** The calls that an asynchronous function makes itself and does not await; those of its plain inner functions run elsewhere. */
export function unawaitedCalls(definition: Python.FunctionDefinition, isWanted: (name: string) => boolean): Python.Call[] {
  const { tree, row } = definition;
  const { rows } = tree;
  const body = childRow(tree, row, 'body');
  const found: Python.Call[] = [];
  if (body < 0) return found;
  eachOwnRow(tree, body, rows.next[body] ?? 0, maskOf(tree.grammar, ['call']), true, (call) => {
    let outer = rows.parent[call] ?? -1;
    while (kindAt(tree, outer) === 'parenthesized_expression') outer = rows.parent[outer] ?? -1;
    if (kindAt(tree, outer) === 'await' || isOpenedAsync(tree, call) || !isWanted(lastWord(tree, call))) return;
    found.push(nodeAt(tree, call) as Python.Call);
  });
  return found;
}

/** `execute` of `db.execute(x)`; `''` where the callee is no name. */
function lastWord(tree: PythonTree, call: number): string {
  let name = call + 1;
  if (kindAt(tree, name) === 'attribute') name = childRow(tree, name, 'attribute');
  return name >= 0 && kindAt(tree, name) === 'identifier' ? tree.text.slice(tree.rows.start[name], tree.rows.end[name]) : '';
}

/** `async with connect():`, `async for row in rows():` */
function isOpenedAsync(tree: PythonTree, call: number): boolean {
  const { parent } = tree.rows;
  let row = parent[call] ?? -1;
  if (kindAt(tree, row) === 'as_pattern') row = parent[row] ?? -1;
  while (kindAt(tree, row) === 'with_item' || kindAt(tree, row) === 'with_clause') row = parent[row] ?? -1;
  const kind = kindAt(tree, row);
  if (kind === 'with_statement') return kindAt(tree, row + 1) === 'async' && kindAt(tree, parent[call] ?? -1) !== 'block';
  return (kind === 'for_statement' || kind === 'for_in_clause') && kindAt(tree, row + 1) === 'async';
}

/** Is a function run before the first request or after the last one: `lifespan`, `@app.on_event("startup")`? */
export function isAtEdge(definition: Python.FunctionDefinition, byName: (name: string) => boolean): boolean {
  for (let node: Python.Node | null = definition; node; node = node.parent) {
    if (node.type !== 'function_definition') continue;
    if (byName(node.name.text)) return true;
    if (decorators(node).some(({ node: { text } }) => EDGE_DECORATOR.test(text.slice(0, LONGEST_DECORATOR)))) return true;
  }
  return false;
}

const LONGEST_DECORATOR = 80;
const EDGE_DECORATOR =
  /\.(?:on_event\(|on_startup|on_shutdown|before_serving|after_serving|before_server_start|after_server_stop|main_process_start|listener\(|cleanup_ctx)/u;

/** Flask runs each asynchronous view in a loop of its own, in the thread of its request: it holds up nobody else. */
export function hasOwnLoop(definition: Python.FunctionDefinition): boolean {
  return routesOf(definition).some(({ framework }) => framework === 'flask') && importsAny(definition.tree, 'flask');
}
