import { describe, expect, it } from 'vitest';
import { booleanOf, isFalsy, isNone, numberOf } from '../../src/python/numbers.ts';
import { valueIn } from './parse.ts';

describe('numberOf', () => {
  it.each([
    [1000, 'x = 1_000'],
    [255, 'x = 0xFF'],
    [8, 'x = 0o10'],
    [8, 'x = 010'],
    [10, 'x = 10L'],
    [5, 'x = 0b101'],
    [1500, 'x = 1.5e3'],
    [0.5, 'x = .5'],
    [-1, 'x = -1'],
    [86_400, 'x = 60 * 60 * 24'],
    [2, 'x = 7 // 3'],
    [2, 'x = -7 % 3'],
    [1024, 'x = 2 ** 10'],
    [30, 'A = 30\ndef f():\n  x = A'],
    [30, 'class C:\n  A = 30\n  def f(self):\n    x = self.A'],
    [3, 'x = int(3.5)'],
    [null, 'x = 1j'],
    [null, 'x = a * 2'],
    [null, 'x = 1 / 0'],
    [null, 'x = 10.0 ** 999'],
    [null, 'x = x'],
    [null, 'x = "1"'],
    [null, 'def f(x):\n  y = x'],
  ])('is %s in %j', (expected, text) => {
    expect(numberOf(valueIn(text))).toBe(expected);
  });

  it('gives up on what doubles', () => {
    const lines = ['a0 = 1', ...Array.from({ length: 25 }, (_, i) => `a${String(i + 1)} = a${String(i)} + a${String(i)}`), 'x = a25'];
    expect(numberOf(valueIn(lines.join('\n')))).toBeNull();
  });
});

it('booleanOf follows names and not', () => {
  expect(booleanOf(valueIn('x = True'))).toBe(true);
  expect(booleanOf(valueIn('A = True\nx = not A'))).toBe(false);
  expect(booleanOf(valueIn('x = not not (False)'))).toBe(false);
  expect(booleanOf(valueIn('x = not a'))).toBeNull();
  expect(booleanOf(valueIn('x = 1'))).toBeNull();
});

it('isNone and isFalsy see what is written', () => {
  expect(isNone(valueIn('A = None\nx = A'))).toBe(true);
  expect(isNone(valueIn('x = 0'))).toBe(false);
  for (const text of ['None', 'False', '0', '0.0', '""', '[]', '()', '{}']) expect(isFalsy(valueIn(`x = ${text}`)), text).toBe(true);
  for (const text of ['1', '"a"', 'a', '[0]', 'f"{a}"', 'True']) expect(isFalsy(valueIn(`x = ${text}`)), text).toBe(false);
});
