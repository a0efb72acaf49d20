/** Stands in a text for what the program pastes there when it runs. */
export const HOLE = '\0';

export interface SqlToken {
  /** `string` is a literal in '..'; `name` is quoted in "..", `..` or [..]; a `word` may hold holes (`logs_` + year). */
  readonly kind: 'word' | 'number' | 'string' | 'name' | 'symbol' | 'placeholder' | 'hole' | 'comment';
  /** As written, words in capitals. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** How many holes the text has before this token, and how many are in it. */
  readonly firstHole: number;
  readonly holes: number;
}

const WORD = /[\p{L}_\0][\p{L}\p{N}_\0]*/uy;
const NUMBER = /\d[\d.]*(?:[eE][+-]?\d+)?/uy;
const PLACEHOLDER = /%s|%\([^()]*\)s|\?\d*|\$[\p{L}\p{N}_\0]+|:[\p{L}_\0][\p{L}\p{N}_\0]*|@[\p{L}_][\p{L}\p{N}_]*/uy;
const DOLLAR_TAG = /\$[\p{L}_]?[\p{L}\p{N}_]*\$/uy;
const OPERATOR = /::|\|\||->>?|[<>=!~]+\*?|[^\s]/uy;
const CODE_BEFORE_DOLLAR = new Set(['DO', 'AS', 'PLPGSQL', 'SQL']);

/** Of which words, literals and signs is an SQL text made? Never fails: an open quote runs to the end of the text. */
export function sqlTokens(text: string): SqlToken[] {
  const tokens: SqlToken[] = [];
  const openTags = new Set<string>();
  let at = 0;
  let seen = 0;

  function push(kind: SqlToken['kind'], end: number, written = text.slice(at, end)): void {
    const holes = countHoles(text, at, end);
    tokens.push({ kind, text: written, start: at, end, firstHole: seen, holes });
    seen += holes;
    at = end;
  }

  while (at < text.length) {
    const sign = text.charAt(at);
    if (isSpace(sign)) at += 1;
    else if (sign === "'") push('string', endOfQuoted(text, at, "'"));
    else if (sign === '"' || sign === '`') push('name', endOfQuoted(text, at, sign));
    else if (text.startsWith('--', at)) push('comment', endOfLine(text, at));
    else if (text.startsWith('/*', at)) push('comment', endAfter(text, '*/', at + 2));
    else if (sign === '[' && isBracketedName(text, at, tokens.at(-1))) push('name', text.indexOf(']', at) + 1);
    else readPlain(sign);
  }
  return tokens;

  function readPlain(sign: string): void {
    const word = matchAt(WORD, text, at);
    if (word !== null) {
      readWord(word);
      return;
    }
    const tag = sign === '$' ? matchAt(DOLLAR_TAG, text, at) : null;
    if (tag !== null) {
      readDollarQuoted(tag);
      return;
    }
    const number = matchAt(NUMBER, text, at);
    if (number !== null) push('number', at + number.length);
    else {
      // `::` is a cast, not a parameter named after a colon.
      const placeholder = text.startsWith('::', at) ? null : matchAt(PLACEHOLDER, text, at);
      if (placeholder !== null) push('placeholder', at + placeholder.length);
      else push('symbol', at + (matchAt(OPERATOR, text, at) ?? sign).length);
    }
  }

  function readWord(word: string): void {
    // Only holes: each is a token of its own, so that the second is judged by what the first was.
    if (countHoles(word, 0, word.length) === word.length) for (const end = at + word.length; at < end;) push('hole', at + 1);
    else push('word', at + word.length, word.toUpperCase());
  }

  function readDollarQuoted(tag: string): void {
    // The body of a function or a DO block is code and is read as such; elsewhere the tags enclose a literal.
    const closes = openTags.delete(tag);
    if (!closes && !CODE_BEFORE_DOLLAR.has(tokens.at(-1)?.text ?? '')) {
      push('string', endAfter(text, tag, at + tag.length));
      return;
    }
    if (!closes) openTags.add(tag);
    push('symbol', at + tag.length);
  }
}

/** A name of SQL Server, and not the index of an array (`tags[1]`, `ARRAY[..]`). */
function isBracketedName(text: string, at: number, previous: SqlToken | undefined): boolean {
  const name = text.slice(at, at + LONGEST_NAME + 1);
  const indexes = previous?.end === at && (previous.kind === 'word' || previous.kind === 'name' || previous.text === ')');
  return !indexes && /^\[[\p{L}\p{N}_ \0]+\]/u.test(name);
}

const LONGEST_NAME = 200;

function endOfQuoted(text: string, start: number, quote: string): number {
  for (let at = text.indexOf(quote, start + 1); at >= 0; at = text.indexOf(quote, at + 2)) {
    // Doubled, the quote belongs to the literal.
    if (text.charAt(at + 1) !== quote) return at + 1;
  }
  return text.length;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

function endAfter(text: string, mark: string, from: number): number {
  const end = text.indexOf(mark, from);
  return end < 0 ? text.length : end + mark.length;
}

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

function isSpace(sign: string): boolean {
  return sign === ' ' || sign === '\n' || sign === '\t' || sign === '\r' || sign === '\f' || sign === '\u00A0';
}

function countHoles(text: string, from: number, to: number): number {
  let count = 0;
  // Character by character: a search for the next hole would run through the whole text behind each token.
  for (let at = from; at < to; at += 1) if (text.charAt(at) === HOLE) count += 1;
  return count;
}
