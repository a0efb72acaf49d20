/* eslint-disable @typescript-eslint/no-require-imports -- a module that is required is evaluated when somebody asks for it, and an imported one at the start */
import { createRequire } from 'node:module';
import { inflateRawSync } from 'node:zlib';
import type * as Parsers from '../../src/language/parsers.ts';
import treeSitter from 'text:web-tree-sitter.cjs';
import bashWasm from 'packed:tree-sitter-bash.wasm';
import pythonWasm from 'base64:tree-sitter-python.wasm';
import treeSitterWasm from 'base64:web-tree-sitter.wasm';

/** In the one-file bundle, stands in for `src/language/parsers.ts`: each is evaluated when somebody asks for it. */
export const parserModule: typeof Parsers.parserModule = (name) => {
  switch (name) {
    case 'babel':
      return require('@babel/parser') as unknown;
    case 'scope-manager':
      return require('@typescript-eslint/scope-manager') as unknown;
    case 'toml':
      return require('toml-eslint-parser') as unknown;
    case 'yaml':
      return require('yaml-eslint-parser') as unknown;
  }
};

const wasm = {
  'tree-sitter-python.wasm': pythonWasm,
  'web-tree-sitter.wasm': treeSitterWasm,
};

export const parserBytes: typeof Parsers.parserBytes = (file) =>
  file === 'tree-sitter-bash.wasm' ? inflateRawSync(Buffer.from(bashWasm, 'base64')) : Buffer.from(wasm[file], 'base64');

export const treeSitterProgram: typeof Parsers.treeSitterProgram = () => ({
  file: import.meta.filename,
  text: treeSitter,
  require: createRequire(import.meta.url),
});
