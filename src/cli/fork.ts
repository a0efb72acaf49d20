import { readFileSync } from 'node:fs';
import { isObject } from './check-value.ts';

/** Does this run check a pull request from somebody else's copy of the repository? GitHub says so in a file of its own. */
export function isPullRequestFromFork({ GITHUB_EVENT_NAME: event, GITHUB_EVENT_PATH: path }: NodeJS.ProcessEnv): boolean {
  if (event !== 'pull_request' && event !== 'pull_request_target') return false;
  const [head, base] = repositoriesIn(path);
  // When GitHub does not say whose it is (the copy was deleted), it is not ours.
  return head === undefined || head !== base;
}

/** The commit that a pull request is to be merged into. */
export function baseOfPullRequest({
  GITHUB_ACTIONS: isOnGitHub,
  GITHUB_EVENT_NAME: event,
  GITHUB_EVENT_PATH: path,
}: NodeJS.ProcessEnv): string | null {
  if (isOnGitHub !== 'true' || event !== 'pull_request') return null;
  const commit = textAt(eventIn(path), ['pull_request', 'base', 'sha']);
  return commit !== undefined && /^[0-9a-f]{40,64}$/u.test(commit) ? commit : null;
}

function repositoriesIn(path: string | undefined): (string | undefined)[] {
  const event = eventIn(path);
  return (['head', 'base'] as const).map((side) => textAt(event, ['pull_request', side, 'repo', 'full_name']));
}

function eventIn(path: string | undefined): unknown {
  try {
    return JSON.parse(readFileSync(path ?? '', 'utf8'));
  } catch {
    // Whatever is wrong with the file: without it nothing is known, and nothing is trusted.
    return null;
  }
}

function textAt(event: unknown, keys: readonly string[]): string | undefined {
  const value = keys.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), event);
  return typeof value === 'string' ? value : undefined;
}
