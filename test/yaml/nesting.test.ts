import { describe, expect, it } from 'vitest';
import { isNestedTooDeep } from '../../src/yaml/nesting.ts';

describe('isNestedTooDeep', () => {
  it.each([
    ['brackets', '['.repeat(1000)],
    ['braces', '{a: '.repeat(1000)],
    ['dashes', '- '.repeat(1000)],
    ['question marks', '? '.repeat(1000)],
    ['blocks', Array.from({ length: 1000 }, (_, level) => `${' '.repeat(level)}a:`).join('\n')],
  ])('is so for a thousand %s', (_, text) => {
    expect(isNestedTooDeep(text)).toBe(true);
  });

  it.each([
    ['an ordinary file', 'a:\n  - b: [1, 2]\n    c: {d: e}\n'.repeat(5000)],
    ['a long list', '- a\n'.repeat(20_000)],
    ['words with dashes', `a: ${'well-known '.repeat(2000)}\n`],
    ['a wide line', `a: >\n${' '.repeat(3000)}b\n`],
    ['hundreds of levels', '['.repeat(300) + ']'.repeat(300)],
  ])('is not so for %s', (_, text) => {
    expect(isNestedTooDeep(text)).toBe(false);
  });
});
