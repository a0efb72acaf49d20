import { posix } from 'node:path';
import type { Content } from './content.ts';
import { Search } from './search.ts';

/** Asked of one file: what its text says. The answer is kept while the text stays the same, so it must depend on nothing else. */
export type Question<Answer> = (text: string, path: string) => Answer;

/** The file that is being linted: its text wins over what lies on the disk. */
interface OpenFile {
  readonly path: string;
  readonly source: LintedSource;
  readonly stamp: string;
}

/** What ESLint and its rules have of a file. */
export interface LintedSource {
  readonly text: string;
}

interface Known {
  stamp: string;
  readonly text: string;
  readonly answer: unknown;
}

/** For so long (in milliseconds) a file is taken for what it was when it was last looked at. */
const FRESH = 1000;
/** Looking at all files takes no more than this part of the time. */
const SHARE = 1 / 50;
/** So many answers of one question are kept: a tree is larger than its text. */
const MOST_KEPT = 400;
/** So much text is searched for words; larger projects are not known. */
const MOST_LETTERS = 2 ** 28;

/**
 * What we know across files. Nothing is read before a rule asks; a file is read again when its time or size has changed, and
 * asked again when its text has.
 */
export class Project {
  readonly content: Content;
  /** Files that the settings call registries of pitfalls, whatever their names. */
  registries: readonly string[] = [];
  readonly #answers = new Map<Question<unknown>, Map<string, Known>>();
  readonly #stamps = new Map<string, { stamp: string | null; checkedAt: number }>();
  readonly #found = new Map<string, { readonly stamp: string; readonly letters: number; readonly hits: readonly boolean[] }>();
  #list: Aged<readonly string[] | null> | undefined;
  readonly #overall = new Map<(project: Project) => unknown, Aged<unknown>>();
  readonly #searched = new Map<Search, Aged<ReadonlySet<string> | null>>();
  #open: OpenFile | undefined;
  #opened = 0;

  constructor(content: Content) {
    this.content = content;
  }

  /** Tells which file is being linted. */
  open(path: string, source: LintedSource): void {
    this.#open = { path, source, stamp: `open ${String(++this.#opened)}` };
  }

  /** The file at this path as it is being linted, if it is. */
  linted(path: string): LintedSource | undefined {
    return this.#open?.path === path ? this.#open.source : undefined;
  }

  /** The paths of all files; null when nobody knows them all. */
  files(): readonly string[] | null {
    if (!this.#list || !this.#isFresh(this.#list)) this.#list = aged(() => this.content.list());
    return this.#list.value;
  }

  /** Is there a file at this path? */
  has(path: string): boolean {
    return this.#stamp(path) !== null;
  }

  /** The text of a file; null when it cannot be read. */
  text(path: string): string | null {
    return isInside(path) ? (this.#open?.path === path ? this.#open.source.text : this.content.read(path)) : null;
  }

  /** What does a file say? Null when it cannot be read. */
  ask<Answer>(question: Question<Answer>, path: string): Answer | null {
    let answers = this.#answers.get(question);
    if (!answers) this.#answers.set(question, (answers = new Map<string, Known>()));
    const stamp = this.#stamp(path);
    if (stamp === null) return null;
    const known = answers.get(path);
    if (known?.stamp === stamp) return known.answer as Answer;
    const text = this.text(path);
    if (text === null) return null;
    if (known?.text === text) {
      known.stamp = stamp;
      return known.answer as Answer;
    }
    const answer = question(text, path);
    // What was asked for last stands last, so the first is the oldest.
    answers.delete(path);
    answers.set(path, { stamp, text, answer });
    const [oldest] = answers.keys();
    if (answers.size > MOST_KEPT && oldest !== undefined) answers.delete(oldest);
    return answer;
  }

  /** What do many files say together? The answer is found anew when it has grown old, and never for each linted file. */
  overall<Answer>(question: (project: Project) => Answer): Answer {
    let known = this.#overall.get(question);
    if (!known || !this.#isFresh(known)) this.#overall.set(question, (known = aged(() => question(this))));
    return known.value as Answer;
  }

  /** The files that hold one of the words a search looks for; null when nobody knows them all. */
  find(search: Search): readonly string[] | null {
    let found = this.#searched.get(search);
    if (!found || !this.#isFresh(found)) this.#searched.set(search, (found = aged(() => this.#search(search))));
    if (found.value === null) return null;
    const open = this.#open;
    const others = open?.path === undefined ? found.value : [...found.value].filter((path) => path !== open.path);
    return [...others, ...(open && search.looksInto(open.path) && search.hits(open.source.text) ? [open.path] : [])].sort();
  }

  #search(search: Search): ReadonlySet<string> | null {
    const paths = this.files();
    if (paths === null) return null;
    const found = new Set<string>();
    let letters = 0;
    for (const path of paths) {
      if (!search.looksInto(path)) continue;
      const stamp = this.content.stamp(path);
      if (stamp === null) continue;
      let known = this.#found.get(path);
      if (known?.stamp !== stamp || known.hits.length <= search.place) {
        const text = this.content.read(path) ?? '';
        this.#found.set(path, (known = { stamp, letters: text.length, hits: Search.allHits(search.kind, text) }));
      }
      letters += known.letters;
      if (letters > MOST_LETTERS) return null;
      if (known.hits[search.place] === true) found.add(path);
    }
    return found;
  }

  #stamp(path: string): string | null {
    if (this.#open?.path === path) return this.#open.stamp;
    let known = this.#stamps.get(path);
    if (!known && !isInside(path)) return null;
    if (!known || (!this.content.isSteady && now() - known.checkedAt > FRESH)) {
      this.#stamps.set(path, (known = { stamp: this.content.stamp(path), checkedAt: now() }));
    }
    return known.stamp;
  }

  #isFresh({ at, cost }: Aged<unknown>): boolean {
    return this.content.isSteady || now() - at < Math.max(FRESH, cost / SHARE);
  }
}

/** An answer about all files: when it was found, and how long that took. */
interface Aged<Value> {
  readonly value: Value;
  readonly at: number;
  readonly cost: number;
}

function aged<Value>(find: () => Value): Aged<Value> {
  const start = now();
  const value = find();
  return { value, at: now(), cost: now() - start };
}

function now(): number {
  return performance.now();
}

/** Does a path stay inside of the root? */
function isInside(path: string): boolean {
  return path !== '' && !path.startsWith('/') && !path.includes('\\') && !path.includes('\0') && !posix.normalize(path).startsWith('..');
}
