import { describe, expect, it } from 'vitest';
import { withoutLongComments } from '../../src/python/syntax/long-comments.ts';
import { parsePython } from '../../src/python/syntax/tree.ts';

const head = 'def f():\n    if x:\n        return 1\n';

describe('long runs of comments', () => {
  it('are read in time, and what follows keeps its place', () => {
    const text = `${head}${'    # put aside 😀 long ago\n'.repeat(30_000)}    return g("end")\n`;
    const tree = parsePython(text);
    const [call] = tree.root.descendants('call');
    expect(call?.text).toBe('g("end")');
    expect(tree.root.descendants('ERROR')).toEqual([]);
  }, 30_000);

  it('are the same length without their words', () => {
    const text = `${head}${'# 😀 é\r\n\n'.repeat(300)}y = 1\n`;
    const blank = withoutLongComments(text);
    expect(blank).toHaveLength(text.length);
    expect(blank.replace(/\s/gu, '')).toBe(`${head}y = 1\n`.replace(/\s/gu, ''));
    expect(blank.split('\n')).toHaveLength(text.split('\n').length);
  });

  it('keep what speaks to ESLint', () => {
    const text = `${'# a\n'.repeat(300)}# eslint-disable-next-line pitfalls/broad-except -- why\n${'# b\n'.repeat(300)}x = 1\n`;
    expect(withoutLongComments(text).replace(/\s+/gu, ' ').trim()).toBe('# eslint-disable-next-line pitfalls/broad-except -- why x = 1');
    expect(parsePython(text).root.descendants('comment')).toHaveLength(1);
  });

  it('may stand in a text that ends behind one', () => {
    const text = `x = """\n${'# a\n'.repeat(300)}# end"""\ny = 1\n`;
    const tree = parsePython(text);
    expect(tree.root.descendants('ERROR')).toEqual([]);
    expect(tree.root.descendants('string').map((string) => string.text.length)).toEqual([text.length - 'x = \ny = 1\n'.length]);
  });

  it('are left as they are when they are short, or when code stands between them', () => {
    const short = `${'# a\n'.repeat(150)}x = 1\n${'# b\n'.repeat(150)}`;
    expect(withoutLongComments(short)).toBe(short);
    const beside = 'x = 1  # why\n'.repeat(500);
    expect(withoutLongComments(beside)).toBe(beside);
  });
});
