const NEXT = 0;
const DONE = 1;

/** Whose turn is which file? One count for all threads: each takes the next number, so that none waits for another. */
export class Queue {
  readonly length: number;
  /** What is handed to another thread, which makes a queue of its own of it. */
  readonly counters: Int32Array<SharedArrayBuffer>;

  constructor(length: number, counters = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT))) {
    this.length = length;
    this.counters = counters;
  }

  /** The next one, for whoever asks. */
  take(): number | undefined {
    const next = Atomics.add(this.counters, NEXT, 1);
    return next < this.length ? next : undefined;
  }

  /** One is done. */
  finish(): void {
    Atomics.add(this.counters, DONE, 1);
  }

  get done(): number {
    return Atomics.load(this.counters, DONE);
  }
}
