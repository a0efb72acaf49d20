/** A stretch of a file, in whatever unit a reader counts. */
export type Stretch = readonly [start: number, end: number];

/** One place that gives a name a value. */
export interface Write {
  /** From where on the name has the value: behind the statement, or where a loop's body begins. */
  readonly from: number;
  /** The block that runs as a whole once the write has run; null when the write may be skipped or only adds to the value. */
  readonly block: Stretch | null;
}

/**
 * Which writes can a use still see? A write that surely ran before the use hides the earlier ones; a later write is seen
 * when a loop leads back to the use. `loops` are the loops around the use inside the function that owns the name, and
 * `writes` stand in the order of the text.
 */
export function reachingWrites<W extends Write>(writes: readonly W[], use: number, loops: readonly Stretch[]): W[] {
  const earlier = writes.filter(({ from }) => from <= use);
  const last = earlier.findLastIndex(({ block }) => block !== null && holds(block, use));
  const hiding = earlier[last];
  const later = writes.filter(
    ({ from }) => from > use && loops.some((loop) => holds(loop, from - 1) && !(hiding?.block && holds(loop, hiding.block[0]))),
  );
  return [...(last < 0 ? earlier : earlier.slice(last)), ...later];
}

function holds([start, end]: Stretch, place: number): boolean {
  return place >= start && place < end;
}
