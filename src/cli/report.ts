import type { Level } from '../card.ts';
import { isExceeded, isLimited, type JudgedLimit } from './limits.ts';
import type { Offer } from './offers.ts';

/** One thing found, as every format tells it: lines and columns count from 1, columns in UTF-16 units. */
export interface Finding {
  /** From the root, with `/` between its parts. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly severity: 'error' | 'warning';
  readonly rule: string;
  /** How sure the rule is. */
  readonly level: Level;
  readonly pitfalls: readonly string[];
  readonly message: string;
  /** The line it stands on, without its end. */
  readonly sourceLine: string;
  /** How a comment starts in this kind of file. */
  readonly comment: '#' | '//' | '<!--';
  /** The page about the rule. */
  readonly url: string;
  /** What it is known by wherever its line moves, the path not included. */
  readonly fingerprint: string;
  /** Can `--fix` mend it? */
  readonly isFixable: boolean;
  /** Does it stand on a line that the change brings? Only where annotations need to know. */
  readonly isOnChange?: boolean;
  /** What would mend it; absent where no format tells that. */
  readonly offers?: readonly Offer[];
}

/** Something about a file that is no finding. */
export interface Notice {
  readonly path: string;
  readonly line: number | null;
  readonly reason: string;
  /** Was something left unchecked that should have been checked? */
  readonly isIncomplete: boolean;
  /** Does it say what the file itself is like, so that a baseline may accept it? */
  readonly isOfFile?: boolean;
}

/** A finding that is not told, because the project has accepted it. */
export interface Accepted {
  readonly finding: Finding;
  /** Our file, the one that ESLint itself writes, or a comment in the code. */
  readonly by: 'baseline' | 'suppressions' | 'comment';
  /** Why it was accepted; empty where nobody has said so. */
  readonly reason: string;
}

/** All that a run has to say, in the order every format keeps. */
export interface Report {
  readonly findings: readonly Finding[];
  readonly accepted: readonly Accepted[];
  /** What comments in the code switch off; empty where nobody wants to know. */
  readonly disabled: readonly Accepted[];
  /** What the baseline accepts and is not there any more; null where there was none to compare with. */
  readonly gone: readonly { readonly rule: string; readonly path: string }[] | null;
  /** What was found of that of which not more may be found. */
  readonly limits: readonly JudgedLimit[];
  /** What should have been checked and was not. */
  readonly unchecked: readonly Notice[];
  /** What is good to know. */
  readonly notes: readonly Notice[];
  readonly checkedFiles: number;
  readonly minifiedFiles: number;
  /** How many problems are gone; absent where nobody asked for that. */
  readonly fixedProblems?: number;
}

/** What has come together of a report so far, in any order. */
export interface Collected extends Omit<Report, 'unchecked' | 'notes' | 'limits'> {
  readonly notices: readonly Notice[];
}

export const NOTHING_FOUND: Collected = {
  findings: [],
  accepted: [],
  disabled: [],
  gone: null,
  notices: [],
  checkedFiles: 0,
  minifiedFiles: 0,
};

/** Sorted by path, line, column and rule, by character codes and not by anybody's language. */
export function sortedReport({ findings, accepted, disabled, notices, ...counts }: Collected, limits: readonly JudgedLimit[]): Report {
  const sorted = notices.toSorted((a, b) => byCode(a.path, b.path) || (a.line ?? 0) - (b.line ?? 0) || byCode(a.reason, b.reason));
  return {
    ...counts,
    findings: findings.toSorted(byPlace),
    accepted: accepted.toSorted((a, b) => byPlace(a.finding, b.finding)),
    disabled: disabled.toSorted((a, b) => byPlace(a.finding, b.finding)),
    limits,
    unchecked: sorted.filter(({ isIncomplete }) => isIncomplete),
    notes: sorted.filter(({ isIncomplete }) => !isIncomplete),
  };
}

function byPlace(a: Finding, b: Finding): number {
  return byCode(a.path, b.path) || a.line - b.line || a.column - b.column || byCode(a.rule, b.rule) || byCode(a.message, b.message);
}

/** The findings of each file, in the order of the report. */
export function findingsByFile(findings: readonly Finding[]): [path: string, findings: readonly Finding[]][] {
  const files = new Map<string, Finding[]>();
  for (const finding of findings) {
    const known = files.get(finding.path);
    if (known) known.push(finding);
    else files.set(finding.path, [finding]);
  }
  return [...files];
}

export function byCode(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

export type ExitCode = 0 | 1 | 2;

/** The one place that decides what a run means to a script. */
export function exitCodeOf(report: Report, failOn: Finding['severity'] | null = 'warning'): ExitCode {
  if (report.unchecked.length > 0) return 2;
  if (failOn === null) return 0;
  if (isExceeded(report)) return 1;
  const isFailure = (finding: Finding): boolean => (failOn === 'warning' || finding.severity === 'error') && !isLimited(finding, report);
  return report.findings.some(isFailure) ? 1 : 0;
}
