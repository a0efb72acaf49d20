import type { AST } from 'yaml-eslint-parser';
import type { Anchor } from '../language/anchor.ts';
import { childrenOf } from './source-code.ts';

/** How is a place in a file recognised? By the keys that lead to it. */
export function anchorAt(root: AST.YAMLProgram, text: string, place: number): Anchor {
  const within: string[] = [];
  let range: readonly [number, number] = [place, place];
  for (
    let node: AST.YAMLNode | undefined = root;
    node;
    node = childrenOf(node).find(({ range: [start, end] }) => start <= place && place < end)
  ) {
    if (node.type === 'YAMLScalar') range = node.range;
    if (node.type !== 'YAMLPair') continue;
    range = node.range;
    if (node.key) within.push(text.slice(...node.key.range));
  }
  return { within, range };
}
