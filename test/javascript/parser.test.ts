import { Linter as Linter10 } from 'eslint';
import { Linter as Linter9 } from 'eslint9';
import { describe, expect, it } from 'vitest';
import { parser } from '../../src/javascript/parser.ts';
import type { Position } from '../../src/language/position.ts';
import type { LooseNode } from '../../src/javascript/syntax/loose-node.ts';
import { scopesOf } from '../../src/javascript/syntax/scope-analysis.ts';
import { parsers } from './parse.ts';

const linters = { eslint: Linter10, eslint9: Linter9 as unknown as typeof Linter10 };
const eachLinter = Object.keys(linters) as (keyof typeof linters)[];

const RULES = [
  'array-callback-return',
  'block-scoped-var',
  'complexity',
  'consistent-return',
  'dot-notation',
  'eqeqeq',
  'func-names',
  'no-console',
  'no-const-assign',
  'no-dupe-class-members',
  'no-dupe-keys',
  'no-duplicate-imports',
  'no-else-return',
  'no-empty',
  'no-extra-boolean-cast',
  'no-fallthrough',
  'no-implicit-globals',
  'no-loop-func',
  'no-redeclare',
  'no-regex-spaces',
  'no-return-assign',
  'no-self-assign',
  'no-shadow',
  'no-template-curly-in-string',
  'no-undef',
  'no-unneeded-ternary',
  'no-unreachable',
  'no-unused-expressions',
  'no-unused-labels',
  'no-unused-private-class-members',
  'no-unused-vars',
  'no-use-before-define',
  'no-useless-concat',
  'no-useless-constructor',
  'no-useless-escape',
  'no-useless-rename',
  'no-var',
  'object-shorthand',
  'one-var',
  'padding-line-between-statements',
  'prefer-arrow-callback',
  'prefer-const',
  'prefer-destructuring',
  'prefer-template',
  'quotes',
  'require-await',
  'semi',
  'sort-imports',
  'strict',
  'yoda',
];

function messages(code: string, linter: keyof typeof linters, parserName: keyof typeof parsers, filename = 'file.js'): string[] {
  const found = new linters[linter]().verify(
    code,
    {
      files: ['**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}'],
      rules: Object.fromEntries(RULES.map((rule) => [rule, 'error'])),
      languageOptions: { parser: parsers[parserName], parserOptions: { ecmaFeatures: { jsx: filename.endsWith('x') } } },
    },
    filename,
  );
  return found.map(({ ruleId, line, column, endLine, endColumn, message }) =>
    [ruleId, line, column, endLine, endColumn, message].join(' '),
  );
}

const JAVASCRIPT = `
import fs, { readFile as read } from 'node:fs'; import { join } from "node:path"; import { sep } from 'node:path';
var a = 1; var a = 2; let never = 3; let once; once = 4; const { b, c: d = 5, ...others } = undefinedThing;
function shadowed(a, unused, { e, f: [g] }) { if (a == null) { return } else { return e + g } }
class A { #unused = 1; constructor() {} m() { return this.m?.().x?.[0] } m() {} static { const once = 1; } }
class B extends A { constructor(...args) { super(...args) } get x() { return } async y() { return 1 } *z() {} }
for (var i = 0; i < 3; i++) { list.push(function () { return i }) } label: for (const k of [1]) { continue }
switch (a) { case 1: b(); case 2: break; default: }
try { a } catch (e) {} finally {}
const o = { m: function () {}, d: d, 'q': 1, q: 2, [\`x\${a}\`]: 'x' + a + 'y', s: '\${a}' };
o['q'] = o.q = !!(o ? true : false); \`a\\d\`; /a  b/; async () => { await 1 }; (() => { throw 1; a() })();
if (5 === a) console.log("quoted"); export default function () {} export { once as renamed, once as once }; export * from './x';
const { default: imported } = await import('x'); import.meta.url; var x = x; typeof neverDefined; neverDefined2++;
`;

const TYPESCRIPT = `
import type { Only, Unused } from './types'; import { type T2, value } from './values'; import alias = require('alias');
interface Shape { a: Only; m(param: string): void } type Union = Shape | Missing; enum Color { Red = value, Green } declare const ambient: number;
namespace Space { export const inner = 1; const hidden = 2 } declare module 'x' { export const y: 1 } declare global { interface Window { z: 1 } }
abstract class A<T extends Shape> extends Base<T> implements Shape { private readonly x: T; constructor(private p: string, readonly q = 1) { super(p) } abstract n(arg: string): void; m(param: string): void; m(param: any) { param; } @dec() z!: number }
function over(a: string): void; function over(a: number): void; function over(a: unknown) { return a as T2 } const gen = <U,>(u: U): u is U & {} => true;
let v = <any>value!; let w = value satisfies Union; export { type Shape, gen }; export type { Union as U }; export default Color; for (const k in v as object) { v = k } type Fn = (cb: (err: Error) => void) => typeof ambient; let fn: Fn;
`;

