import { ERROR_KIND, type Rows } from './rows.ts';

/** Where the rows of each kind stand, so that nobody has to look through all rows for the few of a kind. */
export class KindIndex {
  /** All rows, sorted by their type, and for each type in the order of the text. */
  readonly #rows: Uint32Array;
  /** Where the rows of a type begin; those of the next type begin where they end. */
  readonly #begin: Uint32Array;
  readonly #types: number;

  /** `types` is how many numbers the grammar has for kinds. */
  constructor({ type: types, size }: Rows, typeCount: number) {
    this.#types = typeCount;
    const begin = new Uint32Array(typeCount + 2);
    for (let row = 0; row < size; row++) count(begin, this.#placeOf(types[row] ?? 0) + 1);
    for (let type = 1; type < begin.length; type++) begin[type] = (begin[type] ?? 0) + (begin[type - 1] ?? 0);
    const free = begin.slice();
    this.#rows = new Uint32Array(size);
    for (let row = 0; row < size; row++) this.#rows[count(free, this.#placeOf(types[row] ?? 0))] = row;
    this.#begin = begin;
  }

  /** The rows of some types from `from` on and before `to`, in the order of the text. */
  rows(types: readonly number[], from: number, to: number): Uint32Array {
    const parts = types.map((type) => this.#rowsOf(type, from, to)).filter(({ length }) => length > 0);
    const [only = new Uint32Array(0), ...others] = parts;
    if (others.length === 0) return only;
    const all = new Uint32Array(parts.reduce((sum, { length }) => sum + length, 0));
    let free = 0;
    for (const part of parts) {
      all.set(part, free);
      free += part.length;
    }
    return all.sort();
  }

  #rowsOf(type: number, from: number, to: number): Uint32Array {
    const place = this.#placeOf(type);
    const begin = this.#begin[place] ?? 0;
    const end = this.#begin[place + 1] ?? begin;
    const first = this.#first(from, begin, end);
    return this.#rows.subarray(first, this.#first(to, first, end));
  }

  /** The first place between `low` and `high` that holds no row before `row`. */
  #first(row: number, low: number, high: number): number {
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#rows[middle] ?? 0) < row) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Errors have a number far behind all others. */
  #placeOf(type: number): number {
    return type === ERROR_KIND ? this.#types : type;
  }
}

/** Adds one to a counter; answers with what it was. */
function count(counters: Uint32Array, place: number): number {
  const before = counters[place] ?? 0;
  counters[place] = before + 1;
  return before;
}
