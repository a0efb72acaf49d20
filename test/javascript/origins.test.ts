import { describe, expect, test } from 'vitest';
import { elementOriginOf, originOf, sourcesOf, type OriginSettings } from '../../src/javascript/origins.ts';
import type { Origin } from '../../src/vocabulary/origin.ts';
import { everyParser, probed, sourceOf, typedParsers, type ParserName } from './parse.ts';

function origin(code: string, settings?: OriginSettings, parser: ParserName = 'ours', filename = 'file.js'): Origin {
  const source = sourceOf(code, parser, filename);
  return originOf(probed(source), source, settings);
}

/** The same answer under each parser that reads plain JavaScript. */
function expectOrigin(code: string, expected: Origin): void {
  for (const parser of everyParser) expect(origin(code, undefined, parser), parser).toBe(expected);
}

function expectTyped(code: string, expected: Origin): void {
  for (const parser of typedParsers) expect(origin(code, undefined, parser, 'file.ts'), parser).toBe(expected);
}

/** An exported function with this body: nobody knows who calls it. */
const inFunction = (parameters: string, ...lines: string[]): string => `export function f(${parameters}) {\n${lines.join('\n')}\n}\n`;

describe('the lattice', () => {
  test.for<[Origin, string]>([
    ['constant', "probe('users')"],
    ['constant', 'probe(`users`)'],
    ['constant', 'probe(undefined)'],
    ['numeric', 'probe(Number(x))'],
    ['numeric', 'probe(-x)'],
    ['numeric', 'probe(x * 2)'],
    ['unknown', 'probe(x)'],
    ['unknown', 'probe(load())'],
    ['parameter', inFunction('a', 'probe(a)')],
    ['parameter', inFunction('{ a }', 'probe(a)')],
    ['parameter', inFunction('...a', 'probe(a[0])')],
    ['parameter', inFunction('a', 'probe(a.sort)')],
  ])('%s: %s', ([expected, code]) => {
    expectOrigin(code, expected);
  });

  test('takes the worst of all parts, whatever their conditions', () => {
    expectOrigin(inFunction('a', "probe(a ? a : 'id')"), 'parameter');
    expectOrigin("probe(x ? 'a' : 'b')", 'constant');
    expectOrigin(inFunction('a', "probe(a ?? 'id')"), 'parameter');
    expectOrigin(inFunction('a', "probe('x' + a)"), 'parameter');
    expectOrigin(inFunction('a', 'probe(`x ${a} y`)'), 'parameter');
    expectOrigin(inFunction('a', 'probe(`x ${1} y`)'), 'constant');
    expectOrigin(inFunction('a', "probe('x'.concat(a))"), 'parameter');
    expectOrigin(inFunction('a', 'probe((b = a))'), 'parameter');
  });

  test('takes the worst of all values that may still hold', () => {
    expectOrigin(inFunction('a', "let b = 'x';", 'if (a) b = a;', 'probe(b);'), 'parameter');
    expectOrigin(inFunction('a', 'let b;', "if (a) { b = 'x'; } else { b = 'y'; }", 'probe(b);'), 'constant');
    expectOrigin(inFunction('a', "a = 'x';", 'probe(a);'), 'constant');
    expectOrigin(inFunction('a', 'a = load(a);', 'probe(a);'), 'unknown');
    expectOrigin(inFunction('a', 'a = a.trim();', 'probe(a);'), 'parameter');
    expectOrigin(inFunction('a', "let b = 'x';", 'for (const i of a) { probe(b); b = i; }'), 'parameter');
    expectOrigin(inFunction('a', "let b = 'x';", 'b += a;', 'probe(b);'), 'parameter');
  });

  test('comes to an end in circles and in depth', () => {
    expectOrigin(inFunction('a', 'let b = c;', 'var c;', 'while (a) { c = b; b = c; }', 'probe(b);'), 'constant');
    expectOrigin('function f(a) { return f(a); }\nprobe(f(1));', 'unknown');
    expect(['constant', 'unknown']).toContain(origin(`probe(${'f('.repeat(300)}"a"${')'.repeat(300)})`));
    expect(origin(inFunction('a', `probe("" + ${'"x" + '.repeat(500)}a)`))).toBe('parameter');
  });
});

