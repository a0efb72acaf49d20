import { parseAnyLineEnds } from '../../tree-sitter/carriage-returns.ts';
import type { Grammar } from '../../tree-sitter/parser.ts';
import type { Rows } from '../../tree-sitter/rows.ts';
import { installFields, SyntaxNode, SyntaxTree } from '../../tree-sitter/tree.ts';
import { pythonParser } from './grammar.ts';
import { withoutLongComments } from './long-comments.ts';

/** A parsed Python file. */
export class PythonTree extends SyntaxTree<PythonNode> {
  constructor(text: string, rows: Rows, grammar: Grammar) {
    super(text, rows, grammar);
    installFields(PythonNode.prototype, grammar);
  }

  protected override make(row: number): PythonNode {
    return new PythonNode(this, row);
  }

  /** The same tree, of which nothing has been asked. */
  fresh(): PythonTree {
    return new PythonTree(this.text, this.rows, this.grammar);
  }
}

/** One node; what a kind offers is typed in `nodes.ts`. */
export class PythonNode extends SyntaxNode<PythonTree, PythonNode> {}

export function parsePython(text: string): PythonTree {
  const parser = pythonParser();
  return new PythonTree(text, parseAnyLineEnds(parser, withoutLongComments(text)), parser.grammar);
}
