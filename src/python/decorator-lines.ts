import type { Edit } from '../language/detector.ts';
import type { Decorator } from './decorators.ts';
import type * as Python from './nodes.ts';

/** The edits that move a decorator, with its lines and the comments above it, to another place in its stack; null when it shares a line. */
export function moveDecorator(decorator: Decorator, where: 'above' | 'below', target: Decorator): Edit[] | null {
  const { text } = decorator.node.tree;
  const from = linesOf(decorator.node, text);
  const to = linesOf(target.node, text);
  if (!from || !to) return null;
  const moved = text.slice(from[0], from[1]);
  const at = where === 'above' ? to[0] : to[1];
  return [
    { range: [at, at], text: moved },
    { range: [from[0], from[1]], text: '' },
  ];
}

/** From the first character of a decorator's lines, whole lines of comment above it included, to the beginning of the line below. */
function linesOf(node: Python.Decorator, text: string): [number, number] | null {
  const start = lineStart(text, node.range[0]);
  const end = lineEnd(text, node.range[1]);
  if (text.slice(start, node.range[0]).trim() !== '' || !/^[ \t]*(?:#[^\n]*)?\r?\n?$/u.test(text.slice(node.range[1], end)) || !text.slice(0, end).endsWith('\n')) return null;
  return [withComments(text, start, node.parent?.range[0] ?? start), end];
}

/** Comments above the first decorator are about the whole function and stay where they are. */
function withComments(text: string, start: number, floor: number): number {
  let at = start;
  while (at > floor) {
    const previous = lineStart(text, at - 1);
    if (previous < floor || !text.slice(previous, at).trimStart().startsWith('#')) break;
    at = previous;
  }
  return at;
}

function lineStart(text: string, offset: number): number {
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}
