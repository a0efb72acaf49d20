import type { Heap } from './runtime.ts';

/** How many bytes of text tree-sitter takes at a time: the size of its buffer without a last zero. */
const PORTION = 10 * 1024 - 2;

type ParseCallback = (buffer: number, index: number, row: number, column: number, lengthAddress: number) => void;

/**
 * Hands a text to tree-sitter as bytes.
 *
 * The binding copies it unit by unit, and each part about four times, since the parser goes back and forth: a tenth of the
 * time of a parse. Here the text is encoded once, and a portion is one copy of memory.
 */
export class TextFeed {
  readonly #heap: () => Heap;
  #bytes: Uint8Array | null = null;

  constructor(heap: () => Heap) {
    this.#heap = heap;
  }

  /** Puts itself before the binding's own callback. */
  serve(imports: WebAssembly.Imports): void {
    const { env } = imports;
    const original = env?.tree_sitter_parse_callback as ParseCallback | undefined;
    // A binding of another shape goes on as it does by itself.
    if (!env || !original) return;
    const callback: ParseCallback = (buffer, index, row, column, lengthAddress) => {
      const bytes = this.#bytes;
      if (!bytes) {
        original(buffer, index, row, column, lengthAddress);
        return;
      }
      const { HEAPU8, HEAPU32 } = this.#heap();
      const portion = bytes.subarray(2 * index, 2 * index + PORTION);
      HEAPU8.set(portion, buffer);
      HEAPU32[lengthAddress >> 2] = portion.length >> 1;
    };
    env.tree_sitter_parse_callback = callback;
  }

  /** Does something while a text is what the parser reads. */
  with<T>(text: string, parse: () => T): T {
    this.#bytes = Buffer.from(text, 'utf16le');
    try {
      return parse();
    } finally {
      this.#bytes = null;
    }
  }
}
