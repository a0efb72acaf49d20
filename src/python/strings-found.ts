import { nodeAt } from './columns.ts';
import type * as Python from './nodes.ts';
import type { PythonTree } from './syntax/tree.ts';

/**
 * The string literals of a file that begin with one of some words, in the order of the text. A file has thousands of
 * strings and hardly one that is sought, so the text is searched and not the tree.
 */
export function stringsBeginningWith(tree: PythonTree, word: string): Python.String[] {
  const { text, rows, grammar } = tree;
  const strings = new Set(grammar.typesOf('string'));
  const found: Python.String[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (text[at - 1] !== '"' && text[at - 1] !== "'") continue;
    let row = rowAt(rows.start, rows.size, at - 1);
    while (row >= 0 && !strings.has(rows.type[row] ?? 0)) row = rows.parent[row] ?? -1;
    if (row < 0) continue;
    const string = nodeAt(tree, row) as Python.String;
    if (found.at(-1) !== string && PREFIX.test(text.slice(string.range[0], at))) found.push(string);
  }
  return found;
}

/** What stands in a literal before its text. */
const PREFIX = /^[a-zA-Z]{0,3}["']{1,3}$/u;

/** The last row that starts at or before a place; the rows' starts never go down. */
function rowAt(starts: Uint32Array, size: number, place: number): number {
  let low = 0;
  let high = size;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= place) low = middle;
    else high = middle;
  }
  return low;
}
