import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kindOfFile } from '../../src/language/files.ts';
import type { FileKind } from '../../src/language/kind.ts';
import { readScenarios } from '../fixtures/scenarios.ts';

/** A text that is known to be well read, and how its scenario sets the rules. */
export interface Seed {
  readonly kind: FileKind;
  readonly path: string;
  readonly text: string;
  /** `rules` of the scenario's `pitfalls.json`. */
  readonly rules: Readonly<Record<string, unknown>>;
}

const SAMPLES = join(import.meta.dirname, 'samples');

/** Files as people write them, of kinds for which there are not many fixtures. */
export function readSamples(): Seed[] {
  return readdirSync(SAMPLES).flatMap((path) => {
    const kind = kindOfFile(path);
    return kind ? [{ kind, path, text: readFileSync(join(SAMPLES, path), 'utf8'), rules: {} }] : [];
  });
}

/** All fixtures, what their fixes made of them, and the samples. */
export function readSeeds(): Seed[] {
  return [...readSamples(), ...readFixtures()];
}

function readFixtures(): Seed[] {
  return readScenarios().flatMap(({ files, rules }) =>
    files.flatMap(({ path, text, fixed }): Seed[] => {
      const kind = kindOfFile(path);
      if (!kind) return [];
      return [text, ...(fixed === null ? [] : [fixed])].map((content) => ({ kind, path, text: content, rules }));
    }),
  );
}
