import { describe, expect, it } from 'vitest';
import { argument, argumentsOf, hasSplat, methodName, receiver } from '../../src/python/calls.ts';
import { find, parse } from './parse.ts';

const call = (text: string) => find(parse(text), 'call');

function given(text: string, place: { position?: number; keyword?: string }): string | null {
  const found = argument(call(text), place);
  return found === null || found === 'unknown' ? found : found.text;
}

describe('argument', () => {
  it.each([
    ['1', 'f(1, 2)', { position: 0 }],
    ['2', 'f(1, # c\n  2)', { position: 1 }],
    ['2', 'f(1, timeout=2)', { keyword: 'timeout' }],
    ['2', 'f(1, timeout=2)', { position: 1, keyword: 'timeout' }],
    ['2', 'f(1, \\\n2)', { position: 1, keyword: 'timeout' }],
    [null, 'f(1)', { position: 1, keyword: 'timeout' }],
    [null, 'f(timeout=1)', { position: 0 }],
    ['unknown', 'f(*a)', { position: 0 }],
    ['1', 'f(1, *a)', { position: 0 }],
    ['unknown', 'f(*a, 1)', { position: 0 }],
    ['unknown', 'f(1, **k)', { keyword: 'timeout' }],
    ['2', 'f(**k, timeout=2)', { keyword: 'timeout' }],
    [null, 'f(1, **k)', { position: 1 }],
    [null, 'f(*a)', { keyword: 'timeout' }],
    ['x for x in y', 'f(x for x in y)', { position: 0 }],
  ])('is %s in %j', (expected, text, place) => {
    const found = given(text, place);
    expect(found?.replace(/^\((.*)\)$/su, '$1') ?? null).toBe(expected);
  });
});

it('lists arguments with their kinds', () => {
  expect(argumentsOf(call('f(a, *b, c=1, **d)')).map(({ kind, name, value }) => [kind, name, value.text])).toEqual([
    ['positional', null, 'a'],
    ['splat', null, 'b'],
    ['keyword', 'c', '1'],
    ['double splat', null, 'd'],
  ]);
  expect(argumentsOf(call('f()'))).toEqual([]);
  expect(hasSplat(call('f(a, b=1)'))).toBe(false);
  expect(hasSplat(call('f(**a)'))).toBe(true);
});

it('splits a method call into receiver and name', () => {
  expect(receiver(call('a.b[0].c(1)'))?.text).toBe('a.b[0]');
  expect(methodName(call('(a\n .b)(1)'))).toBe('b');
  expect(receiver(call('f(1)'))).toBeNull();
  expect(methodName(call('f()()'))).toBeNull();
});
