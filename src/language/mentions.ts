import type { FileKind } from './kind.ts';

/**
 * A text to look for in files: as it is; as a word that is no part of a longer one; or as a pattern of letters (`/api_key/i`),
 * which may say that case does not matter and, by `\b` at either end, that no letter, digit or `_` stands there.
 */
export type Mention = string | RegExp | { readonly word: string };

/** Which texts does a file mention? All that rules declared are found in one pass, so a further rule costs next to nothing. */
export interface Mentions {
  has(mention: Mention): boolean;
}

const searches = new Map<FileKind, MentionSearch>();

/** Says, before the first file is read, what will be asked for in files of a kind. */
export function declareMentions(kind: FileKind, mentions: readonly Mention[]): void {
  let search = searches.get(kind);
  if (!search) searches.set(kind, (search = new MentionSearch()));
  for (const mention of mentions) search.add(mention);
}

const known = new WeakMap<object, Mentions>();

/** What a file mentions; asked by every rule, answered once. */
export function mentionsIn(kind: FileKind, source: { readonly text: string }): Mentions {
  let mentions = known.get(source);
  if (!mentions) known.set(source, (mentions = (searches.get(kind) ?? new MentionSearch()).in(source.text)));
  return mentions;
}

interface Word {
  readonly letters: string;
  readonly anyCase: boolean;
  readonly beginsWord: boolean;
  readonly endsWord: boolean;
}

/** Looks for many words in one pass (an Aho-Corasick automaton on letters without their case). */
export class MentionSearch {
  readonly #words: Word[] = [];
  readonly #ids = new Map<string, number>();
  /** The same by the object or string itself, for which no key need be made. */
  readonly #known = new Map<Mention, number>();
  #automaton: Automaton | undefined;

  add(mention: Mention): void {
    const key = keyOf(mention);
    let id = this.#ids.get(key);
    if (id === undefined) {
      this.#ids.set(key, (id = this.#words.push(readMention(mention)) - 1));
      this.#automaton = undefined;
    }
    this.#known.set(mention, id);
  }

