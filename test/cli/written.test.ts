import { describe, expect, test } from 'vitest';
import { readJson } from '../../src/cli/written-json.ts';
import { readToml } from '../../src/cli/written-toml.ts';
import { placeIn, plain, type Path, type Unreadable, type Written } from '../../src/cli/written.ts';

function valueOf(read: Written | Unreadable | undefined): unknown {
  return read === undefined || 'problem' in read ? read : plain(read);
}

/** What stands at a path in a text, from there on. */
function textAt(text: string, read: Written | Unreadable | undefined, path: Path, isNameAsked = false): string {
  if (read === undefined || 'problem' in read) throw new Error('the text could not be read');
  return text.slice(placeIn(read, path, isNameAsked));
}

describe('JSON', () => {
  test.each([
    '{}',
    '[]',
    ' 3 ',
    '"a"',
    '{"a":[1,{"b":null,"c":[]}],"d":{"a":true}}',
    '[false,-1.5e+3,0,-0,10.25,"\\u00e9\\ud83d\\ude00\\n\\"/\\/"]',
    '{"__proto__":{"x":[1]},"":1}',
    '\t{"a"\r\n:\n1}',
  ])('is read as everybody reads it: %j', (text) => {
    expect(valueOf(readJson(text))).toEqual(JSON.parse(text));
  });

  test.each([
    ['', 0, 'the file ends too early'],
    ['{"a": 1\n', 7, 'the file ends too early'],
    ['{"a":1,}', 7, 'the comma before this is one too many'],
    ['[1,]', 3, 'the comma before this is one too many'],
    ['{"a":1 "b":2}', 7, "a ',' or the closing bracket is missing here"],
    ['{"a":1]', 6, "a ',' or the closing bracket is missing here"],
    ['{"a"}', 4, "a ':' is missing here"],
    ['{a:1}', 1, "a name in double quotes or '}' is missing here"],
    ['{"a":1,,}', 7, 'a name in double quotes is missing here'],
    ["{'a':1}", 1, 'it has double quotes only'],
    ['// x\n{}', 0, 'it has no comments'],
    ['{"a":"x\ny"}', 5, 'this text has no end, or holds a character that must be escaped'],
    ['{"a":01}', 5, 'a value is missing here'],
    ['[truely]', 1, "a value or ']' is missing here"],
    ['{} {}', 3, 'the file should end here'],
  ])('that is none is refused at the right place: %j', (text, at, problem) => {
    expect(() => JSON.parse(text) as unknown).toThrow();
    expect(readJson(text)).toEqual({ at, problem: `this is not valid JSON: ${problem}` });
  });

  test('with a name twice is refused, as one of the two would count for nothing', () => {
    expect(readJson('{"a":1,"b":{"a":2},"a":3}')).toEqual({ at: 19, problem: "'a' stands here for the second time" });
  });

  test('remembers where everything stands', () => {
    const text = '{ "rules": { "a": ["error", { "x": [1, 2] }] } }';
    const written = readJson(text);
    expect(textAt(text, written, ['rules', 'a'], true)).toMatch(/^"a": /u);
    expect(textAt(text, written, ['rules', 'a', 1, 'x', 1])).toMatch(/^2\]/u);
    expect(textAt(text, written, ['rules', 'none', 3])).toMatch(/^\{ "a"/u);
  });

  test('is not followed into any depth', () => {
    expect(readJson('['.repeat(500_000))).toEqual({ at: 50, problem: 'this is nested too deep' });
  });
});

describe('TOML', () => {
  const read = (text: string) => readToml(text, ['tool', 'pitfalls']);

  test('tells what a table holds, however it is spelled', () => {
    expect(valueOf(read('[tool.pitfalls]\na = 1\n[tool.pitfalls.b]\nc.d = ["x", { e = true }]'))).toEqual({
      a: 1,
      b: { c: { d: ['x', { e: true }] } },
    });
    expect(valueOf(read('[[tool.pitfalls]]\na = 1\n[[tool.pitfalls]]\n[tool.pitfalls.b]\nc = 1'))).toEqual([{ a: 1 }, { b: { c: 1 } }]);
    expect(valueOf(read('[tool.pitfalls]\n[tool.other]\na = 1'))).toEqual({});
    expect(read('[tool.other]\na = 1')).toBeUndefined();
    expect(read('tool = 1')).toBeUndefined();
  });

  test('cannot reach the prototype of objects', () => {
    expect(valueOf(read('[tool.pitfalls.__proto__]\npolluted = 1'))).toEqual(JSON.parse('{"__proto__": {"polluted": 1}}'));
    expect(read('[__proto__]\npolluted = 1')).toBeUndefined();
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test('remembers where everything stands, in UTF-16 units', () => {
    const text = 'x = "😀"\n[tool.pitfalls.rules]\n"😀".a = { b = [1, 2] }';
    const written = read(text);
    expect(textAt(text, written, ['rules', '😀', 'a'], true)).toMatch(/^a = /u);
    expect(textAt(text, written, ['rules', '😀', 'a', 'b', 1])).toMatch(/^2\]/u);
    expect(textAt(text, written, ['rules'], true)).toMatch(/^rules\]/u);
    expect(read(`${text}\ny =`)).toEqual({ at: text.length + 4, problem: 'this is not valid TOML: Unspecified values are invalid' });
  });

  test('is not followed into any depth', () => {
    const deep = `${'['.repeat(60)}${']'.repeat(60)}`;
    expect(read(`[tool.pitfalls]\na = ${deep}`)).toMatchObject({ problem: 'this is nested too deep' });
    expect(read(`tool.pitfalls.${'a.'.repeat(60)}b = 1`)).toMatchObject({ problem: 'this is nested too deep' });
    expect(read(`a = ${'['.repeat(50_000)}${']'.repeat(50_000)}`)).toMatchObject({ problem: 'this is nested too deep' });
    expect(valueOf(read(`[tool.other]\na = ${deep}\n[tool.pitfalls]\na = 1`))).toEqual({ a: 1 });
  });
});
