import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderWith, git, pitfalls, places, repositoryWith } from './repository.ts';

/** Every workflow command that GitHub's runner would obey in an output. */
function obeyed(output: string): string[] {
  return output.split(/\r\n|[\r\n]/u).filter((line) => /^\s*::[^ :]+(?: (?:(?!::).)*)?::/u.test(line) || line.includes('##['));
}

const CONTROL = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/u;

describe('bad entries beside good ones', () => {
  test('are named with their reasons, and the good ones are checked', async () => {
    const outside = folderWith({ 'secret.py': 'zap("outside")\n', 'folder/s.py': 'zap("outside")\n' });
    const root = repositoryWith({
      'good.py': 'zap()\n',
      'utf16.py': Buffer.from('\ufeffzap()\n', 'utf16le'),
      'latin.js': Buffer.from('// \xe9\n', 'latin1'),
      'latin.py': Buffer.from('# coding: latin-1\nx = "\xe9"; zap()\n', 'latin1'),
      'binary.yml': Buffer.from([1, 2, 3, 0]),
      'large.js': 'zap();\n'.repeat(300_000),
      'huge.py': '',
      'dir.py/inner.py': 'zap()\n',
      'empty.py': '',
      'app/b.py': 'zap()\n',
    });
    truncateSync(join(root, 'huge.py'), 600 * 2 ** 20);
    symlinkSync('nowhere', join(root, 'dangling.py'));
    symlinkSync('circle.py', join(root, 'circle.py'));
    symlinkSync(join(outside, 'secret.py'), join(root, 'out.py'));
    symlinkSync(join(outside, 'folder'), join(root, 'outfolder'));
    symlinkSync('.', join(root, 'loop'));
    symlinkSync('good.py', join(root, 'same.py'));
    symlinkSync('app', join(root, 'link.py'));
    const start = performance.now();
    const ran = await pitfalls(root);
    expect(performance.now() - start).toBeLessThan(30_000);
    expect(places(ran)).toEqual(['app/b.py:1:1', 'dir.py/inner.py:1:1', 'good.py:1:1', 'latin.py:2:10']);
    expect(ran.out).toContain(`Could not be checked:
  binary.yml is a binary file in spite of its name
  circle.py is a link that leads in a circle
  dangling.py is a link that leads nowhere
  huge.py is larger than 1 MiB (600.0 MiB)
  large.js is larger than 1 MiB (2.0 MiB)
  latin.js is not UTF-8 from line 1 on; save it as UTF-8 to have it checked
  out.py is a link to a place outside the repository
  utf16.py is saved as UTF-16LE; save it as UTF-8 to have it checked

`);
    expect(ran.out).toContain('in 4 of 5 files, 8 files could not be checked');
    expect(ran.out).not.toContain('outside")');
    expect(ran.code).toBe(2);
  });

  test('are named too when they are asked for', async () => {
    const outside = folderWith({ 'secret.py': 'zap("outside")\n' });
    const root = repositoryWith({ 'good.py': 'zap()\n', 'b.py': 'zap()\n' });
    symlinkSync(join(outside, 'secret.py'), join(root, 'out.py'));
    symlinkSync(outside, join(root, 'outfolder'));
    symlinkSync('good.py', join(root, 'same.py'));
    symlinkSync('.', join(root, 'here'));
    const ran = await pitfalls(root, ['out.py', 'outfolder', 'outfolder/secret.py', 'same.py', 'here/b.py']);
    expect(places(ran)).toEqual(['b.py:1:1', 'same.py:1:1']);
    expect(ran.out).toContain(`Could not be checked:
  out.py is a link to a place outside the repository
  outfolder is reached through a link that leads out of the repository
  outfolder/secret.py is reached through a link that leads out of the repository
`);
  });

  test('may be folders that have become links: what lies behind them outside is not read', async () => {
    const outside = folderWith({ 'a.py': 'zap("outside")\n' });
    const root = repositoryWith({ 'folder/a.py': 'pass\n', 'good.py': 'zap()\n' });
    git(root, 'add', '--all');
    rmSync(join(root, 'folder'), { recursive: true });
    symlinkSync(outside, join(root, 'folder'));
    const ran = await pitfalls(root);
    expect(places(ran)).toEqual(['good.py:1:1']);
    expect(ran.out).not.toContain('zap("outside")');
    expect(ran.out).toContain('folder/a.py is reached through a link that leads out of the repository');
    expect(ran.code).toBe(2);
  });

  test('may be named pipes, which are not waited for', async () => {
    const root = folderWith({ 'good.py': 'zap()\n' });
    execFileSync('mkfifo', [join(root, 'pipe.py'), join(root, 'pipe')]);
    symlinkSync('pipe', join(root, 'link.py'));
    const ran = await pitfalls(root);
    expect(places(ran)).toEqual(['good.py:1:1']);
    expect(ran.out).toContain('  link.py is a named pipe\n  pipe.py is a named pipe\n');
    expect((await pitfalls(root, ['pipe.py'])).code).toBe(2);
  });

  // To the superuser everything is readable.
  test.skipIf(process.getuid?.() === 0)('may be unreadable', async () => {
    const files = { 'good.py': 'zap()\n', 'closed.py': 'zap()\n', 'closed/a.py': 'zap()\n' };
    for (const root of [folderWith(files), repositoryWith(files)]) {
      chmodSync(join(root, 'closed.py'), 0);
      chmodSync(join(root, 'closed'), 0);
      const ran = await pitfalls(root);
      chmodSync(join(root, 'closed'), 0o700);
      expect(places(ran)).toEqual(['good.py:1:1']);
      expect(ran.out).toContain('  closed is a folder that could not be looked into\n  closed.py may not be read by this user\n');
      expect(ran.code).toBe(2);
    }
  });
});

