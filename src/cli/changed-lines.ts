import type { FileKind } from '../language/kind.ts';
import type { ChangedFile } from './changes.ts';
import { decode } from '../project/decode.ts';
import { isTooLarge } from '../project/read-file.ts';
import { matchingLines } from './report/matching-lines.ts';

/** What a file held before a change; nothing where that cannot be read. */
export function textBefore({ before }: ChangedFile, kind: FileKind): string {
  const decoded = before && !isTooLarge(before.length) ? decode(before, kind) : undefined;
  return decoded && 'text' in decoded ? decoded.text : '';
}

/** Which lines, counted from 1, did a text not have before? */
export function changedLines(before: string, now: string): ReadonlySet<number> {
  const lines = linesOf(now);
  const kept = new Set(matchingLines(linesOf(before), lines));
  return new Set(lines.flatMap((_, index) => (kept.has(index) ? [] : [index + 1])));
}

function linesOf(text: string): string[] {
  return text.split(/\r\n|\r|\n/u);
}
