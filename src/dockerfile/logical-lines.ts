import type { Lines } from '../language/lines.ts';
import type { Range } from '../language/position.ts';
import type { Escape } from './nodes.ts';

/** One instruction's lines: a line, and all that are joined to it. */
export interface LogicalLine {
  /** What is left of each line without its comments, the signs that join them and the blanks around. */
  readonly pieces: readonly Range[];
  /** Comments between its lines. */
  readonly comments: readonly Range[];
  /** The first line that does not belong to it any more, counted from 0. */
  readonly next: number;
}

/** The lines of a file, counted from 0, as Docker looks at them. */
export class PhysicalLines {
  readonly text: string;
  readonly count: number;
  readonly #starts: readonly number[];
  #last: Map<string, number> | undefined;
  #lastBehindTabs: Map<string, number> | undefined;

  constructor(text: string, lines: Lines) {
    this.text = text;
    this.#starts = lines.starts;
    this.count = lines.starts.length;
  }

  start(line: number): number {
    return this.#starts[line] ?? this.text.length;
  }

  /** Where the line ends, before what ends it. */
  end(line: number): number {
    const start = this.start(line);
    let end = this.start(line + 1);
    if (end > start && this.text.charCodeAt(end - 1) === 10) end--;
    if (end > start && this.text.charCodeAt(end - 1) === 13) end--;
    return end;
  }

  /** Where what is written in the line begins; its end where nothing is. */
  indented(line: number): number {
    const end = this.end(line);
    let at = this.start(line);
    while (at < end && isBlank(this.text.charCodeAt(at))) at++;
    return at;
  }

  commentOf(line: number): Range | null {
    const start = this.indented(line);
    return this.text[start] === '#' ? [start, this.end(line)] : null;
  }

  /** The first line from `from` on that is nothing but a word, perhaps behind tabs; -1 when there is none. */
  lineThatIs(word: string, from: number, behindTabs: boolean): number {
    // Without this, each of many heredocs that nobody closes would be looked for to the end of the file.
    const last = behindTabs ? (this.#lastBehindTabs ??= this.#lastLines(/^\t+/u)) : (this.#last ??= this.#lastLines(null));
    if ((last.get(word) ?? -1) < from) return -1;
    for (let line = from; line < this.count; line++) {
      let start = this.start(line);
      const end = this.end(line);
      while (behindTabs && start < end && this.text[start] === '\t') start++;
      if (end - start === word.length && this.text.startsWith(word, start)) return line;
    }
    return -1;
  }

  /** Where does each short line stand for the last time? */
  #lastLines(leftOut: RegExp | null): Map<string, number> {
    const last = new Map<string, number>();
    for (let line = 0; line < this.count; line++) {
      const start = this.start(line);
      const end = this.end(line);
      if (end - start > LONGEST_WORD) continue;
      const content = this.text.slice(start, end);
      last.set(leftOut ? content.replace(leftOut, '') : content, line);
    }
    return last;
  }
}

/** Nobody closes a heredoc with more. */
const LONGEST_WORD = 500;

/** Which lines make up the instruction that begins in a line? Comments and empty lines between them are passed over. */
export function logicalLine(lines: PhysicalLines, first: number, escape: Escape): LogicalLine {
  const pieces: Range[] = [];
  const comments: Range[] = [];
  let line = first;
  for (let goesOn = true; goesOn && line < lines.count; line++) {
    const comment = line > first ? lines.commentOf(line) : null;
    if (comment) {
      comments.push(comment);
      continue;
    }
    const start = lines.indented(line);
    const end = lines.end(line);
    if (start === end) {
      if (line > first) continue;
      return { pieces, comments, next: line + 1 };
    }
    // Docker joins the blanks before a further line as well.
    const from = line > first ? lines.start(line) : start;
    const joint = jointOf(lines.text, from, end, escape);
    pieces.push([from, joint ?? end]);
    goesOn = joint !== null;
  }
  return { pieces: trimmed(lines.text, pieces), comments, next: line };
}

/** Where stands the sign that joins the next line? A doubled one does not, and blanks may follow it. */
function jointOf(text: string, start: number, end: number, escape: Escape): number | null {
  let last = end - 1;
  while (last >= start && isBlank(text.charCodeAt(last))) last--;
  if (last < start || text[last] !== escape) return null;
  return last > start && text[last - 1] === escape ? null : last;
}

/** Without the blanks before the first character and behind the last. */
function trimmed(text: string, pieces: readonly Range[]): Range[] {
  let first = 0;
  let last = pieces.length;
  const isBlankPiece = (piece: Range | undefined): boolean => piece !== undefined && text.slice(...piece).trim() === '';
  while (first < last && isBlankPiece(pieces[first])) first++;
  while (last > first && isBlankPiece(pieces[last - 1])) last--;
  return pieces.slice(first, last).map(([start, end], index) => {
    let [from, to] = [start, end];
    if (index === 0) while (isBlank(text.charCodeAt(from))) from++;
    if (index === last - first - 1) while (isBlank(text.charCodeAt(to - 1))) to--;
    return [from, to];
  });
}

/** A space, a tab, a form feed and the like; what ends a line does not stand inside of one. */
export function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}
