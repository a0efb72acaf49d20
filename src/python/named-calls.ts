import { maskOf, nodeAt } from './columns.ts';
import { identifierRows, Identifiers } from './identifiers.ts';
import { importAliases } from './imports.ts';
import { oncePerTree } from './memo.ts';
import type * as Python from './nodes.ts';
import { MISSING } from '../tree-sitter/rows.ts';
import type { PythonTree } from './syntax/tree.ts';

/**
 * The calls of a file by the last word of what they call (`execute` for `execute(x)` and `db.session.execute(x)`), in the
 * order of the text. Only the calls that are asked for become nodes, and a name is judged once however often it is called;
 * `fits` is asked about the row of each name.
 */
export function callsNamed(
  tree: PythonTree,
  isWanted: (name: string) => boolean,
  fits: (row: number, name: string) => boolean = () => true,
): Python.Call[] {
  const { names, callOf } = calleesOf(tree);
  const rows: number[] = [];
  for (const name of names.names()) {
    if (!isWanted(name)) continue;
    for (const row of names.rows(name)) if (fits(row, name)) rows.push(callOf(row));
  }
  return rows.sort((a, b) => a - b).map((row) => nodeAt(tree, row) as Python.Call);
}

/**
 * May a call mean one of these functions, going by its last word alone? Full names cost more, and nearly no call ends in a
 * word like theirs; where an import gives another name, every name it gives may.
 */
export function mayMean(fullNames: Iterable<string>): (tree: PythonTree, name: string) => boolean {
  const words = new Set(Array.from(fullNames, (name) => name.slice(name.lastIndexOf('.') + 1)));
  return (tree, name) => words.has(name) || importAliases(tree).has(name);
}

/** The last words of what a file's calls call. */
const calleesOf = oncePerTree((tree: PythonTree) => {
  const callOf = callFinder(tree);
  return {
    names: new Identifiers(
      tree,
      identifierRows(tree, (row) => callOf(row) >= 0),
    ),
    callOf,
  };
});

/** Answers with the row of the call whose callee ends in an identifier; -1 for none. */
function callFinder({ grammar, rows }: PythonTree): (identifier: number) => number {
  const { type: types, parent: parents, field: fields } = rows;
  const isCall = maskOf(grammar, ['call']);
  const isAttribute = maskOf(grammar, ['attribute']);
  const attribute = grammar.fieldId('attribute');
  const callee = grammar.fieldId('function');
  return (identifier) => {
    let row = identifier;
    let field = (fields[row] ?? 0) & ~MISSING;
    if (field === attribute && isAttribute[types[parents[row] ?? -1] ?? 0] === 1) {
      row = parents[row] ?? -1;
      field = (fields[row] ?? 0) & ~MISSING;
    }
    const parent = parents[row] ?? -1;
    return field === callee && isCall[types[parent] ?? 0] === 1 ? parent : -1;
  };
}
