import type { PitfallRule } from '../define-rule.ts';
import { pages } from '../generated/pages.ts';
import { pitfalls, registries, type Pitfall } from '../registry/pitfalls.ts';
import { palette, type Palette } from './color.ts';
import { didYouMean } from '../language/nearest.ts';
import { entryData, type TeamEntry } from './registry.ts';
import { asciiJson } from './safe-text.ts';

/** What a name stands for: an entry of a registry, a rule, or both of one line of output. */
export interface Subject {
  readonly pitfalls: readonly Pitfall[];
  readonly rules: readonly PitfallRule[];
  /** Rules that the entries name and that are not built yet. */
  readonly planned: readonly string[];
}

/** What is meant by an ID, a rule's name, or a line of our output that holds either? Otherwise the answer is a complaint. */
export function subjectOf(words: readonly string[], rules: readonly PitfallRule[]): Subject | string {
  const text = words.join(' ');
  const byName = new Map(rules.flatMap((rule) => [...(rule.card.formerly ?? []), rule.card.name].map((name) => [name, rule])));
  const tokens = text.split(/[^\w.-]+/u).map((token) => token.replace(/^\.+|\.+$/gu, ''));
  const named = tokens.flatMap((token) => byName.get(token.toLowerCase()) ?? []);
  // In a line of output the rule is what is asked about; its entries are told with it.
  const ids = named.length > 0 ? [] : tokens.flatMap((token) => bySpelling.get(spelling(token)) ?? []);
  const planned = ids.flatMap((pitfall) => pitfall.rules).filter((name) => !byName.has(name));
  const known = [...named, ...ids.flatMap((pitfall) => pitfall.rules.flatMap((name) => byName.get(name) ?? []))];
  if (named.length + ids.length > 0) return { pitfalls: unique(ids), rules: unique(known), planned: unique(planned) };
  const announced = tokens.find((token) => pitfalls.some((pitfall) => pitfall.rules.includes(token)));
  if (announced !== undefined)
    return { pitfalls: pitfalls.filter((pitfall) => pitfall.rules.includes(announced)), rules: [], planned: [announced] };
  const names = [...byName.keys(), ...pitfalls.map(({ id }) => id)];
  return `there is no rule and no pitfall '${text}'${didYouMean(text, names)}`;
}

/** `pf-9b` is a way to write `PF-009b`. */
function spelling(id: string): string {
  return id.toLowerCase().replace(/-0+(?=\d)/u, '-');
}

const bySpelling = new Map(pitfalls.map((pitfall) => [spelling(pitfall.id), pitfall]));

/** What bites, what to write instead, and how to accept it: for a person. */
export function explanation({ pitfalls: entries, rules, planned }: Subject, isColored: boolean): string[] {
  const paint = palette(isColored);
  const sections = [
    ...entries.map((pitfall) => aboutPitfall(pitfall, paint)),
    ...planned.map((name) => [`${paint.bold(name)} is not built yet: nothing looks for this.`]),
    ...rules.map((rule) => aboutRule(rule, paint)),
  ];
  return sections.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}

function aboutPitfall({ id, title, registry, rules, why }: Pitfall, paint: Palette): string[] {
  const source = registries.find((known) => known.id === registry)?.description ?? registry;
  return [
    `${paint.bold(id)}  ${title}`,
    `  ${paint.dim(source)}`,
    why === undefined ? `  Looked for by: ${rules.join(', ')}` : `  No rule can look for it: ${why}.`,
  ];
}

function aboutRule({ card }: PitfallRule, paint: Palette): string[] {
  const page = pages[card.name];
  return page === undefined ? [paint.bold(card.name), `${card.summary}.`] : [...shown(page, paint), '', ...acceptance(card.name, paint)];
}

function acceptance(rule: string, paint: Palette): string[] {
  return [
    paint.bold('To accept a finding'),
    '',
    `  In Python, YAML, .env files, Dockerfiles and shell scripts:  # eslint-disable-next-line pitfalls/${rule} -- why`,
    `  In JavaScript and TypeScript:    // eslint-disable-next-line pitfalls/${rule} -- why`,
    `  For a whole project, in pitfalls.json:  { "rules": { "${rule}": "off" } }`,
  ];
}

/** A page as a terminal shows it: headings stand out, code is indented, the marks of Markdown are gone. */
function shown(page: string, paint: Palette): string[] {
  const lines: string[] = [];
  let isCode = false;
  for (const line of page.trimEnd().split('\n')) {
    if (line.startsWith('```')) isCode = !isCode;
    else if (isCode) lines.push(line === '' ? '' : `    ${line}`);
    else if (/^#+ /u.test(line)) lines.push(paint.bold(line.replace(/^#+ /u, '')));
    else if (!/^\| (?:---|\|)/u.test(line)) lines.push(plain(line));
  }
  return lines;
}

function plain(line: string): string {
  return line
    .replace(/^\| ?(.*?) ?\|$/u, (_, cells: string) => cells.split(' | ').join(': '))
    .replace(/\[([^\]]*)\]\([^)]*\)/gu, '$1')
    .replace(/`([^`]*)`/gu, '$1')
    .replace(/\*([^*]+)\*/gu, '$1');
}

/** The same for a program. */
export function explanationJson({ pitfalls: entries, rules, planned }: Subject, team: readonly TeamEntry[]): string {
  return asciiJson({
    version: 1,
    ...(team.length > 0 ? { team: team.map(entryData) } : {}),
    pitfalls: entries.map(({ id, title, registry, rules: names, why }) => ({
      id,
      title,
      registry,
      rules: names,
      ...(why === undefined ? {} : { why }),
    })),
    rules: rules.map(({ card, meta, kinds, since, stage }) => ({
      name: card.name,
      summary: card.summary,
      level: card.level,
      since,
      stage,
      pitfalls: card.pitfalls,
      kinds,
      url: meta?.docs?.url,
      page: pages[card.name],
    })),
    planned,
  });
}

/** Every rule with what it stands for, a line each. */
export function ruleList(rules: readonly PitfallRule[], isColored: boolean): string[] {
  const paint = palette(isColored);
  const width = Math.max(...rules.map(({ card }) => card.name.length));
  return rules.map(
    ({ card }) =>
      `${paint.bold(card.name.padEnd(width))}  ${card.level.padEnd('certain'.length)}  ${card.summary}  ${paint.dim(card.pitfalls.join(', '))}`,
  );
}

function unique<Item>(items: readonly Item[]): Item[] {
  return [...new Set(items)];
}
