import { argument, lastName, methodName, receiver, type Call } from '../../javascript/calls.ts';
import { cronMakers, cronScheduleOf, expressionText } from '../../javascript/cron-schedules.ts';
import type { JavaScriptContext, JavaScriptDetector, JavaScriptSource } from '../../javascript/detector.ts';
import { isFunction, keyOf, memberName, unwrap } from '../../javascript/expressions.ts';
import { ownMethodOf } from '../../javascript/floating-promises.ts';
import { keepingOf } from '../../javascript/kept-values.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { constantNumber } from '../../javascript/numbers.ts';
import { enclosingFunction, functionOf, isGlobal, nodesUnder, readsOf } from '../../javascript/scopes.ts';
import { minutesBetween } from '../../vocabulary/cron-expressions.ts';
import { isSample } from '../../vocabulary/sample-files.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { asksExpiry, renews, saidAs, type MessageId, type Options } from './renewal.ts';

type Context = JavaScriptContext<MessageId, Options>;

/** Node and browsers take a longer delay for 1 ms. */
const MOST_MILLISECONDS = 2_147_483_647;

export const javascript: JavaScriptDetector<MessageId, Options> = {
  mentions: ['setInterval(', 'setTimeout(', 'node-cron', 'CronJob', 'scheduleJob', '@nestjs/schedule', '.watch('],
  alsoMentions: [/renew/i, /subscri/i, /webhook/i, /watch/i, /token/i, /lease/i, /credential/i, /reauth/i],
  visit: (context) => {
    const { path, mentions } = context;
    if (isTestFile(path) || isSample(path)) return {};
    const mayRenew = [/renew/i, /subscri/i, /webhook/i, /watch/i, /token/i, /lease/i, /credential/i, /reauth/i].some((word) =>
      mentions(word),
    );
    return {
      CallExpression(call) {
        const name = lastName(call) ?? '';
        if (name === 'setInterval' || name === 'setTimeout') timer(call, name, mayRenew, context);
        else if (!mayRenew) return;
        else if (cronMakers.has(name)) cron(call, context);
        else if (name === 'watch') watch(call, context);
      },
      NewExpression(call) {
        if (mayRenew && cronMakers.has(lastName(call) ?? '')) cron(call, context);
      },
    };
  },
};

function timer(call: JavaScript.CallExpression, name: string, mayRenew: boolean, { source, options, report }: Context): void {
  const { callee } = call;
  const delay = argument(call, 1);
  if (!delay || callee.type !== Kind.Identifier || !isGlobal(callee, source)) return;
  const milliseconds = constantNumber(delay, source);
  if (milliseconds === undefined || milliseconds < 3_600_000) return;
  if (milliseconds > MOST_MILLISECONDS && milliseconds !== Infinity) {
    report({ node: delay, message: 'tooLong' });
    return;
  }
  if (!mayRenew || milliseconds < options.minSeconds * 1000) return;
  const callback = argument(call, 0);
  const renewal = callback && renewalOf(callback, source);
  if (!renewal) return;
  // A single timer renews again and again only when what it runs sets it anew.
  if (name === 'setTimeout' && !isRearmed(call, renewal.name, source)) return;
  report({ node: renewal.node, message: 'fixed', data: { call: renewal.name, interval: saidAs(milliseconds / 1000) } });
}

interface Renewal {
  readonly node: JavaScript.Node;
  readonly name: string;
}

/** What a callback renews: itself by its name, or the one thing that it calls without asking first. */
function renewalOf(callback: JavaScript.Node, source: JavaScriptSource): Renewal | undefined {
  const inner = unwrap(callback);
  const name = nameOf(inner);
  const definition = isFunction(inner) ? inner : (functionOf(inner, source) ?? ownMethodOf(inner));
  if (definition && asksExpiry(source.getText(definition))) return undefined;
  if (name !== undefined && renews(name)) return { node: inner, name };
  if (!isFunction(inner)) return undefined;
  for (const node of nodesUnder(inner.body, source, 300)) {
    if (node.type !== Kind.CallExpression) continue;
    const called = lastName(node) ?? '';
    if (!renews(called) || isConditional(node, inner)) continue;
    const target = functionOf(unwrap(node.callee), source) ?? ownMethodOf(unwrap(node.callee));
    return target && asksExpiry(source.getText(target)) ? undefined : { node: node.callee, name: called };
  }
  return undefined;
}

