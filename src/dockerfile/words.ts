import type { Range } from '../language/position.ts';
import { isBlank } from './logical-lines.ts';
import type { Escape } from './nodes.ts';

/** A part of an instruction: where it stands in the joined text, and what Docker reads there. */
export interface FoundWord {
  readonly range: Range;
  readonly text: string;
}

/** The pieces between blanks, as they stand. */
export function piecesBetweenBlanks(text: string, from: number): Range[] {
  const found: Range[] = [];
  for (let at = behindBlanks(text, from); at < text.length; at = behindBlanks(text, at)) {
    const start = at;
    at = behindPiece(text, at);
    found.push([start, at]);
  }
  return found;
}

/** The same, but a blank between quotes or behind the escape sign parts nothing. */
export function quotedPieces(text: string, from: number, escape: Escape): Range[] {
  const found: Range[] = [];
  for (let at = behindBlanks(text, from); at < text.length; at = behindBlanks(text, at)) {
    const start = at;
    at = behindQuotedPiece(text, at, escape);
    found.push([start, at]);
  }
  return found;
}

export function behindQuotedPiece(text: string, from: number, escape: Escape): number {
  let quote = '';
  let at = from;
  for (; at < text.length; at++) {
    const character = text.charAt(at);
    if (quote === '' && isBlank(character.charCodeAt(0))) break;
    if (character === quote) quote = '';
    else if (character === escape && quote !== "'") at++;
    else if (quote === '' && (character === '"' || character === "'")) quote = character;
  }
  // The escape sign may be the last one of all.
  return Math.min(at, text.length);
}

export function behindBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && isBlank(text.charCodeAt(at))) at++;
  return at;
}

export function behindPiece(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isBlank(text.charCodeAt(at))) at++;
  return at;
}

/** What remains of a word when its quotes and escape signs are taken off. */
export function unquoted(written: string, escape: Escape): string {
  if (!written.includes('"') && !written.includes("'") && !written.includes(escape)) return written;
  const parts: string[] = [];
  let quote = '';
  for (let at = 0; at < written.length; at++) {
    const character = written.charAt(at);
    const next = written.charAt(at + 1);
    if (character === quote) quote = '';
    else if (quote === '' && (character === '"' || character === "'")) quote = character;
    else if (character !== escape || quote === "'" || next === '') parts.push(character);
    // Between double quotes only these need the sign, and it stays before all others.
    else if (quote === '"' && next !== '"' && next !== '$' && next !== escape) parts.push(character);
    else {
      parts.push(next);
      at++;
    }
  }
  return parts.join('');
}

/** The quote around all of a text. */
export function quoteAround(written: string, escape: Escape): '"' | "'" | null {
  const [quote] = written;
  if (quote !== '"' && quote !== "'") return null;
  for (let at = 1; at < written.length; at++) {
    if (quote === '"' && written[at] === escape) at++;
    else if (written[at] === quote) return at === written.length - 1 ? quote : null;
  }
  return null;
}

/** The strings of a JSON list that begins here; null when it is none, and Docker takes it for a line for a shell. */
export function jsonList(text: string, from: number): FoundWord[] | null {
  if (text[from] !== '[') return null;
  const found: FoundWord[] = [];
  let at = behindBlanks(text, from + 1);
  if (text[at] === ']') return found;
  for (;;) {
    const word = jsonString(text, at);
    if (!word) return null;
    found.push(word);
    at = behindBlanks(text, word.range[1]);
    // What stands behind the list is passed over by Docker as well.
    if (text[at] === ']') return found;
    if (text[at] !== ',') return null;
    at = behindBlanks(text, at + 1);
  }
}

function jsonString(text: string, start: number): FoundWord | null {
  if (text[start] !== '"') return null;
  // A loop and no pattern: a repeated group costs stack for every escape.
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') {
      const decoded = decodedJson(text.slice(start, at + 1));
      return decoded === null ? null : { range: [start, at + 1], text: decoded };
    }
  }
  return null;
}

function decodedJson(written: string): string | null {
  try {
    return JSON.parse(written) as string;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