describe('elements', () => {
  test.for<[Origin, string]>([
    ['constant', inFunction('a', "probe(['id', 'name'].join(', '))")],
    ['parameter', inFunction('a', "probe(a.join(', '))")],
    ['constant', inFunction('a', "const c = ['id'];", "c.push('name');", "probe(c.join(', '))")],
    ['parameter', inFunction('a', "const c = ['id'];", 'c.push(a);', "probe(c.join(', '))")],
    ['parameter', inFunction('a', "const c = ['id'];", 'c.push(`${a} = ?`);', "probe(c.join(', '))")],
    ['parameter', inFunction('a', "const c = ['id'];", 'c.push(...a);', "probe(c.join(', '))")],
    ['constant', inFunction('a', "probe(['id', 'name'].map((c) => `${c} = ?`).join(', '))")],
    ['parameter', inFunction('a', "probe(a.map((c) => `${c} = ?`).join(', '))")],
    ['constant', inFunction('a', "probe(a.map(() => '?').join(', '))")],
    ['numeric', inFunction('a', "probe(a.map((_, i) => `$${i + 1}`).join(', '))")],
    ['constant', inFunction('a', "probe(Array(a.length).fill('?').join(', '))")],
    ['constant', inFunction('a', "probe(new Array(a.length).fill('?').join(', '))")],
    ['constant', inFunction('a', "probe(Array.from({ length: a.length }, () => '?').join(', '))")],
    ['constant', inFunction('a', "probe('?,'.repeat(a.length).slice(0, -1))")],
    ['numeric', inFunction('a', "probe(a.map(Number).join(', '))")],
    ['numeric', inFunction('a', "probe(a.map((x) => parseInt(x, 10)).join(', '))")],
    ['parameter', inFunction('a', "probe([...new Set(a)].sort().join(', '))")],
    ['parameter', inFunction('a', "probe(a.reduce((all, c) => all + c, ''))")],
  ])('%s: %s', ([expected, code]) => {
    expectOrigin(code, expected);
  });

  test('are asked for alone too', () => {
    const source = sourceOf("const COLUMNS = ['a', 'b'];\nprobe(COLUMNS);", 'ours');
    expect(elementOriginOf(probed(source), source)).toBe('constant');
  });
});

describe('loops and keys', () => {
  test.for<[Origin, string]>([
    ['constant', inFunction('a', "for (const c of ['id', 'name']) probe(c);")],
    ['constant', inFunction('a', "for (const [c, t] of [['id', a], ['name', a]]) probe(c);")],
    ['parameter', inFunction('a', "for (const [c, t] of [['id', a]]) probe(t);")],
    ['parameter', inFunction('a', 'for (const k in a) probe(k);')],
    ['constant', inFunction('a', 'for (const k in { id: a }) probe(k);')],
    ['parameter', inFunction('a', 'for (const k of Object.keys(a)) probe(k);')],
    ['constant', inFunction('a', 'for (const k of Object.keys({ id: a })) probe(k);')],
    ['parameter', inFunction('a', 'for (const v of Object.values({ id: a })) probe(v);')],
    ['constant', inFunction('a', 'for (const [k, v] of Object.entries({ id: a })) probe(k);')],
    ['parameter', inFunction('a', 'for (const [k, v] of Object.entries({ id: a })) probe(v);')],
    ['parameter', inFunction('a', 'Object.entries(a).forEach(([k]) => probe(k));')],
    ['parameter', inFunction('a', 'const o = {};', 'o[a] = 1;', 'for (const k of Object.keys(o)) probe(k);')],
    ['request', inFunction('req', 'for (const k of Object.keys(req.body)) probe(k);')],
    ['request', inFunction('req', 'for (const k in req.query) probe(k);')],
    ['request', inFunction('req', 'const { body } = req;', 'Object.entries(body).map(([k]) => probe(k));')],
  ])('%s: %s', ([expected, code]) => {
    expectOrigin(code, expected);
  });
});

