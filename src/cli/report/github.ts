import { byCode, type Finding, type Notice, type Report } from '../report.ts';
import { visible } from '../safe-text.ts';

/** GitHub's runner keeps so many annotations of each level and step, and cuts messages to so many characters. */
const MOST_OF_A_LEVEL = 10;
const LONGEST_MESSAGE = 4000;

type Level = 'error' | 'warning' | 'notice';

/** Workflow commands that annotate a pull request: the ten most telling of each level, and where the others are. */
export function github({ findings, unchecked }: Report): string[] {
  const errors = findings.filter(({ severity }) => severity === 'error');
  const warnings = findings.filter(({ severity }) => severity === 'warning');
  return [
    ...annotations('error', errors),
    ...annotations('warning', warnings),
    ...limited(
      'notice',
      unchecked.map(noticeCommand),
      (left) => `${String(left)} more files could not be checked; the log of this step lists them.`,
    ),
  ];
}

function annotations(level: Level, findings: readonly Finding[]): string[] {
  return limited(
    level,
    mostTelling(findings).map((finding) => findingCommand(level, finding)),
    (left) => `${String(left)} more findings of this kind; the summary and the log of this step list them all.`,
  );
}

/** What stands on lines of the change comes first; of that, and of the others, one finding of each rule, and then the rest. */
function mostTelling(findings: readonly Finding[]): Finding[] {
  const parts = [true, false].map((isOnChange) => findings.filter((finding) => (finding.isOnChange === true) === isOnChange));
  const seen = new Set<string>();
  return parts.flatMap((part) => {
    const firsts = part.filter(({ rule }) => {
      const isFirst = !seen.has(rule);
      seen.add(rule);
      return isFirst;
    });
    return [...new Set([...firsts, ...part])];
  });
}

function limited(level: Level, commands: readonly string[], more: (left: number) => string): string[] {
  if (commands.length <= MOST_OF_A_LEVEL) return [...commands];
  const kept = commands.slice(0, MOST_OF_A_LEVEL - 1);
  return [...kept, `::${level} title=pitfalls::${data(more(commands.length - kept.length))}`];
}

function findingCommand(level: Level, { path, line, column, endLine, endColumn, rule, pitfalls, message, url }: Finding): string {
  // The runner drops the columns of what spans several lines.
  const columns = line === endLine ? `,col=${String(column)},endColumn=${String(endColumn)}` : '';
  const title = property(`${rule} (${pitfalls.join(', ')})`);
  return `::${level} file=${property(path)},line=${String(line)},endLine=${String(endLine)}${columns},title=${title}::${data(`${visible(message)}\n${url}`)}`;
}

function noticeCommand({ path, line, reason }: Notice): string {
  return `::notice file=${property(path)}${line === null ? '' : `,line=${String(line)}`},title=pitfalls::${data(`Could not be checked: ${visible(reason)}`)}`;
}

function data(text: string): string {
  return text.slice(0, LONGEST_MESSAGE).replace(/%/gu, '%25').replace(/\r/gu, '%0D').replace(/\n/gu, '%0A');
}

function property(text: string): string {
  return data(visible(text)).replace(/:/gu, '%3A').replace(/,/gu, '%2C');
}

/** GitHub refuses a step summary of more than 1 MiB, whole. */
const LONGEST_SUMMARY = 1_000_000;

/** A table of all findings as Markdown, for the page of the run. */
export function stepSummary({ findings, unchecked, checkedFiles }: Report): string {
  const counts = new Map<string, number>();
  for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  const perRule = [...counts]
    .sort(([a, m], [b, n]) => n - m || byCode(a, b))
    .map(([rule, count]) => `| ${code(rule)} | ${String(count)} |`);
  const head = [
    `### pitfalls: ${findings.length === 0 ? 'nothing found' : `${String(findings.length)} found`} in ${String(checkedFiles)} files`,
    '',
    ...(perRule.length > 0 ? ['| Rule | Findings |', '| --- | ---: |', ...perRule, ''] : []),
    ...(unchecked.length > 0 ? [`${String(unchecked.length)} files could not be checked; the log lists them.`, ''] : []),
    ...(findings.length > 0 ? ['| Place | Finding | Rule |', '| --- | --- | --- |'] : []),
  ];
  let text = `${head.join('\n')}\n`;
  for (const [index, { path, line, severity, message, rule, pitfalls, url }] of findings.entries()) {
    const row = `| ${code(`${path}:${String(line)}`)} | ${severity}: ${plain(message)} | [${rule}](${url}) ${pitfalls.join(', ')} |\n`;
    if (Buffer.byteLength(text) + Buffer.byteLength(row) > LONGEST_SUMMARY) {
      return `${text}\n${String(findings.length - index)} more are in the log.\n`;
    }
    text += row;
  }
  return text;
}

/** Text in a cell of a table, in which nothing is a tag, a link, a mention or the end of the cell. */
function plain(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/[\\`*_{}[\]()<>#!|@~&$]/gu, (character) => `&#${String(character.charCodeAt(0))};`);
}

function code(text: string): string {
  return `<code>${plain(text)}</code>`;
}
