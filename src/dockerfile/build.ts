import type { Lines } from '../language/lines.ts';
import type { Location, Range } from '../language/position.ts';
import { heredocOpeners, type HeredocOpener } from './heredocs.ts';
import { findInstruction, type FoundAssignment, type FoundInstruction } from './instructions.ts';
import { JoinedText } from './joined-text.ts';
import type { LogicalLine, PhysicalLines } from './logical-lines.ts';
import type { Assignment, Command, Comment, Escape, Flag, Heredoc, Instruction, Key, Node, Value, Word } from './nodes.ts';
import { unquoted } from './words.ts';

type Fields<N extends Node> = Omit<N, 'parent' | 'loc' | 'joined'> & { readonly joined?: JoinedText };

/** Makes nodes whose parents are made after them. */
export interface NodeMaker {
  node<N extends Node>(fields: Fields<N>): N;
  readonly comment: (range: Range) => Comment;
  adopt(parent: Node, children: readonly Node[]): void;
}

export function nodeMaker(text: string, lines: Lines): NodeMaker {
  const node = <N extends Node>({ joined, ...fields }: Fields<N>): N =>
    Object.assign(new Made(lines, fields.range as Range, joined), fields) as unknown as N;
  return {
    node,
    comment: (range) => node<Comment>({ type: 'comment', range, text: text.slice(...range) }),
    adopt(parent, children) {
      for (const child of children) Made.adopt(child, parent);
    },
  };
}

/** What leads back up, or is no part of the tree, is no property of its own: who walks an object's keys must not meet it. */
class Made {
  readonly #lines: Lines;
  readonly #range: Range;
  readonly #joined: JoinedText | undefined;
  #loc: Location | undefined;
  #parent: Node | null = null;

  constructor(lines: Lines, range: Range, joined: JoinedText | undefined) {
    this.#lines = lines;
    this.#range = range;
    this.#joined = joined;
  }

