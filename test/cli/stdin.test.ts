import { execFileSync } from 'node:child_process';
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fixRule, mended } from './fixing-rules.ts';
import { folderWith, pitfalls, places, repositoryWith } from './repository.ts';
import { run } from '../../src/cli/run.ts';

const rules = [mended];

describe('--stdin-filename', () => {
  test('checks what comes in as the file of that name', async () => {
    const root = repositoryWith({ 'src/a.py': 'pass\n', 'b.py': 'zap()\n' });
    const ran = await pitfalls(root, ['--stdin-filename', 'src/a.py'], { rules, stdin: ['x = 1\nza', 'p()\n'] });
    expect(ran).toMatchObject({ code: 1, err: '' });
    expect(places(ran)).toEqual(['src/a.py:2:1']);
    expect(ran.out).toContain('1 problem (1 error, 0 warnings) in 1 of 1 file\n');
    expect(await pitfalls(join(root, 'src'), ['--stdin-filename=a.py', '-'], { rules, stdin: ['x = 1\nzap()\n'] })).toEqual(ran);
    expect(await pitfalls(root, ['--stdin-filename', 'src/a.py'], { rules, stdin: [''] })).toMatchObject({
      code: 0,
      out: 'No problems in 1 file\n',
    });
  });

  test('goes by the name, which need not exist', async () => {
    const root = repositoryWith({});
    const at = async (name: string, text: string): Promise<string[]> =>
      places(await pitfalls(root, ['--stdin-filename', name], { rules, stdin: [text] }));
    expect(await at('new/folder/a.tsx', 'const a = <b>{zap()}</b>;\n')).toEqual(['new/folder/a.tsx:1:15']);
    expect(await at(join(root, 'x.pyi'), 'zap()\n')).toEqual(['x.pyi:1:1']);
    expect(await at('../outside.py', 'zap()\n')).toEqual(['outside.py:1:1']);
    expect(await at('é.js', 'zap();\n')).toEqual(['é.js:1:1']);
  });

  test('follows the settings and the baseline of the repository', async () => {
    const root = repositoryWith({ 'a.py': 'zap(1)\n', 'b.py': 'zap(1)\n' });
    await pitfalls(root, ['--baseline'], { rules });
    expect(places(await pitfalls(root, ['--stdin-filename', 'a.py'], { rules, stdin: ['zap(1)\nzap(2)\n'] }))).toEqual(['a.py:2:1']);
    const off = repositoryWith({ 'pitfalls.json': '{"rules": {"no-zap": "off"}}' });
    const args = ['--stdin-filename', 'deep/a.py'];
    expect((await pitfalls(off, args, { rules, stdin: ['zap(1)\n'] })).code).toBe(0);
    expect((await pitfalls(off, [...args, '--untrusted'], { rules, stdin: ['zap(1)\n'] })).code).toBe(1);
  });

  test.each([
    ['a.txt', 'zap()\n', "'a.txt' is of a kind that pitfalls does not read, so the standard input was not looked at"],
    ['Makefile', 'zap()\n', "'Makefile' is of a kind that pitfalls does not read"],
    ['a.py', 'x'.repeat(2 ** 20 + 1), 'the standard input is larger than 1 MiB'],
    ['out/a.py', 'zap()\n', "'out/a.py' is reached through a link that leads out of the repository"],
  ])('refuses what it cannot check: %s', async (name, text, reason) => {
    const root = repositoryWith({});
    symlinkSync(folderWith({}), join(root, 'out'));
    const ran = await pitfalls(root, ['--stdin-filename', name], { rules, stdin: [text] });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(`pitfalls: ${reason}`);
  });

  test('says what is wrong with the text, as with a file', async () => {
    const root = repositoryWith({});
    const broken = await pitfalls(root, ['--stdin-filename', 'a.js'], { rules, stdin: ['zap(\n'] });
    expect(broken.code).toBe(2);
    expect(broken.out).toMatch(/^Could not be checked:\n {2}a\.js:\d could not be parsed/u);
    const bytes = await pitfalls(root, ['--stdin-filename', 'a.js'], { rules, stdin: [Buffer.from([0x2f, 0x2f, 0xe9])] });
    expect(bytes.out).toContain('a.js is not UTF-8 from line 1 on');
  });

  test('stops reading what never ends', async () => {
    let pieces = 0;
    const endless = (async function* () {
      for (;;) {
        pieces++;
        yield await Promise.resolve(Buffer.alloc(2 ** 16, 'x'));
      }
    })();
    const code = await run(['--stdin-filename', 'a.py'], {
      cwd: folderWith({}),
      env: {},
      rules,
      stdin: endless,
      stdout: { write: () => undefined },
      stderr: { write: () => undefined },
    });
    expect([code, pieces]).toEqual([2, 17]);
  });

  test('says why nothing comes', async () => {
    const broken = (async function* () {
      yield await Promise.resolve(Buffer.from('zap()\n'));
      throw Object.assign(new Error('broken'), { code: 'EISDIR' });
    })();
    let err = '';
    const sinks = {
      stdout: { write: () => undefined },
      stderr: { write: (text: string | Uint8Array) => (err += Buffer.from(text).toString()) },
    };
    expect(await run(['--stdin-filename', 'a.py'], { cwd: folderWith({}), env: {}, rules, stdin: broken, ...sinks })).toBe(2);
    expect(err).toBe('pitfalls: the standard input could not be read (EISDIR)\n');
  });

  test('stands alone', async () => {
    const root = repositoryWith({ 'a.py': 'zap()\n' });
    const err = async (...args: readonly string[]): Promise<string> =>
      (await pitfalls(root, ['--stdin-filename', 'a.py', ...args], { rules, stdin: ['zap()\n'] })).err;
    expect(await err('a.py')).toContain('leave out the paths');
    expect(await err('--since', 'HEAD')).toContain('the standard input has no history');
    expect(await err('--baseline')).toContain("leave out '--stdin-filename'");
    expect((await pitfalls(root, ['--stdin-filename', 'a.py'], { rules })).err).toBe('pitfalls: there is no standard input to read\n');
  });
});

