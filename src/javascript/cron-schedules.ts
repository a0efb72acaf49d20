import { argument, calleeName, hasSpread, lastName, objectLiteral, property, type Call } from './calls.ts';
import { constantText } from './constants.ts';
import type { JavaScriptSource } from './detector.ts';
import { isFunction, keyOf, memberName, unwrap } from './expressions.ts';
import { functionName } from './function-names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { dottedText } from './names.ts';

/** Something that says at which times it runs. */
export interface CronSchedule {
  /** Where it is said. */
  readonly node: JavaScript.Node;
  /** What says so: `schedule`, `CronJob`, `@Cron`. */
  readonly name: string;
  readonly expression: JavaScript.Node;
  /** Its options as far as they are written out; undefined where there are none. */
  readonly options: JavaScript.ObjectExpression | undefined;
  /** May options be given that cannot be seen here? */
  readonly isOpen: boolean;
  readonly zoneKey: string;
  readonly hasZone: boolean;
  /** The option that keeps one run from overlapping the next; null where the library has none, or never lets runs overlap. */
  readonly guardKey: string | null;
  /** What runs; undefined where that stands elsewhere. */
  readonly callback: JavaScript.Node | undefined;
  /** What it runs, in words. */
  readonly task: string;
}

/** The last words of what makes them. */
export const cronMakers: ReadonlySet<string> = new Set([
  'schedule',
  'CronJob',
  'from',
  'scheduleJob',
  'Cron',
  'add',
  'upsertJobScheduler',
  'every',
]);

/** The schedule that a call makes with node-cron, cron, node-schedule, croner, Nest, BullMQ or Agenda; undefined for any other call. */
export function cronScheduleOf(call: Call, source: JavaScriptSource): CronSchedule | undefined {
  const last = lastName(call) ?? '';
  if (!cronMakers.has(last)) return undefined;
  if (last === 'add' || last === 'upsertJobScheduler') return ofQueue(call, last, source);
  switch (calleeName(call, source)) {
    case 'node-cron.schedule':
      return made(call, { expression: 0, callback: 1, options: 2, zoneKey: 'timezone', guardKey: 'noOverlap', name: 'schedule' }, source);
    case 'cron.CronJob':
    case 'cron.CronJob.from':
      return ofCronJob(call, source);
    case 'node-schedule.scheduleJob':
      return ofScheduleJob(call, source);
    case 'croner.Cron':
    case 'croner':
      return ofCroner(call, source);
    case '@nestjs/schedule.Cron':
      return made(
        call,
        { expression: 0, callback: -1, options: 1, zoneKey: 'timeZone', guardKey: 'waitForCompletion', name: '@Cron' },
        source,
      );
    default:
      return undefined;
  }
}

interface Shape {
  readonly expression: number;
  readonly callback: number;
  readonly options: number;
  readonly zoneKey: string;
  readonly guardKey: string | null;
  readonly name: string;
}

function made(call: Call, shape: Shape, source: JavaScriptSource): CronSchedule | undefined {
  const expression = argument(call, shape.expression);
  if (!expression) return undefined;
  const given = argument(call, shape.options);
  const options = objectLiteral(given, source);
  const callback = shape.callback < 0 ? undefined : argument(call, shape.callback);
  return finished(call, expression, options, given !== undefined && !options, shape, callback);
}

function finished(
  call: Call,
  expression: JavaScript.Node,
  options: JavaScript.ObjectExpression | undefined,
  isOpen: boolean,
  { zoneKey, guardKey, name }: Pick<Shape, 'zoneKey' | 'guardKey' | 'name'>,
  callback: JavaScript.Node | undefined,
): CronSchedule {
  return {
    node: call.callee,
    name,
    expression,
    options,
    isOpen: isOpen || (options !== undefined && hasSpread(options)) || hasSpread(call),
    zoneKey,
    guardKey,
    hasZone: property(options, zoneKey) !== undefined || property(options, 'utcOffset') !== undefined,
    callback,
    task: taskOf(call, callback),
  };
}

/** `new CronJob(expression, onTick, onComplete, start, timeZone)`, `new CronJob({...})`, `CronJob.from({...})`. */
function ofCronJob(call: Call, source: JavaScriptSource): CronSchedule | undefined {
  const first = argument(call, 0);
  const options = objectLiteral(first, source);
  const shape = { zoneKey: 'timeZone', guardKey: 'waitForCompletion', name: 'CronJob' };
  if (options) {
    const expression = property(options, 'cronTime');
    return expression && finished(call, expression, options, false, shape, property(options, 'onTick'));
  }
  if (!first || hasSpread(call)) return undefined;
  const found = finished(call, first, undefined, false, shape, argument(call, 1));
  // The tenth parameter is the guard, which nobody reaches by hand.
  return { ...found, hasZone: call.arguments.length >= 5 };
}

