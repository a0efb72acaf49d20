import type { AST } from 'yaml-eslint-parser';
import { describe, expect, it } from 'vitest';
import { documentsOf, entriesOf, itemsOf, keyOf, pathOf, scalarText, valueAt, valueOf, type Written } from '../../src/yaml/values.ts';
import { parse } from './parse.ts';

function rootOf(text: string): Written {
  return documentsOf(parse(text))[0] ?? null;
}

function textsOf(text: string, ...path: string[]): Record<string, string | null> {
  return Object.fromEntries(entriesOf(valueAt(rootOf(text), ...path)).map(({ key, value }) => [key, scalarText(value)]));
}

/** The scalar that reads like this. */
function find(program: AST.YAMLProgram, text: string): AST.YAMLScalar {
  const waiting: Written[] = [...documentsOf(program)];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const value = valueOf(next);
    if (value?.type === 'YAMLScalar' && scalarText(value) === text) return value;
    if (value?.type === 'YAMLSequence') waiting.push(...value.entries);
    if (value?.type === 'YAMLMapping') waiting.push(...value.pairs.flatMap((pair) => [pair.key, pair.value]));
  }
  throw new Error(`${text} is not in the file`);
}

describe('scalarText', () => {
  it.each([
    ['x', 'x'],
    ['x y # c', 'x y'],
    ['1.0', '1.0'],
    ['0x1F', '0x1F'],
    ['true', 'true'],
    ['"x\\ty"', 'x\ty'],
    ["'it''s'", "it's"],
    ['x\n  y', 'x y'],
    ['|\n  x\n  y', 'x\ny\n'],
    ['|-\n  x', 'x'],
    ['>\n  x\n  y\n', 'x y\n'],
    ['!!str 1', '1'],
    ['!!str x', 'x'],
    ['! x', 'x'],
    ['&n x', 'x'],
    ['&n !!str x', 'x'],
    ['""', ''],
    ['', null],
    ['~', null],
    ['null', null],
    ['"null"', 'null'],
    ['[x]', null],
    ['{x: y}', null],
    ['!secret x', null],
    ['!Ref x', null],
    ['!!binary x', 'x'],
  ])('%j reads %j', (written, text) => {
    expect(textsOf(`a: ${written}\n`)).toEqual({ a: text });
  });

  it('follows an alias to the last anchor of its name above it', () => {
    expect(textsOf('a: &n x\nb: *n\nc: &n y\nd: *n\n')).toEqual({ a: 'x', b: 'x', c: 'y', d: 'y' });
    expect(textsOf('a: &n !secret x\nb: *n\n')).toEqual({ a: null, b: null });
    expect(textsOf('b: *none\n')).toEqual({ b: null });
    expect(textsOf('b: *constructor\n')).toEqual({ b: null });
  });

  it('does not look for anchors in other documents', () => {
    const [, second = null] = documentsOf(parse('a: &n x\n---\nb: *n\n'));
    expect(scalarText(valueAt(second, 'b'))).toBeNull();
  });
});

describe('entriesOf', () => {
  it('merges, and what stands in the mapping wins', () => {
    const text = 'one: &one {a: 1, b: 1}\ntwo: &two {<<: *one, b: 2, c: 2}\nmerged:\n  c: 3\n  <<: *two\n';
    expect(textsOf(text, 'merged')).toEqual({ c: '3', b: '2', a: '1' });
  });

  it('merges the first of a list over the next, with all that was merged into it', () => {
    const text = 'base: &base {a: base}\none: &one {<<: *base}\ntwo: &two {a: two, b: two}\nmerged:\n  <<: [*one, *two]\n';
    expect(textsOf(text, 'merged')).toEqual({ a: 'base', b: 'two' });
  });

  it('takes a quoted << for a key like any other', () => {
    expect(textsOf('a: {"<<": x}', 'a')).toEqual({ '<<': 'x' });
  });

  it('survives mappings that hold themselves', () => {
    expect(textsOf('a: &a\n  b: 1\n  <<: *a\n', 'a')).toEqual({ b: '1' });
  });

  it('reads keys in all their forms and leaves out those that are no text', () => {
    expect(Object.keys(textsOf('1: a\n"b c": d\n? e\n: f\n? [g]\n: h\n: i\n'))).toEqual(['1', 'b c', 'e']);
  });

  it('finds none where there is no mapping', () => {
    expect([rootOf(''), rootOf('x'), rootOf('- a: 1')].map((root) => entriesOf(root))).toEqual([[], [], []]);
  });

  it('says where a merged key stands', () => {
    const [entry] = entriesOf(valueAt(rootOf('a: &a\n  b: 1\nc:\n  <<: *a\n'), 'c'));
    expect(entry?.keyNode.loc.start).toEqual({ line: 2, column: 2 });
  });
});

describe('itemsOf and valueAt', () => {
  it('follow aliases', () => {
    const root = rootOf('a: &a [x, y]\nb: *a\nc: {d: &d {e: z}}\nf: *d\n');
    expect(itemsOf(valueAt(root, 'b')).map(scalarText)).toEqual(['x', 'y']);
    expect(scalarText(valueAt(root, 'f', 'e'))).toBe('z');
  });

  it('find nothing where the path breaks off', () => {
    const root = rootOf('a: {b: c}');
    expect([valueAt(root, 'x'), valueAt(root, 'a', 'b', 'c'), valueAt(null, 'a')]).toEqual([null, null, null]);
    expect(itemsOf(root)).toEqual([]);
  });
});

describe('keyOf and pathOf', () => {
  const program = parse('a:\n  b:\n    - x\n    - c: &n y\n      ? [1]\n      : z\n---\n- - w\n');

  it.each([
    ['x', null, ['a', 'b', 0]],
    ['y', 'c', ['a', 'b', 1, 'c']],
    ['c', 'c', ['a', 'b', 1, 'c']],
    ['z', null, ['a', 'b', 1, '']],
    ['w', null, [0, 0]],
  ])('of %s', (text, key, path) => {
    const node = find(program, text);
    expect(keyOf(node)).toBe(key);
    expect(pathOf(node)).toEqual(path);
  });

  it('of pairs, sequences and documents', () => {
    const pair = find(program, 'y').parent.parent;
    expect(keyOf(pair)).toBe('c');
    expect(pathOf(pair)).toEqual(['a', 'b', 1, 'c']);
    const sequence = find(program, 'x').parent;
    expect(keyOf(sequence)).toBe('b');
    expect(pathOf(sequence)).toEqual(['a', 'b']);
    expect(pathOf(program)).toEqual([]);
    expect(keyOf(program)).toBeNull();
  });
});