  in(text: string): Mentions {
    const automaton = (this.#automaton ??= new Automaton(this.#words.map(({ letters }) => letters.toLowerCase())));
    const found = new Uint8Array(this.#words.length);
    automaton.eachHit(text, (word, end) => {
      if (found[word] === 0 && isMentioned(this.#words[word], text, end)) found[word] = 1;
    });
    return {
      has: (mention) => {
        const id = this.#known.get(mention) ?? this.#ids.get(keyOf(mention));
        // What options name is not declared, and rare.
        return id !== undefined && id < found.length ? found[id] === 1 : isFound(readMention(mention), text);
      },
    };
  }
}

/** A pattern that is written down twice is two objects and one question. */
function keyOf(mention: Mention): string {
  if (typeof mention === 'string') return `'${mention}`;
  return 'word' in mention ? `"${mention.word}` : `/${mention.source}/${mention.flags}`;
}

const PATTERN = /^(\\b)?([\w .-]+?)(\\b)?$/u;

function readMention(mention: Mention): Word {
  if (typeof mention === 'string') return { letters: mention, anyCase: false, beginsWord: false, endsWord: false };
  if ('word' in mention) {
    const { word } = mention;
    return {
      letters: word,
      anyCase: false,
      beginsWord: isWordPart(word.charCodeAt(0)),
      endsWord: isWordPart(word.charCodeAt(word.length - 1)),
    };
  }
  const [, begin, letters, end] = PATTERN.exec(mention.source) ?? [];
  if (letters === undefined) throw new TypeError(`${String(mention)} is more than letters with \\b at its ends.`);
  return { letters, anyCase: mention.ignoreCase, beginsWord: begin !== undefined, endsWord: end !== undefined };
}

/** Does the word, whose letters end before `end`, stand there in its own case and between its bounds? */
function isMentioned(word: Word | undefined, text: string, end: number): boolean {
  if (!word) return false;
  const start = end - word.letters.length;
  return (
    (word.anyCase || text.startsWith(word.letters, start)) &&
    !(word.beginsWord && isWordPart(text.charCodeAt(start - 1))) &&
    !(word.endsWord && isWordPart(text.charCodeAt(end)))
  );
}

function isFound(word: Word, text: string): boolean {
  const [where, what] = word.anyCase ? [text.toLowerCase(), word.letters.toLowerCase()] : [text, word.letters];
  for (let at = where.indexOf(what); at >= 0; at = where.indexOf(what, at + 1)) if (isMentioned(word, text, at + what.length)) return true;
  return false;
}

/** A letter of ASCII, a digit or `_`, as `\w`; the code is NaN outside of the text. */
function isWordPart(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95;
}

/** In the table: nobody has asked yet where this leads. */
const UNKNOWN = -0x8000_0000;

/** A state for each beginning of a word; in a state it is known which words end here. */
class Automaton {
  /** Of each UTF-16 unit, the column of the table; 0 for what stands in no word. */
  readonly #columns = new Uint8Array(1 << 16);
  readonly #width: number;
  /** For each state and column, where the next state's part of the table begins; inverted when a word ends there. */
  readonly #table: Int32Array;
  /** Of each state: the letters that lead on, the state of the longest shorter ending, and the words that end there. */
  readonly #edges = [new Map<number, number>()];
  readonly #shorter = [0];
  readonly #ending: number[][] = [[]];

  constructor(words: readonly string[]) {
    const letters = [...new Set(words.join(''))];
    for (const [index, letter] of letters.entries()) this.#setColumn(letter, index + 1);
    this.#width = letters.length + 1;
    for (const [id, word] of words.entries()) this.#ending[this.#addPath(word)]?.push(id);
    this.#findShorter();
    // Filled in as texts ask for it: a run for one file needs little of it.
    this.#table = new Int32Array(this.#edges.length * this.#width).fill(UNKNOWN);
  }

  /** Calls back for every word that ends in the text, with the offset after it. */
  eachHit(text: string, note: (word: number, end: number) => void): void {
    const columns = this.#columns;
    const table = this.#table;
    const { length } = text;
    let state = 0;
    for (let at = 0; at < length; at++) {
      const column = columns[text.charCodeAt(at)] ?? 0;
      let next = table[state + column] ?? 0;
      if (next < 0) {
        if (next === UNKNOWN) next = table[state + column] = this.#entry(state / this.#width, column);
        if (next < 0) {
          next = ~next;
          for (const word of this.#ending[next / this.#width] ?? []) note(word, at + 1);
        }
      }
      state = next;
    }
  }

  #entry(state: number, column: number): number {
    const next = this.#next(state, column);
    return (this.#ending[next]?.length ?? 0) > 0 ? ~(next * this.#width) : next * this.#width;
  }

  /** Where a state has no edge, it goes on as the longest shorter ending of the same letters would. */
  #next(state: number, column: number): number {
    for (let from = state; ; from = this.#shorter[from] ?? 0) {
      const next = this.#edges[from]?.get(column);
      if (next !== undefined || from === 0) return next ?? 0;
    }
  }

  #setColumn(letter: string, column: number): void {
    const code = letter.charCodeAt(0);
    if (code > 127) throw new TypeError(`'${letter}' is no letter of ASCII.`);
    this.#columns[code] = column;
    this.#columns[letter.toUpperCase().charCodeAt(0)] = column;
  }

  #addPath(word: string): number {
    let state = 0;
    for (const letter of word) {
      const column = this.#columns[letter.charCodeAt(0)] ?? 0;
      let next = this.#edges[state]?.get(column);
      if (next === undefined) {
        next = this.#edges.push(new Map<number, number>()) - 1;
        this.#ending.push([]);
        this.#edges[state]?.set(column, next);
      }
      state = next;
    }
    return state;
  }

  /** Breadth first, so that shorter endings are known before longer ones; what ends in them ends here as well. */
  #findShorter(): void {
    const waiting = [0];
    for (const state of waiting) {
      for (const [column, next] of this.#edges[state] ?? []) {
        const shorter = state === 0 ? 0 : this.#next(this.#shorter[state] ?? 0, column);
        this.#shorter[next] = shorter;
        this.#ending[next]?.push(...(this.#ending[shorter] ?? []));
        waiting.push(next);
      }
    }
  }
}
