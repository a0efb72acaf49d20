import { kindOfFile } from '../language/files.ts';
import type { FileKind } from '../language/kind.ts';

/**
 * A search for words through the texts of all files of a kind. Make it once, when the module is loaded: the words of all
 * searches are looked for when a file is read for the first of them.
 */
export class Search {
  readonly kind: FileKind;
  readonly words: readonly string[];
  /** Its place among all searches. */
  readonly place: number;

  constructor(kind: FileKind, words: readonly string[]) {
    this.kind = kind;
    this.words = words;
    this.place = searches.push(this) - 1;
  }

  looksInto(path: string): boolean {
    return kindOfFile(path) === this.kind;
  }
}

const searches: Search[] = [];

/** Of each search: does a text hold one of its words? */
export function hits(wanted: readonly Search[] | 'all', text: string): boolean[] {
  return (wanted === 'all' ? searches : wanted).map(({ words }) => words.some((word) => holds(text, word)));
}

/** Does the word stand there by itself, and not as a part of a longer one? */
function holds(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const before = /^\w/u.test(word) && /\w/u.test(text.charAt(at - 1));
    const after = /\w$/u.test(word) && /\w/u.test(text.charAt(at + word.length));
    if (!before && !after) return true;
  }
  return false;
}
