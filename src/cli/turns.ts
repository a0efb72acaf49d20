import type { Candidate } from './discover.ts';
import { OutOfTime, withinTime } from './within-time.ts';

/** So long one file may take, in milliseconds: dozens of times what the worst real ones take on a slow machine. */
const PATIENCE = 30_000;

/** So often a file is begun anew because the machine stood still. */
const MOST_STANDSTILLS = 3;

/** The files of which some are looked at here. */
export interface Turns {
  /** Whose turn is it next? Nobody's, when all are done. */
  readonly next: () => number | undefined;
  readonly candidates: readonly Candidate[];
  readonly look: (index: number, candidate: Candidate) => void;
  /** Sees to it that the next look at the file takes less: the last one would have gone on for ever. */
  readonly giveWay: (candidate: Candidate) => void;
}

/**
 * Looks at files until there is none left, or a pause is wanted; the answer is the one to go on with. Several files are
 * watched at once, because the watch costs something, and still each has all of the patience.
 */
export function lookedAtInTurn(
  { next, candidates, look, giveWay }: Turns,
  first = next(),
  isPaused: () => boolean = () => false,
  patience = PATIENCE,
): number | undefined {
  let index = first;
  let candidate = candidates[index ?? -1];
  let before = process.cpuUsage();
  let standstills = 0;
  const lookAtSome = (): void => {
    const start = performance.now();
    while (index !== undefined && candidate && !isPaused() && performance.now() - start < patience) {
      before = process.cpuUsage();
      look(index, candidate);
      standstills = 0;
      index = next();
      candidate = candidates[index ?? -1];
    }
  };
  while (candidate && !isPaused()) {
    try {
      withinTime(2 * patience, lookAtSome);
    } catch (error) {
      if (!(error instanceof OutOfTime)) throw error;
      // On a machine that is busy with something else the time goes by without anything being done.
      const { user, system } = process.cpuUsage(before);
      const hasWorked = (user + system) / 1000 > patience / 2;
      if (hasWorked || ++standstills > MOST_STANDSTILLS) giveWay(candidate);
    }
  }
  return index;
}
