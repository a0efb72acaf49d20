import { HOLE } from './tokens.ts';

/** A stretch of an SQL text that a program puts together. */
export type SqlPart<Node> = { readonly text: string } | { readonly expression: Node };

export interface BuiltSql<Node> {
  /** The text, with a NUL for each hole. */
  readonly text: string;
  /** The expressions in the holes, in their order. */
  readonly holes: readonly Node[];
}

/** Joins the parts of a text that a program puts together. */
export function builtSql<Node>(parts: readonly SqlPart<Node>[]): BuiltSql<Node> {
  let text = '';
  const holes: Node[] = [];
  for (const part of parts) {
    if ('text' in part) text += part.text.replaceAll(HOLE, ' ');
    else {
      text += HOLE;
      holes.push(part.expression);
    }
  }
  return { text, holes };
}
