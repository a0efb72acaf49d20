import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { contentAt } from './changes.ts';
import { decode } from '../project/decode.ts';
import type { Place } from './places.ts';
import { FoldersInside, readRegularFile } from '../project/read-file.ts';

/** A file that is written for the command, without its byte order mark; `null` when there is none. */
export type RootFile = { readonly text: string } | { readonly mistakes: readonly string[] } | null;

/** A baseline has a line for each finding: in an old code base, tens of thousands. */
const MOST_BYTES = 64 * 2 ** 20;

/** What does a file at the root of a project say? */
export function readRootFile(folder: string, name: string): RootFile {
  const location = join(folder, name);
  if (!existsSync(location)) return null;
  const root = realpathSync(folder);
  const read = readRegularFile(location, {
    root,
    folders: new FoldersInside(root),
    isNamed: true,
    isListed: () => false,
    mostBytes: MOST_BYTES,
  });
  return 'refusal' in read ? { mistakes: [`${name} ${read.refusal}`] } : textOf(read.bytes, name);
}

/** What did it say in a revision? */
export async function readRootFileAt({ root, isRepository }: Place, revision: string, name: string): Promise<RootFile> {
  if (!isRepository) return { mistakes: [`'${root}' is not in a Git repository, so there is no revision '${revision}'`] };
  const content = await contentAt(root, revision, name);
  if (typeof content === 'string') return { mistakes: [content] };
  return content && textOf(content, name);
}

function textOf(bytes: Buffer, name: string): RootFile {
  // What follows from a file's kind are exceptions that none of ours needs.
  const decoded = decode(bytes, 'yaml');
  return 'refusal' in decoded ? { mistakes: [`${name} ${decoded.refusal}`] } : { text: decoded.text.replace(/^\uFEFF/u, '') };
}
