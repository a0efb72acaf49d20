import type { FileKind } from './kind.ts';

/**
 * A text to look for in files: as it is, or as a pattern of letters (`/api_key/i`), which may say that case does not matter
 * and, by `\b` at either end, that no letter, digit or `_` stands there.
 */
export type Mention = string | RegExp;

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
  readonly #ids = new Map<Mention, number>();
  #automaton: Automaton | undefined;

  add(mention: Mention): void {
    if (this.#ids.has(mention)) return;
    this.#ids.set(mention, this.#words.push(readMention(mention)) - 1);
    this.#automaton = undefined;
  }

  in(text: string): Mentions {
    const automaton = (this.#automaton ??= new Automaton(this.#words.map(({ letters }) => letters.toLowerCase())));
    const found = new Uint8Array(this.#words.length);
    automaton.eachHit(text, (word, end) => {
      if (found[word] === 0 && isMentioned(this.#words[word], text, end)) found[word] = 1;
    });
    return {
      has: (mention) => {
        const id = this.#ids.get(mention);
        // What options name is not declared, and rare.
        return id !== undefined && id < found.length ? found[id] === 1 : isFound(readMention(mention), text);
      },
    };
  }
}

const PATTERN = /^(\\b)?([\w .-]+?)(\\b)?$/u;

function readMention(mention: Mention): Word {
  if (typeof mention === 'string') return { letters: mention, anyCase: false, beginsWord: false, endsWord: false };
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

/** A state for each beginning of a word; in a state it is known which words end here. */
class Automaton {
  /** Of each UTF-16 unit, the column of the table; 0 for what stands in no word. */
  readonly #columns = new Uint8Array(1 << 16);
  readonly #width: number;
  /** For each state and column, where the next state's part of the table begins; inverted when a word ends there. */
  readonly #table: Int32Array;
  /** Of each state, the words that end there. */
  readonly #ending: (readonly number[])[];

  constructor(words: readonly string[]) {
    const letters = [...new Set(words.join(''))];
    for (const [index, letter] of letters.entries()) this.#setColumn(letter, index + 1);
    this.#width = letters.length + 1;
    const edges = [new Map<number, number>()];
    this.#ending = [[]];
    for (const [id, word] of words.entries()) {
      const last = this.#addPath(word, edges);
      this.#ending[last] = [...(this.#ending[last] ?? []), id];
    }
    this.#table = new Int32Array(edges.length * this.#width);
    this.#connect(edges);
    for (const [at, state] of this.#table.entries())
      this.#table[at] = (this.#ending[state] ?? []).length > 0 ? ~(state * this.#width) : state * this.#width;
  }

  /** Calls back for every word that ends in the text, with the offset after it. */
  eachHit(text: string, note: (word: number, end: number) => void): void {
    const columns = this.#columns;
    const table = this.#table;
    const { length } = text;
    let state = 0;
    for (let at = 0; at < length; at++) {
      state = table[state + (columns[text.charCodeAt(at)] ?? 0)] ?? 0;
      if (state >= 0) continue;
      state = ~state;
      for (const word of this.#ending[state / this.#width] ?? []) note(word, at + 1);
    }
  }

  #setColumn(letter: string, column: number): void {
    const code = letter.charCodeAt(0);
    if (code > 127) throw new TypeError(`'${letter}' is no letter of ASCII.`);
    this.#columns[code] = column;
    this.#columns[letter.toUpperCase().charCodeAt(0)] = column;
  }

  #addPath(word: string, edges: Map<number, number>[]): number {
    let state = 0;
    for (const letter of word) {
      const column = this.#columns[letter.charCodeAt(0)] ?? 0;
      let next = edges[state]?.get(column);
      if (next === undefined) {
        next = edges.push(new Map<number, number>()) - 1;
        this.#ending.push([]);
        edges[state]?.set(column, next);
      }
      state = next;
    }
    return state;
  }

  /** Breadth first: where a state has no edge, it goes on as the longest shorter ending of the same letters would. */
  #connect(edges: readonly Map<number, number>[]): void {
    const shorter = new Int32Array(edges.length);
    const waiting = [0];
    for (const state of waiting) {
      const fallback = (shorter[state] ?? 0) * this.#width;
      for (let column = 0; column < this.#width; column++) {
        const next = edges[state]?.get(column);
        const otherwise = state === 0 ? 0 : (this.#table[fallback + column] ?? 0);
        this.#table[state * this.#width + column] = next ?? otherwise;
        if (next === undefined) continue;
        shorter[next] = otherwise;
        this.#ending[next] = [...(this.#ending[next] ?? []), ...(this.#ending[otherwise] ?? [])];
        waiting.push(next);
      }
    }
  }
}
