import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { mended } from './fixing-rules.ts';
import { folderWith, git, pitfalls, places, repositoryWith } from './repository.ts';
import { callRule } from './zap-rule.ts';

const hook = (...args: readonly string[]): readonly string[] => ['hook', ...args];

describe('a hook', () => {
  test('checks the files it is given, as they lie on the disk, and no others', async () => {
    const root = repositoryWith({ 'a.py': 'pass\n', 'b.py': 'zap()\n', 'c/d.js': 'zap()\n' });
    git(root, 'add', '--all');
    writeFileSync(join(root, 'a.py'), 'zap()\n');
    const ran = await pitfalls(root, hook('--', 'a.py', 'c/d.js'));
    expect(ran).toMatchObject({ code: 1, err: '' });
    expect(places(ran)).toEqual(['a.py:1:1', 'c/d.js:1:1']);
    expect(ran.out).toContain('2 problems (2 errors, 0 warnings) in 2 of 2 files\n');
  });

  test('passes what is clean, with and without a repository', async () => {
    for (const folder of [repositoryWith({ 'a.py': 'pass\n' }), folderWith({ 'a.py': 'pass\n' })]) {
      expect(await pitfalls(folder, hook('--', 'a.py'))).toMatchObject({ code: 0, out: 'No problems in 1 file\n', err: '' });
    }
    expect(places(await pitfalls(folderWith({ 'a.py': 'zap()\n' }), hook('--', 'a.py')))).toEqual(['a.py:1:1']);
  });

  test('has nothing to do without files', async () => {
    const root = repositoryWith({ 'a.py': 'zap()\n' });
    for (const args of [hook(), hook('--'), hook('--preset', 'strict', '--')]) {
      expect(await pitfalls(root, args)).toMatchObject({
        code: 0,
        out: '',
        err: 'pitfalls: no files were given, so nothing was checked.\n',
      });
    }
  });

  test('passes over other kinds, what is gone, what is ignored and foreign code, and says nothing', async () => {
    const root = repositoryWith({
      'pitfalls.json': '{"ignore": ["legacy/"]}',
      'notes.txt': 'zap()\n',
      'legacy/a.py': 'zap()\n',
      'node_modules/x/a.js': 'zap()\n',
      'app.min.js': 'zap();',
      'file.py': 'pass\n',
    });
    const names = ['notes.txt', 'gone.py', 'gone/too.py', 'file.py/gone.py', 'legacy/a.py', 'node_modules/x/a.js', 'app.min.js'];
    const ran = await pitfalls(root, hook('--', ...names));
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toBe('Nothing was checked.\n');
    expect(await pitfalls(root, hook('--', ...names, 'file.py'))).toMatchObject({ code: 0 });
  });

  test('does not look into folders, and says so where that hides something', async () => {
    const root = repositoryWith({ 'a/b.py': 'zap()\n', 'module/.git': 'gitdir: elsewhere\n', 'module/c.py': 'zap()\n' });
    symlinkSync('a', join(root, 'link'));
    const ran = await pitfalls(root, hook('--', 'a', 'module', 'link'));
    expect(ran).toMatchObject({ code: 2, err: '' });
    expect(ran.out).toContain('Could not be checked:\n  a is a folder, and a hook checks files\n\nNothing was checked.\n');
    expect(await pitfalls(root, hook('--', 'module', 'link'))).toMatchObject({ code: 0 });
    expect(await pitfalls(root, hook('--', '.'))).toMatchObject({ code: 2 });
  });

  test('fails with 2 on what cannot be checked, and tells what else was found', async () => {
    const outside = folderWith({ 'secret.py': 'zap()\n' });
    const root = repositoryWith({ 'a.py': Buffer.from([0xff, 0xfe, 0, 1]), 'b.py': 'zap()\n' });
    symlinkSync(join(outside, 'secret.py'), join(root, 'out.py'));
    const ran = await pitfalls(root, hook('--', 'a.py', 'b.py', 'out.py', 'bad\ufffdname.py'));
    expect(ran.code).toBe(2);
    expect(places(ran)).toEqual(['b.py:1:1']);
    expect(ran.out).toMatch(/ {2}a\.py is /u);
    expect(ran.out).toContain('  out.py is a link to a place outside the repository\n');
    expect(ran.out).toContain('name.py has a name that is no UTF-8\n');
  });

  test('takes the options of the check, and can tell only what a commit brings', async () => {
    const root = repositoryWith({ 'a.py': 'zap()\n', 'b.py': 'zap(2)\n' });
    git(root, 'add', '--all');
    git(root, 'commit', '--quiet', '--message', 'first');
    writeFileSync(join(root, 'a.py'), 'zap()\nzap(3)\n');
    git(root, 'add', '--all');
    expect(places(await pitfalls(root, hook('--staged', '--', 'a.py', 'b.py')))).toEqual(['a.py:2:1']);
    expect(await pitfalls(root, hook('--exit-zero', '--format=concise', '--', 'b.py'))).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^b\.py:1:1: error/u) as string,
    });
  });

  test('keeps to the baseline and does not write it', async () => {
    const root = repositoryWith({ 'a.py': 'zap()\n' });
    await pitfalls(root, ['--baseline']);
    expect(await pitfalls(root, hook('--', 'a.py'))).toMatchObject({ code: 0 });
    for (const option of ['--baseline', '--prune']) {
      const { code, err } = await pitfalls(root, hook(option, '--', 'a.py'));
      expect([code, err]).toEqual([
        2,
        expect.stringContaining(`'${option}' needs to see all findings, and a hook sees a few: run it without 'hook'`),
      ]);
    }
    expect(await pitfalls(root, hook('--stdin-filename', 'a.py', '--', 'a.py'))).toMatchObject({ code: 2 });
  });

  test('checks thousands of files in one go', async () => {
    const names = Array.from({ length: 3000 }, (_, index) => `m${String(index)}.py`);
    const root = repositoryWith({ ...Object.fromEntries(names.map((name) => [name, 'x = 1\n'])), 'm2999.py': 'zap()\n' });
    const ran = await pitfalls(root, hook('--', ...names));
    expect(places(ran)).toEqual(['m2999.py:1:1']);
    expect(ran.out).toContain('in 1 of 3000 files\n');
  });
});

