import { createHash } from 'node:crypto';

/** What the command's JSON report says that is needed here. */
export interface Report {
  readonly summary: { readonly checkedFiles: number };
  readonly findings: readonly Found[];
  readonly skipped: readonly { readonly path: string; readonly line?: number; readonly reason: string }[];
}

interface Found {
  readonly path: string;
  readonly line: number;
  readonly rule: string;
  readonly message: string;
  readonly source: string;
  readonly fingerprint: string;
}

/** Files that could not be read are counted like the findings of a rule. */
export const UNCHECKED = '(unchecked)';

/** One finding as it is stored (by its mark alone), and as a person sees it. */
export interface Marked {
  readonly project: string;
  readonly rule: string;
  readonly mark: string;
  readonly text: string;
}

/** All that was found in a project. Lines that move change no mark; a changed path, statement or function does. */
export function markedIn(project: string, { findings, skipped }: Report): Marked[] {
  return [
    ...findings.map(({ path, line, rule, message, source, fingerprint }) => ({
      project,
      rule,
      mark: markOf(path, fingerprint),
      text: `${path}:${String(line)}  ${source.trim().slice(0, LONGEST)}\n      ${message}`,
    })),
    ...skipped.map(({ path, line, reason }) => ({
      project,
      rule: UNCHECKED,
      mark: markOf(path, reason),
      text: `${path}${line === undefined ? '' : `:${String(line)}`}  ${reason}`,
    })),
  ];
}

const LONGEST = 140;

function markOf(path: string, content: string): string {
  return createHash('sha256').update(`${path}\n${content}`).digest('hex').slice(0, 6);
}

/** What is stored about one rule in one project: nothing of the project's code. */
export interface Line {
  readonly project: string;
  readonly rule: string;
  readonly count: number;
  /** The marks, sorted, one behind the other; where there are very many, a hash of them. */
  readonly marks: string;
}

/** More marks than this are stored as one hash, so that a rule that speaks at every corner does not fill the file. */
const MOST_MARKS = 100;

/** What is to be stored, sorted. */
export function linesOf(found: readonly Marked[]): Line[] {
  const groups = new Map<string, Marked[]>();
  for (const marked of found) {
    const key = `${marked.project} ${marked.rule}`;
    const known = groups.get(key);
    if (known) known.push(marked);
    else groups.set(key, [marked]);
  }
  const lines = [...groups.values()].map((group): Line => {
    const [{ project, rule } = { project: '', rule: '' }] = group;
    const marks = group
      .map(({ mark }) => mark)
      .sort()
      .join('');
    return { project, rule, count: group.length, marks: group.length > MOST_MARKS ? hashed(marks) : marks };
  });
  return lines.sort((a, b) => (`${a.project} ${a.rule}` < `${b.project} ${b.rule}` ? -1 : 1));
}

function hashed(marks: string): string {
  return `#${createHash('sha256').update(marks).digest('hex').slice(0, 16)}`;
}

/** A change of what one rule finds in one project. */
export interface Change {
  readonly project: string;
  readonly rule: string;
  readonly before: number;
  readonly now: number;
  readonly added: readonly Marked[];
  /** The marks of what is gone; only who still has the report of then knows what they stand for. */
  readonly gone: readonly string[];
  /** Is it unknown which of many findings are the new ones? */
  readonly isVague: boolean;
}

/** What is found otherwise than it was accepted? `then` are findings known from an earlier run, as far as there are any. */
export function changesBetween(accepted: readonly Line[], found: readonly Marked[], then: readonly Marked[]): Change[] {
  const current = linesOf(found);
  const key = ({ project, rule }: { readonly project: string; readonly rule: string }): string => `${project} ${rule}`;
  const keys = [...new Set([...accepted, ...current].map(key))].sort();
  return keys.flatMap((name): Change[] => {
    const before = accepted.find((line) => key(line) === name);
    const now = current.find((line) => key(line) === name);
    if (before?.marks === now?.marks) return [];
    const [project = '', rule = ''] = name.split(' ');
    const here = found.filter((marked) => key(marked) === name);
    const old = marksOf(
      before,
      then.filter((marked) => key(marked) === name),
    );
    const counts = { project, rule, before: before?.count ?? 0, now: now?.count ?? 0 };
    if (!old) return [{ ...counts, added: here, gone: [], isVague: true }];
    const added = here.filter(({ mark }) => !taken(old, mark));
    return [{ ...counts, added, gone: old, isVague: false }];
  });
}

/** The marks of a stored line, from itself or from the run that it was written by. */
function marksOf(line: Line | undefined, then: readonly Marked[]): string[] | undefined {
  if (!line) return [];
  if (!line.marks.startsWith('#')) return line.marks.match(/.{6}/gu) ?? [];
  const marks = then.map(({ mark }) => mark).sort();
  return hashed(marks.join('')) === line.marks ? marks : undefined;
}

/** Takes one mark out of the list, if it is there. */
function taken(marks: string[], mark: string): boolean {
  const at = marks.indexOf(mark);
  if (at >= 0) marks.splice(at, 1);
  return at >= 0;
}
