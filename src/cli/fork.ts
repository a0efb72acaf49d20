import { readFileSync } from 'node:fs';
import { isObject } from './check-value.ts';

/** Does this run check a pull request from somebody else's copy of the repository? GitHub says so in a file of its own. */
export function isPullRequestFromFork({ GITHUB_EVENT_NAME: event, GITHUB_EVENT_PATH: path }: NodeJS.ProcessEnv): boolean {
  if (event !== 'pull_request' && event !== 'pull_request_target') return false;
  const [head, base] = repositoriesIn(path);
  // When GitHub does not say whose it is (the copy was deleted), it is not ours.
  return head === undefined || head !== base;
}

function repositoriesIn(path: string | undefined): (string | undefined)[] {
  try {
    const event: unknown = JSON.parse(readFileSync(path ?? '', 'utf8'));
    return [fullName(event, 'head'), fullName(event, 'base')];
    // eslint-disable-next-line pitfalls/broad-except -- whatever is wrong with the file: without it nothing is known, and nothing is trusted
  } catch {
    return [];
  }
}

function fullName(event: unknown, side: 'head' | 'base'): string | undefined {
  const name = ['pull_request', side, 'repo', 'full_name'].reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), event);
  return typeof name === 'string' ? name : undefined;
}
