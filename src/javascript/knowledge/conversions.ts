function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/u));
}

/** Calls and constructors whose result is a number, a date or a digest: nothing that a user could phrase. By full name. */
export const numericCalls = words(`
  Number parseInt parseFloat BigInt Boolean isNaN isFinite Date Date.now Date.UTC Date.parse performance.now
  Number.parseInt Number.parseFloat Number.isInteger Number.isFinite Number.isNaN Symbol
  Math.abs Math.ceil Math.floor Math.round Math.trunc Math.max Math.min Math.random Math.sqrt Math.pow Math.log Math.sign
  crypto.randomUUID node:crypto.randomUUID node:crypto.randomInt uuid.v1 uuid.v4 uuid.v6 uuid.v7 nanoid.nanoid nanoid cuid ulid.ulid
  process.pid process.uptime process.hrtime BigInt.asIntN mongodb.ObjectId
`);

/** Methods whose result holds no free text, whatever they are called on. */
export const numericMethods = words(`
  toISOString toJSON toFixed toPrecision toExponential getTime getFullYear getMonth getDate getDay getHours getMinutes getSeconds getMilliseconds
  valueOf toHexString toHex indexOf lastIndexOf findIndex charCodeAt codePointAt digest hex toSQL unix toMillis toSeconds toSQLDate toISODate
  includes startsWith endsWith has test every some
`);

/** Properties whose value holds no free text. */
export const numericProperties = words('length size byteLength rowCount affectedRows insertId lastInsertRowid changes lastID');

/** Methods of texts and arrays that give back what they were called on, or its elements, in another form. */
export const keepingMethods = words(`
  trim trimStart trimEnd toLowerCase toUpperCase toLocaleLowerCase toLocaleUpperCase slice substring substr padStart padEnd normalize toString
  split at reverse sort toSorted toReversed flat values filter concat repeat shift pop splice charAt localeCompare
`);

/** Methods of arrays that call their argument with each element. */
export const iteratingMethods = words('map forEach filter flatMap some every find findLast findIndex sort toSorted');

/** Methods of collections that give out something of theirs. */
export const takingMethods = words(
  'get getAll find findLast at pop shift first last next param params query queries header json text formData parseBody entries keys',
);

/** Functions that give their first argument back as a text or as a collection of the same elements, by full name. */
export const keepingCalls = words(`
  String Array.from Array.of Array Object.freeze Object.assign structuredClone JSON.stringify JSON.parse decodeURIComponent encodeURIComponent
  decodeURI encodeURI Set node:path.basename node:path.join node:path.resolve escape unescape Object.fromEntries Promise.all Promise.resolve
`);

/** What quotes or escapes its argument for its place in a statement, by the last word of its name. */
export const quoters = words(`
  escapeId escapeIdentifier escapeLiteral quoteIdentifier quoteIdent quoteTable quoteTableName quoteColumn quoteColumnName quoteLiteral quoteName
  quoteValue escapeSql escapeSQL sqlEscape escapeSqlString escapeString identifier ident
`);

/** The same words as methods of a connection or of a library of SQL only: elsewhere they mean other things. */
export const connectionQuoters = words('escape format quote literal id ref table join');
export const connectionNames = words(
  'this connection conn mysql mysql2 db pool sqlstring SqlString sql pgp as format driver dialect queryInterface client knex sequelize queryGenerator queryRunner trx tx pg mariadb sqlite mssql',
);

/** Modules whose functions build SQL out of texts that they quote, by full name. */
export const quotingModules = words(
  'pg-format sqlstring.escape sqlstring.escapeId sqlstring.format mysql.escape mysql.escapeId mysql.format mysql2.escape mysql2.escapeId mysql2.format pg-promise.as.format sql-escape-string',
);

/** Parsers of values that refuse what is not in their list: `z.enum([...]).parse(x)`. */
export const checkingParsers = words('parse parseAsync validate validateSync validateAsync safeParse');

/** Methods that build a checked value's type: anything behind these is no free text. */
export const checkedTypes = words('enum nativeEnum literal number int bigint boolean date uuid datetime oneOf valid');

/** Pipes of Nest that let numbers, UUIDs, dates and the members of an enum through, and nothing else. */
export const checkingPipes = words('ParseIntPipe ParseFloatPipe ParseBoolPipe ParseUUIDPipe ParseEnumPipe ParseDatePipe');

/** What an ORM's model says about itself. */
export const declaredProperties = words('tablePath tableNameWithSchema $table _table givenDatabaseName');

/** Tags that give the text of their template back. */
export const textTags = words(
  'String.raw dedent outdent stripIndent stripIndents oneLine oneLineTrim html-tags ts-dedent source raw common-tags.stripIndent common-tags.stripIndents common-tags.oneLine',
);

/** Annotations of values that hold no free text, by the last word of their name. */
export const numericTypes = words('Date Number Boolean BigInt UUID Decimal ObjectId Moment Dayjs DateTime');

/** Types of texts and of what may hold them; any other name is a class of its own. */
export const openTypes = words(
  'String Object Array ReadonlyArray Set ReadonlySet Map ReadonlyMap Record Partial Readonly Required Pick Omit Promise Iterable Awaited NonNullable Request NextRequest FastifyRequest Context IncomingMessage T K V',
);
