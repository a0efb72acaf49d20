import { describe, expect, it } from 'vitest';
import { configFor, linters, ruleFor, suppressedBy, verify } from '../yaml/linters.ts';

const syntax = (selector: string) => configFor('pitfalls/dotenv', { 'no-restricted-syntax': ['error', { selector, message: 'found' }] });
const own = (selector: string, replacement?: string) =>
  configFor('pitfalls/dotenv', { 'pitfalls/own': 'error' }, ruleFor(selector, replacement));

describe.each(linters)('a .env file in %s', (_, linter) => {
  it.each([
    ['assignment > value[text=/x/]', [2]],
    ['assignment > .value', [1, 2]],
    ['assignment[key.name="B"]', [2]],
    ['key[name=/^[AC]$/]', [1, 3]],
    ['assignment:last-child', [3]],
    ['document:exit', [1]],
    ['assignment:not(:has(value))', [3]],
    ['value[quote="\'"]', [2]],
  ])('is selected by %s', (selector, lines) => {
    expect(verify(linter, "A=1\nB='x'\nC=\n", syntax(selector)).map(({ line }) => line)).toEqual(lines);
  });

  it('places a finding', () => {
    expect(verify(linter, '\n\tA="😀 b" # c\n', own('value'))).toMatchObject([
      { message: 'found "😀 b"', line: 2, column: 4, endLine: 2, endColumn: 10 },
    ]);
  });

  it('holds its tongue where it is told to, and keeps the reason', () => {
    const text = '# eslint-disable-next-line pitfalls/own -- a test account\nA=1\nB=2 # eslint-disable-line pitfalls/own\nC=3\n';
    expect(verify(linter, text, own('assignment')).map(({ line }) => line)).toEqual([4]);
    expect(suppressedBy(linter)).toEqual([
      [2, 'a test account'],
      [3, ''],
    ]);
  });

  it('reports a directive that nobody needs, and takes it away', () => {
    const text = '# eslint-disable-next-line pitfalls/own\nA=1\n';
    expect(verify(linter, text, own('nothing'))).toMatchObject([{ ruleId: null, line: 1, severity: 2 }]);
    expect(linter.verifyAndFix(text, own('nothing'), { filename: 'a.test-file' }).output).toBe(' \nA=1\n');
  });

  it('obeys a configuration in a comment, and reports a broken one', () => {
    expect(verify(linter, '# eslint pitfalls/own: off\nA=1\n', own('assignment'))).toEqual([]);
    expect(verify(linter, '# eslint pitfalls/own: [\nA=1\n', own('nothing'))).toMatchObject([{ ruleId: null, line: 1 }]);
  });

  it('keeps line ends and the byte order mark when it is fixed', () => {
    const { output } = linter.verifyAndFix('\uFEFFA=1\r\nB=2 # c\r\n', own('value[text="2"]', '3'), { filename: 'a.test-file' });
    expect(output).toBe('\uFEFFA=1\r\nB=3 # c\r\n');
  });

  it('reads behind a byte order mark', () => {
    expect(verify(linter, '\uFEFFA=1', own('key'))).toMatchObject([{ line: 1, column: 1, endColumn: 2 }]);
  });

  it('never fails', () => {
    const texts = ['', '\0', '=', '"', "A='", '\uD800=\uDC00', '\r\r\n\n', 'A="\\'];
    expect(texts.flatMap((text) => verify(linter, text, own('nothing')))).toEqual([]);
  });
});
