import type { HashComment } from '../language/hash-comment-source.ts';
import { Lines } from '../language/lines.ts';
import type { Location, Range } from '../language/position.ts';
import { findValue, type FoundValue } from './values.ts';
import type { Assignment, Document, Key, Node, Value } from './nodes.ts';

export interface ParsedDotenv {
  readonly ast: Document;
  readonly comments: readonly HashComment[];
}

/** `export` is no part of the name; it may be a name, though (`export=1`). */
const EXPORT = /export[^\S\r\n]+/uy;
const KEY = /[\p{L}\p{N}_.-]+/uy;
/** `KEY=value`, `KEY = value`, and the `KEY: value` that Node's loader takes too. */
const SEPARATOR = /[^\S\r\n]*=|:(?=[^\S\r\n])/uy;
const BLANK = /[^\S\r\n]*/uy;
const REST_OF_LINE = /[^\r\n]*/uy;
const LINE_END = /\r\n|\r|\n/uy;

/** What does a `.env` file assign? It reads as the loaders do that programs use, and passes over what they would not read. */
export function parseDotenv(text: string): ParsedDotenv {
  const lines = new Lines(text);
  const locate = ([start, end]: Range): Location => ({ start: lines.locate(start), end: lines.locate(end) });
  const assignments: Assignment[] = [];
  const comments: HashComment[] = [];

  let at = 0;
  while (at < text.length) {
    at = after(BLANK, text, at);
    if (text[at] !== '#') {
      const found = findAssignment(text, at);
      if (found) {
        assignments.push(assignmentNode(found, locate));
        at = after(BLANK, text, found.range[1]);
      }
    }
    const end = after(REST_OF_LINE, text, at);
    if (text[at] === '#') comments.push(commentNode(text, [at, end], locate));
    at = after(LINE_END, text, end);
  }

  return { ast: documentNode(text, assignments, locate), comments };
}

interface FoundAssignment {
  readonly range: Range;
  readonly key: Range;
  readonly name: string;
  readonly value: FoundValue | null;
}

function findAssignment(text: string, start: number): FoundAssignment | null {
  const keyStart = after(EXPORT, text, start);
  const keyEnd = after(KEY, text, keyStart);
  const separatorEnd = after(SEPARATOR, text, keyEnd);
  // No name, or nothing that assigns: loaders skip such a line, and so do we.
  if (keyEnd === keyStart || separatorEnd === keyEnd) return null;
  const value = findValue(text, after(BLANK, text, separatorEnd), separatorEnd);
  return { range: [start, value?.range[1] ?? separatorEnd], key: [keyStart, keyEnd], name: text.slice(keyStart, keyEnd), value };
}

/** The end of what the pattern finds right here, or the same place. */
function after(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

type Locate = (range: Range) => Location;

function documentNode(text: string, children: readonly Assignment[], locate: Locate): Document {
  const range: Range = [0, text.length];
  const document = orphan<Document>({ type: 'document', range, loc: locate(range), children });
  for (const child of children) adopt(child, document);
  return document;
}

function assignmentNode(found: FoundAssignment, locate: Locate): Assignment {
  const key = orphan<Key>({ type: 'key', range: found.key, loc: locate(found.key), name: found.name });
  const value = found.value && orphan<Value>({ type: 'value', ...found.value, loc: locate(found.value.range) });
  const assignment = orphan<Assignment>({ type: 'assignment', range: found.range, loc: locate(found.range), key, value });
  adopt(key, assignment);
  if (value) adopt(value, assignment);
  return assignment;
}

function commentNode(text: string, range: Range, locate: Locate): HashComment {
  return { type: 'comment', range, loc: locate(range), text: text.slice(...range) };
}

/** A node whose parent is made after it. */
function orphan<N extends Node>(fields: Omit<N, 'parent'>): N {
  adopt(fields, null);
  return fields as N;
}

/** The parent is not enumerable, because who walks an object's own keys must not walk back up. */
function adopt(child: object, parent: Node | null): void {
  Object.defineProperty(child, 'parent', { value: parent, configurable: true });
}
