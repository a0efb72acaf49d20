import type { Language, Parser } from 'web-tree-sitter';
import { readWithCursor } from './read-cursor.ts';
import { HeapReader } from './read-heap.ts';
import { ERROR_KIND, RowBuffer, type Rows } from './rows.ts';
import { startRuntime, wasmModule, type Runtime } from './runtime.ts';

/** What the grammar calls its node kinds and fields, by their numbers. */
export interface Grammar {
  kindOf(type: number): string;
  isNamed(type: number): boolean;
  isStatement(type: number): boolean;
  /** Every number that a kind goes by. */
  typesOf(kind: string): readonly number[];
  fieldId(name: string): number;
  readonly kinds: readonly string[];
  readonly fields: readonly string[];
}

/** What a parser needs to know of the language that it is for. */
export interface GrammarFile {
  readonly wasm: Parameters<typeof wasmModule>[0];
  /** Kinds that are whole statements: inside of an error they were read as they stand. */
  readonly statements: RegExp;
  /** Milliseconds that any text may take, however short it is. */
  readonly patience: number;
  /** A text with aliases, hidden nodes, inherited fields, errors and non-ASCII text, on which both readers must agree. */
  readonly sample: string;
}

/** No harm is done to the parser, but the file is not going to be parsed. */
export class TooSlow extends Error {}

/** A started tree-sitter with one grammar. */
export class TreeSitterParser {
  readonly grammar: Grammar;
  readonly #runtime: Runtime;
  readonly #parser: Parser;
  readonly #rows = new RowBuffer();
  readonly #heapReader: HeapReader;
  readonly #sample: string;
  readonly #patience: number;
  #trustsHeap: boolean | undefined;

  constructor({ wasm, statements, sample, patience }: GrammarFile) {
    this.#runtime = startRuntime();
    const language = this.#runtime.Language.loadSync(wasmModule(wasm));
    this.#parser = new this.#runtime.Parser();
    this.#parser.setLanguage(language);
    this.grammar = describe(language, statements);
    this.#heapReader = new HeapReader(this.#runtime.heap, (language as unknown as { readonly 0: number })[0]);
    this.#sample = sample;
    this.#patience = patience;
  }

  /** Parses any text; what the grammar cannot place becomes ERROR rows. `how` is for the test that compares both readers. */
  parse(text: string, how?: 'heap' | 'cursor'): Rows {
    const fast = how ? how === 'heap' : (this.#trustsHeap ??= this.#provesHeapReader());
    const tree = this.#runtime.feed.with(text, () => this.#parser.parse(text, null, { progressCallback: stopwatch(text, this.#patience) }));
    if (!tree) throw new TooSlow('parsing it takes too long');
    try {
      if (fast) this.#heapReader.read(tree, this.#rows);
      else readWithCursor(tree, this.#rows);
      return this.#rows.take();
    } finally {
      // Left to the finalizer, the WebAssembly memory grows file by file.
      tree.delete();
    }
  }

  /** Only the parse, as the binding does it by itself: the floor that the benchmark compares with. */
  parseOnly(text: string): void {
    this.#parser.parse(text)?.delete();
  }

  #provesHeapReader(): boolean {
    try {
      return snapshot(this.parse(this.#sample, 'heap')) === snapshot(this.parse(this.#sample, 'cursor'));
      // eslint-disable-next-line pitfalls/broad-except -- a reader that throws is proven wrong, and the other one takes over
    } catch {
      return false;
    }
  }
}

/**
 * Has a parse used up its time? Code takes a fifth of a microsecond for each character. A few kilobytes that are no code
 * at all (`<!--<!--<!--`) can keep tree-sitter's search for what they may mean busy for minutes.
 */
function stopwatch(text: string, patience: number): () => boolean {
  const allowed = patience + text.length / 200;
  const start = performance.now();
  /** What the process had used when half of the time was over: asking for it costs more than many a parse. */
  let used: NodeJS.CpuUsage | undefined;
  let asked = 0;
  return () => {
    // tree-sitter asks every hundred steps, and reading the clock takes longer than some of them.
    if (++asked % 16 !== 0) return false;
    const time = performance.now() - start;
    if (time < allowed / 2) return false;
    used ??= process.cpuUsage();
    if (time < allowed) return false;
    // On a busy machine, or after a sleep, the clock says nothing about the text.
    const { user, system } = process.cpuUsage(used);
    return user + system > (allowed / 2) * 1000;
  };
}

function snapshot({ type, start, end, parent, next, field }: Rows): string {
  return [type, start, end, parent, next, field].map((column) => column.join()).join(';');
}

function describe(language: Language, statements: RegExp): Grammar {
  const kinds = Array.from({ length: language.nodeTypeCount }, (_, type) => language.nodeTypeForId(type) ?? '');
  const named = new Uint8Array(ERROR_KIND + 1);
  const types = new Map<string, number[]>([['ERROR', [ERROR_KIND]]]);
  for (const [type, kind] of kinds.entries()) {
    if (!language.nodeTypeIsNamed(type)) continue;
    named[type] = 1;
    const known = types.get(kind);
    if (known) known.push(type);
    else types.set(kind, [type]);
  }
  named[ERROR_KIND] = 1;
  const fields = language.fields.map((name) => name ?? '');
  return {
    kinds,
    fields,
    kindOf: (type) => kinds[type] ?? 'ERROR',
    isNamed: (type) => named[type] === 1,
    isStatement: (type) => statements.test(kinds[type] ?? ''),
    typesOf: (kind) => types.get(kind) ?? [],
    fieldId: (name) => fields.indexOf(name),
  };
}

/** The parser of the whole process for one grammar, started when the first file asks for it. */
export class SharedParser {
  static readonly #all = new Set<SharedParser>();
  readonly #file: GrammarFile;
  #parser: TreeSitterParser | undefined;

  constructor(file: GrammarFile) {
    this.#file = file;
    SharedParser.#all.add(this);
  }

  get(): TreeSitterParser {
    return (this.#parser ??= new TreeSitterParser(this.#file));
  }

  /** Drops the parser after it failed: an aborted WebAssembly instance fails for ever, a new one does not. */
  restart(): void {
    this.#parser = undefined;
  }

  /** The same for every grammar, where nobody knows which one was at work. */
  static restartAll(): void {
    for (const shared of SharedParser.#all) shared.restart();
  }

  /**
   * Parses a text; when tree-sitter itself gives up, its instance is spoilt, perhaps by another file, and this one gets a
   * second try with a new one.
   */
  tryTwice<Result>(parse: () => Result): Result {
    try {
      return parse();
    } catch (error) {
      this.restart();
      // More time is not going to help.
      if (error instanceof TooSlow) throw error;
    }
    try {
      return parse();
    } catch (error) {
      this.restart();
      throw error;
    }
  }
}
