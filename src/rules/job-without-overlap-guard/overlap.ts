import { count, flag, type OptionsOf } from '../../options.ts';

export const options = {
  maxMinutes: count(60, 'Only jobs that come at least this often can overlap: a daily job that takes a day is another problem.'),
  misfires: flag(
    true,
    'Python: report jobs of APScheduler that come once an hour or less often and are left out when they start a second late.',
  ),
} as const;

export type Options = OptionsOf<typeof options>;
export type MessageId =
  'overlap' | 'unguarded' | 'interval' | 'duplicate' | 'conflict' | 'misfire' | 'beat' | 'thread' | 'periodic' | 'cronJob' | 'workflow';
export type SuggestionId = 'addGuard';

/** The constants of Nest's `CronExpression`, in minutes. */
export function minutesOfConstant(name: string): number | null {
  const [, amount = '1', unit = ''] = /^EVERY_(?:(\d{1,2})_)?(SECOND|MINUTE|HOUR)S?$/u.exec(name) ?? [];
  const minutes = unit === 'SECOND' ? 1 / 60 : unit === 'MINUTE' ? 1 : unit === 'HOUR' ? 60 : null;
  return minutes === null ? 1440 : minutes * Number(amount);
}

/** Does the code of a job speak of anything that keeps a second run out: a lock, a flag, a leader? */
export function speaksOfGuard(code: string): boolean {
  return GUARD.test(code);
}

const GUARD =
  /(?<![a-z])(?:[aA]c(?:quire|tive)|[lL]ock|[mM]utex|[sS]emaphore|[rR]unning|[bB]usy|[pP]ending|[sS]kip)|[a-z_](?:Lock|Mutex|Running|Busy|Pending|_lock)|LOCK|in_?[pP]rogress|In_?Progress|in_?[fF]light|[eE]xclusive|[sS]ingleton|QueueOnce|nx=True|'NX'|"NX"|advisory|[lL]eader|FOR UPDATE|select_for_update|[pP]rocessing|[rR]eent|concurren|already|[oO]ngoing|[iI]dle/u;

/** A length of time, as one says it. */
export function saidAs(minutes: number): string {
  if (minutes < 1) return `${String(Math.round(minutes * 60))} s`;
  return minutes % 1440 === 0
    ? `${String(minutes / 1440)} d`
    : minutes % 60 === 0
      ? `${String(minutes / 60)} h`
      : `${String(Math.round(minutes))} min`;
}
