import { sqlTokens, type SqlToken } from './tokens.ts';

export interface SqlColumn {
  readonly name: string;
  /** Its type in capitals, `VARCHAR`; null where none is written. */
  readonly type: string | null;
  readonly length: number | null;
  readonly isUnique: boolean;
  readonly isPrimary: boolean;
  readonly hasDefault: boolean;
  /** `COLLATE NOCASE` and its kin: the column takes small and capital letters for the same. */
  readonly isCaseless: boolean;
}

/** A table that a text makes, as far as the text says. */
export interface SqlTable {
  readonly name: string;
  readonly columns: readonly SqlColumn[];
  /** Columns that a constraint of the table, or a unique index in the same text, names. */
  readonly constrained: ReadonlySet<string>;
}

/** The tables that a text of SQL makes with `CREATE TABLE`. */
export function tablesMadeIn(text: string): SqlTable[] {
  const tokens = sqlTokens(text).filter(({ kind }) => kind !== 'comment');
  const indexed = uniqueIndexesIn(tokens);
  const found: SqlTable[] = [];
  for (const [at, token] of tokens.entries()) {
    if (!isWord(token, 'CREATE')) continue;
    const start = tokens.findIndex((later, index) => index > at && index < at + MOST_WORDS && isWord(later, 'TABLE'));
    if (start < 0) continue;
    const open = tokens.findIndex((later, index) => index > start && later.text === '(');
    const name = open < 0 || open > start + MOST_WORDS ? undefined : tokens[open - 1];
    if (name && (name.kind === 'word' || name.kind === 'name')) found.push(tableFrom(nameOf(name, text), tokens, open, text, indexed));
  }
  return found;
}

/** Between CREATE and TABLE, and between TABLE and the bracket: `TEMP`, `IF NOT EXISTS`, a schema. */
const MOST_WORDS = 8;

function tableFrom(name: string, tokens: readonly SqlToken[], open: number, text: string, indexed: readonly string[]): SqlTable {
  const columns: SqlColumn[] = [];
  const constrained = new Set(indexed);
  for (const entry of entriesBehind(tokens, open)) {
    const [first] = entry;
    if (!first) continue;
    if (first.kind === 'word' && TABLE_CONSTRAINTS.has(first.text)) {
      const isUnique = entry.some((token) => isWord(token, 'UNIQUE', 'PRIMARY', 'EXCLUDE'));
      if (isUnique) for (const token of entry) constrained.add(nameOf(token, text));
    } else if (first.kind === 'word' || first.kind === 'name') columns.push(columnFrom(first, entry, text));
  }
  return { name, columns, constrained };
}

const TABLE_CONSTRAINTS = new Set(['UNIQUE', 'PRIMARY', 'CONSTRAINT', 'FOREIGN', 'CHECK', 'EXCLUDE', 'KEY', 'INDEX', 'FULLTEXT', 'LIKE']);

function columnFrom(first: SqlToken, entry: readonly SqlToken[], text: string): SqlColumn {
  const type = entry[1];
  const length = entry[2]?.text === '(' && entry[3]?.kind === 'number' ? Number(entry[3].text) : null;
  const isPrimary = entry.some((token) => isWord(token, 'PRIMARY'));
  return {
    name: nameOf(first, text),
    type: type?.kind === 'word' ? type.text : null,
    length,
    isUnique: isPrimary || entry.some((token) => isWord(token, 'UNIQUE')),
    isPrimary,
    hasDefault: entry.some((token, at) => isWord(token, 'DEFAULT') && entry[at + 1]?.text !== 'NULL'),
    isCaseless: entry.some((token) => isWord(token, 'NOCASE', 'CITEXT') || /_ci$/iu.test(token.text)),
  };
}

/** What stands between the commas of a bracket. */
function entriesBehind(tokens: readonly SqlToken[], open: number): SqlToken[][] {
  const entries: SqlToken[][] = [[]];
  let depth = 0;
  for (const token of tokens.slice(open)) {
    if (token.text === '(' && token.kind === 'symbol') depth += 1;
    if (token.text === ')' && token.kind === 'symbol') depth -= 1;
    if (depth === 0) break;
    if (depth === 1 && token.text === ',') entries.push([]);
    else if (token !== tokens[open]) entries.at(-1)?.push(token);
  }
  return entries;
}

/** The columns of `CREATE UNIQUE INDEX i ON t (a, lower(b))` and of `ALTER TABLE t ADD UNIQUE (a)`. */
function uniqueIndexesIn(tokens: readonly SqlToken[]): string[] {
  return tokens.flatMap((token, at) => {
    const isIndex = isWord(token, 'UNIQUE') && tokens[at + 1] !== undefined && isWord(tokens[at + 1] ?? token, 'INDEX');
    const isAdded = isWord(token, 'UNIQUE') && tokens.slice(Math.max(0, at - 4), at).some((before) => isWord(before, 'ADD'));
    if (!isIndex && !isAdded) return [];
    const end = tokens.findIndex((later, index) => index > at && later.text === ';');
    return tokens.slice(at, end < 0 ? at + MOST_INDEX_TOKENS : end).map(({ text }) => text.replace(/^["'`[]|["'`\]]$/gu, '').toLowerCase());
  });
}

const MOST_INDEX_TOKENS = 30;

function isWord(token: SqlToken, ...words: readonly string[]): boolean {
  return token.kind === 'word' && words.includes(token.text);
}

/** A name as it is written, without quotes. */
function nameOf({ kind, start, end }: SqlToken, text: string): string {
  const written = text.slice(start, end);
  return (kind === 'name' ? written.slice(1, -1) : written).toLowerCase();
}
