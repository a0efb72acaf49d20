import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { overwrite } from '../../src/cli/write-file.ts';
import { folderWith } from './repository.ts';

const isRoot = process.getuid?.() === 0;
const before = Buffer.from('before\n');
const after = Buffer.from('after, and longer\n');

function file(content = before): { readonly folder: string; readonly path: string } {
  const folder = folderWith({ 'a.py': content });
  return { folder, path: join(folder, 'a.py') };
}

describe('a file that is written', () => {
  test.each([
    ['longer', after],
    ['shorter', Buffer.from('a')],
    ['empty', Buffer.alloc(0)],
    ['large', Buffer.alloc(3_000_000, 'x')],
  ])('holds the new bytes and leaves nothing beside it: %s', (_name, bytes) => {
    const { folder, path } = file();
    expect(overwrite(path, before, bytes)).toBeUndefined();
    expect(readFileSync(path).equals(bytes)).toBe(true);
    expect(readdirSync(folder)).toEqual(['a.py']);
  });

  test.each([0o755, 0o644, 0o600, 0o640, 0o4755])('keeps its mode: %o', (mode) => {
    const { path } = file();
    chmodSync(path, mode);
    expect(overwrite(path, before, after)).toBeUndefined();
    expect(statSync(path).mode & 0o7777).toBe(mode);
  });

  test.skipIf(!isRoot)('keeps its owner', () => {
    const { path } = file();
    chownSync(path, 12345, 23456);
    expect(overwrite(path, before, after)).toBeUndefined();
    expect(statSync(path)).toMatchObject({ uid: 12345, gid: 23456 });
  });

  test('takes the place of the old one, which whoever has it open goes on reading', () => {
    const { path } = file();
    const { ino } = statSync(path);
    expect(overwrite(path, before, after)).toBeUndefined();
    expect(statSync(path).ino).not.toBe(ino);
  });

  test('of several names stays one file', () => {
    const { folder, path } = file(Buffer.from('before and much longer than what follows\n'));
    const old = readFileSync(path);
    linkSync(path, join(folder, 'b.py'));
    const { ino } = statSync(path);
    expect(overwrite(path, old, after)).toBeUndefined();
    expect(readFileSync(join(folder, 'b.py')).equals(after)).toBe(true);
    expect(statSync(path)).toMatchObject({ ino, nlink: 2 });
    expect(readdirSync(folder).sort()).toEqual(['a.py', 'b.py']);
  });

  test('may have a name as long as names can be', () => {
    const name = `${'n'.repeat(252)}.py`;
    const folder = folderWith({ [name]: before });
    expect(overwrite(join(folder, name), before, after)).toBeUndefined();
    expect(readdirSync(folder)).toEqual([name]);
  });

  // Other systems refuse such names.
  test.skipIf(process.platform !== 'linux')('may have a name that is no UTF-8', () => {
    const folder = folderWith({});
    const inner = Buffer.concat([Buffer.from(`${folder}/d`), Buffer.from([0xfe])]);
    mkdirSync(inner);
    const path = Buffer.concat([inner, Buffer.from('/'), Buffer.from([0xff]), Buffer.from('.py')]);
    writeFileSync(path, before);
    expect(overwrite(path, before, after)).toBeUndefined();
    expect(readFileSync(path).equals(after)).toBe(true);
  });
});

describe('a file that is not written', () => {
  test('has changed meanwhile', () => {
    const { folder, path } = file();
    for (const held of ['Before\n', 'before', 'before\n\n', '']) {
      writeFileSync(path, held);
      expect(overwrite(path, before, after)).toBe('changed while it was being fixed');
      expect(readFileSync(path, 'utf8')).toBe(held);
    }
    linkSync(path, join(folder, 'b.py'));
    expect(overwrite(path, before, after)).toBe('changed while it was being fixed');
    expect(readdirSync(folder).sort()).toEqual(['a.py', 'b.py']);
  });

  test('is gone, or a folder, or a pipe', () => {
    const folder = folderWith({ 'folder.py/a.py': before });
    execFileSync('mkfifo', [join(folder, 'pipe.py')]);
    expect(overwrite(join(folder, 'gone.py'), before, after)).toBe('changed while it was being fixed');
    expect(overwrite(join(folder, 'gone/gone.py'), before, after)).toBe('changed while it was being fixed');
    expect(overwrite(join(folder, 'folder.py'), before, after)).toBe('could not be fixed: EISDIR');
    expect(overwrite(join(folder, 'pipe.py'), before, after)).toBe('changed while it was being fixed');
    expect(readdirSync(folder).sort()).toEqual(['folder.py', 'pipe.py']);
  });

  test('is a link, inside or outside', () => {
    const { folder, path } = file();
    symlinkSync('a.py', join(folder, 'link.py'));
    expect(overwrite(join(folder, 'link.py'), before, after)).toMatch(/links are never written to$/u);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('lies behind a link, also where its folder has become one', () => {
    const outside = folderWith({ 'a.py': before });
    const root = folderWith({ 'sub/a.py': before });
    renameSync(join(root, 'sub'), join(root, 'other'));
    symlinkSync(outside, join(root, 'sub'));
    expect(overwrite(join(root, 'sub/a.py'), before, after)).toMatch(/links are never written to$/u);
    expect(readFileSync(join(outside, 'a.py')).equals(before)).toBe(true);
    expect(readdirSync(outside)).toEqual(['a.py']);
  });

  // To the superuser everything is writable.
  test.skipIf(isRoot)('may not be written, or not into its folder', () => {
    const { folder, path } = file();
    chmodSync(path, 0o444);
    expect(overwrite(path, before, after)).toBe('could not be fixed: this user may not write it, or not into its folder');
    chmodSync(path, 0o644);
    chmodSync(folder, 0o555);
    const reason = overwrite(path, before, after);
    chmodSync(folder, 0o755);
    expect(reason).toBe('could not be fixed: this user may not write it, or not into its folder');
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  // Only the superuser makes a small disk.
  test.skipIf(!isRoot || process.platform !== 'linux')('finds no space left, and stays as it was', () => {
    const folder = folderWith({});
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'none', folder], { stdio: 'ignore' });
    } catch {
      return; // Not everywhere may the superuser do that.
    }
    onTestFinished(() => {
      execFileSync('umount', [folder]);
    });
    const old = Buffer.alloc(700_000, 'a');
    writeFileSync(join(folder, 'a.py'), old);
    expect(overwrite(join(folder, 'a.py'), old, Buffer.alloc(700_000, 'b'))).toBe('could not be fixed: no space is left for it');
    expect(readFileSync(join(folder, 'a.py')).equals(old)).toBe(true);
    linkSync(join(folder, 'a.py'), join(folder, 'b.py'));
    expect(overwrite(join(folder, 'a.py'), old, Buffer.alloc(1_500_000, 'b'))).toBe('could not be fixed: no space is left for it');
    expect(readFileSync(join(folder, 'b.py')).equals(old)).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['a.py', 'b.py']);
  });
});
