import { parseAnyLineEnds } from '../../tree-sitter/carriage-returns.ts';
import type { Grammar } from '../../tree-sitter/parser.ts';
import type { Rows } from '../../tree-sitter/rows.ts';
import { installFields, SyntaxNode, SyntaxTree } from '../../tree-sitter/tree.ts';
import { sharedParser } from './grammar.ts';

/** A parsed shell script. */
export class ShellTree extends SyntaxTree<ShellNode> {
  constructor(text: string, rows: Rows, grammar: Grammar) {
    super(text, rows, grammar);
    installFields(ShellNode.prototype, grammar);
  }

  protected override make(row: number): ShellNode {
    return new ShellNode(this, row);
  }
}

/** One node; what a kind offers is typed in `nodes.ts`. */
export class ShellNode extends SyntaxNode<ShellTree, ShellNode> {}

/** What does a script for sh or bash do? Any text is read; what is no script becomes ERROR nodes. */
export function parseShell(text: string): ShellTree {
  const parser = sharedParser.get();
  // The grammar's scanner takes such a character for the end of the file, and then looks at the file again.
  return new ShellTree(text, parseAnyLineEnds(parser, text.replaceAll('\0', ' ')), parser.grammar);
}
