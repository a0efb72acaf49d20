/** How a database package hands SQL over, in the names that `instanceOf` and `qualifiedName` give. */
export interface Database {
  readonly name: string;
  /** The modules that bring it. */
  readonly modules: readonly string[];
  /** What its connections, pools and sessions are instances of: classes, factories' results, declared types. */
  readonly instances: readonly string[];
  /** Methods of those whose first argument is SQL text. */
  readonly textMethods: readonly string[];
  /** Tags whose holes become bound parameters. */
  readonly safeTags?: readonly string[];
  /** Functions that paste the text they are given into a query. */
  readonly rawFunctions?: readonly string[];
  /** Where the name of a database file is given. */
  readonly files?: readonly FileOption[];
}

/** The place of a file's name in the call (or `new`) of a constructor: an argument, or an option under it. */
export interface FileOption {
  /** What is called, by its full name. */
  readonly callee: string;
  readonly argument: number;
  /** The way through option objects to the name; empty where the argument is the name itself. */
  readonly path: readonly string[];
  /** Is the value a URL (`file:x.db`, `sqlite:x.db`), and counts as a file only then? */
  readonly url?: boolean;
  /** Another option that must say so before the database is a file, like `dialect: 'sqlite'`. */
  readonly when?: { readonly path: readonly string[]; readonly values: readonly string[] };
}

const KNEX_SQLITE = { path: ['client'], values: ['sqlite3', 'sqlite', 'better-sqlite3'] };
const TYPEORM_SQLITE = { path: ['type'], values: ['sqlite', 'better-sqlite3', 'expo', 'sqljs'] };
const SEQUELIZE_SQLITE = { path: ['dialect'], values: ['sqlite', 'sqlite3'] };

