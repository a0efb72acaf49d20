import { describe, expect, it } from 'vitest';
import { language } from '../../src/yaml/language.ts';
import { configFor, linters, ruleFor, suppressedBy, verify } from './linters.ts';

const syntax = (selector: string) => configFor('pitfalls/yaml', { 'no-restricted-syntax': ['error', { selector, message: 'found' }] });
const own = (selector: string, replacement?: string) =>
  configFor('pitfalls/yaml', { 'pitfalls/own': 'error' }, ruleFor(selector, replacement));

describe.each(linters)('a YAML file in %s', (_, linter) => {
  it.each([
    ['YAMLPair[key.strValue="b"]', [2]],
    ['YAMLSequence > YAMLScalar', [3]],
    ['YAMLSequence YAMLScalar', [3, 4]],
    ['YAMLScalar[value=/x/]', [3]],
    ['YAMLPair > YAMLScalar.value', [1]],
    ['YAMLDocument', [1, 6]],
    ['YAMLAlias, YAMLAnchor, YAMLTag', [4, 5]],
    ['Program:exit', [1]],
  ])('is selected by %s', (selector, lines) => {
    const text = 'a: 1\nb:\n  - x\n  - &n y\nc: *n\n---\nd\n';
    expect(verify(linter, text, syntax(selector)).map(({ line }) => line)).toEqual(lines);
  });

  it.each([
    ['YAMLPair', 'a: 1\nb:\n  - {c: "x", d: !!str y}\n'],
    ['YAMLScalar', 'a: |\n  x\n  y\nb: >-\n  z\n# c\n---\n- 😀\n- "é"\n'],
    ['YAMLAlias', 'a: &x [1]\nb: *x\n'],
    ['YAMLWithMeta', 'a: &x\n  b: !t 1\n'],
    ['Program', '\n\n# c\na: 1\n\n'],
    ['*', '? a\n: b\n? [c, d]\n: {e: , f}\n'],
    ['*:exit', '- - - a\n    - b\n  - c\n'],
    ['YAMLPair > .key', '%YAML 1.2\n---\na: 1\n...\n---\nb: 2\n'],
  ])('gives %s the findings of eslint-plugin-yml', (selector, text) => {
    for (const ending of [text, text.replaceAll('\n', '\r\n'), `\uFEFF${text}`]) {
      const [ours, theirs] = (['pitfalls/yaml', 'yml/yaml'] as const).map((name) =>
        verify(linter, ending, configFor(name, { 'pitfalls/own': 'error' }, ruleFor(selector))),
      );
      expect(ours).toEqual(theirs);
      expect(ours?.length).toBeGreaterThan(0);
    }
  });

  it('places a finding in units of UTF-16', () => {
    expect(verify(linter, '# c\r\n"😀":\t"é" # c\r\n', own('YAMLPair > .value'))).toMatchObject([
      { message: 'found "é"', line: 2, column: 7, endLine: 2, endColumn: 10 },
    ]);
  });

  it('takes a lone carriage return for the end of a line', () => {
    expect(verify(linter, 'a: 1\rb: 2\r', own('YAMLPair'))).toMatchObject([
      { message: 'found a: 1', line: 1, column: 1, endLine: 1, endColumn: 5 },
      { message: 'found b: 2', line: 2, column: 1, endLine: 2, endColumn: 5 },
    ]);
  });

  it('holds its tongue where it is told to, and keeps the reason', () => {
    const text = '# eslint-disable-next-line pitfalls/own -- only a test\na: 1\nb: 2 # eslint-disable-line pitfalls/own\nc: 3\n';
    expect(verify(linter, text, own('YAMLPair')).map(({ line }) => line)).toEqual([4]);
    expect(suppressedBy(linter)).toEqual([
      [2, 'only a test'],
      [3, ''],
    ]);
  });

  it('reports a directive that nobody needs, and takes it away', () => {
    const text = 'a:\n  # eslint-disable-next-line pitfalls/own\n  b: 1\n';
    expect(verify(linter, text, own('YAMLAlias'))).toMatchObject([{ ruleId: null, line: 2, severity: 2 }]);
    expect(linter.verifyAndFix(text, own('YAMLAlias'), { filename: 'a.test-file' }).output).toBe('a:\n   \n  b: 1\n');
  });

  it('obeys a configuration in a comment, and reports a broken one', () => {
    expect(verify(linter, '# eslint pitfalls/own: off\na: 1\n', own('YAMLPair'))).toEqual([]);
    expect(verify(linter, '# eslint pitfalls/own: [\na: 1\n', own('YAMLAlias'))).toMatchObject([{ ruleId: null, line: 1 }]);
  });

  it('keeps line ends and the byte order mark when it is fixed', () => {
    const { output } = linter.verifyAndFix('\uFEFFa: 1\r\nb: 2 # c\r\n', own('YAMLScalar[value=2]', '3'), { filename: 'a.test-file' });
    expect(output).toBe('\uFEFFa: 1\r\nb: 3 # c\r\n');
  });

  it.each([
    ['a: "x', 1, 6],
    ['a: 1\n\tb: 2', 2, 1],
    ['a: 1\r\na: 2', 2, 1],
    ['\uFEFFa: b: c', 1, 4],
    ['a: &constructor b', 1, 1],
  ])('says where %j is broken, counting columns from 1', (text, line, column) => {
    expect(verify(linter, text, own('YAMLPair'))).toMatchObject([{ fatal: true, line, column }]);
  });

  it('lets rules for JavaScript see it without a crash', () => {
    const names = ['no-unused-vars', 'no-undef', 'no-redeclare', 'consistent-return', 'indent', 'strict', 'no-eval', 'camelcase'];
    const rules = Object.fromEntries(names.map((name) => [name, 'error'] as const));
    expect(verify(linter, 'a_b: 1 # c\nc: [x, {y: z}]\n', configFor('pitfalls/yaml', rules))).toEqual([]);
  });

  it('reads an empty file', () => {
    expect(verify(linter, '', own('YAMLPair'))).toEqual([]);
    expect(verify(linter, '# c', own('YAMLPair'))).toEqual([]);
  });
});

describe('depth', () => {
  it.each([
    ['[', 100_000],
    ['{a: ', 100_000],
    ['- ', 100_000],
    ['? ', 100_000],
  ])('%j, %d times, is refused and not fatal to the run', (opening, times) => {
    const start = performance.now();
    expect(language.parse({ body: opening.repeat(times) })).toMatchObject({
      ok: false,
      errors: [{ message: 'This YAML is nested too deeply to be read.' }],
    });
    expect(performance.now() - start).toBeLessThan(30_000);
  });

  it('leaves the parser as it was', () => {
    language.parse({ body: '['.repeat(100_000) });
    expect(language.parse({ body: '[[a]]' }).ok).toBe(true);
  });
});
