import { describe, expect, it } from 'vitest';
import { parseDotenv } from '../../src/dotenv/parse.ts';

/** Names and what a program reads for them. */
function read(text: string): Record<string, string | null> {
  return Object.fromEntries(parseDotenv(text).ast.children.map(({ key, value }) => [key.name, value?.text ?? null]));
}

function only(text: string) {
  const { ast, comments } = parseDotenv(text);
  const [assignment] = ast.children;
  if (!assignment || ast.children.length !== 1) throw new Error(`${String(ast.children.length)} assignments in ${text}`);
  return { assignment, comments, sliced: (range: readonly [number, number]) => text.slice(...range) };
}

describe('values', () => {
  it.each([
    ['A=1', '1'],
    ['A = 1 ', '1'],
    ['A=1\t', '1'],
    ['export A=1', '1'],
    ['  export\tA=1', '1'],
    ['A: 1', '1'],
    ['A="x y"', 'x y'],
    ["A='x y'", 'x y'],
    ['A=`x "y" \'z\'`', 'x "y" \'z\''],
    ['A=""', ''],
    ['A=', null],
    ['A=   ', null],
    ['A= # later', null],
    ['A=x # y', 'x'],
    ['A=x\t#y', 'x'],
    ['A=x#y', 'x#y'],
    ['A=#fff', '#fff'],
    ['A="x # y" # z', 'x # y'],
    ['A="x"#y', 'x'],
    ["A='x' # it's", 'x'],
    ['A=x=y==', 'x=y=='],
    ["A=it's", "it's"],
    ['A="x\\ny"', 'x\ny'],
    ['A="x\\"y"', 'x"y'],
    ['A="x\\\\"', 'x\\'],
    ['A="C:\\dir"', 'C:\\dir'],
    ["A='x\\ny'", 'x\\ny'],
    ["A='C:\\dir\\'", 'C:\\dir\\'],
    ['A="x\ny"', 'x\ny'],
    ['A="x\r\ny"', 'x\ny'],
    ['A="x', '"x'],
    ['A="x"y', '"x"y'],
    ['A={"b": "c"}', '{"b": "c"}'],
    ['A=${B:-c}', '${B:-c}'],
    ['A=größe 😀', 'größe 😀'],
  ])('%j reads %j', (text, value) => {
    expect(read(text)).toEqual({ A: value });
  });
});

describe('names', () => {
  it.each([
    ['a.b-c_D1=x', 'a.b-c_D1'],
    ['export=x', 'export'],
    ['exported=x', 'exported'],
    ['1A=x', '1A'],
  ])('%j', (text, name) => {
    expect(only(text).assignment.key.name).toBe(name);
  });

  it.each(['A', 'export A', 'A B=c', '=x', '$A=x', '# A=x', 'https://a.b/?c=d', 'A:b', '[A]', '', '\n\n', '   '])(
    '%j assigns nothing',
    (text) => {
      expect(read(text)).toEqual({});
    },
  );
});

describe('lines', () => {
  it.each(['\n', '\r\n', '\r'])('end in %j', (end) => {
    const text = ['A=1', '', '# c', "B='2", "3'", 'junk', 'C=4 # d', 'D='].join(end);
    expect(read(text)).toEqual({ A: '1', B: '2\n3', C: '4', D: null });
    expect(parseDotenv(text).comments.map(({ text: comment, loc }) => [comment, loc.start])).toEqual([
      ['# c', { line: 3, column: 0 }],
      ['# d', { line: 7, column: 4 }],
    ]);
  });

  it('goes on behind a quote that nobody closed', () => {
    expect(read('A="x\nB="y"\nC=\'z\nD=1')).toEqual({ A: '"x', B: 'y', C: "'z", D: '1' });
  });

  it('keeps the last of two', () => {
    expect(parseDotenv('A=1\nA=2').ast.children.map(({ value }) => value?.text)).toEqual(['1', '2']);
  });
});

describe('positions', () => {
  it('cover the key, the value with its quotes, and the whole assignment', () => {
    const { assignment, comments, sliced } = only('\t export A = "😀x"  # c ');
    const { key, value } = assignment;
    expect([sliced(assignment.range), sliced(key.range), value && sliced(value.range)]).toEqual(['export A = "😀x"', 'A', '"😀x"']);
    expect(value?.loc).toEqual({ start: { line: 1, column: 13 }, end: { line: 1, column: 18 } });
    expect(comments.map(({ range }) => sliced(range))).toEqual(['# c ']);
  });

  it('end an assignment without a value at its sign', () => {
    const { assignment, sliced } = only('A =  # c');
    expect(sliced(assignment.range)).toBe('A =');
  });

  it('span lines', () => {
    expect(only('\nA="x\r\ny"').assignment.loc).toEqual({ start: { line: 2, column: 0 }, end: { line: 3, column: 2 } });
  });
});

describe('the tree', () => {
  it('knows parents that nobody enumerates', () => {
    const { ast } = parseDotenv('A=1');
    const [assignment] = ast.children;
    expect(assignment?.parent).toBe(ast);
    expect(assignment?.key.parent).toBe(assignment);
    expect(assignment?.value?.parent).toBe(assignment);
    expect(ast.parent).toBeNull();
    expect(JSON.stringify(ast)).not.toContain('parent');
  });

  it('is made soon, whatever the text', () => {
    const start = performance.now();
    const pieces = ['A="\n', 'A="\\', "A='x\n", 'A', '"', '\\', ' ', '\r', 'A= ', 'A="b" c\n', '#', 'B=`\nA=\'\nC="\n'];
    for (const piece of pieces) parseDotenv(piece.repeat(50_000));
    parseDotenv(`A="${'\\n'.repeat(2_000_000)}"`);
    expect(performance.now() - start).toBeLessThan(30_000);
  });
});
