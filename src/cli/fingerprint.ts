import type * as Crypto from 'node:crypto';
import { createRequire } from 'node:module';
import type { AST } from 'yaml-eslint-parser';
import { anchorAt as dotenvAnchor } from '../dotenv/anchor.ts';
import type { Document } from '../dotenv/nodes.ts';
import { anchorAt as javascriptAnchor } from '../javascript/anchor.ts';
import type { JavaScriptSource } from '../javascript/detector.ts';
import type { Anchor } from '../language/anchor.ts';
import { kindOf, type KindedSource } from '../language/kind.ts';
import { anchorAt as pythonAnchor } from '../python/anchor.ts';
import type { PythonSource } from '../python/source-code.ts';
import { anchorAt as yamlAnchor } from '../yaml/anchor.ts';

/** A file's SourceCode, of whichever kind. */
export interface AnySource extends KindedSource {
  readonly text: string;
  readonly lines: readonly string[];
  /** Our own readers cut out one line without cutting all. */
  lineText?(line: number): string;
  readonly ast: unknown;
  getLocFromIndex(index: number): { readonly line: number; readonly column: number };
  getIndexFromLoc(place: { readonly line: number; readonly column: number }): number;
}

/**
 * What a finding is known by wherever its line moves: the definitions around it and its own code, in which spaces, line
 * breaks and kinds of quotes do not count. A change to that code makes it another finding, which is the point.
 */
export function contentOf(source: AnySource, line: number, column: number): string {
  const { within, range } = anchorOf(source, source.getIndexFromLoc({ line, column: column - 1 }));
  const code = source.text.slice(range[0], Math.min(range[1], range[0] + LONGEST_CODE));
  return JSON.stringify([...within, code.replace(/[\s,;]+/gu, '').replace(/['`]/gu, '"')]);
}

const LONGEST_CODE = 2000;

function anchorOf(source: AnySource, place: number): Anchor {
  switch (kindOf(source)) {
    case 'python':
      return pythonAnchor((source as unknown as PythonSource).tree, place);
    case 'javascript':
      return javascriptAnchor(source as unknown as JavaScriptSource, place);
    case 'yaml':
      return yamlAnchor(source.ast as AST.YAMLProgram, source.text, place);
    case 'dotenv':
      return dotenvAnchor(source.ast as Document, place);
    case undefined:
      return { within: [], range: [place, place] };
  }
}

const require = createRequire(import.meta.url);

/** A short name for a text, the same on every machine. */
export function hashOf(text: string): string {
  // Loaded at the first finding: a clean run does not need it.
  const { createHash } = require('node:crypto') as typeof Crypto;
  return createHash('sha256').update(text).digest('hex').slice(0, 20);
}

/** The version of how findings are recognised: old baselines are told from new ones by it. */
export const FINGERPRINTS = 1;

/** Numbers the findings of one file: the second of two that look alike is another finding than the first. */
export class Fingerprints {
  readonly #seen = new Map<string, number>();

  next(rule: string, content: string): string {
    const key = JSON.stringify([rule, content]);
    const count = (this.#seen.get(key) ?? 0) + 1;
    this.#seen.set(key, count);
    return hashOf(JSON.stringify([key, count]));
  }
}
