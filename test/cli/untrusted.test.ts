import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isPullRequestFromFork } from '../../src/cli/fork.ts';
import { folderWith, git, pitfalls, places, repositoryWith, type Ran } from './repository.ts';

const files = {
  'a.py': '# eslint-disable pitfalls/no-zap\nzap()\n',
  'b.js': '/* eslint pitfalls/no-zap: "off" */\nzap()\n',
  'c.yml': 'zap: 1 # eslint-disable-line\n',
  'vendored/d.py': 'zap()\n',
  'pitfalls.json': '{ "rules": { "no-zap": "off" }, "ignore": ["vendored/"] }',
};

/** A change that silences everything it can. */
async function silenced(...args: readonly string[]): Promise<{ readonly root: string; readonly ran: Ran }> {
  const root = repositoryWith({ ...files, 'pitfalls-baseline.jsonl': 'broken' });
  return { root, ran: await pitfalls(root, args) };
}

describe('--untrusted', () => {
  test('listens to nothing in the repository: settings, baseline, comments', async () => {
    const { ran } = await silenced('--untrusted');
    expect(ran.code).toBe(1);
    expect(places(ran)).toEqual(['a.py:2:1', 'b.js:2:1', 'vendored/d.py:1:1']);
  });

  test('does not look into pyproject.toml either', async () => {
    const root = repositoryWith({ 'a.py': 'zap()\n', 'pyproject.toml': '[tool.pitfalls]\nrules = { no-zap = "off" }\n' });
    expect((await pitfalls(root)).code).toBe(0);
    expect(places(await pitfalls(root, ['--untrusted']))).toEqual(['a.py:1:1']);
    writeFileSync(join(root, 'pyproject.toml'), '[tool.pitfalls]\nrules =\n');
    expect((await pitfalls(root)).code).toBe(2);
    expect((await pitfalls(root, ['--untrusted'])).code).toBe(1);
  });

  test('takes the baseline as it stands in a revision', async () => {
    const root = repositoryWith({ 'a.py': 'zap()\n' });
    await pitfalls(root, ['--baseline']);
    git(root, 'checkout', '--quiet', '-b', 'main');
    git(root, 'add', '--all');
    git(root, 'commit', '--quiet', '--message', 'first');
    writeFileSync(join(root, 'a.py'), 'zap()\nzap(2)\n');
    await pitfalls(root, ['--baseline']);
    expect((await pitfalls(root)).code).toBe(0);
    expect(places(await pitfalls(root, ['--untrusted', '--baseline-from', 'main']))).toEqual(['a.py:2:1']);
    expect((await pitfalls(root, ['--baseline-from', 'origin/main'])).err).toContain('git fetch origin main:refs/remotes/origin/main');
  });
});

describe('a pull request from a fork', () => {
  const event = (head: string | null): NodeJS.ProcessEnv => {
    const repo = (name: string | null): object => ({ repo: name === null ? null : { full_name: name } });
    const folder = folderWith({ 'event.json': JSON.stringify({ pull_request: { head: repo(head), base: repo('us/app') } }) });
    return { GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: join(folder, 'event.json') };
  };

  test('is one whose head lies elsewhere, or nobody knows where', () => {
    expect(isPullRequestFromFork(event('them/app'))).toBe(true);
    expect(isPullRequestFromFork(event(null))).toBe(true);
    expect(isPullRequestFromFork({ GITHUB_EVENT_NAME: 'pull_request' })).toBe(true);
    expect(isPullRequestFromFork(event('us/app'))).toBe(false);
    expect(isPullRequestFromFork({ GITHUB_EVENT_NAME: 'push', GITHUB_EVENT_PATH: '/missing' })).toBe(false);
    expect(isPullRequestFromFork({})).toBe(false);
  });

  test('is not trusted, and that is said', async () => {
    const root = repositoryWith(files);
    const ran = await pitfalls(root, [], { env: event('them/app') });
    expect(places(ran)).toEqual(['a.py:2:1', 'b.js:2:1', 'vendored/d.py:1:1']);
    expect(ran.err).toBe('pitfalls: this pull request comes from a fork, so --untrusted is on.\n');
    expect(await pitfalls(root, [], { env: event('us/app') })).toMatchObject({ code: 0, err: '' });
  });
});
