import type * as Python from './nodes.ts';
import type { PythonTree } from './syntax/tree.ts';

/** Answers a question about a file once; the answer lives as long as the file's tree. */
export function oncePerTree<Answer>(ask: (tree: PythonTree) => Answer): (tree: PythonTree) => Answer {
  return once(ask);
}

/** Answers a question about a node once; the answer lives as long as the node. */
export function oncePerNode<Node extends Python.Node, Answer>(ask: (node: Node) => Answer): (node: Node) => Answer {
  return once(ask);
}

function once<Key extends object, Answer>(ask: (key: Key) => Answer): (key: Key) => Answer {
  const answers = new WeakMap<Key, { readonly answer: Answer }>();
  return (key) => {
    let known = answers.get(key);
    if (!known) answers.set(key, (known = { answer: ask(key) }));
    return known.answer;
  };
}
