import type { Anchor } from '../language/anchor.ts';
import type { ShellTree } from './syntax/tree.ts';

/** The smallest of these around a place is what a finding there is about. */
const SMALL = new Set(['command', 'declaration_command', 'unset_command', 'variable_assignment', 'test_command', 'comment']);

/** How is a place in a script recognised? By the functions around it, and by its own command or else its line. */
export function anchorAt(tree: ShellTree, place: number): Anchor {
  const { rows, text, grammar } = tree;
  const within: string[] = [];
  let statement = -1;
  for (let row = tree.rowAt(place); row > 0; row = rows.parent[row] ?? -1) {
    const kind = grammar.kindOf(rows.type[row] ?? 0);
    const isAround = place < (rows.end[row] ?? 0);
    if (statement < 0 && isAround && SMALL.has(kind)) statement = row;
    if (kind === 'function_definition' && isAround) within.unshift(nameOf(tree, row));
  }
  return { within, range: statement < 0 ? lineAround(text, place) : [rows.start[statement] ?? 0, rows.end[statement] ?? 0] };
}

function nameOf(tree: ShellTree, definition: number): string {
  const { rows, text } = tree;
  // The first word in it, with the keyword `function` before it or without.
  const [name] = tree.rowsOf(['word'], definition, rows.next[definition]);
  return name === undefined ? '' : text.slice(rows.start[name], rows.end[name]);
}

function lineAround(text: string, place: number): [number, number] {
  const start = place === 0 ? 0 : 1 + Math.max(text.lastIndexOf('\n', place - 1), text.lastIndexOf('\r', place - 1));
  const end = /[\r\n]/u.exec(text.slice(place))?.index;
  return [start, end === undefined ? text.length : place + end];
}
