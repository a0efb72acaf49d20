import type { Anchor } from '../language/anchor.ts';
import type * as Dotenv from './nodes.ts';

/** How is a place in a file recognised? By the variable that is set there. */
export function anchorAt({ children }: Dotenv.Document, place: number): Anchor {
  const assignment = children.find(({ range: [start, end] }) => start <= place && place <= end);
  return { within: assignment ? [assignment.key.name] : [], range: assignment?.range ?? [place, place] };
}
