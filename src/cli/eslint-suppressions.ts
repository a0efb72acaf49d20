import { realpathSync } from 'node:fs';
import { relative, sep } from 'node:path';
import type { Request } from './arguments.ts';
import { isObject } from './check-value.ts';
import { isInside } from '../project/inside.ts';
import type { Place } from './places.ts';
import type { Finding } from './report.ts';
import { readRootFile, readRootFileAt } from './root-file.ts';

/** Where ESLint itself keeps how many errors of which rule a file may have: `eslint --suppress-all` writes it. */
export const SUPPRESSIONS_FILE = 'eslint-suppressions.json';

/** How many findings of a rule ESLint keeps silent in a file: by `path rule`, the path from the root of the project. */
export type Suppressions = ReadonlyMap<string, number>;

type Result = { readonly suppressions: Suppressions } | { readonly mistakes: readonly string[] };

const OURS = 'pitfalls/';

/** What does ESLint keep silent in a project? The file lies where ESLint is started: at the root, or in the working directory. */
export async function suppressionsIn(place: Place, cwd: string, { baseline, baselineFrom, isUntrusted }: Request): Promise<Result> {
  if (baseline === 'ignore' || isUntrusted) return { suppressions: new Map() };
  const start = realpathSync(cwd);
  const below = isInside(place.root, start) ? relative(place.root, start).split(sep).join('/') : '';
  const counts = new Map<string, number>();
  const mistakes: string[] = [];
  for (const folder of new Set(['', below])) {
    const name = folder === '' ? SUPPRESSIONS_FILE : `${folder}/${SUPPRESSIONS_FILE}`;
    const file = baselineFrom === null ? readRootFile(place.root, name) : await readRootFileAt(place, baselineFrom, name);
    if (!file) continue;
    if ('mistakes' in file) mistakes.push(...file.mistakes);
    else mistakes.push(...read(file.text, name, folder, counts));
  }
  return mistakes.length > 0 ? { mistakes } : { suppressions: counts };
}

/** Adds what a file says to the counts; the answer is what is wrong with it. */
function read(text: string, name: string, folder: string, counts: Map<string, number>): string[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return [`${name} is not valid JSON: ${error instanceof Error ? error.message : String(error)}`];
  }
  if (!isObject(value)) return [`${name} must hold an object of files`];
  const mistakes: string[] = [];
  for (const [path, rules] of Object.entries(value)) {
    if (!isObject(rules)) {
      mistakes.push(`${name}: '${path}' must be an object of rules`);
      continue;
    }
    for (const [rule, entry] of Object.entries(rules).filter(([id]) => id.startsWith(OURS))) {
      const count = isObject(entry) ? entry.count : undefined;
      if (typeof count === 'number' && Number.isInteger(count))
        counts.set(`${folder === '' ? '' : `${folder}/`}${path} ${rule.slice(OURS.length)}`, count);
      else mistakes.push(`${name}: '${path}', '${rule}' must have a whole number as its 'count'`);
    }
  }
  return mistakes;
}

/** Which findings of a file does ESLint keep silent? When there are more of a rule than it counts, it tells all of them. */
export function suppressedIn(findings: readonly Finding[], suppressions: Suppressions): ReadonlySet<Finding> {
  if (suppressions.size === 0) return NONE;
  const counts = new Map<string, number>();
  for (const finding of findings) counts.set(keyOf(finding), (counts.get(keyOf(finding)) ?? 0) + 1);
  return new Set(findings.filter((finding) => (counts.get(keyOf(finding)) ?? 0) <= (suppressions.get(keyOf(finding)) ?? 0)));
}

const NONE: ReadonlySet<Finding> = new Set();

function keyOf({ path, rule }: Finding): string {
  return `${path} ${rule}`;
}
