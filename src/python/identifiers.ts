import { oncePerTree } from './memo.ts';
import type { PythonTree } from './syntax/tree.ts';

/** Where the identifiers of a file stand, by their text. */
export const identifiersOf = oncePerTree((tree: PythonTree) => new Identifiers(tree, identifierRows(tree)));

const NONE = -1;

/** A hash table of rows. It cuts out no text, as a file has thousands of identifiers and rules ask for few of them. */
export class Identifiers {
  readonly #tree: PythonTree;
  /** The rows of the identifiers, and for each the next one of the same text, by its place in `#rows`. */
  readonly #rows: Int32Array;
  readonly #next: Int32Array;
  /** Of each different text, its first and last place in `#rows`; the table holds numbers of texts. */
  readonly #table: Int32Array;
  readonly #first: number[] = [];
  readonly #last: number[] = [];
  #names: readonly string[] | undefined;

  constructor(tree: PythonTree, rows: Int32Array) {
    this.#tree = tree;
    this.#rows = rows;
    const count = rows.length;
    this.#next = new Int32Array(count).fill(NONE);
    // At least twice as large as needed, so that what is sought stands near its place.
    this.#table = new Int32Array(1 << (33 - Math.clz32(count + 1))).fill(NONE);
    for (let place = 0; place < count; place++) this.#add(place);
  }

  /** The rows of the identifiers with this text, in the order of the file. */
  rows(name: string): number[] {
    const slot = this.#slotOf(name, 0, name.length);
    const found: number[] = [];
    for (let place = this.#first[this.#table[slot] ?? NONE] ?? NONE; place !== NONE; place = this.#next[place] ?? NONE)
      found.push(this.#rows[place] ?? 0);
    return found;
  }

  /** The different texts, in the order in which they first occur. */
  names(): readonly string[] {
    const { rows, text } = this.#tree;
    // Kept, as a string that is looked for in maps keeps its hash.
    return (this.#names ??= this.#first.map((place) => {
      const row = this.#rows[place] ?? 0;
      return text.slice(rows.start[row], rows.end[row]);
    }));
  }

  #add(place: number): void {
    const { rows, text } = this.#tree;
    const row = this.#rows[place] ?? 0;
    const slot = this.#slotOf(text, rows.start[row] ?? 0, rows.end[row] ?? 0);
    const known = this.#table[slot] ?? NONE;
    if (known === NONE) {
      this.#table[slot] = this.#first.push(place) - 1;
      this.#last.push(place);
    } else {
      this.#next[this.#last[known] ?? 0] = place;
      this.#last[known] = place;
    }
  }

  /** The slot of a text, or the empty slot where it belongs. */
  #slotOf(name: string, start: number, end: number): number {
    const mask = this.#table.length - 1;
    let hash = end - start;
    for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + name.charCodeAt(at)) | 0;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (;;) {
      const known = this.#table[slot] ?? NONE;
      if (known === NONE || this.#isText(known, name, start, end)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #isText(known: number, name: string, start: number, end: number): boolean {
    const { rows, text } = this.#tree;
    const row = this.#rows[this.#first[known] ?? 0] ?? 0;
    const from = rows.start[row] ?? 0;
    if ((rows.end[row] ?? 0) - from !== end - start) return false;
    for (let at = start; at < end; at++) if (name.charCodeAt(at) !== text.charCodeAt(from + at - start)) return false;
    return true;
  }
}

/** The rows of a file's identifiers, or of those that fit. */
export function identifierRows(tree: PythonTree, fits?: (row: number) => boolean): Int32Array {
  const rows = Int32Array.from(tree.rowsOf(['identifier']));
  return fits ? rows.filter(fits) : rows;
}
