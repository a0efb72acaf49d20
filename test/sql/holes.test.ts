import { describe, expect, test } from 'vitest';
import { holesIn, type HolePosition } from '../../src/sql/holes.ts';

/** Positions of the holes, written as `{}` for reading's sake. */
function positions(text: string, within?: HolePosition): HolePosition[] {
  return holesIn(text.replaceAll('{}', '\0'), within).map(({ position }) => position);
}

/** What a placeholder would replace. */
function literals(text: string): (string | null)[] {
  return holesIn(text.replaceAll('{}', '\0')).map(
    ({ literal }) =>
      literal &&
      text
        .replaceAll('{}', '\0')
        .slice(...literal)
        .replaceAll('\0', '{}'),
  );
}

describe('a hole inside of quotes', () => {
  test('is quoted, with all of the literal around it', () => {
    expect(positions("SELECT * FROM users WHERE name = '{}'")).toEqual(['quoted']);
    expect(literals("SELECT * FROM t WHERE a LIKE '%{}%' AND b = '{}-{}'")).toEqual(["'%{}%'", "'{}-{}'", "'{}-{}'"]);
  });

  test('is still quoted after a doubled quote and after a quote in a comment', () => {
    expect(positions("SELECT 1 FROM t WHERE a = 'it''s {}'")).toEqual(['quoted']);
    expect(positions("SELECT 1 -- don't\nFROM t WHERE a = {} /* ' */ AND b = '{}'")).toEqual(['value', 'quoted']);
  });

  test('has no literal to replace when the text ends before the quote does', () => {
    expect(literals("SELECT * FROM t WHERE a = '{}")).toEqual([null]);
  });

  test('is a text in double quotes too where a value stands and no name is quoted so', () => {
    expect(positions('SELECT * FROM users WHERE name = "{}"')).toEqual(['quoted']);
    expect(positions('INSERT INTO t VALUES ("{}", "{}")')).toEqual(['quoted', 'quoted']);
    expect(positions('SELECT * FROM t WHERE a LIKE "%{}%"')).toEqual(['quoted']);
  });

  test('is a name in double quotes, back-ticks and brackets where a name stands', () => {
    expect(positions('SELECT "{}" FROM "{}" WHERE "{}" = 1')).toEqual(['name', 'name', 'name']);
    expect(positions('UPDATE "t" SET "a" = "{}"')).toEqual(['name']);
    expect(positions('SELECT `{}` FROM `{}`')).toEqual(['name', 'name']);
    expect(positions('SELECT [{}] FROM [dbo].[{}]')).toEqual(['name', 'name']);
  });
});

describe('a hole where a value stands', () => {
  test.for(['=', '<>', '!=', '<', '>=', 'LIKE', 'ilike', '+', '-', '||', 'IN (', 'IN (1, ', 'BETWEEN', 'BETWEEN 1 AND', '= ANY('])(
    'follows %s',
    (operator) => {
      expect(positions(`SELECT a FROM t WHERE a ${operator} {}`)).toEqual(['value']);
    },
  );

  test('follows VALUES, LIMIT and OFFSET and their commas', () => {
    expect(positions('INSERT INTO t (a, b) VALUES ({}, {}), ({}, {})')).toEqual(['value', 'value', 'value', 'value']);
    expect(positions('SELECT a FROM t LIMIT {} OFFSET {}')).toEqual(['value', 'value']);
    expect(positions('SELECT a FROM t LIMIT {}, {}')).toEqual(['value', 'value']);
  });

  test('is replaced alone', () => {
    expect(literals('UPDATE t SET a = {} WHERE id = {}')).toEqual(['{}', '{}']);
  });

  test('is a name when it goes on as one', () => {
    expect(positions('SELECT a FROM t JOIN u ON t.id = {}.id')).toEqual(['name']);
    expect(positions('SELECT a FROM t JOIN u ON t.id = u.{}_id')).toEqual(['name']);
    expect(positions('SELECT a FROM t WHERE a = {}(b)')).toEqual(['name']);
    expect(positions('SELECT a FROM t WHERE a = {}_id')).toEqual(['name']);
  });

  test('is none in statements that bind nothing', () => {
    expect(positions('PRAGMA user_version = {}')).toEqual(['name']);
    expect(positions('SET statement_timeout = {}')).toEqual(['name']);
    expect(positions("PRAGMA table_info('{}')")).toEqual(['name']);
    expect(positions("DROP INDEX IF EXISTS 'i_{}'")).toEqual(['name']);
    expect(positions("CREATE INDEX 'i_{}' ON '{}' (a)")).toEqual(['name', 'name']);
    expect(positions("CREATE TABLE '{}' (a text default '{}')")).toEqual(['name', 'quoted']);
    expect(positions("ALTER USER u WITH PASSWORD '{}'")).toEqual(['quoted']);
    expect(positions("ATTACH DATABASE '{}' AS a")).toEqual(['quoted']);
    expect(positions('CREATE TABLE t AS SELECT a FROM u WHERE b = {}')).toEqual(['value']);
    expect(positions('EXPLAIN SELECT a FROM u WHERE b = {}')).toEqual(['value']);
  });
});

describe('a hole where a name stands', () => {
  test.for([
    'SELECT a FROM {}',
    'SELECT a FROM b JOIN {}',
    'INSERT INTO {} VALUES (1)',
    'UPDATE {} SET a = 1',
    'CREATE TABLE IF NOT EXISTS {} (a int)',
    'CREATE EXTENSION {}',
    'PRAGMA table_info({})',
    'SELECT t.{} FROM t',
    'SELECT a FROM logs_{}_archive',
    'SELECT a AS {} FROM t',
    'SELECT a::{} FROM t',
  ])('%s', (text) => {
    expect(positions(text)).toEqual(['name']);
  });
});

