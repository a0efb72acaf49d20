import { expect, it } from 'vitest';
import { constantString } from '../../src/python/constants.ts';
import { partsMention } from '../../src/python/mentions.ts';
import { methodName } from '../../src/python/calls.ts';
import { valueIn } from './parse.ts';

const mentionsFile = (text: string) => partsMention(valueIn(text), ({ text: source }) => source === '__file__');

it.each([
  [true, 'x = __file__'],
  [true, 'x = os.path.join(os.path.dirname(__file__), "a")'],
  [true, 'BASE = Path(__file__).parent\nx = f"sqlite:///{BASE}/a"'],
  [true, 'def here():\n  return Path(__file__).parent\nx = here() / "a"'],
  [true, 'class C:\n  root = __file__\n  def f(self):\n    x = self.root + "a"'],
  [true, 'a = b\nb = c\nc = __file__ if d else a\nx = a'],
  [true, 'a = ""\nif c: a = __file__\nx = a'],
  [true, 'with open(__file__) as f:\n  x = f'],
  [false, 'x = "__file__"'],
  [false, 'x = a\na = x'],
  [false, 'def here(__file__): pass\nx = here(1)'],
])('%s for %j', (expected, text) => {
  expect(mentionsFile(text)).toBe(expected);
});

it('finds calls, and starts from a folded string as well', () => {
  const folded = constantString(valueIn('root = Path("a").resolve()\nx = root / "b"'));
  expect(partsMention(folded, (mention) => mention.type === 'call' && methodName(mention) === 'resolve')).toBe(true);
  expect(partsMention(folded, (mention) => mention.type === 'attribute' && mention.attribute.text === 'absolute')).toBe(false);
});
