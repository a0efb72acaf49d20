import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { PitfallRule } from '../define-rule.ts';
import type { Request } from './arguments.ts';
import { BASELINE_FILE, baselineText, compare, linesOf, parseBaseline, type BaselineResult, type Entry } from './baseline.ts';
import type { Candidate } from './discover.ts';
import type { Project } from './check-project.ts';
import type { AcceptedEntry } from './part.ts';
import type { Place } from './places.ts';
import type { Collected, Finding, Notice } from './report.ts';
import { readRootFile, readRootFileAt } from './root-file.ts';
import { RuleNames } from './rule-names.ts';

/** A baseline that is to be written. */
export interface WrittenFile {
  readonly location: string;
  readonly text: string;
}

/** What has the project accepted? A change that nobody has looked at yet cannot accept anything itself. */
export async function acceptedIn(place: Place, { baseline, baselineFrom, isUntrusted }: Request, rules: readonly PitfallRule[]): Promise<BaselineResult> {
  if (baseline === 'ignore' || (isUntrusted && baselineFrom === null)) return { entries: [] };
  const file = baselineFrom === null ? readRootFile(place.root, BASELINE_FILE) : await readRootFileAt(place, baselineFrom, BASELINE_FILE);
  if (!file) return { entries: [] };
  const result = 'mistakes' in file ? file : parseBaseline(file.text);
  if ('mistakes' in result) return result;
  const names = new RuleNames(rules);
  return { entries: result.entries.map((entry) => ({ ...entry, rule: names.nameToday(entry.rule) })) };
}

/** What is left to be mended: what the project has accepted is not to be changed either. */
export function unaccepted(findings: readonly Finding[], accepted: readonly Entry[], root: string): readonly Finding[] {
  if (accepted.length === 0) return findings;
  return compare(findings, accepted, { wasChecked: () => false, exists: (path) => existsSync(join(root, path)), today: today() }).findings;
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** The entries of the baseline, and what this run knows about the file of each. */
export function knownEntries({ place: { root }, accepted, linter }: Pick<Project, 'place' | 'accepted' | 'linter'>, candidates: readonly Candidate[]): AcceptedEntry[] {
  const checked = new Set(candidates.map(({ path }) => path));
  return accepted.map((entry) => ({
    entry,
    wasChecked: checked.has(entry.path) && linter.runs(entry.rule),
    exists: existsSync(join(root, entry.path)),
  }));
}

/** The report without what the baseline accepts; and the baseline, when it is to be written. */
export function withBaseline(
  report: Collected,
  known: readonly AcceptedEntry[],
  location: string,
  { baseline: wish, since }: Pick<Request, 'baseline' | 'since'>,
): { readonly report: Collected; readonly file: WrittenFile | null } {
  const accepted = known.map(({ entry }) => entry);
  const checked = new Set(known.flatMap(({ entry, wasChecked: isChecked }) => (isChecked ? entry : [])));
  const wasChecked = (entry: Entry): boolean => checked.has(entry);
  const present = new Set(known.flatMap(({ entry, exists: isThere }) => (isThere ? entry.path : [])));
  const exists = (path: string): boolean => present.has(path);
  if (wish === 'write') {
    const kept = accepted.filter((entry) => !wasChecked(entry) && exists(entry.path));
    const file = { location, text: baselineText(report.findings, accepted, kept) };
    return { report: { ...report, findings: [], accepted: [...report.accepted, ...report.findings.map((finding) => ({ finding, by: 'baseline', reason: '' }) as const)] }, file };
  }
  // With `--since`, old findings are not there to be compared.
  const { findings, accepted: silent, stale, expired, notices } = compare(report.findings, accepted, { wasChecked, exists, today: today() });
  const isPruned = wish === 'prune' && stale.length > 0;
  return {
    report: {
      ...report,
      findings,
      accepted: [...report.accepted, ...silent],
      gone: accepted.length === 0 || since !== null ? null : [...stale, ...expired.filter(wasChecked)],
      notices: [...report.notices, ...notices, ...(isPruned || since !== null ? [] : staleness(stale.length))],
    },
    file: isPruned ? { location, text: linesOf(accepted.filter((entry) => !stale.includes(entry))) } : null,
  };
}

function staleness(count: number): Notice[] {
  if (count === 0) return [];
  const entries = count === 1 ? '1 entry stands' : `${String(count)} entries stand`;
  return [{ path: BASELINE_FILE, line: null, reason: `${entries} for nothing any more; --prune removes what is stale`, isIncomplete: false }];
}
