import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { PitfallRule } from '../define-rule.ts';
import type { Request } from './arguments.ts';
import {
  acceptable,
  BASELINE_FILE,
  baselineText,
  compare,
  linesOf,
  parseBaseline,
  type Acceptable,
  type BaselineResult,
  type Entry,
} from './baseline.ts';
import type { Candidate } from './discover.ts';
import type { Project } from './check-project.ts';
import type { AcceptedEntry } from './part.ts';
import type { Place } from './places.ts';
import type { Accepted, Collected, Finding, Notice } from './report.ts';
import { readRootFile, readRootFileAt } from './root-file.ts';
import { RuleNames } from './rule-names.ts';

/** A baseline that is to be written. */
export interface WrittenFile {
  readonly location: string;
  readonly text: string;
}

/** What has the project accepted? A change that nobody has looked at yet cannot accept anything itself. */
export async function acceptedIn(
  place: Place,
  { baseline, baselineFrom, isUntrusted }: Request,
  rules: readonly PitfallRule[],
): Promise<BaselineResult> {
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
  return compare(findings, accepted, { wasChecked: () => false, exists: (path) => existsSync(join(root, path)), today: today() }).left;
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** The entries of the baseline, and what this run knows about the file of each. */
export function knownEntries(
  { place: { root }, accepted, linter }: Pick<Project, 'place' | 'accepted' | 'linter'>,
  candidates: readonly Candidate[],
): AcceptedEntry[] {
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
  const unreadable = new Map(report.notices.filter(({ isOfFile }) => isOfFile === true).map((notice) => [acceptable(notice), notice]));
  if (wish === 'write') {
    const kept = accepted.filter((entry) => !wasChecked(entry) && exists(entry.path));
    const found = report.findings.map((finding) => ({ ...finding, code: finding.sourceLine }));
    const unread = [...unreadable].map(([item, { reason }]) => ({ ...item, code: reason }));
    const file = { location, text: baselineText([...found, ...unread], accepted, kept) };
    const silent = report.findings.map((finding): Accepted => ({ finding, by: 'baseline', reason: '' }));
    return {
      report: { ...withoutNotices(report, new Set(unreadable.values())), findings: [], accepted: [...report.accepted, ...silent] },
      file,
    };
  }
  // With `--since`, old findings are not there to be compared.
  const all: readonly (Finding | Acceptable)[] = [...report.findings, ...unreadable.keys()];
  const compared = compare(all, accepted, { wasChecked, exists, today: today() });
  const { stale, expired, notices } = compared;
  const silent = report.findings.flatMap((finding): Accepted[] => {
    const entry = compared.accepted.get(finding);
    return entry ? [{ finding, by: 'baseline', reason: entry.reason ?? '' }] : [];
  });
  const read = withoutNotices(report, new Set([...unreadable].flatMap(([item, notice]) => (compared.accepted.has(item) ? notice : []))));
  const isPruned = wish === 'prune' && stale.length > 0;
  return {
    report: {
      ...read,
      findings: report.findings.filter((finding) => !compared.accepted.has(finding)),
      accepted: [...report.accepted, ...silent],
      gone: accepted.length === 0 || since !== null ? null : [...stale, ...expired.filter(wasChecked)],
      notices: [...read.notices, ...notices, ...(isPruned || since !== null ? [] : staleness(stale.length))],
    },
    file: isPruned ? { location, text: linesOf(accepted.filter((entry) => !stale.includes(entry))) } : null,
  };
}

/** What the baseline accepts of files that cannot be read is told in one line: what is not checked is never passed over in silence. */
function withoutNotices(report: Collected, accepted: ReadonlySet<Notice>): Collected {
  if (accepted.size === 0) return report;
  const files = new Set([...accepted].map(({ path }) => path)).size;
  const reason = `accepts ${files === 1 ? 'a file' : `${String(files)} files`} that could not be read, or not all of it`;
  const notices = report.notices.filter((notice) => !accepted.has(notice));
  return { ...report, notices: [...notices, { path: BASELINE_FILE, line: null, reason, isIncomplete: false }] };
}

function staleness(count: number): Notice[] {
  if (count === 0) return [];
  const entries = count === 1 ? '1 entry stands' : `${String(count)} entries stand`;
  return [
    { path: BASELINE_FILE, line: null, reason: `${entries} for nothing any more; --prune removes what is stale`, isIncomplete: false },
  ];
}
