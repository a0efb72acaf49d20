import { ConfigCommentParser, Directive, TextSourceCodeBase } from '@eslint/plugin-kit';
import { Lines } from './lines.ts';
import { noScope, type NoScope } from './no-scope.ts';
import type { Location, Position, Range, SyntaxNode } from './position.ts';

/** A `#` comment; its range holds neither indentation nor the line's end, because ESLint replaces exactly that range. */
export interface HashComment extends SyntaxNode {
  readonly type: 'comment';
  readonly text: string;
}

/** A node of one of our own readers. */
export interface TreeNode extends SyntaxNode {
  readonly parent: TreeNode | null;
}

interface ParsedDirective {
  readonly node: HashComment;
  readonly label: string;
  readonly value: string;
  readonly justification: string;
}

const DIRECTIVE = /^#\s*eslint(?:-enable|-disable(?:-(?:next-)?line)?)?(?:\s|$)/u;
const directiveParser = new ConfigCommentParser();
const NO_NODES: readonly never[] = [];

/**
 * The SourceCode of every language whose comments start with `#`: positions, `# eslint-disable...`, `# eslint rule: off`,
 * and the JavaScript questions that a rule for JavaScript asks when a careless configuration lets it see our files.
 */
export abstract class HashCommentSource<Root extends TreeNode> extends TextSourceCodeBase<{
  LangOptions: Record<string, unknown>;
  RootNode: Root;
  SyntaxElementWithLoc: SyntaxNode;
  ConfigNode: HashComment;
}> {
  #lines: Lines | undefined;
  #scope: NoScope | undefined;

  constructor(text: string, ast: Root) {
    super({ text, ast, lineEndingPattern: /\r\n|\r|\n/u });
  }

  /** All comments of the file, in order. */
  abstract get comments(): readonly HashComment[];

  /** May a comment begin here, or would it become part of a text, or break the code before it? */
  abstract takesCommentAt(index: number): boolean;

  /** A tree that counts lines itself has them already. */
  protected linesOf(): Lines {
    return new Lines(this.text);
  }

  get lineTable(): Lines {
    return (this.#lines ??= this.linesOf());
  }

  /** The text of one line: for a single place the others need no strings. */
  lineText(line: number): string {
    return this.lineTable.text(line);
  }

  override get lines(): string[] {
    return this.lineTable.texts();
  }

  override getLoc(node: SyntaxNode): { start: Position; end: Position } {
    // Asked for the root, ESLint means the whole text, which a tree may not span.
    return node === this.ast ? this.#whole() : node.loc;
  }

  override getRange(node: SyntaxNode): [number, number] {
    return [...node.range];
  }

  override getLocFromIndex(index: number): Position {
    return this.lineTable.locate(index);
  }

  override getIndexFromLoc(position: Position): number {
    return this.lineTable.indexOf(position);
  }

  override getParent(node: SyntaxNode): TreeNode | undefined {
    return (node as TreeNode).parent ?? undefined;
  }

  #whole(): Location {
    return { start: { line: 1, column: 0 }, end: this.lineTable.locate(this.text.length) };
  }

  // --- directives

  getInlineConfigNodes(): HashComment[] {
    if (!this.text.includes('eslint')) return [];
    return this.comments.filter((comment) => DIRECTIVE.test(comment.text));
  }

  #directives(): ParsedDirective[] {
    return this.getInlineConfigNodes().flatMap((node) => {
      const parsed = directiveParser.parseDirective(node.text.slice(1));
      return parsed ? [{ node, label: parsed.label, value: parsed.value, justification: parsed.justification }] : [];
    });
  }

  getDisableDirectives(): { directives: Directive[]; problems: [] } {
    const directives = this.#directives().flatMap(({ label, ...rest }) => {
      const type = label.replace(/^eslint-?/u, '');
      return isDisableType(type) ? [new Directive({ type, ...rest })] : [];
    });
    return { directives, problems: [] };
  }

  applyInlineConfig() {
    const configs: { loc: Location; config: { rules: Record<string, unknown> } }[] = [];
    const problems: { loc: Location; ruleId: null; message: string }[] = [];
    for (const { node, label, value } of this.#directives()) {
      if (label !== 'eslint') continue;
      const parsed = directiveParser.parseJSONLikeConfig(value);
      if (parsed.ok) configs.push({ loc: node.loc, config: { rules: parsed.config } });
      else problems.push({ loc: node.loc, ruleId: null, message: parsed.error.message });
    }
    return { configs, problems };
  }

  // --- questions of rules for JavaScript, answered so that they stay silent instead of crashing

  readonly scopeManager: object | null = null;
  readonly parserServices: Record<string, unknown> = {};
  readonly tokensAndComments: readonly never[] = NO_NODES;
  readonly isESTree: boolean = false;

  getLines(): string[] {
    return this.lines;
  }
  getAllComments(): readonly SyntaxNode[] {
    return this.comments;
  }
  getScope(): NoScope {
    return (this.#scope ??= noScope(this.ast));
  }
  getDeclaredVariables(): readonly never[] {
    return NO_NODES;
  }
  getCommentsBefore(): readonly never[] {
    return NO_NODES;
  }
  getCommentsAfter(): readonly never[] {
    return NO_NODES;
  }
  getCommentsInside(): readonly never[] {
    return NO_NODES;
  }
  getTokens(): readonly never[] {
    return NO_NODES;
  }
  getFirstTokens(): readonly never[] {
    return NO_NODES;
  }
  getLastTokens(): readonly never[] {
    return NO_NODES;
  }
  getTokensBefore(): readonly never[] {
    return NO_NODES;
  }
  getTokensAfter(): readonly never[] {
    return NO_NODES;
  }
  getTokensBetween(): readonly never[] {
    return NO_NODES;
  }
  getFirstToken(): null {
    return null;
  }
  getLastToken(): null {
    return null;
  }
  getTokenBefore(): null {
    return null;
  }
  getTokenAfter(): null {
    return null;
  }
  getFirstTokenBetween(): null {
    return null;
  }
  getLastTokenBetween(): null {
    return null;
  }
  getTokenByRangeStart(): null {
    return null;
  }
  getNodeByRangeIndex(): null {
    return null;
  }
  commentsExistBetween(): boolean {
    return false;
  }
  isSpaceBetween(): boolean {
    return false;
  }
  isGlobalReference(): boolean {
    return false;
  }
  markVariableAsUsed(): boolean {
    return false;
  }
}

type DisableType = 'disable' | 'enable' | 'disable-line' | 'disable-next-line';

function isDisableType(type: string): type is DisableType {
  return type === 'disable' || type === 'enable' || type === 'disable-line' || type === 'disable-next-line';
}

/** The text a node covers, whatever reader made it. */
export function textOf(range: Range, text: string): string {
  return text.slice(range[0], range[1]);
}

/** Does the piece hold the place between two of its characters? */
export function surrounds([start, end]: Range, index: number): boolean {
  return start < index && index < end;
}