  static adopt(child: object, parent: Node): void {
    if (#parent in child) child.#parent = parent;
  }

  get parent(): Node | null {
    return this.#parent;
  }

  get joined(): JoinedText | undefined {
    return this.#joined;
  }

  get loc(): Location {
    const [start, end] = this.#range;
    return (this.#loc ??= { start: this.#lines.locate(start), end: this.#lines.locate(end) });
  }
}

/** The instruction that stands in some lines, with the heredocs below them; none where the lines hold nothing. */
export function instructionNode(
  lines: PhysicalLines,
  { pieces, next }: LogicalLine,
  comments: readonly Comment[],
  escape: Escape,
  make: NodeMaker,
): { readonly node: Instruction | null; readonly next: number } {
  const [first] = pieces;
  if (!first) return { node: null, next };
  const said = JoinedText.of(lines.text, pieces, first[0]);
  const found = findInstruction(said.text, 0, escape);
  const builder = new Builder(lines, said, escape, next, make);
  const node = builder.build(found, comments);
  return { node, next: builder.next };
}

/** Only these read heredocs; what is put off by an `ONBUILD` does so as well. */
const READS_HEREDOCS = new Set(['ADD', 'COPY', 'RUN']);

class Builder {
  /** The line behind all that belongs to the instruction. */
  next: number;
  readonly #lines: PhysicalLines;
  readonly #said: JoinedText;
  readonly #escape: Escape;
  readonly #make: NodeMaker;
  /** Where the instruction's own lines end. */
  readonly #end: number;

  constructor(lines: PhysicalLines, said: JoinedText, escape: Escape, next: number, make: NodeMaker) {
    this.next = next;
    this.#lines = lines;
    this.#said = said;
    this.#escape = escape;
    this.#make = make;
    this.#end = lines.end(next - 1);
  }

  build(found: FoundInstruction, comments: readonly Comment[]): Instruction {
    const make = this.#make;
    const inner = found.inner && this.build(found.inner, []);
    const flags = found.flags.map(({ range, name, value }) => make.node<Flag>({ type: 'flag', range: this.#range(range), name, value }));
    const words = found.words.map(({ range, text }) => make.node<Word>({ type: 'word', range: this.#range(range), text }));
    const command = found.command && this.#command(found.command);
    const assignments = found.assignments.map((assignment) => this.#assignment(assignment));
    const heredocs = READS_HEREDOCS.has(found.keyword) && found.form !== 'exec' ? this.#heredocs(found.keywordRange[1]) : [];
    const children = [...flags, ...words, ...(command ? [command] : []), ...assignments, ...(inner ? [inner] : [])];
    const joined = this.#whole(found.keywordRange[0]);
    const node = make.node<Instruction>({
      type: 'instruction',
      range: joined.rangeOf(0, joined.text.length),
      keyword: found.keyword,
      keywordRange: this.#range(found.keywordRange),
      text: joined.text,
      form: found.form,
      children: inOrder(children, comments, heredocs),
      flags,
      words,
      command,
      assignments,
      heredocs,
      inner,
      joined,
    });
    make.adopt(node, node.children);
    return node;
  }

  #range([start, end]: Range): Range {
    return this.#said.rangeOf(start, end);
  }

  #command(range: Range): Command {
    const joined = this.#said.part(...range);
    return this.#make.node<Command>({ type: 'command', range: this.#range(range), text: joined.text, joined });
  }

  #assignment({ key, value }: FoundAssignment): Assignment {
    const make = this.#make;
    const keyNode = make.node<Key>({ type: 'key', range: this.#range(key), name: unquoted(this.#said.text.slice(...key), this.#escape) });
    const valueNode = value && make.node<Value>({ type: 'value', range: this.#range(value.range), text: value.text, quote: value.quote });
    const range = this.#range([key[0], value?.range[1] ?? key[1]]);
    const node = make.node<Assignment>({ type: 'assignment', range, key: keyNode, value: valueNode });
    make.adopt(node, valueNode ? [keyNode, valueNode] : [keyNode]);
    return node;
  }

  #heredocs(from: number): Heredoc[] {
    return heredocOpeners(this.#said.text, from, this.#escape).map((opener) => this.#heredoc(opener));
  }

  #heredoc({ range, name, isExpanded, stripsTabs }: HeredocOpener): Heredoc {
    const opener = this.#range(range);
    const first = this.next;
    const last = this.#lines.lineThatIs(name, first, stripsTabs);
    const isClosed = last >= 0;
    const joined = JoinedText.of(this.#lines.text, isClosed ? this.#bodyPieces(first, last, stripsTabs) : [], opener[1]);
    if (isClosed) this.next = last + 1;
    return this.#make.node<Heredoc>({
      type: 'heredoc',
      range: isClosed ? [this.#lines.start(first), this.#lines.end(last)] : opener,
      ...{ name, opener, text: joined.text, isExpanded, isClosed, joined },
    });
  }

  #bodyPieces(first: number, last: number, stripsTabs: boolean): Range[] {
    const { text } = this.#lines;
    if (!stripsTabs) return [[this.#lines.start(first), this.#lines.start(last)]];
    return Array.from({ length: last - first }, (_, index) => {
      const end = this.#lines.start(first + index + 1);
      let start = this.#lines.start(first + index);
      while (start < end && text[start] === '\t') start++;
      return [start, end];
    });
  }

  /** The instruction's lines from `from` on, and the heredocs that were found below them. */
  #whole(from: number): JoinedText {
    const own = this.#said.part(from, this.#said.text.length);
    return this.next > 0 && this.#lines.end(this.next - 1) > this.#end
      ? own.with(this.#lines.text, [this.#end, this.#lines.end(this.next - 1)])
      : own;
  }
}

function inOrder<Child extends Node>(children: readonly Child[], comments: readonly Comment[], heredocs: readonly Heredoc[]) {
  const all = [...children, ...comments, ...heredocs];
  // They are in order already, unless comments or heredocs stand between them.
  return comments.length + heredocs.length > 0 ? all.sort((a, b) => a.range[0] - b.range[0]) : all;
}
