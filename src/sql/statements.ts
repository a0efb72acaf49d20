import { wordSet } from './keywords.ts';
import { sqlTokens, type SqlToken } from './tokens.ts';

/** A text that begins as an SQL statement does. */
export interface Statement {
  /** Its first word, in capitals. */
  readonly verb: string;
  /** `weak` words begin English sentences too (`SHOW`, `SET`, `USE`). */
  readonly strength: 'strong' | 'weak';
  /** Is it surely no prose ("Select a file from .."): do its capitals say so, or its grammar (`where name = `)? */
  readonly isNoProse: boolean;
}

const OBJECTS = wordSet(
  `TABLE INDEX VIEW DATABASE SCHEMA SEQUENCE TRIGGER FUNCTION PROCEDURE TYPE DOMAIN EXTENSION ROLE USER POLICY RULE COLUMN CONSTRAINT KEYSPACE SERVER
  PUBLICATION SUBSCRIPTION TABLESPACE STREAM DICTIONARY SYNONYM SYSTEM DEFAULT AGGREGATE COLLATION EVENT STATISTICS`,
);
/** Words between the verb and what it makes: `CREATE OR REPLACE TEMP UNLOGGED UNIQUE TABLE`. */
const MOST_WORDS_BEFORE_OBJECT = 5;
const WEAK = wordSet(
  'PRAGMA DESCRIBE DESC EXPLAIN SHOW SET USE EXEC EXECUTE CALL VACUUM ANALYZE REINDEX ATTACH DETACH LISTEN NOTIFY COPY REFRESH LOCK DO REVOKE',
);

/** Which statement does this text begin with? Null for a piece of one, and for what is no SQL. */
export function statementIn(text: string): Statement | null {
  const tokens = sqlTokens(text).filter(({ kind }) => kind !== 'comment');
  let first = 0;
  while (tokens[first]?.text === '(') first += 1;
  const verb = tokens[first];
  if (verb?.kind !== 'word' || verb.holes > 0) return null;
  const rest = tokens.slice(first + 1);
  // Cypher has a CALL of its own, whose procedures yield what they find.
  if (verb.text === 'CALL' && later(rest, 'YIELD')) return null;
  const proof = proofOf(verb.text, rest);
  if (proof) {
    const isCapitals = [verb, ...proof].every((token) => isCapital(token, text));
    return { verb: verb.text, strength: 'strong', isNoProse: isCapitals || hasGrammar(verb.text, rest) };
  }
  return WEAK.has(verb.text) && rest.length > 0 ? { verb: verb.text, strength: 'weak', isNoProse: isCapital(verb, text) } : null;
}

/** Does a comparison follow WHERE, or a list VALUES? No sentence is written so. */
function hasGrammar(verb: string, rest: readonly SqlToken[]): boolean {
  if (verb === 'INSERT') return rest.some(({ kind, text }, at) => kind === 'word' && text === 'VALUES' && rest[at + 1]?.text === '(');
  if (verb !== 'SELECT' && verb !== 'UPDATE' && verb !== 'DELETE') return false;
  const where = rest.findIndex(({ kind, text }) => kind === 'word' && text === 'WHERE');
  return where >= 0 && rest.slice(where + 1, where + 1 + WORDS_TO_COMPARISON).some((token, at) => compares(token, rest[where + 2 + at]));
}

function compares({ kind, text }: SqlToken, next: SqlToken | undefined): boolean {
  if (kind === 'symbol') return COMPARISONS.has(text);
  return kind === 'word' && (text === 'LIKE' || text === 'ILIKE') && (next?.kind === 'string' || next?.kind === 'hole');
}

/** `where lower(t.name) = ` */
const WORDS_TO_COMPARISON = 8;
const COMPARISONS: ReadonlySet<string> = new Set(['=', '<', '>', '<=', '>=', '<>', '!=']);

