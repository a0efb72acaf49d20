import type { Location } from './position.ts';

/** The part of a place that stands on its first line: enough to point at, where the whole would paint a screen. */
export function firstLineOf({ start, end }: Location, lines: readonly string[]): Location {
  return start.line === end.line
    ? { start, end }
    : { start, end: { line: start.line, column: lines[start.line - 1]?.length ?? start.column } };
}
