import { HashCommentSource, surrounds } from '../language/hash-comment-source.ts';
import type { Lines } from '../language/lines.ts';
import type { Location, Range } from '../language/position.ts';
import type * as Dockerfile from './nodes.ts';
import type { ParsedDockerfile } from './parse.ts';

/** Which properties of a node hold its children, in the order of the file. */
export const visitorKeys = {
  document: ['children'],
  stage: ['children'],
  instruction: ['children'],
  flag: [],
  word: [],
  command: [],
  assignment: ['key', 'value'],
  key: [],
  value: [],
  heredoc: [],
  comment: [],
} as const satisfies Record<Dockerfile.Node['type'], readonly string[]>;

/** One step of ESLint's walk: entering (1) or leaving (2) a node. */
interface Step {
  readonly kind: 1;
  readonly phase: 1 | 2;
  readonly target: Dockerfile.Node;
  readonly args: [Dockerfile.Node];
}

/** A Dockerfile as ESLint and its rules see it. */
export class DockerfileSource extends HashCommentSource<Dockerfile.Document> {
  readonly fileKind = 'dockerfile';
  readonly comments: readonly Dockerfile.Comment[];
  readonly #lines: Lines;
  readonly #directivesEnd: number;

  constructor(text: string, { ast, comments, lines, directivesEnd }: ParsedDockerfile) {
    super(text, ast);
    this.comments = comments;
    this.#lines = lines;
    this.#directivesEnd = directivesEnd;
  }

  protected override linesOf(): Lines {
    return this.#lines;
  }

  /** Where a piece of the file stands, as a finding needs it. */
  locationOf([start, end]: Range): Location {
    return { start: this.lineTable.locate(start), end: this.lineTable.locate(end) };
  }

  /** A comment has its line for itself, even between the lines of an instruction; a heredoc has none. */
  override takesCommentAt(index: number): boolean {
    if (index <= this.#directivesEnd && this.#directivesEnd > 0) return false;
    const lineStart = this.lineTable.starts[this.lineTable.locate(index).line - 1] ?? 0;
    if (this.text.slice(lineStart, index).trim() !== '') return false;
    return !this.#holdsHeredoc(index);
  }

  #holdsHeredoc(index: number): boolean {
    const open: Dockerfile.Node[] = [this.ast];
    for (let node = open.pop(); node; node = open.pop()) {
      // A comment above its first line would be the first line.
      if (node.type === 'heredoc' && node.isClosed && (surrounds(node.range, index) || node.range[0] === index)) return true;
      for (const child of childrenOf(node)) if (child.range[0] <= index && index <= child.range[1]) open.push(child);
    }
    return false;
  }

  override traverse(): Iterable<Step> {
    const steps: Step[] = [];
    const stack: { readonly node: Dockerfile.Node; readonly phase: 1 | 2 }[] = [{ node: this.ast, phase: 1 }];
    for (let next = stack.pop(); next; next = stack.pop()) {
      const { node, phase } = next;
      steps.push({ kind: 1, phase, target: node, args: [node] });
      if (phase === 2) continue;
      stack.push({ node, phase: 2 });
      const children = childrenOf(node);
      for (let at = children.length - 1; at >= 0; at--) {
        const child = children[at];
        if (child) stack.push({ node: child, phase: 1 });
      }
    }
    return steps;
  }
}

/** The nodes right below one, in the order of the file. */
export function childrenOf(node: Dockerfile.Node): readonly Dockerfile.Node[] {
  switch (node.type) {
    case 'document':
    case 'stage':
    case 'instruction':
      return node.children;
    case 'assignment':
      return node.value ? [node.key, node.value] : [node.key];
    default:
      return [];
  }
}
