import type * as Python from './nodes.ts';
import type { PythonTree } from './syntax/tree.ts';

/** Answers a question about a file once; the answer lives as long as the file's tree. */
export function oncePerTree<Answer>(ask: (tree: PythonTree) => Answer): (tree: PythonTree) => Answer {
  const answers = new WeakMap<PythonTree, { readonly answer: Answer }>();
  return (tree) => {
    let known = answers.get(tree);
    if (!known) answers.set(tree, (known = { answer: ask(tree) }));
    return known.answer;
  };
}

/** Answers a question about a node once; the answer lives as long as the node's tree. */
export function oncePerNode<Node extends Python.Node, Answer>(ask: (node: Node) => Answer): (node: Node) => Answer {
  // One weak key for each file: a weak key for each node makes the garbage collector work.
  const answersOf = oncePerTree(() => new Map<number, { readonly answer: Answer }>());
  return (node) => {
    const answers = answersOf(node.tree);
    let known = answers.get(node.row);
    if (!known) answers.set(node.row, (known = { answer: ask(node) }));
    return known.answer;
  };
}
