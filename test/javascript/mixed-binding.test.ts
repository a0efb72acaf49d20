import { Linter } from 'eslint';
import { expect, test } from 'vitest';
import plugin from '../../src/plugin.ts';

/** The texts that the suggestions for one statement would put in its place. */
function suggested(text: string): string[] {
  const messages = new Linter().verify(`import mysql from 'mysql2';\n${text}\n`, plugin.configs.all, { filename: 'a.js' });
  return messages.flatMap(({ suggestions = [] }) => suggestions.map(({ fix }) => fix.text));
}

test('a value in the middle of a literal is bound as a template, unless its text would break one', () => {
  const query = (literal: string): string =>
    `export const f = (pool, e) => pool.query("SELECT a FROM b WHERE c LIKE '${literal}" + e + "%'");`;
  expect(suggested(query('x-')).join()).toContain('`x-${e}%`');
  for (const literal of ['`', '${', '\\\\']) expect(suggested(query(literal)).join()).not.toContain('${e}');
});
