import type { FileKind } from '../language/kind.ts';
import { palette, type Palette } from './color.ts';
import type { FileConfig, RuleConfig } from './config.ts';
import { byCode } from './report.ts';
import { asciiJson, visible } from './safe-text.ts';
import { shown } from './settings-file.ts';

const kinds = {
  python: 'Python',
  javascript: 'JavaScript or TypeScript',
  yaml: 'YAML',
  dotenv: 'dotenv',
  dockerfile: 'a Dockerfile',
  markdown: 'Markdown',
  shell: 'a shell script',
} as const satisfies Record<FileKind, string>;

/** What holds for files, for a person. */
export function configText(files: readonly FileConfig[], isColored: boolean): string[] {
  const paint = palette(isColored);
  const detailed = files.filter(({ rules }) => rules !== null);
  const listed = files.filter(({ rules }) => rules === null);
  const sections = detailed.map((file) => aboutFile(file, paint));
  if (listed.length > 0)
    sections.push(
      listed.map((file) => listLine(file, paint)),
      [totalOf(listed)],
    );
  return sections.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}

function aboutFile({ path, kind, leftOut, isCheckedWhenNamed, rules }: FileConfig, paint: Palette): string[] {
  const name = paint.bold(visible(path));
  const all = isCheckedWhenNamed ? '; named on the command line, it is checked all the same' : '';
  const head = leftOut === null ? `${name} is checked as ${kind ? kinds[kind] : ''}` : `${name} ${visible(leftOut)}${all}`;
  const sorted = (rules ?? []).toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity) || byCode(nameOf(a), nameOf(b)));
  const width = Math.max(0, ...sorted.map((rule) => nameOf(rule).length));
  return [head, ...sorted.flatMap((rule) => ruleLines(rule, width, paint))];
}

const ORDER = ['error', 'warn', 'off'];

function nameOf({ rule }: RuleConfig): string {
  return rule.card.name;
}

function ruleLines(config: RuleConfig, width: number, paint: Palette): string[] {
  const { severity } = config;
  const padded = severity.padEnd('error'.length);
  const level = severity === 'error' ? paint.red(padded) : severity === 'warn' ? paint.yellow(padded) : paint.dim(padded);
  const head = `  ${level}  ${nameOf(config).padEnd(width)}  ${paint.dim(visible(sourceText(config)))}`;
  return [
    head,
    ...changedOptions(config).map(({ name, value, usual }) => `           ${name}: ${written(value)} instead of ${written(usual)}`),
  ];
}

function sourceText({ source, rule }: RuleConfig): string {
  switch (source.by) {
    case 'settings':
      return shown(source.spot);
    case 'command line':
      return '--rule';
    case 'preset':
      return `${source.preset} (${rule.stage === 'preview' ? 'preview' : rule.card.level})`;
  }
}

function changedOptions({ options = {}, rule }: RuleConfig) {
  return Object.entries(options)
    .map(([name, value]) => ({ name, value, usual: rule.card.options?.[name]?.default }))
    .filter(({ value, usual }) => JSON.stringify(value) !== JSON.stringify(usual));
}

function written(value: unknown): string {
  const text = JSON.stringify(value);
  return visible(text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text);
}

const LONGEST = 100;

function listLine({ path, leftOut }: FileConfig, paint: Palette): string {
  return leftOut === null ? visible(path) : paint.dim(`${visible(path)}: ${visible(leftOut)}`);
}

function totalOf(files: readonly FileConfig[]): string {
  const checked = files.filter(({ leftOut }) => leftOut === null).length;
  return `${String(checked)} of ${String(files.length)} ${files.length === 1 ? 'path' : 'paths'} would be checked`;
}

/** The same for a program. */
export function configJson(files: readonly FileConfig[], preset: string): string {
  return asciiJson({
    version: 1,
    preset,
    files: files.map(({ path, kind, leftOut, isCheckedWhenNamed, rules }) => ({
      path,
      kind,
      isChecked: leftOut === null,
      ...(leftOut === null ? {} : { reason: leftOut, isCheckedWhenNamed }),
      ...(rules ? { rules: rules.map(ruleJson) } : {}),
    })),
  });
}

function ruleJson(config: RuleConfig) {
  const { rule, severity, source } = config;
  const options = changedOptions(config).map(({ name, value, usual }) => ({ name, value, default: usual }));
  const from = source.by === 'settings' ? { by: source.by, ...source.spot } : source;
  return { name: rule.card.name, level: rule.card.level, severity, source: from, options };
}
