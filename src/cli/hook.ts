import { existsSync, lstatSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { placesOf, refusedPath, type Places } from './places.ts';
import type { Notice } from './report.ts';
import { isMissing } from '../project/unopened.ts';

/** Which places do the files that a hook names lie in? What is gone by now was deleted, and needs no check. */
export function placesOfHook(paths: readonly string[], cwd: string): Places {
  const files: string[] = [];
  const notices: Notice[] = [];
  for (const path of paths) {
    const refusal = refusalOf(path, cwd);
    if (refusal === undefined) files.push(path);
    else if (refusal !== null) notices.push(refusedPath(path, cwd, refusal));
  }
  const found = placesOf(files, cwd);
  return { places: found.places, notices: [...notices, ...found.notices] };
}

/** Why is a name not looked into? Null when nobody need be told. */
function refusalOf(path: string, cwd: string): string | null | undefined {
  const location = resolve(cwd, path);
  try {
    const isLink = lstatSync(location).isSymbolicLink();
    if (statSync(location, { throwIfNoEntry: false })?.isDirectory() !== true) return undefined;
    // What a link leads to is checked under its own name, and another repository, as Git names it, in its own.
    if (isLink || (existsSync(join(location, '.git')) && location !== resolve(cwd))) return null;
    return 'is a folder, and a hook checks files';
  } catch (error) {
    // Node writes this character for the bytes of a name that it cannot spell, and then finds nothing.
    if (isMissing(error)) return path.includes('\ufffd') ? 'has a name that is no UTF-8' : null;
    // Whoever reads the file will say what is wrong with it.
    return undefined;
  }
}
