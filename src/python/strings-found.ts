import { maskOf, nodeAt, rowAt } from './columns.ts';
import type * as Python from './nodes.ts';
import type { PythonTree } from './syntax/tree.ts';

/**
 * The string literals of a file that begin with a word, in the order of the text. A file has thousands of strings and
 * hardly one that is sought, so the text is searched and not the tree. One of the words in `before` may stand before it.
 */
export function stringsBeginningWith(tree: PythonTree, word: string, before: readonly string[] = ['']): Python.String[] {
  const { text } = tree;
  const found: Python.String[] = [];
  // Nothing at all stands everywhere, and for ever at the end.
  if (word === '') return found;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const first = before.find((start) => text.startsWith(start, at - start.length) && QUOTES.has(text[at - start.length - 1] ?? ''));
    if (first === undefined) continue;
    const start = at - first.length;
    const string = stringAround(tree, start - 1);
    if (string && found.at(-1) !== string && PREFIX.test(text.slice(string.range[0], start))) found.push(string);
  }
  return found;
}

const QUOTES = new Set(['"', "'"]);

/** The string literals in which a pattern (with the flag `g`) finds something, in the order of the text. */
export function stringsHolding(tree: PythonTree, pattern: RegExp): Python.String[] {
  const found: Python.String[] = [];
  for (const { index } of tree.text.matchAll(pattern)) {
    const string = stringAround(tree, index);
    if (string && found.at(-1) !== string) found.push(string);
  }
  return found;
}

/** The innermost string literal that a place of the text stands in. */
function stringAround(tree: PythonTree, place: number): Python.String | null {
  const { rows, grammar } = tree;
  const strings = maskOf(grammar, ['string']);
  let row = rowAt(tree, place);
  while (row >= 0 && !(strings[rows.type[row] ?? 0] === 1 && (rows.end[row] ?? 0) > place)) row = rows.parent[row] ?? -1;
  return row < 0 ? null : (nodeAt(tree, row) as Python.String);
}

/** What stands in a literal before its text. */
const PREFIX = /^[a-zA-Z]{0,3}["']{1,3}$/u;
