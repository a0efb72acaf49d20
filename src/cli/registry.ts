import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PitfallRule } from '../define-rule.ts';
import { DiskContent } from '../project/disk.ts';
import { Project } from '../project/project.ts';
import { unwritten } from '../project/unopened.ts';
import { checksIn, nextId, rulesNamedIn } from '../team-registry/checks.ts';
import { TEMPLATE, type Entry, type RegistryTable } from '../team-registry/entries.ts';
import { teamOf, type Team } from '../team-registry/live.ts';
import type { Request } from './arguments.ts';
import { palette } from './color.ts';
import { placesOf } from './places.ts';
import { counted } from './report/pretty.ts';
import type { Report } from './report.ts';
import { asciiJson, visible } from './safe-text.ts';
import { readSettings } from './settings.ts';
import { overwrite } from './write-file.ts';

/** An entry of a team's registry, and the file it stands in. */
export interface TeamEntry {
  readonly path: string;
  readonly entry: Entry;
}

/** What checks each entry, and what is found. */
export interface Overview {
  readonly rows: readonly (TeamEntry & { readonly findings: number; readonly fresh: number })[];
  readonly tables: readonly (RegistryTable & { readonly path: string })[];
}

/** The registries of the project around a folder. */
function teamAround(
  cwd: string,
  rules: readonly PitfallRule[],
): { readonly team: Team; readonly root: string } | { readonly mistakes: readonly string[] } {
  const [place] = placesOf(['.'], cwd).places;
  if (!place) return { mistakes: ['this folder cannot be looked into'] };
  const read = readSettings(place.root, rules);
  if ('mistakes' in read) return read;
  const project = new Project(new DiskContent(place.root, true));
  project.registries = read.settings.registries;
  return { team: teamOf(project), root: place.root };
}

const NO_REGISTRY = "there is no registry here: write one called pitfalls.md, or name yours under 'registries' in pitfalls.json";

/** Each entry of the registries with what a run has found of it: in all, and what no baseline accepts. */
export function overviewOf(
  { isUntrusted }: Request,
  cwd: string,
  rules: readonly PitfallRule[],
  report: Report,
): Overview | { readonly mistakes: readonly string[] } {
  if (isUntrusted) return { mistakes: ["'--untrusted' hears nothing that the repository says, its registry included"] };
  const found = teamAround(cwd, rules);
  if ('mistakes' in found) return found;
  const { registries } = found.team;
  if (registries.length === 0) return { mistakes: [NO_REGISTRY] };
  const fresh = tally(report.findings.flatMap(({ pitfalls }) => pitfalls));
  const old = tally(report.accepted.flatMap(({ finding, by }) => (by === 'baseline' ? finding.pitfalls : [])));
  const rows = registries.flatMap(({ path, registry }) =>
    registry.entries.map((entry) => {
      const isChecked = checksIn(entry).length + rulesNamedIn(entry).length > 0;
      const isNew = isChecked ? (fresh.get(entry.id) ?? 0) : 0;
      return { path, entry, fresh: isNew, findings: isChecked ? isNew + (old.get(entry.id) ?? 0) : 0 };
    }),
  );
  return { rows, tables: registries.flatMap(({ path, registry }) => registry.tables.map((table) => ({ path, ...table }))) };
}

