/** Two ways of doing something, measured in turns, so that a busy machine slows both. */
export interface Pairs {
  readonly floor: number;
  readonly full: number;
  /** The median of the pairs' ratios, not the ratio of the medians. */
  readonly ratio: number;
}

export function measurePairs(floor: () => void, full: () => void, { warmups, runs }: { readonly warmups: number; readonly runs: number }): Pairs {
  const floors: number[] = [];
  const fulls: number[] = [];
  for (let run = -warmups; run < runs; run++) {
    // Whoever comes second inherits the other's garbage, so they take turns in that too.
    const isFloorFirst = run % 2 === 0;
    const first = timeOf(isFloorFirst ? floor : full);
    const second = timeOf(isFloorFirst ? full : floor);
    if (run < 0) continue;
    floors.push(isFloorFirst ? first : second);
    fulls.push(isFloorFirst ? second : first);
  }
  return { floor: median(floors), full: median(fulls), ratio: median(fulls.map((time, index) => time / (floors[index] ?? time))) };
}

function timeOf(action: () => void): number {
  const start = performance.now();
  action();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? NaN;
}
