import { describe, expect, it } from 'vitest';
import { classes, classInfo, classOfMethod, enclosingClass, receiverClass, type ClassInfo } from '../../src/python/classes.ts';
import { isAsync } from '../../src/python/functions.ts';
import { find, last, parse } from './parse.ts';

function info(text: string, name = 'A'): ClassInfo {
  const found = classes(parse(text).tree).find((candidate) => candidate.name === name);
  if (!found) throw new Error(`no class ${name}`);
  return found;
}

it('knows bases by their full names, as written, and in this file', () => {
  const { bases } = info('from x import y as z\nclass B: pass\nclass A(z.C, B, Repo[int], metaclass=M, *rest): pass');
  expect(bases.map(({ qualified, text, local }) => [qualified, text, local?.name ?? null])).toEqual([
    ['x.y.C', 'z.C', null],
    [null, 'B', 'B'],
    [null, 'Repo', null],
  ]);
});

it('inherits through classes of the file, even in circles', () => {
  const text = 'import x\nclass B(x.C): pass\nclass A(B, D): pass\nclass D(A): pass';
  expect(info(text).inheritsFrom('x.C')).toBe(true);
  expect(info(text).inheritsFrom('x.D')).toBe(false);
  expect(info('class A(db.Model): pass').inheritsFrom('db.Model')).toBe(true);
});

it('lists methods, the last of a name and inherited ones too', () => {
  const text = `class B:
  def inherited(self): pass
class A(B):
  def f(self): pass
  @x
  async def g(self): pass
  if y:
    def f(self, z): pass
  class Inner:
    def h(self): pass
`;
  const found = info(text);
  expect([...found.methods.keys()]).toEqual(['f', 'g']);
  expect(found.methods.get('f')?.loc.start.line).toBe(8);
  const g = found.method('g');
  expect(g && isAsync(g)).toBe(true);
  expect(found.method('inherited')?.name.text).toBe('inherited');
  expect(found.method('h')).toBeNull();
});

it('lists class attributes with their values', () => {
  const { attributes } = info('class A:\n  x = 1\n  y: int = 2\n  z: str\n  a, b = 3, 4\n  def f(self): pass\n');
  const values = [...attributes].map(([name, [definition]]) => [name, definition?.value?.text ?? null]);
  expect(values).toEqual([
    ['x', '1'],
    ['y', '2'],
    ['z', null],
    ['a', '3'],
    ['b', '4'],
  ]);
});

it('lists what methods set on self, and only that', () => {
  const { instanceAttributes } = info(`class A:
  def __init__(this, other):
    this.a: int = 1
    this.b, this.c = 2, f()
    other.d = 4
    this.a.e = 5
    this.g[0] = 6
    with open(p) as this.h: pass
    def later():
      this.a += 7
    print(this.i)
    class Inner:
      def f(self): self.j = 8
  @staticmethod
  def s(x): x.k = 9
  @classmethod
  def c(cls):
    cls.l = 10
`);
  const found = [...instanceAttributes].map(([name, places]) => [name, places.map(({ kind, value }) => `${kind} ${value?.text ?? '-'}`)]);
  expect(found).toEqual([
    ['a', ['assignment 1', 'augmented -']],
    ['b', ['assignment 2']],
    ['c', ['assignment f()']],
    ['h', ['other -']],
    ['l', ['assignment 10']],
  ]);
});

describe('where things belong', () => {
  const module = parse('class A[T]:\n  def f(self):\n    def g(): return self\n  x = lambda: 1\ndef h(): pass\n');
  it('enclosingClass and classOfMethod', () => {
    const [f, g, h] = module.descendants('function_definition');
    expect(f && classOfMethod(f)?.name.text).toBe('A');
    expect(g && classOfMethod(g)).toBeNull();
    expect(g && enclosingClass(g)?.name.text).toBe('A');
    expect(h && enclosingClass(h)).toBeNull();
    expect(enclosingClass(find(module, 'class_definition'))).toBeNull();
  });
  it('receiverClass knows self in closures', () => {
    expect(receiverClass(last(module, 'identifier', 'self'))?.name.text).toBe('A');
  });
});

it('answers the same object for the same class', () => {
  const node = find(parse('class A: pass'), 'class_definition');
  expect(classInfo(node)).toBe(classInfo(node));
});