function tally(ids: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

function checkersOf(entry: Entry): string[] {
  return [...checksIn(entry).map(({ language, selector }) => `${language} ${selector}`), ...rulesNamedIn(entry).map(({ name }) => name)];
}

/** A line for each entry: its number, its title, what checks it, and what is found. */
export function overviewText({ rows }: Overview, isColored: boolean): string[] {
  const paint = palette(isColored);
  const cells = rows.map(({ entry, findings, fresh }) => [
    entry.id,
    cut(visible(entry.title), 48),
    cut(visible(checkersOf(entry).join(', ')) || 'nothing', 44),
    findings === 0 ? '-' : `${String(findings)}${fresh === findings ? '' : ` (${String(fresh)} new)`}`,
  ]);
  const header = ['ID', 'Title', 'Checked by', 'Found'];
  const widths = header.map((name, column) => Math.max(name.length, ...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const unchecked = rows.filter(({ entry }) => checkersOf(entry).length === 0).length;
  return [
    paint.bold(line(header)),
    ...cells.map(line),
    '',
    `${counted(rows.length, 'entr')
      .replace(/entrs$/u, 'entries')
      .replace(/entr$/u, 'entry')}, ${String(rows.length - unchecked)} of them checked`,
  ];
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

/** The same for a program, with the tables that stand around the entries. */
export function overviewJson({ rows, tables }: Overview): string {
  return asciiJson({
    version: 1,
    entries: rows.map(({ findings, fresh, ...found }) => ({ ...entryData(found), findings, newFindings: fresh })),
    tables: tables.map(({ path, section, header, rows: lines }) => ({ path, section, header, rows: lines })),
  });
}

/** An entry as data. */
export function entryData({ path, entry }: TeamEntry): object {
  return {
    id: entry.id,
    title: entry.title,
    path,
    line: entry.heading.loc.start.line,
    fields: entry.fields.map(({ name, value }) => ({ name, value })),
    detectors: checksIn(entry).map(({ language, selector, files }) => ({ language, selector, files })),
    rules: rulesNamedIn(entry).map(({ name }) => name),
  };
}

/** The entries of the team that words name by their numbers. */
export function teamEntries(words: readonly string[], cwd: string, rules: readonly PitfallRule[]): TeamEntry[] {
  const found = teamAround(cwd, rules);
  if ('mistakes' in found) return [];
  const text = words.join(' ').toLowerCase();
  const tokens = new Set(text.split(/[^\w.-]+/u));
  const isMeant = (id: string): boolean => tokens.has(id.toLowerCase()) || text === id.toLowerCase();
  return found.team.registries.flatMap(({ path, registry }) =>
    registry.entries.filter(({ id }) => isMeant(id)).map((entry) => ({ path, entry })),
  );
}

/** What an entry says, for a person. */
export function entryLines(entries: readonly TeamEntry[], isColored: boolean): string[] {
  const paint = palette(isColored);
  return entries.flatMap(({ path, entry }) => [
    `${paint.bold(entry.id)}  ${visible(entry.title)}`,
    `  ${paint.dim(`${path}:${String(entry.heading.loc.start.line)}`)}`,
    ...entry.fields.filter(({ value }) => value !== '').map(({ name, value }) => `  ${visible(name)}: ${visible(value)}`),
    ...(checkersOf(entry).length === 0 ? ['  Nothing checks it.'] : []),
    '',
  ]);
}

/** A new entry with the next free number, as text or at the end of the registry. */
export function newEntry(
  title: string,
  isWritten: boolean,
  cwd: string,
  rules: readonly PitfallRule[],
): { readonly lines: readonly string[]; readonly mistakes: readonly string[] } {
  const found = teamAround(cwd, rules);
  if ('mistakes' in found) return { lines: [], mistakes: found.mistakes };
  const [first] = found.team.registries;
  const path = first?.path ?? 'pitfalls.md';
  const id = nextId(first?.registry ?? { entries: [], tables: [] });
  const level = '#'.repeat(first?.registry.entries.at(-1)?.heading.level ?? 3);
  const values: Readonly<Record<string, string>> = { Date: new Date().toISOString().slice(0, 10) };
  const lines = [
    `${level} ${id}: ${title.replace(/\s+/gu, ' ').trim()}`,
    ...TEMPLATE.map((name) => `- **${name}:** ${values[name] ?? '[...]'}`),
  ];
  if (!isWritten) return { lines, mistakes: [] };
  const problem = appended(join(found.root, path), first !== undefined, lines);
  if (problem !== undefined) return { lines: [], mistakes: [`${path} could not be written: ${problem}`] };
  return { lines: [`${path}: ${id} was added; replace each [...] in it`], mistakes: [] };
}

/** Adds lines to the end of a file, which is there or begins with them; the answer is why that was not done. */
function appended(location: string, isThere: boolean, lines: readonly string[]): string | undefined {
  try {
    if (!isThere) {
      writeFileSync(location, `# Pitfalls\n\n${lines.join('\n')}\n`, { flag: 'wx' });
      return undefined;
    }
    const before = readFileSync(location);
    const end = before.includes('\r\n') ? '\r\n' : '\n';
    const gap = before.length === 0 ? '' : before.at(-1) === NEWLINE ? end : `${end}${end}`;
    return overwrite(location, before, Buffer.concat([before, Buffer.from(`${gap}${lines.join(end)}${end}`)]));
  } catch (error) {
    return unwritten(error);
  }
}

const NEWLINE = 10;
