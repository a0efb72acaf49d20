import { join } from 'node:path';
import type { Linter } from 'eslint';
import { configArrays, universal } from './eslint-files.ts';

export { hasEslint } from './eslint-files.ts';

/** Takes a while, and may as well be done while something else does. */
export function loadEslint(): void {
  universalEslint();
}

/** ESLint's Linter, from its entry for browsers. */
export function newLinter(cwd: string): Linter {
  const { Linter } = universalEslint();
  return new Linter({ cwd });
}

/** ESLint loads `debug`, which opens the standard error to see whether it takes colours, unless it is told; see `errorOutput`. */
function universalEslint(): ReturnType<typeof universal> {
  const { DEBUG_COLORS: said } = process.env;
  process.env.DEBUG_COLORS ??= 'no';
  try {
    return universal();
  } finally {
    if (said === undefined) delete process.env.DEBUG_COLORS;
  }
}

/**
 * One block as a configuration that holds for every file and is worked out once: given plain blocks, ESLint works them
 * out again for each file, which costs more than parsing it. The class that does it stands in a file of ESLint's own;
 * `undefined` when that file is no longer there.
 */
export function workedOut(block: Linter.Config, root: string, fileName: string): Linter.Config[] | undefined {
  try {
    const ConfigArray = configArrays();
    const blocks = new ConfigArray([block], { basePath: root });
    blocks.normalizeSync();
    const config = blocks.getConfig(join(root, fileName));
    return config === undefined ? undefined : Object.assign([], { getConfig: () => config });
    // eslint-disable-next-line pitfalls/broad-except -- ESLint promises nothing about this file, and without it all works as well, only slower
  } catch {
    return undefined;
  }
}
