import { parseWithBabel } from '../javascript/syntax/babel.ts';
import type { FileKind } from '../language/kind.ts';
import { SharedParser } from '../tree-sitter/parser.ts';
import { ERROR_KIND, MISSING } from '../tree-sitter/rows.ts';
import { parsePython } from '../python/syntax/tree.ts';

/**
 * How many mistakes a tolerant parser passes over in a text; for the other kinds of file none, as their parsers are
 * strict and a file with a mistake is not linted at all.
 */
export function syntaxErrorsIn(text: string, path: string, kind: FileKind): number {
  try {
    if (kind === 'python') return errorsInPython(text);
    return kind === 'javascript' ? errorsInJavaScript(text, path) : 0;
  } catch {
    // Whatever stops a parser, the text is not one to be written.
    SharedParser.restartAll();
    return Infinity;
  }
}

function errorsInPython(text: string): number {
  const { rows } = parsePython(text);
  let errors = 0;
  for (let row = 0; row < rows.size; row++) {
    if (rows.type[row] === ERROR_KIND || ((rows.field[row] ?? 0) & MISSING) !== 0) errors++;
  }
  return errors;
}

/** Babel lists what it has passed over, such as a constant declared twice. */
function errorsInJavaScript(text: string, path: string): number {
  return (parseWithBabel(text, path) as { readonly errors?: readonly unknown[] }).errors?.length ?? 0;
}
