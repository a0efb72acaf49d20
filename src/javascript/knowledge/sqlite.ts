/** How a library is told which file to open. */
export type SqliteOpening =
  /** The first argument is a path, or a URL of the given form. */
  | { readonly form: 'path' | 'short url' | 'file url' }
  /** The options hold it under a key, if `engine` says that the database is SQLite. */
  | { readonly form: 'path' | 'file url'; readonly key: string; readonly engine?: EngineOption };

export interface EngineOption {
  readonly key: string;
  readonly values: ReadonlySet<string>;
}

const typeormEngines: EngineOption = { key: 'type', values: new Set(['sqlite', 'better-sqlite3', 'sqljs']) };
const sequelizeEngines: EngineOption = { key: 'dialect', values: new Set(['sqlite']) };
const knexEngines: EngineOption = { key: 'client', values: new Set(['sqlite3', 'better-sqlite3', 'sqlite']) };

const path: SqliteOpening = { form: 'path' };
const fileUrl: SqliteOpening = { form: 'file url' };
const drizzle: readonly SqliteOpening[] = [fileUrl, { form: 'file url', key: 'connection' }, { form: 'file url', key: 'connection.url' }];
const typeorm: SqliteOpening = { form: 'path', key: 'database', engine: typeormEngines };
const libsql: SqliteOpening = { form: 'file url', key: 'url' };

/** By the full name of what is called; each gives the path to SQLite as it is. */
export const sqliteOpenings: Readonly<Record<string, readonly SqliteOpening[]>> = {
  'better-sqlite3': [path],
  'better-sqlite3-multiple-ciphers': [path],
  'node:sqlite.DatabaseSync': [path],
  'bun:sqlite.Database': [path],
  'sqlite3.Database': [path],
  'sqlite3.verbose().Database': [path],
  'sqlite3.cached.Database': [path],
  'sqlite3.verbose().cached.Database': [path],
  '@vscode/sqlite3.Database': [path],
  'sqlite.open': [{ form: 'path', key: 'filename' }],
  'typeorm.DataSource': [typeorm],
  'typeorm.createConnection': [typeorm],
  '@nestjs/typeorm.TypeOrmModule.forRoot': [typeorm],
  '@nestjs/sequelize.SequelizeModule.forRoot': [{ form: 'path', key: 'storage', engine: sequelizeEngines }],
  'sequelize.Sequelize': [{ form: 'short url' }, { form: 'path', key: 'storage', engine: sequelizeEngines }],
  sequelize: [{ form: 'short url' }, { form: 'path', key: 'storage', engine: sequelizeEngines }],
  'sequelize-typescript.Sequelize': [{ form: 'short url' }, { form: 'path', key: 'storage', engine: sequelizeEngines }],
  knex: [
    { form: 'path', key: 'connection', engine: knexEngines },
    { form: 'path', key: 'connection.filename', engine: knexEngines },
  ],
  'knex.knex': [
    { form: 'path', key: 'connection', engine: knexEngines },
    { form: 'path', key: 'connection.filename', engine: knexEngines },
  ],
  '@libsql/client.createClient': [libsql],
  '@libsql/client/node.createClient': [libsql],
  '@libsql/client/sqlite3.createClient': [libsql],
  'drizzle-orm/libsql.drizzle': drizzle,
  'drizzle-orm/libsql/node.drizzle': drizzle,
  'drizzle-orm/better-sqlite3.drizzle': [path, { form: 'path', key: 'connection' }, { form: 'path', key: 'connection.source' }],
  'drizzle-orm/bun-sqlite.drizzle': [path, { form: 'path', key: 'connection' }, { form: 'path', key: 'connection.source' }],
  // Prisma itself looks from its schema; the drivers it is given here do not.
  '@prisma/adapter-better-sqlite3.PrismaBetterSqlite3': [libsql],
  '@prisma/adapter-better-sqlite3.PrismaBetterSQLite3': [libsql],
  '@prisma/adapter-libsql.PrismaLibSQL': [libsql],
  '@prisma/adapter-libsql.PrismaLibSql': [libsql],
};
