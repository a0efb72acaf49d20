import { speaksToBrowser } from '../../javascript/browser-code.ts';
import { cronMakers, cronScheduleOf, expressionText } from '../../javascript/cron-schedules.ts';
import { argument, lastName, type Call } from '../../javascript/calls.ts';
import { constantNumber } from '../../javascript/numbers.ts';
import type { JavaScriptContext, JavaScriptDetector, JavaScriptSource } from '../../javascript/detector.ts';
import { isFunction, unwrap, type AnyFunction } from '../../javascript/expressions.ts';
import { keepingOf } from '../../javascript/kept-values.ts';
import { asyncCallee, ownMethodOf } from '../../javascript/floating-promises.ts';
import { functionName } from '../../javascript/function-names.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { functionOf, isGlobal, ownNodes } from '../../javascript/scopes.ts';
import { sideOf } from '../../javascript/server-or-client.ts';
import { isInterface } from '../../javascript/user-interface.ts';
import { meaningAcross } from '../../project/javascript-modules.ts';
import { minutesBetween } from '../../vocabulary/cron-expressions.ts';
import { isHousekeeping } from '../../vocabulary/housekeeping-names.ts';
import { isSample } from '../../vocabulary/sample-files.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { minutesOfConstant, saidAs, speaksOfGuard, type MessageId, type Options, type SuggestionId } from './overlap.ts';

type Context = JavaScriptContext<MessageId | SuggestionId, Options>;

export const javascript: JavaScriptDetector<MessageId | SuggestionId, Options> = {
  mentions: ['setInterval(', 'node-cron', 'CronJob', 'scheduleJob', 'croner', '@nestjs/schedule'],
  visit: (context) => {
    const { path } = context;
    if (isTestFile(path) || isSample(path) || /\.[jt]sx$/u.test(path)) return {};
    const check = (call: Call): void => {
      const name = lastName(call) ?? '';
      if (name === 'setInterval') interval(call, context);
      else if (cronMakers.has(name)) cron(call, context);
    };
    return { CallExpression: check, NewExpression: check };
  },
};

function interval(call: Call, context: Context): void {
  const { source, file, path, report } = context;
  const { callee } = call;
  if (callee.type !== Kind.Identifier || !isGlobal(callee, source)) return;
  const callback = argument(call, 0);
  const run = callback && asyncRun(callback, source);
  if (!run || isGuarded(run)) return;
  const minutes = milliseconds(argument(call, 1), source);
  if (minutes !== null && minutes > context.options.maxMinutes) return;
  // Polling that ends by itself: `clearInterval` stands in what it runs.
  if (run.some((one) => /clearInterval|clearTimeout/u.test(one.source.getText(one.node)))) return;
  if (run.some((one) => isHousekeeping(functionName(one.node) ?? '') || isHousekeeping(calledIn(one)))) return;
  const keeping = keepingOf(call, source);
  if (keeping.kind !== 'dropped' && keeping.kind !== 'elsewhere' && isHousekeeping(keeping.name)) return;
  // A page's own polling harms nobody else.
  if (isInterface(source) || sideOf(source, file) !== 'server' || speaksToBrowser(source, path)) return;
  report({ node: callee, message: 'interval' });
}

function milliseconds(node: JavaScript.Node | undefined, source: JavaScriptSource): number | null {
  const given = node && constantNumber(node, source);
  return given === undefined ? null : given / 60_000;
}

/** A function, and the file it stands in. */
interface Run {
  readonly node: AnyFunction;
  readonly source: JavaScriptSource;
}

/** The functions that run, when one of them is async and awaits anything: the callback, and what it calls without waiting. */
function asyncRun(callback: JavaScript.Node, source: JavaScriptSource): Run[] | undefined {
  const inner = unwrap(callback);
  const own = isFunction(inner) ? inner : (functionOf(inner, source) ?? ownMethodOf(inner));
  const run = own ? { node: own, source } : acrossFiles(inner, source);
  if (!run) return undefined;
  const started = called(run);
  if (run.node.async) return awaits(run) ? [run, ...started] : undefined;
  return started.some(awaits) ? [run, ...started] : undefined;
}

function acrossFiles(node: JavaScript.Node, source: JavaScriptSource): Run | undefined {
  if (node.type !== Kind.Identifier) return undefined;
  const found = meaningAcross(node, source);
  return found && isFunction(found.node) ? { node: found.node, source: found.source } : undefined;
}

