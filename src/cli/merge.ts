import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { isObject } from './check-value.ts';
import type { AcceptedEntry, PartFound, RootFound } from './part.ts';
import { reasonOf } from '../project/unopened.ts';
import { byCode, NOTHING_FOUND, type Notice } from './report.ts';
import { summed } from './several-roots.ts';

/** The parts of one run as the run itself, or why they are not that. */
export function mergedParts(files: readonly string[], cwd: string): PartFound | { readonly mistakes: readonly string[] } {
  const mistakes: string[] = [];
  const parts: { readonly file: string; readonly found: PartFound }[] = [];
  for (const file of files) {
    const found = partIn(file, cwd);
    if (typeof found === 'string') mistakes.push(`'${file}' ${found}`);
    else parts.push({ file, found });
  }
  const [first] = parts;
  if (mistakes.length > 0 || !first) return { mistakes };
  const { of, run } = first.found;
  const byNumber = new Map<number, string>();
  for (const { file, found } of parts) {
    const twin = byNumber.get(found.part);
    if (found.of !== of)
      mistakes.push(`'${file}' is one of ${String(found.of)} parts and '${first.file}' one of ${String(of)}: merge the parts of one run`);
    else if (found.run !== run) mistakes.push(`'${file}' and '${first.file}' are not of one run: the files or the options differ`);
    else if (twin !== undefined) mistakes.push(`'${file}' and '${twin}' are both part ${String(found.part)} of ${String(of)}`);
    byNumber.set(found.part, file);
  }
  const missing = Array.from({ length: of }, (_, index) => index + 1).filter((part) => !byNumber.has(part));
  if (mistakes.length === 0 && missing.length > 0) mistakes.push(`of ${String(of)} parts these are missing: ${missing.join(', ')}`);
  if (mistakes.length > 0) return { mistakes };
  const all = parts.map(({ found }) => found);
  const prefixes = [...new Set(all.flatMap(({ roots }) => roots.map(({ prefix }) => prefix)))];
  return {
    ...first.found,
    notices: once(all.map(({ notices }) => notices)),
    roots: prefixes.map((prefix) =>
      mergedRoot(
        prefix,
        all.flatMap(({ roots }) => roots.filter((root) => root.prefix === prefix)),
      ),
    ),
  };
}

/** The part that a report tells of, or what is wrong with it. */
function partIn(file: string, cwd: string): PartFound | string {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(resolve(cwd, file), 'utf8'));
  } catch (error) {
    return error instanceof SyntaxError ? 'is no JSON: is it the output of --format json?' : reasonOf(error);
  }
  const shard = isObject(value) ? value.shard : undefined;
  if (!isObject(shard)) return 'is no report on a part of a run: make it with --shard and --format json';
  if (shard.version !== packageJson.version) return `was made by pitfalls ${String(shard.version)}, and this is ${packageJson.version}`;
  const { part, of, run, asked, notices, roots } = shard;
  const isNumbered =
    Number.isInteger(part) && Number.isInteger(of) && Number(part) >= 1 && Number(part) <= Number(of) && Number(of) <= 9999;
  const isWhole =
    isNumbered && typeof run === 'string' && isObject(asked) && Array.isArray(notices) && Array.isArray(roots) && roots.every(isRoot);
  return isWhole ? (shard as unknown as PartFound) : 'was changed since pitfalls wrote it';
}

function isRoot(value: unknown): boolean {
  if (
    !isObject(value) ||
    typeof value.prefix !== 'string' ||
    !Array.isArray(value.listing) ||
    !Array.isArray(value.accepted) ||
    !Array.isArray(value.limits)
  )
    return false;
  const { report } = value;
  return isObject(report) && ['findings', 'accepted', 'disabled', 'notices'].every((name) => Array.isArray(report[name]));
}

function mergedRoot(prefix: string, roots: readonly RootFound[]): RootFound {
  const report = summed([NOTHING_FOUND, ...roots.map(({ report: own }) => own)]);
  return {
    prefix,
    // In the order of the whole run: an entry of the baseline stands for the first finding that it fits.
    report: { ...report, findings: report.findings.toSorted((a, b) => byCode(a.path, b.path)) },
    listing: once(roots.map(({ listing }) => listing)),
    accepted: mergedEntries(roots),
    limits: roots[0]?.limits ?? [],
    isWhole: roots.every(({ isWhole }) => isWhole),
  };
}

/** All parts have read the same baseline, and each knows of the files that it has checked. */
function mergedEntries([first, ...others]: readonly RootFound[]): AcceptedEntry[] {
  return (first?.accepted ?? []).map(({ entry, wasChecked, exists }, index) => ({
    entry,
    wasChecked: wasChecked || others.some(({ accepted }) => accepted[index]?.wasChecked === true),
    exists,
  }));
}

/** What each part says of the whole, once; what one of them says twice, twice. */
function once(lists: readonly (readonly Notice[])[]): Notice[] {
  const most = new Map<string, readonly Notice[]>();
  for (const list of lists) {
    const own = new Map<string, Notice[]>();
    for (const notice of list) own.set(JSON.stringify(notice), [...(own.get(JSON.stringify(notice)) ?? []), notice]);
    for (const [key, same] of own) if (same.length > (most.get(key)?.length ?? 0)) most.set(key, same);
  }
  return [...most.values()].flat();
}
