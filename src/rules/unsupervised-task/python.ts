import { argumentsOf, methodName, receiver } from '../../python/calls.ts';
import { classInfo, classOfMethod } from '../../python/classes.ts';
import type { PythonContext, PythonDetector } from '../../python/detector.ts';
import { endlessPlaces, endlessWords, isEndlessCall, servesConnection, unguardedWaits, type EndlessPlace } from '../../python/endless.ts';
import { unwrap } from '../../python/expressions.ts';
import { callSites, enclosingFunction, isAsync, localFunction } from '../../python/functions.ts';
import { breadth, handlersOf, statementAfter } from '../../python/handlers.ts';
import { importAliases } from '../../python/imports.ts';
import { isExit, logCall } from '../../python/logging.ts';
import { runsAsProgram } from '../../python/main-block.ts';
import { callsNamed } from '../../python/named-calls.ts';
import { lastName, qualifiedName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { coroutineOf, keepingOf, startingWords, startsTask } from '../../python/tasks.ts';
import { isOfOneCall, isWatched } from '../../python/watched-tasks.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { namesRunner, type MessageId, type Options } from './supervision.ts';

type Context = PythonContext<MessageId, Options>;

export const python: PythonDetector<MessageId, Options> = {
  mentions: ['create_task', 'ensure_future', 'gather', ...endlessWords],
  alsoMentions: ['while', 'async for'],
  visit: (context) => ({
    module() {
      if (isTestFile(context.path)) return;
      const { tree } = context.source;
      const aliases = importAliases(tree);
      for (const call of callsNamed(tree, (name) => startingWords.has(name) || endlessWords.has(name) || aliases.has(name))) {
        const started = startsTask(call.function);
        if (started === 'task') judgeStart(call, context);
        else if (started === null && isEndlessCall(call)) judgeEndlessCall(call, context);
      }
    },
  }),
};

function judgeStart(call: Python.Call, context: Context): void {
  if (qualifiedName(call.function) === 'asyncio.gather') {
    judgeGather(call, context);
    return;
  }
  const coroutine = coroutineOf(call);
  const definition = coroutine?.type === 'call' ? localFunction(coroutine) : null;
  if (!definition || !isAsync(definition)) return;
  for (const place of endlessPlaces(definition)) if (place.type !== 'call') judgeLoop({ call, definition, place }, context);
}

interface StartedLoop {
  readonly call: Python.Call;
  readonly definition: Python.FunctionDefinition;
  readonly place: Exclude<EndlessPlace, Python.Call>;
}

/** A task that loops: does anything catch what goes wrong, and go on? */
function judgeLoop({ call, definition, place }: StartedLoop, { report }: Context): void {
  const waits = place.type === 'while_statement' ? unguardedWaits(place) : [place];
  const name = definition.name.text;
  if (waits.length === 0 || isInLoop(place, definition) || ACCOMPANYING.test(name) || isOfOneCall(call)) return;
  // What a guest's connection is served by ends with it, and so it should.
  if (isOfConnection(definition) || (place.type === 'while_statement' && servesConnection(place))) return;
  const clause = onlyLogging(place, definition);
  if (clause) {
    report({ node: clause.tokens[0] ?? clause, message: 'stopsForGood', data: { name } });
    return;
  }
  if (isHandled(place, definition) || isWatched(call)) return;
  // What nobody keeps is lost, which is the worse defect.
  if (keepingOf(call).kind !== 'kept') return;
  report({ node: call.function, message: 'stopsUnseen', data: { name } });
}

const LONGEST = 40;

/** Is this a method of what stands for one connection, and ends with it? */
function isOfConnection(definition: Python.FunctionDefinition): boolean {
  const owner = classOfMethod(definition);
  const names = owner ? [owner.name.text, ...classInfo(owner).bases.map(({ text }) => text ?? '')] : [];
  return names.some((name) => /(?:Consumer|WebSocket\w{0,20}|Protocol|Connection|Session|Peer)$/u.test(name.slice(-LONGEST)));
}

/** What goes beside something else, and ends with it. */
const ACCOMPANYING = /ping|heart_?beat|keep_?alive|typing|progress|spinner|animat/iu;

/** `try: await handler.start_async()` with a handler that logs, and then the end. */
function judgeEndlessCall(call: Python.Call, { report }: Context): void {
  const definition = enclosingFunction(call);
  if (!definition || isInLoop(call, definition) || isProgram(definition)) return;
  // An event loop itself does not fail; its tasks do.
  if (methodName(call) === 'run_forever' && /loop$/iu.test(receiver(call)?.text.slice(-LONGEST) ?? '')) return;
  const clause = onlyLogging(call, definition);
  if (clause) report({ node: clause.tokens[0] ?? clause, message: 'stopsForGood', data: { name: definition.name.text } });
}

/** A program's own function ends the process, which whoever started it sees. */
function isProgram(definition: Python.FunctionDefinition): boolean {
  if (/^_*(?:main|cli|run|start|serve|launch|execute|handle|command)$|main$/iu.test(definition.name.text)) return true;
  const { calls } = callSites(definition);
  return calls.some((site) => runsAsProgram(site) || enclosingFunction(site) === null || isRunToEnd(site));
}

function isRunToEnd(site: Python.Call): boolean {
  const call = site.parent?.parent;
  return call?.type === 'call' && (qualifiedName(call.function) === 'asyncio.run' || methodName(call) === 'run_until_complete');
}

function isInLoop(place: Python.Node, definition: Python.Node): boolean {
  for (let up = place.parent; up && up !== definition; up = up.parent) {
    if (up.type === 'while_statement' || up.type === 'for_statement') return true;
  }
  return false;
}

/** The handler around a place that does no more than log, and after which the function ends. */
function onlyLogging(place: Python.Node, definition: Python.Node): Python.ExceptClause | null {
  for (let up = place.parent; up && up !== definition; up = up.parent) {
    if (up.type !== 'try_statement' || !up.body.contains(place)) continue;
    const clause = handlersOf(up).find((handler) => breadth(handler) !== null);
    if (!clause) continue;
    const ends = [...up.children.filter(({ type }) => type === 'finally_clause'), statementAfter(up)];
    return isLogOnly(clause) && ends.every((end) => end === null || !startsAnew(end)) ? clause : null;
  }
  return null;
}

function isLogOnly(clause: Python.ExceptClause): boolean {
  const calls = clause.descendants('call');
  if (clause.descendants('raise_statement', 'assignment', 'augmented_assignment', 'await', 'delete_statement').length > 0) return false;
  const logs = calls.filter((call) => logCall(call) !== null);
  // Calls in what is logged do not count: `str(error)`, `type(error).__name__`.
  return logs.length > 0 && calls.every((call) => !isExit(call) && logs.some((log) => log.contains(call)));
}

const ANEW =
  /restart|reconnect|retry|start|schedule|create_task|call_later|shutdown|exit|kill|stop|report|notify|fail|error|set_exception|set$/iu;

/** Does what follows the error begin again, or tell somebody? */
function startsAnew(statement: Python.Node): boolean {
  return statement.descendants('call').some((call) => ANEW.test(lastName(call.function) ?? ''));
}

/** Is there any broad handler around the loop, whatever it does? */
function isHandled(place: Python.Node, definition: Python.Node): boolean {
  for (let up = place.parent; up && up !== definition; up = up.parent) {
    if (up.type === 'try_statement' && up.body.contains(place) && handlersOf(up).some((clause) => breadth(clause) !== null)) return true;
  }
  return false;
}

function judgeGather(call: Python.Call, { options, report }: Context): void {
  const definition = enclosingFunction(call);
  const given = argumentsOf(call);
  if (options.crashOnly || call.parent?.type !== 'await' || !definition || given.length < 2) return;
  if (given.some(({ kind, name }) => name === 'return_exceptions' || kind === 'splat' || kind === 'double splat')) return;
  if (!/^_*(?:main|a?main|run|start|serve|lifespan)\b|_main$|^(?:run|start|serve)_/u.test(definition.name.text)) return;
  for (let up = call.parent as Python.Node | null; up && up !== definition; up = up.parent)
    if (up.type === 'try_statement' && isRestarted(up)) return;
  const work = given.map(({ value }) => unwrap(value));
  // Two servers of one program are up or down together.
  if (new Set(work.map((node) => (node.type === 'call' ? lastName(node.function) : null))).size === 1) return;
  const runner = work.find(isFragileRunner);
  if (runner?.type === 'call')
    report({ node: call.function, message: 'together', data: { runner: lastName(runner.function) ?? runner.function.text } });
}

/** A handler that goes round once more restarts all. */
function isRestarted(statement: Python.TryStatement): boolean {
  return (
    isInLoop(statement, statement.tree.root as unknown as Python.Node) && handlersOf(statement).some((clause) => breadth(clause) !== null)
  );
}

/** Does this coroutine run for good, and let its errors out? */
function isFragileRunner(node: Python.Node): boolean {
  if (node.type !== 'call') return false;
  if (isEndlessCall(node)) return true;
  const definition = localFunction(node);
  if (!definition) return namesRunner(lastName(node.function) ?? '');
  return endlessPlaces(definition).some((place) => {
    if (isHandled(place, definition)) return false;
    return place.type === 'while_statement' ? unguardedWaits(place).length > 0 : true;
  });
}
