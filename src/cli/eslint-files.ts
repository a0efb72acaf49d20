import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Linter } from 'eslint';

const require = createRequire(import.meta.url);

/** What we use of ESLint's own class. */
export interface ConfigArray {
  normalizeSync(): void;
  getConfig(path: string): unknown;
}

/** A class of ESLint's that it promises nothing about. */
export type ConfigArrayClass = new (blocks: readonly Linter.Config[], options: { readonly basePath: string }) => ConfigArray;

/** Is ESLint, which users bring, there at all? The one-file bundle brings its own and has a module in place of this one. */
export function hasEslint(): boolean {
  try {
    require.resolve('eslint/universal');
    return true;
  } catch {
    return false;
  }
}

/** ESLint's entry for browsers, which neither searches for configurations nor loads what does. */
export function universal(): { readonly Linter: new (options: { readonly cwd: string }) => Linter } {
  return require('eslint/universal') as ReturnType<typeof universal>;
}

/** The class that works out a configuration; it throws when its file is no longer there. */
export function configArrays(): ConfigArrayClass {
  const file = join(dirname(require.resolve('eslint/universal')), 'config/flat-config-array.js');
  return (require(file) as { readonly FlatConfigArray: ConfigArrayClass }).FlatConfigArray;
}
