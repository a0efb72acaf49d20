import { Worker } from 'node:worker_threads';
import type { Choice } from './choice.ts';
import type { Candidate } from './discover.ts';
import type { FileKind } from '../language/kind.ts';
import { readings } from './kinds.ts';
import type { Seen } from './look.ts';
import type { Queue } from './queue.ts';
import type { Root } from './several-threads.ts';

/** What a worker is told. All of it is plain data: objects of ESLint's do not cross to another thread. */
export interface Task {
  readonly root: string;
  readonly choice: Choice;
  readonly candidates: readonly PlainCandidate[];
  readonly listed: readonly Pick<Candidate, 'path'>[];
  readonly counters: Queue['counters'];
}

type PlainCandidate = Pick<Candidate, 'path' | 'isNamed'> & { readonly kind: FileKind; readonly location: string | Uint8Array };

/** What a worker says about one file. */
export interface Word {
  readonly index: number;
  readonly seen: Seen;
}

/** The files of a task, as they are known on this side. */
export function candidatesOf({ candidates }: Task): Candidate[] {
  return candidates.map(({ path, location, isNamed, kind }) => ({
    path,
    isNamed,
    reading: readings[kind],
    location: typeof location === 'string' ? location : Buffer.from(location),
  }));
}

/** Piped on to this process, what nobody writes there would open the standard error. */
const QUIET = { stdout: true, stderr: true };

/** Threads that lint files of one root beside this one. */
export class Crew {
  readonly #seen = new Map<number, Seen>();
  readonly #ends: readonly Promise<void>[];
  /** Why workers ended before all was done. */
  readonly #failures: string[] = [];

  /** `program` is the file that a worker starts with, which is the command's own. */
  constructor(
    program: string,
    size: number,
    { root, choice, listed }: Root,
    candidates: readonly Candidate[],
    counters: Queue['counters'],
  ) {
    const task: Task = {
      root,
      choice,
      listed: listed.map(({ path }) => ({ path })),
      candidates: candidates.map(({ path, location, isNamed, reading }) => ({ path, location, isNamed, kind: reading.kind })),
      counters,
    };
    this.#ends = Array.from({ length: size }, () => this.#ended(new Worker(program, { workerData: task, ...QUIET })));
  }

  /** What the workers have seen, when there is nothing left to be seen. */
  async finished(): Promise<{ readonly seen: ReadonlyMap<number, Seen>; readonly failure: string }> {
    await Promise.all(this.#ends);
    return { seen: this.#seen, failure: this.#failures[0] ?? 'it has not said why' };
  }

  async #ended(worker: Worker): Promise<void> {
    worker.on('message', ({ index, seen }: Word) => {
      this.#seen.set(index, seen);
    });
    return new Promise((done) => {
      worker.on('error', (error: unknown) => {
        this.#failures.push(error instanceof Error ? error.message : String(error));
      });
      // Everything that it has sent arrives before.
      worker.on('exit', (code) => {
        if (code !== 0) this.#failures.push(`exit code ${String(code)}`);
        done();
      });
    });
  }
}
