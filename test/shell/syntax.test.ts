import { describe, expect, test } from 'vitest';
import { anchorAt } from '../../src/shell/anchor.ts';
import { language } from '../../src/shell/language.ts';
import { sharedParser } from '../../src/shell/syntax/grammar.ts';
import { parseShell, type ShellTree } from '../../src/shell/syntax/tree.ts';
import { ERROR_KIND } from '../../src/tree-sitter/rows.ts';
import { stepsThrough } from '../../src/tree-sitter/steps.ts';
import { Random } from '../../tools/fuzz/random.ts';
import { differenceOfReaders } from '../../tools/fuzz/readers.ts';
import { readSamples } from '../../tools/fuzz/seeds.ts';

const samples = readSamples().flatMap(({ kind, path, text }) => (kind === 'shell' ? [[path, text] as const] : []));

const hasErrors = ({ rows }: ShellTree): boolean => rows.type.includes(ERROR_KIND);

test.each(samples)('%s is read without an error, and by both readers alike', (_, text) => {
  expect(hasErrors(parseShell(text))).toBe(false);
  expect(differenceOfReaders(sharedParser.get(), text)).toBeNull();
  for (const end of ['\r\n', '\r']) {
    const tree = parseShell(text.replaceAll('\n', end));
    expect(hasErrors(tree)).toBe(false);
    const kinds = tree.root.descendants('command', 'comment').map((node) => [node.type, node.loc.start.line]);
    expect(kinds).toEqual(
      parseShell(text)
        .root.descendants('command', 'comment')
        .map((node) => [node.type, node.loc.start.line]),
    );
  }
});

test('the samples are there', () => {
  expect(samples.length).toBeGreaterThanOrEqual(3);
});

const PIECES = [
  '$(',
  ')',
  '`',
  '"',
  "'",
  '${',
  '}',
  '((',
  '))',
  '[[ ',
  ' ]]',
  '\\\n',
  '\n',
  '\r',
  '<<A\n',
  'A\n',
  ' | ',
  ' && ',
  ';;',
  'fi\n',
  'then ',
  '#',
  '\0',
  '😀',
  '\ud800',
];

test.each(samples)('%s, changed at random, keeps its places', (_, text) => {
  for (let index = 0; index < 60; index++) {
    const random = new Random(9, index);
    let changed = text;
    for (let round = 0; round <= index % 9; round++) {
      const at = random.below(changed.length + 1);
      changed = changed.slice(0, at) + (random.pick(PIECES) ?? '') + changed.slice(at + random.below(12));
    }
    const tree = parseShell(changed);
    const { size, start, end, parent, next } = tree.rows;
    for (let row = 0; row < size; row++) {
      const [from, to] = [start[row] ?? 0, end[row] ?? 0];
      const around = parent[row] ?? -1;
      const isInside = from <= to && to <= changed.length && (next[row] ?? 0) > row && around < row;
      const isInParent = around < 0 || (from >= (start[around] ?? 0) && to <= (end[around] ?? 0));
      if (!isInside || (!isInParent && tree.node(row).type !== 'comment'))
        throw new Error(`row ${String(row)} of ${JSON.stringify(changed)}`);
    }
    expect(stepsThrough(tree, null).length).toBeGreaterThan(0);
    for (let place = 0; place <= changed.length; place += 97) {
      const [from, to] = anchorAt(tree, place).range;
      expect(from <= place && place <= to).toBe(true);
    }
    if (!changed.includes('\0') && !changed.includes('\r')) expect(differenceOfReaders(sharedParser.get(), changed)).toBeNull();
  }
});

describe('an anchor', () => {
  test('is the command and the functions around it', () => {
    const text = 'f() {\n  function g {\n    a b | c d\n  }\n  cat <<E\nx y\nE\n}\nh\n';
    const tree = parseShell(text);
    const at = (word: string) => {
      const { within, range } = anchorAt(tree, text.indexOf(word));
      return [...within, text.slice(...range)];
    };
    expect(at('d\n')).toEqual(['f', 'g', 'c d']);
    expect(at('y\n')).toEqual(['f', 'x y']);
    expect(at('h\n')).toEqual(['h']);
  });
});

describe('a file that keeps the parser busy', () => {
  const parse = (text: string) => language.parse({ body: text });

  test.each(['<<<', '|&', 'a=(', '()', 'a | ', '\0', '$(a <<A\n', '[[ a =~ ('])('%j, many times, is given up in time or read', (piece) => {
    const before = process.cpuUsage();
    const result = parse(piece.repeat(30_000));
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(25_000);
    if (!result.ok) expect(result.errors?.[0]?.message).toMatch(/^This file could not be read: /u);
    // The next file is none the worse for it.
    expect(parse('a | b\n')).toMatchObject({ ok: true });
    expect(hasErrors(parseShell('a | b\n'))).toBe(false);
  });

  test('may be nested as deep as it likes', () => {
    for (const [open, close] of [
      ['$(', ')'],
      ['{ ', '; }'],
      ['(', ')'],
      ['"$(', ')"'],
      ['if a; then ', '; fi'],
    ] as const) {
      const result = parse(`${open.repeat(3000)}a${close.repeat(3000)}`);
      if (result.ast) expect(stepsThrough(result.ast, null).length).toBeGreaterThan(0);
      expect(parse('a\n').ok).toBe(true);
    }
  });
});
