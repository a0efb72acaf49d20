import type { Times } from '../../language/stopwatch.ts';
import { byCode } from '../report.ts';
import { visible } from '../safe-text.ts';

const MOST_ROWS = 10;

/** Where did the time go? The slowest rules and files, for the error output: no two runs say the same. */
export function timingLines({ rules, files }: Times): string[] {
  const inRules = sum(rules);
  const others = Math.max(0, sum(files) - inRules);
  return [
    'Time of each rule (what several rules ask for counts for the first that asks):',
    ...rows(rules),
    `${cell(others)}  all else: parsing, scopes, comments`,
    'Slowest files:',
    ...rows(files),
    `${cell(inRules + others)}  ${files.size === 1 ? 'the one file' : `all ${String(files.size)} files`}`,
  ];
}

function rows(times: ReadonlyMap<string, number>): string[] {
  const slowest = [...times].sort(([a, m], [b, n]) => n - m || byCode(a, b));
  const shown = slowest.slice(0, MOST_ROWS).map(([name, milliseconds]) => `${cell(milliseconds)}  ${visible(name)}`);
  const left = slowest.slice(MOST_ROWS);
  const rest = left.reduce((total, [, milliseconds]) => total + milliseconds, 0);
  return left.length > 0 ? [...shown, `${cell(rest)}  ${String(left.length)} others`] : shown;
}

function cell(milliseconds: number): string {
  return `${milliseconds.toFixed(1).padStart(9)} ms`;
}

function sum(times: ReadonlyMap<string, number>): number {
  return [...times.values()].reduce((total, milliseconds) => total + milliseconds, 0);
}

/** The same for programs: milliseconds, the slowest first. */
export function timingData({ rules, files }: Times) {
  const list = (times: ReadonlyMap<string, number>) =>
    [...times]
      .sort(([a, m], [b, n]) => n - m || byCode(a, b))
      .map(([name, milliseconds]) => ({ name, milliseconds: Math.round(milliseconds * 1000) / 1000 }));
  return { rules: list(rules), files: list(files) };
}
