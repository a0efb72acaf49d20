import type { Language, Parser } from 'web-tree-sitter';
import { HeapReader } from './read-heap.ts';
import { readWithCursor } from './read-cursor.ts';
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

/** No harm is done to the parser, but the file is not going to be parsed. */
export class TooSlow extends Error {}

/** A started tree-sitter with the Python grammar. */
export class PythonParser {
  readonly grammar: Grammar;
  readonly #runtime: Runtime;
  readonly #parser: Parser;
  readonly #rows = new RowBuffer();
  readonly #heapReader: HeapReader;
  #trustsHeap: boolean | undefined;

  constructor() {
    this.#runtime = startRuntime();
    const language = this.#runtime.Language.loadSync(wasmModule('tree-sitter-python.wasm'));
    this.#parser = new this.#runtime.Parser();
    this.#parser.setLanguage(language);
    this.grammar = describe(language);
    this.#heapReader = new HeapReader(this.#runtime.heap, (language as unknown as { readonly 0: number })[0]);
  }

  /** Parses any text; what is not Python becomes ERROR rows. `how` is for the test that compares both readers. */
  parse(text: string, how?: 'heap' | 'cursor'): Rows {
    const fast = how ? how === 'heap' : (this.#trustsHeap ??= this.#provesHeapReader());
    const tree = this.#runtime.feed.with(text, () => this.#parser.parse(text, null, { progressCallback: stopwatch(text) }));
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

  /** Both readers must agree on a sample with aliases, hidden nodes, inherited fields, errors and non-ASCII text. */
  #provesHeapReader(): boolean {
    try {
      return snapshot(this.parse(SAMPLE, 'heap')) === snapshot(this.parse(SAMPLE, 'cursor'));
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
function stopwatch(text: string): () => boolean {
  const allowed = 2000 + text.length / 200;
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

const SAMPLE = `@a.b(1)
async def f(x: int = 2, *y) -> "é😀":
  # c
  try: print(f"{x!r:>{y}}", end=z)
  except (A, B) as e: pass
import a.b as c, d
if x == 1 and not y: pass
elif (z: = [
`;

function snapshot({ type, start, end, parent, next, field }: Rows): string {
  return [type, start, end, parent, next, field].map((column) => column.join()).join(';');
}

function describe(language: Language): Grammar {
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
    isStatement: (type) => /_(?:statement|definition)$/u.test(kinds[type] ?? ''),
    typesOf: (kind) => types.get(kind) ?? [],
    fieldId: (name) => fields.indexOf(name),
  };
}

let parser: PythonParser | undefined;

/** The process's parser, started at the first Python file. */
export function pythonParser(): PythonParser {
  return (parser ??= new PythonParser());
}

/** Drops the parser after it failed: an aborted WebAssembly instance fails for ever, a new one does not. */
export function restartParser(): void {
  parser = undefined;
}
