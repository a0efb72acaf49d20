import type { FileKind } from '../language/kind.ts';
import type { Fence } from '../markdown/nodes.ts';
import { codeIn, type Entry, type Field, type TeamRegistry } from './entries.ts';

/** What an entry has somebody look for, as it is written down; nothing is known to be right yet. */
export interface WrittenCheck {
  readonly field: Field;
  /** As the entry spells it. */
  readonly language: string;
  readonly kind: FileKind | undefined;
  readonly selector: string;
  /** Only in these files; in all where there are none. */
  readonly files: readonly string[];
  /** What this selector means, or what stands in it, is right. */
  readonly unless: { readonly field: Field; readonly selector: string } | undefined;
  readonly level: string;
  readonly bad: readonly Fence[];
  readonly good: readonly Fence[];
}

const LANGUAGES: Readonly<Record<string, FileKind>> = {
  python: 'python',
  py: 'python',
  javascript: 'javascript',
  js: 'javascript',
  jsx: 'javascript',
  typescript: 'javascript',
  ts: 'javascript',
  tsx: 'javascript',
  yaml: 'yaml',
  yml: 'yaml',
  compose: 'yaml',
  workflow: 'yaml',
  dotenv: 'dotenv',
  env: 'dotenv',
  dockerfile: 'dockerfile',
  docker: 'dockerfile',
  shell: 'shell',
  bash: 'shell',
  sh: 'shell',
};

/** The languages in which a check can be written. */
export const checkedLanguages: readonly string[] = Object.keys(LANGUAGES);

/** The checks of an entry: a detector, and the files, exceptions and examples that follow it. */
export function checksIn({ fields }: Entry): WrittenCheck[] {
  const checks: Draft[] = [];
  for (const field of fields) {
    const name = field.name.toLowerCase();
    if (name === 'detector') checks.push(newCheck(field));
    const check = checks.at(-1);
    if (!check) continue;
    if (name === 'files') check.files.push(...listed(field.value));
    if (name === 'unless') check.unless = { field, selector: codeOf(field) };
    if (name === 'level') check.level = field.value.replace(/[`.]/gu, '').trim().toLowerCase();
    if (name === 'bad') check.bad.push(...field.fences);
    if (name === 'good') check.good.push(...field.fences);
  }
  return checks;
}

type Draft = { -readonly [Key in keyof WrittenCheck]: WrittenCheck[Key] extends readonly (infer Item)[] ? Item[] : WrittenCheck[Key] };

function newCheck(field: Field): Draft {
  const [word = ''] = field.value.split(/[\s`:,]/u, 1);
  const language = word.toLowerCase();
  const kind = Object.hasOwn(LANGUAGES, language) ? LANGUAGES[language] : undefined;
  return { field, language: word, kind, selector: codeOf(field), files: [], unless: undefined, level: '', bad: [], good: [] };
}

/** What a field sets as code: in its text, or else in the block below. */
function codeOf({ value, fences }: Field): string {
  return codeIn(value)[0] ?? fences[0]?.text.trim() ?? '';
}

/** The rules of ours that an entry says check it. */
export function rulesNamedIn({ fields }: Entry): { readonly field: Field; readonly name: string }[] {
  return fields
    .filter(({ name }) => name.toLowerCase() === 'rule' || name.toLowerCase() === 'rules')
    .flatMap((field) => {
      const names = listed(field.value).map((name) => name.replace(/^pitfalls\//u, ''));
      // "Rule" may also begin a sentence.
      return names.every((name) => /^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/u.test(name)) ? names.map((name) => ({ field, name })) : [];
    });
}

function listed(value: string): string[] {
  const code = codeIn(value);
  return (code.length > 0 ? code : value.split(',')).map((word) => word.trim().replace(/\.$/u, '')).filter((word) => word !== '');
}

/** The entries that share a number with an earlier one, each with that one. */
export function repeatedIn({ entries }: TeamRegistry): { readonly entry: Entry; readonly first: Entry }[] {
  const seen = new Map<string, Entry>();
  return entries.flatMap((entry) => {
    const first = seen.get(entry.id);
    if (!first) seen.set(entry.id, entry);
    return first ? [{ entry, first }] : [];
  });
}

/** The next number that no entry has, in the form of the last one or of another. */
export function nextId(registry: TeamRegistry, like = registry.entries.at(-1)?.id ?? 'PF-000'): string {
  const { prefix, digits } = partsOf(like);
  return prefix + String((highestIn(registry).get(prefix) ?? 0) + 1).padStart(digits.length, '0');
}

const known = new WeakMap<TeamRegistry, ReadonlyMap<string, number>>();

/** The highest number of each series; looked for once, as a registry may hold very many entries. */
function highestIn(registry: TeamRegistry): ReadonlyMap<string, number> {
  let highest = known.get(registry);
  if (highest) return highest;
  const found = new Map<string, number>();
  for (const { id } of registry.entries) {
    const { prefix, digits } = partsOf(id);
    found.set(prefix, Math.max(found.get(prefix) ?? 0, Number(digits)));
  }
  highest = found;
  known.set(registry, highest);
  return highest;
}

function partsOf(id: string): { readonly prefix: string; readonly digits: string } {
  const [digits = ''] = /\d{1,6}$/u.exec(id) ?? [];
  return { prefix: id.slice(0, id.length - digits.length), digits };
}
