import type { Range } from '../language/position.ts';

export interface FoundValue {
  /** With the quotes. */
  readonly range: Range;
  /** What the program reads. */
  readonly text: string;
  readonly quote: '"' | "'" | '`' | null;
}

/**
 * Which value begins at `start`? A quoted one may span lines; behind it only a comment may stand, or else the loaders take
 * the quote for a character like any other. `null` where the line ends.
 */
export function findValue(text: string, start: number, separatorEnd: number): FoundValue | null {
  const quote = text[start];
  if (quote === '"' || quote === "'" || quote === '`') {
    const end = closedAt(text, start, quote) ?? closedOnItsLine(text, start, quote);
    if (end !== null) return { range: [start, end], text: unescaped(text.slice(start + 1, end - 1), quote), quote };
  }
  const end = plainEnd(text, start, separatorEnd);
  return end > start ? { range: [start, end], text: text.slice(start, end), quote: null } : null;
}

type Quote = '"' | "'" | '`';

function closedAt(text: string, start: number, quote: Quote): number | null {
  // A loop and no pattern: a repeated group costs V8 stack for every escape, and a long value would exhaust it.
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === quote) return isLast(text, at + 1) ? at + 1 : null;
  }
  return null;
}

/** `'C:\dir\'`: the backslash before the last quote of the line is one of the path, not an escape. */
function closedOnItsLine(text: string, start: number, quote: Quote): number | null {
  LINE.lastIndex = start;
  LINE.test(text);
  const last = text.lastIndexOf(quote, LINE.lastIndex - 1);
  return last > start && text[last - 1] === '\\' && isLast(text, last + 1) ? last + 1 : null;
}

function isLast(text: string, at: number): boolean {
  BLANKS.lastIndex = at;
  BLANKS.test(text);
  const next = text[BLANKS.lastIndex];
  return next === undefined || next === '#' || next === '\n' || next === '\r';
}

/** A `#` after white space begins a comment, any other one belongs to the value (`#fff`, `a#b`). */
function plainEnd(text: string, start: number, separatorEnd: number): number {
  let end = start;
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\n' || character === '\r') break;
    const isBlank = BLANK.test(character);
    if (character === '#' && at > separatorEnd && BLANK.test(text.charAt(at - 1))) break;
    if (!isBlank) end = at + 1;
  }
  return end;
}

const LINE = /[^\r\n]*/uy;
const BLANKS = /[^\S\r\n]*/uy;
const BLANK = /\s/u;
const LINE_END = /\r\n?/gu;
const ESCAPE = /\\([^])/gu;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', "'": "'", '\\': '\\' };

/** Loaders know escapes between double quotes; between others only the quote itself can be escaped. */
function unescaped(inner: string, quote: Quote): string {
  const text = inner.replace(LINE_END, '\n');
  if (!text.includes('\\')) return text;
  return text.replace(ESCAPE, (escape, character: string) => {
    if (quote === '"') return ESCAPES[character] ?? escape;
    return character === quote ? quote : escape;
  });
}