function nameOf(node: JavaScript.Node): string | undefined {
  return node.type === Kind.Identifier ? node.name : node.type === Kind.MemberExpression ? memberName(node) : undefined;
}

function isConditional(node: JavaScript.Node, definition: JavaScript.Node): boolean {
  for (let up = node.parent; up && up !== definition; up = up.parent)
    if (up.type === Kind.IfStatement || up.type === Kind.ConditionalExpression) return true;
  return false;
}

/** Does the function that sets the timer run when the timer fires? */
function isRearmed(call: JavaScript.CallExpression, name: string, source: JavaScriptSource): boolean {
  const definition = enclosingFunction(call);
  if (!definition) return false;
  for (let outer = definition as JavaScript.Node | undefined; outer; outer = outer.parent) {
    const own = isFunction(outer) && outer.type !== Kind.ArrowFunctionExpression ? outer.id?.name : undefined;
    if (own === name) return true;
    if (outer.type === Kind.VariableDeclarator && nameOf(outer.id) === name) return true;
    if (outer.type === Kind.MethodDefinition && keyOf(outer) === name) return true;
  }
  const given = call.arguments[0];
  const started = given && isFunction(given) ? nodesUnder(given.body, source, 300) : [];
  return started.some(
    (node) =>
      node.type === Kind.CallExpression && (functionOf(unwrap(node.callee), source) ?? ownMethodOf(unwrap(node.callee))) === definition,
  );
}

function cron(call: Call, { source, options, report }: Context): void {
  const schedule = cronScheduleOf(call, source);
  const expression = schedule && expressionText(schedule.expression, source);
  if (!schedule || !expression || !('text' in expression)) return;
  const minutes = minutesBetween(expression.text);
  if (minutes === null || minutes * 60 < options.minSeconds) return;
  const member: JavaScript.Node | undefined = call.parent.type === Kind.Decorator ? call.parent.parent : undefined;
  const renewal =
    member?.type === Kind.MethodDefinition ? methodRenewal(member, source) : schedule.callback && renewalOf(schedule.callback, source);
  if (renewal) report({ node: renewal.node, message: 'fixed', data: { call: renewal.name, interval: saidAs(minutes * 60) } });
}

function methodRenewal(method: JavaScript.MethodDefinition, source: JavaScriptSource): Renewal | undefined {
  const name = keyOf(method);
  if (name === undefined || !renews(name) || asksExpiry(source.getText(method))) return undefined;
  return { node: method.key, name };
}

/** `await gmail.users.watch({...})` of googleapis, whose answer says when it expires. */
function watch(call: JavaScript.CallExpression, { source, report }: Context): void {
  const collection = receiver(call);
  if (methodName(call) !== 'watch' || collection?.type !== Kind.MemberExpression) return;
  if (!WATCHED.has(memberName(collection) ?? '') || !source.text.includes('google')) return;
  if (call.parent.type !== Kind.AwaitExpression) return;
  const keeping = keepingOf(call, source);
  const definition = enclosingFunction(call);
  const isDropped =
    keeping.kind === 'dropped' || (keeping.kind === 'variable' && readsOf(keeping.variable).every((use) => readsOther(use)));
  if (!isDropped || (definition && source.getText(definition).includes('expiration'))) return;
  report({ node: call.callee, message: 'dropped', data: { call: 'watch', key: 'expiration' } });
}

const WATCHED = new Set(['users', 'files', 'changes', 'events', 'calendarList', 'acl', 'settings']);

/** `answer.data.historyId`: a part that is not the expiry. */
function readsOther({ parent }: JavaScript.Node): boolean {
  return parent?.type === Kind.MemberExpression && parent.parent.type === Kind.MemberExpression;
}
