import { HashCommentSource, type HashComment } from '../language/hash-comment-source.ts';
import type * as Markdown from './nodes.ts';

/** One step of ESLint's walk: entering (1) or leaving (2) a node. */
interface Step {
  readonly kind: 1;
  readonly phase: 1 | 2;
  readonly target: Markdown.Node;
  readonly args: [Markdown.Node];
}

/** A Markdown file as ESLint and its rules see it; `<!-- eslint-disable-next-line ... -->` means what it says. */
export class MarkdownSource extends HashCommentSource<Markdown.Document> {
  readonly fileKind = 'markdown';
  readonly comments: readonly HashComment[];

  constructor(text: string, ast: Markdown.Document, comments: readonly HashComment[]) {
    super(text, ast);
    this.comments = comments;
  }

  /** A `#` would be a heading. */
  override takesCommentAt(): boolean {
    return false;
  }

  override traverse(): Iterable<Step> {
    const steps: Step[] = [];
    const visit = (target: Markdown.Node, phase: 1 | 2) => {
      steps.push({ kind: 1, phase, target, args: [target] });
    };
    visit(this.ast, 1);
    for (const block of this.ast.children) {
      visit(block, 1);
      visit(block, 2);
    }
    visit(this.ast, 2);
    return steps;
  }
}
