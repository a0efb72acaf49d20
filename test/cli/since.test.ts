import { execFileSync } from 'node:child_process';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderWith, git, pitfalls, places, repositoryWith, type Files } from './repository.ts';

function committed(files: Files): string {
  const root = repositoryWith(files);
  git(root, 'checkout', '--quiet', '-b', 'main');
  commit(root, 'first');
  return root;
}

function commit(root: string, message: string): void {
  git(root, 'add', '--all');
  git(root, 'commit', '--quiet', '--message', message);
}

const app = 'def first():\n    zap(1)\n\n\ndef second():\n    zap(2)\n';

describe('--since', () => {
  test('tells what the branch brought, committed or not, and nothing older', async () => {
    const root = committed({ 'app.py': app, 'old.py': 'zap()\n' });
    git(root, 'checkout', '--quiet', '-b', 'work');
    writeFileSync(join(root, 'app.py'), `import os\n\n${app}    zap(3)\n`);
    commit(root, 'second');
    writeFileSync(join(root, 'new.py'), 'zap()\n');
    const ran = await pitfalls(root, ['--since', 'main']);
    expect(places(ran)).toEqual(['app.py:9:5', 'new.py:1:1']);
    expect(ran.out).toContain('2 problems (2 errors, 0 warnings) in 2 of 2 files');
  });

  test('counts from where the branch began', async () => {
    const root = committed({ 'app.py': app });
    git(root, 'checkout', '--quiet', '-b', 'work');
    git(root, 'checkout', '--quiet', 'main');
    writeFileSync(join(root, 'app.py'), 'pass\n');
    commit(root, 'fixed on main');
    git(root, 'checkout', '--quiet', 'work');
    expect(await pitfalls(root, ['--since', 'main'])).toMatchObject({ code: 0 });
  });

  test('takes a renamed file for the old one', async () => {
    const root = committed({ 'app.py': app });
    renameSync(join(root, 'app.py'), join(root, 'moved.py'));
    git(root, 'add', '--all');
    expect((await pitfalls(root, ['--since', 'HEAD'])).code).toBe(0);
    writeFileSync(join(root, 'moved.py'), `${app}    zap(3)\n`);
    expect(places(await pitfalls(root, ['--since', 'HEAD']))).toEqual(['moved.py:7:5']);
  });

  test('sees a second copy of an old finding', async () => {
    const root = committed({ 'app.py': app });
    writeFileSync(join(root, 'app.py'), app.replace('zap(1)\n', 'zap(1)\n    zap(1)\n'));
    expect(places(await pitfalls(root, ['--since', 'HEAD']))).toEqual(['app.py:3:5']);
  });

  test('keeps to the paths that were asked for', async () => {
    const root = committed({ 'a/x.py': 'pass\n', 'b/x.py': 'pass\n' });
    for (const folder of ['a', 'b']) writeFileSync(join(root, folder, 'x.py'), 'zap()\n');
    expect(places(await pitfalls(root, ['--since', 'HEAD', 'b']))).toEqual(['b/x.py:1:1']);
  });

  test('says what to fetch when the history is missing', async () => {
    const origin = committed({ 'app.py': app });
    writeFileSync(join(origin, 'app.py'), 'pass\n');
    commit(origin, 'second');
    git(origin, 'branch', 'side', 'HEAD~1');
    const parent = folderWith({});
    const clone = join(parent, 'clone');
    execFileSync('git', ['clone', '--quiet', '--depth', '1', '--no-single-branch', `file://${origin}`, clone], { stdio: 'ignore' });
    expect(await pitfalls(clone, ['--since', 'origin/side'])).toMatchObject({
      code: 2,
      out: '',
      err: "pitfalls: this clone is too shallow to tell what changed since 'origin/side'; fetch the history first: git fetch --unshallow\n",
    });
    expect((await pitfalls(clone, ['--since', 'origin/feature/x'])).err).toContain(
      'fetch it first: git fetch origin feature/x:refs/remotes/origin/feature/x',
    );
    expect((await pitfalls(clone, ['--since', '--upload-pack=x'])).code).toBe(2);
    expect((await pitfalls(folderWith({ 'a.py': 'zap()\n' }), ['--since', 'main'])).err).toContain('is not in a Git repository');
  });

  test('has nothing to do with writing a baseline', async () => {
    expect((await pitfalls(committed({ 'a.py': 'zap()\n' }), ['--since', 'HEAD', '--baseline'])).err).toContain("leave out '--since'");
  });
});

describe('what a change keeps silent', () => {
  const comment = '# eslint-disable-next-line pitfalls/no-zap -- why';

  test('is told with --since: comments and entries of the baseline', async () => {
    const root = committed({ 'app.py': `${comment}\n${app}`, 'new.py': 'pass\n' });
    await pitfalls(root, ['--baseline']);
    commit(root, 'accepted');
    writeFileSync(
      join(root, 'app.py'),
      `import os\n\n${comment}\n${app}    ${comment}\n    zap(3)\n    zap(4)  # eslint-disable-line\n    zop()  # eslint-disable-line no-undef\n`,
    );
    writeFileSync(join(root, 'new.py'), 'zap(1)\nzap(2)\n');
    await pitfalls(root, ['--baseline']);
    const ran = await pitfalls(root, ['--since', 'HEAD']);
    expect(ran.code).toBe(0);
    expect(ran.out).toBe(`Please note:
  app.py this change brings 2 comments that keep findings silent here
  pitfalls-baseline.jsonl this change accepts 2 findings that the baseline did not accept before

No problems in 2 files, 2 problems accepted by the baseline
`);
    git(root, 'add', '--all');
    expect((await pitfalls(root, ['--staged'])).out).toBe(ran.out);
    // Where comments count for nothing, there is nothing to tell.
    expect((await pitfalls(root, ['--since', 'HEAD', '--untrusted'])).out).not.toContain('Please note');
  });

  test('is nothing when it only moved', async () => {
    const root = committed({ 'app.py': `${comment}\n${app}` });
    await pitfalls(root, ['--baseline']);
    commit(root, 'accepted');
    renameSync(join(root, 'app.py'), join(root, 'moved.py'));
    writeFileSync(join(root, 'moved.py'), `import os\n${comment}\n${app}`);
    await pitfalls(root, ['--baseline']);
    git(root, 'add', '--all');
    expect((await pitfalls(root, ['--since', 'HEAD'])).out).not.toContain('Please note');
  });
});

describe('--staged', () => {
  test('checks what would be committed, and not what lies beside it', async () => {
    const root = committed({ 'app.py': app, 'b.py': 'pass\n' });
    writeFileSync(join(root, 'app.py'), `${app}    zap(3)\n`);
    git(root, 'add', 'app.py');
    writeFileSync(join(root, 'app.py'), 'pass\n');
    writeFileSync(join(root, 'b.py'), 'zap()\n');
    expect(places(await pitfalls(root, ['--staged']))).toEqual(['app.py:7:5']);
    expect(readFileSync(join(root, 'app.py'), 'utf8')).toBe('pass\n');
  });

  test('works before the first commit, and when nothing is staged', async () => {
    const root = repositoryWith({ 'a.py': 'zap()\n' });
    expect(await pitfalls(root, ['--staged'])).toMatchObject({ code: 0, out: 'Nothing was checked.\n' });
    git(root, 'add', '--all');
    expect(places(await pitfalls(root, ['--staged']))).toEqual(['a.py:1:1']);
  });
});
