import type { Edit } from '../language/detector.ts';
import type { FileKind } from '../language/kind.ts';
import type { LintedFile } from './lint.ts';
import { byCode, type Finding, type Notice } from './report.ts';
import { syntaxErrorsIn } from './syntax-errors.ts';

/** A file that was linted, and how to lint it again. */
export interface Fixable {
  readonly path: string;
  readonly kind: FileKind;
  readonly text: string;
  readonly linted: LintedFile;
  readonly lint: (text: string) => LintedFile;
  /** The findings that are told: nobody wants the others changed. */
  readonly told: (findings: readonly Finding[]) => readonly Finding[];
}

/** What the rules' own fixes make of a file; the same text and no count when they are not to be had. */
export interface Fixed {
  readonly text: string;
  readonly linted: LintedFile;
  /** How many problems are gone. */
  readonly count: number;
  readonly notices: readonly Notice[];
}

/** A fix may make room for another one that it overlapped; what needs more rounds than this is going in a circle. */
const MOST_PASSES = 10;

/** What does a file hold after its fixes? A text that is worse than the old one is never the answer. */
export function fixed(file: Fixable): Fixed {
  let { text, linted } = file;
  let errors: number | undefined;
  let count = 0;
  const atStart = fixableIn(file, linted).length;
  for (let pass = 0; ; pass++) {
    const open = fixableIn(file, linted);
    if (open.length === 0) break;
    if (pass === MOST_PASSES) return unfinished(file, { text, linted }, atStart, open);
    const { text: next, applied } = applyTo(text, open, linted.edits);
    // What changes nothing would change nothing for ever.
    if (next === text) break;
    const nextLinted = file.lint(next);
    errors ??= errorsIn(file.text, file, file.linted);
    if (errorsIn(next, file, nextLinted) > errors) {
      return asItWas(file, `was left as it was: the fixes of ${ruleNames(applied)} would break its syntax`);
    }
    text = next;
    linted = nextLinted;
    count += applied.length;
  }
  return { text, linted, count, notices: [] };
}

function fixableIn({ told }: Fixable, { findings, edits }: LintedFile): readonly Finding[] {
  // Most files have nothing to fix, and what is told can be a long question.
  return edits.size === 0 ? [] : told(findings).filter((finding) => edits.has(finding));
}

function errorsIn(text: string, { path, kind }: Fixable, { isChecked }: LintedFile): number {
  return isChecked ? syntaxErrorsIn(withoutMark(text), path, kind) : Infinity;
}

/** Fixes that have got somewhere are kept, so that another run can go on; those that go in a circle are not. */
function unfinished(file: Fixable, { text, linted }: Pick<Fixed, 'text' | 'linted'>, atStart: number, open: readonly Finding[]): Fixed {
  if (open.length >= atStart) return asItWas(file, `was left as it was: the fixes of ${ruleNames(open)} come to no end`);
  const reason = `has still something to fix after ${String(MOST_PASSES)} passes (${ruleNames(open)}): run --fix once more`;
  return { text, linted, count: atStart - open.length, notices: [noticeOf(file, reason)] };
}

function asItWas(file: Fixable, reason: string): Fixed {
  return { text: file.text, linted: file.linted, count: 0, notices: [noticeOf(file, reason)] };
}

function noticeOf({ path }: Fixable, reason: string): Notice {
  return { path, line: null, reason, isIncomplete: false };
}

function ruleNames(findings: readonly Finding[]): string {
  const names = new Set(findings.map(({ rule }) => rule));
  return [...names]
    .sort(byCode)
    .map((name) => `'${name}'`)
    .join(', ');
}

const BYTE_ORDER_MARK = '\ufeff';

function withoutMark(text: string): string {
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
}

interface Applied {
  readonly text: string;
  readonly applied: readonly Finding[];
}

/** Makes the changes that neither overlap nor touch, in the order of the text; the byte order mark does not count. */
function applyTo(text: string, findings: readonly Finding[], edits: ReadonlyMap<Finding, Edit>): Applied {
  const body = withoutMark(text);
  const isCrlf = hasOnlyCrlf(body);
  const changes = findings.flatMap((finding) => {
    const edit = edits.get(finding);
    return edit ? [{ finding, start: Math.max(0, edit.range[0]), end: Math.min(body.length, edit.range[1]), insert: edit.text }] : [];
  });
  const parts = [text.slice(0, text.length - body.length)];
  const applied: Finding[] = [];
  let done = -1;
  for (const { finding, start, end, insert } of changes.sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (start > end || start <= done) continue;
    parts.push(body.slice(Math.max(0, done), start), isCrlf ? insert.replace(/\r?\n/gu, '\r\n') : insert);
    done = end;
    applied.push(finding);
  }
  parts.push(body.slice(Math.max(0, done)));
  return { text: parts.join(''), applied };
}

/** A rule writes `\n`; in a file whose lines all end otherwise, so do the new ones. */
function hasOnlyCrlf(text: string): boolean {
  return text.includes('\r\n') && !/(?<!\r)\n/u.test(text);
}