describe('text of all kinds', () => {
  test('is read with the right columns', async () => {
    const files = {
      'bom.py': '\ufeffzap()\n',
      'crlf.js': '// a\r\nzap()\r\n',
      'cr.py': '# a\rzap()\r',
      'emoji.py': 'x = "😀é"; zap()',
      'bom.ts': '\ufeffconst a: string = "😀"; zap(a)',
    };
    const ran = await pitfalls(repositoryWith(files));
    expect(places(ran)).toEqual(['bom.py:1:1', 'bom.ts:1:25', 'cr.py:2:1', 'crlf.js:2:1', 'emoji.py:1:12']);
  });

  test('may be nested as deep as it likes', async () => {
    const deep = `${'(\n'.repeat(100_000)}1${')\n'.repeat(100_000)}`;
    const files = { 'a.py': `x = ${deep}\nzap()\n`, 'b.js': `x = ${deep};\n`, 'c.yml': `a: ${'['.repeat(50_000)}\n`, 'z.py': 'zap()\n' };
    const ran = await pitfalls(repositoryWith(files));
    expect(places(ran)).toContain('z.py:1:1');
    expect(ran.out).toContain('  b.js');
    expect(ran.out).toContain('  c.yml');
    expect(ran.code).toBe(2);
  });
});

describe('hostile names', () => {
  const names = [
    'a%0A::error file=README.md,line=1::X.js',
    'b\n::error file=README.md::X.js',
    '::error::x.js',
    'c,line=99,title=X.js',
    'd ##[error]X.js',
    'e\x1b[2J\x1b]0;pwn\x07.js',
    'f\r::error::X.js',
    '--config=evil.js',
    '-h.js',
    'h\u202egpj.js',
    '<img src=x onerror=alert(1)>.js',
    ' .py',
    '$(touch canary).py',
    'a b\tc.py',
  ];

  test('are checked, and obeyed by no terminal and no runner', async () => {
    const root = repositoryWith({});
    for (const name of names) writeFileSync(join(root, name), 'zap("::error::x", "##[error]x \u202e")\n');
    for (const args of [[], ['--', ...names], ['--', ...names, 'missing\n::error::x']]) {
      const ran = await pitfalls(root, args);
      expect(places(ran)).toHaveLength(names.length);
      expect(obeyed(ran.out)).toEqual([]);
      expect(CONTROL.exec(ran.out)).toBeNull();
      expect(ran.out).toContain('e\\x1b[2J\\x1b]0;pwn\\x07.js:1:1');
      expect(ran.out).toContain('\nb\\x0a::error file=README.md::X.js:1:1');
      expect(ran.out).toContain(':\\x3aerror::x.js:1:1');
    }
    expect(existsSync(join(root, 'canary'))).toBe(false);
  });

  test('are told in mistakes as harmlessly', async () => {
    const root = repositoryWith({ 'pitfalls.json': JSON.stringify({ rules: { 'x\n::error::y\x1b[2J': 'off' } }), '--preset': '' });
    const settings = await pitfalls(root);
    const option = await pitfalls(root, ['--\n::error::x\x1b[2J']);
    expect([settings.code, option.code]).toEqual([2, 2]);
    expect(obeyed(settings.err + option.err)).toEqual([]);
    expect(CONTROL.exec(settings.err + option.err)).toBeNull();
    expect((await pitfalls(root, ['--preset', 'all'])).err).toContain("'--preset' is also a file here");
  });

  // Other systems refuse such names.
  test.skipIf(process.platform !== 'linux')('need not be UTF-8', async () => {
    const root = repositoryWith({ 'good.py': 'zap()\n' });
    const name = Buffer.concat([Buffer.from(`${root}/i`), Buffer.from([0xff]), Buffer.from('.py')]);
    writeFileSync(name, 'zap()\n');
    mkdirSync(Buffer.concat([Buffer.from(`${root}/d`), Buffer.from([0xfe])]));
    writeFileSync(Buffer.concat([Buffer.from(`${root}/d`), Buffer.from([0xfe]), Buffer.from('/x.py')]), 'zap()\n');
    const expected = ['d\\xfe/x.py:1:1', 'good.py:1:1', 'i\\xff.py:1:1'];
    expect(places(await pitfalls(root))).toEqual(expected);
    const plain = folderWith({ 'good.py': 'zap()\n' });
    execFileSync('cp', ['-r', `${root}/.`, plain]);
    execFileSync('rm', ['-r', join(plain, '.git')]);
    expect(places(await pitfalls(plain))).toEqual(expected);
  });
});

