import { describe, expect, it } from 'vitest';
import type * as Python from '../../src/python/nodes.ts';
import { references, resolve, scopeOf, singleDefinition, starImportsFor, type Binding } from '../../src/python/scopes.ts';
import { find, last, parse } from './parse.ts';

/** What the last identifier of that name in the text means. */
function lastNamed(name: string, text: string): Binding | null {
  return resolve(last(parse(text), 'identifier', name));
}

function bindingOf(name: string, text: string): Binding {
  const binding = lastNamed(name, text);
  if (!binding) throw new Error(`${name} is unbound`);
  return binding;
}

function kinds(name: string, text: string): string[] {
  return bindingOf(name, text).definitions.map(({ kind }) => kind);
}

function linesOf(identifiers: readonly Python.Identifier[]): number[] {
  return identifiers.map(({ loc }) => loc.start.line);
}

describe('what binds a name', () => {
  it.each([
    ['import', 'import x\nx'],
    ['import', 'import x.y.z\nx'],
    ['import', 'import a.b as x\nx'],
    ['import', 'from a import (b, c as x,)\nx'],
    ['import', 'from . import x\nx'],
    ['import', 'from __future__ import x\nx'],
    ['assignment', 'x = 1\nx'],
    ['assignment', 'a = x = 1\nx'],
    ['assignment', 'a, (b, [*x, c]) = y\nx'],
    ['assignment', 'x: int = 1\nx'],
    ['declaration', 'x: int\nx'],
    ['augmented', 'x += 1\nx'],
    ['walrus', 'while (x := f()): x'],
    ['walrus', '[y for y in z if (x := y)]\nx'],
    ['walrus', 'def f(a=(x := 1)): pass\nx'],
    ['for', 'for i, (x, j) in y: x'],
    ['for', 'async def f():\n  async for x in y: x'],
    ['comprehension', '{x: 1 for k, x in y if x}'],
    ['with', 'with a, open(b) as x: x'],
    ['with', 'with (a as b, c as (d, x)): x'],
    ['with', 'async def f():\n  async with a as x: x'],
    ['except', 'try: pass\nexcept E as x: x'],
    ['except', 'try: pass\nexcept* (E, F) as x: x'],
    ['except', 'try: pass\nexcept E, x: x'],
    ['match', 'match y:\n  case {"k": [1, *x]}: x'],
    ['match', 'match y:\n  case A(b, c=x): x'],
    ['match', 'match y:\n  case A() | B() as x: x'],
    ['match', 'match y:\n  case {**x}: x'],
    ['match', 'match y:\n  case x if x > 1: x'],
    ['def', 'def x(): pass\nx'],
    ['def', '@d\n# why\nasync def x(): pass\nx'],
    ['class', 'class x: pass\nx'],
    ['type alias', 'type x[T] = T\nx'],
    ['del', 'del (y, x)\nx'],
    ['parameter', 'def f(x): x'],
    ['parameter', 'def f(a, /, x: int = 1, *, b): x'],
    ['parameter', 'def f(*x: int): x'],
    ['parameter', 'def f(**x): x'],
    ['parameter', 'def f((a, x), b): x'],
    ['parameter', 'lambda x=1: x'],
    ['type parameter', 'def f[x](a: x): pass'],
    ['type parameter', 'class A[T: int, *x](B[x]): pass'],
    ['type parameter', 'type A[**x] = C[x]'],
    ['type parameter', 'class A[x = int]:\n  a: x'],
  ])('%s: %j', (kind, text) => {
    expect(kinds('x', text)).toEqual([kind]);
  });

  it.each([
    ['attribute targets', 'x.a = 1\nx'],
    ['subscript targets', 'x[0], y = 1\nx'],
    ['attribute loop targets', 'for x.a in y: x'],
    ['keyword arguments', 'f(x=1)\nx'],
    ['attribute names', 'import a\na.x\nx'],
    ['class names in patterns', 'match y:\n  case x(): x'],
    ['dotted values in patterns', 'match y:\n  case x.a: x'],
    ['the ends of dotted values in patterns', 'match y:\n  case a.b | c.x: x'],
    ['keywords in patterns', 'match y:\n  case A(x=1): x'],
    ['print', 'print >>x, y'],
    ['the module of an import', 'from x import y\nx'],
    ['the source name of an aliased import', 'import x as y\nx'],
    ['comprehension variables, outside', '[x for x in y]\nx'],
    ['function names, elsewhere', 'def f():\n  x = 1\nx'],
    ['lambda parameters, outside', 'lambda x: 1\nx'],
    ['a default inside a type parameter list', 'class A[T = x]: pass'],
  ])('not bound by %s', (_, text) => {
    expect(lastNamed('x', text)).toBeNull();
  });

  it('tells Python 3.14 exception lists from Python 2 aliases', () => {
    expect(lastNamed('ValueError', 'try: pass\nexcept KeyError, ValueError: pass')).toBeNull();
  });

  it('counts imports under TYPE_CHECKING and in try blocks like others', () => {
    expect(kinds('x', 'if TYPE_CHECKING:\n  from a import x\ndef f(y: x): pass')).toEqual(['import']);
    expect(kinds('x', 'try:\n  import x\nexcept ImportError:\n  x = None\nx')).toEqual(['import', 'assignment']);
  });
});

