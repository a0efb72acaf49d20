import { lstatSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The top level of the Git repository that a folder lies in; `.git` is a file in worktrees and submodules. */
export function repositoryRoot(folder: string): string | undefined {
  for (let candidate = folder; ; candidate = dirname(candidate)) {
    if (isThere(join(candidate, '.git'))) return candidate;
    if (candidate === dirname(candidate)) return undefined;
  }
}

/** Does anything lie there, even a link that leads nowhere? */
export function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

/** Git obeys settings inside the repository it looks at, some of which name programs to run; with these arguments none does. */
export const harmless: readonly string[] = [
  '--no-pager',
  '--literal-pathspecs',
  ...['safe.bareRepository=explicit', 'core.fsmonitor=false', 'core.hooksPath=/dev/null'].flatMap((setting) => ['-c', setting]),
];

/** Asks for the files that Git tracks or would track, each name ended by a NUL. */
export const listing: readonly string[] = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];

/** In a hook these say which repository and which index are meant. */
const OF_HOOKS: ReadonlySet<string> = new Set(['GIT_DIR', 'GIT_INDEX_FILE', 'GIT_WORK_TREE']);

/** Git's own environment, without what could lead it to another repository, to the network or to a prompt. */
export function gitEnvironment(): NodeJS.ProcessEnv {
  const isInHook = process.env.GIT_INDEX_FILE !== undefined;
  const own = Object.entries(process.env).filter(([name]) => !name.toUpperCase().startsWith('GIT_') || (isInHook && OF_HOOKS.has(name)));
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