describe.each(eachLinter)('core rules of %s', (linter) => {
  it('say the same of JavaScript as under espree and typescript-eslint', () => {
    const ours = messages(JAVASCRIPT, linter, 'ours');
    expect(ours.length).toBeGreaterThan(60);
    expect(ours).toEqual(messages(JAVASCRIPT, linter, 'espree'));
  });

  it('say the same of TypeScript as under typescript-eslint', () => {
    const ours = messages(TYPESCRIPT, linter, 'ours', 'file.ts');
    expect(ours.length).toBeGreaterThan(15);
    expect(ours).toEqual(messages(TYPESCRIPT, linter, 'typescript', 'file.ts'));
  });

  it('say the same of JSX', () => {
    const code =
      "import React from 'react'; import { Used, Unused } from './c'; export const A = ({ a, b }) => <Used.Part x={a} {...a}>text {missing}<div /></Used.Part>;";
    expect(messages(code, linter, 'ours', 'file.tsx')).toEqual(messages(code, linter, 'typescript', 'file.tsx'));
  });

  it('know that a CommonJS module is a function', () => {
    const code = "const fs = require('fs'); function a() {} var b = 1; if (b) return; module.exports = { a };";
    const ours = messages(code, linter, 'ours', 'file.cjs');
    expect(ours).toEqual(messages(code, linter, 'espree', 'file.cjs'));
    expect(ours.some((message) => message.startsWith('no-unused-vars'))).toBe(true);
  });

  it.each([
    '// eslint-disable-next-line no-undef\na;',
    'a; // eslint-disable-line no-undef',
    '/* eslint-disable no-undef */ a; /* eslint-enable no-undef */',
    '/* eslint no-undef: off */ a;',
    '/* global a */ a;',
    '#!/usr/bin/env node\n/* eslint-disable-next-line no-undef -- why */\na;',
  ])('obey %s', (code) => {
    const found = new linters[linter]().verify(
      code,
      { languageOptions: { parser }, linterOptions: { reportUnusedDisableDirectives: 'error' }, rules: { 'no-undef': 'error' } },
      'file.js',
    );
    expect(found).toEqual([]);
  });
});

interface ParseFailure {
  readonly message: string;
  readonly lineNumber: number;
  readonly column: number;
  readonly index: number;
}

interface Parsed {
  readonly type: string;
  readonly range: readonly number[];
  readonly sourceType: string;
  readonly body: readonly unknown[];
  readonly comments: readonly unknown[];
}

function parse(code: string, filePath: string): Parsed {
  if (!('parseForESLint' in parser)) throw new Error('the parser has no parseForESLint');
  return parser.parseForESLint(code, { filePath }).ast as Parsed;
}

function failureOf(code: string, filePath: string): ParseFailure {
  try {
    parse(code, filePath);
  } catch (error) {
    return error as ParseFailure;
  }
  throw new Error('it was parsed');
}

