import { HashCommentSource, surrounds, type HashComment, type TreeNode } from '../language/hash-comment-source.ts';
import type { Lines } from '../language/lines.ts';
import type { PythonNode, PythonTree } from './syntax/tree.ts';
import { stepsThrough, type Step } from '../tree-sitter/steps.ts';
import type * as Python from './nodes.ts';

/** A Python file as ESLint and its rules see it. */
export class PythonSource extends HashCommentSource<Python.Module & TreeNode> {
  readonly fileKind = 'python';
  readonly tree: PythonTree;
  readonly #visitsAll: boolean;
  readonly #declared = new Set<string>();
  #comments: readonly HashComment[] | undefined;

  constructor(tree: PythonTree, visit: 'all' | 'declared') {
    super(tree.text, tree.root as unknown as Python.Module & TreeNode);
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
    // Python joins the next line to one that ends in a backslash, and takes no comment in between.
    if (/\\(?:\r\n|\r|\n)?$/u.test(this.text.slice(Math.max(0, index - 3), index))) return false;
    return !this.tree.root.descendants('string').some(({ range }) => surrounds(range, index));
  }

  /** With `visit: 'declared'` only nodes of the kinds that rules named here become objects and steps. */
  declare(selectors: readonly string[]): void {
    for (const selector of selectors) this.#declared.add(selector);
  }

  /** ESLint asks for the steps before it creates the rules but walks them afterwards, so "declared" answers late. */
  override traverse(): Iterable<Step<PythonNode>> {
    if (this.#visitsAll) return stepsThrough(this.tree, null);
    return { [Symbol.iterator]: () => stepsThrough(this.tree, this.#declared)[Symbol.iterator]() };
  }
}