describe('members and module names', () => {
  test.for<[Origin, string]>([
    ['constant', "class C { table = 'users'; m() { probe(this.table); } }"],
    ['constant', "class C { static table = 'users'; m() { probe(C.table); } }"],
    ['constant', "class C { get table() { return 'users'; } m() { probe(this.table); } }"],
    ['unknown', 'class C { constructor(a) { this.table = a; } m() { probe(this.table); } }'],
    ['unknown', 'class C { m() { probe(this.table); } }'],
    ['constant', "const TABLE = 'users';\nexport function f() { probe(TABLE); }"],
    ['declared', "import { TABLE } from './names.js';\nprobe(TABLE);"],
    ['unknown', "import { table } from './names.js';\nprobe(table);"],
    ['declared', 'probe(config.TABLE)'],
    ['declared', 'probe(process.env.SCHEMA)'],
    ['declared', 'probe(repository.metadata.tableName)'],
    ['constant', "const ORDERS = { new: 'created_at', old: 'id' };\nexport function f(a) { probe(ORDERS[a]); }"],
    ['constant', "const ORDERS = { new: 'created_at' };\nexport function f(a) { probe(ORDERS[a] ?? 'id'); }"],
    ['constant', "const ORDERS = new Map([['new', 'created_at']]);\nexport function f(a) { probe(ORDERS.get('new')); }"],
    ['numeric', inFunction('a', 'probe(a.length)')],
  ])('%s: %s', ([expected, code]) => {
    expectOrigin(code, expected);
  });
});

describe('checks', () => {
  test.for<[Origin, string]>([
    ['allow-listed', inFunction('a', "if (!['id', 'name'].includes(a)) throw new Error(a);", 'probe(a);')],
    ['allow-listed', inFunction('a', "if (!['id', 'name'].includes(a)) return;", 'probe(a);')],
    ['allow-listed', inFunction('a', "if (!['id', 'name'].includes(a)) { a = 'id'; }", 'probe(a);')],
    ['allow-listed', inFunction('a', "if (['id', 'name'].includes(a)) probe(a);")],
    ['allow-listed', inFunction('a', "probe(['id', 'name'].includes(a) ? a : 'id');")],
    ['allow-listed', inFunction('a', "if (['id', 'name'].indexOf(a) === -1) throw new Error(a);", 'probe(a);')],
    [
      'allow-listed',
      `const ALLOWED = new Set(['id', 'name']);\n${inFunction('a', 'if (!ALLOWED.has(a)) throw new Error(a);', 'probe(a);')}`,
    ],
    ['allow-listed', `const COLUMNS = { id: 1, name: 1 };\n${inFunction('a', 'if (!(a in COLUMNS)) throw new Error(a);', 'probe(a);')}`],
    [
      'allow-listed',
      `const COLUMNS = { id: 1, name: 1 };\n${inFunction('a', 'if (!Object.hasOwn(COLUMNS, a)) throw new Error(a);', 'probe(a);')}`,
    ],
    ['allow-listed', inFunction('a', "if (a !== 'asc' && a !== 'desc') throw new Error(a);", 'probe(a);')],
    ['allow-listed', inFunction('a', "switch (a) { case 'asc': probe(a); }")],
    ['allow-listed', inFunction('a', 'if (!/^[a-z_]+$/.test(a)) throw new Error(a);', 'probe(a);')],
    ['allow-listed', inFunction('a', "probe(a.filter((c) => ['id', 'name'].includes(c)).join(', '));")],
    ['allow-listed', inFunction('a', "if (!a.every((c) => ['id', 'name'].includes(c))) throw new Error();", "probe(a.join(', '));")],
    [
      'allow-listed',
      inFunction('a', "for (const c of a) { if (!['id', 'name'].includes(c)) throw new Error(c); }", "probe(a.join(', '));"),
    ],
    ['allow-listed', inFunction('a', "if (!['id', 'name'].includes(a.sort)) throw new Error();", 'probe(a.sort);')],
    ['allow-listed', inFunction('a', "const known = ['id', 'name'].includes(a);", 'if (!known) throw new Error(a);', 'probe(a);')],
    ['allow-listed', "import { z } from 'zod';\nexport function f(a) { probe(z.enum(['id', 'name']).parse(a)); }"],
    ['numeric', inFunction('a', "if (typeof a !== 'number') throw new TypeError();", 'probe(a);')],
    ['numeric', inFunction('a', 'if (!Number.isInteger(a)) throw new TypeError();', 'probe(a);')],
    ['unknown', inFunction('a', 'validateColumn(a);', 'probe(a);')],
    ['unknown', inFunction('a', 'if (!loadColumns().includes(a)) throw new Error(a);', 'probe(a);')],
    ['parameter', inFunction('a', "if (['id', 'name'].includes(a)) log();", 'probe(a);')],
    ['parameter', inFunction('a', "if (!['id', 'name'].includes(a)) log(a);", 'probe(a);')],
    ['parameter', inFunction('a, b', "if (!['id', 'name'].includes(b)) throw new Error(b);", 'probe(a);')],
    ['parameter', inFunction('a, b', "if (!['id', 'name'].includes(a)) throw new Error(a);", 'a = b;', 'probe(a);')],
    ['parameter', inFunction('a', 'if (!/[a-z]/.test(a)) throw new Error(a);', 'probe(a);')],
  ])('%s: %s', ([expected, code]) => {
    expectOrigin(code, expected);
  });
});

