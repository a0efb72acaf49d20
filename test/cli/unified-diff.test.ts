import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { unifiedDiff } from '../../src/cli/report/unified-diff.ts';
import { folderWith } from './repository.ts';

const numbered = (count: number, change: Readonly<Record<number, string>> = {}): string =>
  Array.from({ length: count }, (_, index) => change[index + 1] ?? `line ${String(index + 1)}\n`).join('');

/** What Git makes of the old text with our diff. */
function applied(path: string, before: string, after: string): string {
  const root = folderWith({ [path]: before });
  execFileSync('git', ['init', '--quiet'], { cwd: root });
  const { lines, isExact } = unifiedDiff(path, before, after);
  expect(isExact).toBe(true);
  writeFileSync(join(root, 'our.diff'), lines.map((line) => `${line}\n`).join(''));
  execFileSync('git', ['apply', 'our.diff'], { cwd: root, stdio: 'pipe' });
  return readFileSync(join(root, path), 'utf8');
}

describe('a unified diff', () => {
  test('shows three lines around each change', () => {
    const { lines } = unifiedDiff('src/a.py', numbered(20), numbered(20, { 5: 'new\n', 7: '', 18: 'line 18\nmore\n' }));
    expect(lines.join('\n')).toBe(`diff --git a/src/a.py b/src/a.py
--- a/src/a.py
+++ b/src/a.py
@@ -2,9 +2,8 @@
 line 2
 line 3
 line 4
-line 5
+new
 line 6
-line 7
 line 8
 line 9
 line 10
@@ -16,5 +15,6 @@
 line 16
 line 17
 line 18
+more
 line 19
 line 20`);
  });

  test('is told in one piece up to six lines between two changes', () => {
    const pieces = (at: number): number =>
      unifiedDiff('a', numbered(30), numbered(30, { 5: 'x\n', [at]: 'y\n' })).lines.filter((line) => line.startsWith('@@')).length;
    expect([pieces(12), pieces(13)]).toEqual([1, 2]);
  });

  test('is nothing for equal texts', () => {
    expect(unifiedDiff('a', 'x\n', 'x\n')).toEqual({ lines: [], isExact: true });
    expect(unifiedDiff('a', '', '')).toEqual({ lines: [], isExact: true });
  });

  test('tells where the last newline is missing', () => {
    expect(unifiedDiff('a', 'x\ny', 'x\ny\n').lines.slice(3)).toEqual([
      '@@ -1,2 +1,2 @@',
      ' x',
      '-y',
      '\\ No newline at end of file',
      '+y',
    ]);
    expect(unifiedDiff('a', 'x\ny', 'z\ny').lines.slice(3)).toEqual(['@@ -1,2 +1,2 @@', '-x', '+z', ' y', '\\ No newline at end of file']);
    expect(unifiedDiff('a', '', 'z').lines.slice(3)).toEqual(['@@ -0,0 +1 @@', '+z', '\\ No newline at end of file']);
    expect(unifiedDiff('a', 'z\n', '').lines.slice(3)).toEqual(['@@ -1 +0,0 @@', '-z']);
  });

  test.each([
    ['a change in the middle', 'a.py', numbered(50), numbered(50, { 25: 'new\n' })],
    ['changes at both ends', 'a.py', numbered(9), numbered(9, { 1: 'new\nnew\n', 9: '' })],
    ['no last newline, before and after', 'a.py', 'a\nb\nc', 'a\nB\nc'],
    ['a last newline that comes', 'a.py', 'a\nb', 'a\nb\n'],
    ['a last newline that goes', 'a.py', 'a\nb\n', 'a\nb'],
    ['lines that end in CRLF', 'a.py', 'a\r\nb\r\nc\r\n', 'a\r\nB\r\nc\r\n'],
    ['line ends of both kinds', 'a.py', 'a\r\nb\nc\r\n', 'a\nb\nC\r\n'],
    ['a byte order mark', 'a.py', '\ufeffa\nb\n', '\ufeffA\nb\n'],
    ['tabs', 'a.py', '\ta\n\tb\t\n', '\ta\n\tc\t\n'],
    ['nothing left', 'a.py', 'a\n', ''],
    ['lines that look like a diff', 'a.py', '--- a\n+++ b\n@@ -1 +1 @@\n\\ x\n', '--- b\n+++ b\n@@ -1 +1 @@\n\\ y\n'],
    ['the same line again and again', 'a.py', 'x\n'.repeat(40), `${'x\n'.repeat(10)}y\n${'x\n'.repeat(28)}`],
    ['a path with spaces', 'a b/c d 2020-01-01.py', 'a\n', 'b\n'],
    ['a path in other letters', 'Grüße/你好.py', 'a\n', 'b\n'],
    ['text in other letters', 'a.py', '# Grüße 你好 😀\nx\n', '# Grüße 你好 😀\ny\n'],
  ])('is taken by git apply: %s', (_name, path, before, after) => {
    expect(applied(path, before, after)).toBe(after);
  });

  test('is taken by git apply whatever was changed', () => {
    // A generator of its own, so that a failure can be had again.
    let state = 42;
    const random = (below: number): number => {
      state = (state * 1103515245 + 12345) % 2147483648;
      return Math.floor((state / 2147483648) * below);
    };
    const words = ['a\n', 'b\n', 'c\n', '\n', '}\n', 'return\n'];
    for (let round = 0; round < 25; round++) {
      const before = Array.from({ length: 5 + random(60) }, () => words[random(words.length)] ?? '');
      const after = before.flatMap((line) => {
        const dice = random(12);
        return dice === 0 ? [] : dice === 1 ? ['new\n', line] : dice === 2 ? [words[random(words.length)] ?? ''] : [line];
      });
      if (before.join('') === after.join('')) continue;
      expect(applied('a.py', before.join(''), after.join(''))).toBe(after.join(''));
    }
  });

  test('obeys nobody: what a terminal or a runner would act on is spelled', () => {
    const { lines, isExact } = unifiedDiff('a\x1b.py', '::error::x\n \x1b[2J\n##[error]x\n', '::error::y\n \u202e\n##[error]y\n');
    expect(isExact).toBe(false);
    expect(lines).toEqual([
      'diff --git a/a\\x1b.py b/a\\x1b.py',
      '--- a/a\\x1b.py',
      '+++ b/a\\x1b.py',
      '@@ -1,3 +1,3 @@',
      '-::error::x',
      '- \\x1b[2J',
      '-##\\x5berror]x',
      '+::error::y',
      '+ \\u202e',
      '+##\\x5berror]y',
    ]);
    expect(unifiedDiff('a', '::error::x\ny\n', '::error::x\nz\n')).toMatchObject({ isExact: false });
    expect(unifiedDiff('a', '::error::x\ny\n', '::error::x\nz\n').lines).toContain(' :\\x3aerror::x');
  });

  test('of a megabyte is made in no time, however alike its lines are', () => {
    const start = performance.now();
    const alike = 'pass\nzap()\n'.repeat(95_000);
    for (const [before, after] of [
      [alike, alike.replaceAll('zap', 'zip')],
      [alike, alike.replace(/zap\(\)\n/gu, '')],
      [alike, [...alike.matchAll(/.*\n/gu)].map(([line], index) => (index % 1000 === 7 ? '' : line)).join('')],
      [
        numbered(100_000),
        numbered(100_000)
          .split(/(?<=\n)/u)
          .reverse()
          .join(''),
      ],
      ['x\n'.repeat(500_000), 'y\n'.repeat(500_000)],
    ] as const) {
      expect(unifiedDiff('a', before, after).lines.length).toBeGreaterThan(100);
    }
    expect(performance.now() - start).toBeLessThan(30_000);
  });

  test('of a few deletions among equal lines is short', () => {
    const alike = 'pass\nzap()\n'.repeat(2000);
    const lines = [...alike.matchAll(/.*\n/gu)].map(([line]) => line);
    const after = lines.filter((_, index) => ![101, 1501, 3001].includes(index)).join('');
    const { lines: diff } = unifiedDiff('a', alike, after);
    expect(diff.filter((line) => /^[-+](?![-+])/u.test(line)).length).toBeLessThan(20);
  });
});
