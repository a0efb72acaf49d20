import type * as Python from './nodes.ts';
import type { PythonTree } from './syntax/tree.ts';

/** How many questions are remembered: each has its place among a tree's answers. */
let questions = 0;

/** Answers a question about a file once; the answer lives as long as the file's tree. */
export function oncePerTree<Answer>(ask: (tree: PythonTree) => Answer): (tree: PythonTree) => Answer {
  const place = questions++;
  return (tree) => {
    let known = tree.answers[place] as { readonly answer: Answer } | undefined;
    if (!known) tree.answers[place] = known = { answer: ask(tree) };
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
