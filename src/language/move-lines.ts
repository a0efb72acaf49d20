import type { Edit } from './detector.ts';
import type { Range } from './position.ts';

/** A piece of code that stands on lines of its own, and how far above it comments may still belong to it. */
export interface MovablePiece {
  readonly range: Range;
  /** Comments before this place are about something larger. */
  readonly floor: number;
}

/**
 * The edits that move a piece, with its lines and the comments above it, over or under another one; null when either shares
 * a line with other code.
 */
export function moveLines(
  text: string,
  moved: MovablePiece,
  where: 'above' | 'below',
  target: MovablePiece,
  comment: '#' | '//',
): Edit[] | null {
  const from = linesOf(text, moved, comment);
  const to = linesOf(text, target, comment);
  if (!from || !to) return null;
  const at = where === 'above' ? to[0] : to[1];
  return [
    { range: [at, at], text: text.slice(from[0], from[1]) },
    { range: from, text: '' },
  ];
}

/** From the first character of a piece's lines, whole lines of comment above it included, to the beginning of the line below. */
function linesOf(text: string, { range, floor }: MovablePiece, comment: string): [number, number] | null {
  const start = lineStart(text, range[0]);
  const end = text.indexOf('\n', range[1]) + 1;
  const rest = text.slice(range[1], end).trim();
  if (end === 0 || text.slice(start, range[0]).trim() !== '' || (rest !== '' && !rest.startsWith(comment))) return null;
  return [withComments(text, start, floor, comment), end];
}

function withComments(text: string, start: number, floor: number, comment: string): number {
  let at = start;
  while (at > floor) {
    const previous = lineStart(text, at - 1);
    if (previous < floor || !text.slice(previous, at).trimStart().startsWith(comment)) break;
    at = previous;
  }
  return at;
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}