function awaits({ node: { async, body }, source }: Run): boolean {
  return async && [body, ...ownNodes(body, source)].some(({ type }) => type === Kind.AwaitExpression);
}

/** The async functions of the file that one calls, when it calls few. */
function called({ node: { body }, source }: Run): Run[] {
  const calls = [body, ...ownNodes(body, source)].filter((node) => node.type === Kind.CallExpression);
  if (calls.length > MOST_CALLS) return [];
  return calls.flatMap((call) => {
    const callee = unwrap(call.callee);
    const node = asyncCallee(call, source);
    return node ? [{ node, source }] : (acrossFiles(callee, source) ?? []);
  });
}

const MOST_CALLS = 4;

function isGuarded(run: readonly Run[]): boolean {
  return run.some(({ node, source }) => speaksOfGuard(`${functionName(node) ?? ''} ${source.getText(node)}`) || skips(node));
}

/** Does a function begin by leaving when some flag of its own is set: `if (this.syncing) return; this.syncing = true`? */
function skips({ body }: AnyFunction): boolean {
  if (body.type !== Kind.BlockStatement) return false;
  const flags = new Set<string>();
  for (const statement of body.body.slice(0, 4)) {
    if (statement.type === Kind.IfStatement) {
      const { test, consequent } = statement;
      const leaves =
        consequent.type === Kind.ReturnStatement ||
        (consequent.type === Kind.BlockStatement && consequent.body.at(-1)?.type === Kind.ReturnStatement);
      if (leaves && (test.type === Kind.Identifier || test.type === Kind.MemberExpression)) flags.add(nameOf(test));
    } else if (statement.type === Kind.ExpressionStatement && statement.expression.type === Kind.AssignmentExpression) {
      if (flags.has(nameOf(statement.expression.left))) return true;
    }
  }
  return false;
}

function nameOf(node: JavaScript.Node): string {
  if (node.type === Kind.Identifier) return node.name;
  return node.type === Kind.MemberExpression && node.property.type === Kind.Identifier ? node.property.name : '?';
}

function calledIn({ node: { body }, source }: Run): string {
  const calls = [body, ...ownNodes(body, source)].filter((node) => node.type === Kind.CallExpression);
  const [only] = calls;
  return calls.length === 1 && only ? (lastName(only) ?? '') : '';
}

function cron(call: Call, { source, options, report }: Context): void {
  const schedule = cronScheduleOf(call, source);
  if (!schedule || schedule.isOpen || !RUNNING.has(schedule.name) || isHousekeeping(schedule.task)) return;
  const { guardKey, options: given } = schedule;
  const isSet = given?.properties.some(
    (entry) => entry.type === Kind.Property && entry.key.type === Kind.Identifier && GUARDS.has(entry.key.name),
  );
  if (isSet === true) return;
  const expression = expressionText(schedule.expression, source);
  const minutes = expression && ('text' in expression ? minutesBetween(expression.text) : minutesOfConstant(expression.constant));
  if (minutes === undefined || minutes === null || minutes > options.maxMinutes) return;
  const run = schedule.name === '@Cron' ? decorated(call, source) : schedule.callback && asyncRun(schedule.callback, source);
  if (!run || isGuarded(run)) return;
  const interval = saidAs(minutes);
  if (guardKey === null) {
    report({ node: schedule.node, message: 'unguarded', data: { interval } });
    return;
  }
  const last = given?.properties.at(-1);
  report({
    node: schedule.node,
    message: 'overlap',
    data: { interval, guard: guardKey },
    suggest: last
      ? [{ message: 'addGuard', data: { guard: guardKey }, fix: (fixer) => fixer.insertTextAfterRange(last.range, `, ${guardKey}: true`) }]
      : [],
  });
}

/** BullMQ and Agenda hand each job to one worker at a time. */
const RUNNING = new Set(['schedule', 'CronJob', 'scheduleJob', 'Cron', '@Cron']);
const GUARDS = new Set(['noOverlap', 'waitForCompletion', 'protect', 'maxExecutions']);

/** The async method below `@Cron(...)`. */
function decorated(call: Call, source: JavaScriptSource): Run[] | undefined {
  const member: JavaScript.Node | undefined = call.parent.type === Kind.Decorator ? call.parent.parent : undefined;
  const method = member?.type === Kind.MethodDefinition && isFunction(member.value) ? member.value : undefined;
  return method?.async === true ? [{ node: method, source }] : undefined;
}
