import { describe, expect, it } from 'vitest';
import { isFunction } from '../../src/javascript/expressions.ts';
import { enclosingLoop, guardsOf } from '../../src/javascript/guards.ts';
import { Kind } from '../../src/javascript/nodes.ts';
import {
  enclosingFunction,
  functionOf,
  isGlobal,
  isMutated,
  ownNodes,
  parametersOf,
  readsOf,
  returnedExpressions,
  singleValue,
  variableOf,
  writesOf,
} from '../../src/javascript/scopes.ts';
import { allNodes, everyParser, probed, sourceOf, typedParsers, type ParserName } from './parse.ts';

function variableIn(code: string, parser: ParserName) {
  const source = sourceOf(code, parser);
  const node = probed(source);
  if (node.type !== Kind.Identifier) throw new Error('probe a name');
  return { source, variable: variableOf(node, source), node };
}

function guardTexts(code: string, parser: ParserName): string[] {
  const source = sourceOf(code, parser);
  return guardsOf(probed(source)).map(({ kind, test, holds }) => `${kind} ${source.getText(test)} ${String(holds)}`);
}

describe.each(everyParser)('scopes under %s', (parser) => {
  it.each([
    ['const a = 1; probe(a)', '1'],
    ['let a = 1; probe(a)', '1'],
    ['let a; a = 2; probe(a)', '2'],
    ['let a; a ??= 2; probe(a)', '2'],
    ['const { b: { a } } = c; probe(a)', 'c'],
  ])('finds the single value in %s', (code, text) => {
    const { source, variable } = variableIn(code, parser);
    const value = variable && singleValue(variable);
    expect(value && source.getText(value.expression)).toBe(text);
  });

  it('keeps the keys and the default of a destructuring', () => {
    const { source, variable } = variableIn("const { b: { a = 'x' } } = c; probe(a)", parser);
    const value = variable && singleValue(variable);
    expect(value?.path).toEqual(['b', 'a']);
    expect(value?.fallback && source.getText(value.fallback)).toBe("'x'");
  });

  it.each([
    'let a = 1; a = 2; probe(a)',
    'let a = 1; a++; probe(a)',
    'for (const a of b) probe(a)',
    'var a = 1; var a = 2; probe(a)',
    'function f(a) { probe(a) }',
    'let a; a += 2; probe(a)',
  ])('finds no single value in %s', (code) => {
    const { variable } = variableIn(code, parser);
    expect(variable && singleValue(variable)).toBeUndefined();
  });

  it('lists reads and writes', () => {
    const { source, variable } = variableIn('let a = 1; a = 2; use(a); probe(a)', parser);
    expect(variable && readsOf(variable).map((node) => source.getText(node.parent))).toEqual(['use(a)', 'probe(a)']);
    expect(variable && writesOf(variable).map((node) => source.getText(node.parent))).toEqual(['a = 1', 'a = 2']);
  });

  it.each([
    ['const a = {}; a.b = 1; probe(a)', true],
    ['const a = {}; a.b.c++; probe(a)', true],
    ['const a = {}; delete a.b; probe(a)', true],
    ['const a = {}; Object.assign(a, b); probe(a)', true],
    ['const a = {}; b.c = a.d; probe(a)', false],
    ['let a = {}; a = {}; probe(a)', false],
  ])('tells whether a value is changed inside: %s', (code, mutated) => {
    const { variable } = variableIn(code, parser);
    expect(variable && isMutated(variable)).toBe(mutated);
  });

  it.each([
    ['probe(process)', true],
    ['function f(process) { probe(process) }', false],
    ["import process from 'node:process'; probe(process)", false],
  ])('tells globals: %s', (code, global) => {
    const { source, node } = variableIn(code, parser);
    expect(isGlobal(node, source)).toBe(global);
  });

  it.each([
    ['function f() {} probe(f)', 'FunctionDeclaration'],
    ['const f = () => 1; probe(f)', 'ArrowFunctionExpression'],
    ['probe(function () {})', 'FunctionExpression'],
    ['function f(a) { probe(a) }', undefined],
    ['const { f } = g; probe(f)', undefined],
  ])('finds the function in %s', (code, type) => {
    const source = sourceOf(code, parser);
    expect(functionOf(probed(source), source)?.type).toBe(type);
  });

  it('finds the innermost function', () => {
    const source = sourceOf('function a() { const b = () => probe(1); }', parser);
    expect(enclosingFunction(probed(source))?.type).toBe('ArrowFunctionExpression');
  });

  it('lists what a function itself returns', () => {
    const source = sourceOf('function f(a) { if (a) return 1; g(() => { return 2; }); class X { m() { return 3; } } return; }', parser);
    const node = allNodes(source).find(isFunction);
    expect(node && returnedExpressions(node, source).map((value) => value && source.getText(value))).toEqual(['1', undefined]);
  });

  it('lists parameters out of patterns', () => {
    const source = sourceOf('function f(a, { b, c: [d] }, ...e) {}', parser);
    const node = allNodes(source).find(isFunction);
    expect(node && parametersOf(node, source).map(({ name }) => name)).toEqual(['a', 'b', 'd', 'e']);
  });

  it('walks what runs with a function in the order of the text', () => {
    const source = sourceOf('function f() { a(); b(() => c()); d(); }', parser);
    const node = allNodes(source).find(isFunction);
    const calls = node ? ownNodes(node.body, source).filter(({ type }) => type === Kind.CallExpression) : [];
    expect(calls.map((call) => source.getText(call))).toEqual(['a()', 'b(() => c())', 'd()']);
  });
});

describe.each(everyParser)('guards under %s', (parser) => {
  it.each([
    ['if (a) probe(1)', ['branch a true']],
    ['if (a) {} else { probe(1) }', ['branch a false']],
    ['a && probe(1)', ['branch a true']],
    ['a || probe(1)', ['branch a false']],
    ['const x = a ? 1 : probe(1)', ['branch a false']],
    ['function f() { if (!a) return; probe(1) }', ['earlyExit !a false']],
    ['function f() { if (!a) { log(); throw b; } probe(1) }', ['earlyExit !a false']],
    ['function f() { if (a) log(); else return; probe(1) }', ['earlyExit a true']],
    ['if (!a) { process.exit(1); } probe(1)', ['earlyExit !a false']],
    ['while (a) { if (b) continue; probe(1) }', ['earlyExit b false', 'loop a true']],
    ['switch (a) { case 1: probe(1) }', ['case 1 true']],
    ['function f() { if (a) { if (!b) return; if (c) probe(1); } }', ['branch c true', 'earlyExit !b false', 'branch a true']],
    ['if (probe(1)) {}', []],
    ['if (a) f(() => probe(1))', []],
    ['function f() { if (a) log(); probe(1) }', []],
  ])('lists those of %s', (code, expected) => {
    expect(guardTexts(code, parser)).toEqual(expected);
  });

  it.each([
    ['for (const a of b) { probe(1) }', 'ForOfStatement'],
    ['while (probe(1)) {}', undefined],
    ['for (;;) f(() => probe(1))', undefined],
  ])('finds the loop around %s', (code, type) => {
    expect(enclosingLoop(probed(sourceOf(code, parser)))?.type).toBe(type);
  });
});

it.each(typedParsers)('finds the parameters that are properties under %s', (parser) => {
  const source = sourceOf('class A { constructor(private a: string, public b = 1) {} }', parser, 'file.ts');
  const node = allNodes(source).find(isFunction);
  expect(node && parametersOf(node, source).map(({ name }) => name)).toEqual(['a', 'b']);
});
