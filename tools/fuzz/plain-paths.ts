import type { FileKind } from '../../src/language/kind.ts';

/** A name for a file of each kind that says nothing but the kind. */
export const PLAIN_PATHS: Readonly<Record<FileKind, string>> = {
  python: 'a.py',
  javascript: 'a.js',
  yaml: 'a.yml',
  dotenv: '.env',
  dockerfile: 'Dockerfile',
  markdown: 'pitfalls.md',
  shell: 'a.sh',
};
