import type { LooseNode } from './loose-node.ts';

/** What ESLint shows as "Parsing error", in the terms parsers speak to it: lines and columns from 1. */
export class ParseError extends SyntaxError {
  readonly lineNumber: number;
  readonly column: number;
  readonly index: number;

  constructor(message: string, lineNumber: number, column: number, index: number) {
    super(message);
    this.lineNumber = lineNumber;
    this.column = column;
    this.index = index;
  }
}

interface BabelError {
  readonly loc?: { readonly line: number; readonly column: number };
  readonly pos?: number;
}

/** Any failure to read a file, as a parse error of that file. */
export function parseErrorFrom(error: unknown): ParseError {
  if (error instanceof ParseError) return error;
  if (error instanceof RangeError) return new ParseError('The code is nested too deep to be read.', 1, 1, 0);
  const { loc = { line: 1, column: 0 }, pos = 0 } = error as BabelError;
  const message = error instanceof Error ? error.message : String(error);
  return new ParseError(message.replace(/ ?\(\d+:\d+\)$/u, ''), loc.line, loc.column + 1, pos);
}

export function tooDeep(deepest: LooseNode): ParseError {
  const { line, column } = deepest.loc.start;
  return new ParseError('The code is nested too deep to be read.', line, column + 1, deepest.range[0]);
}
