import { palette, type Palette } from '../color.ts';
import type { Finding, Notice, Report } from '../report.ts';
import { visible } from '../safe-text.ts';
import { codeFrame } from './code-frame.ts';

interface Look {
  readonly isColored: boolean;
  /** How long the run took; `undefined` where nobody is watching. */
  readonly seconds: number | undefined;
}

/** The report for a person: each finding with its line of code, then what was not checked, then the sum. */
export function pretty(report: Report, { isColored, seconds }: Look): string[] {
  const paint = palette(isColored);
  const lines = report.findings.flatMap((finding) => [...findingLines(finding, paint), '']);
  for (const [title, isIncomplete] of [['Could not be checked:', true], ['Please note:', false]] as const) {
    const notices = report.notices.filter((notice) => notice.isIncomplete === isIncomplete);
    if (notices.length > 0) lines.push(paint.bold(title), ...notices.map(noticeLine), '');
  }
  return [...lines, summary(report, seconds), ...hints(report.findings)];
}

function findingLines(finding: Finding, paint: Palette): string[] {
  const { path, line, column, severity, message, rule, pitfalls } = finding;
  const place = `${paint.bold(visible(path))}:${String(line)}:${String(column)}`;
  const loudness = severity === 'error' ? paint.red(severity) : paint.yellow(severity);
  return [`${place}  ${loudness}  ${visible(message)}  ${paint.dim(`${rule} (${pitfalls.join(', ')})`)}`, ...frameLines(finding, paint)];
}

function frameLines({ line, column, endLine, endColumn, sourceLine, severity }: Finding, paint: Palette): string[] {
  const frame = codeFrame(sourceLine, column - 1, endLine === line ? endColumn - 1 : sourceLine.length);
  if (!frame) return [];
  const number = String(line).padStart(6);
  const marks = '^'.repeat(frame.marks);
  return [
    `${paint.dim(`${number} |`)} ${frame.code}`,
    `${paint.dim(`${' '.repeat(number.length)} |`)} ${' '.repeat(frame.indent)}${severity === 'error' ? paint.red(marks) : paint.yellow(marks)}`,
  ];
}

function noticeLine({ path, line, reason }: Notice): string {
  return `  ${visible(path)}${line === null ? '' : `:${String(line)}`} ${visible(reason)}`;
}

function summary({ findings, notices, checkedFiles, minifiedFiles }: Report, seconds: number | undefined): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const files = new Set(findings.map(({ path }) => path)).size;
  const unchecked = new Set(notices.filter(({ isIncomplete }) => isIncomplete).map(({ path }) => path)).size;
  const found =
    findings.length === 0
      ? `No problems in ${counted(checkedFiles, 'file')}`
      : `${counted(findings.length, 'problem')} (${counted(errors, 'error')}, ${counted(findings.length - errors, 'warning')}) in ${String(files)} of ${counted(checkedFiles, 'file')}`;
  const parts = [
    found,
    ...(seconds === undefined ? [] : [`${seconds.toFixed(1)} s`]),
    ...(unchecked > 0 ? [`${counted(unchecked, 'file')} could not be checked`] : []),
    ...(minifiedFiles > 0 ? [`${counted(minifiedFiles, 'minified file')} left out`] : []),
  ];
  return parts.join(', ');
}

/** The next steps, told with the first finding. */
function hints([finding]: readonly Finding[]): string[] {
  if (!finding) return [];
  const { comment, rule, url } = finding;
  return [`About a rule: ${url}`, `To accept a finding: ${comment} eslint-disable-next-line pitfalls/${rule} -- why`];
}

function counted(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
}