describe('types', () => {
  test.for<[Origin, string]>([
    ['numeric', 'export function f(a: number) { probe(a); }'],
    ['numeric', 'export function f(a?: number | null) { probe(a); }'],
    ['numeric', 'export function f(a: Date) { probe(a); }'],
    ['numeric', "export function f(a: number[]) { probe(a.join(',')); }"],
    ['numeric', 'export function f({ limit }: { limit: number }) { probe(limit); }'],
    ['numeric', 'interface Page { limit: number }\nexport function f(page: Page) { probe(page.limit); }'],
    ['allow-listed', "export function f(a: 'asc' | 'desc') { probe(a); }"],
    ['allow-listed', "type Direction = 'asc' | 'desc';\nexport function f(a: Direction) { probe(a); }"],
    ['allow-listed', "enum Direction { Up = 'asc', Down = 'desc' }\nexport function f(a: Direction) { probe(a); }"],
    ['constant', "enum Direction { Up = 'asc', Down = 'desc' }\nprobe(Direction.Up);"],
    ['declared', 'export function f(a: keyof User) { probe(a); }'],
    ['declared', "const COLUMNS = ['id'] as const;\nexport function f(a: (typeof COLUMNS)[number]) { probe(a); }"],
    ['unknown', 'export function f(a: Table) { probe(a); }'],
    ['parameter', 'export function f(a: string) { probe(a); }'],
    ['parameter', 'export function f(a: Record<string, string>) { for (const k of Object.keys(a)) probe(k); }'],
    ['constant', "class C { private readonly table = 'users'; m() { probe(this.table); } }"],
    ['request', "class C { @Get() list(@Query('sort') sort: string) { probe(sort); } }"],
    ['numeric', "class C { @Get() list(@Query('page') page: number) { probe(page); } }"],
  ])('%s: %s', ([expected, code]) => {
    expectTyped(code, expected);
  });
});

test('conversions leave nothing that a user could phrase', () => {
  for (const expression of [
    'Number(a)',
    'parseInt(a, 10)',
    '+a',
    '~~a',
    'Math.floor(a)',
    'Number.parseInt(a)',
    'BigInt(a)',
    'new Date(a).toISOString()',
    'Date.now()',
    'a.toFixed(2)',
  ]) {
    expectOrigin(inFunction('a', `probe(${expression});`), 'numeric');
  }
});

