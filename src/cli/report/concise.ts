import type { Report } from '../report.ts';
import { visible } from '../safe-text.ts';

/** One line for each finding, path first: for editors, `grep` and problem matchers. */
export function concise({ findings, unchecked, notes }: Report): string[] {
  const found = findings.map(
    ({ path, line, column, severity, message, rule, pitfalls }) =>
      `${place(path)}:${String(line)}:${String(column)}: ${severity}: ${visible(message)} [${[rule, ...pitfalls].join(', ')}]`,
  );
  const noted = [...unchecked, ...notes].map(
    ({ path, line, reason, isIncomplete }) =>
      `${place(path)}:${String(line ?? 1)}:1: ${isIncomplete ? 'unchecked' : 'note'}: ${visible(reason)}`,
  );
  return [...found, ...noted];
}

/** Only the line number follows a colon, so that no file name is read as another place: `problem-matcher.json` counts on it. */
function place(path: string): string {
  return visible(path).replace(/:(?=\d|$)/gu, '\\x3a');
}
