import { argument, argumentsOf, hasSplat, receiver } from './calls.ts';
import { constantText } from './constants.ts';
import { callsNamed } from './named-calls.ts';
import { calleeName, instanceOf, lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { mentionsTimeZone } from './scheduler-zones.ts';
import { importAliases } from './imports.ts';
import type { PythonTree } from './syntax/tree.ts';

/** A call that says at which times something runs. */
export interface CronSchedule {
  readonly call: Python.Call;
  /** Whose zone is it in, as the call names none? Its `scheduler`'s, the machine's although its scheduler may have another, or `celery`'s. */
  readonly zone: 'scheduler' | 'machine' | 'celery' | 'worker';
  /** Its fields by name, as far as they are constant texts or numbers; `expression` is a whole cron expression. */
  readonly fields: ReadonlyMap<string, string | null>;
  /** What it runs, in words: the function's name, the key of an entry. */
  readonly task: string;
}

const CALLS = new Set(['CronTrigger', 'from_crontab', 'add_job', 'scheduled_job', 'task', 'crontab', 'at', 'cron']);

/** Names of parameters that are times; all others say something else of the job. */
const FIELDS = new Set([
  'year',
  'month',
  'day',
  'day_of_month',
  'month_of_year',
  'week',
  'weekday',
  'day_of_week',
  'hour',
  'minute',
  'second',
]);

const CRONTAB_ORDER = ['minute', 'hour', 'day_of_week', 'day_of_month', 'month_of_year'];
const TRIGGER_ORDER = ['year', 'month', 'day', 'week', 'day_of_week', 'hour', 'minute', 'second'];

/** The calls of a file that give times of the day and name no time zone with them. */
export function cronSchedulesWithoutZone(tree: PythonTree): CronSchedule[] {
  const aliases = importAliases(tree);
  return callsNamed(tree, (name) => CALLS.has(name) || aliases.has(name)).flatMap((call) => scheduleOf(call) ?? []);
}

function scheduleOf(call: Python.Call): CronSchedule | null {
  if (argumentsOf(call).some(({ name }) => name !== null && mentionsTimeZone(name)) || hasSplat(call)) return null;
  const method = lastName(call.function) ?? '';
  switch (method) {
    case 'add_job':
    case 'scheduled_job':
    case 'task':
      return ofJob(call, method);
    case 'at':
      return ofAt(call);
    default:
  }
  const name = calleeName(call) ?? '';
  switch (name) {
    case 'apscheduler.triggers.cron.CronTrigger':
      return { call, zone: 'machine', fields: fieldsOf(call, TRIGGER_ORDER), task: taskAround(call) };
    case 'apscheduler.triggers.cron.CronTrigger.from_crontab':
      // The second argument is the zone.
      return argumentsOf(call).length === 1
        ? { call, zone: 'machine', fields: expressionIn(argument(call, { position: 0, keyword: 'expr' })), task: taskAround(call) }
        : null;
    case 'celery.schedules.crontab':
      return { call, zone: 'celery', fields: fieldsOf(call, CRONTAB_ORDER), task: taskAround(call) };
    case 'arq.cron':
    case 'arq.cron.cron':
      return { call, zone: 'worker', fields: fieldsOf(call, []), task: argumentsOf(call)[0]?.value.text.slice(0, 80) ?? '' };
    default:
      return null;
  }
}

/** `scheduler.add_job(f, 'cron', hour=9)`, `@scheduler.scheduled_job('cron', hour=9)`, Flask-APScheduler's `@scheduler.task('cron', hour=9)`. */
function ofJob(call: Python.Call, method: string): CronSchedule | null {
  const trigger = argument(call, { position: method === 'add_job' ? 1 : 0, keyword: 'trigger' });
  if (!trigger || trigger === 'unknown' || trigger.type !== 'string' || constantText(trigger) !== 'cron') return null;
  const object = receiver(call);
  if (!object || !(/sched|cron|jobs?$/iu.test(lastName(object) ?? '') || instanceOf(object)?.startsWith('apscheduler.') === true))
    return null;
  const task = method === 'add_job' ? (argumentsOf(call)[0]?.value.text.slice(0, 80) ?? '') : taskAround(call);
  return { call, zone: 'scheduler', fields: fieldsOf(call, []), task };
}

/** `schedule.every().day.at('09:00')`: its second argument is the zone. */
function ofAt(call: Python.Call): CronSchedule | null {
  if (argumentsOf(call).length !== 1) return null;
  let node = receiver(call);
  let isDaily = false;
  for (let hops = 0; node?.type === 'attribute' && hops < 5; hops++) {
    if (/^(?:days?|weeks?|(?:mon|tues|wednes|thurs|fri|satur|sun)day)$/u.test(node.attribute.text)) isDaily = true;
    node = node.object;
  }
  if (!isDaily || node?.type !== 'call' || calleeName(node) !== 'schedule.every') return null;
  return { call, zone: 'worker', fields: new Map([['hour', 'fixed']]), task: taskAround(call) };
}

function fieldsOf(call: Python.Call, order: readonly string[]): ReadonlyMap<string, string | null> {
  const fields = new Map<string, string | null>();
  for (const [place, { name, kind, value }] of argumentsOf(call).entries()) {
    const field = kind === 'keyword' ? name : order[place];
    if (field === null || field === undefined || !FIELDS.has(field) || value.type === 'none') continue;
    fields.set(
      field,
      value.type === 'integer' ? value.text : (constantText(value) ?? (value.type === 'set' ? value.text.slice(0, 40) : null)),
    );
  }
  return fields;
}

function expressionIn(node: Python.Node | 'unknown' | null): ReadonlyMap<string, string | null> {
  return new Map([['expression', node && node !== 'unknown' ? constantText(node) : null]]);
}

/** What a trigger is for: the function decorated with it, the job it is passed with, the entry of a beat schedule. */
function taskAround(call: Python.Call): string {
  const words: string[] = [];
  let node: Python.Node | null = call.parent;
  for (let hops = 0; node && hops < 8; hops++, node = node.parent) {
    switch (node.type) {
      case 'pair':
        words.push(node.key.text.slice(0, 80));
        break;
      case 'dictionary':
        words.push(
          ...node.children.flatMap((pair) => (pair.type === 'pair' && pair.key.text.includes('task') ? pair.value.text.slice(0, 120) : [])),
        );
        break;
      case 'call':
        words.push(...argumentsOf(node).map(({ value }) => (value.type === 'string' || isName(value) ? value.text.slice(0, 80) : '')));
        if (isName(node.function)) words.push(node.function.text.slice(-40));
        break;
      case 'decorator': {
        const definition = node.parent?.type === 'decorated_definition' ? node.parent.definition : null;
        if (definition) words.push(definition.name.text);
        return words.join(' ');
      }
      case 'assignment':
        words.push(node.left.text.slice(0, 80));
        break;
      case 'function_definition':
      case 'module':
      case 'class_definition':
        return words.join(' ');
      default:
    }
  }
  return words.join(' ');
}

function isName({ type }: Python.Node): boolean {
  return type === 'identifier' || type === 'attribute';
}
