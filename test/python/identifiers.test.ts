import { describe, expect, it } from 'vitest';
import { identifiersOf } from '../../src/python/identifiers.ts';
import { callsNamed } from '../../src/python/named-calls.ts';
import { parsePython } from '../../src/python/syntax/tree.ts';

describe('identifiersOf', () => {
  it('finds all places of a name in their order, and no others', () => {
    const text = 'total = price + tax\nprint(total, prices, "total")  # total\n';
    const tree = parsePython(text);
    const places = identifiersOf(tree)
      .rows('total')
      .map((row) => tree.rows.start[row]);
    expect(places).toEqual([0, text.indexOf('total,')]);
    expect(identifiersOf(tree).rows('prices')).toHaveLength(1);
    expect(identifiersOf(tree).rows('missing')).toEqual([]);
    expect(identifiersOf(tree).names()).toEqual(['total', 'price', 'tax', 'print', 'prices']);
  });

  it('keeps apart thousands of names', () => {
    const names = Array.from({ length: 5000 }, (_, index) => `name_${String(index)}`);
    const tree = parsePython(`${names.join(' = ')} = 1\n`);
    expect(identifiersOf(tree).names()).toEqual(names);
    expect(names.every((name) => identifiersOf(tree).rows(name).length === 1)).toBe(true);
  });

  it('answers for a file without names', () => {
    const tree = parsePython('');
    expect(identifiersOf(tree).rows('x')).toEqual([]);
    expect(identifiersOf(tree).names()).toEqual([]);
  });
});

describe('callsNamed', () => {
  it('finds functions and methods by the last word, in the order of the text', () => {
    const tree = parsePython(
      'run(1)\ndb.session.run(2)\nrun.walk(3)\n(await connect()).run(4)\nrun\nx = obj.run\n@run(5)\ndef run(run=1): ...\n',
    );
    expect(callsNamed(tree, (name) => name === 'run').map(({ text }) => text)).toEqual([
      'run(1)',
      'db.session.run(2)',
      '(await connect()).run(4)',
      'run(5)',
    ]);
  });

  it('asks once about a name that is called often', () => {
    const asked: string[] = [];
    callsNamed(parsePython('f()\nf()\na.f()\ng = f\nh.i()\n'), (name) => asked.push(name) === 0);
    expect(asked).toEqual(['f', 'i']);
  });
});