/** The words that turn a verb into a statement; null when they are missing. */
function proofOf(verb: string, rest: readonly SqlToken[]): SqlToken[] | null {
  const [next, second] = rest;
  switch (verb) {
    case 'SELECT':
      return later(rest, 'FROM');
    case 'INSERT':
      return later(rest.slice(0, 4), 'INTO') ?? one(next, 'OVERWRITE');
    case 'REPLACE':
    case 'MERGE':
      return one(next, 'INTO');
    case 'UPDATE':
      return later(rest, 'SET');
    case 'DELETE':
      return one(next, 'FROM') ?? (next && next.kind !== 'symbol' ? one(second, 'FROM') : null);
    case 'CREATE':
    case 'DROP':
    case 'ALTER': {
      const words = rest.slice(0, MOST_WORDS_BEFORE_OBJECT);
      const object = words.findIndex(({ kind, text }) => kind === 'word' && OBJECTS.has(text));
      const found = words[object];
      return found && words.slice(0, object).every(({ kind, holes }) => kind === 'word' && holes === 0) ? [found] : null;
    }
    case 'TRUNCATE':
      return one(next, 'TABLE') ?? (next?.kind === 'hole' || next?.kind === 'name' ? [] : null);
    case 'COMMENT':
      return one(next, 'ON');
    case 'WITH':
      return later(rest.slice(0, 40), 'AS') && later(rest, 'SELECT', 'INSERT', 'UPDATE', 'DELETE');
    case 'CALL':
      return rest.slice(1, 4).some(({ text }) => text === '(') ? [] : null;
    case 'GRANT':
      return later(rest, 'TO');
    default:
      return null;
  }
}

function later(tokens: readonly SqlToken[], ...words: readonly string[]): SqlToken[] | null {
  const found = tokens.find(({ kind, text }) => kind === 'word' && words.includes(text));
  return found ? [found] : null;
}

function one(token: SqlToken | undefined, word: string): SqlToken[] | null {
  return token?.kind === 'word' && token.text === word ? [token] : null;
}

function isCapital({ start, end, text: word }: SqlToken, text: string): boolean {
  return text.slice(start, end) === word;
}

/** Could a statement begin in this source text? In small letters only with another word that speaks of SQL, as prose has the same verbs. */
export function mayHoldStatement(source: string): boolean {
  return CAPITAL_VERB.test(source) || (SMALL_VERB.test(source) && STATEMENT_WORD.test(source));
}

const CAPITAL_VERB =
  /\b(?:SELECT|INSERT|UPDATE|DELETE|REPLACE|MERGE|CREATE|DROP|ALTER|TRUNCATE|COMMENT|WITH|CALL|GRANT|PRAGMA|DESCRIBE|DESC|EXPLAIN|SHOW|SET|USE|EXEC|VACUUM|ATTACH|COPY|NOTIFY)\b/u;
const SMALL_VERB = /\b(?:select|insert|update|delete|replace|merge|create|drop|alter|truncate|comment|with|call|grant)\s/iu;
const STATEMENT_WORD = /sql|query|stmt|statement|ddl|\bwhere\s|\bvalues\s*\(/iu;

const CLAUSES = [
  ['WHERE'],
  ['FROM'],
  ['VALUES'],
  ['ORDER', 'BY'],
  ['GROUP', 'BY'],
  ['INSERT', 'INTO'],
  ['INNER', 'JOIN'],
  ['LEFT', 'JOIN'],
  ['JOIN'],
  ['UNION'],
  ['AND'],
  ['OR'],
  ['SET'],
  ['LIMIT'],
  ['HAVING'],
  ['RETURNING'],
  ['LIKE'],
  ['IN'],
  ['BETWEEN'],
  ['IS'],
  ['SELECT'],
] as const;

/** Do words of SQL stand in this text, as they do in a clause (`AND name = `) or in a statement without its usual words? */
export function holdsSql(text: string): boolean {
  const tokens = sqlTokens(text).filter(({ kind }) => kind !== 'comment');
  return tokens.some(
    (token, at) => token.kind === 'word' && CLAUSES.some((words) => words.every((word, step) => tokens[at + step]?.text === word)),
  );
}
