import { HashCommentSource, surrounds, type HashComment, type TreeNode } from '../language/hash-comment-source.ts';
import type { Lines } from '../language/lines.ts';
import { stepsThrough, type Step } from '../tree-sitter/steps.ts';
import type * as Shell from './nodes.ts';
import type { ShellNode, ShellTree } from './syntax/tree.ts';

/** What no comment can begin in: texts, and conditions and expressions in brackets of their own. */
const CLOSED = [
  ...(['string', 'raw_string', 'ansi_c_string', 'expansion', 'arithmetic_expansion', 'test_command', 'subscript', 'regex'] as const),
  'ERROR',
];

/** A shell script as ESLint and its rules see it. */
export class ShellSource extends HashCommentSource<Shell.Program & TreeNode> {
  readonly fileKind = 'shell';
  readonly tree: ShellTree;
  readonly #visitsAll: boolean;
  readonly #declared = new Set<string>();
  #comments: readonly HashComment[] | undefined;

  constructor(tree: ShellTree, visit: 'all' | 'declared') {
    super(tree.text, tree.root as unknown as Shell.Program & TreeNode);
    this.tree = tree;
    this.#visitsAll = visit === 'all';
  }

  protected override linesOf(): Lines {
    return this.tree.lines;
  }

  get comments(): readonly HashComment[] {
    return (this.#comments ??= this.tree.root.descendants('comment') as unknown as HashComment[]);
  }

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

  /** With `visit: 'declared'` only nodes of the kinds that rules named here become objects and steps. */
  declare(selectors: readonly string[]): void {
    for (const selector of selectors) this.#declared.add(selector);
  }

  /** ESLint asks for the steps before it creates the rules but walks them afterwards, so "declared" answers late. */
  override traverse(): Iterable<Step<ShellNode>> {
    if (this.#visitsAll) return stepsThrough(this.tree, null);
    return { [Symbol.iterator]: () => stepsThrough(this.tree, this.#declared)[Symbol.iterator]() };
  }
}
