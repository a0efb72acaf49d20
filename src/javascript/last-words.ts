import { dottedText } from './names.ts';
import type { JavaScript } from './nodes.ts';

/** The last word of a name with dots: `router` of `users.router`. */
export function lastWordOf(node: JavaScript.Node): string | undefined {
  return dottedText(node)?.split('.').at(-1);
}
