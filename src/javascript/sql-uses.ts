import { lastName, methodName, property, receiver, type Call } from './calls.ts';
import { sqlCall } from './database-calls.ts';
import { ambiguousTextMethods, commonTextMethods, distinctTextMethods, fragmentMethods } from './knowledge/database-names.ts';
import { databases } from './knowledge/databases.ts';
import type { JavaScriptSource } from './detector.ts';
import { memberName, unwrap, unwrapAwaited } from './expressions.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { wordsOf } from '../vocabulary/words.ts';

/** An expression whose text a database is given. */
export interface SqlUse {
  readonly expression: JavaScript.Node;
  /** `sure`: a database's own function; `likely`: the words say so; `maybe`: other things have such a method too. */
  readonly certainty: 'sure' | 'likely' | 'maybe';
  /** Is it a piece of a statement that a library puts together, and no whole one? */
  readonly isPiece: boolean;
  /** Is that piece a column, or several, by which the result is sorted or grouped? */
  readonly isSorting?: boolean;
}

/** Which arguments of a call are SQL texts? */
export function sqlUsesOf(call: Call, source: JavaScriptSource, extra: readonly string[] = []): SqlUse[] {
  const [first] = call.arguments;
  if (!first || NO_TEXTS.has(first.type)) return [];
  const last = lastName(call) ?? '';
  // Finding out what is called costs more than reading its last word, and nearly every call ends here.
  if (!WORDS.has(last) && !extra.includes(last) && !runsSqlByName(last)) return [];
  const object = receiver(call);
  // Maps and caches have methods of these names too, and programs are full of them.
  const isMaybeText = first.type === Kind.TemplateLiteral || first.type === Kind.BinaryExpression;
  if (AMBIGUOUS.has(last) && !isMaybeText && (!object || !isDatabaseName(nameOfReceiver(object)))) return [];
  // `knex.raw(...)` may be a whole statement or a piece of one.
  if (last === 'raw' && object && isDatabaseName(nameOfReceiver(object)))
    return [{ expression: textIn(first), certainty: 'sure', isPiece: true }];
  const known = sqlCall(call, source);
  if (known)
    return [
      {
        expression: textIn(known.text),
        certainty: known.database ? 'sure' : 'likely',
        isPiece: known.kind !== 'statement' && !isRun(call),
        // Of builders that this file does not show, some quote what they sort by.
        isSorting: SORTING.test(last) && (known.database !== undefined || last.endsWith('Raw')),
      },
    ];
  if (extra.includes(last)) return [{ expression: textIn(first), certainty: 'sure', isPiece: false }];
  const certainty = certaintyByName(call, last);
  if (!certainty) return [];
  const isSorting = SORTING.test(last) && last.endsWith('Raw');
  return [{ expression: textIn(first), certainty, isPiece: PIECES.has(last) || BUILDER_PIECES.has(last), isSorting }];
}

const SORTING = /^(?:add)?(?:order|group)By/iu;

/** `db.execute(sql.raw(...))`: what is run at once is a whole statement. */
function isRun(call: Call): boolean {
  const outer = call.parent;
  return outer.type === Kind.CallExpression && RUNNERS.has(lastName(outer) ?? '');
}

const RUNNERS: ReadonlySet<string> = new Set(['execute', 'query', 'run', 'all', 'get', '$queryRaw', '$executeRaw']);

/** `query({ text: ..., values })` and `execute({ sql: ..., args })` carry their text in an object. */
function textIn(argument: JavaScript.Node): JavaScript.Node {
  return property(argument, 'text') ?? property(argument, 'sql') ?? property(argument, 'query') ?? argument;
}

function certaintyByName(call: Call, last: string): SqlUse['certainty'] | undefined {
  const object = receiver(call);
  if (!object) return runsSqlByName(last) ? 'maybe' : undefined;
  const method = methodName(call) ?? '';
  if (PIECES.has(method)) return 'likely';
  if (BUILDER_PIECES.has(method)) return BUILDERS.test(nameOfReceiver(object)) ? 'likely' : undefined;
  if (!METHODS.has(method)) return runsSqlByName(method) ? 'maybe' : undefined;
  return isDatabaseName(nameOfReceiver(object)) ? 'likely' : 'maybe';
}

