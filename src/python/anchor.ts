import type { Anchor } from '../language/anchor.ts';
import { childRow, kindAt, rowAt, textAt } from './columns.ts';
import type { PythonTree } from './syntax/tree.ts';

const CLAUSES = new Set(['except_clause', 'except_group_clause', 'case_clause', 'with_item', 'decorator', 'elif_clause']);

/** How is a place in a file recognised? */
export function anchorAt(tree: PythonTree, place: number): Anchor {
  const { rows } = tree;
  const within: string[] = [];
  let statement = -1;
  for (let row = rowAt(tree, place); row > 0; row = rows.parent[row] ?? -1) {
    const kind = kindAt(tree, row);
    if (statement < 0 && (kind.endsWith('_statement') || kind.endsWith('_definition') || CLAUSES.has(kind))) statement = row;
    if (kind === 'function_definition' || kind === 'class_definition') {
      const name = childRow(tree, row, 'name');
      // A decorator or a default is part of its definition as well.
      if (name >= 0) within.unshift(textAt(tree, name));
    }
  }
  return { within, range: statement < 0 ? lineAround(tree.text, place) : ownRange(tree, statement) };
}

/** A statement without its block; a handler whole, because what is caught says less than what is done about it. */
function ownRange(tree: PythonTree, row: number): [number, number] {
  const start = tree.rows.start[row] ?? 0;
  const end = tree.rows.end[row] ?? 0;
  if (kindAt(tree, row).startsWith('except')) return [start, end];
  const block = ['body', 'consequence'].map((field) => childRow(tree, row, field)).find((found) => found >= 0);
  return [start, block === undefined ? end : (tree.rows.start[block] ?? end)];
}

function lineAround(text: string, place: number): [number, number] {
  const end = text.indexOf('\n', place);
  return [text.lastIndexOf('\n', place - 1) + 1, end < 0 ? text.length : end];
}