export const databases: readonly Database[] = [
  {
    name: 'pg',
    modules: ['pg', 'pg-pool', '@neondatabase/serverless'],
    instances: [
      'pg.Pool',
      'pg.Client',
      'pg.PoolClient',
      'pg.ClientBase',
      'pg.native.Pool',
      'pg.native.Client',
      'pg-pool',
      '@neondatabase/serverless.Pool',
      '@neondatabase/serverless.Client',
    ],
    textMethods: ['query'],
    safeTags: ['@neondatabase/serverless.neon()'],
  },
  {
    name: 'vercel-postgres',
    modules: ['@vercel/postgres'],
    instances: ['@vercel/postgres.sql', '@vercel/postgres.db', '@vercel/postgres.createPool()', '@vercel/postgres.createClient()'],
    textMethods: ['query'],
    safeTags: ['@vercel/postgres.sql'],
  },
  {
    name: 'mysql',
    modules: ['mysql', 'mysql2', 'mysql2/promise', 'mariadb', 'promise-mysql'],
    instances: [
      'mysql.createConnection()',
      'mysql.createPool()',
      'mysql.createPoolCluster()',
      'mysql2.createConnection()',
      'mysql2.createPool()',
      'mysql2.Connection',
      'mysql2.Pool',
      'mysql2/promise.createConnection()',
      'mysql2/promise.createPool()',
      'mysql2/promise.Connection',
      'mysql2/promise.Pool',
      'mysql2/promise.PoolConnection',
      'mariadb.createConnection()',
      'mariadb.createPool()',
      'mariadb.Pool',
      'mariadb.Connection',
      'promise-mysql.createConnection()',
      'promise-mysql.createPool()',
    ],
    textMethods: ['query', 'execute', 'queryStream', 'batch'],
  },
  {
    name: 'better-sqlite3',
    modules: ['better-sqlite3', 'better-sqlite3-multiple-ciphers'],
    instances: ['better-sqlite3', 'better-sqlite3()', 'better-sqlite3.Database', 'better-sqlite3-multiple-ciphers'],
    textMethods: ['prepare', 'exec'],
    files: [
      { callee: 'better-sqlite3', argument: 0, path: [] },
      { callee: 'better-sqlite3-multiple-ciphers', argument: 0, path: [] },
    ],
  },
  {
    name: 'node:sqlite',
    modules: ['node:sqlite'],
    instances: ['node:sqlite.DatabaseSync'],
    textMethods: ['prepare', 'exec'],
    files: [{ callee: 'node:sqlite.DatabaseSync', argument: 0, path: [] }],
  },
  {
    name: 'bun:sqlite',
    modules: ['bun:sqlite'],
    instances: ['bun:sqlite.Database', 'bun:sqlite'],
    textMethods: ['query', 'prepare', 'run', 'exec'],
    files: [
      { callee: 'bun:sqlite.Database', argument: 0, path: [] },
      { callee: 'bun:sqlite', argument: 0, path: [] },
    ],
  },
  {
    name: 'sqlite3',
    modules: ['sqlite3', '@vscode/sqlite3'],
    instances: ['sqlite3.Database', 'sqlite3.verbose().Database', 'sqlite3.cached.Database', '@vscode/sqlite3.Database'],
    textMethods: ['run', 'get', 'all', 'each', 'exec', 'prepare'],
    files: [
      { callee: 'sqlite3.Database', argument: 0, path: [] },
      { callee: 'sqlite3.verbose().Database', argument: 0, path: [] },
      { callee: 'sqlite3.cached.Database', argument: 0, path: [] },
      { callee: '@vscode/sqlite3.Database', argument: 0, path: [] },
    ],
  },
  {
    name: 'sqlite',
    modules: ['sqlite'],
    instances: ['sqlite.open()', 'sqlite.Database'],
    textMethods: ['run', 'get', 'all', 'each', 'exec', 'prepare'],
    files: [
      { callee: 'sqlite.open', argument: 0, path: ['filename'] },
      { callee: 'sqlite.open', argument: 0, path: [] },
    ],
  },
  {
    name: 'sql.js',
    modules: ['sql.js'],
    instances: ['sql.js().Database'],
    textMethods: ['run', 'exec', 'each', 'prepare'],
  },
  {
    name: 'libsql',
    modules: ['@libsql/client', '@libsql/client/sqlite3', '@libsql/client/node', 'libsql'],
    instances: [
      '@libsql/client.createClient()',
      '@libsql/client.Client',
      '@libsql/client/sqlite3.createClient()',
      '@libsql/client/node.createClient()',
      'libsql',
    ],
    textMethods: ['execute', 'executeMultiple', 'prepare', 'exec'],
    files: [
      { callee: '@libsql/client.createClient', argument: 0, path: ['url'], url: true },
      { callee: '@libsql/client/sqlite3.createClient', argument: 0, path: ['url'], url: true },
      { callee: '@libsql/client/node.createClient', argument: 0, path: ['url'], url: true },
      { callee: 'libsql', argument: 0, path: [] },
    ],
  },
  {
    name: 'knex',
    modules: ['knex', '@nestjs/knex'],
    instances: ['knex()', 'knex.knex()', 'knex.Knex', 'knex.Knex.Transaction'],
    textMethods: [
      'raw',
      'fromRaw',
      'groupByRaw',
      'havingRaw',
      'joinRaw',
      'orHavingRaw',
      'orWhereRaw',
      'orderByRaw',
      'whereRaw',
      'andWhereRaw',
      'andHavingRaw',
    ],
    files: [
      { callee: 'knex', argument: 0, path: ['connection', 'filename'], when: KNEX_SQLITE },
      { callee: 'knex', argument: 0, path: ['connection'], when: KNEX_SQLITE },
      { callee: 'knex.knex', argument: 0, path: ['connection', 'filename'], when: KNEX_SQLITE },
      { callee: 'knex.knex', argument: 0, path: ['connection'], when: KNEX_SQLITE },
    ],
  },
  {
    name: 'prisma',
    modules: ['@prisma/client'],
    instances: ['@prisma/client.PrismaClient', '@prisma/client.Prisma.TransactionClient'],
    textMethods: ['$queryRawUnsafe', '$executeRawUnsafe'],
    safeTags: ['@prisma/client.PrismaClient#$queryRaw', '@prisma/client.PrismaClient#$executeRaw', '@prisma/client.Prisma.sql'],
    rawFunctions: ['@prisma/client.Prisma.raw'],
  },
  {
    name: 'typeorm',
    modules: ['typeorm', '@nestjs/typeorm'],
    instances: [
      'typeorm.DataSource',
      'typeorm.Connection',
      'typeorm.EntityManager',
      'typeorm.QueryRunner',
      'typeorm.Repository',
      'typeorm.SelectQueryBuilder',
      'typeorm.createConnection()',
      'typeorm.getConnection()',
      'typeorm.getManager()',
      'typeorm.getRepository()',
    ],
    textMethods: ['query'],
    files: [
      { callee: 'typeorm.DataSource', argument: 0, path: ['database'], when: TYPEORM_SQLITE },
      { callee: 'typeorm.createConnection', argument: 0, path: ['database'], when: TYPEORM_SQLITE },
      { callee: '@nestjs/typeorm.TypeOrmModule.forRoot', argument: 0, path: ['database'], when: TYPEORM_SQLITE },
    ],
  },
  {
    name: 'sequelize',
    modules: ['sequelize', '@sequelize/core', 'sequelize-typescript'],
    instances: ['sequelize', 'sequelize.Sequelize', '@sequelize/core', '@sequelize/core.Sequelize', 'sequelize-typescript.Sequelize'],
    textMethods: ['query'],
    safeTags: ['@sequelize/core.sql'],
    rawFunctions: [
      'sequelize.literal',
      'sequelize.Sequelize.literal',
      '@sequelize/core.literal',
      '@sequelize/core.Sequelize.literal',
      'sequelize#literal',
      'sequelize.Sequelize#literal',
    ],
    files: ['sequelize', 'sequelize.Sequelize', '@sequelize/core', '@sequelize/core.Sequelize', 'sequelize-typescript.Sequelize'].flatMap(
      (callee) => [
        { callee, argument: 0, path: ['storage'], when: SEQUELIZE_SQLITE },
        { callee, argument: 0, path: [], url: true },
        { callee, argument: 3, path: ['storage'], when: SEQUELIZE_SQLITE },
      ],
    ),
  },
  {
    name: 'drizzle',
    modules: [
      'drizzle-orm',
      'drizzle-orm/better-sqlite3',
      'drizzle-orm/libsql',
      'drizzle-orm/node-postgres',
      'drizzle-orm/postgres-js',
      'drizzle-orm/mysql2',
      'drizzle-orm/bun-sqlite',
    ],
    instances: [
      'drizzle-orm/better-sqlite3.drizzle()',
      'drizzle-orm/bun-sqlite.drizzle()',
      'drizzle-orm/libsql.drizzle()',
      'drizzle-orm/mysql2.drizzle()',
      'drizzle-orm/node-postgres.drizzle()',
      'drizzle-orm/postgres-js.drizzle()',
    ],
    textMethods: ['execute', 'run', 'all', 'get', 'values'],
    safeTags: ['drizzle-orm.sql'],
    rawFunctions: ['drizzle-orm.sql.raw'],
    files: [
      { callee: 'drizzle-orm/better-sqlite3.drizzle', argument: 0, path: [] },
      { callee: 'drizzle-orm/better-sqlite3.drizzle', argument: 0, path: ['connection'] },
      { callee: 'drizzle-orm/better-sqlite3.drizzle', argument: 0, path: ['connection', 'source'] },
      { callee: 'drizzle-orm/bun-sqlite.drizzle', argument: 0, path: [] },
      { callee: 'drizzle-orm/libsql.drizzle', argument: 0, path: [], url: true },
      { callee: 'drizzle-orm/libsql.drizzle', argument: 0, path: ['connection', 'url'], url: true },
      { callee: 'drizzle-orm/libsql.drizzle', argument: 0, path: ['connection'], url: true },
    ],
  },
  {
    name: 'kysely',
    modules: ['kysely'],
    instances: ['kysely.Kysely', 'kysely.Transaction'],
    textMethods: [],
    safeTags: ['kysely.sql'],
    // `ref`, `table` and `id` quote what they are given as an identifier; these three paste it.
    rawFunctions: ['kysely.sql.raw', 'kysely.sql.lit', 'kysely.sql.literal', 'kysely.CompiledQuery.raw'],
  },
  {
    name: 'slonik',
    modules: ['slonik', '@slonik/sql-tag'],
    instances: ['slonik.createPool()', 'slonik.DatabasePool', 'slonik.CommonQueryMethods', 'slonik.DatabaseTransactionConnection'],
    textMethods: [],
    // `sql.unsafe` leaves the result's type unchecked; its holes are bound like the others'.
    safeTags: [
      'slonik.sql',
      'slonik.sql.unsafe',
      'slonik.sql.fragment',
      'slonik.sql.type()',
      'slonik.sql.typeAlias()',
      'slonik.createSqlTag()',
    ],
  },
  {
    name: 'postgres.js',
    modules: ['postgres'],
    instances: ['postgres()', 'postgres.Sql'],
    textMethods: ['unsafe'],
    safeTags: ['postgres()'],
    rawFunctions: ['postgres().unsafe'],
  },
  {
    name: 'mssql',
    modules: ['mssql', 'mssql/msnodesqlv8'],
    instances: ['mssql', 'mssql.ConnectionPool', 'mssql.Request', 'mssql.Transaction', 'mssql.PreparedStatement', 'mssql.connect()'],
    textMethods: ['query', 'batch', 'prepare'],
    safeTags: ['mssql.query', 'mssql.batch', 'mssql.ConnectionPool#query', 'mssql.connect().query'],
  },
  {
    name: 'mikro-orm',
    modules: [
      '@mikro-orm/core',
      '@mikro-orm/knex',
      '@mikro-orm/sql',
      '@mikro-orm/postgresql',
      '@mikro-orm/mysql',
      '@mikro-orm/sqlite',
      '@mikro-orm/better-sqlite',
      '@mikro-orm/libsql',
      '@mikro-orm/mariadb',
    ],
    instances: [
      '@mikro-orm/core.EntityManager',
      '@mikro-orm/knex.EntityManager',
      '@mikro-orm/knex.SqlEntityManager',
      '@mikro-orm/sql.SqlEntityManager',
      '@mikro-orm/postgresql.EntityManager',
      '@mikro-orm/postgresql.SqlEntityManager',
      '@mikro-orm/mysql.EntityManager',
      '@mikro-orm/sqlite.EntityManager',
      '@mikro-orm/better-sqlite.EntityManager',
    ],
    textMethods: ['execute'],
    safeTags: ['@mikro-orm/core.sql', '@mikro-orm/postgresql.sql', '@mikro-orm/mysql.sql', '@mikro-orm/sqlite.sql'],
    rawFunctions: ['@mikro-orm/core.raw', '@mikro-orm/postgresql.raw', '@mikro-orm/mysql.raw', '@mikro-orm/sqlite.raw'],
    files: ['core', 'sqlite', 'better-sqlite', 'libsql'].flatMap((driver) => [
      { callee: `@mikro-orm/${driver}.MikroORM.init`, argument: 0, path: ['dbName'] },
    ]),
  },
  {
    name: 'pg-promise',
    modules: ['pg-promise'],
    instances: ['pg-promise()()', 'pg-promise.IDatabase', 'pg-promise.ITask'],
    textMethods: ['any', 'each', 'many', 'manyOrNone', 'map', 'multi', 'multiResult', 'none', 'one', 'oneOrNone', 'query', 'result'],
  },
  {
    name: 'oracledb',
    modules: ['oracledb'],
    instances: ['oracledb.getConnection()', 'oracledb.createPool()', 'oracledb.getPool()', 'oracledb.Connection'],
    textMethods: ['execute', 'executeMany', 'queryStream'],
  },
  {
    name: 'planetscale',
    modules: ['@planetscale/database'],
    instances: ['@planetscale/database.connect()', '@planetscale/database.Client', '@planetscale/database.Connection'],
    textMethods: ['execute'],
  },
];
