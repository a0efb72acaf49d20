import { argument, argumentsOf, methodName, receiver } from './calls.ts';
import { parts, unwrap } from './expressions.ts';
import {
  databaseTypes,
  databaseWords,
  runningWords,
  sharedMethods,
  sqlFunctions,
  sqlKeywords,
  sqlMethods,
  textWords,
} from './knowledge/databases.ts';
import { callsNamed, mayMean } from './named-calls.ts';
import { calleeName, instanceOf, lastName } from './names.ts';
import type * as Python from './nodes.ts';
import type { PythonTree } from './syntax/tree.ts';
import { oncePerName } from '../vocabulary/known-names.ts';
import { wordsOf } from '../vocabulary/words.ts';

/** An expression whose text a database is given. */
export interface SqlUse {
  readonly expression: Python.Node;
  /** `sure`: a database's own function; `likely`: the words say so; `maybe`: other things have such a method too. */
  readonly certainty: 'sure' | 'likely' | 'maybe';
  /** Is it a piece of a statement that a library puts together, and no whole one? */
  readonly isPiece: boolean;
}

/** Which arguments of a file's calls are SQL texts? */
export function sqlUsesIn(tree: PythonTree, extra: readonly string[] = []): SqlUse[] {
  const mayRun = (name: string): boolean => mayRunSql(name) || mayBeFunction(tree, name) || extra.includes(name);
  return callsNamed(tree, mayRun).flatMap((call) => sqlUses(call, extra));
}

/** Could a call run SQL, by the last word of what is called? */
const mayRunSql = oncePerName((name) => name === 'extra' || sqlMethods.has(name) || sharedMethods.has(name) || runsSqlByName(name));

function sqlUses(call: Python.Call, extra: readonly string[]): SqlUse[] {
  const last = lastName(call.function) ?? '';
  if (last === 'extra') return extraUses(call);
  const certainty = certaintyOf(call, last, extra);
  const expression = certainty && sqlArgument(call);
  return certainty && expression ? [{ expression, certainty, isPiece: certainty === 'sure' && isPieceOfQuery(call) }] : [];
}

function sqlArgument(call: Python.Call): Python.Node | null {
  const first = argument(call, { position: 0 });
  if (first === 'unknown') return null;
  if (first) return first;
  return argumentsOf(call).find(({ name }) => name !== null && sqlKeywords.includes(name))?.value ?? null;
}

function certaintyOf(call: Python.Call, last: string, extra: readonly string[]): SqlUse['certainty'] | null {
  if (extra.includes(last)) return 'sure';
  const name = mayBeFunction(call.tree, last) ? calleeName(call) : null;
  if (name !== null && sqlFunctions.has(name)) return 'sure';
  const method = methodName(call);
  const object = receiver(call);
  if (!object || method === null) return runsSqlByName(last) ? 'maybe' : null;
  if (sqlMethods.has(method)) return 'likely';
  if (!sharedMethods.has(method)) return runsSqlByName(method) ? 'maybe' : null;
  if (isDatabase(object)) return 'likely';
  return method === 'execute' || method === 'query' || method === 'raw' || method === 'sql' ? 'maybe' : null;
}

const mayBeFunction = mayMean(sqlFunctions);

/** `run_query(...)`, `execute_sql(...)`, `query_db(...)`. */
function runsSqlByName(name: string): boolean {
  if (name.length > LONGEST_NAME) return false;
  const words = wordsOf(name);
  if (words.length === 1) return name === 'execute' || name === 'query';
  const runs = words.some((word) => runningWords.has(word));
  return runs && words.some((word) => textWords.has(word) || word === 'db');
}

const LONGEST_NAME = 100;

/** Is this a cursor, a connection, a session, an engine, by its class or by its name? */
export function isDatabase(expression: Python.Node): boolean {
  const inner = unwrap(expression);
  const node = inner.type === 'await' ? unwrap(parts(inner)[0] ?? inner) : inner;
  // `conn.cursor().execute(...)`, `get_db().execute(...)`
  const name = lastName(node.type === 'call' ? node.function : node.type === 'subscript' ? node.value : node) ?? '';
  if (hasDatabaseWord(name) || (node.type === 'call' && (name === 'connect' || name === 'begin'))) return true;
  return databaseTypes.has(instanceOf(node)?.split('.').at(-1) ?? '');
}

function hasDatabaseWord(name: string): boolean {
  if (name === 'c') return true;
  return name.length <= LONGEST_NAME && wordsOf(name).some((word) => databaseWords.has(word));
}

/** Django's `extra(where=[...], select={...})` takes pieces of SQL. */
function extraUses(call: Python.Call): SqlUse[] {
  return argumentsOf(call)
    .filter(({ name }) => name === 'where' || name === 'select' || name === 'tables' || name === 'order_by')
    .map(({ value }) => ({ expression: value, certainty: 'sure', isPiece: true }));
}

/** `query.order_by(text(...))`: what is given to the builder of a query is a piece of it. */
function isPieceOfQuery(call: Python.Call): boolean {
  const list = call.parent;
  const outer = list?.type === 'argument_list' ? list.parent : null;
  return outer?.type === 'call' && QUERY_BUILDERS.has(methodName(outer) ?? lastName(outer.function) ?? '');
}

const QUERY_BUILDERS = new Set(
  'order_by filter where having group_by select add_columns and_ or_ not_ desc asc join outerjoin select_from with_entities distinct values'.split(
    ' ',
  ),
);
