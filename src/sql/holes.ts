import { CLAUSE_WORDS, isKeyword, NAME_WORDS, UNBOUND_STATEMENTS, VALUE_WORDS } from './keywords.ts';
import { sqlTokens, type SqlToken } from './tokens.ts';

/**
 * Where in an SQL text something is pasted: inside '..'; where a `value` stands; as the `argument` of a function, which may
 * be a value or a column; as a `column` that is set, compared, sorted by or inserted into; where the `name` of a table or
 * another object stands; as another part of a `clause`; as the `statement` itself; as the name of a `placeholder`; in a
 * `comment`.
 */
export type HolePosition = 'quoted' | 'value' | 'argument' | 'column' | 'name' | 'clause' | 'statement' | 'placeholder' | 'comment';

export interface Hole {
  readonly position: HolePosition;
  /** What a placeholder would replace: the literal around the hole with its quotes, or the hole itself. Null when none could. */
  readonly literal: readonly [start: number, end: number] | null;
  /** Is it in a statement whose values no driver binds (`ALTER`, `PRAGMA`)? */
  readonly isUnbound: boolean;
  /** Does it stand where a number must: behind LIMIT and OFFSET? */
  readonly isAmount: boolean;
}

interface Frame {
  /** What stands at the frame's beginning and after its commas. */
  item: HolePosition;
  /** The last word that began a clause here. */
  clause: string;
  /** `BETWEEN` waits for its `AND`, behind which a value stands. */
  between: 'closed' | 'open' | 'second';
  /** Is this the list of columns of an INSERT? */
  isInsert: boolean;
}

const COMPARED = new Set('= < > <= >= <> != <=> ~ ~* !~ LIKE ILIKE IN IS BETWEEN NOT'.split(' '));

const COLUMN_CLAUSES = new Set(['BY', 'WHERE', 'AND', 'OR', 'SET', 'HAVING']);
const DEFINING = new Set(['CREATE', 'DROP', 'ALTER']);
const QUOTED_OBJECTS = new Set(['TABLE', 'INDEX', 'VIEW', 'TRIGGER']);
const BEFORE_NAMES = new Set(['IF', 'NOT', 'EXISTS']);

/**
 * Where is each hole of an SQL text? When the text is a piece of another one, `within` says where it is pasted there, and
 * `outerIsUnbound` whether into a statement whose values no driver binds.
 */
