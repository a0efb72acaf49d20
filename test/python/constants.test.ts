import { describe, expect, it } from 'vitest';
import { constantString, constantStrings, constantText, textOf } from '../../src/python/constants.ts';
import { valueIn } from './parse.ts';

/** The parts of the last assignment's value: text as it is, holes as the source between `<` and `>`. */
function parts(text: string): string {
  return constantString(valueIn(text))
    .parts.map((part) => ('text' in part ? part.text : `<${part.expression.text}>`))
    .join('');
}

describe('literals', () => {
  it.each([
    ['a"b\'c', String.raw`x = 'a\"b\'c'`],
    ['a\nb\tA€😀', String.raw`x = "a\nb\t\x41\u20ac\U0001F600"`],
    ['A\x07\0', String.raw`x = "\101\a\0"`],
    [String.raw`\N{DASH}\q`, String.raw`x = "\N{DASH}\q"`],
    [String.raw`\d\n`, String.raw`x = r'\d\n'`],
    [String.raw`\u0041A`, String.raw`x = b'\u0041\x41'`],
    ['ab', 'x = "a\\\nb"'],
    ['a\nb', 'x = """a\r\nb"""'],
    ['a"b', "x = '''a\"b'''"],
    ['', 'x = ""'],
    ['abc', 'x = ("a" # one\n  r\'b\'\n  u"c")'],
    ['{}', 'x = "{}"'],
    ['😀é', 'x = "😀é"'],
    [String.raw`\U00110000`, String.raw`x = '\U00110000'`],
  ])('%j in %j', (expected, text) => {
    expect(textOf(constantString(valueIn(text)))).toBe(expected);
  });
});

describe('parts', () => {
  it.each([
    ['a<b>c', 'x = f"a{b}c"'],
    ['a{<b>}', 'x = f"a{{{b}}}"'],
    ['<a>', 'x = f"{a!r}"'],
    ['<a>b', 'x = f"{a!s}b"'],
    ['<a>', 'x = f"{a:>{width}}"'],
    ['a1b', 'y = "b"\nx = f"a{1}{y}"'],
    ['abc', `x = f"a{f'b{"c"}'}"`],
    ['aTrue', 'x = f"a{True}"'],
    [String.raw`\d<b>`, String.raw`x = rf'\d{b}'`],
    ['a<b>c', 'x = "a" + b + \\\n  "c"'],
    ['<a + b>', 'x = a + b'],
    ['<1 + 2>', 'x = 1 + 2'],
    ['a<b>c%', 'x = "a%sc%%" % b'],
    ['a1/<b>', 'x = "a%d/%s" % (1, b)'],
    ['<v>-b', 'x = "%(k)r-%(l)s" % {"k": v, "l": "b"}'],
    ['<pair>/<pair>', 'x = "%s/%s" % pair'],
    ['<"%s%" % 1>', 'x = "%s%" % 1'],
    ['<5 % 2>', 'x = 5 % 2'],
    ['a<b>c', 'x = "a{}{y}".format(b, y="c")'],
    ['bab{', 'x = "{1}{0}{1}{{".format("a", "b")'],
    ['<b>', 'x = "{0.c}".format(b)'],
    ['<b>', 'x = "{:>5}".format(b)'],
    ['<"{".format(b)>', 'x = "{".format(b)'],
    ['a, <b>', 'x = ", ".join(["a", b])'],
    ['a', 'x = "a" if c else "a"'],
    ['<"a" if c else "b">', 'x = "a" if c else "b"'],
    ['a', 'x = (y := "a")'],
    ['A', 'x = " a ".strip().upper()'],
    ['ab', 'x = "ab".encode("utf-8")'],
    ['5', 'x = str(5)'],
    ['a', 'import textwrap\nx = textwrap.dedent("a")'],
    ['<f("a")>', 'x = f("a")'],
    ['<y>', 'x = y'],
    ['<None>', 'x = None'],
    ['<["a"]>', 'x = ["a"]'],
  ])('%s of %j', (expected, text) => {
    expect(parts(text)).toBe(expected);
  });
});

describe('paths', () => {
  it.each([
    ['a/b', 'import os\nx = os.path.join("a", "b")'],
    ['a/b', 'from os.path import join as j\nx = j("a/", "b")'],
    ['/c/d', 'import os.path\nx = os.path.join("a", "b", "/c", "d")'],
    ['<here>/b', 'import os\nx = os.path.join(here, "b")'],
    ['<*a>/b', 'import os\nx = os.path.join(*a, "b")'],
    ['a/b/c', 'from pathlib import Path\nx = Path("a") / "b" / "c"'],
    ['a/b', 'import pathlib\nx = pathlib.Path("a", "b")'],
    ['a/b', 'from pathlib import Path\nx = str(Path("a").joinpath("b").as_posix())'],
    ['<Path(__file__).parent>/b', 'from pathlib import Path\nx = Path(__file__).parent / "b"'],
    ['<settings.ROOT>/b', 'x = settings.ROOT / "b"'],
    ['<a / b>', 'x = a / b'],
    ['C:\\b', 'import os\nx = os.path.join("a", r"C:\\b")'],
    ['sqlite:///a/b', 'from pathlib import Path\nroot = Path("a")\nx = f"sqlite:///{root / \'b\'}"'],
  ])('%s of %j', (expected, text) => {
    expect(parts(text)).toBe(expected);
  });
});

