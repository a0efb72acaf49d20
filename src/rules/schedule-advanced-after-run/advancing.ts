import { wordsOf } from '../../vocabulary/words.ts';

export type MessageId = 'repeats';

/** Is this what a job's next time is called: `next_run_at`, `nextExecution`, or its last one: `last_run`, `lastExecutedAt`? */
export function timeKept(name: string): 'next' | 'last' | null {
  const [first, ...rest] = wordsOf(name);
  if (first !== 'next' && first !== 'last') return null;
  const [what = '', ...behind] = rest;
  if (!EVENTS.has(what) || behind.length > 1 || behind.some((word) => !MOMENTS.has(word))) return null;
  return first;
}

const EVENTS = new Set(
  'run runs execution executed exec fire fired trigger triggered dispatch dispatched send sent due occurrence'.split(' '),
);
const MOMENTS = new Set('at time date datetime ts timestamp on utc ms'.split(' '));

/** Does a call of this name start the work that is due? */
export function startsWork(name: string): boolean {
  const [first = '', ...rest] = wordsOf(name);
  if (STRONG.has(first)) return !rest.some((word) => ASKING.has(word));
  return first === 'run' && rest.some((word) => WORK.has(word));
}

/** Does it, when it is called on the job itself or with it: `job.run()`, `handler(job)`, `process(schedule)`? */
export function startsGivenWork(name: string): boolean {
  const words = wordsOf(name);
  return startsWork(name) || words.some((word) => WEAK.has(word)) || name === 'run';
}

const STRONG = new Set('execute dispatch send publish enqueue trigger fire invoke perform deliver launch'.split(' '));
const WEAK = new Set(
  'run start process handle handler callback notify submit delay async func fn action execute dispatch trigger fire'.split(' '),
);
const WORK = new Set('job task action schedule workflow flow agent pipeline report script command automation check now once'.split(' '));
const ASKING = new Set('query sql statement many scalar count time date at id'.split(' '));

/** Does the code up to the work take hold of the row, so that nobody else starts it: a lock, a state that is written first? */
export function claims(code: string): boolean {
  return CLAIM.test(code);
}

const CLAIM =
  /for_?update|FOR UPDATE|SKIP LOCKED|advisory|[lL]ock|LOCK|[cC]laim|acquire|nx=True|['"]NX['"]|ON CONFLICT|rowcount|[iI]dempot|[dD]edup|(?:RUNNING|running|in_progress|IN_PROGRESS|processing|PROCESSING|queued|QUEUED|started|STARTED)\b|findOneAndUpdate|find_one_and_update|updateMany|lease|Lease/u;

/** Does the code write to a store that outlives the process? */
export function stores(code: string): boolean {
  return /\.\s?(?:commit|a?save|flush|upsert|persist|merge|bulk_update|bulk_save_objects|hset|put|save_\w{1,40}|update_\w{1,40}|_save\w{0,40}|_persist\w{0,40}|_store\w{0,40}|save[A-Z]\w{0,40}|update[A-Z]?\w{0,40}|persist\w{0,40}|store\w{0,40})\(/u.test(
    code,
  );
}

/** A function of this name makes the schedule and runs nothing. */
export function makesSchedule(name: string): boolean {
  return /^_{0,2}(?:add|create|make|new|build|register|schedule|reschedule|set|init|load|import|compute|calculate|test)(?:_|[A-Z]|$)/u.test(
    name,
  );
}

/** Does a library keep the times of the jobs itself? */
export const owners: readonly string[] = ['apscheduler', 'add_job', 'bullmq', 'agenda', 'beat_schedule'];