describe('where a name is looked up', () => {
  it('passes class bodies over from inside functions, lambdas and comprehensions', () => {
    expect(kinds('x', 'x = 1\nclass A:\n  def x(self): pass\n  def f(self): return x')).toEqual(['assignment']);
    expect(kinds('x', 'import x\nclass A:\n  x = 1\n  y = [x for _ in z]')).toEqual(['import']);
    expect(kinds('x', 'import x\nclass A:\n  x = 1\n  y = lambda: x')).toEqual(['import']);
  });

  it('sees class names in the class body, in defaults, annotations, decorators and first iterables', () => {
    expect(kinds('x', 'import x\nclass A:\n  x = 1\n  y = x')).toEqual(['assignment']);
    expect(kinds('x', 'import x\nclass A:\n  x = 1\n  def f(self, a=x): pass')).toEqual(['assignment']);
    expect(kinds('x', 'import x\nclass A:\n  x = 1\n  def f(self) -> x: pass')).toEqual(['assignment']);
    expect(kinds('x', 'import x\nclass A:\n  x = 1\n  def f[T](self, a: x): pass')).toEqual(['assignment']);
    expect(kinds('x', 'import x\nclass A:\n  x = 1\n  @x.y\n  def f(self): pass')).toEqual(['assignment']);
    expect(kinds('x', 'import x\nclass A:\n  x = 1\n  y = [a for a in x]')).toEqual(['assignment']);
    expect(kinds('x', 'import x\nclass A:\n  x = 1\n  y = [a for a in b for c in x]')).toEqual(['import']);
  });

  it('evaluates defaults and decorators outside of the function', () => {
    expect(kinds('x', 'x = 1\ndef f(x, y=x): pass')).toEqual(['assignment']);
    expect(resolve(find(find(parse('import x\n@x.y\ndef f(x): pass'), 'decorator'), 'identifier', 'x'))?.scope.kind).toBe('module');
    expect(kinds('x', 'x = 1\nlambda x, y=x: 0')).toEqual(['assignment']);
  });

  it('evaluates the first iterable of a comprehension outside of it', () => {
    expect(kinds('x', 'x = 1\n[1 for x in x]')).toEqual(['assignment']);
    expect(scopeOf(last(parse('[a for a in b for c in d]'), 'identifier', 'd')).kind).toBe('comprehension');
  });

  it('binds a walrus in the function around all comprehensions', () => {
    const module = parse('def f():\n  return [[(x := a) for a in b] for b in c]\n');
    const binding = resolve(find(module, 'identifier', 'x'));
    expect(binding?.scope.kind).toBe('function');
    expect(scopeOf(find(module, 'function_definition')).kind).toBe('module');
  });

  it('follows global to the module and nonlocal to the owning function', () => {
    expect(kinds('x', 'x = 1\ndef f():\n  global x\n  x = 2\n  x += 1\nx')).toEqual(['assignment', 'assignment', 'augmented']);
    expect(kinds('x', 'def f():\n  global x\n  x = 2\nx')).toEqual(['assignment']);
    const nested = 'def g():\n    nonlocal x\n    x += 1\n    def h():\n      nonlocal x\n      del x';
    expect(kinds('x', `x = 0\ndef f():\n  x = 1\n  ${nested}\n  return x`)).toEqual(['assignment', 'augmented', 'del']);
    expect(kinds('x', 'x = 0\ndef f():\n  x = 1\n  def g():\n    global x\n    x = 2\n  return x')).toEqual(['assignment']);
    expect(kinds('x', 'def f():\n  global x\n  def g():\n    return x\n  x = 1')).toEqual(['assignment']);
  });

  it('keeps PEP 695 type parameters to their definition', () => {
    const module = parse('class A[T]:\n  def f(self, a: T): return T\nT\n');
    const uses = module.descendants('identifier').filter(({ text }) => text === 'T');
    expect(uses.map((use) => resolve(use)?.scope.kind)).toEqual([...Array<string>(3).fill('type parameters'), undefined]);
  });

  it('knows star imports as possible sources', () => {
    const module = parse('from a import *\nimport os\nname\n');
    const name = last(module, 'identifier', 'name');
    expect(resolve(name)).toBeNull();
    expect(starImportsFor(name).map(({ text }) => text)).toEqual(['from a import *']);
    expect(starImportsFor(find(parse('import os\nname'), 'identifier', 'name'))).toEqual([]);
  });
});

