import { Lines } from '../language/lines.ts';
import { directivesOf } from './directives.ts';
import { instructionNode, nodeMaker, type NodeMaker } from './build.ts';
import { logicalLine, PhysicalLines } from './logical-lines.ts';
import type { Comment, Document, Instruction, Stage } from './nodes.ts';

export interface ParsedDockerfile {
  readonly ast: Document;
  /** In the order of the file, those between the lines of an instruction too. */
  readonly comments: readonly Comment[];
  /** Before this place a comment would take the meaning off the lines that speak to the builder. */
  readonly directivesEnd: number;
  readonly lines: Lines;
}

/** What does a Dockerfile say? Any text is read; what Docker would not know becomes an instruction that nobody knows either. */
export function parseDockerfile(text: string): ParsedDockerfile {
  const lines = new Lines(text);
  const physical = new PhysicalLines(text, lines);
  const make = nodeMaker(text, lines);
  const { escape, syntax, next } = directivesOf(physical);
  const comments: Comment[] = [];
  const outline = new Outline(make);

  for (let line = 0; line < physical.count;) {
    const range = physical.commentOf(line);
    if (range) {
      const comment = make.comment(range);
      comments.push(comment);
      outline.addComment(comment);
      line++;
      continue;
    }
    const logical = logicalLine(physical, line, escape);
    const found = logical.comments.map(make.comment);
    for (const comment of found) comments.push(comment);
    // A joint that stands alone may have comments behind it, and then no instruction, or one that begins below them.
    const first = logical.pieces[0]?.[0] ?? Infinity;
    for (const comment of found) if (comment.range[0] < first) outline.addComment(comment);
    const between = found.filter(({ range: [start] }) => start > first);
    const built = instructionNode(physical, logical, between, escape, make);
    if (built.node) outline.addInstruction(built.node);
    line = built.next;
  }

  const range = [0, text.length] as const;
  const ast = make.node<Document>({ type: 'document', range, children: outline.finished(), syntax, escape });
  make.adopt(ast, ast.children);
  return { ast, comments, directivesEnd: next > 0 ? physical.end(next - 1) : 0, lines };
}

/** Sorts what comes along the file into stages. */
class Outline {
  readonly #make: NodeMaker;
  readonly #top: (Comment | Instruction | Stage)[] = [];
  #stage: { readonly from: Instruction; readonly children: (Comment | Instruction)[] } | null = null;
  #stages = 0;
  /** Comments above a `FROM` are about the stage that it begins, and no part of the one before. */
  #waiting: Comment[] = [];

  constructor(make: NodeMaker) {
    this.#make = make;
  }

  addComment(comment: Comment): void {
    this.#waiting.push(comment);
  }

  addInstruction(instruction: Instruction): void {
    if (instruction.keyword === 'FROM') {
      this.#close();
      this.#stage = { from: instruction, children: [instruction] };
      return;
    }
    const siblings = this.#stage?.children ?? this.#top;
    for (const comment of this.#waiting.splice(0)) siblings.push(comment);
    siblings.push(instruction);
  }

  finished(): readonly (Comment | Instruction | Stage)[] {
    this.#close();
    return this.#top;
  }

  #close(): void {
    if (this.#stage) {
      const { from, children } = this.#stage;
      const [image, as, name] = from.words;
      const node = this.#make.node<Stage>({
        type: 'stage',
        range: [from.range[0], children.at(-1)?.range[1] ?? from.range[1]],
        children,
        index: this.#stages++,
        name: as && /^as$/iu.test(as.text) ? (name?.text ?? null) : null,
        image: image?.text ?? '',
        from,
      });
      this.#make.adopt(node, children);
      this.#top.push(node);
      this.#stage = null;
    }
    for (const comment of this.#waiting.splice(0)) this.#top.push(comment);
  }
}
