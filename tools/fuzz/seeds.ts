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

/** All fixtures, and what their fixes made of them. */
export function readSeeds(): Seed[] {
  return readScenarios().flatMap(({ files, rules }) =>
    files.flatMap(({ path, text, fixed }): Seed[] => {
      const kind = kindOfFile(path);
      if (!kind) return [];
      return [text, ...(fixed === null ? [] : [fixed])].map((content) => ({ kind, path, text: content, rules }));
    }),
  );
}
