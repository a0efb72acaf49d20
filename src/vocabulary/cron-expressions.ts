import { wordsOf } from './words.ts';

/** How many minutes lie at least between two times of a cron expression? Null for what is none. */
export function minutesBetween(expression: string): number | null {
  const text = expression.trim();
  const named = /^@(\w{1,20})/u.exec(text)?.[1];
  if (named !== undefined) return NAMED.get(named) ?? null;
  const fields = text.split(/\s+/u);
  if (fields.length < 5 || fields.length > 7) return null;
  const [second = '0', minute = '', hour = ''] = fields.length === 5 ? ['0', ...fields] : fields;
  const seconds = stepOf(second, 60);
  if (seconds < 60) return seconds / 60;
  const minutes = stepOf(minute, 60);
  return minutes < 60 ? minutes : 60 * stepOf(hour, 24);
}

const NAMED: ReadonlyMap<string, number> = new Map([
  ['hourly', 60],
  ['daily', 1440],
  ['midnight', 1440],
  ['weekly', 10_080],
  ['monthly', 40_320],
]);

/** The least step from one value of a field to the next: 1 for `*`, 5 for `*\/5`, 15 for `0,15,30,45`, all of them for `7`. */
export function stepOf(field: string, all: number): number {
  if (field === '*' || field === '?') return 1;
  const step = /^[\d*?-]{1,10}\/(\d{1,3})$/u.exec(field)?.[1];
  if (step !== undefined) return Math.max(1, Number(step));
  if (field.includes('-')) return 1;
  const values = field.split(',').map(Number);
  if (values.length < 2 || values.some((value) => Number.isNaN(value))) return all;
  const sorted = values.toSorted((a, b) => a - b);
  return Math.max(1, Math.min(...sorted.map((value, at) => (sorted[at + 1] ?? (sorted[0] ?? 0) + all) - value)));
}

/** Does a field of this name hold a cron expression? */
export function isCronField(name: string): boolean {
  const words = wordsOf(name);
  return words.some((word) => word === 'cron' || word === 'crontab') && !words.some((word) => AROUND.has(word));
}

const AROUND = new Set('job jobs id enabled active name count type last next description error text label human readable'.split(' '));

/** Does a class of this name tell what was, or configure the program, so that it schedules nothing for a user? */
export function isNoOrder(name: string): boolean {
  return /(?:Response|Out|Read|Info|Result|Log|History|Settings|Config|Configuration|Options|Status|Stats|Summary)$/u.test(name);
}
