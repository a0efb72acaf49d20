import type { PythonTree } from './tree.ts';

let offered: PythonTree | undefined;

/** Does something; if that parses the text of a tree which is known already, the tree is taken instead. */
export function offering<Result>(tree: PythonTree | undefined, work: () => Result): Result {
  offered = tree;
  try {
    return work();
  } finally {
    offered = undefined;
  }
}

export function offeredTree(text: string): PythonTree | undefined {
  return offered?.text === text ? offered : undefined;
}
