import type { Sink } from './output.ts';
import type { Queue } from './queue.ts';

/** Nobody needs to be told that a short run goes on. */
const PATIENCE = 1000;
/** How often is a person told, and how often a log, which keeps every line? In milliseconds. */
const PACE = 100;
const PACE_OF_LOGS = 30_000;

/** Tells on the standard error how far a long run is: a person at a terminal all the time, the log of a CI server now and then. */
export class Progress {
  readonly #sink: Sink;
  readonly #isTerminal: boolean;
  readonly #pace: number;
  readonly #queues: Queue[] = [];
  #due: number;
  #shown = 0;

  constructor(sink: Sink, { CI: ci = '' }: NodeJS.ProcessEnv, now = performance.now()) {
    this.#sink = sink;
    this.#isTerminal = sink.isTTY === true;
    const isLog = !this.#isTerminal && ci !== '' && ci !== 'false' && ci !== '0';
    this.#pace = this.#isTerminal ? PACE : isLog ? PACE_OF_LOGS : Infinity;
    this.#due = now + (this.#isTerminal ? PATIENCE : this.#pace);
  }

  /** Counts the files of a root among those that are to be done. */
  watch(queue: Queue): void {
    this.#queues.push(queue);
  }

  /** Says how far it is, when that is due. */
  tick(now = performance.now()): void {
    if (now < this.#due) return;
    this.#due = now + this.#pace;
    const sum = (count: (queue: Queue) => number): string => grouped(this.#queues.reduce((total, queue) => total + count(queue), 0));
    this.#show(`checked ${sum(({ done }) => done)} of ${sum(({ length }) => length)} files`);
  }

  /** Takes back what stands on the line, before something else is written there. */
  end(): void {
    this.#due = Infinity;
    if (this.#shown > 0) this.#sink.write(`\r${' '.repeat(this.#shown)}\r`);
    this.#shown = 0;
  }

  #show(text: string): void {
    this.#sink.write(this.#isTerminal ? `\r${text}` : `pitfalls: ${text}\n`);
    // Neither of the two numbers becomes shorter.
    if (this.#isTerminal) this.#shown = text.length;
  }
}

/** `5,120`: for people, and the same in all countries. */
function grouped(count: number): string {
  return count.toLocaleString('en-US');
}
