import { palette, type Palette } from '../color.ts';
import { SUPPRESSIONS_FILE } from '../eslint-suppressions.ts';
import type { Finding, Notice, Report } from '../report.ts';
import { visible } from '../safe-text.ts';
import type { Statistics } from '../statistics.ts';
import { codeFrame } from './code-frame.ts';
import { statisticsTables } from './tables.ts';

export interface Look {
  readonly isColored: boolean;
  /** How long the run took; `undefined` where nobody is watching. */
  readonly seconds: number | undefined;
}

/** The report for a person: each finding with its line of code, then what was not checked, then the sum. */
export function pretty(report: Report, { isColored, seconds }: Look, statistics: Statistics | null): string[] {
  const paint = palette(isColored);
  const lines = report.findings.flatMap((finding) => [...findingLines(finding, paint), '']);
  const tables = statistics ? statisticsTables(statistics, paint) : [];
  return [...lines, ...noticeSections(report, paint), ...tables, summary(report, seconds), ...hints(report)];
}

/** What could not be done, and what is good to know. */
export function noticeSections({ unchecked, notes, fixedProblems }: Report, paint: Palette): string[] {
  const failed = fixedProblems === undefined ? 'Could not be checked:' : 'Could not be checked or fixed:';
  return (
    [
      [failed, unchecked],
      ['Please note:', notes],
    ] as const
  ).flatMap(([title, shown]) => (shown.length > 0 ? [paint.bold(title), ...shown.map(noticeLine), ''] : []));
}

function findingLines(finding: Finding, paint: Palette): string[] {
  const { path, line, column, severity, message, rule, pitfalls } = finding;
  const place = `${paint.bold(visible(path))}:${String(line)}:${String(column)}`;
  const loudness = severity === 'error' ? paint.red(severity) : paint.yellow(severity);
  const origin = paint.dim(`${rule} (${pitfalls.join(', ')})`);
  return [`${place}  ${loudness}  ${visible(message)}  ${origin}`, ...frameLines(finding, paint)];
}

function frameLines({ line, column, endLine, endColumn, sourceLine, severity }: Finding, paint: Palette): string[] {
  const frame = codeFrame(sourceLine, column - 1, endLine === line ? endColumn - 1 : sourceLine.length);
  if (!frame) return [];
  const number = String(line).padStart(6);
  const paintMarks = severity === 'error' ? paint.red : paint.yellow;
  return [
    `${paint.dim(`${number} |`)} ${frame.code}`,
    `${paint.dim(`${' '.repeat(number.length)} |`)} ${' '.repeat(frame.indent)}${paintMarks('^'.repeat(frame.marks))}`,
  ];
}

function noticeLine({ path, line, reason }: Notice): string {
  return `  ${visible(path)}${line === null ? '' : `:${String(line)}`} ${visible(reason)}`;
}

function summary(
  { findings, accepted, unchecked, checkedFiles, minifiedFiles, fixedProblems }: Report,
  seconds: number | undefined,
): string {
  if (checkedFiles === 0) return 'Nothing was checked.';
  const left = new Set(unchecked.map(({ path }) => path)).size;
  const parts = [
    `${found(findings)} ${counted(checkedFiles, 'file')}`,
    ...(seconds === undefined ? [] : [`${seconds.toFixed(1)} s`]),
    ...(fixedProblems === undefined ? [] : [`${counted(fixedProblems, 'problem')} fixed`]),
    ...(left > 0 ? [`${counted(left, 'file')} could not be checked${fixedProblems === undefined ? '' : ' or fixed'}`] : []),
    ...silences.flatMap(([by, words]) => {
      const count = accepted.filter((entry) => entry.by === by).length;
      return count > 0 ? [`${counted(count, 'problem')} ${words}`] : [];
    }),
    ...(minifiedFiles > 0 ? [`${counted(minifiedFiles, 'minified file')} left out`] : []),
  ];
  return parts.join(', ');
}

const silences = [
  ['baseline', 'accepted by the baseline'],
  ['suppressions', `suppressed by ${SUPPRESSIONS_FILE}`],
] as const;

function found(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'No problems in';
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const kinds = `${counted(errors, 'error')}, ${counted(findings.length - errors, 'warning')}`;
  const files = new Set(findings.map(({ path }) => path)).size;
  return `${counted(findings.length, 'problem')} (${kinds}) in ${String(files)} of`;
}

/** The next steps, told with the first finding. */
function hints({ findings, fixedProblems }: Report): string[] {
  const [finding] = findings;
  if (!finding) return [];
  const { comment, rule } = finding;
  const fixable = findings.filter(({ isFixable }) => isFixable).length;
  // Who has asked for fixes already was told why these were not made.
  const isNews = fixable > 0 && fixedProblems === undefined;
  const steps = isNews ? [`${findings.length === 1 ? 'It' : `${String(fixable)} of them`} can be fixed with --fix; --diff shows how`] : [];
  return [
    ...steps,
    `About a rule: pitfalls explain ${rule}`,
    `To accept a finding: ${comment} eslint-disable-next-line pitfalls/${rule} -- why${comment === '<!--' ? ' -->' : ''}`,
  ];
}

export function counted(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
}
