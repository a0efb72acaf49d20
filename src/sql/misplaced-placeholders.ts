import { HOLE, sqlTokens, type SqlToken } from './tokens.ts';

/** A placeholder where a name must stand. */
export interface MisplacedPlaceholder {
  /** As it is written: `%s`, `?`, `:column`; the text of a hole that a tag binds is `HOLE`. */
  readonly placeholder: string;
  /** `name` where a table's or column's name must stand, `sorting` behind ORDER BY and GROUP BY. */
  readonly place: 'name' | 'sorting';
  /** The words it stands behind: `FROM`, `ORDER BY`, `SET`. */
  readonly behind: string;
  readonly start: number;
  /** How many holes of the text come before it. */
  readonly firstHole: number;
}

interface Frame {
  /** What the bracket's first word, or the statement's, is. */
  verb: string;
  clause: string;
}

/** Which placeholders of an SQL text stand where a name must? With `holesBind`, what fills a hole is bound like one. */
export function misplacedPlaceholders(text: string, { holesBind = false } = {}): MisplacedPlaceholder[] {
  const tokens = sqlTokens(text).filter(({ kind }) => kind !== 'comment');
  const found: MisplacedPlaceholder[] = [];
  const frames: Frame[] = [{ verb: '', clause: '' }];
  for (const [at, token] of tokens.entries()) {
    const frame = frames.at(-1);
    if (!frame) break;
    const isPlaceholder = token.kind === 'placeholder' ? isOwn(token, tokens, at) : holesBind && token.kind === 'hole';
    if (isPlaceholder) {
      const behind =
        nameBefore(tokens, at, frame) ?? (stands(tokens, at) && tokens[at + 1]?.text === '=' ? setBefore(tokens, at, frame) : null);
      const sorting = behind === null && stands(tokens, at) ? sortingBefore(tokens, at, frame) : null;
      const words = behind ?? sorting;
      if (words !== null && (behind !== null ? stands(tokens, at) : true)) {
        found.push({
          placeholder: token.text,
          place: behind === null ? 'sorting' : 'name',
          behind: words,
          start: token.start,
          firstHole: token.firstHole,
        });
      }
    } else if (token.kind === 'word') readWord(token, tokens[at + 1], frame);
    else if (token.text === '(') frames.push({ verb: '', clause: '' });
    else if (token.text === ')' && frames.length > 1) frames.pop();
    else if (token.text === ';') frames.splice(0, frames.length, { verb: '', clause: '' });
  }
  return found;
}

function readWord({ text: word }: SqlToken, next: SqlToken | undefined, frame: Frame): void {
  if (frame.verb === '') frame.verb = word;
  // `WITH x AS (..) UPDATE`, `INSERT .. SELECT`, `EXPLAIN SELECT`.
  else if (VERBS.has(word) && frame.clause !== 'FOR' && frame.clause !== 'ON') frame.verb = word;
  if ((word === 'ORDER' || word === 'GROUP') && next?.text === 'BY') frame.clause = `${word} BY`;
  else if (CLAUSES.has(word)) frame.clause = word;
}

