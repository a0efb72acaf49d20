import { isObject } from './check-value.ts';
import { FINGERPRINTS, hashOf } from './fingerprint.ts';
import { byCode, type Notice } from './report.ts';
import { asciiJson } from './safe-text.ts';

/** What a project has accepted for now, one finding a line, at its root. */
export const BASELINE_FILE = 'pitfalls-baseline.jsonl';

/** A finding that is not reported again. It is known by its code, so that moving it does not bring it back. */
export interface Entry {
  readonly rule: string;
  readonly path: string;
  readonly fingerprint: string;
  /** The line it stood on, for whoever reads the file. */
  readonly code: string;
  readonly reason?: string;
  /** The last day (`2027-01-31`) on which it holds. */
  readonly until?: string;
}

export type BaselineResult = { readonly entries: readonly Entry[] } | { readonly mistakes: readonly string[] };

const HEADER = 'pitfalls-baseline';

/** Which findings does a baseline accept? */
export function parseBaseline(text: string): BaselineResult {
  const entries: Entry[] = [];
  const mistakes: string[] = [];
  for (const [index, line] of text.split(/\r\n|\n/u).entries()) {
    if (line.trim() === '') continue;
    const read = readLine(line);
    if (typeof read === 'string') mistakes.push(`${BASELINE_FILE}:${String(index + 1)}: ${read}`);
    else if (read) entries.push(read);
  }
  return mistakes.length > 0 ? { mistakes } : { entries };
}

/** An entry, null for the header, or what is wrong. */
function readLine(line: string): Entry | null | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return /^[<=>|]{7}/u.test(line) ? 'a merge was left unfinished here' : 'this is no JSON object';
  }
  if (!isObject(value)) return 'this is no JSON object';
  if (HEADER in value) {
    return value[HEADER] === FINGERPRINTS
      ? null
      : `this baseline is of another version (${String(value[HEADER])}); write it anew with --baseline`;
  }
  const { rule, path, fingerprint, code = '', reason, until } = value;
  if (typeof rule !== 'string' || typeof path !== 'string' || typeof fingerprint !== 'string' || typeof code !== 'string')
    return "'rule', 'path', 'fingerprint' and 'code' must be texts";
  if (reason !== undefined && typeof reason !== 'string') return "'reason' must be a text";
  if (until !== undefined && !isDay(until)) return "'until' must be a day such as 2027-01-31";
  // In the order in which it was written, so that what is kept stays the same line.
  return { path, rule, code, fingerprint, ...(reason === undefined ? {} : { reason }), ...(until === undefined ? {} : { until }) };
}

function isDay(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/u.test(value) && !Number.isNaN(Date.parse(value));
}

/** What an entry may stand for: a finding, or a file that cannot be read. */
export interface Acceptable {
  readonly rule: string;
  readonly path: string;
  readonly fingerprint: string;
}

/** Instead of a rule, where a file that cannot be read is accepted. */
const UNREADABLE = 'unreadable-file';

/** What is wrong with a file, as a baseline knows it: whatever the line, it is the same. */
export function acceptable({ path, reason }: Notice): Acceptable {
  return { rule: UNREADABLE, path, fingerprint: hashOf(reason.replace(/\d+/gu, '')) };
}

export interface Compared<Item> {
  /** What nobody has accepted. */
  readonly left: readonly Item[];
  readonly accepted: ReadonlyMap<Item, Entry>;
  /** Entries that stand for nothing any more. */
  readonly stale: readonly Entry[];
  /** Entries that held until a day that is over. */
  readonly expired: readonly Entry[];
  readonly notices: readonly Notice[];
}

/** What was looked at: an entry about another file cannot be told stale. */
interface Looked {
  readonly wasChecked: (entry: Entry) => boolean;
  readonly exists: (path: string) => boolean;
  /** Today, as `2026-11-20`. */
  readonly today: string;
}

/** Takes what is accepted out of the findings; an entry stands for one finding and no more. */
export function compare<Item extends Acceptable>(
  findings: readonly Item[],
  entries: readonly Entry[],
  { wasChecked, exists, today }: Looked,
): Compared<Item> {
  const open = new Map<string, Entry[]>();
  const notices: Notice[] = [];
  const expired: Entry[] = [];
  for (const entry of entries) {
    if (entry.until !== undefined && entry.until < today) {
      notices.push({ path: entry.path, line: null, reason: `was accepted only until ${entry.until} (${entry.rule})`, isIncomplete: false });
      expired.push(entry);
      continue;
    }
    const key = keyOf(entry);
    const known = open.get(key);
    if (known) known.push(entry);
    else open.set(key, [entry]);
  }
  const accepted = new Map<Item, Entry>();
  const take = (finding: Item, fits: (entry: Entry) => boolean): void => {
    const candidates = open.get(keyOf(finding)) ?? [];
    const at = candidates.findIndex(fits);
    const [entry] = at >= 0 ? candidates.splice(at, 1) : [];
    if (entry) accepted.set(finding, entry);
  };
  for (const finding of findings) take(finding, ({ path }) => path === finding.path);
  // The same code in another file is the same finding when the old file is gone: it was renamed.
  for (const finding of findings) if (!accepted.has(finding)) take(finding, ({ path }) => !exists(path));
  return {
    left: findings.filter((finding) => !accepted.has(finding)),
    accepted,
    stale: [...open.values()].flat().filter((entry) => wasChecked(entry) || !exists(entry.path)),
    expired,
    notices,
  };
}

function keyOf({ rule, fingerprint }: { readonly rule: string; readonly fingerprint: string }): string {
  return `${rule} ${fingerprint}`;
}

/** The file that accepts all this besides the kept entries; what the old ones say about reasons and days stays with them. */
export function baselineText(
  findings: readonly (Acceptable & { readonly code: string })[],
  old: readonly Entry[],
  kept: readonly Entry[],
): string {
  const notes = new Map(old.map((entry) => [`${entry.path} ${keyOf(entry)}`, entry]));
  const entries = findings.map((finding): Entry => {
    const { reason, until } = notes.get(`${finding.path} ${keyOf(finding)}`) ?? {};
    return {
      path: finding.path,
      rule: finding.rule,
      code: finding.code.trim().slice(0, LONGEST_CODE),
      fingerprint: finding.fingerprint,
      ...(reason === undefined ? {} : { reason }),
      ...(until === undefined ? {} : { until }),
    };
  });
  return linesOf([...kept, ...entries]);
}

const LONGEST_CODE = 120;

/** Sorted, a line for each, so that two branches that add different ones merge without a conflict. */
export function linesOf(entries: readonly Entry[]): string {
  const lines = entries.map((entry) => asciiJson(entry, 0).trimEnd());
  return [JSON.stringify({ [HEADER]: FINGERPRINTS }), ...lines.sort(byCode), ''].join('\n');
}
