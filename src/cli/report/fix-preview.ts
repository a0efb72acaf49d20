import { palette } from '../color.ts';
import type { Repair } from '../repair.ts';
import { byCode, type Notice, type Report } from '../report.ts';
import { counted, noticeSections } from './pretty.ts';
import { unifiedDiff } from './unified-diff.ts';

/** What `--diff` prints: the diff itself, and what is to be said beside it. */
export interface FixPreview {
  readonly diff: readonly string[];
  readonly words: readonly string[];
}

/** What would `--fix` change? All files in one diff, sorted by path. */
export function fixPreview(report: Report, repairs: readonly Repair[], isColored: boolean): FixPreview {
  const diff: string[] = [];
  const inexact: Notice[] = [];
  for (const { path, before, after } of repairs.toSorted((a, b) => byCode(a.path, b.path))) {
    const { lines, isExact } = unifiedDiff(path, before.text, after.text);
    for (const line of lines) diff.push(line);
    // What is printed is UTF-8, whatever the file is.
    if (isExact && before.bytes.equals(Buffer.from(before.text))) continue;
    const reason = 'has characters or an encoding that this diff cannot carry: it can be read, but not be applied';
    inexact.push({ path, line: null, reason, isIncomplete: false });
  }
  return {
    diff,
    words: [...noticeSections({ ...report, notes: [...report.notes, ...inexact] }, palette(isColored)), sum(report, repairs)],
  };
}

function sum({ checkedFiles }: Report, repairs: readonly Repair[]): string {
  const files = counted(checkedFiles, 'file');
  if (repairs.length === 0) return `Nothing to fix in ${files}`;
  const problems = repairs.reduce((total, { count }) => total + count, 0);
  return `${counted(problems, 'problem')} can be fixed so, in ${String(repairs.length)} of ${files}; --fix does it`;
}