describe('names', () => {
  it.each([
    ['ab', 'A = "a"\ndef f():\n  x = A + "b"'],
    ['ab', 'class C:\n  A = "a"\n  def f(self):\n    x = self.A + "b"'],
    ['ab', 'class B:\n  A = "a"\nclass C(B):\n  @classmethod\n  def f(cls):\n    x = cls.A + "b"'],
    ['ab', 'class C:\n  def __init__(self):\n    self.a = "a"\n  def f(self):\n    x = self.a + "b"'],
    ['ab', 'class C:\n  A = "a"\nx = C.A + "b"'],
    ['ab', 'a, b = "a", "b"\nx = a + b'],
    ['<a>b', 'a = "a"\na = "c"\nx = a + "b"'],
    ['<a>b', 'a = "a"\nif c: a += "b"\nx = a + "b"'],
    ['<a>b', 'def f(a="a"):\n  x = a + "b"'],
    ['<a>b', 'for a in ["a"]:\n  x = a + "b"'],
    ['<a>b', 'a = "a"\ndef g():\n  global a\n  a = "c"\ndef f():\n  x = a + "b"'],
    ['<self.a>b', 'class C:\n  a = "a"\n  def g(self):\n    self.a = input()\n  def f(self):\n    x = self.a + "b"'],
    ['<a>b', 'a = b\nb = a\nx = a + "b"'],
    ['x<x>b', 'x = "x" + x + "b"'],
  ])('%s of %j', (expected, text) => {
    expect(parts(text)).toBe(expected);
  });
});

describe('environment defaults', () => {
  it.each([
    ['d', 'import os\nx = os.getenv("A", "d")'],
    ['d', 'from os import environ as e\nx = e.get("A", default="d")'],
    ['d', 'import os\nx = os.environ.get("A") or "d"'],
    ['d', 'import os\na = os.getenv("A")\nx = a or "d"'],
    ['d', 'from decouple import config\nx = config("A", default="d")'],
    ['d', 'import environ\nenv = environ.Env()\nx = env("A", default="d")'],
    ['d', 'from environs import Env\nenv = Env()\nx = env.str("A", "d")'],
    ['u/d', 'import os\nx = "u/" + os.getenv("A", "d")'],
  ])('%s of %j', (expected, text) => {
    const folded = constantString(valueIn(text));
    expect(textOf(folded)).toBe(expected);
    expect(folded.fromEnvironment).toBe(true);
  });

  it('are no constants without a default', () => {
    expect(constantText(valueIn('import os\nx = os.environ["A"]'))).toBeNull();
    expect(constantText(valueIn('import os\nx = os.getenv("A")'))).toBeNull();
    expect(constantString(valueIn('x = "a"')).fromEnvironment).toBe(false);
    expect(constantText(valueIn('x = a or "d"'))).toBeNull();
  });
});

it('reads lists of constants', () => {
  expect(constantStrings(valueIn('A = ("a", "b")\nx = A'))).toEqual(['a', 'b']);
  expect(constantStrings(valueIn('x = frozenset({"a"})'))).toEqual(['a']);
  expect(constantStrings(valueIn('x = ["a", b]'))).toBeNull();
  expect(constantStrings(valueIn('x = "a"'))).toBeNull();
});

describe('limits', () => {
  it('folds long sums and gives up on what doubles', () => {
    const long = `x = ${Array.from({ length: 1500 }, () => '"a"').join(' + ')}`;
    expect(constantText(valueIn(long))).toHaveLength(1500);
    const steps = Array.from({ length: 40 }, (_, i) => `a${String(i + 1)} = a${String(i)} + a${String(i)}`);
    const doubling = ['a0 = "a"', ...steps, 'x = a40'].join('\n');
    const started = performance.now();
    expect(constantText(valueIn(doubling))).toBeNull();
    expect(performance.now() - started).toBeLessThan(30_000);
  });

  it('takes deep nesting as unknown', () => {
    expect(constantText(valueIn(`x = ${'str('.repeat(3000)}"a"${')'.repeat(3000)}`))).toBeNull();
    expect(constantText(valueIn(`x = ${'('.repeat(3000)}"a"${')'.repeat(3000)}`))).toBe('a');
  });
});
