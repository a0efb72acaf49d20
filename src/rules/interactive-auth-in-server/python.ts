import { conditionsAround } from '../../python/conditions.ts';
import type { PythonDetector } from '../../python/detector.ts';
import { isCommandLineTool } from '../../python/command-line.ts';
import { callSites, enclosingFunction } from '../../python/functions.ts';
import { callsNamed } from '../../python/named-calls.ts';
import { calleeName, lastName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import type { PythonTree } from '../../python/syntax/tree.ts';
import type { Suggestion } from '../../language/detector.ts';
import { isBackupCopy, isTestFile } from '../../vocabulary/test-files.ts';
import { asksForTerminal, startsServer, type MessageId, type Options } from './start-up.ts';

/** What waits for a person: of Google's library for a login, of the terminal. */
const ASKING = new Set(['builtins.input', 'getpass.getpass', 'click.prompt', 'click.confirm', 'typer.prompt', 'typer.confirm']);
const FLOWS = new Set(['run_local_server', 'run_console']);
const NAMES = new Set([...FLOWS, 'input', 'getpass', 'prompt', 'confirm']);

/** What makes a module the entry of a server. */
const SERVERS = new Set([
  'fastapi.FastAPI',
  'starlette.applications.Starlette',
  'flask.Flask',
  'quart.Quart',
  'sanic.Sanic',
  'aiohttp.web.Application',
  'uvicorn.run',
  'uvicorn.Server',
  'hypercorn.asyncio.serve',
  'celery.Celery',
  'slack_bolt.App',
  'slack_bolt.async_app.AsyncApp',
  'discord.Client',
  'litestar.Litestar',
]);
const SERVER_NAMES = new Set([...SERVERS].map((name) => name.slice(name.lastIndexOf('.') + 1)));

export const python: PythonDetector<MessageId, Options> = {
  mentions: ['run_local_server', 'run_console', 'getpass', 'input(', '.prompt(', '.confirm('],
  visit: ({ source, options, path, report }) => {
    // A command asks whoever started it.
    if (isTestFile(path) || isBackupCopy(path) || isCommandLineTool(source.tree, path)) return {};
    return {
      'module:exit'() {
        const calls = callsNamed(source.tree, (name) => NAMES.has(name)).filter(asks);
        if (calls.length === 0 || !isServerEntry(source.tree)) return;
        for (const call of calls) {
          const way = wayFromStart(call, options.maxHops);
          if (way === null) continue;
          report({
            node: call,
            message: 'atStart',
            data: { call: call.function.text.slice(0, LONGEST), path: way },
            suggest: failing(call),
          });
        }
      },
    };
  },
};

const LONGEST = 40;

/** The statement that asks gives way to one that says what to do; where the answer has a name, what follows needs it. */
function failing(call: Python.Call): Suggestion<MessageId>[] {
  const { parent: statement } = call;
  if (statement?.type !== 'return_statement' && statement?.type !== 'expression_statement') return [];
  return [
    {
      message: 'fail',
      fix: (fixer) =>
        fixer.replaceTextRange(statement.range, 'raise RuntimeError("No usable login is stored: run the login script first.")'),
    },
  ];
}

function asks(call: Python.Call): boolean {
  if (FLOWS.has(lastName(call.function) ?? '')) return call.function.type === 'attribute';
  return ASKING.has(calleeName(call) ?? '');
}

function isServerEntry(tree: PythonTree): boolean {
  return callsNamed(tree, (name) => SERVER_NAMES.has(name)).some((call) => SERVERS.has(calleeName(call) ?? ''));
}

/** The names of the functions from start-up to a call; null when start-up does not reach it, or only with a terminal. */
function wayFromStart(call: Python.Call, maxHops: number): string | null {
  const waiting: { readonly node: Python.Node; readonly way: readonly string[] }[] = [{ node: call, way: [] }];
  const seen = new Set<Python.Node>();
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { node, way } = next;
    if (isLeftToPerson(node)) continue;
    const definition = enclosingFunction(node);
    // What only a run of the file itself reaches (`if __name__ == "__main__"`) is a script's.
    if (!definition) return ['import', ...way].join(' > ');
    if (seen.has(definition) || asksForTerminal(definition.parameters.text)) continue;
    seen.add(definition);
    const name = definition.name.text;
    const path = [name, ...way];
    const { calls } = callSites(definition);
    const onlyInScript = calls.length > 0 && calls.every((site) => !enclosingFunction(site) && isLeftToPerson(site));
    if ((startsServer(name) || isStartHook(definition)) && !onlyInScript) return path.join(' > ');
    if (path.length <= maxHops) for (const site of calls) waiting.push({ node: site, way: path });
  }
  return null;
}

/** Is a place reached only with a terminal, a switch, or a run of the file itself? */
function isLeftToPerson(node: Python.Node): boolean {
  return conditionsAround(node).some(
    ({ expression }) =>
      asksForTerminal(expression.text) ||
      expression.text.includes('__name__') ||
      expression.text.includes('environ') ||
      expression.text.includes('getenv'),
  );
}

/** `@app.on_event("startup")`, `@app.before_first_request`. */
function isStartHook({ parent }: Python.FunctionDefinition): boolean {
  return (
    parent?.type === 'decorated_definition' &&
    /on_event\(|startup|before_serving|before_first_request|before_server_start|lifespan/u.test(parent.text.slice(0, HEAD))
  );
}

const HEAD = 200;