/** `pool` of `pool`, `this.pool`, `getPool()` and `(await getPool())`. */
function nameOfReceiver(object: JavaScript.Node): string {
  const inner = unwrapAwaited(object);
  if (inner.type === Kind.CallExpression) return lastName(inner) ?? '';
  if (inner.type === Kind.MemberExpression) return memberName(inner) ?? '';
  return inner.type === Kind.Identifier ? inner.name : unwrap(inner).type;
}

const METHODS: ReadonlySet<string> = new Set(
  'query execute exec prepare raw run all get each any one none many oneOrNone manyOrNone unsafe batch queryRaw executeSql executeQuery'.split(
    ' ',
  ),
);
const PIECES: ReadonlySet<string> = new Set(
  'whereRaw orWhereRaw andWhereRaw havingRaw orHavingRaw orderByRaw groupByRaw joinRaw selectRaw fromRaw literal'.split(' '),
);
const BUILDER_PIECES: ReadonlySet<string> = new Set(
  'where andWhere orWhere having andHaving orderBy addOrderBy groupBy addGroupBy addSelect'.split(' '),
);
/** What is surely no text with something pasted into it. */
const NO_TEXTS: ReadonlySet<string> = new Set([Kind.SpreadElement, Kind.Literal, Kind.ArrowFunctionExpression, Kind.FunctionExpression]);
const AMBIGUOUS: ReadonlySet<string> = new Set([
  ...ambiguousTextMethods,
  'any',
  'one',
  'none',
  'many',
  'map',
  'values',
  'result',
  'select',
]);

/** The last words of all that may take SQL. */
const WORDS: ReadonlySet<string> = new Set([
  ...databases.flatMap(({ textMethods, rawFunctions = [] }) => [
    ...textMethods,
    ...rawFunctions.map((name) => name.slice(name.lastIndexOf('.') + 1).replace(/^.*#/u, '')),
  ]),
  ...[...Object.values(fragmentMethods).flat(), ...distinctTextMethods, ...commonTextMethods, ...ambiguousTextMethods],
  ...[...METHODS, ...PIECES, ...BUILDER_PIECES],
]);

const BUILDERS =
  /^(?:qb|query|queryBuilder|createQueryBuilder|builder|where|andWhere|orWhere|leftJoin|innerJoin|leftJoinAndSelect|innerJoinAndSelect|select|addSelect|from|orderBy)$|(?:Qb|QueryBuilder)$/u;

const DATABASE_WORDS: ReadonlySet<string> = new Set(
  `client conn connection connections con database databases datasource db dbs em knex manager mysql mariadb pg postgres pool pools prisma runner sequelize
  sqlite sqlite3 transaction trx tx sql session duckdb clickhouse mssql oracle tedious d1 turso libsql entity repository replica master slave primary`
    .trim()
    .split(/\s+/u),
);

function isDatabaseName(name: string): boolean {
  return name.length <= LONGEST_NAME && wordsOf(name).some((word) => DATABASE_WORDS.has(word));
}

const RUNNING_WORDS: ReadonlySet<string> = new Set(['execute', 'exec', 'run', 'query', 'fetch', 'select']);
const TEXT_WORDS: ReadonlySet<string> = new Set(['sql', 'query', 'queries', 'stmt', 'statement', 'db']);
const LONGEST_NAME = 100;

/** `runQuery(...)`, `executeSql(...)`, `query(...)`. */
function runsSqlByName(name: string): boolean {
  if (name.length > LONGEST_NAME) return false;
  const words = wordsOf(name);
  if (words.length === 1) return name === 'execute' || name === 'query';
  return words.some((word) => RUNNING_WORDS.has(word)) && words.some((word) => TEXT_WORDS.has(word));
}
