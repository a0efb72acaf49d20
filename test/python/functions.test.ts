import { describe, expect, it } from 'vitest';
import {
  callSites,
  callsOf,
  enclosingCallable,
  enclosingFunction,
  functionsIn,
  isAsync,
  isGenerator,
  localFunction,
  ownNodes,
  parameters,
} from '../../src/python/functions.ts';
import { find, parse } from './parse.ts';

const definition = (text: string) => find(parse(text), 'function_definition');

it('lists parameters with their kinds', () => {
  const [...found] = parameters(definition('def f(a, /, b: int, c=1, *args: str, d: x.Y = None, **kw): pass'));
  expect(found.map(({ name, kind, annotation, default: value }) => [name, kind, annotation?.text ?? null, value?.text ?? null])).toEqual([
    ['a', 'positional-only', null, null],
    ['b', 'positional', 'int', null],
    ['c', 'positional', null, '1'],
    ['args', 'args', 'str', null],
    ['d', 'keyword-only', 'x.Y', 'None'],
    ['kw', 'kwargs', null, null],
  ]);
  expect(parameters(definition('def f(a, *, # c\n  b, \\\n  c): pass')).map(({ name, kind }) => `${name} ${kind}`)).toEqual([
    'a positional',
    'b keyword-only',
    'c keyword-only',
  ]);
  expect(parameters(find(parse('lambda a, *b: 1'), 'lambda')).map(({ name }) => name)).toEqual(['a', 'b']);
  expect(parameters(find(parse('lambda: 1'), 'lambda'))).toEqual([]);
  expect(parameters(definition('def f((a, b), c): pass')).map(({ name }) => name)).toEqual(['c']);
});

it('knows async functions and generators', () => {
  expect(isAsync(definition('async def f(): pass'))).toBe(true);
  expect(isAsync(definition('@a\nasync   def f(): pass'))).toBe(true);
  expect(isAsync(definition('def f(): pass'))).toBe(false);
  expect(isGenerator(definition('def f():\n  x = yield'))).toBe(true);
  expect(isGenerator(definition('def f():\n  def g(): yield 1\n  return g'))).toBe(false);
});

describe('what surrounds a node', () => {
  const module = parse('def f(a=outer()):\n  class C:\n    x = inner()\n  return [deep(i) for i in y], lambda: late()\n');
  it('enclosingFunction skips classes, comprehensions and lambdas', () => {
    for (const name of ['inner', 'deep', 'late', 'a']) {
      expect(enclosingFunction(find(module, 'identifier', name))?.name.text, name).toBe('f');
    }
    expect(enclosingFunction(find(module, 'identifier', 'outer'))).toBeNull();
    expect(enclosingFunction(find(module, 'function_definition'))).toBeNull();
  });
  it('enclosingCallable stops at lambdas', () => {
    expect(enclosingCallable(find(module, 'identifier', 'late'))?.type).toBe('lambda');
    expect(enclosingCallable(find(module, 'identifier', 'deep'))?.type).toBe('function_definition');
  });
});

describe('ownNodes', () => {
  it('leaves out what runs another time', () => {
    const text = `def f(p=zero()):
  one()
  @two()
  def g(a=three(), b=lambda: never()):
    return never()
  class C(four()):
    five()
    def m(self): never()
  async def h(x: six()): await never()
  return [seven() for _ in eight()], lambda x=nine(): never()
`;
    const [f] = parse(text).descendants('function_definition');
    const called = f ? callsOf(f).map((call) => call.function.text) : [];
    expect(called).toEqual(['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']);
    expect(f && ownNodes(f, 'return_statement')).toHaveLength(1);
    expect(f && ownNodes(f, 'await')).toEqual([]);
  });

  it('of the module is what runs at import', () => {
    const module = parse('a()\ndef f(): b()\nclass C:\n  c()\nif x:\n  d()\n');
    expect(ownNodes(module, 'call').map(({ text }) => text)).toEqual(['a()', 'c()', 'd()']);
    expect(functionsIn(module).map(({ name }) => name.text)).toEqual(['f']);
  });

  it('of a lambda is its body', () => {
    const lambda = find(parse('lambda x=a(): b(lambda: c())'), 'lambda');
    expect(ownNodes(lambda, 'call').map(({ text }) => text)).toEqual(['b(lambda: c())']);
  });
});

describe('localFunction', () => {
  const goesTo = (text: string) => {
    // The statements all stand alone, so the last one holds the call in question first.
    const statements = parse(text).descendants('expression_statement', 'return_statement');
    const found = localFunction(find(statements.at(-1) ?? parse(text), 'call'));
    return found === null ? null : found.loc.start.line;
  };
  it.each([
    [1, 'def f(): pass\nf()'],
    [2, 'class A:\n  def m(self): pass\n  def n(self):\n    self.m()'],
    [2, 'class A:\n  def m(self): pass\nclass B(A):\n  def n(self):\n    def k():\n      return super().m()'],
    [2, 'class A:\n  def m(self): pass\na = A()\na.m()'],
    [2, 'class A:\n  def m(self): pass\nA().m()'],
    [2, 'class A:\n  def m(self): pass\ndef f(a: "A"):\n  a.m()'],
    [2, 'class A:\n  def m(cls): pass\n  @classmethod\n  def n(cls):\n    cls.m()'],
    [null, 'def f(): pass\ndef f(): pass\nf()'],
    [null, 'class A:\n  def m(self): pass\n  @staticmethod\n  def n(x):\n    x.m()'],
    [null, 'class A:\n  def m(self): pass\nb.m()'],
    [null, 'import f\nf()'],
    [null, 'def f(): pass\nf()()'],
  ])('goes to line %s in %j', (line, text) => {
    expect(goesTo(text)).toBe(line);
  });
});

describe('callSites', () => {
  const sites = (text: string, name: string) => {
    const found = parse(text)
      .descendants('function_definition')
      .find((candidate) => candidate.name.text === name);
    if (!found) throw new Error('no such function');
    const { calls, others } = callSites(found);
    return { calls: calls.map(({ text: source }) => source), others: others.map(({ loc }) => loc.start.line) };
  };
  it('finds calls of functions and of methods', () => {
    expect(sites('def f(): pass\nf(1)\ndef g(f): f(2)\na.f(3)\nh(f=f(4))', 'f')).toEqual({ calls: ['f(1)', 'f(4)'], others: [] });
    expect(sites('class A:\n  def m(self): self.m()\n  n = 1\nA().m(1)\n', 'm')).toEqual({ calls: ['self.m()', 'A().m(1)'], others: [] });
  });
  it('knows what it cannot follow', () => {
    expect(sites('def f(): pass\nf()\nrun(f)\n', 'f')).toEqual({ calls: ['f()'], others: [3] });
    expect(sites('class A:\n  def m(self): pass\nx.m()\nrun(A.m)\n', 'm')).toEqual({ calls: [], others: [3, 4] });
    expect(sites('def f(): pass\nif x:\n  def f(): pass\nf()', 'f').others).toContain(4);
  });
});
