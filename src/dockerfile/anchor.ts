import type { Anchor } from '../language/anchor.ts';
import type * as Dockerfile from './nodes.ts';

/** How is a place in a file recognised? By its stage, its instruction and, of an instruction with several lines, its own line. */
export function anchorAt({ children }: Dockerfile.Document, text: string, place: number): Anchor {
  const holds = ({ range: [start, end] }: Dockerfile.Node): boolean => start <= place && place <= end;
  const top = children.find(holds);
  const stage = top?.type === 'stage' ? top : null;
  const instruction = (stage ? stage.children : children).find((node) => node.type === 'instruction' && holds(node));
  const within = stage ? [stage.name ?? stage.image] : [];
  if (instruction?.type !== 'instruction') return { within, range: [place, place] };
  const [start, end] = instruction.range;
  const lineStart = Math.max(start, 1 + Math.max(text.lastIndexOf('\n', place - 1), text.lastIndexOf('\r', place - 1)));
  const rest = /[\r\n]/u.exec(text.slice(place, end));
  return { within: [...within, instruction.keyword], range: [lineStart, rest ? place + rest.index : end] };
}
