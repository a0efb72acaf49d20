import { argument, argumentsOf, hasSplat, receiver } from './calls.ts';
import { constantText } from './constants.ts';
import { unwrap } from './expressions.ts';
import { callsNamed } from './named-calls.ts';
import { calleeName, instanceOf, lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { numberOf } from './numbers.ts';
import { moduleOf } from './columns.ts';
import type { PythonTree } from './syntax/tree.ts';

/** A job that is added to a scheduler of APScheduler. */
export interface AddedJob {
  readonly call: Python.Call;
  /** Is it the decorator `@scheduler.scheduled_job(...)`, which replaces a job of the same id by itself? */
  readonly isDecorator: boolean;
  /** How many minutes lie between its runs at least; null when that is not known, and for jobs that run once. */
  readonly minutes: number | null;
  /** Does it run once, at a date? */
  readonly runsOnce: boolean;
  /** Is it the same at each start of the program: no arguments for it, nothing computed in its trigger? */
  readonly isFixed: boolean;
}

const ADDING = new Set(['add_job', 'scheduled_job']);

/** The jobs that a file adds to schedulers of APScheduler, as far as their arguments can be seen. */
export function addedJobs(tree: PythonTree): AddedJob[] {
  return callsNamed(tree, (name) => ADDING.has(name)).flatMap((call) => {
    const object = receiver(call);
    const isScheduler = object && (/sched/iu.test(lastName(object) ?? '') || instanceOf(object)?.startsWith('apscheduler.') === true);
    if (!isScheduler || hasSplat(call)) return [];
    const isDecorator = lastName(call.function) === 'scheduled_job';
    const trigger = argument(call, { position: isDecorator ? 0 : 1, keyword: 'trigger' });
    if (trigger === 'unknown') return [];
    const timing = trigger ? timingOf(trigger, call) : { minutes: null, runsOnce: true, isFixed: true };
    const isGiven = ['args', 'kwargs'].some((keyword) => argument(call, { keyword }) !== null);
    const isNamed = isDecorator || isNameOf(argumentsOf(call)[0]?.value);
    return [{ call, isDecorator, ...timing, isFixed: timing.isFixed && !isGiven && isNamed }];
  });
}

function isNameOf(node: Python.Node | undefined): boolean {
  return node?.type === 'identifier' || node?.type === 'attribute';
}

type Timing = Pick<AddedJob, 'minutes' | 'runsOnce' | 'isFixed'>;

const UNKNOWN: Timing = { minutes: null, runsOnce: false, isFixed: false };

function timingOf(trigger: Python.Node, call: Python.Call): Timing {
  const given = unwrap(trigger);
  if (given.type === 'string') return ofKind(constantText(given), call);
  if (given.type !== 'call') return UNKNOWN;
  switch (calleeName(given)) {
    case 'apscheduler.triggers.interval.IntervalTrigger':
      return ofKind('interval', given);
    case 'apscheduler.triggers.cron.CronTrigger':
      return ofKind('cron', given);
    case 'apscheduler.triggers.date.DateTrigger':
      return ofKind('date', given);
    default:
      return UNKNOWN;
  }
}

const UNITS: ReadonlyMap<string, number> = new Map([
  ['seconds', 1 / 60],
  ['minutes', 1],
  ['hours', 60],
  ['days', 1440],
  ['weeks', 10_080],
]);

function ofKind(kind: string | null, call: Python.Call): Timing {
  if (kind === 'date') return { minutes: null, runsOnce: true, isFixed: false };
  if (kind === 'interval') {
    const minutes = lengthOf(call);
    return { minutes, runsOnce: false, isFixed: minutes !== null };
  }
  if (kind !== 'cron') return UNKNOWN;
  const fields = new Map(argumentsOf(call).flatMap(({ name, value }) => (name === null ? [] : [[name, fieldText(value)] as const])));
  const isFixed = ['hour', 'minute', 'day', 'day_of_week', 'month', 'second'].every((field) => fields.get(field) !== null);
  const isHourSet = /^\d{1,2}$/u.test(fields.get('hour') ?? '');
  const isMinuteSet = /^\d{1,2}$/u.test(fields.get('minute') ?? (isHourSet ? '0' : '*'));
  return { minutes: isFixed && isMinuteSet ? (isHourSet ? 1440 : 60) : null, runsOnce: false, isFixed };
}

function fieldText(value: Python.Node): string | null {
  return value.type === 'integer' ? value.text : constantText(value);
}

/** `minutes=5`, `hours=1, minutes=30`; null when not all of it is known. */
function lengthOf(call: Python.Call): number | null {
  let minutes = 0;
  for (const { name, value } of argumentsOf(call)) {
    const unit = UNITS.get(name ?? '');
    if (unit === undefined) continue;
    const amount = numberOf(value);
    if (amount === null) return null;
    minutes += amount * unit;
  }
  return minutes > 0 ? minutes : null;
}

/** An entry of Celery's beat schedule, or a call of `add_periodic_task`. */
export interface BeatEntry {
  /** What a finding points at: the entry's schedule. */
  readonly node: Python.Node;
  readonly minutes: number;
  /** The last word of the task's name. */
  readonly task: string;
  /** Its key and the task's name, as they are written. */
  readonly words: string;
  readonly expires: boolean;
}

/** What a file tells Celery's beat to start again and again, where its times and its task can be seen. */
export function beatEntries(tree: PythonTree): BeatEntry[] {
  const entries = moduleOf(tree)
    .descendants('dictionary')
    .flatMap((dictionary) => entryOf(dictionary) ?? []);
  for (const call of callsNamed(tree, (name) => name === 'add_periodic_task')) {
    const schedule = argument(call, { position: 0, keyword: 'schedule' });
    const signature = argument(call, { position: 1, keyword: 'sig' });
    if (!schedule || schedule === 'unknown' || !signature || signature === 'unknown' || hasSplat(call)) continue;
    const minutes = beatMinutes(schedule);
    const callee = signature.type === 'call' ? receiver(signature) : null;
    const task = callee ? lastName(callee) : null;
    if (minutes !== null && task !== null) {
      const name = argument(call, { keyword: 'name' });
      const words = `${task} ${name && name !== 'unknown' ? name.text : ''}`;
      entries.push({ node: schedule, minutes, task, words, expires: argument(call, { keyword: 'expires' }) !== null });
    }
  }
  return entries;
}

function entryOf(dictionary: Python.Dictionary): BeatEntry | null {
  const found = new Map<string, Python.Node>();
  for (const pair of dictionary.children) {
    if (pair.type === 'dictionary_splat') return null;
    if (pair.type === 'pair' && pair.key.type === 'string') found.set(constantText(pair.key) ?? '', pair.value);
  }
  const schedule = found.get('schedule');
  const task = found.get('task');
  if (!schedule || !task) return null;
  const minutes = beatMinutes(schedule);
  const name = task.type === 'string' ? constantText(task) : null;
  if (minutes === null || name === null) return null;
  const options = found.get('options');
  const key = dictionary.parent?.type === 'pair' ? dictionary.parent.key.text : '';
  return {
    node: schedule,
    minutes,
    task: name.slice(name.lastIndexOf('.') + 1),
    words: `${key} ${name}`,
    expires: options !== undefined && (options.type !== 'dictionary' || options.text.includes('expires')),
  };
}

/** `30.0`, `timedelta(minutes=5)`, `crontab(minute='*\/5')`. */
function beatMinutes(schedule: Python.Node): number | null {
  const seconds = numberOf(schedule);
  if (seconds !== null) return seconds / 60;
  const call = unwrap(schedule);
  if (call.type !== 'call' || hasSplat(call)) return null;
  switch (lastName(call.function)) {
    case 'timedelta':
      return lengthOf(call);
    case 'schedule': {
      const [first] = argumentsOf(call);
      return first ? beatMinutes(first.value) : null;
    }
    case 'crontab':
      return crontabMinutes(call);
    default:
      return null;
  }
}

/** The step of `crontab(minute='*\/5')` of Celery and huey; an hour for a fixed minute, a day when the hour is fixed too. */
export function crontabMinutes(call: Python.Call): number | null {
  const field = (keyword: string, position: number): string | null => {
    const given = argument(call, { keyword, position });
    return given === null ? '*' : given === 'unknown' ? null : fieldText(given);
  };
  const minute = field('minute', 0);
  const hour = field('hour', 1);
  if (minute === null || hour === null) return null;
  const step = /^\*(?:\/(\d{1,2}))?$/u.exec(minute);
  if (step) return Number(step[1] ?? '1');
  if (minute.includes(',') || minute.includes('-')) return 10;
  const hours = /^\*(?:\/(\d{1,2}))?$/u.exec(hour);
  return hours ? 60 * Number(hours[1] ?? '1') : 1440;
}
