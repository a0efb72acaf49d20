import type * as Python from './nodes.ts';

/** Is this child no code: a comment, or a backslash at a line's end? */
export function isTrivia({ type }: { readonly type: string }): boolean {
  return type === 'comment' || type === 'line_continuation';
}

/** The named children that are code. */
export function parts(node: Python.Node): readonly Python.Node[] {
  const { children } = node;
  return children.some(isTrivia) ? children.filter((child) => !isTrivia(child)) : children;
}

/** The expression inside of parentheses and of the grammar's `type` wrapper. */
export function unwrap(node: Python.Node): Python.Node {
  let inner = node;
  while (inner.type === 'parenthesized_expression' || inner.type === 'type') {
    const first = inner.children.find((child) => !isTrivia(child));
    if (!first) return inner;
    inner = first;
  }
  return inner;
}

/** `headers['X'] = value` writes, and `del headers['X']` removes: neither reads what is there. */
export function isWritten(subscript: Python.Node): boolean {
  const { parent } = subscript;
  return parent?.type === 'delete_statement' || (parent?.type === 'assignment' && parent.left === subscript);
}
