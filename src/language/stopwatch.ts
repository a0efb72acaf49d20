/** Milliseconds of each rule and of each file. */
export interface Times {
  readonly rules: Map<string, number>;
  readonly files: Map<string, number>;
}

let times: Times | null = null;

/** From now on time is taken, or no more; what was taken before is forgotten. */
export function takeTimes(isWanted: boolean): Times | null {
  times = isWanted ? { rules: new Map(), files: new Map() } : null;
  return times;
}

/** The same action, which tells its time where time is taken; where it is not, the action itself, so that it costs nothing. */
export function timed<Args extends unknown[], Result>(
  kind: keyof Times,
  name: string,
  action: (...args: Args) => Result,
): (...args: Args) => Result {
  if (!times) return action;
  const sums = times[kind];
  return (...args) => {
    const start = performance.now();
    try {
      return action(...args);
    } finally {
      sums.set(name, (sums.get(name) ?? 0) + performance.now() - start);
    }
  };
}
