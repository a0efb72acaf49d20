/** Words after which a value stands. */
export const VALUE_WORDS = wordSet('LIKE ILIKE RLIKE REGEXP GLOB MATCH ESCAPE LIMIT OFFSET BETWEEN IN ANY SOME VALUES TOP INTERVAL');

/** Words after which the name of a table, column or other object stands. */
export const NAME_WORDS = wordSet(
  `FROM JOIN INTO UPDATE TABLE TABLES SCHEMA EXTENSION DESCRIBE DATABASE INDEX VIEW SEQUENCE COLUMN COLUMNS USER ROLE TRIGGER FUNCTION PROCEDURE
  TYPE DOMAIN CONSTRAINT AS USING REFERENCES TO PRAGMA EXISTS ONLY COLLATE ADD DROP ALTER RENAME MODIFY CHANGE CONCURRENTLY USE CALL EXEC
  EXECUTE RETURNING PARTITION TABLESPACE OWNER POLICY KEYSPACE TRUNCATE ANALYZE VACUUM REINDEX CLUSTER LOCK STREAM`,
);

/** Words that begin a clause, and what stands after their comma or their bracket is a clause again. */
export const CLAUSE_WORDS = wordSet(
  'SELECT DISTINCT ALL SET WHERE AND OR NOT ON HAVING BY GROUP ORDER WITH RECURSIVE CASE WHEN THEN ELSE END UNION INTERSECT EXCEPT FILTER OVER WINDOW DEFAULT CHECK',
);

/** Words that no column and no function bears, so a bracket behind them opens no argument list. */
export const OTHER_WORDS = wordSet(
  'IS NULL ASC DESC CROSS LEFT RIGHT INNER OUTER FULL NATURAL LATERAL DELETE INSERT REPLACE MERGE IGNORE EXPLAIN GRANT',
);

/** Statements whose values no driver binds: they are run as they are written. */
export const UNBOUND_STATEMENTS = wordSet(
  'PRAGMA SET USE SHOW CREATE ALTER DROP TRUNCATE COMMENT GRANT REVOKE VACUUM ANALYZE REINDEX ATTACH DETACH LISTEN NOTIFY UNLISTEN RESET COPY LOCK DESCRIBE DESC REFRESH',
);

export function isKeyword(word: string): boolean {
  return VALUE_WORDS.has(word) || NAME_WORDS.has(word) || CLAUSE_WORDS.has(word) || OTHER_WORDS.has(word);
}

export function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.trim().split(/\s+/u));
}
