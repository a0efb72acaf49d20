import { kindOfFile } from '../language/files.ts';
import type { FileKind } from '../language/kind.ts';
import { MentionSearch, type Mention, type Mentions } from '../language/mentions.ts';

/**
 * A search for words, or for patterns of letters that may stand inside of words, through the texts of all files of a kind. Make it once, when the module is loaded: the words of all
 * searches are looked for when a file is read for the first of them.
 */
export class Search {
  readonly kind: FileKind;
  readonly #words: readonly Mention[];
  /** Its place among all searches. */
  readonly place: number;

  constructor(kind: FileKind, words: readonly (string | RegExp)[]) {
    this.kind = kind;
    this.#words = words.map((word) => (typeof word === 'string' ? { word } : word));
    this.place = searches.push(this) - 1;
    let all = wordsOf.get(kind);
    if (!all) wordsOf.set(kind, (all = new MentionSearch()));
    for (const word of this.#words) all.add(word);
  }

  looksInto(path: string): boolean {
    return kindOfFile(path) === this.kind;
  }

  /** Does a text of the kind hold one of the words? */
  hits(text: string): boolean {
    return this.#isAmong(mentionsIn(this.kind, text));
  }

  /** Of each search for the kind, at its place: does a text hold one of the words? */
  static allHits(kind: FileKind, text: string): boolean[] {
    const mentions = mentionsIn(kind, text);
    return searches.map((search) => search.kind === kind && search.#isAmong(mentions));
  }

  #isAmong(mentions: Mentions): boolean {
    return this.#words.some((word) => mentions.has(word));
  }
}

const searches: Search[] = [];

/** The words of all searches for a kind. */
const wordsOf = new Map<FileKind, MentionSearch>();

function mentionsIn(kind: FileKind, text: string): Mentions {
  return (wordsOf.get(kind) ?? new MentionSearch()).in(text);
}
