import type { PitfallRule } from '../define-rule.ts';
import { didYouMean } from '../language/nearest.ts';
import type { Finding, Report } from './report.ts';

/** How much of something may be found at most: of a rule, a pitfall, a level, a severity, or of everything. */
export interface Limit {
  readonly name: string;
  readonly most: number;
}

/** A limit and what was found of it; what the project has accepted counts as well. */
export interface JudgedLimit extends Limit {
  readonly count: number;
  /** Where the limit is written. */
  readonly origin: string;
  /** How the paths begin that it speaks of, when several roots are checked. */
  readonly prefix: string;
  /** Was everything looked at, so that a number below the limit is the whole truth? */
  readonly isWhole: boolean;
}

const GROUPS: readonly string[] = ['all', 'certain', 'likely', 'hint', 'error', 'warning'];

/** What is wrong with the name of a limit? */
export function problemWithLimit(name: string, rules: readonly PitfallRule[]): string | undefined {
  const known = [...rules.flatMap(({ card }) => [card.name, ...card.pitfalls]), ...GROUPS];
  return known.includes(name) ? undefined : `there is no rule, pitfall or level '${name}'${didYouMean(name, known)}`;
}

/** `broad-except=12` */
export function parseLimit(text: string): Limit | undefined {
  const [, name, most] = /^([\w.-]+)=(\d{1,9})$/u.exec(text) ?? [];
  return name === undefined ? undefined : { name, most: Number(most) };
}

function covers({ name, prefix }: Pick<JudgedLimit, 'name' | 'prefix'>, { path, rule, pitfalls, level, severity }: Finding): boolean {
  if (prefix !== '' && !path.startsWith(`${prefix}/`)) return false;
  return name === 'all' || name === rule || name === level || name === severity || pitfalls.includes(name);
}

/** How much was found of what is limited? */
export function judged(
  limits: readonly Omit<JudgedLimit, 'count'>[],
  { findings, accepted }: Pick<Report, 'findings' | 'accepted'>,
): JudgedLimit[] {
  const everything = [...findings, ...accepted.map(({ finding }) => finding)];
  return limits.map((limit) => ({ ...limit, count: everything.filter((finding) => covers(limit, finding)).length }));
}

/** Is more found than some limit allows? */
export function isExceeded({ limits }: Pick<Report, 'limits'>): boolean {
  return limits.some(({ count, most }) => count > most);
}

/** Does a limit, and not the finding itself, decide what the run means? */
export function isLimited(finding: Finding, { limits }: Pick<Report, 'limits'>): boolean {
  return limits.some((limit) => covers(limit, finding));
}

/** What is to be said about limits: those that are exceeded, and those that can be lowered. */
export function limitSentences({ limits, unchecked }: Pick<Report, 'limits' | 'unchecked'>): string[] {
  return limits.flatMap(({ name, most, count, origin, prefix, isWhole }) => {
    const what = `${name === 'all' ? 'in all' : `of '${name}'`}${prefix === '' ? '' : ` in ${prefix}`}`;
    const found = `${String(count)} ${count === 1 ? 'finding' : 'findings'} ${what}`;
    if (count > most)
      return [`${found}, and ${origin} allows ${String(most)}: mend ${count - most === 1 ? 'one' : String(count - most)} of them`];
    const isLower = count < most && isWhole && unchecked.length === 0;
    return isLower
      ? [`${found}, and ${origin} allows ${String(most)}: lower the number to ${String(count)}, so that it does not rise again`]
      : [];
  });
}