/** `scheduleJob(expression, f)`, `scheduleJob(name, expression, f)`, `scheduleJob({ rule, tz }, f)`. */
function ofScheduleJob(call: Call, source: JavaScriptSource): CronSchedule | undefined {
  const place = call.arguments.length > 2 ? 1 : 0;
  const first = argument(call, place);
  if (!first) return undefined;
  const shape = { zoneKey: 'tz', guardKey: null, name: 'scheduleJob' };
  const options = objectLiteral(first, source);
  const callback = argument(call, place + 1);
  if (!options) return finished(call, first, undefined, false, shape, callback);
  const expression = property(options, 'rule') ?? property(options, 'hour');
  return expression && finished(call, expression, options, false, shape, callback);
}

/** `new Cron(expression, options?, f)`, in either order. */
function ofCroner(call: Call, source: JavaScriptSource): CronSchedule | undefined {
  const expression = argument(call, 0);
  if (!expression) return undefined;
  const rest = call.arguments.slice(1) as JavaScript.Expression[];
  const options = rest.map((given) => objectLiteral(given, source)).find((given) => given !== undefined);
  const callback = rest.find((given) => isFunction(given)) ?? rest.find((given) => objectLiteral(given, source) === undefined);
  // Without a function it only computes times.
  if (!callback) return undefined;
  return finished(
    call,
    expression,
    options,
    rest.length > 1 && !options,
    { zoneKey: 'timezone', guardKey: 'protect', name: 'Cron' },
    callback,
  );
}

/** BullMQ's `queue.add(name, data, { repeat: { pattern } })` and `queue.upsertJobScheduler(id, { pattern })`: a queue runs each job once. */
function ofQueue(call: Call, last: string, source: JavaScriptSource): CronSchedule | undefined {
  const given = last === 'add' ? property(objectLiteral(call.arguments.at(-1), source), 'repeat') : argument(call, 1);
  const options = objectLiteral(given, source);
  const expression = property(options, 'pattern') ?? property(options, 'cron');
  if (!options || !expression) return undefined;
  return finished(call, expression, options, false, { zoneKey: 'tz', guardKey: null, name: last }, undefined);
}

/** The names around a schedule: of its job, its callback, the method below the decorator. */
function taskOf(call: Call, callback: JavaScript.Node | undefined): string {
  const words = call.arguments.flatMap((given) => (given.type === Kind.Literal && typeof given.value === 'string' ? given.value : []));
  const inner = callback && unwrap(callback);
  if (inner && isFunction(inner)) {
    words.push(functionName(inner) ?? '');
    const body = inner.body.type === Kind.BlockStatement ? inner.body.body : [];
    const only = body.length <= 2 ? body : [];
    for (const statement of only) if (statement.type === Kind.ExpressionStatement) words.push(calledIn(statement.expression));
    if (inner.body.type !== Kind.BlockStatement) words.push(calledIn(inner.body));
  } else if (inner) words.push(dottedText(inner) ?? '');
  const { parent } = call;
  if (parent.type === Kind.Decorator) {
    const member: JavaScript.Node = parent.parent;
    if (member.type === Kind.MethodDefinition) words.push(keyOf(member) ?? '');
  }
  if (parent.type === Kind.VariableDeclarator && parent.id.type === Kind.Identifier) words.push(parent.id.name);
  return words.join(' ');
}

function calledIn(expression: JavaScript.Node): string {
  let inner = unwrap(expression);
  if (inner.type === Kind.AwaitExpression) inner = unwrap(inner.argument);
  if (inner.type === Kind.UnaryExpression) inner = unwrap(inner.argument);
  return inner.type === Kind.CallExpression ? (dottedText(inner.callee) ?? lastName(inner) ?? '') : '';
}

/** The cron expression as a text, or what a constant of Nest's `CronExpression` is called; undefined where neither is known. */
export function expressionText(node: JavaScript.Node, source: JavaScriptSource): { text: string } | { constant: string } | undefined {
  const inner = unwrap(node);
  if (inner.type === Kind.MemberExpression && inner.object.type === Kind.Identifier && inner.object.name === 'CronExpression') {
    const constant = memberName(inner);
    return constant === undefined ? undefined : { constant };
  }
  const text = constantText(inner, source);
  return text === undefined ? undefined : { text };
}
