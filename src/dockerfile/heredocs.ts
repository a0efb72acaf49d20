import type { Range } from '../language/position.ts';
import type { Escape } from './nodes.ts';
import { quotedPieces, unquoted } from './words.ts';

/** What opens a heredoc: where it stands in the joined text, and how the lines that follow are read. */
export interface HeredocOpener {
  readonly range: Range;
  readonly name: string;
  readonly isExpanded: boolean;
  readonly stripsTabs: boolean;
}

/** `<<EOF`, `<<-'EOF'`, `3<<EOF`; three signs are a string for a shell, and not this. */
const OPENER = /^\d*<<(-?)([^<]+)$/u;

/** Which heredocs does a joined line open? */
export function heredocOpeners(text: string, from: number, escape: Escape): HeredocOpener[] {
  if (!text.includes('<<', from)) return [];
  return quotedPieces(text, from, escape).flatMap((range): HeredocOpener[] => {
    const [, dash, written] = OPENER.exec(text.slice(...range)) ?? [];
    if (written === undefined) return [];
    const name = unquoted(written, escape);
    return name === '' ? [] : [{ range, name, isExpanded: name === written, stripsTabs: dash === '-' }];
  });
}
