import type { Tree } from 'web-tree-sitter';
import type { Heap } from './runtime.ts';
import { ERROR_KIND, MISSING, type RowBuffer } from './rows.ts';

/**
 * Copies a tree by following tree-sitter's own structs in the WebAssembly memory, some twenty times cheaper than the cursor.
 *
 * The layout is internal to tree-sitter: this file is written against 0.27 (struct `TSLanguage`, `SubtreeInlineData` and
 * `SubtreeHeapData` in lib/src). Hence web-tree-sitter is pinned and shipped inside our package, `reader.ts` proves this
 * reader against the cursor before it is used, and a test compares both, row by row, on many sources.
 */
export class HeapReader {
  readonly #heap: Heap;
  readonly #language: number;
  #layout: LanguageLayout | undefined;
  #frames = new Int32Array(FRAME * 64);

  /** `language` is the address of the grammar's `TSLanguage`. */
  constructor(heap: Heap, language: number) {
    this.#heap = heap;
    this.#language = language;
  }

  read(tree: Tree, rows: RowBuffer): void {
    // The views are new whenever the memory has grown, so they are fetched for each tree.
    const { HEAPU8: u8, HEAPU16: u16, HEAPU32: u32 } = this.#heap;
    const layout = (this.#layout ??= readLayout(u16, u32, this.#language));
    let frames = this.#frames;
    let top = -FRAME;
    let offset = 0; // in bytes, two for each UTF-16 unit
    // The root stands where a child would, with no parent, alias or field.
    let slot = addressOf(tree);
    let parent = -1;
    let alias = 0;
    let field = 0;
    rows.clear();
    for (;;) {
      const word = wordAt(u32, slot >> 2);
      if (word & 1) {
        // A small leaf is packed into the slot itself: flags, symbol, padding, size.
        const from = offset + byteAt(u8, slot + 6);
        const to = from + byteAt(u8, slot + 7);
        const visible = alias ? byteAt(u8, layout.metadata + alias * 3) : word & 2;
        if (visible)
          rows.open(
            shortAt(u16, layout.symbols + (alias || (word >>> 8) & 0xff)),
            from >> 1,
            to >> 1,
            parent,
            field | (word & 0x20 ? MISSING : 0),
          );
        offset = to;
      } else {
        const data = word >> 2;
        const flags = shortAt(u16, data * 2 + 22);
        const count = wordAt(u32, data + 9);
        const symbol = alias || shortAt(u16, data * 2 + 20);
        const from = offset + wordAt(u32, data + 1);
        const to = from + wordAt(u32, data + 4);
        const visible = alias ? byteAt(u8, layout.metadata + alias * 3) : flags & 1;
        let self = parent;
        if (visible) {
          const kind = symbol === ERROR_KIND ? ERROR_KIND : shortAt(u16, layout.symbols + symbol);
          self = rows.open(kind, from >> 1, to >> 1, parent, field | (flags & 0x200 ? MISSING : 0));
        }
        if (count > 0) {
          const production = shortAt(u16, data * 2 + 33);
          const slice = layout.fieldSlices + production * 2;
          const first = layout.fieldEntries + shortAt(u16, slice) * 4;
          top += FRAME;
          if (top + FRAME > frames.length) {
            const larger = new Int32Array(frames.length * 2);
            larger.set(frames);
            this.#frames = frames = larger;
          }
          // Children lie right before their parent's struct, 8 bytes each.
          frames[top + CHILD] = word - count * 8;
          frames[top + LAST] = word;
          frames[top + POSITION] = 0;
          frames[top + SELF] = self;
          frames[top + VISIBLE] = visible ? 1 : 0;
          frames[top + INHERITED] = field;
          frames[top + ALIASES] = production ? layout.aliases + production * layout.aliasWidth : 0;
          frames[top + FIELDS] = first;
          frames[top + FIELDS_END] = first + shortAt(u16, slice + 1) * 4;
          frames[top + END] = to;
        } else {
          if (visible) rows.close(self);
          offset = to;
        }
      }
      // Step to the next child of the innermost open node, closing the nodes that have none left.
      while (top >= 0 && frameAt(frames, top + CHILD) === frameAt(frames, top + LAST)) {
        if (frameAt(frames, top + VISIBLE)) rows.close(frameAt(frames, top + SELF));
        offset = frameAt(frames, top + END);
        top -= FRAME;
      }
      if (top < 0) return;
      slot = frameAt(frames, top + CHILD);
      frames[top + CHILD] = slot + 8;
      parent = frameAt(frames, top + SELF);
      const child = wordAt(u32, slot >> 2);
      const extra = child & 1 ? child & 8 : byteAt(u8, child + 44) & 4;
      if (extra) {
        // A comment, say: it may stand anywhere, so the grammar gives it neither field nor alias.
        alias = 0;
        field = 0;
        continue;
      }
      const position = frameAt(frames, top + POSITION);
      frames[top + POSITION] = position + 1;
      let entry = frameAt(frames, top + FIELDS);
      const end = frameAt(frames, top + FIELDS_END);
      while (entry < end && (byteAt(u8, entry + 2) !== position || byteAt(u8, entry + 3))) entry += 4;
      // A hidden node hands its own field down to its children.
      field = entry < end ? shortAt(u16, entry >> 1) : frameAt(frames, top + VISIBLE) ? 0 : frameAt(frames, top + INHERITED);
      const aliases = frameAt(frames, top + ALIASES);
      alias = aliases ? shortAt(u16, aliases + position) : 0;
    }
  }
}

/** The offsets inside a frame: what is still to read of one open node. */
const CHILD = 0;
const LAST = 1;
const POSITION = 2;
const SELF = 3;
const VISIBLE = 4;
const INHERITED = 5;
const ALIASES = 6;
const FIELDS = 7;
const FIELDS_END = 8;
const END = 9;
const FRAME = 10;

interface LanguageLayout {
  readonly aliasWidth: number;
  readonly fieldSlices: number;
  readonly fieldEntries: number;
  readonly metadata: number;
  readonly symbols: number;
  readonly aliases: number;
}

function readLayout(u16: Uint16Array, u32: Uint32Array, language: number): LanguageLayout {
  const struct = language >> 2;
  return {
    aliasWidth: shortAt(u16, struct * 2 + 18),
    fieldSlices: wordAt(u32, struct + 16) >> 1,
    fieldEntries: wordAt(u32, struct + 17),
    metadata: wordAt(u32, struct + 18),
    symbols: wordAt(u32, struct + 19) >> 1,
    aliases: wordAt(u32, struct + 21) >> 1,
  };
}

/** The bindings keep a tree's address in the object's property `0`. */
function addressOf(tree: Tree): number {
  return (tree as unknown as { readonly 0: number })[0];
}

/**
 * Numbers inside the bounds that the structs guarantee. One function for each kind of array: one for all of them would be
 * the slowest line of the whole reader, because engines specialise a function for the kind of array it sees.
 */
function byteAt(bytes: Uint8Array, index: number): number {
  return bytes[index] as number;
}

function shortAt(shorts: Uint16Array, index: number): number {
  return shorts[index] as number;
}

function wordAt(words: Uint32Array, index: number): number {
  return words[index] as number;
}

function frameAt(frames: Int32Array, index: number): number {
  return frames[index] as number;
}
