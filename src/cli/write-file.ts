import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  realpathSync,
  renameSync,
  unlinkSync,
  writeSync,
  type Stats,
} from 'node:fs';
import { dirname, join } from 'node:path';

export const CHANGED = 'changed while it was being fixed';
const IS_LINK = 'could not be fixed: it is a link, or reached through one, and links are never written to';

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write it, or not into its folder',
  EPERM: 'this user may not write it, or not into its folder',
  EROFS: 'it lies on a file system that is read only',
  ENOSPC: 'no space is left for it',
  EDQUOT: 'no space is left for it',
  EFBIG: 'no space is left for it',
};

// Windows has neither of the two.
const flags = constants as Partial<typeof constants>;
const CAREFULLY = (flags.O_NONBLOCK ?? 0) | (flags.O_NOFOLLOW ?? 0);

/**
 * Puts new bytes in the place of those that a file is known to hold; the answer is why that was not done. Whoever looks
 * at the file, at whatever time, sees the old bytes or the new ones.
 */
export function overwrite(location: string | Buffer, before: Buffer, after: Buffer): string | undefined {
  try {
    if (isThroughLink(location)) return IS_LINK;
    const stats = checked(location, before);
    // Of a file with several names all are written, and the second time nothing is left to do.
    if (!stats) return checked(location, after) ? undefined : CHANGED;
    // A file of several names keeps them all only if it stays the same file.
    return stats.nlink > 1 ? writeInPlace(location, before, after) : replace(location, stats, before, after);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    if (code === 'ELOOP') return IS_LINK;
    return code === 'ENOENT' ? CHANGED : `could not be fixed: ${Object.hasOwn(reasons, code) ? (reasons[code] ?? code) : code}`;
  }
}

/** Git also lists a file whose folder has given way to a link since. */
function isThroughLink(location: string | Buffer): boolean {
  const folder = besides(location, '.');
  return !realpathSync.native(folder, 'buffer').equals(typeof folder === 'string' ? Buffer.from(folder) : folder.subarray(0, -2));
}

/** A name in the folder of a file. */
function besides(location: string | Buffer, name: string): string | Buffer {
  if (typeof location === 'string') return join(dirname(location), name);
  return Buffer.concat([location.subarray(0, location.lastIndexOf('/') + 1), Buffer.from(name)]);
}

/** What kind of file it is, if it still holds these bytes and may be written to. */
function checked(location: string | Buffer, before: Buffer): Stats | undefined {
  const file = openSync(location, constants.O_RDWR | CAREFULLY);
  try {
    return holds(file, before) ? fstatSync(file) : undefined;
  } finally {
    closeSync(file);
  }
}

function holds(file: number, expected: Buffer): boolean {
  const stats = fstatSync(file);
  if (!stats.isFile() || stats.size !== expected.length) return false;
  const bytes = Buffer.allocUnsafe(expected.length);
  let length = 0;
  while (length < bytes.length) {
    const count = readSync(file, bytes, length, bytes.length - length, length);
    if (count === 0) return false;
    length += count;
  }
  return bytes.equals(expected);
}

function replace(location: string | Buffer, stats: Stats, before: Buffer, after: Buffer): string | undefined {
  const mark = Buffer.from(crypto.getRandomValues(new Uint8Array(8))).toString('hex');
  const temporary = besides(location, `.pitfalls-${mark}.tmp`);
  const file = openSync(temporary, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | CAREFULLY, 0o600);
  try {
    const isLikeIt = filled(file, stats, after);
    // Somebody else's file must stay theirs; their own folder may still let us write into it.
    if (!isLikeIt) return writeInPlace(location, before, after);
    const now = checked(location, before);
    if (now?.ino !== stats.ino) return CHANGED;
    renameSync(temporary, location);
    return undefined;
  } finally {
    remove(temporary);
    syncFolder(location);
  }
}

/** Fills the new file and gives it the old one's owner and mode; false when the owner cannot be had. */
function filled(file: number, { uid, gid, mode }: Stats, bytes: Buffer): boolean {
  try {
    const own = fstatSync(file);
    if ((own.uid !== uid || own.gid !== gid) && !isGivenTo(file, uid, gid)) return false;
    writeAll(file, bytes);
    fchmodSync(file, mode & 0o7777);
    fsyncSync(file);
    return true;
  } finally {
    closeSync(file);
  }
}

function isGivenTo(file: number, uid: number, gid: number): boolean {
  try {
    fchownSync(file, uid, gid);
    return true;
  } catch {
    // Whatever forbids it, the old file can still be written to.
    return false;
  }
}

/** Not at once, which is the price of staying the same file; what fails half way is taken back. */
function writeInPlace(location: string | Buffer, before: Buffer, after: Buffer): string | undefined {
  const file = openSync(location, constants.O_RDWR | CAREFULLY);
  try {
    if (!holds(file, before)) return CHANGED;
    try {
      fill(file, after);
    } catch (error) {
      fill(file, before);
      throw error;
    }
    return undefined;
  } finally {
    closeSync(file);
  }
}

function fill(file: number, bytes: Buffer): void {
  writeAll(file, bytes);
  ftruncateSync(file, bytes.length);
  fsyncSync(file);
}

function writeAll(file: number, bytes: Buffer): void {
  for (let length = 0; length < bytes.length;) length += writeSync(file, bytes, length, bytes.length - length, length);
}

function remove(temporary: string | Buffer): void {
  try {
    unlinkSync(temporary);
  } catch (error) {
    // It is gone when it has taken the file's place.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** So that the new name outlives a power cut. Not every system opens folders, and the file itself is safe already. */
function syncFolder(location: string | Buffer): void {
  try {
    const folder = openSync(besides(location, '.'), constants.O_RDONLY);
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
    // eslint-disable-next-line pitfalls/broad-except -- the file is written, whatever becomes of this
  } catch {
    return;
  }
}
