import { SharedParser, type TreeSitterParser } from '../../tree-sitter/parser.ts';

const SAMPLE = `@a.b(1)
async def f(x: int = 2, *y) -> "é😀":
  # c
  try: print(f"{x!r:>{y}}", end=z)
  except (A, B) as e: pass
import a.b as c, d
if x == 1 and not y: pass
elif (z: = [
`;

/** Python's parser, and what becomes of it when it fails. */
export const sharedParser = new SharedParser({
  wasm: 'tree-sitter-python.wasm',
  statements: /_(?:statement|definition)$/u,
  patience: 2000,
  sample: SAMPLE,
});

/** The process's parser, started at the first Python file. */
export function pythonParser(): TreeSitterParser {
  return sharedParser.get();
}
