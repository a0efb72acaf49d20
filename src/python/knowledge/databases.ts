import type { PlaceholderStyle } from '../../sql/placeholders.ts';

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/u));
}

/** Functions and classes whose first argument is SQL, by full name. */
export const sqlFunctions = words(`
  sqlalchemy.text sqlalchemy.sql.text sqlalchemy.sql.expression.text sqlmodel.text sqlalchemy.DDL sqlalchemy.schema.DDL sqlalchemy.literal_column
  sqlalchemy.sql.literal_column sqlalchemy.sql.expression.literal_column
  django.db.models.expressions.RawSQL psycopg.sql.SQL psycopg2.sql.SQL peewee.SQL peewee.RawQuery tortoise.expressions.RawSQL piccolo.querystring.QueryString
  pandas.read_sql pandas.read_sql_query polars.read_database duckdb.sql duckdb.execute duckdb.query pandas.io.sql.read_sql pandas.io.sql.read_sql_query
  alembic.op.execute sqlite_utils.Database.query
`);

/** Methods that nothing but a database has; their first argument is SQL. */
export const sqlMethods = words(`
  executescript exec_driver_sql execute_sql executemany fetchrow fetchval read_sql read_sql_query copy_expert raw_sql run_sql execute_query
  executeQuery execute_select fetch_all fetch_one fetch_val fetchall_dict get_pandas_df get_records get_first queryset_raw mogrify
  execute_batch execute_values query_df query_one query_all execute_raw query_raw query_first select_rows
`);

/** Methods that databases share with other things: the name of what they are called on decides. */
export const sharedMethods = words('execute query raw fetch sql prepare scalar scalars stream run iterate exec');

/** What databases are called, as the last or any word of a receiver's name. */
export const databaseWords = words(`
  cursor cur crsr curs conn connection connections con cnx cxn db dbs database databases session sess engine tx txn transaction trx pool dbapi dbh
  sqlite sqlite3 pg postgres postgresql mysql mariadb psql psycopg duckdb duck bigquery bq snowflake redshift clickhouse ch spark athena presto trino
  mssql oracle sql op migrations schema_editor editor objects manager sqla sa store
`);

/** Classes whose instances run SQL, by the last word of their name. */
export const databaseTypes = words(
  'Cursor Connection Session AsyncSession AsyncConnection AsyncEngine Engine Pool Database SQLAlchemy SqliteDatabase Client',
);

/** The keywords under which SQL is passed. */
export const sqlKeywords: readonly string[] = ['sql', 'query', 'statement', 'stmt', 'operation', 'text', 'queries', 'clause'];

/** Words in the name of a function of one's own that runs SQL: `run_query`, `execute_sql`. */
export const runningWords = words('execute exec run query fetch select');
export const textWords = words('sql query queries stmt statement');

/** The placeholders of drivers and libraries, by the module that is imported. */
export const placeholderStyles: Readonly<Record<string, PlaceholderStyle>> = {
  sqlite3: 'question',
  aiosqlite: 'question',
  pyodbc: 'question',
  duckdb: 'question',
  psycopg: 'percent',
  psycopg2: 'percent',
  aiopg: 'percent',
  pymysql: 'percent',
  MySQLdb: 'percent',
  aiomysql: 'percent',
  mysql: 'percent',
  django: 'percent',
  asyncpg: 'dollar',
};
