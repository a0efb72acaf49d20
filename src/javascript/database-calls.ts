import { calleeName, methodName, receiver, type Call } from './calls.ts';
import { fold } from './constants.ts';
import type { JavaScriptSource } from './detector.ts';
import { unwrapAwaited } from './expressions.ts';
import {
  ambiguousTextMethods,
  commonTextMethods,
  connectionNames,
  distinctTextMethods,
  fragmentMethods,
} from './knowledge/database-names.ts';
import { databases, type Database, type FileOption } from './knowledge/databases.ts';
import { meaningOf } from './meanings.ts';
import { dottedText, instanceOf, qualifiedName } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';

/** A call that is given SQL. */
export interface SqlCall {
  readonly text: JavaScript.Node;
  /** Undefined where only names speak for it: `db.query(...)` on something unknown. */
  readonly database: Database | undefined;
  /** A whole statement, a fragment of one (`.orderBy(...)`), or text that a raw function pastes. */
  readonly kind: 'statement' | 'fragment' | 'raw';
}

/** The SQL text a call takes as its first argument, and how certain it is that it does. */
export function sqlCall(call: Call, source: JavaScriptSource): SqlCall | undefined {
  const text = call.arguments[0];
  if (!text || text.type === Kind.SpreadElement) return undefined;
  const raw = RAW_FUNCTIONS.get(calleeName(call, source) ?? '');
  if (raw) return { text, database: raw, kind: 'raw' };
  const method = methodName(call);
  const owner = receiver(call);
  if (method === undefined || !owner) return undefined;
  const database = databaseOf(owner, source);
  if (database) {
    if (database.textMethods.includes(method)) return { text, database, kind: method.endsWith('Raw') ? 'fragment' : 'statement' };
    return isBuilderFragment(database, method, owner) ? { text, database, kind: 'fragment' } : undefined;
  }
  if (DISTINCT.has(method)) return { text, database: undefined, kind: method.startsWith('$') ? 'statement' : 'fragment' };
  const isTextMethod = COMMON.has(method) || (AMBIGUOUS.has(method) && startsLikeSql(text, source));
  return isTextMethod && isUnknownConnection(owner, source) ? { text, database: undefined, kind: 'statement' } : undefined;
}

function startsLikeSql(text: JavaScript.Node, source: JavaScriptSource): boolean {
  const [first] = fold(text, source).parts;
  return first !== undefined && 'text' in first && STATEMENT_START.test(first.text);
}

const STATEMENT_START = /^\s*(?:select|insert|update|delete|replace|create|drop|alter|pragma|with|begin|commit|rollback)\b/iu;

/** The database package behind a connection, pool, session or query builder, also a few calls away from it. */
export function databaseOf(node: JavaScript.Node, source: JavaScriptSource): Database | undefined {
  let inner = unwrapAwaited(node);
  for (let hops = 0; hops < MOST_HOPS; hops += 1) {
    const found = databaseNamed(instanceOf(inner, source) ?? qualifiedName(inner, source));
    if (found) return found;
    // `db('users').where(...)` and `this.repository.manager` lead back to what they started from.
    if (inner.type === Kind.CallExpression) inner = unwrapAwaited(inner.callee);
    else if (inner.type === Kind.MemberExpression) inner = unwrapAwaited(inner.object);
    else return undefined;
  }
  return undefined;
}

/** The database whose connection an instance is, by its full name: `pg.Pool` and `pg.Pool#connect()` alike. */
function databaseNamed(name: string | undefined): Database | undefined {
  if (name === undefined) return undefined;
  const exact = INSTANCES.get(name);
  if (exact) return exact;
  const ends = [...name.matchAll(/[.#]/gu)].map(({ index }) => index).slice(-MOST_HOPS);
  return ends
    .reverse()
    .map((end) => INSTANCES.get(name.slice(0, end)))
    .find((found) => found !== undefined);
}

function isBuilderFragment(database: Database, method: string, owner: JavaScript.Node): boolean {
  if (fragmentMethods[database.name]?.includes(method) !== true) return false;
  let inner = owner;
  for (let hops = 0; hops < MOST_HOPS && inner.type === Kind.CallExpression; hops += 1) {
    if (methodName(inner) === 'createQueryBuilder') return true;
    inner = receiver(inner) ?? inner;
  }
  return false;
}

/** Is something named like a connection, with nothing known that would make it something else? */
function isUnknownConnection(owner: JavaScript.Node, source: JavaScriptSource): boolean {
  const name = dottedText(unwrapAwaited(owner))
    ?.split('.')
    .at(-1)
    ?.replace(/^[#_]+/u, '')
    .toLowerCase();
  if (name === undefined || !CONNECTION_NAMES.has(name)) return false;
  const meaning = meaningOf(owner, source)?.name;
  // What comes from another module of the project, or is a global of the file's world, may well be one.
  return meaning === undefined || meaning.startsWith('.') || !/[./#(]/u.test(meaning) || /^[~@]\//u.test(meaning);
}

/** The places where a call (or `new`) may name a database file. */
export function fileOptionsOf(call: Call, source: JavaScriptSource): readonly FileOption[] {
  const name = calleeName(call, source);
  return name === undefined ? [] : (FILES.get(name) ?? []);
}

/** Does this tag bind what stands in its template's holes, instead of pasting it? */
export function isSafeTag(tag: JavaScript.Node, source: JavaScriptSource): boolean {
  const inner = unwrapAwaited(tag);
  const name = qualifiedName(inner, source) ?? instanceOf(inner, source);
  if (name !== undefined && SAFE_TAGS.has(name)) return true;
  if (name !== undefined && RAW_FUNCTIONS.has(name)) return false;
  // Nothing but a database's library has a tag of these names.
  const last = dottedText(inner)?.split('.').at(-1);
  return last === 'sql' || last === 'SQL' || last === '$queryRaw' || last === '$executeRaw';
}

const MOST_HOPS = 30;
const INSTANCES = index(({ instances }) => instances);
const SAFE_TAGS = index(({ safeTags = [] }) => safeTags);
const RAW_FUNCTIONS = index(({ rawFunctions = [] }) => rawFunctions);
const FILES = fileIndex();
const DISTINCT: ReadonlySet<string> = new Set(distinctTextMethods);
const AMBIGUOUS: ReadonlySet<string> = new Set(ambiguousTextMethods);
const COMMON: ReadonlySet<string> = new Set(commonTextMethods);
const CONNECTION_NAMES: ReadonlySet<string> = new Set(connectionNames);

function index(namesOf: (database: Database) => readonly string[]): ReadonlyMap<string, Database> {
  return new Map(databases.flatMap((database) => namesOf(database).map((name) => [name, database] as const)));
}

function fileIndex(): ReadonlyMap<string, readonly FileOption[]> {
  const byCallee = new Map<string, FileOption[]>();
  for (const option of databases.flatMap(({ files = [] }) => files)) {
    byCallee.set(option.callee, [...(byCallee.get(option.callee) ?? []), option]);
  }
  return byCallee;
}
