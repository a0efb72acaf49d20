import type { Language } from '@eslint/core';
import { ShellSource } from './source-code.ts';
import { sharedParser } from './syntax/grammar.ts';
import { parseShell, type ShellTree } from './syntax/tree.ts';

/** `visit: 'declared'` walks only what our own rules ask for; other plugins' rules need `'all'`. */
interface ShellOptions {
  readonly visit: 'all' | 'declared';
}

/** Scripts for sh and bash as an ESLint language. It never fails on a file's text: what is no script becomes ERROR nodes. */
export const language = {
  fileType: 'text',
  lineStart: 1,
  columnStart: 0,
  nodeTypeKey: 'type',
  /** One key for all kinds, so that `>`, `+` and `:first-child` see the named children in their order. */
  visitorKeys: new Proxy({}, { get: () => ['children'], has: () => true }),
  defaultLanguageOptions: { visit: 'all' },

  validateLanguageOptions({ visit }: { readonly visit: unknown }) {
    if (visit !== 'all' && visit !== 'declared') throw new TypeError('languageOptions.visit must be "all" or "declared".');
  },

  /** Rules for JavaScript look for `parserOptions` before they look at the file. */
  normalizeLanguageOptions(options: ShellOptions) {
    return { parserOptions: {}, ...options };
  },

  parse(file: { readonly body: string | Uint8Array }) {
    const text = file.body as string;
    try {
      return { ok: true, ast: sharedParser.tryTwice(() => parseShell(text)) };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { ok: false, errors: [{ message: `This file could not be read: ${reason}`, line: 1, column: 1 }] };
    }
  },

  createSourceCode(_file: unknown, parsed: { readonly ast: ShellTree }, context: { readonly languageOptions: ShellOptions }) {
    return new ShellSource(parsed.ast, context.languageOptions.visit);
  },
} as const satisfies Partial<Record<keyof Language, unknown>>;