export function holesIn(text: string, within: HolePosition = 'statement', outerIsUnbound = false): Hole[] {
  // A piece that begins inside of a literal ends that literal first.
  const opening = within === 'quoted' ? "'" : '';
  const tokens = sqlTokens(opening + text);
  const namesInDoubleQuotes = quotesNames(tokens);
  const holes: Hole[] = [];
  // A piece that stands for a column may also name its table, or sort by several.
  const outermost = (): Frame => ({ item: within, clause: within === 'column' ? 'BY' : '', between: 'closed', isInsert: false });
  const frames = [outermost()];
  let statement = '';
  let previous: SqlToken | null = null;
  /** Is the last `*` all columns, and no multiplication? */
  let isStar = false;
  let last: HolePosition = within;

  for (const [index, token] of tokens.entries()) {
    const frame = frames.at(-1) ?? outermost();
    if (token.holes > 0) {
      const position = positionOf(token, index, frame);
      const literal = literalFor(token, position);
      for (let count = 0; count < token.holes; count++) holes.push({ position, literal, isUnbound: unbound(), isAmount: isAmount(frame) });
      last = position;
    }
    if (token.kind === 'comment') continue;
    if (token.kind === 'word' && token.holes === 0) readWord(token, tokens[index + 1], frame);
    else if (token.kind === 'symbol') readSymbol(token, frame);
    previous = token;
  }
  return holes;

  function positionOf(token: SqlToken, index: number, frame: Frame): HolePosition {
    const next = tokens[index + 1];
    switch (token.kind) {
      case 'comment':
      case 'placeholder':
        return token.kind;
      case 'string':
        // `PRAGMA table_info('users')` names a table.
        return (statement === 'PRAGMA' && within === 'statement') || isNameOfObject(index) ? 'name' : 'quoted';
      case 'name': {
        // MySQL and SQLite read "x" as a text where no such column exists; where a value stands, it is meant as one.
        const isText = token.text.startsWith('"') && !namesInDoubleQuotes && next?.text !== '.' && positionAfter(token, frame) === 'value';
        return isText ? 'quoted' : 'name';
      }
      default: {
        const position = positionAfter(token, frame);
        if (position === 'clause' && isColumn(index, frame)) return 'column';
        // `ORDER BY t.{}` and `WHERE t.{} = `, but `FROM s.{}`.
        if (previous?.text === '.' && !unbound() && COLUMN_CLAUSES.has(frame.clause) && isColumn(index, frame)) return 'column';
        if (position !== 'value') return position;
        // `prefix_id`, `alias.id` and `lower(..)` with a hole in their name are names, whatever stands before them.
        const isPartOfName = token.kind === 'word' && /[\p{L}_]/u.test(token.text);
        const goesOn = next?.start === token.end && (next.text === '.' || next.text === '(');
        return isPartOfName || goesOn ? 'name' : 'value';
      }
    }
  }

  /** A part of a clause that is compared or set, sorted by, or one of the columns of an INSERT. */
  function isColumn(index: number, { clause, isInsert }: Frame): boolean {
    if (clause === 'BY' || isInsert) return true;
    const next = tokens[index + 1];
    // `{} NOT IN (..)`, but `WHERE {} NOT hidden`.
    if (next?.text === 'NOT' && !COMPARED.has(tokens[index + 2]?.text ?? '')) return false;
    return next !== undefined && (COMPARED.has(next.text) || next.text === '=') && (previous?.kind !== 'word' || isKeyword(previous.text));
  }

  /** SQLite takes 'x' for a name where only a name can stand: `DROP INDEX IF EXISTS 'x'`, `CREATE INDEX i ON 'x'`. */
  function isNameOfObject(index: number): boolean {
    if (within !== 'statement' || !DEFINING.has(statement)) return false;
    let before = index - 1;
    while (tokens[before]?.kind === 'word' && BEFORE_NAMES.has(tokens[before]?.text ?? '')) before -= 1;
    const word = tokens[before];
    return (
      word?.kind === 'word' && (QUOTED_OBJECTS.has(word.text) || (word.text === 'ON' && statement === 'CREATE' && frames.length === 1))
    );
  }

  function positionAfter(token: SqlToken, frame: Frame): HolePosition {
    const position = positionBehind(token, frame);
    return unbound() && position !== 'statement' ? 'name' : position;
  }

  function unbound(): boolean {
    // A piece that begins with SET belongs to an UPDATE.
    return within === 'statement' ? UNBOUND_STATEMENTS.has(statement) : outerIsUnbound;
  }

  function isAmount({ clause, item }: Frame): boolean {
    return (clause === 'LIMIT' || clause === 'OFFSET') && item === 'value';
  }

  function positionBehind(token: SqlToken, frame: Frame): HolePosition {
    if (!previous) return frame.item === 'quoted' ? 'clause' : frame.item;
    switch (previous.kind) {
      case 'hole':
        // A second hole right behind a value is no value: it goes on with the statement.
        return previous.end === token.start && last !== 'value' ? last : 'clause';
      case 'symbol':
        return afterSymbol(previous, frame);
      case 'word':
        return previous.holes > 0 ? 'clause' : afterWord(previous, frame);
      default:
        return 'clause';
    }
  }

  function afterWord({ text: word }: SqlToken, frame: Frame): HolePosition {
    if (word === 'AND' && frame.between === 'second') return 'value';
    if (VALUE_WORDS.has(word)) return 'value';
    if (statement === 'EXPLAIN') return 'statement';
    return NAME_WORDS.has(word) ? 'name' : 'clause';
  }

  function afterSymbol({ text: symbol }: SqlToken, frame: Frame): HolePosition {
    switch (symbol) {
      case '(':
      case ',':
      case '[':
        return frame.item === 'statement' ? 'clause' : frame.item;
      case '.':
      case '::':
        return 'name';
      case ';':
        return 'statement';
      case ')':
      case ']':
        // `EXPLAIN (FORMAT JSON) ...`
        return statement === 'EXPLAIN' && frames.length === 1 ? 'statement' : 'clause';
      case '*':
        return isStar ? 'clause' : 'value';
      default:
        return symbol.startsWith('$') ? 'clause' : 'value';
    }
  }

  function readWord({ text: word }: SqlToken, next: SqlToken | undefined, frame: Frame): void {
    // A table may be called `user`, and a column `at`.
    if (previous?.text === '.' || next?.text === '.') return;
    if (statement === '' || beginsInnerStatement(word)) statement = word;
    if (word === 'BETWEEN') frame.between = 'open';
    else if (word === 'AND') frame.between = frame.between === 'open' ? 'second' : 'closed';
    else if (NAME_WORDS.has(word) || CLAUSE_WORDS.has(word) || word === 'VALUES' || word === 'LIMIT' || word === 'OFFSET') {
      frame.clause = word;
      frame.item = VALUE_WORDS.has(word) ? 'value' : NAME_WORDS.has(word) ? 'name' : 'clause';
    }
  }

  /** The query of `EXPLAIN` or `CREATE TABLE t AS`, which binds its values again; not the `ON DELETE` of a foreign key. */
  function beginsInnerStatement(word: string): boolean {
    return (
      word === 'SELECT' ||
      (previous?.text !== 'ON' && (word === 'INSERT' || word === 'DELETE' || (word === 'UPDATE' && statement === 'EXPLAIN')))
    );
  }

  function readSymbol({ text: symbol }: SqlToken, frame: Frame): void {
    if (symbol === '*')
      isStar = !previous || (previous.kind === 'word' && isKeyword(previous.text)) || (previous.kind === 'symbol' && previous.text !== ')');
    else if (symbol === '(' || symbol === '[')
      frames.push({ item: itemInside(frame), clause: '', between: 'closed', isInsert: frame.clause === 'INTO' });
    else if ((symbol === ')' || symbol === ']') && frames.length > 1) frames.pop();
    else if (symbol === ';') {
      statement = '';
      frames.splice(1);
      frames[0] = { ...outermost(), item: 'statement' };
    }
  }

  /** What stands right behind the bracket that opens now. */
  function itemInside(frame: Frame): HolePosition {
    if (!previous) return frame.item;
    if (previous.kind === 'symbol') {
      const position = afterSymbol(previous, frame);
      return position === 'name' ? 'clause' : position;
    }
    if (previous.kind !== 'word') return 'clause';
    const word = previous.text;
    if (VALUE_WORDS.has(word) || word === 'ARRAY') return 'value';
    // `CALL pay(..)` and `EXEC pay(..)` take values; other functions mostly take columns.
    if (frame.clause === 'CALL' || frame.clause === 'EXEC') return 'value';
    return isKeyword(word) || frame.clause === 'INTO' ? 'clause' : 'argument';
  }

  function literalFor(token: SqlToken, position: HolePosition): Hole['literal'] {
    const shift = opening.length;
    if (position === 'quoted') return token.start < shift || !isClosed(token) ? null : [token.start - shift, token.end - shift];
    return position === 'value' && token.kind === 'hole' ? [token.start - shift, token.end - shift] : null;
  }
}

function isClosed({ text }: SqlToken): boolean {
  return text.length > 1 && text.endsWith(text.charAt(0));
}

/** Do double quotes stand around a name somewhere, as in `FROM "users"`? Then they do so everywhere in this text. */
function quotesNames(tokens: readonly SqlToken[]): boolean {
  return tokens.some((token, at) => {
    if (token.kind !== 'name' || !token.text.startsWith('"')) return false;
    const before = tokens[at - 1];
    if (tokens[at + 1]?.text === '.' || before?.text === '.') return true;
    return before?.kind === 'word' && (NAME_WORDS.has(before.text) || CLAUSE_WORDS.has(before.text));
  });
}
