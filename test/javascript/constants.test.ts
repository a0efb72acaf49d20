import { describe, expect, it } from 'vitest';
import { constantText, fold } from '../../src/javascript/constants.ts';
import { everyParser, probed, sourceOf, typedParsers, type ParserName } from './parse.ts';

/** The parts of the probed expression, holes as `{their text}`. */
function parts(code: string, parser: ParserName, file?: string): string {
  const source = sourceOf(code, parser, file);
  return fold(probed(source), source)
    .parts.map((part) => ('text' in part ? part.text : `{${source.getText(part.expression)}}`))
    .join('|');
}

describe.each(everyParser)('fold under %s', (parser) => {
  it.each([
    ['a literal', "probe('a')", 'a'],
    ['the empty string', "probe('')", ''],
    ['a number', 'probe(8080)', '8080'],
    ['a template', 'const a = 1; probe(`x${a}y`)', 'x1y'],
    ['a template with a hole', 'probe(`x${a}y`)', 'x|{a}|y'],
    ['a sum', "probe('a' + b + 'c' + 'd')", 'a|{b}|cd'],
    ['a sum in a sum', "probe('a' + ('b' + c))", 'ab|{c}'],
    ['numbers that are added', 'probe(60 * 60 + 1)', '3601'],
    ['numbers behind a string', "probe('a' + 1 + 2)", 'a12'],
    ['String.raw', 'probe(String.raw`a\\n`)', 'a\\n'],
    ['another tag', 'probe(sql`a`)', '{sql`a`}'],
    ['a constant', "const a = 'x'; probe(a + a)", 'xx'],
    ['a constant in a function', "function f() { const a = 'x'; probe(a) }", 'x'],
    ['a variable assigned once', "let a; a = 'x'; probe(a)", 'x'],
    ['a variable assigned twice', "let a = 'x'; a = 'y'; probe(a)", '{a}'],
    ['a name for something unknown', 'const a = b(); probe(`${a}/x`)', '{a}|/x'],
    ['a member of a constant object', "const c = { db: { file: 'x.db' } }; probe(c.db.file)", 'x.db'],
    ['a member of a frozen object', "const c = Object.freeze({ file: 'x.db' }); probe(c.file)", 'x.db'],
    ['a destructured object', "const { file } = { file: 'x.db' }; probe(file)", 'x.db'],
    ['a member that is assigned', "const c = { file: 'x.db' }; c.file = y; probe(c.file)", '{c.file}'],
    ['a field', "class A { file = 'x.db'; m() { probe(this.file) } }", 'x.db'],
    ['path.join', "import path from 'path'; probe(path.join('a', 'b', '..', 'c.db'))", 'a/c.db'],
    ['path.join with a hole', "const { join } = require('node:path'); probe(join(__dirname, 'data', 'c.db'))", '{__dirname}|/data/c.db'],
    ['path.join with an empty segment', "import { join } from 'path'; probe(join('', 'c.db'))", 'c.db'],
    ['path.resolve', "import * as path from 'node:path'; probe(path.resolve('data', './c.db'))", 'data/c.db'],
    ['path.resolve from a root', "import path from 'path'; probe(path.resolve('a', '/var', 'c.db'))", '/var/c.db'],
    ['path.posix.join', "import path from 'path'; probe(path.posix.join('a', 'b'))", 'a/b'],
    ['concat', "probe('a'.concat('b', c))", 'ab|{c}'],
    ['String and trim', "probe(String(' a'.trim()))", ' a'],
    ['a built-in function', "probe('ab'.toUpperCase())", 'AB'],
    ['a URL object', "probe(new URL('a', import.meta.url))", "{new URL('a', import.meta.url)}"],
    ['another || other', "probe(a || 'b')", "{a || 'b'}"],
    ['text ?? other', "const a = 'x'; probe(a ?? 'b')", 'x'],
    ['names in a circle', 'var a = b; var b = a; probe(a)', '{a}'],
    ['a regular expression', 'probe(/a/)', '{/a/}'],
  ])('reads %s', (_, code, expected) => {
    expect(parts(code, parser)).toBe(expected);
  });

  it.each([
    ["probe(process.env.DB ?? 'x.db')", 'x.db'],
    ["probe(process.env['DB'] || 'x.db')", 'x.db'],
    ["probe(process.env.A || process.env.B || 'x.db')", 'x.db'],
    ["const { DB = 'x.db' } = process.env; probe(DB)", 'x.db'],
    ["const { env } = process; const file = env.DB ?? 'x.db'; probe('sqlite:' + file)", 'sqlite:x.db'],
    ["probe(Deno.env.get('DB') ?? 'x.db')", 'x.db'],
  ])('says that an environment default is one: %s', (code, text) => {
    const source = sourceOf(code, parser);
    const folded = fold(probed(source), source);
    expect(folded.fromEnvironmentDefault).toBe(true);
    expect(constantText(probed(source), source)).toBe(text);
  });

  it('says of other text that it is none', () => {
    const source = sourceOf("const a = 'x'; probe(a ?? 'b')", parser);
    expect(fold(probed(source), source).fromEnvironmentDefault).toBe(false);
  });

  it('has no text for what holds a hole', () => {
    const source = sourceOf('probe(`a${b}`)', parser);
    expect(constantText(probed(source), source)).toBeUndefined();
  });

  it('stays small where each constant doubles the one before', () => {
    const lines = Array.from({ length: 60 }, (_, index) => `const a${String(index + 1)} = a${String(index)} + a${String(index)};`);
    const source = sourceOf(`const a0 = 'x';${lines.join('')} probe(a60)`, parser);
    expect(fold(probed(source), source).parts.length).toBeLessThan(1000);
  });

  it('reads a long sum', () => {
    const source = sourceOf(`probe(${"'a' + ".repeat(300)}'b')`, parser);
    expect(constantText(probed(source), source)).toBe('a'.repeat(300) + 'b');
  });

  it('does not make gigabytes', () => {
    expect(parts("probe('a'.repeat(500000000))", parser)).toBe("{'a'.repeat(500000000)}");
  });
});

describe.each(typedParsers)('fold of TypeScript under %s', (parser) => {
  it.each([
    ['as const', "const c = { file: 'x.db' } as const; probe(c.file)", 'x.db'],
    ['satisfies', "const a = 'x' satisfies string; probe(a)", 'x'],
    ['!', "const a: string = 'x'; probe(a!)", 'x'],
    ['a readonly field', "class A { private readonly file: string = 'x.db'; m() { probe(this.file) } }", 'x.db'],
  ])('reads %s', (_, code, expected) => {
    expect(parts(code, parser, 'file.ts')).toBe(expected);
  });
});
