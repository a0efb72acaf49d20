import type { Range } from './position.ts';

/** What keeps a place recognisable when lines around it come and go: the definitions it stands in, and its own code. */
export interface Anchor {
  /** The names of the functions, classes or keys around the place, the outermost first. */
  readonly within: readonly string[];
  /** The smallest statement or entry that holds the place, without the block that it may open. */
  readonly range: Range;
}
