import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { packaging } from '../tools/build.ts';
import type * as Entry from './entry.ts';

export type Parts = typeof Entry;

/** The parts of the package that are measured, bundled as the package is; `clean` removes the bundle. */
export async function builtParts(): Promise<{ readonly parts: Parts; readonly clean: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'pitfalls-bench-'));
  const clean = (): void => {
    rmSync(folder, { recursive: true, force: true });
  };
  // A package of its own, so that the parsers are found where the bundle looks for them.
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', imports: { '#parsers/*': './dist/parsers/*' } }));
  for (const name of ['dist', 'node_modules']) symlinkSync(resolve(name), join(folder, name));
  await build({ ...packaging, entryPoints: { entry: 'bench/entry.ts' }, outdir: join(folder, 'bench') });
  return { parts: (await import(pathToFileURL(join(folder, 'bench/entry.js')).href)) as Parts, clean };
}
