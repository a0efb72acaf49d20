import type { Suggestion } from '../../language/detector.ts';
import { argumentsOf } from '../../python/calls.ts';
import { enclosingClass, classInfo } from '../../python/classes.ts';
import { moduleOf } from '../../python/columns.ts';
import type { PythonContext, PythonDetector } from '../../python/detector.ts';
import { parts, unwrap } from '../../python/expressions.ts';
import { callSites, callsOf, enclosingFunction, isAsync, localFunction } from '../../python/functions.ts';
import { importAliases } from '../../python/imports.ts';
import { droppingSchedulers } from '../../python/knowledge/tasks.ts';
import { callsNamed } from '../../python/named-calls.ts';
import { lastName, qualifiedName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { moduleScope, resolveName, scopeOf, singleDefinition } from '../../python/scopes.ts';
import {
  catchesAll,
  coroutineOf,
  droppedCallback,
  keepingOf,
  startingWords,
  startsTask,
  type Keeping,
  type Started,
} from '../../python/tasks.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { eventVerb, type MessageId, type Options, type SuggestionId } from './keeping.ts';

type Ids = MessageId | SuggestionId;

export const python: PythonDetector<Ids, Options> = {
  mentions: ['create_task', 'ensure_future', 'run_coroutine_threadsafe', 'gather', 'asyncio.Task'],
  visit: (context) => ({
    module() {
      // A test's loop ends with the test.
      if (isTestFile(context.path)) return;
      const { tree } = context.source;
      const aliases = importAliases(tree);
      for (const call of callsNamed(tree, (name) => startingWords.has(name) || droppingSchedulers.has(name) || aliases.has(name))) {
        const started = startsTask(call.function);
        if (started) judge({ call, started, at: call.function, coroutine: coroutineOf(call) }, context);
        else judgeLater(call, context);
      }
    },
  }),
};

type Context = PythonContext<Ids, Options>;

/** A call that starts a task. */
interface Start {
  readonly call: Python.Call;
  readonly started: Started;
  /** What is reported. */
  readonly at: Python.Node;
  readonly coroutine: Python.Node | null;
}

function judge(start: Start, context: Context): void {
  const keeping = keepingOf(start.call);
  if (keeping.kind === 'kept') return;
  if (keeping.kind !== 'returned') {
    tell(start, keeping, context);
    return;
  }
  // The task is for the caller to keep, so that is where it gets lost.
  for (const call of callSites(keeping.definition).calls) {
    const outside = keepingOf(call);
    const coroutine = argumentsOf(call).find(({ value }) => unwrap(value).type === 'call')?.value ?? call;
    if (outside.kind === 'dropped' || outside.kind === 'unread') tell({ ...start, call, at: call.function, coroutine }, outside, context);
  }
}

/** `loop.call_soon_threadsafe(asyncio.create_task, work())` starts it just the same. */
function judgeLater(call: Python.Call, context: Context): void {
  const callback = droppedCallback(call);
  const started = callback && startsTask(callback);
  if (!started) return;
  const values = argumentsOf(call).map(({ value }) => value);
  tell(
    { call, started, at: callback, coroutine: values[values.indexOf(callback) + 1] ?? null },
    { kind: 'dropped', statement: null },
    context,
  );
}

function tell(start: Start, keeping: Exclude<Keeping, { readonly kind: 'returned' | 'kept' }>, { report }: Context): void {
  const { call, started, at, coroutine } = start;
  if (coroutine && keepsItself(coroutine)) return;
  // A future is there for its error; a coroutine that catches all, waits for an event or closes something has none to tell.
  if (started === 'future' && coroutine?.type === 'call' && (catchesAll(coroutine) || HARMLESS.test(lastName(coroutine.function) ?? '')))
    return;
  const name = shortened((coroutine?.type === 'call' ? coroutine.function : (coroutine ?? at)).text);
  if (keeping.kind === 'unread') {
    report({ node: keeping.name, message: 'unread', data: { name: keeping.name.text, coroutine: name } });
    return;
  }
  const message = started === 'future' ? 'lostFuture' : isPerEvent(start) ? 'perEvent' : 'dropped';
  const isAlone = started === 'task' && keeping.statement !== null && qualifiedName(call.function) !== 'asyncio.gather';
  report({ node: at, message, data: { coroutine: name }, suggest: isAlone ? keepInSet(call, keeping.statement) : [] });
}

const HARMLESS = /^(?:a?close|wait|sleep|stop|shutdown|disconnect)$/u;

/** A coroutine of this file that asks which task it runs in, and so can keep it by itself. */
function keepsItself(coroutine: Python.Node): boolean {
  const definition = coroutine.type === 'call' ? localFunction(coroutine) : null;
  return definition !== null && callsOf(definition).some((call) => lastName(call.function) === 'current_task');
}

/** One task for each event: `emit()` in a loop, or in a plain function of the same name that hands it on. */
function isPerEvent({ call, coroutine }: Start): boolean {
  const verb = coroutine?.type === 'call' ? eventVerb(lastName(coroutine.function) ?? '') : null;
  if (verb === null) return false;
  const definition = enclosingFunction(call);
  if (definition && !isAsync(definition) && eventVerb(definition.name.text) === verb) return true;
  for (let node = call.parent; node && node !== definition; node = node.parent) {
    if (node.type === 'for_statement' || node.type === 'while_statement' || node.type === 'list_comprehension') return true;
  }
  return false;
}

function keepInSet(call: Python.Call, statement: Python.ExpressionStatement): Suggestion<Ids>[] {
  const { tree } = call;
  const lineStart = tree.text.lastIndexOf('\n', statement.range[0] - 1) + 1;
  const indent = tree.text.slice(lineStart, statement.range[0]);
  const rest = /^[^\r\n]*/u.exec(tree.text.slice(statement.range[1], statement.range[1] + 200))?.[0] ?? '';
  const name = ['task', 'background_task'].find((candidate) => !resolveName(candidate, scopeOf(call)));
  // Behind `if x:` or before a semicolon there is no room for more statements.
  if (!/^[ \t]*$/u.test(indent) || !/^\s*(?:#.*)?$/u.test(rest) || name === undefined) return [];
  const own = setOfOwner(call);
  const known = own === null ? moduleScope(tree).binding(MODULE_SET) : null;
  const isThere = known !== null && isNewSet(singleDefinition(known)?.value ?? null);
  const last = parts(moduleOf(tree)).findLast(isImport);
  if (own === null && !isThere && (known !== null || !last || last.range[1] > call.range[0])) return [];
  const set = own ?? MODULE_SET;
  const eol = tree.text.includes('\r\n') ? '\r\n' : '\n';
  return [
    {
      message: 'keepInSet',
      data: { set },
      fix: (fixer) => {
        const edits = [
          fixer.insertTextBeforeRange(statement.range, `${name} = `),
          fixer.insertTextAfterRange(
            statement.range,
            `${eol}${indent}${set}.add(${name})${eol}${indent}${name}.add_done_callback(${set}.discard)`,
          ),
        ];
        return own !== null || isThere || !last
          ? edits
          : [
              fixer.insertTextAfterRange(
                last.range,
                `${eol}${eol}# The event loop keeps no task from being collected.${eol}${MODULE_SET} = set()`,
              ),
              ...edits,
            ];
      },
    },
  ];
}

const MODULE_SET = 'background_tasks';

/** `self._tasks`, when the class sets it to an empty set. */
function setOfOwner(call: Python.Call): string | null {
  const owner = enclosingClass(call);
  if (!owner) return null;
  for (const [name, definitions] of classInfo(owner).instanceAttributes) {
    if (/task/iu.test(name) && definitions.length === 1 && isNewSet(definitions[0]?.value ?? null)) return `self.${name}`;
  }
  return null;
}

function isNewSet(value: Python.Node | null): boolean {
  return value?.type === 'call' && qualifiedName(value.function) === 'builtins.set';
}

function isImport({ type }: Python.Node): boolean {
  return type === 'import_statement' || type === 'import_from_statement';
}

function shortened(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}...`;
}

const LONGEST = 60;
