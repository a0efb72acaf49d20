import type { Language } from '@eslint/core';
import type * as Parser from 'yaml-eslint-parser';
import { parserModule } from '../language/parsers.ts';
import { isNestedTooDeep } from './nesting.ts';
import { YamlSourceCode, visitorKeys } from './source-code.ts';

/** YAML as an ESLint language, with the tree of eslint-plugin-yml's, so that a rule runs on either. */
export const language = {
  fileType: 'text',
  lineStart: 1,
  columnStart: 0,
  nodeTypeKey: 'type',
  visitorKeys,

  validateLanguageOptions() {
    // There are none; what a block for all files says is not meant for this one.
  },

  /** Rules for JavaScript read these when they start; without them some would crash on files that are not theirs. */
  normalizeLanguageOptions(options: { readonly parserOptions?: object }) {
    return { ecmaVersion: 'latest', ...options, parserOptions: { ...options.parserOptions } };
  },

  parse(file: { readonly body: string | Uint8Array }) {
    const text = file.body as string;
    // The parser takes a lone carriage return for text. A newline in its place is as long, so every position stays right.
    const newlines = text.includes('\r') ? text.replace(/\r(?!\n)/gu, '\n') : text;
    if (isNestedTooDeep(newlines)) return { ok: false, errors: [{ message: TOO_DEEP, line: 1, column: 1 }] };
    try {
      const { parseYAML } = parserModule('yaml') as typeof Parser;
      return { ok: true, ast: parseYAML(newlines) };
    } catch (error) {
      return { ok: false, errors: [problemOf(error)] };
    }
  },

  createSourceCode(file: { readonly body: string | Uint8Array }, { ast }: { readonly ast: Parser.AST.YAMLProgram }) {
    return new YamlSourceCode(file.body as string, ast);
  },
} as const satisfies Partial<Record<keyof Language, unknown>>;

const TOO_DEEP = 'This YAML is nested too deeply to be read.';

interface Problem {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

function problemOf(error: unknown): Problem {
  const { message = String(error), lineNumber, column = 0 } = error as Partial<Parser.ParseError>;
  // ESLint shows the column as it is given, and its readers count from 1.
  const place = { line: lineNumber ?? 1, column: column + 1 };
  // The parser calls itself for each level, and reports the end of the stack as if it were a mistake in the file.
  if (message.includes('call stack')) return { message: TOO_DEEP, ...place };
  // Without a line it is no word about the file: the parser stumbled by itself (an anchor called `constructor` is enough).
  return { message: lineNumber === undefined ? `This file could not be read: ${message}` : message, ...place };
}