describe('a definition', () => {
  it('carries the value the name gets, through chains and unpacking', () => {
    const valueOf = (name: string, text: string) => bindingOf(name, text).definitions[0]?.value?.text ?? null;
    expect(valueOf('x', 'x = a = 1')).toBe('1');
    expect(valueOf('x', 'a = x = 1')).toBe('1');
    expect(valueOf('x', 'a, (b, x) = 1, (2, 3)')).toBe('3');
    expect(valueOf('x', '[x, a] = 1, 2')).toBe('1');
    expect(valueOf('x', '*a, x = 1, 2')).toBeNull();
    expect(valueOf('x', 'a, x = f()')).toBeNull();
    expect(valueOf('x', 'if (x := f()): pass')).toBe('f()');
    expect(valueOf('x', 'for x in y: pass')).toBeNull();
    expect(valueOf('x', 'x += 1')).toBeNull();
    expect(valueOf('x', 'x: int')).toBeNull();
  });

  it('says what a derived value comes from', () => {
    const sourceOf = (name: string, text: string) => bindingOf(name, text).definitions[0]?.source?.text ?? null;
    expect(sourceOf('x', 'for a, x in y.items(): pass')).toBe('y.items()');
    expect(sourceOf('x', '[x for x in y]')).toBe('y');
    expect(sourceOf('x', 'with open(p) as x: pass')).toBe('open(p)');
    expect(sourceOf('x', 'try: pass\nexcept (A, B) as x: pass')).toBe('(A, B)');
    expect(sourceOf('x', 'match f(y):\n  case [x]: pass')).toBe('f(y)');
    expect(sourceOf('x', 'a, x = f()')).toBe('f()');
  });

  it('is single when only declarations and deletions stand beside it', () => {
    const single = (text: string) => singleDefinition(bindingOf('x', text))?.kind ?? null;
    expect(single('x: int\nx = 1\ndel x')).toBe('assignment');
    expect(single('x = 1\nif y: x = 2')).toBeNull();
    expect(single('x = 1\nx += 1')).toBeNull();
  });

  it('has the annotation of a parameter or an assignment', () => {
    expect(bindingOf('x', 'def f(x: int = 1): pass').definitions[0]?.annotation?.text).toBe('int');
    expect(bindingOf('x', 'x: a.B = 1').definitions[0]?.annotation?.text).toBe('a.B');
    expect(bindingOf('x', 'def f(x=1): pass').definitions[0]?.annotation).toBeNull();
  });
});

describe('references', () => {
  it('are all places that mean the binding, and no namesakes', () => {
    const text = 'x = 1\ndef f(x):\n  return x\ndef g():\n  return x + a.x + h(x=x)\nclass C:\n  x = x\n  def m(self): return x\n';
    expect(linesOf(references(bindingOf('x', text)))).toEqual([1, 5, 5, 8]);
    const module = parse(text);
    const parameter = resolve(find(find(module, 'parameters'), 'identifier', 'x'));
    expect(parameter && linesOf(references(parameter))).toEqual([2, 3]);
  });
});

it('survives names in broken text, deep nesting and unusual line ends', () => {
  expect(kinds('x', 'x = 1\ndef f(:\n  y = x')).toEqual(['assignment']);
  expect(lastNamed('x', 'def f(:\n  x = 1\nx = (\nx')).toBeNull();
  expect(kinds('é𐐀', 'é𐐀 = 1\r\né𐐀')).toEqual(['assignment']);
  expect(kinds('x', '\uFEFFx = 1\rif x:\r\tx = 2\r')).toEqual(['assignment', 'assignment']);
  expect(kinds('x', 'x = 1\ny = \\\n  x')).toEqual(['assignment']);
  const deep = parse(`x = ${'lambda: '.repeat(5000)}x`);
  expect(resolve(last(deep, 'identifier', 'x'))?.definitions).toHaveLength(1);
});