describe('--stdin-filename with --fix', () => {
  const fix = ['--fix', '--stdin-filename', 'a.py'];

  test('prints the fixed text and nothing else, and the report on stderr', async () => {
    const root = repositoryWith({ 'a.py': 'zap(0)\n' });
    const left = fixRule('no-zop', 'zop', () => null);
    const ran = await pitfalls(root, fix, { rules: [mended, left], stdin: ['\ufeffzap(1)\r\nzop("\x1b\u202e")'] });
    expect(ran).toMatchObject({ code: 1, out: '\ufeffzip(1)\r\nzop("\x1b\u202e")' });
    expect(ran.err).toMatch(/^a\.py:2:1 {2}error {2}/u);
    expect(ran.err).toContain('1 problem (1 error, 0 warnings) in 1 of 1 file, 1 problem fixed\n');
    expect(readFileSync(join(root, 'a.py'), 'utf8')).toBe('zap(0)\n');
  });

  test.each([
    ['nothing to fix', 'pass', 0],
    ['nothing at all', '', 0],
    ['no Python', 'def f(:\n', 0],
    ['no UTF-8', Buffer.from([0x23, 0xe9, 0x0a]), 2],
  ])('prints the text as it came when there is %s', async (_name, text, code) => {
    const chunks: Buffer[] = [];
    const stdin = (async function* () {
      yield await Promise.resolve(Buffer.from(text));
    })();
    const exitCode = await run(fix, {
      cwd: folderWith({}),
      env: {},
      rules,
      stdin,
      stdout: { write: (chunk) => chunks.push(Buffer.from(chunk)) },
      stderr: { write: () => undefined },
    });
    expect([exitCode, Buffer.concat(chunks)]).toEqual([code, Buffer.from(text)]);
  });

  test('keeps the encoding', async () => {
    const chunks: Buffer[] = [];
    const latin = (name: string): Buffer => Buffer.from(`# coding: latin-1\n${name}("\xe9")\n`, 'latin1');
    const stdin = (async function* () {
      yield await Promise.resolve(latin('zap'));
    })();
    const world = { cwd: folderWith({}), env: {}, rules, stdin, stderr: { write: () => undefined } };
    await run(fix, { ...world, stdout: { write: (chunk) => chunks.push(Buffer.from(chunk)) } });
    expect(Buffer.concat(chunks)).toEqual(latin('zip'));
  });
});

describe('--stdin-filename with --diff', () => {
  test('prints the diff, which git apply takes', async () => {
    const root = repositoryWith({ 'src/a.py': 'zap(1)\n' });
    const ran = await pitfalls(join(root, 'src'), ['--diff', '--stdin-filename', 'a.py'], { rules, stdin: ['zap(1)\n'] });
    expect(ran).toMatchObject({ code: 1, err: '1 problem can be fixed so, in 1 of 1 file; --fix does it\n' });
    execFileSync('git', ['apply'], { cwd: root, input: ran.out, stdio: ['pipe', 'ignore', 'inherit'] });
    expect(readFileSync(join(root, 'src/a.py'), 'utf8')).toBe('zip(1)\n');
  });
});
