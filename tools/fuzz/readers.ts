import type { TreeSitterParser } from '../../src/tree-sitter/parser.ts';

const COLUMNS = ['type', 'start', 'end', 'parent', 'next', 'field'] as const;

/** Where do the two readers of tree-sitter's trees disagree about a text? Null when they agree. */
export function differenceOfReaders(parser: TreeSitterParser, text: string): string | null {
  const heap = parser.parse(text, 'heap');
  const cursor = parser.parse(text, 'cursor');
  if (heap.size !== cursor.size) return `${String(heap.size)} rows instead of ${String(cursor.size)}`;
  for (const column of COLUMNS) {
    const row = heap[column].findIndex((value, at) => value !== cursor[column][at]);
    if (row >= 0) return `${column} of row ${String(row)}: ${String(heap[column][row])} instead of ${String(cursor[column][row])}`;
  }
  return null;
}
