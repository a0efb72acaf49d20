import type * as Crypto from 'node:crypto';
import { createRequire } from 'node:module';
import { kitFor } from '../kit.ts';
import type { Anchor } from '../language/anchor.ts';
import type { AnySource } from '../language/detector.ts';
import { kindOf } from '../language/kind.ts';

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
  const kind = kindOf(source);
  return kind === undefined ? { within: [], range: [place, place] } : kitFor(kind).anchorAt(source, place);
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
