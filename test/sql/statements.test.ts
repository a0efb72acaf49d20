import { describe, expect, test } from 'vitest';
import { holdsSql, statementIn } from '../../src/sql/statements.ts';

const statement = (text: string) => statementIn(text.replaceAll('{}', '\0'));

describe('a statement', () => {
  test.for([
    ['SELECT * FROM {}', 'SELECT'],
    ['SELECT {} FROM t', 'SELECT'],
    ['\n  SELECT a\n  FROM t', 'SELECT'],
    ['(SELECT a FROM t) UNION (SELECT b FROM u)', 'SELECT'],
    ['-- all users\nSELECT a FROM t', 'SELECT'],
    ['/* users */ SELECT a FROM t', 'SELECT'],
    ['INSERT INTO {} VALUES (1)', 'INSERT'],
    ['INSERT OR IGNORE INTO t VALUES (1)', 'INSERT'],
    ['REPLACE INTO t VALUES (1)', 'REPLACE'],
    ['UPDATE {} SET a = 1', 'UPDATE'],
    ['UPDATE "{}" AS x SET a = 1', 'UPDATE'],
    ['DELETE FROM t', 'DELETE'],
    ['DELETE t FROM t JOIN u', 'DELETE'],
    ['CREATE TABLE {} (a int)', 'CREATE'],
    ['CREATE OR REPLACE TEMPORARY VIEW v AS SELECT 1', 'CREATE'],
    ['CREATE UNIQUE INDEX i ON t (a)', 'CREATE'],
    ['DROP TABLE IF EXISTS {}', 'DROP'],
    ['ALTER TABLE {} ADD COLUMN a int', 'ALTER'],
    ['TRUNCATE TABLE {}', 'TRUNCATE'],
    ['TRUNCATE {}', 'TRUNCATE'],
    ['COMMENT ON TABLE t IS 1', 'COMMENT'],
    ['WITH x AS (SELECT 1) SELECT * FROM x', 'WITH'],
    ['WITH RECURSIVE x (a) AS (SELECT 1) SELECT * FROM x', 'WITH'],
    ['MERGE INTO t USING u ON 1 = 1', 'MERGE'],
    ['CALL pay({})', 'CALL'],
    ['GRANT ALL ON t TO {}', 'GRANT'],
  ] as const)('%s', ([text, verb]) => {
    expect(statement(text)).toEqual({ verb, strength: 'strong', isNoProse: true });
  });

  test('may be written small, and a reader is told so', () => {
    expect(statement('select * from {}')?.isNoProse).toBe(false);
    expect(statement('Select a file from {}')?.isNoProse).toBe(false);
    expect(statement('SELECT one from {}')?.isNoProse).toBe(false);
    expect(statement('select the best from the list, where you like it: {}')?.isNoProse).toBe(false);
    expect(statement('insert into the album: {}')?.isNoProse).toBe(false);
  });

  test('is no prose, however it is written, with a comparison or a list of values', () => {
    expect(statement("select a from t where b = '{}'")?.isNoProse).toBe(true);
    expect(statement("select a from t where lower(t.b) like '{}%'")?.isNoProse).toBe(true);
    expect(statement("insert into t (a) values ('{}')")?.isNoProse).toBe(true);
    expect(statement('update t set a = {} where b <> 1')?.isNoProse).toBe(true);
    expect(statement('delete from t where a > {}')?.isNoProse).toBe(true);
  });

  test('with a word of plain English is weak', () => {
    expect(statement('PRAGMA table_info({})')).toEqual({ verb: 'PRAGMA', strength: 'weak', isNoProse: true });
    expect(statement('Show {}')).toEqual({ verb: 'SHOW', strength: 'weak', isNoProse: false });
    expect(statement('EXPLAIN {}')?.strength).toBe('weak');
  });
});

test.for([
  '',
  '{}',
  'WHERE a = {}',
  ' AND a = {}',
  'SELECT {}',
  'Rate limit exceeded',
  "CALL algo.wcc.stats('{}') YIELD amount RETURN amount",
  'Update {} now',
  'Create a {}',
  'Insert {}',
  'With {} as the last one',
  'Deleted from {}',
  'DROP {}',
  '{} FROM t',
])('%s begins no statement', (text) => {
  expect(statement(text)).toBeNull();
});

test('SQL is heard in clauses, not in prose', () => {
  expect(holdsSql(' AND name = ?')).toBe(true);
  expect(holdsSql('select pg_sleep(1)')).toBe(true);
  expect(holdsSql('/users/')).toBe(false);
  expect(holdsSql('hello')).toBe(false);
});
