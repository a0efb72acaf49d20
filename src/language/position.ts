/** A place in a file as ESLint counts it: lines from 1, columns from 0, in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface Location {
  readonly start: Position;
  readonly end: Position;
}

export type Range = readonly [start: number, end: number];

/** What every node of every reader has. */
export interface SyntaxNode {
  readonly type: string;
  readonly range: Range;
  readonly loc: Location;
}
