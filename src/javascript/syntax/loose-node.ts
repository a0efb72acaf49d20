import type { Position } from '../../language/position.ts';

/** A node on its way from Babel's tree to ESTree's, whose fields may be renamed, added or replaced. */
export interface LooseNode {
  type: string;
  range: [start: number, end: number];
  loc: { start: Position; end: Position };
  [field: string]: unknown;
}

/** Where a parsed node stands, for conversions that depend on it. */
export interface Slot {
  readonly text: string;
  readonly parent: LooseNode;
  readonly key: string;
}

/** Turns one of Babel's nodes, its children still unconverted, into an ESTree node: usually itself. */
export type Conversion = (node: LooseNode, slot: Slot) => LooseNode;

export function isNode(value: unknown): value is LooseNode {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}

/** A field that holds a list of nodes; an absent one holds none. */
export function nodesIn(node: LooseNode, field: string): LooseNode[] {
  const value = node[field];
  return Array.isArray(value) ? (value as LooseNode[]) : [];
}

/** Moves a node's field to the name ESTree gives it, unless it is there already. */
export function rename(node: LooseNode, from: string, to: string): void {
  if (node[from] === undefined || node[from] === null) return;
  node[to] = node[from];
  node[from] = undefined;
}

/** A new node that covers the text from one place to another. */
export function nodeBetween(type: string, from: Place, to: Place, fields: Record<string, unknown>): LooseNode {
  return { type, range: [from.index, to.index], loc: { start: from.position, end: to.position }, ...fields };
}

/** A place in the text in both of ESLint's ways to say it. */
export interface Place {
  readonly index: number;
  readonly position: Position;
}

export function startOf(node: LooseNode): Place {
  return { index: node.range[0], position: node.loc.start };
}

export function endOf(node: LooseNode): Place {
  return { index: node.range[1], position: node.loc.end };
}

/** The place some characters after another one. */
export function placeAfter(from: Place, index: number, text: string): Place {
  let { line } = from.position;
  let lineStart = from.index - from.position.column;
  for (const { index: at, 0: end } of text.slice(from.index, index).matchAll(/\r\n|[\r\n\u2028\u2029]/gu)) {
    line += 1;
    lineStart = from.index + at + end.length;
  }
  return { index, position: { line, column: index - lineStart } };
}

/** The first place from another one on, outside of comments, where the text holds a character. */
export function placeOf(character: string, from: Place, text: string): Place {
  return search(from, text, (found) => found === character);
}

/** Where the next token starts. */
export function nextToken(from: Place, text: string): Place {
  return search(from, text, (found) => found.trim() !== '');
}

function search(from: Place, text: string, isSought: (character: string) => boolean): Place {
  let { index } = from;
  while (index < text.length) {
    if (text.startsWith('//', index)) index = endOfLine(text, index);
    else if (text.startsWith('/*', index)) index = Math.max(text.indexOf('*/', index + 2), index) + 2;
    else if (isSought(text.charAt(index))) break;
    else index += 1;
  }
  return placeAfter(from, Math.min(index, text.length), text);
}

/** Makes a node start elsewhere. */
export function moveStart(node: LooseNode, { index, position }: Place): void {
  node.range = [index, node.range[1]];
  node.loc = { start: position, end: node.loc.end };
}

function endOfLine(text: string, from: number): number {
  const lineBreak = /[\r\n\u2028\u2029]/gu;
  lineBreak.lastIndex = from;
  return lineBreak.exec(text)?.index ?? text.length;
}
