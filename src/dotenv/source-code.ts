import { HashCommentSource, surrounds, type HashComment } from '../language/hash-comment-source.ts';
import type * as Dotenv from './nodes.ts';

/** One step of ESLint's walk: entering (1) or leaving (2) a node. */
interface Step {
  readonly kind: 1;
  readonly phase: 1 | 2;
  readonly target: Dotenv.Node;
  readonly args: [Dotenv.Node];
}

/** A `.env` file as ESLint and its rules see it. */
export class DotenvSource extends HashCommentSource<Dotenv.Document> {
  readonly fileKind = 'dotenv';
  readonly comments: readonly HashComment[];

  constructor(text: string, ast: Dotenv.Document, comments: readonly HashComment[]) {
    super(text, ast);
    this.comments = comments;
  }

  override takesCommentAt(index: number): boolean {
    return !this.ast.children.some(({ value }) => value && surrounds(value.range, index));
  }

  /** The tree has three floors and never more, so three loops walk it. */
  override traverse(): Iterable<Step> {
    const steps: Step[] = [];
    const visit = (target: Dotenv.Node, phase: 1 | 2) => {
      steps.push({ kind: 1, phase, target, args: [target] });
    };
    visit(this.ast, 1);
    for (const assignment of this.ast.children) {
      visit(assignment, 1);
      for (const part of [assignment.key, assignment.value]) {
        if (!part) continue;
        visit(part, 1);
        visit(part, 2);
      }
      visit(assignment, 2);
    }
    visit(this.ast, 2);
    return steps;
  }
}
