import { availableParallelism } from 'node:os';
import type { Choice } from './choice.ts';
import type { Crew } from './crew.ts';
import type { Candidate } from './discover.ts';
import type { Seen } from './look.ts';
import type { Progress } from './progress.ts';
import { Queue } from './queue.ts';
import { lookedAtInTurn, type Turns } from './turns.ts';

/** Who may help to look at files, and who hears how far it is. */
export interface Helpers {
  /** The file that a worker starts with; `null` when there can be none. */
  readonly program: string | null;
  /** How many threads lint, this one included; `null`: as many as pay. */
  readonly threads: number | null;
  readonly progress: Progress | null;
}

export const NO_HELPERS: Helpers = { program: null, threads: null, progress: null };

/** The root whose files are looked at, as a worker needs to know it. */
export interface Root {
  readonly root: string;
  readonly choice: Choice;
  readonly listed: readonly Candidate[];
}

/** What others have seen of each file that this thread has not looked at; `lost` is a file whose worker came to an early end. */
export interface SeenByOthers {
  readonly others: ReadonlyMap<number, Seen | 'lost'>;
  /** Why a worker ended early. */
  readonly failure: string;
}

/** More threads than this only wait for the memory of the machine. */
const MOST_THREADS = 4;

/** Has all files looked at, by this thread and, where it pays, by others beside; `root` is null when the files are not for others. */
export async function lookedAtByAll(
  candidates: readonly Candidate[],
  root: Root | null,
  { program, threads, progress }: Helpers,
  { look, giveWay }: Pick<Turns, 'look' | 'giveWay'>,
): Promise<SeenByOthers> {
  const queue = new Queue(candidates.length);
  progress?.watch(queue);
  const most = Math.min((threads ?? Math.min(MOST_THREADS, availableParallelism())) - 1, candidates.length - 1);
  const here = new Set<number>();
  const start = performance.now();
  const turns: Turns = {
    next: () => queue.take(),
    candidates,
    look: (index, candidate) => {
      look(index, candidate);
      here.add(index);
      queue.finish();
      progress?.tick();
    },
    giveWay,
  };
  const isCrewWanted = (): boolean => most > 0 && (threads !== null || pays(performance.now() - start, here.size, candidates.length));
  const next = lookedAtInTurn(turns, queue.take(), () => root !== null && program !== null && isCrewWanted());
  let crew: Crew | undefined;
  if (next !== undefined && root && program !== null) {
    const { Crew } = await import('./crew.ts');
    crew = new Crew(program, most, root, candidates, queue.counters);
  }
  lookedAtInTurn(turns, next);
  if (!crew) return { others: new Map(), failure: '' };
  const timer = setInterval(() => progress?.tick(), 100);
  const { seen, failure } = await crew.finished();
  clearInterval(timer);
  const others = new Map<number, Seen | 'lost'>();
  for (const index of candidates.keys()) if (!here.has(index)) others.set(index, seen.get(index) ?? 'lost');
  return { others, failure };
}

/**
 * Will the rest, at the pace so far, take long enough for another thread to be worth its start? That costs about 0.3 s of
 * a core and 60 MB, while nobody has to wait for it.
 */
export function pays(milliseconds: number, done: number, all: number): boolean {
  return milliseconds > A_MOMENT && (milliseconds / done) * (all - done) > WORTH_IT;
}

/** The first files take longer than others: all code is new. */
const A_MOMENT = 200;
const WORTH_IT = 1000;
