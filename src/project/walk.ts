import { readdirSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { isSkippedFolder } from './skipped-folders.ts';

/** A file found by walking; `unreadable` is a folder that could not be looked into. */
export interface Walked {
  readonly names: readonly Buffer[];
  readonly isUnreadable: boolean;
  /** Folders that are not looked into, as they hold other people's code. */
  readonly passedOver: readonly Buffer[];
}

const SLASH = Buffer.from('/');

/**
 * All entries below a folder of the root that are not folders themselves, as bytes relative to the root: a file name
 * need not be UTF-8. Links are listed and not followed.
 */
export function* walk(root: string, folder: string): Generator<Walked> {
  const open: Buffer[] = [Buffer.from(folder)];
  for (let names = open.pop(); names !== undefined; names = open.pop()) {
    const entries = entriesOf(Buffer.concat([Buffer.from(join(root, '/')), names]));
    if (!entries) {
      yield { names: [names], isUnreadable: true, passedOver: [] };
      continue;
    }
    // Whatever the tool calls it, this file marks a Python environment full of other people's code.
    if (names.length > 0 && entries.some(({ name }) => name.toString() === 'pyvenv.cfg')) {
      yield { names: [], isUnreadable: false, passedOver: [names] };
      continue;
    }
    const at = names;
    const path = (name: Buffer): Buffer => (at.length > 0 ? Buffer.concat([at, SLASH, name]) : name);
    const folders = entries.filter((entry) => entry.isDirectory());
    const isSkipped = ({ name }: Dirent<Buffer>): boolean => isSkippedFolder(name.toString());
    open.push(...folders.filter((entry) => !isSkipped(entry)).map(({ name }) => path(name)));
    const passedOver = folders.filter(isSkipped).map(({ name }) => path(name));
    yield { names: entries.filter((entry) => !entry.isDirectory()).map(({ name }) => path(name)), isUnreadable: false, passedOver };
  }
}

function entriesOf(folder: Buffer): Dirent<Buffer>[] | undefined {
  try {
    return readdirSync(folder, { withFileTypes: true, encoding: 'buffer' });
    // eslint-disable-next-line pitfalls/broad-except -- the caller tells that the folder could not be read
  } catch {
    return undefined;
  }
}
