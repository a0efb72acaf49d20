import type { Language } from '@eslint/core';
import { parseDockerfile, type ParsedDockerfile } from './parse.ts';
import { DockerfileSource, visitorKeys } from './source-code.ts';

/** Dockerfiles as an ESLint language. It never fails on a file's text: a line that Docker would refuse is an instruction nobody knows. */
export const language = {
  fileType: 'text',
  lineStart: 1,
  columnStart: 0,
  nodeTypeKey: 'type',
  visitorKeys,

  validateLanguageOptions() {
    // There are none; what a block for all files says is not meant for this one.
  },

  /** A rule for JavaScript may read these when it starts; without them it would crash on files that are not its own. */
  normalizeLanguageOptions(options: { readonly parserOptions?: object }) {
    return { ...options, parserOptions: { ...options.parserOptions } };
  },

  parse(file: { readonly body: string | Uint8Array }) {
    return { ok: true, ...parseDockerfile(file.body as string) };
  },

  createSourceCode(file: { readonly body: string | Uint8Array }, parsed: ParsedDockerfile) {
    return new DockerfileSource(file.body as string, parsed);
  },
} as const satisfies Partial<Record<keyof Language, unknown>>;
