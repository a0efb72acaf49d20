import type { Range } from '../language/position.ts';

/** A text put together from pieces of a file, which knows where each of its characters comes from. */
export class JoinedText {
  readonly text: string;
  /** Where the pieces begin, in this text and in the file. */
  readonly #starts: readonly number[];
  readonly #origins: readonly number[];

  private constructor(text: string, starts: readonly number[], origins: readonly number[]) {
    this.text = text;
    this.#starts = starts;
    this.#origins = origins;
  }

  /** `first` is where in the file a text without pieces stands. */
  static of(file: string, pieces: readonly Range[], first: number): JoinedText {
    const starts: number[] = [];
    const origins: number[] = [];
    const texts: string[] = [];
    let length = 0;
    for (const [start, end] of pieces) {
      if (end <= start) continue;
      starts.push(length);
      origins.push(start);
      texts.push(file.slice(start, end));
      length += end - start;
    }
    return starts.length > 0 ? new JoinedText(texts.join(''), starts, origins) : new JoinedText('', [0], [first]);
  }

  /** Where in the file do the characters from `start` on and before `end` stand? Whatever lies between pieces is part of it. */
  rangeOf(start: number, end: number): Range {
    const from = this.#origin(start);
    // The end is that of the last character: behind it another piece may begin far away.
    return [from, end > start ? this.#origin(end - 1) + 1 : from];
  }

  /** Some of it, in pieces as before. */
  part(start: number, end: number): JoinedText {
    const first = this.#pieceAt(start);
    const starts = [0];
    const origins = [this.#origin(start)];
    for (let piece = first + 1; (this.#starts[piece] ?? end) < end; piece++) {
      starts.push((this.#starts[piece] ?? 0) - start);
      origins.push(this.#origins[piece] ?? 0);
    }
    return new JoinedText(this.text.slice(start, end), starts, origins);
  }

  /** All of it, and one more piece of the file behind. */
  with(file: string, [start, end]: Range): JoinedText {
    const starts = [...this.#starts, this.text.length];
    return new JoinedText(this.text + file.slice(start, end), starts, [...this.#origins, start]);
  }

  #origin(index: number): number {
    const piece = this.#pieceAt(index);
    return (this.#origins[piece] ?? 0) + index - (this.#starts[piece] ?? 0);
  }

  /** The last piece that begins here or before. */
  #pieceAt(index: number): number {
    let low = 0;
    let high = this.#starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) <= index) low = middle;
      else high = middle;
    }
    return low;
  }
}