describe('what the parser makes of files', () => {
  it.each([
    ['file.js', 'const a: number = (1: any); import type { B } from "b"; export type C = { d: string, ... };'],
    ['file.js', '// @flow\nf<T>(x); opaque type A = string; declare var b: number;'],
    ['file.js', 'const a = b as string; enum C { D }'],
    ['file.jsx', '@a class B { @c d = 1 }'],
    ['file.js', '@(a.b()) export class C {}'],
    ['file.mjs', 'await a; export {};'],
    ['file.cjs', 'return; await_; with (a) {}'],
    ['file.js', 'return 1; new.target; await a; super.b();'],
    ['file.js', 'export { undeclared };'],
    ['file.js', 'let a; let a; const b; break; var c = 010; delete d;'],
    ['file.ts', 'let a; let a; const b; class C { constructor() {} constructor() {} }'],
    ['file.ts', '<T>a; let b = <T>(x: T) => x;'],
    ['file.mts', 'import a from "a"; await a;'],
    ['file.cts', 'import a = require("a"); export = a;'],
    ['file.d.ts', 'declare const a: 1; export function f(): void; export const b: 2; class C { m(): void }'],
    ['file.d.mts', 'const a: 1; function f(): void;'],
    ['file.js', ''],
    ['file.ts', '\n\n// only a comment\n'],
    ['', 'a'],
    ['C:\\windows\\file.tsx', 'const a: B = <c />'],
  ])('reads %s: %s', (file, code) => {
    expect(parse(code, file).type).toBe('Program');
  });

  it.each([
    ['file.ts', 'let a: = 1', 'Unexpected token', 1, 8, 7],
    ['file.js', 'a(\n  ]', 'Unexpected token', 2, 3, 5],
    ['file.js', '"abc', 'Unterminated string constant.', 1, 1, 0],
    ['file.js', 'a;\r\n/b', 'Unterminated regular expression.', 2, 2, 5],
    ['file.tsx', '<a', 'Unexpected token', 1, 3, 2],
  ])('says where %s fails: %s', (file, code, message, lineNumber, column, index) => {
    expect(failureOf(code, file)).toMatchObject({ message, lineNumber, column, index });
  });

  it.each([
    ['file.js', 'a b'],
    ['file.js', 'f(1,,2)'],
    ['file.js', 'new F(,a)'],
    ['file.js', '({ a = 1 }); ({ get a() {}, __proto__: 1, __proto__: 2 })'],
    ['file.jsx', '<a></b>'],
    ['file.ts', 'class A { m(private a) {} constructor(private { b }) {} abstract c() {} readonly d() {} }'],
    ['file.ts', 'type A = { b: 1, b: 2 }; abstract class E { abstract f = 1 }'],
  ])('passes over the mistake in %s: %s', (file, code) => {
    const found = new Linter10().verify(
      code,
      {
        files: ['**/*.{js,jsx,ts}'],
        languageOptions: { parser },
        rules: Object.fromEntries([...RULES, 'comma-spacing', 'function-call-argument-newline', 'indent'].map((rule) => [rule, 'error'])),
      },
      file,
    );
    expect(found.filter(({ fatal }) => fatal === true)).toEqual([]);
  });

  it('shows a failure where ESLint shows those of its own parser', () => {
    const [message] = new Linter10().verify('a(\n  ]', { languageOptions: { parser } }, 'file.js');
    const [other] = new Linter10().verify('a(\n  ]', {}, 'file.js');
    expect([message?.fatal, message?.line, message?.column]).toEqual([true, other?.line, other?.column]);
  });

  it('gives a `#!` line as a comment', () => {
    const [comment] = parse('#!/usr/bin/env node\na', 'file.js').comments;
    expect(comment).toMatchObject({ type: 'Shebang', value: '/usr/bin/env node', range: [0, 19] });
  });

  it('covers the whole text with the Program', () => {
    expect(parse('\n// a\nb;\n\n', 'file.js').range).toEqual([0, 10]);
  });

  it('says what is a module and what is a script', () => {
    expect(parse('a', 'file.js').sourceType).toBe('script');
    expect(parse('import a from "a"', 'file.js').sourceType).toBe('module');
    expect(parse('a', 'file.mjs').sourceType).toBe('module');
  });

  it('gives scopes that know nothing where their analysis fails', () => {
    const [start, end] = [0, 1].map((column) => ({ line: 1, column }));
    const place = { range: [0, 1] as [number, number], loc: { start: start as Position, end: end as Position } };
    const program: LooseNode = { type: 'Program', sourceType: 'script', body: [{ type: 'FunctionDeclaration', ...place }], ...place };
    const scopes = scopesOf(program, { typescript: false, commonjs: false });
    expect(scopes.scopes.map(({ block }) => block)).toEqual([program]);
    expect(scopes.globalScope?.variables.filter(({ defs }) => defs.length > 0)).toEqual([]);
    expect(program.body).toHaveLength(1);
  });
});

const DEEP: readonly (readonly [name: string, code: string])[] = [
  ['parentheses', `${'('.repeat(100_000)}1${')'.repeat(100_000)}`],
  ['brackets', `x = ${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  ['ternaries', `x = ${'a ? b : '.repeat(100_000)}c`],
  ['ternaries in the middle', `x = ${'a ? '.repeat(100_000)}b${' : c'.repeat(100_000)}`],
  ['sums', `x = ${'a + '.repeat(60_000)}a`],
  ['calls', `x${'()'.repeat(100_000)}`],
  ['members', `x${'.a'.repeat(100_000)}`],
  ['optional members', `x${'?.a'.repeat(100_000)}`],
  ['blocks', `${'{'.repeat(100_000)}${'}'.repeat(100_000)}`],
  ['else ifs', `${'if (a) {} else '.repeat(100_000)}{}`],
  ['open parentheses', '('.repeat(100_000)],
  ['templates', `${'`${'.repeat(100_000)}1${'}`'.repeat(100_000)}`],
  ['types', `let x: ${'Array<'.repeat(100_000)}1${'>'.repeat(100_000)}`],
  ['elements', `x = ${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`],
];

describe.each(['js', 'ts', 'tsx'])('deep code in a .%s file', (extension) => {
  it.each(DEEP)('ends in a parse error: %s', (_, code) => {
    const found = new Linter10().verify(
      code,
      { files: ['**/*.{js,ts,tsx}'], languageOptions: { parser }, rules: { 'no-undef': 'error' } },
      `file.${extension}`,
    );
    expect(found.map(({ fatal, line }) => [fatal, line])).toEqual([[true, 1]]);
  });
});

it('reads what is long without being deep', () => {
  expect(parse(`x = [${'{ a: 1 }, '.repeat(20_000)}]; ${'f();\n'.repeat(20_000)}`, 'file.js').body.length).toBe(20_001);
});

it.each(['js', 'ts', 'tsx'])('does not take ever longer for nested arrows and conditions in a .%s file', (extension) => {
  const start = performance.now();
  for (const unit of ['a ? (b) : ', '(a = (b) => c, d) => ', 'a ? (b, c) => d : ', 'f((a) => ', 'async (a = ', '(a ? (b) => (']) {
    try {
      parse(unit.repeat(14), `file.${extension}`);
    } catch {
      // Only the time counts.
    }
  }
  expect(performance.now() - start).toBeLessThan(30_000);
});
