import { describe, expect, it } from 'vitest';
import {
  argument,
  calleeName,
  hasSpread,
  isAwaited,
  lastName,
  methodName,
  objectLiteral,
  property,
  receiver,
  tagName,
  tagOf,
} from '../../src/javascript/calls.ts';
import { destructuredReads, environmentRead } from '../../src/javascript/environment.ts';
import { mentions } from '../../src/javascript/mentions.ts';
import { Kind, type JavaScript } from '../../src/javascript/nodes.ts';
import { allNodes, everyParser, probed, sourceOf, type ParserName } from './parse.ts';

function callIn(code: string, parser: ParserName) {
  const source = sourceOf(code, parser);
  const call = allNodes(source).findLast((node) => node.type === Kind.CallExpression || node.type === Kind.NewExpression);
  if (!call) throw new Error('no call');
  return { source, call: call as JavaScript.CallExpression };
}

describe.each(everyParser)('calls under %s', (parser) => {
  it('names what is called', () => {
    const { source, call } = callIn("import { Pool } from 'pg'; const pool = new Pool(); pool?.query('x')", parser);
    expect(calleeName(call, source)).toBe('pg.Pool#query');
    expect(methodName(call)).toBe('query');
    expect(lastName(call)).toBe('query');
    const owner = receiver(call);
    expect(owner && source.getText(owner)).toBe('pool');
  });

  it('knows no method in the call of a name', () => {
    const { call } = callIn('query()', parser);
    expect([methodName(call), lastName(call), receiver(call)]).toEqual([undefined, 'query', undefined]);
  });

  it.each([
    ['f(a, b)', 1, 'b'],
    ['f(a)', 1, undefined],
    ['f(...a, b)', 1, undefined],
    ['f(a, ...b)', 0, 'a'],
  ])('finds the argument of %s at %i', (code, index, text) => {
    const { source, call } = callIn(code, parser);
    const found = argument(call, index);
    expect(found && source.getText(found)).toBe(text);
  });

  it('tells whether arguments or properties are spread', () => {
    expect(hasSpread(callIn('f(...a)', parser).call)).toBe(true);
    expect(hasSpread(callIn('f(a)', parser).call)).toBe(false);
    const { source, call } = callIn('const o = { ...a }; f(o)', parser);
    const object = objectLiteral(argument(call, 0), source);
    expect(object && hasSpread(object)).toBe(true);
  });

  it.each([
    ["f({ a: 1, 'b': 2 })", 'b', '2'],
    ['f({ a: 1, a: 2 })', 'a', '2'],
    ['f({ a })', 'a', 'a'],
    ['f({ a() {} })', 'a', '() {}'],
    ['f({ [a]: 1 })', 'a', undefined],
    ['f(a)', 'a', undefined],
  ])('finds the property of %s named %s', (code, name, text) => {
    const { source, call } = callIn(code, parser);
    const found = property(argument(call, 0), name);
    expect(found && source.getText(found)).toBe(text);
  });

  it.each([
    ['await f()', true],
    ['await a?.f()', true],
    ['f()', false],
    ['await g; f()', false],
  ])('tells whether %s is awaited', (code, awaited) => {
    expect(isAwaited(callIn(`async () => { ${code} }`, parser).call)).toBe(awaited);
  });

  it('names the tag of a template', () => {
    const source = sourceOf("import { Prisma } from '@prisma/client'; Prisma.sql`a`; this.sql`b`; `c`", parser);
    const templates = allNodes(source).filter((node) => node.type === Kind.TemplateLiteral);
    expect(templates.map((node) => tagName(node, source))).toEqual(['@prisma/client.Prisma.sql', undefined, undefined]);
    expect(templates.map((node) => tagOf(node)?.type)).toEqual(['MemberExpression', 'MemberExpression', undefined]);
  });
});

describe.each(everyParser)('environment reads under %s', (parser) => {
  it.each([
    ['probe(process.env.DB)', 'DB'],
    ["probe(process.env['DB'])", 'DB'],
    ["import { env } from 'node:process'; probe(env.DB)", 'DB'],
    ['const { DB } = process.env; probe(DB)', 'DB'],
    ['const { DB: file } = process.env; probe(file)', 'DB'],
    ['probe(import.meta.env.VITE_API)', 'VITE_API'],
    ["probe(Deno.env.get('DB'))", 'DB'],
    ['probe(Bun.env.DB)', 'DB'],
  ])('reads %s', (code, name) => {
    const source = sourceOf(code, parser);
    expect(environmentRead(probed(source), source)?.name).toBe(name);
  });

  it('knows that a computed name is a read of something', () => {
    const source = sourceOf('probe(process.env[key])', parser);
    expect(environmentRead(probed(source), source)).toEqual({ name: undefined, fallback: undefined });
  });

  it.each(['probe(process.argv)', 'function f(process) { probe(process.env.DB) }', 'probe(config.env.DB)', 'probe(process.env)'])(
    'finds none in %s',
    (code) => {
      const source = sourceOf(code, parser);
      expect(environmentRead(probed(source), source)).toBeUndefined();
    },
  );

  it('lists what a pattern takes out', () => {
    const source = sourceOf("const { A, B: b = 'x', ...rest } = process.env;", parser);
    const declarator = allNodes(source).find((node) => node.type === Kind.VariableDeclarator);
    const reads = declarator?.type === Kind.VariableDeclarator ? destructuredReads(declarator, source) : [];
    expect(reads.map(({ name, fallback }) => [name, fallback && source.getText(fallback)])).toEqual([
      ['A', undefined],
      ['B', "'x'"],
    ]);
  });
});

describe.each(everyParser)('mentions under %s', (parser) => {
  const isDirname = (node: JavaScript.Node): boolean => node.type === Kind.Identifier && node.name === '__dirname';

  it.each([
    ['probe(__dirname)', true],
    ["probe(join(__dirname, 'a'))", true],
    ['const root = __dirname; const file = root + "/a"; probe(file)', true],
    ['let root; if (a) root = __dirname; probe(root)', true],
    ['function root() { return __dirname; } probe(root() + "/a")', true],
    ["probe('a')", false],
    ['const a = __dirname; const b = 1; probe(b)', false],
    ['const a = __dirname; probe(b.a)', false],
    ['const a = __dirname; probe({ a: 1 })', false],
    ['var a = b; var b = a; probe(a)', false],
  ])('follows the names of %s', (code, found) => {
    const source = sourceOf(code, parser);
    expect(mentions(probed(source), isDirname, source)).toBe(found);
  });
});
