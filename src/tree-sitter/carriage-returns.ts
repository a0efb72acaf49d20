import type { Grammar, TreeSitterParser } from './parser.ts';
import type { Rows } from './rows.ts';

/** Parses a text whose lines may end in `\r\n` or in a lone `\r`, which grammars do not know; the offsets stay what they are. */
export function parseAnyLineEnds(parser: TreeSitterParser, text: string): Rows {
  if (!text.includes('\r')) return parser.parse(text);
  const rows = parser.parse(text.replace(/\r(?!\n)/gu, '\n'));
  endCommentsBeforeCr(text, rows, parser.grammar);
  return rows;
}

/** Grammars end a comment right before `\n`, so that of `\r\n` one half would belong to the comment. */
function endCommentsBeforeCr(text: string, { size, type, end }: Rows, grammar: Grammar): void {
  const [comment] = grammar.typesOf('comment');
  for (let row = 0; row < size; row++) {
    const last = (end[row] ?? 0) - 1;
    if (type[row] === comment && text[last] === '\r') end[row] = last;
  }
}
