import type { AST } from 'yaml-eslint-parser';
import { HashCommentSource, surrounds, type HashComment } from '../language/hash-comment-source.ts';
import { noScopes } from '../language/no-scope.ts';

/** Which properties of a node hold its children, in the order of the file. */
export const visitorKeys = {
  Program: ['body'],
  YAMLDocument: ['directives', 'content'],
  YAMLDirective: [],
  YAMLMapping: ['pairs'],
  YAMLPair: ['key', 'value'],
  YAMLSequence: ['entries'],
  YAMLWithMeta: ['anchor', 'tag', 'value'],
  YAMLScalar: [],
  YAMLAlias: [],
  YAMLAnchor: [],
  YAMLTag: [],
} as const satisfies Record<AST.YAMLNode['type'], readonly string[]>;

/** One step of ESLint's walk: entering (1) or leaving (2) a node. */
interface Visit {
  readonly kind: 1;
  readonly phase: 1 | 2;
  readonly target: AST.YAMLNode;
  readonly args: [AST.YAMLNode];
}

/** What rules for JavaScript prepare themselves on, before the root and after it. */
interface CodePathStep {
  readonly kind: 2;
  readonly target: 'onCodePathStart' | 'onCodePathEnd';
  readonly args: [codePath: object, AST.YAMLNode];
}

type Step = Visit | CodePathStep;

/** A YAML file as ESLint and its rules see it. */
export class YamlSourceCode extends HashCommentSource<AST.YAMLProgram> {
  readonly fileKind = 'yaml';
  // The root is called `Program`, so more of these rules wake up on it.
  override readonly scopeManager = noScopes(this.getScope());
  #comments: readonly HashComment[] | undefined;

  get comments(): readonly HashComment[] {
    this.#comments ??= this.ast.comments.map(({ range, loc }) => ({ type: 'comment', range, loc, text: this.text.slice(...range) }));
    return this.#comments;
  }

  /** The parser's own comments, whose text stands in `value`, as rules for eslint-plugin-yml's language know them. */
  override getAllComments(): readonly AST.Comment[] {
    return this.ast.comments;
  }

  override takesCommentAt(index: number): boolean {
    const open: AST.YAMLNode[] = [this.ast];
    for (let node = open.pop(); node; node = open.pop()) {
      if (node.type === 'YAMLScalar' && surrounds(node.range, index)) return false;
      open.push(...childrenOf(node).filter(({ range }) => surrounds(range, index)));
    }
    return true;
  }

  override traverse(): Iterable<Step> {
    const step = (target: CodePathStep['target']): CodePathStep => ({ kind: 2, target, args: [{}, this.ast] });
    return [step('onCodePathStart'), ...stepsThrough(this.ast), step('onCodePathEnd')];
  }
}

/** A stack of our own, because a file may be nested deeper than the engine's. */
function stepsThrough(root: AST.YAMLNode): Visit[] {
  const steps: Visit[] = [];
  const stack: { readonly node: AST.YAMLNode; readonly phase: 1 | 2 }[] = [{ node: root, phase: 1 }];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { node, phase } = next;
    steps.push({ kind: 1, phase, target: node, args: [node] });
    if (phase === 2) continue;
    stack.push({ node, phase: 2 });
    for (const child of childrenOf(node).reverse()) stack.push({ node: child, phase: 1 });
  }
  return steps;
}

/** The nodes right below one, in the order of the file. */
export function childrenOf(node: AST.YAMLNode): AST.YAMLNode[] {
  const fields = node as unknown as Readonly<Record<string, AST.YAMLNode | readonly (AST.YAMLNode | null)[] | null>>;
  return visitorKeys[node.type].flatMap((key) => fields[key] ?? []).filter((child) => child !== null);
}
