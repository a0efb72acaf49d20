import { visible, withoutCommands } from '../safe-text.ts';
import { matchingLines } from './matching-lines.ts';

/** A diff as lines, and whether every one of them is what the file holds, so that `git apply` takes it. */
export interface UnifiedDiff {
  readonly lines: readonly string[];
  readonly isExact: boolean;
}

const CONTEXT = 3;

/** How does a file differ from what it was, as `git diff` tells it? No lines when it does not. */
export function unifiedDiff(path: string, before: string, after: string): UnifiedDiff {
  const old = linesOf(before);
  const now = linesOf(after);
  const changes = changesBetween(old, now);
  if (changes.length === 0) return { lines: [], isExact: true };
  const name = visible(path);
  // A tab ends a name with spaces, as behind it some programs write the time.
  const end = name.includes(' ') ? '\t' : '';
  const lines = [`diff --git a/${name} b/${name}`, `--- a/${name}${end}`, `+++ b/${name}${end}`];
  let isExact = name === path;
  const tell = (sign: string, line: string, isFirst: boolean): void => {
    const shown = withoutCommands(`${sign}${shownLine(line, isFirst)}`);
    isExact &&= shown === `${sign}${withoutEnd(line)}`;
    lines.push(shown, ...(line.endsWith('\n') ? [] : ['\\ No newline at end of file']));
  };
  for (const hunk of hunksOf(changes)) {
    const first = hunk[0] as Change; // A hunk is never empty.
    const last = hunk.at(-1) as Change;
    const start = Math.max(0, first.oldStart - CONTEXT);
    const stop = Math.min(old.length, last.oldEnd + CONTEXT);
    const newStart = first.newStart - (first.oldStart - start);
    const newStop = last.newEnd + (stop - last.oldEnd);
    lines.push(`@@ -${span(start, stop)} +${span(newStart, newStop)} @@`);
    let at = start;
    for (const { oldStart, oldEnd, newStart: from, newEnd: to } of hunk) {
      for (; at < oldStart; at++) tell(' ', old[at] ?? '', at === 0);
      for (; at < oldEnd; at++) tell('-', old[at] ?? '', at === 0);
      for (let index = from; index < to; index++) tell('+', now[index] ?? '', index === 0);
    }
    for (; at < stop; at++) tell(' ', old[at] ?? '', at === 0);
  }
  return { lines, isExact };
}

/** Lines with their ends, which are part of what may differ. Only `\n` ends one, as for Git. */
function linesOf(text: string): string[] {
  const lines: string[] = [];
  let start = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', start)) {
    lines.push(text.slice(start, at + 1));
    start = at + 1;
  }
  if (start < text.length) lines.push(text.slice(start));
  return lines;
}

function withoutEnd(line: string): string {
  return line.endsWith('\n') ? line.slice(0, -1) : line;
}

/** A line as it may be printed: tabs, the first half of `\r\n` and a file's byte order mark do no harm. */
function shownLine(line: string, isFirst: boolean): string {
  const text = withoutEnd(line);
  const mark = isFirst && text.startsWith('\ufeff') ? 1 : 0;
  const end = text.endsWith('\r') ? text.length - 1 : text.length;
  const middle = text.slice(mark, end).split('\t').map(visible).join('\t');
  return text.slice(0, mark) + middle + text.slice(end);
}

/** Lines of the old text that give way to lines of the new one; the ends do not belong to it. */
interface Change {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

function changesBetween(old: readonly string[], now: readonly string[]): Change[] {
  const partners = matchingLines(old, now);
  const changes: Change[] = [];
  let oldStart = 0;
  let newStart = 0;
  for (let oldEnd = 0; oldEnd <= old.length; oldEnd++) {
    const newEnd = oldEnd === old.length ? now.length : (partners[oldEnd] ?? -1);
    if (newEnd < 0) continue;
    if (oldEnd > oldStart || newEnd > newStart) changes.push({ oldStart, oldEnd, newStart, newEnd });
    oldStart = oldEnd + 1;
    newStart = newEnd + 1;
  }
  return changes;
}

/** Changes with no more between them than what both show around them anyway are told together. */
function hunksOf(changes: readonly Change[]): Change[][] {
  const hunks: Change[][] = [];
  let open: Change[] = [];
  for (const change of changes) {
    const previous = open.at(-1);
    if (previous && change.oldStart - previous.oldEnd <= 2 * CONTEXT) open.push(change);
    else hunks.push((open = [change]));
  }
  return hunks;
}

function span(start: number, stop: number): string {
  const count = stop - start;
  // What holds no line stands behind the line before it.
  return count === 1 ? String(start + 1) : `${String(count === 0 ? start : start + 1)},${String(count)}`;
}
