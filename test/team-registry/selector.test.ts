import { describe, expect, test } from 'vitest';
import { Selector } from '../../src/team-registry/selector.ts';
import { problemWithPattern } from '../../src/team-registry/safe-pattern.ts';

const problemOf = (text: string): string | undefined => {
  const read = Selector.read(text);
  return 'problem' in read ? read.problem : undefined;
};

describe('a selector', () => {
  test.each([
    ['call', ['call']],
    ['call[function.text="eval"]', ['call']],
    ['class_definition > block call', ['call']],
    [':matches(a, b[c])', ['a', 'b']],
    ['a, b', ['a', 'b']],
    ['a:not([b])', ['a']],
    ['a ~ b:has(c)', ['b']],
  ])('%s finds nodes of known kinds only', (text, kinds) => {
    const read = Selector.read(text);
    expect('problem' in read ? read.problem : read.kinds).toEqual(kinds);
  });

  test.each(['*', '[name="a"]', ':not(a)', 'a *', ':matches(a, [b])', 'a > :first-child'])(
    '%s is refused: every node would be asked',
    (text) => {
      expect(problemOf(text)).toMatch(/^does not say what kind of node/u);
    },
  );

  test.each(['call[', 'a >', '((('])('%j cannot be read', (text) => {
    expect(problemOf(text)).toMatch(/^cannot be read: /u);
  });

  test('may be missing', () => {
    expect([problemOf(''), problemOf(' ')]).toEqual(['is missing', 'is missing']);
  });

  test('of more than a page is refused', () => {
    expect(problemOf(`a${'[b]'.repeat(400)}`)).toBe('is longer than 1000 characters');
  });

  test('lets an expression see the beginning of a text only', () => {
    const read = Selector.read('a[text=/x$/]');
    if ('problem' in read) throw new Error(read.problem);
    const node = (text: string): object => ({ type: 'a', text });
    expect(read.matches(node('x'), [], {})).toBe(true);
    expect(read.matches(node(`${'y'.repeat(3000)}x`), [], {})).toBe(false);
    expect(read.matches({ type: 'a', text: 1 }, [], {})).toBe(false);
  });
});

describe('an expression', () => {
  test.each([
    '^os\\.(system|popen)$',
    'curl .*\\| ?sh',
    '[A-Z]+_[A-Z]+',
    '(?:ab|cd)+',
    '(foo|bar|foobar)',
    '(?:\\w{1,20}\\.)?x',
    '\\d{3}-\\d{4}',
  ])('%s is run', (source) => {
    expect(problemWithPattern(source, 'u')).toBeUndefined();
  });

  test.each(['(a+)+b', '(?:a*)*', '(a|a)*b', '(?:a|ab)+c', '(.*)*x', '(?:(?:x+)y?)+', '.*.*.*x', '(a)\\1+', '(?<=(a+)+)b', '((ab)*c*)*'])(
    '%s is refused',
    (source) => {
      expect(problemWithPattern(source, '')).toBeDefined();
    },
  );
});
