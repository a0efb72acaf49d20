import type { Grammar } from '../tree-sitter/parser.ts';
import { MISSING } from '../tree-sitter/rows.ts';
import type * as Python from './nodes.ts';
import type { PythonTree } from './syntax/tree.ts';

/** The typed root of a tree; here, and in `nodeAt`, the reader's objects become the generated node types. */
export function moduleOf(tree: PythonTree): Python.Module {
  return tree.root as unknown as Python.Module;
}

/** The node that stands in a row of the tree. */
export function nodeAt(tree: PythonTree, row: number): Python.Node {
  return tree.node(row) as unknown as Python.Node;
}

/** The kind of a row, without making its node. */
export function kindAt({ grammar, rows }: PythonTree, row: number): string {
  return grammar.kindOf(rows.type[row] ?? 0);
}

/** The grammar's name of the field that a row stands in; `''` for none. */
export function fieldAt({ grammar, rows }: PythonTree, row: number): string {
  return grammar.fields[(rows.field[row] ?? 0) & ~MISSING] ?? '';
}

/** The row of the first child in a field; -1 for none. */
export function childRow(tree: PythonTree, parent: number, field: string): number {
  const { next } = tree.rows;
  const end = next[parent] ?? 0;
  for (let row = parent + 1; row < end; row = next[row] ?? end) {
    if (fieldAt(tree, row) === field) return row;
  }
  return -1;
}

export function textAt({ rows, text }: PythonTree, row: number): string {
  return text.slice(rows.start[row], rows.end[row]);
}

/** The last row that starts at or before a place of the text: what stands there is this row or one around it. */
export function rowAt(tree: PythonTree, place: number): number {
  return tree.rowAt(place);
}

/** Which of the grammar's numbers belong to some kinds, keyword tokens included. */
export type Mask = Uint8Array;

const masks = new WeakMap<Grammar, Map<string, Mask>>();

export function maskOf(grammar: Grammar, kinds: readonly string[]): Mask {
  let known = masks.get(grammar);
  if (!known) masks.set(grammar, (known = new Map<string, Mask>()));
  const [first = '', ...others] = kinds;
  const key = others.length === 0 ? first : kinds.join(' ');
  let mask = known.get(key);
  if (!mask) {
    const wanted = new Set(kinds);
    mask = Uint8Array.from(grammar.kinds, (kind) => (wanted.has(kind) ? 1 : 0));
    known.set(key, mask);
  }
  return mask;
}

const CALLABLES = ['function_definition', 'lambda'];

/**
 * Visits the rows of some kinds that run as part of the rows `from` to `to`: bodies of functions and lambdas in between
 * run some other time and are passed over, while their defaults, annotations and decorators run here. With `intoClasses`
 * false, class bodies (a scope of their own) are passed over too.
 */
export function eachOwnRow(
  tree: PythonTree,
  from: number,
  to: number,
  mask: Mask,
  intoClasses: boolean,
  visit: (row: number) => void,
): void {
  const { type: types, next } = tree.rows;
  const closed = maskOf(tree.grammar, intoClasses ? CALLABLES : [...CALLABLES, 'class_definition']);
  // A body comes after all else of its definition, so the innermost definition's body is met first.
  const bodies: number[] = [];
  let body = -1;
  for (let row = from; row < to; row++) {
    if (row === body) {
      row = (next[row] ?? row + 1) - 1;
      bodies.pop();
      body = bodies.at(-1) ?? -1;
      continue;
    }
    const type = types[row] ?? 0;
    if (closed[type] === 1) {
      const inner = childRow(tree, row, 'body');
      if (inner >= 0) bodies.push((body = inner));
    }
    if (mask[type] === 1) visit(row);
  }
}
