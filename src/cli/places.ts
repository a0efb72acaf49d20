import { existsSync, lstatSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { repositoryRoot } from '../project/safe-git.ts';
import { isInside } from '../project/inside.ts';
import type { Notice } from './report.ts';
import { hasSettings } from './settings-file.ts';
import { reasonOf } from '../project/unopened.ts';

/** A root (a repository, or a folder outside of any) and what below it was asked for, relative to it. */
export interface Place {
  readonly root: string;
  readonly isRepository: boolean;
  readonly folders: readonly string[];
  readonly files: readonly string[];
}

interface Target {
  readonly root: string;
  readonly isRepository: boolean;
  readonly path: string;
  readonly isFolder: boolean;
}

export interface Places {
  readonly places: readonly Place[];
  readonly notices: readonly Notice[];
}

/** Which places do the given paths lead to? */
export function placesOf(paths: readonly string[], cwd: string): Places {
  const notices: Notice[] = [];
  const places = new Map<string, { root: string; isRepository: boolean; folders: Set<string>; files: Set<string> }>();
  for (const path of paths) {
    const target = locate(resolve(cwd, path), realpathSync(cwd));
    if ('refusal' in target) {
      notices.push(refusedPath(path, cwd, target.refusal));
      continue;
    }
    const { root, isRepository } = target;
    const place = places.get(root) ?? { root, isRepository, folders: new Set(), files: new Set() };
    places.set(root, place);
    (target.isFolder ? place.folders : place.files).add(target.path);
  }
  const listed = [...places.values()].map((place) => ({ ...place, folders: [...place.folders], files: [...place.files] }));
  return { places: listed, notices };
}

/** A path that cannot be looked into, as it is told: where people stand, no folder of this machine belongs into a report. */
export function refusedPath(path: string, cwd: string, reason: string): Notice {
  const inside = isAbsolute(path) ? relative(cwd, path) : path;
  const isOutside = isAbsolute(inside) || inside === '..' || inside.startsWith(`..${sep}`);
  return isOutside && isAbsolute(path)
    ? { path, line: null, reason: `${reason} (it lies outside of the working directory)`, isIncomplete: true }
    : { path: inside === '' ? '.' : inside.split(sep).join('/'), line: null, reason, isIncomplete: true };
}

function locate(absolute: string, cwd: string): Target | { readonly refusal: string } {
  try {
    lstatSync(absolute);
    // A link that leads nowhere is a file here; whoever reads it will say so.
    const isFolder = statSync(absolute, { throwIfNoEntry: false })?.isDirectory() ?? false;
    const parent = isFolder ? absolute : dirname(absolute);
    const folder = realpathSync(parent);
    return targetIn(parent, isFolder ? folder : join(folder, basename(absolute)), isFolder, cwd);
  } catch (error) {
    return { refusal: reasonOf(error) };
  }
}

/** What lies below a folder, as a path from the root that the folder belongs to. */
function targetIn(parent: string, location: string, isFolder: boolean, cwd: string): Target | { readonly refusal: string } {
  const folder = realpathSync(parent);
  const repository = repositoryRoot(parent) ?? repositoryRoot(folder);
  const root = repository === undefined ? rootOutsideRepository(folder, cwd) : realpathSync(repository);
  if (!isInside(root, folder)) return { refusal: 'is reached through a link that leads out of the repository' };
  return { root, isRepository: repository !== undefined, path: relative(root, location).split(sep).join('/'), isFolder };
}

/** A file that need not be there, and where it belongs. */
export interface NamedFile {
  readonly place: Place;
  /** From the root. */
  readonly path: string;
  readonly location: string;
}

/** Where does a name belong, whatever lies there? */
export function placeOfName(name: string, cwd: string): NamedFile | { readonly refusal: string } {
  const absolute = resolve(cwd, name);
  let parent = dirname(absolute);
  while (!existsSync(parent) && parent !== dirname(parent)) parent = dirname(parent);
  try {
    const target = targetIn(parent, join(realpathSync(parent), relative(parent, absolute)), false, realpathSync(cwd));
    if ('refusal' in target) return target;
    const { root, isRepository, path } = target;
    return { place: { root, isRepository, folders: [], files: [path] }, path, location: join(root, path) };
  } catch (error) {
    return { refusal: reasonOf(error) };
  }
}

/** Where there is no repository: the nearest folder with settings, else the working directory, else the folder itself. */
function rootOutsideRepository(folder: string, cwd: string): string {
  const isBelow = isInside(cwd, folder);
  for (let candidate = folder; ; candidate = dirname(candidate)) {
    if (hasSettings(candidate)) return candidate;
    if (!isBelow || candidate === cwd) return isBelow ? cwd : folder;
  }
}
