/** A whole syntax tree as columns, in pre-order: row 0 is the root, a node's first child is the next row. */
export interface Rows {
  readonly size: number;
  /** Kind of the node, as the grammar numbers it; `ERROR_KIND` for text the parser could not place. */
  readonly type: Uint16Array;
  /** Offsets into the text, in UTF-16 units. */
  readonly start: Uint32Array;
  readonly end: Uint32Array;
  /** The row of the parent, -1 for the root. */
  readonly parent: Int32Array;
  /** The row after the node's last descendant, so that a sibling is one hop away. */
  readonly next: Uint32Array;
  /** The field the node stands in, 0 for none; `MISSING` is added when the parser made the node up. */
  readonly field: Uint8Array;
}

export const ERROR_KIND = 0xffff;
export const MISSING = 0x80;

/** Rows being written; the memory is used again for the next file. */
export class RowBuffer {
  #room = 1 << 14;
  #size = 0;
  #type = new Uint16Array(this.#room);
  #start = new Uint32Array(this.#room);
  #end = new Uint32Array(this.#room);
  #parent = new Int32Array(this.#room);
  #next = new Uint32Array(this.#room);
  #field = new Uint8Array(this.#room);

  get size(): number {
    return this.#size;
  }

  clear(): void {
    this.#size = 0;
  }

  /** Opens a row; it stays without descendants until `close`. */
  open(type: number, start: number, end: number, parent: number, field: number): number {
    if (this.#size === this.#room) this.#grow();
    const row = this.#size++;
    this.#type[row] = type;
    this.#start[row] = start;
    this.#end[row] = end;
    this.#parent[row] = parent;
    this.#next[row] = row + 1;
    this.#field[row] = field;
    return row;
  }

  close(row: number): void {
    this.#next[row] = this.#size;
  }

  parentOf(row: number): number {
    return this.#parent[row] ?? -1;
  }

  /** A copy that the next file does not overwrite. */
  take(): Rows {
    const size = this.#size;
    return {
      size,
      type: this.#type.slice(0, size),
      start: this.#start.slice(0, size),
      end: this.#end.slice(0, size),
      parent: this.#parent.slice(0, size),
      next: this.#next.slice(0, size),
      field: this.#field.slice(0, size),
    };
  }

  #grow(): void {
    this.#room *= 2;
    const grown = <Column extends Uint8Array | Uint16Array | Uint32Array | Int32Array>(column: Column, larger: Column): Column => {
      larger.set(column);
      return larger;
    };
    this.#type = grown(this.#type, new Uint16Array(this.#room));
    this.#start = grown(this.#start, new Uint32Array(this.#room));
    this.#end = grown(this.#end, new Uint32Array(this.#room));
    this.#parent = grown(this.#parent, new Int32Array(this.#room));
    this.#next = grown(this.#next, new Uint32Array(this.#room));
    this.#field = grown(this.#field, new Uint8Array(this.#room));
  }
}