describe('a hole where a column stands', () => {
  test.for([
    'INSERT INTO t ({}) VALUES (1)',
    'UPDATE t SET {} = 1',
    'UPDATE t SET a = 1, {} = 2',
    'SELECT a FROM t WHERE {} = 1',
    'SELECT a FROM t WHERE b = 1 AND {} IN (1, 2)',
    'SELECT a FROM t WHERE b = 1 AND {} NOT IN (1, 2)',
    'SELECT a FROM t WHERE (b = 1 OR {} LIKE 2)',
    'SELECT a FROM t ORDER BY {}',
    'SELECT a FROM t ORDER BY a {}',
    'SELECT a FROM t GROUP BY a, {}',
    'SELECT a FROM t ORDER BY t.{}',
    'SELECT a FROM user ORDER BY user.{} DESC',
    'SELECT a FROM t WHERE t.{} = 1',
    'UPDATE t SET t.{} = 1',
  ])('%s', (text) => {
    expect(positions(text)).toEqual(['column']);
  });
});

test('a piece that the result is sorted by names columns', () => {
  expect(positions('user.{}', 'column')).toEqual(['column']);
  expect(positions('{} DESC, {}', 'column')).toEqual(['column', 'column']);
  expect(positions("CASE WHEN a = '{}' THEN 0 ELSE 1 END", 'column')).toEqual(['quoted']);
});

describe('a hole where another part of a clause stands', () => {
  test.for([
    'SELECT {} FROM t',
    'SELECT a, {} FROM t',
    'SELECT * {}',
    'SELECT a FROM t WHERE NOT EXISTS (SELECT {} FROM u)',
    'UPDATE t SET {}',
    'UPDATE t SET {} WHERE a = 1',
    'SELECT a FROM t WHERE {}',
    'SELECT a FROM t WHERE a = 1 AND {}',
    'SELECT a FROM t WHERE (a = 1 OR {})',
    'SELECT a FROM t\n{}\nORDER BY a',
    'SELECT a FROM t WHERE a = 1 {}',
    'SELECT a FROM t WHERE {} NOT hidden',
    'SELECT a FROM ({}) AS b',
    'SELECT a FROM t LIMIT 10 {}',
  ])('%s', (text) => {
    expect(positions(text)).toEqual(['clause']);
  });

  test('goes on after a value that another hole is', () => {
    expect(positions('SELECT a FROM t LIMIT {}{}')).toEqual(['value', 'clause']);
    expect(positions('SELECT a FROM t {} {}')).toEqual(['clause', 'clause']);
  });
});

test('a hole in the brackets of a function is its argument', () => {
  expect(positions('SELECT count({}), lower(a, {}) FROM t WHERE pg_sleep({})')).toEqual(['argument', 'argument', 'argument']);
  expect(positions('CALL pay({})')).toEqual(['value']);
});

describe('a hole that is no part of a statement', () => {
  test('is the statement', () => {
    expect(positions('{}')).toEqual(['statement']);
    expect(positions('{} LIMIT 10')).toEqual(['statement']);
    expect(positions('EXPLAIN {}')).toEqual(['statement']);
    expect(positions('EXPLAIN ANALYZE {}')).toEqual(['statement']);
    expect(positions('EXPLAIN (FORMAT JSON) {}')).toEqual(['statement']);
    expect(positions('BEGIN; {}')).toEqual(['statement']);
  });

  test('names a placeholder', () => {
    expect(positions('SELECT a FROM t WHERE a = %({})s AND b = :{} AND c = :p_{} AND d = ${}')).toEqual([
      'placeholder',
      'placeholder',
      'placeholder',
      'placeholder',
    ]);
  });

  test('stands in a comment', () => {
    expect(positions('SELECT 1 /* {} */ FROM t -- {}')).toEqual(['comment', 'comment']);
  });
});

describe('a piece of a statement', () => {
  test('begins where it is pasted', () => {
    expect(positions('{} = %s', 'clause')).toEqual(['column']);
    expect(positions('{}, {}', 'value')).toEqual(['value', 'value']);
    expect(positions(' AND name = {}', 'clause')).toEqual(['value']);
    expect(positions(" AND name = '{}'", 'clause')).toEqual(['quoted']);
    expect(positions(' SET name = {}', 'clause')).toEqual(['value']);
  });

  test('may begin inside of quotes and leave them', () => {
    expect(positions("{}' AND b = {}", 'quoted')).toEqual(['quoted', 'value']);
  });
});

test('bodies of functions are read as code, other dollar quotes as literals', () => {
  expect(positions("DO $$ BEGIN PERFORM 1 FROM t WHERE a = '{}'; END $$")).toEqual(['quoted']);
  expect(positions('SELECT a FROM t WHERE b = $q$ {} $q$')).toEqual(['quoted']);
});

test('stays fast and calm on hostile text', () => {
  const hostile = ['(', "'", '"', '[', '$', '$a', '\0', '--', '/*', ':', '%(', '%(a', 'a.', '((\0', '*', '$a$ ', '* AND ', 'BETWEEN '].map(
    (piece) => piece.repeat(20_000),
  );
  const start = performance.now();
  for (const text of hostile) holesIn(text);
  expect(performance.now() - start).toBeLessThan(30_000);
});
