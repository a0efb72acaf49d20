/** A callable that opens an SQLite file: where its call passes the path. */
export interface SqliteOpener {
  readonly position: number;
  readonly keyword: string;
  /** Where the call says which engine it is for, if it is not for SQLite alone. */
  readonly engine?: { readonly position: number; readonly keyword: string };
}

const database: SqliteOpener = { position: 0, keyword: 'database' };
const urlParts: SqliteOpener = { position: 5, keyword: 'database', engine: { position: 0, keyword: 'drivername' } };
const filename: SqliteOpener = { position: 0, keyword: 'filename' };

/** By full name. Each of them gives the path to SQLite as it is, and SQLite looks it up in the working directory. */
export const sqliteOpeners: Readonly<Record<string, SqliteOpener>> = {
  'sqlite3.connect': database,
  'sqlite3.Connection': database,
  'sqlite3.dbapi2.connect': database,
  'pysqlite3.connect': database,
  'aiosqlite.connect': database,
  'peewee.SqliteDatabase': database,
  'playhouse.sqlite_ext.SqliteExtDatabase': database,
  'playhouse.sqliteq.SqliteQueueDatabase': database,
  'playhouse.pool.PooledSqliteDatabase': database,
  'playhouse.pool.PooledSqliteExtDatabase': database,
  'playhouse.apsw_ext.APSWDatabase': database,
  'sqlalchemy.URL.create': urlParts,
  'sqlalchemy.engine.URL.create': urlParts,
  'sqlalchemy.engine.url.URL.create': urlParts,
  'apsw.Connection': filename,
  'sqlite_utils.Database': { position: 0, keyword: 'filename_or_conn' },
};

/** Databases of peewee that get their file later, by `init`. */
export function isDeferrable(name: string): boolean {
  return name in sqliteOpeners && /^(?:peewee|playhouse)\./u.test(name);
}