const VERBS = new Set(['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'REPLACE', 'MERGE', 'CREATE', 'DROP', 'ALTER', 'TRUNCATE']);
const CLAUSES = new Set('SELECT FROM WHERE SET VALUES HAVING LIMIT OFFSET RETURNING JOIN ON FOR WINDOW UNION INTO USING'.split(' '));

/** Is it a placeholder that a driver binds, and no part of another sign: `??`, `$1:name`, `:name:`, T-SQL's `@table`? */
function isOwn({ text, start, end, holes }: SqlToken, tokens: readonly SqlToken[], at: number): boolean {
  // SurrealDB updates `$record`, and other languages like SQL have such names of their own.
  if (holes > 0 || text.startsWith('@') || /^\$\D/u.test(text)) return false;
  const before = tokens[at - 1];
  const after = tokens[at + 1];
  if (before?.end === start && (before.kind === 'placeholder' || before.text === ':' || before.text === '.' || before.kind === 'hole'))
    return false;
  return !(after?.start === end && (after.kind === 'placeholder' || /^[:~^#.]/u.test(after.text) || after.kind === 'hole'));
}

/** `FROM`, `JOIN`, `INTO`, `UPDATE`, `TABLE` right before the placeholder, where they take the name of a table. */
function nameBefore(tokens: readonly SqlToken[], at: number, { verb }: Frame): string | null {
  let index = at - 1;
  while (BEFORE_NAMES.has(tokens[index]?.text ?? '') && tokens[index]?.kind === 'word') index -= 1;
  const word = tokens[index];
  if (word?.kind !== 'word' || word.holes > 0) return null;
  const before = tokens[index - 1]?.text ?? '';
  switch (word.text) {
    case 'FROM':
      // `EXTRACT(EPOCH FROM %s)`, `IS DISTINCT FROM %s`: a value. `COPY t FROM %s` is a file.
      if (before === 'DISTINCT' && /^(?:IS|NOT)$/u.test(tokens[index - 2]?.text ?? '')) return null;
      return verb === 'SELECT' || verb === 'DELETE' ? 'FROM' : null;
    case 'JOIN':
      return verb === '' ? null : 'JOIN';
    case 'INTO':
      return before === 'INSERT' || before === 'REPLACE' || before === 'MERGE' || before === 'IGNORE' ? 'INTO' : null;
    case 'UPDATE':
      // `FOR UPDATE`, `ON DUPLICATE KEY UPDATE` and `ON UPDATE` are none.
      return index === 0 || before === ';' || before === '(' || before === ')' ? 'UPDATE' : null;
    case 'TABLE':
      return TABLE_VERBS.has(before) || TABLE_VERBS.has(verb) ? 'TABLE' : null;
    default:
      return null;
  }
}

const BEFORE_NAMES = new Set(['IF', 'NOT', 'EXISTS', 'ONLY']);
const TABLE_VERBS = new Set(['CREATE', 'DROP', 'ALTER', 'TRUNCATE', 'TEMP', 'TEMPORARY', 'LOCK']);

/** The left side of what SET sets. */
function setBefore(tokens: readonly SqlToken[], at: number, { verb, clause }: Frame): string | null {
  const before = tokens[at - 1]?.text;
  // `SET @@x = ?` of a session is another statement.
  const isUpdate = verb === 'UPDATE' || verb === 'INSERT' || verb === 'MERGE';
  return isUpdate && clause === 'SET' && (before === 'SET' || before === ',') ? 'SET' : null;
}

/** The only thing, or one of several, by which rows are sorted or grouped. */
function sortingBefore(tokens: readonly SqlToken[], at: number, { clause }: Frame): string | null {
  if (clause !== 'ORDER BY' && clause !== 'GROUP BY') return null;
  const before = tokens[at - 1]?.text;
  const after = tokens[at + 1];
  const isAlone =
    after === undefined || ENDS.has(after.text) || after.kind === 'placeholder' || (after.kind === 'hole' && after.text === HOLE);
  return (before === 'BY' || before === ',') && isAlone ? clause : null;
}

const ENDS = new Set([
  ',',
  ')',
  ';',
  'ASC',
  'DESC',
  'NULLS',
  'LIMIT',
  'OFFSET',
  'FETCH',
  'HAVING',
  'ORDER',
  'FOR',
  'UNION',
  'ROWS',
  'RANGE',
  'WITH',
]);

/** `FROM %s::regclass`, `FROM ?(1)` and `FROM :f -> x` are something else. */
function stands(tokens: readonly SqlToken[], at: number): boolean {
  const token = tokens[at];
  const after = tokens[at + 1];
  if (!token || !after) return true;
  if (after.text === '::' || after.text === '->' || after.text === '->>') return false;
  return !(after.text === '(' && after.start === token.end);
}