describe('hostile repositories', () => {
  const canary = (folder: string): string => `#!/bin/sh\ntouch '${join(folder, 'canary')}'\n`;

  test('have no program of theirs run by Git', async () => {
    const root = repositoryWith({ 'a.py': 'zap()\n' });
    const program = join(root, '.git/evil.sh');
    writeFileSync(program, canary(root));
    chmodSync(program, 0o755);
    const settings = ['core.fsmonitor', 'core.pager', 'pager.ls-files', 'core.sshCommand', 'alias.ls-files'];
    for (const setting of settings) git(root, 'config', setting, program);
    mkdirSync(join(root, '.git/hooks'), { recursive: true });
    for (const hook of ['post-index-change', 'query-watchman', 'fsmonitor-watchman']) {
      writeFileSync(join(root, '.git/hooks', hook), canary(root), { mode: 0o755 });
    }
    expect(places(await pitfalls(root))).toEqual(['a.py:1:1']);
    expect(existsSync(join(root, 'canary'))).toBe(false);
  });

  test('hold no bare repository that Git would listen to', async () => {
    const root = repositoryWith({ 'bare/a.py': 'zap()\n' });
    git(join(root, 'bare'), 'init', '--quiet', '--bare', '.');
    const program = join(root, 'bare/evil.sh');
    writeFileSync(program, canary(root));
    chmodSync(program, 0o755);
    git(root, 'config', '--file', 'bare/config', 'core.bare', 'false');
    git(root, 'config', '--file', 'bare/config', 'core.worktree', '.');
    git(root, 'config', '--file', 'bare/config', 'core.fsmonitor', program);
    expect(places(await pitfalls(join(root, 'bare')))).toEqual(['bare/a.py:1:1']);
    expect(existsSync(join(root, 'canary'))).toBe(false);
  });

  test('are listed by Git without what the environment says about another one', async () => {
    const root = repositoryWith({ 'a.py': 'zap()\n' });
    const other = repositoryWith({ 'b.py': 'zap()\n' });
    process.env.GIT_DIR = join(other, '.git');
    process.env.GIT_WORK_TREE = other;
    try {
      expect(places(await pitfalls(root))).toEqual(['a.py:1:1']);
    } finally {
      delete process.env.GIT_DIR;
      delete process.env.GIT_WORK_TREE;
    }
  });

  test('that Git cannot read are walked, and it is said', async () => {
    const root = folderWith({ 'a.py': 'zap()\n', '.git': 'gitdir: /nowhere\n' });
    const ran = await pitfalls(root);
    expect(places(ran)).toEqual(['a.py:1:1']);
    expect(ran.out).toContain('Please note:\n  . could not be listed by Git');
    expect(ran.code).toBe(1);
  });
});
