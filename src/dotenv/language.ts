import type { Language } from '@eslint/core';
import { parseDotenv, type ParsedDotenv } from './parse.ts';
import { DotenvSource } from './source-code.ts';

/** `.env` files as an ESLint language. It never fails on a file's text: a line that assigns nothing is passed over. */
export const language = {
  fileType: 'text',
  lineStart: 1,
  columnStart: 0,
  nodeTypeKey: 'type',
  visitorKeys: { document: ['children'], assignment: ['key', 'value'], key: [], value: [] },

  validateLanguageOptions() {
    // There are none; what a block for all files says is not meant for this one.
  },

  /** A rule for JavaScript may read these when it starts; without them it would crash on files that are not its own. */
  normalizeLanguageOptions(options: { readonly parserOptions?: object }) {
    return { ...options, parserOptions: { ...options.parserOptions } };
  },

  parse(file: { readonly body: string | Uint8Array }) {
    return { ok: true, ...parseDotenv(file.body as string) };
  },

  createSourceCode(file: { readonly body: string | Uint8Array }, parsed: ParsedDotenv) {
    return new DotenvSource(file.body as string, parsed.ast, parsed.comments);
  },
} as const satisfies Partial<Record<keyof Language, unknown>>;
