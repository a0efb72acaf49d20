import { spawnSync } from 'node:child_process';
import { realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { textOf, type Content } from './content.ts';
import { FoldersInside, readRegularFile } from './read-file.ts';
import { gitEnvironment, harmless, listing, repositoryRoot } from './safe-git.ts';
import { isInSkippedFolder } from './skipped-folders.ts';
import { walk } from './walk.ts';

/** With more files than this nobody knows the project. */
const MOST_FILES = 50_000;
/** Git answers within a moment, or its answer is not worth waiting for in an editor. */
const PATIENCE = 10_000;

/** The files as they lie on the disk below a root; links that lead out of it are never followed. */
export class DiskContent implements Content {
  readonly isSteady: boolean;
  readonly #root: string;
  readonly #folders: FoldersInside;

  /** @param isSteady Does nobody change the files while the process runs, as far as it cares? */
  constructor(root: string, isSteady: boolean) {
    this.isSteady = isSteady;
    this.#root = realRoot(root);
    this.#folders = new FoldersInside(this.#root);
  }

  list(): readonly string[] | null {
    const listed = repositoryRoot(this.#root) === undefined ? undefined : listedByGit(this.#root);
    const names = listed ?? this.#walked();
    return names && names.length <= MOST_FILES ? names.filter((name) => !isCopy(name)) : null;
  }

  stamp(path: string): string | null {
    try {
      const stats = statSync(join(this.#root, path), { throwIfNoEntry: false });
      return stats?.isFile() === true ? `${String(stats.mtimeMs)} ${String(stats.ctimeMs)} ${String(stats.size)}` : null;
    } catch {
      return null;
    }
  }

  read(path: string): string | null {
    const where = { root: this.#root, folders: this.#folders, isNamed: true, isListed: () => false };
    const file = readRegularFile(join(this.#root, path), where);
    return 'bytes' in file ? textOf(file.bytes, path) : null;
  }

  #walked(): string[] | null {
    const found: string[] = [];
    for (const { names, isUnreadable } of walk(this.#root, '')) {
      if (isUnreadable) continue;
      found.push(...names.map((name) => name.toString()));
      if (found.length > MOST_FILES) return null;
    }
    return found;
  }
}

function realRoot(root: string): string {
  try {
    return realpathSync(root);
  } catch {
    return root;
  }
}

/** As the command asks Git, but without giving way: rules cannot wait. */
function listedByGit(root: string): string[] | undefined {
  const how = {
    cwd: root,
    env: gitEnvironment(),
    maxBuffer: 2 ** 28,
    timeout: PATIENCE,
    stdio: ['ignore', 'pipe', 'ignore'],
    windowsHide: true,
  };
  const { status, stdout } = spawnSync('git', [...harmless, ...listing], how as typeof how & { stdio: ['ignore', 'pipe', 'ignore'] });
  // Names that are no UTF-8 are no names of modules either.
  return status === 0 ? ownFiles(stdout.toString().split('\0').slice(0, -1)).filter((name) => !name.includes('\uFFFD')) : undefined;
}

/** Without other people's code, and without repositories inside this one, which Git lists as `folder/`. */
function ownFiles(names: readonly string[]): string[] {
  const marker = '/pyvenv.cfg';
  const environments = names.filter((name) => name.endsWith(marker)).map((name) => name.slice(0, -marker.length + 1));
  return names.filter((name) => !name.endsWith('/') && !isInSkippedFolder(name) && !environments.some((folder) => name.startsWith(folder)));
}

/** Editors and people leave copies behind, which nothing uses. */
function isCopy(path: string): boolean {
  return /(?:_backup\.\w+|\.bak|\.orig|~)$/u.test(path);
}
