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
    expect(statement(text)).toEqual({ verb, strength: 'strong', capitals: true });
  });

  test('may be written small, and a reader is told so', () => {
    expect(statement('select * from {}')?.capitals).toBe(false);
    expect(statement('Select a file from {}')?.capitals).toBe(false);
    expect(statement('SELECT one from {}')?.capitals).toBe(false);
  });

  test('with a word of plain English is weak', () => {
    expect(statement('PRAGMA table_info({})')).toEqual({ verb: 'PRAGMA', strength: 'weak', capitals: true });
    expect(statement('Show {}')).toEqual({ verb: 'SHOW', strength: 'weak', capitals: false });
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
