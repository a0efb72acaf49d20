import { Lines } from '../language/lines.ts';
import type { Location, Range } from '../language/position.ts';
import { KindIndex } from './kind-index.ts';
import type { Grammar } from './parser.ts';
import { MISSING, type Rows } from './rows.ts';

/** A parsed file. Its nodes are made when something first looks at them, and then stay the same objects. */
export abstract class SyntaxTree<Node> {
  readonly text: string;
  readonly rows: Rows;
  readonly grammar: Grammar;
  /** The nodes that were asked for, in pages of rows: few of a file's nodes ever are. */
  readonly #pages: ((Node | undefined)[] | undefined)[];
  #lines: Lines | undefined;
  #index: KindIndex | undefined;
  /** What was answered about the file, by the place of the question (`oncePerTree`). */
  readonly answers: unknown[] = [];

  constructor(text: string, rows: Rows, grammar: Grammar) {
    this.text = text;
    this.rows = rows;
    this.grammar = grammar;
    this.#pages = new Array<(Node | undefined)[] | undefined>((rows.size >> PAGE) + 1);
  }

  protected abstract make(row: number): Node;

  /** The rows of some kinds from `from` on and before `to`, in the order of the text. */
  rowsOf(kinds: readonly string[], from = 0, to = this.rows.size): ArrayLike<number> & Iterable<number> {
    const wanted = kinds.flatMap((kind) => this.grammar.typesOf(kind));
    if (to - from > FEW) return (this.#index ??= new KindIndex(this.rows, this.grammar.kinds.length)).rows(wanted, from, to);
    const types = this.rows.type;
    const found: number[] = [];
    for (let row = from; row < to; row++) if (wanted.includes(types[row] ?? 0)) found.push(row);
    return found;
  }

  /** The last row that starts at or before a place of the text: what stands there is this row or one around it. */
  rowAt(place: number): number {
    const { start: starts, size } = this.rows;
    // The rows' starts never go down.
    let low = 0;
    let high = size;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= place) low = middle;
      else high = middle;
    }
    return low;
  }

  get root(): Node {
    return this.node(0);
  }

  get lines(): Lines {
    return (this.#lines ??= new Lines(this.text));
  }

  node(row: number): Node {
    const page = (this.#pages[row >> PAGE] ??= new Array<Node | undefined>(1 << PAGE));
    return (page[row & ((1 << PAGE) - 1)] ??= this.make(row));
  }
}

/** So few rows are looked through one by one. */
const FEW = 200;

/** Rows of a page, as a power of two. */
const PAGE = 5;

/**
 * One node: `type`, `range`, `loc` and `parent` as in ESTree, and each field of the grammar as a property (`name`,
 * `body`, ...; the field `type` is called `annotation`). What a kind offers is typed in the `nodes.ts` of its language.
 */
export abstract class SyntaxNode<Tree extends SyntaxTree<Node>, Node> {
  readonly type: string;
  readonly #tree: Tree;
  readonly #row: number;
  #children: readonly Node[] | undefined;

  constructor(tree: Tree, row: number) {
    this.type = tree.grammar.kindOf(tree.rows.type[row] ?? 0);
    this.#tree = tree;
    this.#row = row;
  }

  get tree(): Tree {
    return this.#tree;
  }

  /** The node's place in pre-order: of two nodes, the one that begins first, or holds the other, has the smaller row. */
  get row(): number {
    return this.#row;
  }

  get range(): Range {
    const { start, end } = this.#tree.rows;
    return [start[this.#row] ?? 0, end[this.#row] ?? 0];
  }

  get loc(): Location {
    const [start, end] = this.range;
    const { lines } = this.#tree;
    return { start: lines.locate(start), end: lines.locate(end) };
  }

  /** The source of the node; it copies, so ask a large node for its kind first. */
  get text(): string {
    const { start, end } = this.#tree.rows;
    return this.#tree.text.slice(start[this.#row], end[this.#row]);
  }

  get parent(): Node | null {
    const parent = this.#tree.rows.parent[this.#row] ?? -1;
    return parent < 0 ? null : this.#tree.node(parent);
  }

  /** Did the parser make the node up, because the file lacks it? */
  get isMissing(): boolean {
    return ((this.#tree.rows.field[this.#row] ?? 0) & MISSING) !== 0;
  }

  /** The named children, comments among them. */
  get children(): readonly Node[] {
    return (this.#children ??= this.#namedChildren());
  }

  /** All children: keywords, operators and punctuation too. */
  get tokens(): readonly Node[] {
    return this.#collect(() => true);
  }

  /** All children in a field that may hold several. */
  all(field: string): readonly Node[] {
    const { rows, grammar } = this.#tree;
    const id = grammar.fieldId(field);
    return this.#collect((row) => ((rows.field[row] ?? 0) & ~MISSING) === id);
  }

  /** Is `other` this node or inside it? */
  contains(other: { readonly row: number }): boolean {
    return other.row >= this.#row && other.row < (this.#tree.rows.next[this.#row] ?? 0);
  }

  /** The nodes of some kinds inside this one, in the order of the text, without making the others. */
  descendants(...kinds: string[]): Node[] {
    const found: Node[] = [];
    for (const row of this.#tree.rowsOf(kinds, this.#row + 1, this.#tree.rows.next[this.#row] ?? 0)) found.push(this.#tree.node(row));
    return found;
  }

  #namedChildren(): Node[] {
    const { rows, grammar } = this.#tree;
    const { next, type: types } = rows;
    const found: Node[] = [];
    const end = next[this.#row] ?? 0;
    for (let row = this.#row + 1; row < end; row = next[row] ?? end) {
      if (grammar.isNamed(types[row] ?? 0)) found.push(this.#tree.node(row));
    }
    return found;
  }

  #collect(wanted: (row: number) => boolean): Node[] {
    const { next } = this.#tree.rows;
    const found: Node[] = [];
    const end = next[this.#row] ?? 0;
    for (let row = this.#row + 1; row < end; row = next[row] ?? end) {
      if (wanted(row)) found.push(this.#tree.node(row));
    }
    return found;
  }

  /** The first child in a field; the properties named after the fields answer with it. */
  first(id: number): Node | null {
    const { field, next } = this.#tree.rows;
    const end = next[this.#row] ?? 0;
    for (let row = this.#row + 1; row < end; row = next[row] ?? end) {
      if (((field[row] ?? 0) & ~MISSING) === id) return this.#tree.node(row);
    }
    return null;
  }
}

const withFields = new WeakSet();

/** Gives all nodes of a language the properties that are named after its fields. */
export function installFields(prototype: { first(id: number): unknown }, { fields }: Grammar): void {
  if (withFields.has(prototype)) return;
  withFields.add(prototype);
  for (const [id, field] of fields.entries()) {
    if (!field) continue;
    // `type` is what ESLint reads the kind from, so the grammar's field of that name has another.
    const property = field === 'type' ? 'annotation' : field;
    Object.defineProperty(prototype, property, {
      get(this: typeof prototype) {
        return this.first(id);
      },
    });
  }
}
