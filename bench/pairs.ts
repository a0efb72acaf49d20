/** Two ways of doing something, measured in turns, so that a busy machine slows both. Times in milliseconds. */
export interface Pairs {
  readonly floor: number;
  readonly full: number;
  /** The median of the pairs' ratios, which is steadier than the ratio of the medians. */
  readonly ratio: number;
}

interface Effort {
  readonly warmups: number;
  readonly runs: number;
}

export function measurePairs(floor: () => void, full: () => void, { warmups, runs }: Effort): Pairs {
  const floors: number[] = [];
  const fulls: number[] = [];
  const times = repetitions(floor);
  for (let run = -warmups; run < runs; run++) {
    // Whoever comes second inherits the other's garbage, so they take turns in that too.
    const isFloorFirst = run % 2 === 0;
    const first = timeOf(isFloorFirst ? floor : full, times);
    const second = timeOf(isFloorFirst ? full : floor, times);
    if (run < 0) continue;
    floors.push(isFloorFirst ? first : second);
    fulls.push(isFloorFirst ? second : first);
  }
  return { floor: median(floors), full: median(fulls), ratio: median(fulls.map((time, index) => time / (floors[index] ?? time))) };
}

/** What takes a few milliseconds is done several times in a row: one pause of the machine would outweigh it. */
function repetitions(action: () => void): number {
  const once = timeOf(action, 1);
  return Math.max(1, Math.min(50, Math.ceil(SHORTEST / once)));
}

const SHORTEST = 150;

function timeOf(action: () => void, times: number): number {
  const start = performance.now();
  for (let time = 0; time < times; time++) action();
  return (performance.now() - start) / times;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? NaN;
}
