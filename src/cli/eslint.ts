import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Linter } from 'eslint';

const require = createRequire(import.meta.url);

interface ConfigArray {
  normalizeSync(): void;
  getConfig(path: string): unknown;
}

type ConfigArrayClass = new (blocks: readonly Linter.Config[], options: { readonly basePath: string }) => ConfigArray;

/** Is ESLint, which users bring, there at all? */
export function hasEslint(): boolean {
  try {
    require.resolve('eslint/universal');
    return true;
  } catch {
    return false;
  }
}

/** ESLint's Linter, from its entry for browsers: that one neither searches for configurations nor loads what does. */
export function newLinter(cwd: string): Linter {
  const eslint = require('eslint/universal') as { readonly Linter: new (options: { readonly cwd: string }) => Linter };
  return new eslint.Linter({ cwd });
}

/**
 * One block as a configuration that holds for every file and is worked out once: given plain blocks, ESLint works them
 * out again for each file, which costs more than parsing it. The class that does it stands in a file of ESLint's own;
 * `undefined` when that file is no longer there.
 */
export function workedOut(block: Linter.Config, root: string, fileName: string): Linter.Config[] | undefined {
  try {
    const file = join(dirname(require.resolve('eslint/universal')), 'config/flat-config-array.js');
    const { FlatConfigArray } = require(file) as { readonly FlatConfigArray: ConfigArrayClass };
    const blocks = new FlatConfigArray([block], { basePath: root });
    blocks.normalizeSync();
    const config = blocks.getConfig(join(root, fileName));
    return config === undefined ? undefined : Object.assign([], { getConfig: () => config });
    // eslint-disable-next-line pitfalls/broad-except -- ESLint promises nothing about this file, and without it all works as well, only slower
  } catch {
    return undefined;
  }
}
