import { isUtf8 } from 'node:buffer';
import { existsSync } from 'node:fs';
import { isAbsolute, join, posix } from 'node:path';
import { listedByGit } from './git.ts';
import { readingOf, readings, type Reading } from './kinds.ts';
import type { Place } from './places.ts';
import { byCode, type Notice } from './report.ts';
import { isInSkippedFolder } from '../project/skipped-folders.ts';
import { walk } from '../project/walk.ts';

/** A file that is to be checked. */
export interface Candidate {
  /** From the root, as people are told; bytes that are not UTF-8 are spelled `\xff`. */
  readonly path: string;
  /** For the file system. */
  readonly location: string | Buffer;
  readonly reading: Reading;
  /** Was it named on the command line, and not found in a folder? */
  readonly isNamed: boolean;
  /** What it is taken to hold, whatever lies on the disk. */
  readonly content?: Buffer;
}

export interface Listing {
  readonly candidates: readonly Candidate[];
  readonly notices: readonly Notice[];
}

/** Is told what is left out before anybody looks into it; a folder ends in a slash. */
export type PassOver = (path: string, reason: string) => void;

/**
 * Which files of a place are there to be checked, sorted by path? A hook names whatever is about to be committed, so what
 * it names is held to what is true of folders: other kinds, other people's code and what is ignored are passed over.
 */
export async function candidatesIn(place: Place, isHook = false, passOver?: PassOver): Promise<Listing> {
  const notices: Notice[] = [];
  const found = new Map<string, Candidate>();
  for (const bytes of await namesIn(place, notices, passOver)) {
    const candidate = candidateOf(place.root, bytes, false);
    if (candidate) found.set(candidate.path, candidate);
    else passOver?.(pathOf(bytes), 'is of a kind that pitfalls does not read');
  }
  for (const path of place.files) {
    if (isHook && isInSkippedFolder(path)) continue;
    const candidate = candidateOf(place.root, Buffer.from(path), !isHook);
    if (candidate) found.set(path, candidate);
    else if (!isHook) notices.push({ path, line: null, reason: 'is of a kind that pitfalls does not read', isIncomplete: false });
  }
  return { candidates: [...found.values()].sort((a, b) => byCode(a.path, b.path)), notices };
}

/** The files that the settings of a root call registries, where all of it is checked and they have other names than usual. */
export function registriesIn({ root, folders }: Place, registries: readonly string[], { candidates }: Listing): Listing {
  if (!folders.some((folder) => folder === '' || folder === '.')) return { candidates: [], notices: [] };
  const found: Candidate[] = [];
  const notices: Notice[] = [];
  for (const path of registries) {
    if (candidates.some((candidate) => candidate.path === path)) continue;
    if (!isInside(path))
      notices.push({ path, line: null, reason: 'is called a registry and lies outside of the project', isIncomplete: true });
    else if (!existsSync(join(root, path)))
      notices.push({ path, line: null, reason: 'is called a registry in the settings and is not there', isIncomplete: true });
    else found.push({ path, location: join(root, path), reading: readings.markdown, isNamed: false });
  }
  return { candidates: found, notices };
}

function isInside(path: string): boolean {
  return !isAbsolute(path) && !posix.normalize(path).startsWith('..') && !path.includes('\0');
}

function candidateOf(root: string, bytes: Buffer, isNamed: boolean): Candidate | undefined {
  const path = pathOf(bytes);
  const reading = readingOf(path);
  if (!reading) return undefined;
  return { path, location: isUtf8(bytes) ? join(root, path) : Buffer.concat([Buffer.from(join(root, '/')), bytes]), reading, isNamed };
}

function pathOf(bytes: Buffer): string {
  return isUtf8(bytes) ? bytes.toString() : spelled(bytes);
}

/** Bytes that are no UTF-8, readable for people. */
function spelled(bytes: Buffer): string {
  return Array.from(bytes, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : `\\x${byte.toString(16)}`)).join('');
}

async function namesIn({ root, isRepository, folders }: Place, notices: Notice[], passOver?: PassOver): Promise<Buffer[]> {
  if (folders.length === 0) return [];
  const listed = isRepository ? await listedByGit(root, folders.includes('') ? [] : folders) : undefined;
  if (!listed) {
    if (isRepository) {
      const reason = 'could not be listed by Git (is it installed, and does it trust the folder?), so all files were taken';
      notices.push({ path: '.', line: null, reason, isIncomplete: false });
    }
    return folders.flatMap((folder) => walkedNames(root, folder, notices, passOver));
  }
  notices.push(...listed.closedFolders.map(closed));
  const names = withoutEnvironments(listed.names.toString('latin1').split('\0').slice(0, -1), passOver);
  const isListed = (folder: string): boolean => names.some((name) => name.startsWith(latin1(`${folder}/`)));
  // Asked for by name, a folder that Git ignores is looked into all the same.
  const unlisted = folders.filter((folder) => folder !== '' && !isListed(folder));
  return [
    ...names.map((name) => Buffer.from(name, 'latin1')),
    ...unlisted.flatMap((folder) => walkedNames(root, folder, notices, passOver)),
  ];
}

function walkedNames(root: string, folder: string, notices: Notice[], passOver?: PassOver): Buffer[] {
  const found: Buffer[] = [];
  for (const { names, isUnreadable, passedOver } of walk(root, folder)) {
    for (const skipped of passedOver) passOver?.(`${pathOf(skipped)}/`, "holds other people's code");
    if (!isUnreadable) found.push(...names);
    else notices.push(...names.map((folder) => closed(folder.toString() || '.')));
  }
  return found;
}

function closed(folder: string): Notice {
  return { path: folder, line: null, reason: 'is a folder that could not be looked into', isIncomplete: true };
}

/** Without other people's code, and without repositories inside this one, which Git lists as `folder/`. */
function withoutEnvironments(names: readonly string[], passOver?: PassOver): string[] {
  const marker = '/pyvenv.cfg';
  const environments = names.filter((name) => name.endsWith(marker)).map((name) => name.slice(0, -marker.length + 1));
  return names.filter((name) => {
    const isForeign = isInSkippedFolder(name) || environments.some((folder) => name.startsWith(folder));
    if (!isForeign && !name.endsWith('/')) return true;
    passOver?.(pathOf(Buffer.from(name, 'latin1')), isForeign ? "lies in a folder of other people's code" : 'is another repository');
    return false;
  });
}

/** The bytes of a text as one character each, which compares and splits without losing any. */
function latin1(text: string): string {
  return Buffer.from(text).toString('latin1');
}