test('quoting makes a value safe, and so do tags and the builders that a project names', () => {
  expectOrigin("import mysql from 'mysql2';\nexport function f(a) { probe(mysql.escape(a)); }", 'allow-listed');
  expectOrigin("import format from 'pg-format';\nexport function f(a) { probe(format('%I', a)); }", 'allow-listed');
  expectOrigin(inFunction('client, a', 'probe(client.escapeIdentifier(a));'), 'allow-listed');
  expectOrigin(inFunction('a', "probe(a.replace(/'/g, \"''\"));"), 'allow-listed');
  // Without the flag only the first quote is doubled.
  expectOrigin(inFunction('a', 'probe(a.replace("\'", "\'\'"));'), 'parameter');
  expectOrigin("import { sql } from 'slonik';\nexport function f(a) { probe(sql`id = ${a}`); }", 'allow-listed');
  expect(origin(inFunction('a', 'probe(buildUpdate(a));'), { safeBuilders: ['buildUpdate'] })).toBe('allow-listed');
});

test('a text keeps its origin through what is done to it', () => {
  for (const method of ['trim()', 'toUpperCase()', 'toLowerCase()', "replace('-', '_')", "split(',')[0]", 'slice(1)', 'padStart(9)']) {
    expectOrigin(inFunction('a', `probe(a.${method});`), 'parameter');
    expectOrigin(`probe('x'.${method});`, 'constant');
  }
});

describe('parameters', () => {
  test('of functions that the file keeps to itself come from their calls', () => {
    expectOrigin("function f(a) { probe(a); }\nexport function g() { f('x'); }", 'constant');
    expectOrigin('function f(a) { probe(a); }\nexport function g(b) { f(b); }', 'parameter');
    expectOrigin("const f = (a) => probe(a);\nexport function g() { f('x'); f(Number(y)); }", 'numeric');
    expectOrigin('function f(a) { probe(a); }\nexport function g() { run(f); }', 'parameter');
    expectOrigin("function f(a) { probe(a); }\nf('x');\nmodule.exports = { f };", 'parameter');
    expectOrigin("export function f(a) { probe(a); }\nf('x');", 'parameter');
    expectOrigin("class C { #f(a) { probe(a); } g() { this.#f('x'); } }", 'constant');
    expectOrigin("class C { f(a) { probe(a); } g() { this.f('x'); } }", 'parameter');
  });

  test('of functions that are called here are what the call passes', () => {
    expectOrigin("function f(a) { return a + '_id'; }\nprobe(f('user'));", 'constant');
    expectOrigin("function f(a) { return a + '_id'; }\nexport function g(b) { probe(f(b)); }", 'parameter');
    expectOrigin("const marks = (n) => Array(n).fill('?').join(', ');\nexport function g(b) { probe(marks(b.length)); }", 'constant');
  });

  test('of handlers are what a user sends, but for what the server adds', () => {
    expectOrigin(inFunction('req, res', 'probe(req.query.sort);'), 'request');
    expectOrigin(inFunction('req, res', 'const { sort } = req.query;', 'probe(sort);'), 'request');
    expectOrigin(inFunction('req, res', 'probe(req.params.id);'), 'request');
    expectOrigin(inFunction('req, res', "probe(req.body['sort'] || 'id');"), 'request');
    expectOrigin(inFunction('ctx', 'probe(ctx.request.body.sort);'), 'request');
    expectOrigin(inFunction('c', "probe(c.req.query('sort'));"), 'request');
    expectOrigin('export async function GET(request) { const body = await request.json(); probe(body.sort); }', 'request');
    expectOrigin("export function GET(request) { probe(request.nextUrl.searchParams.get('sort')); }", 'request');
    expectOrigin("import express from 'express';\nconst app = express();\napp.get('/', ({ query }, res) => probe(query.sort));", 'request');
    expectOrigin(inFunction('req, res', 'probe(req.user.id);'), 'unknown');
    expectOrigin(inFunction('req, res', 'probe(Number(req.query.page));'), 'numeric');
  });
});

test('the places that a value comes from can be listed', () => {
  const source = sourceOf(inFunction('a', 'probe(a ? a : load());'), 'ours');
  const found = sourcesOf(probed(source), source);
  expect(found.map(({ node, origin: from }) => `${source.getText(node)} ${from}`)).toEqual(['a parameter', 'load() unknown']);
});
