/** Names under which connections, pools and sessions go where nothing tells what made them. */
export const connectionNames: readonly string[] = [
  'client',
  'conn',
  'connection',
  'database',
  'datasource',
  'db',
  'em',
  'entitymanager',
  'knex',
  'manager',
  'mysql',
  'pg',
  'pgclient',
  'pgpool',
  'pool',
  'prisma',
  'queryrunner',
  'sequelize',
  'sqlite',
  'transaction',
  'trx',
  'tx',
];

/** Methods that take SQL text whatever they are called on: no other library has methods of these names. */
export const distinctTextMethods: readonly string[] = [
  '$queryRawUnsafe',
  '$executeRawUnsafe',
  'whereRaw',
  'orWhereRaw',
  'havingRaw',
  'orderByRaw',
  'groupByRaw',
  'joinRaw',
];

/** Methods that take SQL text when they are called on something that is named like a connection. */
export const commonTextMethods: readonly string[] = ['query', 'execute', 'exec', 'prepare', 'raw'];

/** The same, of names that stores of other kinds have too: `db.get('user:1')`. There the text itself must look like SQL. */
export const ambiguousTextMethods: readonly string[] = ['run', 'all', 'get', 'each'];

/** Query builders' methods that take a fragment of SQL: conditions, orders, columns. */
export const fragmentMethods: Readonly<Record<string, readonly string[]>> = {
  typeorm: [
    'where',
    'andWhere',
    'orWhere',
    'having',
    'andHaving',
    'orHaving',
    'orderBy',
    'addOrderBy',
    'groupBy',
    'addGroupBy',
    'select',
    'addSelect',
    'leftJoin',
    'innerJoin',
    'leftJoinAndSelect',
    'innerJoinAndSelect',
  ],
};
