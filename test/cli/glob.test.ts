import { describe, expect, test } from 'vitest';
import { globMatcher } from '../../src/language/glob.ts';

const matched = (pattern: string, ...paths: readonly string[]): string[] => paths.filter(globMatcher(pattern));

describe('a pattern without a slash', () => {
  test('names a file or a folder at any depth', () => {
    expect(matched('legacy', 'legacy', 'a/legacy', 'legacy/x.py', 'a/legacy/b/x.py', 'legacy.py', 'xlegacy/a')).toEqual([
      'legacy',
      'a/legacy',
      'legacy/x.py',
      'a/legacy/b/x.py',
    ]);
  });

  test('has stars that stay in one name', () => {
    const expected = ['a_pb2.py', 'x/y/b_pb2.py', '_pb2.py'];
    expect(matched('*_pb2.py', ...expected, 'a_pb2.pyi', 'c.py')).toEqual(expected);
    expect(matched('a?c*', 'abc', 'a😀cd', 'ac', 'x/abcc')).toEqual(['abc', 'a😀cd', 'x/abcc']);
  });

  test('takes brackets and braces as they stand', () => {
    expect(matched('[slug].tsx', 'app/[slug].tsx', 'app/s.tsx')).toEqual(['app/[slug].tsx']);
  });
});

describe('a pattern with a slash', () => {
  test('is read from the root', () => {
    expect(matched('src/gen', 'src/gen/a.py', 'src/gen', 'x/src/gen/a.py')).toEqual(['src/gen/a.py', 'src/gen']);
    expect(matched('/gen', 'gen/a.py', 'src/gen/a.py')).toEqual(['gen/a.py']);
    expect(matched('./gen', 'gen/a.py')).toEqual(['gen/a.py']);
  });

  test('at its end means folders only', () => {
    expect(matched('gen/', 'gen', 'gen/a.py', 'x/gen/a.py')).toEqual(['gen/a.py', 'x/gen/a.py']);
  });

  test('has double stars for any number of folders', () => {
    const expected = ['src/migrations/1.py', 'src/a/b/migrations/2.py'];
    expect(matched('src/**/migrations/*.py', ...expected, 'src/a/3.py')).toEqual(expected);
    expect(matched('**/gen', 'gen/a', 'b/gen/a')).toEqual(['gen/a', 'b/gen/a']);
  });
});

test('a hostile pattern does not take long', () => {
  const start = performance.now();
  expect(globMatcher(`${'*a'.repeat(2_000)}b`)('a'.repeat(5_000))).toBe(false);
  expect(globMatcher(`${'**/a/'.repeat(500)}b`)('a/'.repeat(1_000))).toBe(false);
  expect(performance.now() - start).toBeLessThan(30_000);
});
