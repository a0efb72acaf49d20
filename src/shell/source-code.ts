import { surrounds, type TreeNode } from '../language/hash-comment-source.ts';
import { TreeSource } from '../tree-sitter/tree-source.ts';
import type * as Shell from './nodes.ts';
import type { ShellNode, ShellTree } from './syntax/tree.ts';

/** What no comment can begin in: texts, and conditions and expressions in brackets of their own. */
const CLOSED = [
  ...(['string', 'raw_string', 'ansi_c_string', 'expansion', 'arithmetic_expansion', 'test_command', 'subscript', 'regex'] as const),
  'ERROR',
];

/** A shell script as ESLint and its rules see it. */
export class ShellSource extends TreeSource<ShellNode, ShellTree, Shell.Program & TreeNode> {
  readonly fileKind = 'shell';

  override takesCommentAt(index: number): boolean {
    // The first line says who runs the script, and a backslash joins the next line to its own.
    if (index === 0 && this.text.startsWith('#!')) return false;
    if (/\\(?:\r\n|\r|\n)?$/u.test(this.text.slice(Math.max(0, index - 3), index))) return false;
    const { root } = this.tree;
    const inHeredoc = root
      .descendants('heredoc_redirect')
      .some(({ range, text }) => surrounds(range, index) && /[\r\n]/u.test(text.slice(0, index - range[0])));
    return !inHeredoc && !root.descendants(...CLOSED).some(({ range }) => surrounds(range, index));
  }
}
