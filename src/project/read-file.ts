import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, realpathSync, type Stats } from 'node:fs';
import { relative, sep } from 'node:path';
import { isInside } from './inside.ts';
import { reasonOf } from './unopened.ts';

/** The bytes, or why there are none. */
export type ReadFile = { readonly bytes: Buffer } | Refused;

interface Refused {
  readonly refusal: string;
  /** Is nothing wrong with that, so that nobody need be told? */
  readonly isQuiet?: true;
}

/** Larger files are data, and parsing them takes the memory of the whole run. */
const MIB = 2 ** 20;
const MOST_BYTES = MIB;

export function isTooLarge(bytes: number, most = MOST_BYTES): boolean {
  return bytes > most;
}

export function tooLarge(bytes: number, most = MOST_BYTES): string {
  return `is larger than ${String(most / MIB)} MiB (${(bytes / MIB).toFixed(1)} MiB)`;
}

/** Do files lie, all links on the way followed, inside the root? Asked for each file, answered once for each folder. */
export class FoldersInside {
  readonly #root: string;
  readonly #known = new Map<string, boolean>();

  constructor(root: string) {
    this.#root = root;
  }

  hold(location: string | Buffer): boolean {
    const bytes = Buffer.from(location);
    const folder = bytes.subarray(0, Math.max(bytes.lastIndexOf(sep), 1));
    const key = folder.toString('latin1');
    let isHeld = this.#known.get(key);
    if (isHeld === undefined) this.#known.set(key, (isHeld = isInside(this.#root, realpathSync.native(folder))));
    return isHeld;
  }
}

export interface Surroundings {
  readonly root: string;
  readonly folders: FoldersInside;
  /** Was the file named on the command line? */
  readonly isNamed: boolean;
  /** Is a path from the root among the files that are checked anyway? */
  readonly isListed: (path: string) => boolean;
  /** How large it may be; 1 MiB if that is not said. */
  readonly mostBytes?: number;
}

/** Reads a regular file inside the root that is not too large; nothing else is ever opened. */
export function readRegularFile(location: string | Buffer, surroundings: Surroundings): ReadFile {
  try {
    const stats = lstatSync(location);
    // Git still lists what was in a folder that has become a link.
    if (!surroundings.folders.hold(location)) return { refusal: 'is reached through a link that leads out of the repository' };
    return stats.isSymbolicLink() ? readLink(location, surroundings) : read(location, stats, surroundings.mostBytes);
  } catch (error) {
    // Git lists what was deleted and not yet committed.
    const isGone = (error as NodeJS.ErrnoException).code === 'ENOENT' && !surroundings.isNamed;
    return isGone ? { refusal: 'is gone, which is not committed yet', isQuiet: true } : { refusal: reasonOf(error) };
  }
}

function readLink(location: string | Buffer, { root, isNamed, isListed, mostBytes }: Surroundings): ReadFile {
  const target = targetOf(location);
  if ('refusal' in target) return target;
  if (!isInside(root, target.path)) return { refusal: 'is a link to a place outside the repository' };
  // The file itself is checked under its own name.
  const path = relative(root, target.path).split(sep).join('/');
  if (!isNamed && isListed(path)) return { refusal: `is a link to ${path}, which is looked at under its own name`, isQuiet: true };
  const stats = lstatSync(target.path);
  return stats.isDirectory() && !isNamed ? { refusal: 'is a link to a folder', isQuiet: true } : read(target.path, stats, mostBytes);
}

function targetOf(location: string | Buffer): { readonly path: string } | { readonly refusal: string } {
  try {
    return { path: realpathSync.native(location) };
  } catch (error) {
    return { refusal: (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'is a link that leads nowhere' : reasonOf(error) };
  }
}

// Windows has neither of the two.
const flags = constants as Partial<typeof constants>;
/** Between the look and the opening a file may become a pipe, which blocks, or a link, which leads elsewhere. */
const CAREFULLY = constants.O_RDONLY | (flags.O_NONBLOCK ?? 0) | (flags.O_NOFOLLOW ?? 0);

function read(location: string | Buffer, stats: Stats, most?: number): ReadFile {
  const unfit = unfitness(stats, most);
  if (unfit) return unfit;
  const file = openSync(location, CAREFULLY);
  try {
    const opened = fstatSync(file);
    const unfitNow = unfitness(opened, most);
    return unfitNow ?? { bytes: readAll(file, opened.size) };
  } finally {
    closeSync(file);
  }
}

function unfitness(stats: Stats, most?: number): Refused | undefined {
  // A repository inside this one is listed like a file.
  if (stats.isDirectory()) return { refusal: 'is a folder', isQuiet: true };
  if (stats.isFIFO()) return { refusal: 'is a named pipe' };
  if (!stats.isFile()) return { refusal: 'is not a regular file' };
  return isTooLarge(stats.size, most) ? { refusal: tooLarge(stats.size, most) } : undefined;
}

function readAll(file: number, size: number): Buffer {
  const bytes = Buffer.allocUnsafe(size);
  let length = 0;
  while (length < size) {
    const count = readSync(file, bytes, length, size - length, null);
    if (count === 0) break;
    length += count;
  }
  return bytes.subarray(0, length);
}
