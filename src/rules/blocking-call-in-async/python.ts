import type { Suggestion } from '../../language/detector.ts';
import { BlockingCalls, type BlockingCall } from '../../python/blocking-calls.ts';
import { argumentsOf } from '../../python/calls.ts';
import type { PythonContext, PythonDetector } from '../../python/detector.ts';
import { asyncFunctions, hasOwnLoop, isAtEdge, runsOneCoroutine, unawaitedCalls, usesAsyncServer } from '../../python/event-loops.ts';
import { unwrap } from '../../python/expressions.ts';
import { identifiersOf } from '../../python/identifiers.ts';
import { moduleImportEdit } from '../../python/import-edits.ts';
import { callsOf, isGenerator, ownNodes } from '../../python/functions.ts';
import { commonNames } from '../../python/knowledge/blocking-functions.ts';
import { calleeName, lastName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { routesOf } from '../../python/routes.ts';
import { runsAtEdges } from '../../vocabulary/startup-names.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { runsInTerminal, shortName, type MessageId, type Options, type SuggestionId } from './holding-up.ts';

type Ids = MessageId | SuggestionId;

export const python: PythonDetector<Ids, Options> = {
  mentions: ['async def'],
  visit: (context) => ({
    module() {
      const { path, source, options } = context;
      // A test's loop has nobody else to serve.
      if (isTestFile(path) || runsInTerminal(path)) return;
      const { tree } = source;
      const blocking = new BlockingCalls({ maxHops: options.maxHops, extra: new Set(options.blocking), guesses: options.names });
      const found = asyncFunctions(tree).flatMap((definition) =>
        unawaitedCalls(definition, (name) => !commonNames.has(name)).flatMap((call) => {
          const wait = blocking.at(call);
          return wait && counts(wait, call, context) ? [{ definition, call, wait }] : [];
        }),
      );
      // What few files have is asked of few files.
      if (found.length === 0 || runsOneCoroutine(tree)) return;
      for (const each of found) {
        if (hasOwnLoop(each.definition) || (!options.startup && isAtEdge(each.definition, runsAtEdges))) continue;
        tell(each, context);
      }
    },
  }),
};

interface Found {
  readonly definition: Python.FunctionDefinition;
  readonly call: Python.Call;
  readonly wait: BlockingCall;
}

/** Small files are read everywhere: a helper that does it counts only where requests wait for it. */
function counts({ wait, hops, call: inner }: BlockingCall, call: Python.Call, { options, source }: PythonContext<Ids, Options>): boolean {
  if (wait !== 'file') return true;
  if (options.files === 'never' || hops > 1 || inner.tree !== call.tree) return false;
  return (options.files === 'everywhere' && hops === 0) || usesAsyncServer(source.tree);
}

function tell({ definition, call, wait }: Found, { report }: PythonContext<Ids, Options>): void {
  const data = { call: nameOf(call), inner: nameOf(wait.call) };
  report({ node: call.function, message: messageFor(wait), data, suggest: [...asPlainDef(definition), ...inThread(call, wait)] });
}

function messageFor({ wait, hops, isGuess }: BlockingCall): MessageId {
  if (isGuess && hops === 0) return 'unawaited';
  if (wait === 'deadlock') return 'deadlock';
  if (wait === 'database') return hops > 0 ? 'reachesQuery' : 'query';
  if (hops > 0) return 'reaches';
  if (wait === 'sleep') return 'sleeps';
  return wait === 'file' || wait === 'process' ? wait : 'blocks';
}

/** The callee as it is written, without what it is given: `db.query(...).first`. */
function nameOf(call: Python.Call): string {
  let written = '';
  let node = unwrap(call.function);
  for (let step = 0; step < LONGEST_CHAIN; step++) {
    if (node.type === 'attribute') {
      written = `.${node.attribute.text}${written}`;
      node = unwrap(node.object);
    } else if (node.type === 'call') {
      written = `(${argumentsOf(node).length === 0 ? '' : '...'})${written}`;
      node = unwrap(node.function);
    } else break;
  }
  return shortName((node.type === 'identifier' ? node.text : '(...)') + written);
}

const LONGEST_CHAIN = 20;

/** A handler of FastAPI or Starlette that awaits nothing needs no `async`: the framework then runs it in a thread. */
function asPlainDef(definition: Python.FunctionDefinition): Suggestion<Ids>[] {
  const routes = routesOf(definition);
  const isServed =
    routes.length > 0 && routes.every(({ framework, methods }) => framework === 'fastapi' && methods?.includes('WEBSOCKET') !== true);
  if (!isServed || isGenerator(definition) || ownNodes(definition, 'await').length > 0) return [];
  const { tree, row, range, name } = definition;
  const waits = ownNodes(definition, 'with_statement', 'for_statement', 'for_in_clause').some((node) =>
    /^async\b/u.test(node.text.slice(0, 6)),
  );
  // In a thread no loop runs, so nothing can be started in it.
  if (callsOf(definition).some((call) => LOOP_CALLS.test(lastName(call.function) ?? ''))) return [];
  // Whoever else speaks of it may await it.
  if (waits || identifiersOf(tree).rows(name.text).length > 1) return [];
  const keyword = tree.node(row + 1);
  return [
    {
      message: 'plainDef',
      data: { name: name.text },
      fix: (fixer) => fixer.removeRange([range[0], keyword.range[1] + 1]),
    },
  ];
}

const LOOP_CALLS = /^(?:create_task|ensure_future|gather|get_running_loop|get_event_loop|call_soon|run_coroutine_threadsafe)$/u;

/** What gives an object of its own, whose use waits again. */
const OPENERS = /^(?:open|Popen|popen|ZipFile|connect|cursor|SMTP|SMTP_SSL|IMAP4|IMAP4_SSL|create_connection|scan|stream)$/u;

function inThread(call: Python.Call, { wait, hops }: BlockingCall): Suggestion<Ids>[] {
  const { tree } = call;
  const list = call.arguments;
  if (list.type !== 'argument_list' || isInGenerator(call)) return [];
  const edit = moduleImportEdit(tree, 'asyncio');
  if (edit === null) return [];
  const imports = edit === 'there' ? [] : [edit];
  if (wait === 'sleep' && hops === 0 && calleeName(call) === 'time.sleep') {
    return [{ message: 'asyncSleep', fix: (fixer) => [...imports, fixer.replaceTextRange(call.function.range, 'await asyncio.sleep')] }];
  }
  // A connection to a database belongs to its thread, and what `open` gives is read later.
  if (wait === 'database' || wait === 'deadlock' || wait === 'thread' || OPENERS.test(lastName(call.function) ?? '')) return [];
  const isPart = PARTS.has(call.parent?.type ?? '') && call.parent?.type !== 'argument_list';
  const [, end] = list.range;
  const first = argumentsOf(call)[0];
  const opening = list.range[0] + 1;
  const comma = first ? (/\s/u.test(tree.text[opening] ?? '') ? ',' : ', ') : '';
  return [
    {
      message: 'inThread',
      fix: (fixer) => [
        ...imports,
        fixer.insertTextBeforeRange(call.range, `${isPart ? '(' : ''}await asyncio.to_thread(`),
        fixer.replaceTextRange([call.function.range[1], opening], comma),
        ...(isPart ? [fixer.insertTextAfterRange([end, end], ')')] : []),
      ],
    },
  ];
}

/** What binds tighter than `await`, or reads badly without parentheses. */
const PARTS = new Set(['attribute', 'subscript', 'call', 'binary_operator', 'unary_operator']);

function isInGenerator(call: Python.Call): boolean {
  for (let { parent } = call as Python.Node; parent && parent.type !== 'function_definition'; { parent } = parent) {
    if (parent.type === 'generator_expression') return true;
  }
  return false;
}
