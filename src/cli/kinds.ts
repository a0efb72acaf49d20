import type { Linter } from 'eslint';
import type { Kit } from '../kit.ts';
import { kitFor, unpack } from '../kit.ts';
import { kindOfFile } from '../language/files.ts';
import type { FileKind } from '../language/kind.ts';

/** How one kind of file is read. */
export interface Reading {
  readonly kind: FileKind;
  readonly comment: '#' | '//' | '<!--';
  /** How ESLint is to read it; known when its kit is loaded. */
  readonly config: Linter.Config;
}

function reading(kind: FileKind, comment: Reading['comment']): Reading {
  return {
    kind,
    comment,
    get config() {
      return kitFor(kind).config;
    },
  };
}

/** How files of each kind are read. */
export const readings: Readonly<Record<FileKind, Reading>> = {
  python: reading('python', '#'),
  javascript: reading('javascript', '//'),
  yaml: reading('yaml', '#'),
  dotenv: reading('dotenv', '#'),
  dockerfile: reading('dockerfile', '#'),
  markdown: reading('markdown', '<!--'),
  shell: reading('shell', '#'),
};

/** How is the file at a path read? `undefined` when we read no such file. */
export function readingOf(path: string): Reading | undefined {
  const kind = kindOfFile(path);
  return kind === null ? undefined : readings[kind];
}

const kits: Readonly<Record<FileKind, () => Promise<{ readonly kit: Kit }>>> = {
  python: () => import('../python/kit.ts'),
  javascript: () => import('../javascript/kit.ts'),
  yaml: () => import('../yaml/kit.ts'),
  dotenv: () => import('../dotenv/kit.ts'),
  dockerfile: () => import('../dockerfile/kit.ts'),
  markdown: () => import('../markdown/kit.ts'),
  shell: () => import('../shell/kit.ts'),
};

/** Loads what these files need to be checked. */
export async function loadKitsFor(files: readonly { readonly reading: Reading }[]): Promise<void> {
  const asked = new Set(files.map(({ reading: { kind } }) => kind));
  // A registry holds examples in any language.
  const kinds = asked.has('markdown') ? (Object.keys(kits) as FileKind[]) : asked;
  for (const { kit } of await Promise.all([...kinds].map((kind) => kits[kind]()))) unpack(kit);
}
