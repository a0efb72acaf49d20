import type { Edit } from '../language/detector.ts';
import { moveLines, type MovablePiece } from '../language/move-lines.ts';
import type { Decorator } from './decorators.ts';

/** The edits that move a decorator to another place in its stack, with the comments above it; null when it shares a line. */
export function moveDecorator({ node }: Decorator, where: 'above' | 'below', target: Decorator): Edit[] | null {
  // The parser reads on where a stack is not in line; Python does not.
  if (indentOf(node) !== indentOf(target.node)) return null;
  return moveLines(node.tree.text, pieceOf(node), where, pieceOf(target.node), '#');
}

function indentOf({ tree: { text }, range: [start] }: Decorator['node']): string {
  return text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
}

/** Comments above the first decorator are about the whole function and stay where they are. */
function pieceOf(node: Decorator['node']): MovablePiece {
  return { range: node.range, floor: node.parent?.range[0] ?? node.range[0] };
}
