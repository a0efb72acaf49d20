import type { Lines } from '../language/lines.ts';
import { ERROR_KIND, MISSING, type Rows } from '../tree-sitter/rows.ts';

/** The part of a Python file's SourceCode that tells what could not be read. */
interface WithTree {
  readonly fileKind?: string;
  readonly tree?: { readonly rows: Rows; readonly lines: Lines };
}

/** The first line of a file that is no Python, though the rest of the file was read; `undefined` when all is well. */
export function brokenPythonLine(source: unknown): number | undefined {
  const { fileKind, tree } = source as WithTree;
  // Where the grammar of shells stumbles, the script may be right.
  if (!tree || fileKind !== 'python') return undefined;
  const { rows } = tree;
  for (let row = 0; row < rows.size; row++) {
    if (rows.type[row] === ERROR_KIND || ((rows.field[row] ?? 0) & MISSING) !== 0) return tree.lines.locate(rows.start[row] ?? 0).line;
  }
  return undefined;
}
