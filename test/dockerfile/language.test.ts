import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { DockerfileSource } from '../../src/dockerfile/source-code.ts';
import { configFor, linters, ruleFor, suppressedBy, verify } from '../yaml/linters.ts';

const syntax = (selector: string) =>
  configFor('pitfalls/dockerfile', { 'no-restricted-syntax': ['error', { selector, message: 'found' }] });
const own = (selector: string, replacement?: string) =>
  configFor('pitfalls/dockerfile', { 'pitfalls/own': 'error' }, ruleFor(selector, replacement));

const TEXT = `ARG V=1
FROM a:$V AS build
ENV A=1 B="2"
RUN curl x \\
  # why
  | sh
COPY --from=build /a /b
CMD ["c", "d"]
FROM b
RUN <<E
curl y | sh
E
HEALTHCHECK CMD f
`;

describe.each(linters)('a Dockerfile in %s', (_, linter) => {
  it.each([
    ['instruction[keyword="RUN"]', [4, 10]],
    ['instruction[keyword="RUN"][text=/curl .*\\| sh/]', [4, 10]],
    ['instruction[form="shell"]', [4, 10, 13]],
    ['stage', [2, 9]],
    ['stage[name="build"] > instruction', [2, 3, 4, 7, 8]],
    ['stage:last-child > instruction:last-child', [13]],
    ['document > instruction', [1]],
    ['instruction[keyword="ENV"] > assignment[key.name="B"] > value[text="2"]', [3]],
    ['instruction > flag[name="from"][value="build"]', [7]],
    ['instruction[form="exec"] > word + word', [8]],
    ['instruction:has(> heredoc)', [10]],
    ['heredoc[text=/^curl/]', [11]],
    ['comment', [5]],
    ['command[text=/^curl/]', [4]],
    ['instruction instruction', [13]],
    ['instruction > .command', [4, 10, 13]],
    ['document:exit', [1]],
    ['stage:not([name])', [9]],
  ])('is selected by %s', (selector, lines) => {
    const found = verify(linter, TEXT, syntax(selector)).map(({ line }) => line);
    expect(found.sort((a, b) => a - b)).toEqual(lines);
  });

  it('places a finding', () => {
    expect(verify(linter, 'FROM a\n\tENV A="😀 b" \\\n C=d\n', own('assignment'))).toMatchObject([
      { message: 'found A="😀 b"', line: 2, column: 6, endLine: 2, endColumn: 14 },
      { message: 'found C=d', line: 3, column: 2, endLine: 3, endColumn: 5 },
    ]);
  });

  it('holds its tongue where it is told to, between the lines of an instruction too', () => {
    const text =
      '# eslint-disable-next-line pitfalls/own -- a test image\nENV A=1\nENV B=1 \\\n # eslint-disable-next-line pitfalls/own\n C=2 \\\n D=3\n';
    expect(verify(linter, text, own('assignment')).map(({ line }) => line)).toEqual([3, 6]);
    expect(suppressedBy(linter)).toEqual([
      [2, 'a test image'],
      [5, ''],
    ]);
  });

  it('obeys what is said for the whole file, and reports what nobody needs', () => {
    expect(verify(linter, '# syntax=a\n# eslint-disable pitfalls/own\nFROM a\n', own('word'))).toEqual([]);
    expect(verify(linter, 'FROM a # eslint-disable-line pitfalls/own\n', own('stage'))).toHaveLength(1);
    const text = 'FROM a\n# eslint-disable-next-line pitfalls/own\nRUN b\n';
    expect(verify(linter, text, own('nothing'))).toMatchObject([{ ruleId: null, line: 2, severity: 2 }]);
    expect(verify(linter, '# eslint pitfalls/own: off\nFROM a\n', own('stage'))).toEqual([]);
    expect(verify(linter, '# eslint pitfalls/own: [\nFROM a\n', own('nothing'))).toMatchObject([{ ruleId: null, line: 1 }]);
  });

  it('keeps line ends and the byte order mark when it is fixed', () => {
    const { output } = linter.verifyAndFix('\uFEFFFROM a\r\nENV A=1 \\\r\n B=2\r\n', own('value[text="2"]', '3'), {
      filename: 'a.test-file',
    });
    expect(output).toBe('\uFEFFFROM a\r\nENV A=1 \\\r\n B=3\r\n');
    expect(verify(linter, '\uFEFFFROM a', own('word'))).toMatchObject([{ line: 1, column: 6, endColumn: 7 }]);
  });

  it('says where a comment may stand', () => {
    const text = '# syntax=a\nFROM a\nRUN b \\\n  c\nRUN <<E\nd\n\nE\nRUN e';
    const source = new DockerfileSource(text, parseDockerfile(text));
    const starts = source.lineTable.starts.map((start) => source.takesCommentAt(start));
    expect(starts).toEqual([false, true, true, true, true, false, false, false, true]);
    const ends = source.lineTable.starts.map((start, line) => source.takesCommentAt(start + (source.lines[line] ?? '').length));
    expect(ends.some(Boolean)).toBe(false);
  });

  it('never fails', () => {
    const texts = [
      '',
      '\0',
      '=',
      '"',
      'FROM',
      'RUN <<',
      '\uD800 \uDC00',
      '\r\r\n\n',
      '\\',
      'ENV A="\\',
      'CMD [',
      '--',
      'ONBUILD',
      '# escape=',
    ];
    expect(texts.flatMap((text) => verify(linter, text, own('nothing')))).toEqual([]);
  });
});
