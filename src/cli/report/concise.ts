import type { Report } from '../report.ts';
import { visible } from '../safe-text.ts';

/** One line for each finding, path first: for editors, `grep` and problem matchers. */
export function concise({ findings, unchecked, notes }: Report): string[] {
  const found = findings.map(
    ({ path, line, column, severity, message, rule, pitfalls }) =>
      `${visible(path)}:${String(line)}:${String(column)}: ${severity}: ${visible(message)} [${[rule, ...pitfalls].join(', ')}]`,
  );
  const noted = [...unchecked, ...notes].map(
    ({ path, line, reason, isIncomplete }) =>
      `${visible(path)}:${String(line ?? 1)}:1: ${isIncomplete ? 'unchecked' : 'note'}: ${visible(reason)}`,
  );
  return [...found, ...noted];
}
