import { gitEnvironment, harmless, listing } from '../project/safe-git.ts';

/** What Git lists, as it writes it: relative to the root, each name ended by a NUL. */
export interface GitListing {
  readonly names: Buffer;
  readonly closedFolders: readonly string[];
}

/** What Git answered; `undefined` when it is missing or refuses. */
interface Answer {
  readonly out: Buffer;
  readonly complaints: string;
}

/** Asks Git about the repository at a root. */
export async function git(root: string, args: readonly string[], input?: string): Promise<Answer | undefined> {
  // A run for one file needs no Git, and should not pay for it.
  const { execFile } = await import('node:child_process');
  const how = { cwd: root, env: gitEnvironment(), encoding: 'buffer', maxBuffer: 2 ** 30 } as const;
  return new Promise((resolve) => {
    const process = execFile('git', [...harmless, ...args], how, (error, out, complaints) => {
      resolve(error ? undefined : { out, complaints: complaints.toString() });
    });
    // Git may end before it has read everything, and then says why.
    process.stdin?.on('error', () => undefined);
    process.stdin?.end(input);
  });
}

/** The files below the folders that Git tracks or would track; `undefined` when Git is missing or refuses. */
export async function listedByGit(root: string, folders: readonly string[]): Promise<GitListing | undefined> {
  const answer = await git(root, [...listing, '--', ...folders]);
  return answer && { names: answer.out, closedFolders: closedFoldersIn(answer.complaints) };
}

/** Git passes over a folder that it may not look into, with a warning and no error. */
function closedFoldersIn(complaints: string): string[] {
  return Array.from(complaints.matchAll(/^warning: could not open directory '(.*?)\/?':/gmu), ([, folder = '']) => folder);
}
