import { surrounds, type TreeNode } from '../language/hash-comment-source.ts';
import type { PythonNode, PythonTree } from './syntax/tree.ts';
import { TreeSource } from '../tree-sitter/tree-source.ts';
import type * as Python from './nodes.ts';

/** A Python file as ESLint and its rules see it. */
export class PythonSource extends TreeSource<PythonNode, PythonTree, Python.Module & TreeNode> {
  readonly fileKind = 'python';

  override takesCommentAt(index: number): boolean {
    // Python joins the next line to one that ends in a backslash, and takes no comment in between.
    if (/\\(?:\r\n|\r|\n)?$/u.test(this.text.slice(Math.max(0, index - 3), index))) return false;
    return !this.tree.root.descendants('string').some(({ range }) => surrounds(range, index));
  }
}
