import type { Linter } from 'eslint';
import { parser } from '../javascript/parser.ts';
import { kindOfFile } from '../language/files.ts';
import type { FileKind } from '../language/kind.ts';

/** How ESLint is to read one kind of file. */
export interface Reading {
  readonly kind: FileKind;
  readonly comment: '#' | '//';
  readonly config: Linter.Config;
}

const readings: Readonly<Record<FileKind, Reading>> = {
  python: {
    kind: 'python',
    comment: '#',
    // Only our own rules run here, so the reader need not make the nodes that none of them asks for.
    config: { language: 'pitfalls/python', languageOptions: { visit: 'declared' } },
  },
  javascript: { kind: 'javascript', comment: '//', config: { languageOptions: { parser } } },
  yaml: { kind: 'yaml', comment: '#', config: { language: 'pitfalls/yaml' } },
  dotenv: { kind: 'dotenv', comment: '#', config: { language: 'pitfalls/dotenv' } },
};

/** How is the file at a path read? `undefined` when we read no such file. */
export function readingOf(path: string): Reading | undefined {
  const kind = kindOfFile(path);
  return kind === null ? undefined : readings[kind];
}
