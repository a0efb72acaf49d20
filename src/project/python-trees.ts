import { PythonSource } from '../python/source-code.ts';
import { offering } from '../python/syntax/offered-tree.ts';
import { parsePython, type PythonTree } from '../python/syntax/tree.ts';
import type { Project } from './project.ts';

/** So many trees are kept: a tree is larger than its text. */
const MOST_KEPT = 400;

/**
 * The trees of a project's modules. While the project stays what it is, a file that is linted and a module that rules ask
 * about are parsed once, whichever is read first. They share the rows and nothing else: what is made while a file is linted
 * is garbage with the next file, and must not hang from what lives on.
 */
class PythonTrees {
  readonly #isSteady: boolean;
  readonly #kept = new Map<string, PythonTree>();

  constructor({ content }: Project) {
    this.#isSteady = content.isSteady;
  }

  /** The question for `Project.ask`: null for what cannot be parsed, which is told where that file itself is linted. */
  readonly read = (text: string, path: string): PythonTree | null => {
    const kept = this.#kept.get(path);
    if (kept?.text === text) return kept;
    try {
      const tree = parsePython(text);
      this.#keep(path, tree);
      return tree;
      // eslint-disable-next-line pitfalls/broad-except -- what tree-sitter gives up on is told where that file itself is linted
    } catch {
      return null;
    }
  };

  /** Lints a file; `sourceOf` tells afterwards what ESLint made of it. */
  linting<Result>(path: string, lint: () => Result, sourceOf: () => unknown): Result {
    const kept = this.#kept.get(path);
    const result = offering(kept?.fresh(), lint);
    const source = sourceOf();
    if (source instanceof PythonSource && source.tree.text !== kept?.text) this.#keep(path, source.tree.fresh());
    return result;
  }

  #keep(path: string, tree: PythonTree): void {
    if (!this.#isSteady) return;
    // What was used last stands last, so the first is the oldest.
    this.#kept.delete(path);
    this.#kept.set(path, tree);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest);
  }
}

const treesOf = new WeakMap<Project, PythonTrees>();

export function pythonTreesOf(project: Project): PythonTrees {
  let trees = treesOf.get(project);
  if (!trees) treesOf.set(project, (trees = new PythonTrees(project)));
  return trees;
}
