import { execFile } from 'node:child_process';
import { lstatSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The top level of the Git repository that a folder lies in; `.git` is a file in worktrees and submodules. */
export function repositoryRoot(folder: string): string | undefined {
  for (let candidate = folder; ; candidate = dirname(candidate)) {
    if (isThere(join(candidate, '.git'))) return candidate;
    if (candidate === dirname(candidate)) return undefined;
  }
}

function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

/**
 * The files below the folders that Git tracks or would track, as it writes them: relative to the root, each ended by
 * a NUL. `undefined` when Git is missing or refuses.
 *
 * Git obeys settings inside the repository it looks at, some of which name programs to run; none of them may.
 */
export async function listedByGit(root: string, folders: readonly string[]): Promise<Buffer | undefined> {
  const hardening = ['--no-pager', '--literal-pathspecs', '-c', 'safe.bareRepository=explicit', '-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'];
  const listing = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...folders];
  return new Promise((resolve) => {
    execFile('git', [...hardening, ...listing], { cwd: root, env: gitEnvironment(), encoding: 'buffer', maxBuffer: 2 ** 30 }, (error, stdout) => {
      resolve(error ? undefined : stdout);
    });
  });
}

function gitEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.toUpperCase().startsWith('GIT_'));
  return {
    ...Object.fromEntries(own),
    // A repository may claim that objects lie elsewhere; nothing is to be fetched for a list of names.
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_NO_LAZY_FETCH: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
  };
}
