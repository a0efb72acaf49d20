import { describe, expect, it } from 'vitest';
import {
  atoms,
  conditionsAround,
  conditionsBefore,
  leaves,
  runsInside,
  statementsBefore,
  type Condition,
} from '../../src/python/conditions.ts';
import type * as Python from '../../src/python/nodes.ts';
import { find, parse, valueIn } from './parse.ts';

const here = (text: string): Python.Node => find(parse(text), 'identifier', 'here');
const listed = (conditions: readonly Condition[]) => conditions.map(({ expression, holds }) => `${holds ? '' : 'not '}${expression.text}`);

describe('conditionsAround', () => {
  it.each([
    [['a'], 'if a: here'],
    [[], 'if here: b'],
    [['b', 'not a'], 'if a: x\nelif b: here\nelif c: y'],
    [['not a', 'not b'], 'if a: x\nelif b: y\nelse: here'],
    [['not a'], 'if a: x\nelif here: y'],
    [['b', 'a'], 'while a:\n  for i in j:\n    if b:\n      here'],
    [[], 'while a: x\nelse: here'],
    [['c'], 'x = here if c else d'],
    [['not c'], 'x = d if c else here'],
    [[], 'x = d if here else e'],
    [['a'], 'x = a and here'],
    [['not a'], 'x = a or here'],
    [['b', 'c'], 'x = [here for i in j if b if c]'],
    [['g'], 'match s:\n  case 1 if g: here'],
    [[], 'if a:\n  def f(): here'],
    [['b'], 'if a:\n  f = lambda: here if b else c'],
  ])('%j in %j', (expected, text) => {
    expect(listed(conditionsAround(here(text)))).toEqual(expected);
  });
});

describe('conditionsBefore', () => {
  it.each([
    [['not not a'], 'def f():\n  if not a:\n    return\n  here'],
    [['not a'], 'def f():\n  if a: raise E\n  with b:\n    here'],
    [['not a', 'not b'], 'def f():\n  if a: return\n  elif b: raise\n  else: c()\n  here'],
    [['a'], 'def f():\n  assert a, "why"\n  here'],
    [['not b', 'not a'], 'for i in j:\n  if a: continue\n  if b: break\n  here'],
    [['not a'], 'import sys\nif a:\n  sys.exit(1)\nhere'],
    [['not a'], 'from flask import abort\ndef f():\n  if a: abort(404)\n  here'],
    [[], 'def f():\n  if a: log()\n  here'],
    [[], 'def f():\n  if a: return\n  def g(): here'],
    [[], 'def f():\n  here\n  if a: return'],
    [['not a'], 'def f():\n  if a:\n    if b: return\n    else: raise E\n  here'],
  ])('%j in %j', (expected, text) => {
    expect(listed(conditionsBefore(here(text)))).toEqual(expected);
  });
});

it('statementsBefore goes outwards and stops at the function', () => {
  const found = statementsBefore(here('z\ndef f():\n  a\n  # c\n  if b:\n    c\n    d; here\n  e'));
  expect(found.map(({ text }) => text)).toEqual(['d', 'c', 'a']);
});

it('atoms takes and, or and not apart', () => {
  const condition = (text: string, holds: boolean) => ({ expression: valueIn(`x = ${text}`), holds });
  expect(listed(atoms(condition('a and not (b or c)', true)))).toEqual(['a', 'not b', 'not c']);
  expect(listed(atoms(condition('a and b', false)))).toEqual(['not a and b']);
  expect(listed(atoms(condition('not a or b', false)))).toEqual(['a', 'not b']);
});

it('leaves and runsInside look at a block', () => {
  const block = (text: string) => find(parse(text), 'block');
  expect(leaves(block('if a:\n  b\n  return # done\n'))).toBe(true);
  expect(leaves(block('if a:\n  return\n  b'))).toBe(false);
  expect(runsInside(block('def f():\n  if a:\n    raise E'), 'raise_statement')).toBe(true);
  expect(runsInside(block('def f():\n  def g(): raise E'), 'raise_statement')).toBe(false);
});