describe('names that look like something else', () => {
  const names = [
    '--config=evil.js',
    '--fix.py',
    '-g.py',
    '--preset=all.py',
    '--',
    '-',
    'a b.py',
    '$(touch x).py',
    '`x`.py',
    ';x.py',
    'n\nl.py',
  ];
  const hostile = Object.fromEntries(names.map((name) => [name, 'zap()\n']));

  test('are files behind --', async () => {
    const root = repositoryWith({ ...hostile, '--fix': 'zap()\n', '-g': 'zap()\n', '--untrusted': 'zap()\n' });
    const ran = await pitfalls(root, hook('--', '--fix', '-g', '--untrusted', ...names));
    expect(ran.code).toBe(1);
    const checked = [
      '$(touch x).py',
      '--config=evil.js',
      '--fix.py',
      '--preset=all.py',
      '-g.py',
      ';x.py',
      '`x`.py',
      'a b.py',
      'n\\x0al.py',
    ];
    expect(places(ran).sort()).toEqual(checked.map((name) => `${name}:1:1`).sort());
    expect(readFileSync(join(root, '--fix.py'), 'utf8')).toBe('zap()\n');
  });

  const ambiguous = ['--fix', '--untrusted', '-g.py', '--config=evil.js', '--preset=all.py', '-h'];

  test.each(ambiguous)('are refused where the -- is missing: %s', async (name) => {
    const root = repositoryWith({ 'a.py': 'zap()\n', [name]: 'zap()\n' });
    const cure = `pitfalls: '${name}' is also a file here: put '--' before the file names, in .pre-commit-config.yaml with "args: ['--']"`;
    for (const args of [hook(name, 'a.py'), hook('a.py', name)]) {
      const ran = await pitfalls(root, args);
      expect(ran).toMatchObject({ code: 2, out: '' });
      expect(ran.err.startsWith(cure)).toBe(true);
      expect(ran.err.split('\n')).toHaveLength(2);
    }
  });

  test('are refused when an option in front of -- is also a file', async () => {
    const root = repositoryWith({ '--fix': '', 'a.py': 'zap()\n' });
    const { code, err } = await pitfalls(root, hook('--fix', '--', '--fix', 'a.py'));
    expect([code, err]).toEqual([2, expect.stringContaining("'--fix' is also a file here: rename the file")]);
  });

  test('are no options behind a file, nor the -- a value', async () => {
    const root = repositoryWith({ 'a.py': 'zap()\n' });
    const behind = await pitfalls(root, hook('a.py', '--exit-zero'));
    expect([behind.code, behind.err]).toEqual([2, expect.stringContaining("'--exit-zero' stands behind a file: options come first")]);
    const swallowed = await pitfalls(root, hook('--rule', '--', 'a.py'));
    expect([swallowed.code, swallowed.err]).toEqual([2, expect.stringContaining("'--rule' needs a value")]);
    expect(places(await pitfalls(root, hook('a.py')))).toEqual(['a.py:1:1']);
  });

  test('may be longer than any file name', async () => {
    const { code, err } = await pitfalls(repositoryWith({}), hook(`--${'x'.repeat(5000)}`));
    expect([code, err]).toEqual([2, expect.stringContaining('there is no option')]);
    expect(err).not.toContain('pitfalls failed');
  });
});

describe('--fix in a hook', () => {
  const likely = callRule('likely-zop', 'zop', 'likely');

  test('fails once what it has changed, and says what to do about it', async () => {
    const root = repositoryWith({ 'a.py': 'zap()\n', 'b.py': 'zap()\n' });
    const ran = await pitfalls(root, hook('--fix', '--', 'a.py'), { rules: [mended] });
    expect(ran).toMatchObject({ code: 1, err: 'Fixed in place: look at the changes and add them to the commit with git add -p\n' });
    expect(readFileSync(join(root, 'a.py'), 'utf8')).toBe('zip()\n');
    expect(readFileSync(join(root, 'b.py'), 'utf8')).toBe('zap()\n');
    expect(await pitfalls(root, hook('--fix', '--', 'a.py'), { rules: [mended] })).toMatchObject({ code: 0, err: '' });
  });

  test('passes when nobody wants it to fail, and says nothing when there was nothing to fix', async () => {
    const root = repositoryWith({ 'a.py': 'zap()\n', 'b.py': 'zop()\n' });
    expect(await pitfalls(root, hook('--fix', '--exit-zero', '--', 'a.py'), { rules: [mended] })).toMatchObject({ code: 0 });
    expect(await pitfalls(root, hook('--fix', '--', 'b.py'), { rules: [mended, likely] })).toMatchObject({ code: 1, err: '' });
  });
});

test('a file that goes away between the hook and the reading is no error', async () => {
  const root = repositoryWith({ 'a.py': 'pass\n', 'b/c.py': 'pass\n' });
  const running = pitfalls(root, hook('--', 'a.py', 'b/c.py'));
  rmSync(join(root, 'a.py'));
  expect(await running).toMatchObject({ code: 0, out: 'No problems in 1 file\n' });
});
