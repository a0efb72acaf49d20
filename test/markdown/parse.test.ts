import { describe, expect, test } from 'vitest';
import { parseMarkdown } from '../../src/markdown/parse.ts';

const blocks = (text: string): object[] =>
  parseMarkdown(text).ast.children.map((block) => {
    const told = Object.entries(block).filter(([name]) => !['parent', 'range', 'loc'].includes(name));
    return { ...Object.fromEntries(told), source: text.slice(...block.range) };
  });

describe('a Markdown file', () => {
  test('is a row of blocks', () => {
    expect(blocks('# One\n\nSome text\nthat goes on.\n\n- **A:** b\n  and more\n  - inner\n1. first\n\n~~~py x\ncode\n~~~\n')).toEqual([
      { type: 'heading', level: 1, text: 'One', source: '# One' },
      { type: 'paragraph', text: 'Some text that goes on.', source: 'Some text\nthat goes on.' },
      { type: 'item', indent: 0, text: '**A:** b and more', start: 34, source: '- **A:** b\n  and more' },
      { type: 'item', indent: 2, text: 'inner', start: 58, source: '- inner' },
      { type: 'item', indent: 0, text: 'first', start: 67, source: '1. first' },
      { type: 'fence', language: 'py', text: 'code\n', isClosed: true, source: '~~~py x\ncode\n~~~' },
    ]);
  });

  test('has headings with number signs at their ends, and none four spaces in', () => {
    expect(blocks('## Two ##\n### C#\n    # code\n#hash\n')).toMatchObject([
      { type: 'heading', level: 2, text: 'Two' },
      { type: 'heading', level: 3, text: 'C#' },
      { type: 'paragraph', text: '# code #hash' },
    ]);
  });

  test('has blocks in the points of a list, without their indentation', () => {
    expect(blocks('- **Bad:**\n  ```python\n  if x:\n      y()\n  ```\n- next\n')).toMatchObject([
      { type: 'item', text: '**Bad:**' },
      { type: 'fence', language: 'python', text: 'if x:\n    y()\n' },
      { type: 'item', text: 'next' },
    ]);
  });

  test('has a block to the end where nothing closes it, and a longer fence around a shorter one', () => {
    expect(blocks('````md\n```\na\n```\n````\n```\nb\n')).toMatchObject([
      { type: 'fence', text: '```\na\n```\n', isClosed: true },
      { type: 'fence', text: 'b\n', isClosed: false },
    ]);
  });

  test('has tables, in which a bar may be escaped', () => {
    expect(blocks('| A | B |\n|---|:-:|\n| 1 | a \\| b |\n| 2 |\n\n| no | table |\n')).toMatchObject([
      { type: 'table', header: ['A', 'B'], rows: [['1', 'a | b'], ['2']] },
      { type: 'paragraph', text: '| no | table |' },
    ]);
  });

  test('has comments that hide what is in them', () => {
    const { ast, comments } = parseMarkdown(
      '<!-- eslint-disable-next-line pitfalls/registry-entry -- why -->\n# A\n<!--\n# B\n-->\n# C\n<!-- open\n# D',
    );
    expect(ast.children).toMatchObject([
      { type: 'heading', text: 'A' },
      { type: 'heading', text: 'C' },
    ]);
    expect(comments.map(({ text }) => text)).toEqual([
      '# eslint-disable-next-line pitfalls/registry-entry -- why ',
      '# # B ',
      '# open # D',
    ]);
  });

  test.each([
    ['nothing', '', 0],
    ['a byte order mark', '\ufeff# A', 1],
    ['carriage returns', '# A\r\n\r\n- b\r- c\r\n', 3],
    ['zeros', '\0\0# A\n\0', 1],
  ])('may hold %s', (_, text, count) => {
    expect(parseMarkdown(text).ast.children).toHaveLength(count);
  });

  test.each(['#', '-', '- ', '|', '```\n', '<!--', '**', '> ', '1.', '\n', '- **a:** b\n', '### PF-1: A\n', '\u00a0'])(
    'takes twice as long for twice as many %j',
    (pump) => {
      const start = performance.now();
      expect(parseMarkdown(pump.repeat(200_000)).ast.type).toBe('document');
      expect(performance.now() - start).toBeLessThan(20_000);
    },
  );
});
