import { expect, it } from 'vitest';
import { environmentRead } from '../../src/python/environment.ts';
import { valueIn } from './parse.ts';

it.each([
  ['"A"', null, 'import os\nx = os.environ["A"]'],
  ['"A"', null, 'from os import getenv\nx = getenv("A")'],
  ['name', '1', 'import os\nx = os.environ.get(name, 1)'],
  ['"A"', '1', 'from decouple import config\nx = config("A", cast=int, default=1)'],
  ['"A"', '1', 'import environ\nenv = environ.Env(DEBUG=(bool, False))\nx = env.bool("A", default=1)'],
  [null, null, 'import os\nx = os.getenv(*a)'],
])('reads %s with default %s in %j', (variable, fallback, text) => {
  const read = environmentRead(valueIn(text));
  expect(read).not.toBeNull();
  expect(read?.variable?.text ?? null).toBe(variable);
  expect(read?.default?.text ?? null).toBe(fallback);
});

it.each([
  'x = environ["A"]',
  'import os\nx = os.path["A"]',
  'x = config("A")',
  'import os\nx = os.environ',
  'def f(os):\n  x = os.getenv("A")',
])('reads nothing in %j', (text) => {
  expect(environmentRead(valueIn(text))).toBeNull();
});
