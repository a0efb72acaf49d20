import type { Language } from '@eslint/core';
import { parseMarkdown, type ParsedMarkdown } from './parse.ts';
import { MarkdownSource } from './source-code.ts';

/** Markdown as an ESLint language: headings, lists, tables and fenced blocks. It never fails on a file's text. */
export const language = {
  fileType: 'text',
  lineStart: 1,
  columnStart: 0,
  nodeTypeKey: 'type',
  visitorKeys: { document: ['children'], heading: [], fence: [], item: [], paragraph: [], table: [] },

  validateLanguageOptions() {
    // There are none; what a block for all files says is not meant for this one.
  },

  /** A rule for JavaScript may read these when it starts; without them it would crash on files that are not its own. */
  normalizeLanguageOptions(options: { readonly parserOptions?: object }) {
    return { ...options, parserOptions: { ...options.parserOptions } };
  },

  parse(file: { readonly body: string | Uint8Array }) {
    return { ok: true, ...parseMarkdown(file.body as string) };
  },

  createSourceCode(file: { readonly body: string | Uint8Array }, parsed: ParsedMarkdown) {
    return new MarkdownSource(file.body as string, parsed.ast, parsed.comments);
  },
} as const satisfies Partial<Record<keyof Language, unknown>>;
