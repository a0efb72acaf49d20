import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** What third-party parsers lie beside the package as modules? `tools/build.ts` makes them. */
export type ParserModule = 'babel' | 'esquery' | 'regexpp' | 'scope-manager' | 'toml' | 'yaml';

/** The module of a parser, loaded when the first file of its kind asks for it. The one-file bundle has a module of its own in place of this. */
export function parserModule(name: ParserModule): unknown {
  return require(`#parsers/${name}.cjs`) as unknown;
}

/** The bytes of a WebAssembly file that a parser needs. */
export function parserBytes(file: 'tree-sitter-bash.wasm' | 'tree-sitter-python.wasm' | 'web-tree-sitter.wasm'): Buffer {
  return readFileSync(require.resolve(`#parsers/${file}`));
}

/** A program that is evaluated in a context of its own, and the file that it calls itself. */
export interface Program {
  readonly file: string;
  readonly text: string;
  readonly require: NodeJS.Require;
}

/** The text of tree-sitter's binding, which is started anew after each failure. */
export function treeSitterProgram(): Program {
  const file = require.resolve('#parsers/web-tree-sitter.cjs');
  return { file, text: readFileSync(file, 'utf8'), require };
}
