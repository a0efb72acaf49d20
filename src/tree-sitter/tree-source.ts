import { HashCommentSource, type HashComment, type TreeNode } from '../language/hash-comment-source.ts';
import type { Lines } from '../language/lines.ts';
import { stepsThrough, type Step } from './steps.ts';
import type { SyntaxTree } from './tree.ts';

/** A file that tree-sitter has read, as ESLint and its rules see it. */
export abstract class TreeSource<
  Node extends { readonly type: string },
  Tree extends SyntaxTree<Node>,
  Root extends TreeNode,
> extends HashCommentSource<Root> {
  readonly tree: Tree;
  readonly #visitsAll: boolean;
  readonly #declared = new Set<string>();
  #comments: readonly HashComment[] | undefined;

  constructor(tree: Tree, visit: 'all' | 'declared') {
    super(tree.text, tree.node(0) as unknown as Root);
    this.tree = tree;
    this.#visitsAll = visit === 'all';
  }

  protected override linesOf(): Lines {
    return this.tree.lines;
  }

  get comments(): readonly HashComment[] {
    return (this.#comments ??= Array.from(this.tree.rowsOf(['comment']), (row) => this.tree.node(row) as unknown as HashComment));
  }

  /** With `visit: 'declared'` only nodes of the kinds that rules named here become objects and steps. */
  declare(selectors: readonly string[]): void {
    for (const selector of selectors) this.#declared.add(selector);
  }

  /** ESLint asks for the steps before it creates the rules but walks them afterwards, so "declared" answers late. */
  override traverse(): Iterable<Step<Node>> {
    if (this.#visitsAll) return stepsThrough(this.tree, null);
    return { [Symbol.iterator]: () => stepsThrough(this.tree, this.#declared)[Symbol.iterator]() };
  }
}
