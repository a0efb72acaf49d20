import { describe, expect, it } from 'vitest';
import { parseShell } from '../../src/shell/syntax/tree.ts';
import { ShellSource } from '../../src/shell/source-code.ts';
import { configFor, linters, ruleFor, suppressedBy, verify } from '../yaml/linters.ts';

const syntax = (selector: string) => configFor('pitfalls/shell', { 'no-restricted-syntax': ['error', { selector, message: 'found' }] });
const own = (selector: string, replacement?: string) =>
  configFor('pitfalls/shell', { 'pitfalls/own': 'error' }, ruleFor(selector, replacement));

const TEXT = `#!/bin/bash
A=1 b --c "$D"
curl -s x | sudo sh
f() {
  export E="\${F:-g}"
}
if [ -n "$H" ]; then
  rm -rf "$H"/* # gone
fi
cat <<EOF > out
$I
EOF
`;

describe.each(linters)('a shell script in %s', (_, linter) => {
  it.each([
    ['command[name.text="rm"]', [8]],
    ['pipeline > command:last-child[text=/\\bsh$/]', [3]],
    ['command > variable_assignment[name.text="A"]', [2]],
    ['function_definition[name.text="f"] variable_assignment', [5]],
    ['if_statement[condition]', [7]],
    ['expansion > variable_name[text="F"]', [5]],
    ['simple_expansion', [2, 7, 8, 11]],
    ['heredoc_body', [11]],
    ['comment[text=/gone/]', [8]],
    ['redirected_statement > heredoc_redirect', [10]],
    ['program:exit', [1]],
    ['command > .argument', [2, 3, 3, 8]],
  ])('is selected by %s', (selector, lines) => {
    const found = verify(linter, TEXT, syntax(selector)).map(({ line }) => line);
    expect(found.sort((a, b) => a - b)).toEqual(lines);
  });

  it('places a finding, whatever ends the lines', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      expect(verify(linter, ['# 😀', '\ta "😀" \\', ' b', 'c # d'].join(end), own('command'))).toMatchObject([
        { line: 2, column: 2, endLine: 3, endColumn: 3 },
        { line: 4, column: 1, endLine: 4, endColumn: 2 },
      ]);
    }
  });

  it('holds its tongue where it is told to', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const text = ['# eslint-disable-next-line pitfalls/own -- only here', 'a', 'b # eslint-disable-line pitfalls/own', 'c', ''].join(end);
      expect(verify(linter, text, own('command')).map(({ line }) => line)).toEqual([4]);
      expect(suppressedBy(linter)).toEqual([
        [2, 'only here'],
        [3, ''],
      ]);
    }
  });

  it('takes no text for a comment', () => {
    const text = 'a "# eslint-disable pitfalls/own"\ncat <<EOF\n# eslint-disable pitfalls/own\nEOF\nb ${#c} $# d#e\n';
    expect(verify(linter, text, own('command')).map(({ line }) => line)).toEqual([1, 2, 5]);
  });

  it('reports a directive that nobody needs, and obeys a configuration in a comment', () => {
    expect(verify(linter, '# eslint-disable-next-line pitfalls/own\na\n', own('nothing'))).toMatchObject([{ ruleId: null, line: 1 }]);
    expect(verify(linter, '# eslint pitfalls/own: off\na\n', own('command'))).toEqual([]);
  });

  it('keeps line ends and the byte order mark when it is fixed', () => {
    const { output } = linter.verifyAndFix('\uFEFFa\r\nb # c\r\n', own('command[text="b"]', 'd'), { filename: 'a.test-file' });
    expect(output).toBe('\uFEFFa\r\nd # c\r\n');
  });

  it('reads around what is broken', () => {
    const found = verify(linter, 'a\n)) fi\nb && c\nif d; then\n', own('command[text=/^[abc]$/]'));
    expect(found.map(({ line }) => line)).toContain(1);
    expect(found.filter(({ fatal }) => fatal)).toEqual([]);
  });

  it('never fails', () => {
    const texts = ['', '\0', '=', '"', "a='", '\uD800 \uDC00', '\r\r\n\n', 'a\\', '<<', 'cat <<A', '$(', '`', '${', '((', 'case', 'f() {'];
    expect(texts.flatMap((text) => verify(linter, text, own('nothing')))).toEqual([]);
  });
});

describe('a comment', () => {
  it('may stand where it breaks nothing', () => {
    const text = '#!/bin/sh\na \\\n  b\nc "d\ne" f\ncat <<E\ng\nE\nh';
    const source = new ShellSource(parseShell(text), 'all');
    const { starts } = source.lineTable;
    expect(starts.map((start) => source.takesCommentAt(start))).toEqual([false, true, false, true, false, true, false, false, true]);
    const ends = starts.map((start, line) => source.takesCommentAt(start + (source.lines[line] ?? '').length));
    expect(ends).toEqual([true, false, true, false, true, true, false, true, true]);
  });
});
