import { visible } from '../safe-text.ts';
import { displayWidth } from './display-width.ts';

/** A line of code and the marks below it, without any colour. */
export interface CodeFrame {
  readonly code: string;
  readonly indent: number;
  readonly marks: number;
}

const TAB = 4;
/** Code before the finding, and all of the line, in columns of a terminal. */
const MOST_BEFORE = 40;
const MOST = 120;

/** The part of a line around a finding; `start` and `end` count from 0 in UTF-16 units. */
export function codeFrame(line: string, start: number, end: number): CodeFrame | undefined {
  if (line.trim() === '') return undefined;
  const first = windowStart(line, start);
  let code = first > 0 ? '…' : '';
  let width = code.length;
  let indent = width;
  let marks = 0;
  let index = first;
  // A line's own indentation is shown unless the line is cropped in front anyway.
  for (const character of line.slice(first, first + MOST * 2)) {
    const cell = character === '\t' ? ' '.repeat(TAB - (width % TAB)) : visible(character);
    const cellWidth = cell.length > character.length || character === '\t' ? cell.length : displayWidth(character);
    if (width + cellWidth > MOST) {
      code += '…';
      break;
    }
    code += cell;
    width += cellWidth;
    if (index < start) indent = width;
    else if (index < end) marks += cellWidth;
    index += character.length;
  }
  return { code: code.trimEnd(), indent, marks: Math.max(1, marks) };
}

/** Where to begin so that the finding is seen; never between the two halves of a character. */
function windowStart(line: string, start: number): number {
  if (start <= MOST - MOST_BEFORE) return 0;
  const first = start - MOST_BEFORE;
  return /^[\uDC00-\uDFFF]/u.test(line.slice(first, first + 1)) ? first + 1 : first;
}
