import { argument, argumentsOf, methodName, receiver } from '../../python/calls.ts';
import type { PythonContext, PythonDetector } from '../../python/detector.ts';
import { unwrap } from '../../python/expressions.ts';
import { enclosingFunction, functionMeantBy, ownNodes } from '../../python/functions.ts';
import { callsNamed } from '../../python/named-calls.ts';
import { lastName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { secondsOf } from '../../python/lengths-of-time.ts';
import { addedJobs, beatEntries } from '../../python/recurring-jobs.ts';
import { meaningOf } from '../../project/python-modules.ts';
import { isSample } from '../../vocabulary/sample-files.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { answerUse, grantedWatch, tokenKept } from '../../python/granted-answers.ts';
import { asksExpiry, renews, saidAs, type MessageId, type Options } from './renewal.ts';

type Context = PythonContext<MessageId, Options>;

export const python: PythonDetector<MessageId, Options> = {
  mentions: [/renew/i, 'refresh_', 'watch', 'lease', 'subscri', 'reauth', 'rotate_', 'extend_', 'access_token'],
  alsoMentions: ['sleep', '.wait(', 'add_job', 'scheduled_job', /beat_schedule/i, 'add_periodic_task', 'access_token', /expir/i, '401'],
  visit: (context) => ({
    module() {
      const { path, mentions } = context;
      if (isTestFile(path) || isSample(path)) return;
      if (mentions('sleep') || mentions('.wait(')) checkLoops(context);
      if (mentions('add_job') || mentions('scheduled_job')) checkJobs(context);
      if (mentions(BEAT) || mentions('add_periodic_task')) checkBeat(context);
      if (mentions('watch')) checkWatches(context);
      // Who reads an expiry anywhere, or logs in again when it is refused, has thought of it.
      if (mentions('access_token') && !mentions(EXPIRY) && !mentions('401')) checkTokens(context);
    },
  }),
};

const BEAT = /beat_schedule/i;
const EXPIRY = /expir/i;

/** `while True: renew(); await asyncio.sleep(6 * DAY)`. */
function checkLoops({ source, options, report }: Context): void {
  for (const sleep of callsNamed(source.tree, (name) => name === 'sleep' || name === 'wait' || name === 'wait_for')) {
    const given =
      lastName(sleep.function) === 'wait_for'
        ? argument(sleep, { position: 1, keyword: 'timeout' })
        : argument(sleep, { position: 0, keyword: 'timeout' });
    const seconds = given && given !== 'unknown' ? secondsOf(given) : null;
    if (seconds === null || seconds < options.minSeconds) continue;
    const loop = loopAround(sleep);
    const renewal = loop && renewalIn(loop);
    // Who asks for the expiry in the loop goes by it, and only looks after it so often.
    if (!renewal || asksExpiry(loop.text) || isConditional(renewal.call, loop)) continue;
    const interval = saidAs(seconds);
    report({ node: renewal.named, message: 'fixed', data: { call: lastName(renewal.named) ?? '', interval } });
    const handler = handlerOf(renewal.call, loop);
    if (handler && isLeftToTheSleep(handler, seconds))
      report({ node: handler.tokens[0] ?? handler, message: 'retryLate', data: { interval } });
  }
}

function loopAround(node: Python.Node): Python.WhileStatement | Python.ForStatement | null {
  for (let up = node.parent; up && up.type !== 'function_definition'; up = up.parent) {
    if (up.type === 'while_statement') return up;
    if (up.type === 'for_statement' && /^(?:itertools\.)?count\(/u.test(up.right.text)) return up;
  }
  return null;
}

interface Renewal {
  readonly call: Python.Call;
  /** What renews, called here or handed to what calls it: `asyncio.to_thread(client.renew)`. */
  readonly named: Python.Node;
}

function renewalIn(loop: Python.Node): Renewal | null {
  for (const call of loop.descendants('call')) {
    if (renews(lastName(call.function) ?? '')) return { call, named: call.function };
    const handed = argumentsOf(call).find(
      ({ value }) => (value.type === 'identifier' || value.type === 'attribute') && renews(lastName(value) ?? ''),
    );
    if (handed && /to_thread|run_in_executor|run_sync|call|retry|run|submit/u.test(lastName(call.function) ?? '')) {
      if (functionMeantBy(handed.value) || handed.value.type === 'attribute') return { call, named: handed.value };
    }
  }
  return null;
}

/** Does the call depend on something, so that the loop only looks whether it is time? */
function isConditional(call: Python.Node, loop: Python.Node): boolean {
  for (let up = call.parent; up && up !== loop; up = up.parent)
    if (up.type === 'if_statement' || up.type === 'conditional_expression') return true;
  return false;
}

function handlerOf(call: Python.Node, loop: Python.Node): Python.ExceptClause | null {
  for (let up = call.parent; up && up !== loop; up = up.parent) {
    if (up.type !== 'try_statement' || !up.body.contains(call)) continue;
    return up.children.find(
      (child) => child.type === 'except_clause' && /Exception|Error|^except\s*:/u.test(child.text.slice(0, 120)),
    ) as Python.ExceptClause | null;
  }
  return null;
}

/** Does a handler neither leave nor wait for a shorter time? */
function isLeftToTheSleep(handler: Python.ExceptClause, seconds: number): boolean {
  if (handler.descendants('return_statement', 'raise_statement', 'break_statement', 'continue_statement').length > 0) return false;
  // A delay that is set for the next round, and a try that counts, is a way to be back sooner.
  if (handler.descendants('assignment', 'augmented_assignment').length > 0) return false;
  return !handler.descendants('call').some((call) => {
    const given = argumentsOf(call)[0];
    if (renews(lastName(call.function) ?? '')) return true;
    if (!/sleep|wait|retry/u.test(lastName(call.function) ?? '')) return false;
    const shorter = given && secondsOf(given.value);
    return shorter === null || shorter === undefined || shorter * 10 <= seconds;
  });
}

function checkJobs({ options, source, report }: Context): void {
  for (const { call, isDecorator, minutes, runsOnce } of addedJobs(source.tree)) {
    if (runsOnce || minutes === null || minutes * 60 < options.minSeconds) continue;
    const work = isDecorator ? decoratedBy(call) : argumentsOf(call)[0]?.value;
    if (!work || !renews((work.type === 'function_definition' ? work.name.text : lastName(work)) ?? '')) continue;
    const body = work.type === 'function_definition' ? work : bodyOf(work);
    if (body && asksExpiry(body.text)) continue;
    const named = work.type === 'function_definition' ? work.name : work;
    report({ node: named, message: 'fixed', data: { call: lastName(named) ?? '', interval: saidAs(minutes * 60) } });
  }
}

function decoratedBy(call: Python.Call): Python.FunctionDefinition | undefined {
  const decorated = call.parent?.type === 'decorator' ? call.parent.parent : null;
  return decorated?.type === 'decorated_definition' && decorated.definition.type === 'function_definition'
    ? decorated.definition
    : undefined;
}

/** The function that a name stands for, here or in another file. */
function bodyOf(work: Python.Node): Python.Node | null {
  const local = functionMeantBy(work);
  if (local) return local;
  const found = meaningOf(work)?.node;
  return found?.type === 'function_definition' ? found : null;
}

function checkBeat({ options, source, report }: Context): void {
  for (const { node, task, minutes } of beatEntries(source.tree)) {
    if (minutes * 60 >= options.minSeconds && renews(task))
      report({ node, message: 'fixed', data: { call: task, interval: saidAs(minutes * 60) } });
  }
}

/** `service.users().watch(...).execute()`, and a function that returns its answer. */
function checkWatches({ source, report }: Context): void {
  for (const call of callsNamed(
    source.tree,
    (name) => name === 'execute' || name.includes('watch') || name === 'to_thread' || name === 'run_in_executor',
  )) {
    const method = lastName(call.function) ?? '';
    let isGranted = method === 'execute' && grantedWatch(call);
    let named: Python.Node = call.function;
    if (!isGranted && method !== 'execute') {
      const handed = argumentsOf(call).find(
        ({ value }) => (value.type === 'identifier' || value.type === 'attribute') && (lastName(value) ?? '').includes('watch'),
      );
      named = method === 'to_thread' || method === 'run_in_executor' ? (handed?.value ?? call.function) : call.function;
      isGranted = named !== call.function || method.includes('watch') ? returnsWatch(named) : false;
    }
    if (!isGranted || answerUse(call, 'expiration') !== 'dropped') continue;
    const place = method === 'execute' ? receiver(call) : null;
    const shown = place?.type === 'call' ? (methodName(place) ?? '') : (lastName(named) ?? '');
    report({ node: place?.type === 'call' ? place.function : named, message: 'dropped', data: { call: shown, key: 'expiration' } });
  }
}

function returnsWatch(callee: Python.Node): boolean {
  const definition = bodyOf(callee);
  if (definition?.type !== 'function_definition') return false;
  const watches = ownNodes(definition, 'call').filter(grantedWatch);
  return watches.some((call) => answerUse(call, 'expiration') === 'returned');
}

/** `self.token = requests.post(TOKEN_URL, ...).json()['access_token']` in a file that never asks how long it holds. */
function checkTokens({ source, report }: Context): void {
  for (const { node, call } of tokenKept(source.tree)) {
    const definition = enclosingFunction(node);
    if (definition && asksExpiry(definition.text)) continue;
    report({ node: unwrap(node), message: 'dropped', data: { call, key: 'expires_in' } });
  }
}
