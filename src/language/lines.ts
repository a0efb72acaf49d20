import type { Position } from './position.ts';

/** Where the lines of a text start; `\n`, `\r\n` and a lone `\r` all end one. */
export class Lines {
  readonly starts: readonly number[];
  readonly #text: string;
  #texts: string[] | undefined;

  constructor(text: string) {
    this.#text = text;
    this.starts = text.includes('\r') ? startsByPattern(text) : startsByNewline(text);
  }

  /** The place of a character as ESLint counts it: lines from 1, columns from 0. */
  locate(index: number): Position {
    const { starts } = this;
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= index) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: index - (starts[low] ?? 0) };
  }

  indexOf({ line, column }: Position): number {
    const start = this.starts[line - 1];
    if (start === undefined) throw new RangeError(`line ${String(line)} is not in the file`);
    return Math.min(start + column, this.#text.length);
  }

  /** The text of one line, counted from 1, without its end. */
  text(line: number): string {
    const start = this.starts[line - 1];
    if (start === undefined) return '';
    return this.#text.slice(start, this.starts[line] ?? this.#text.length).replace(/\r?\n?$/u, '');
  }

  /** The lines' texts without their ends. */
  texts(): string[] {
    return (this.#texts ??= this.#text.split(/\r\n|\r|\n/u));
  }
}

function startsByNewline(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function startsByPattern(text: string): number[] {
  const starts = [0];
  for (const { index, 0: end } of text.matchAll(/\r\n|\r|\n/gu)) starts.push(index + end.length);
  return starts;
}
