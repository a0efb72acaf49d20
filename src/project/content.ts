import { kindOfFile } from '../language/files.ts';
import { decode } from './decode.ts';

/** Where a project's files come from. Paths go from the root, with `/` between their parts. */
export interface Content {
  /** The files; null when they cannot be listed, or are too many to be known. */
  list(): readonly string[] | null;
  /** What changes whenever the file's text may have changed; null when there is no such file. */
  stamp(path: string): string | null;
  /** The text, without a byte order mark; null when there is none that can be read. */
  read(path: string): string | null;
  /** Does it stay what it is as long as the process runs? */
  readonly isSteady: boolean;
}

/** The text that a file's bytes are, without a byte order mark; null when they are none. */
export function textOf(bytes: Buffer, path: string): string | null {
  const decoded = decode(bytes, kindOfFile(path) ?? 'yaml');
  return 'text' in decoded ? decoded.text.replace(/^\uFEFF/u, '') : null;
}

/** Files that are all in memory. */
export class GivenContent implements Content {
  readonly isSteady = true;
  readonly #texts: ReadonlyMap<string, string>;

  constructor(texts: ReadonlyMap<string, string>) {
    this.#texts = texts;
  }

  list(): readonly string[] {
    return [...this.#texts.keys()];
  }

  stamp(path: string): string | null {
    return this.#texts.has(path) ? 'given' : null;
  }

  read(path: string): string | null {
    return this.#texts.get(path) ?? null;
  }
}

/** Some files that are not, or not as they are, where the others come from: of an older state, of the index, from the standard input. */
export class LayeredContent implements Content {
  readonly isSteady: boolean;
  readonly #below: Content;
  /** Null where there is no such file. */
  readonly #bytes: ReadonlyMap<string, Buffer | null>;
  #list: { readonly of: readonly string[]; readonly all: readonly string[] } | undefined;

  constructor(below: Content, bytes: ReadonlyMap<string, Buffer | null>) {
    this.isSteady = below.isSteady;
    this.#below = below;
    this.#bytes = bytes;
  }

  list(): readonly string[] | null {
    const below = this.#below.list();
    if (below === null) return null;
    if (this.#list?.of === below) return this.#list.all;
    const own = [...this.#bytes].flatMap(([path, bytes]) => (bytes === null ? [] : [path]));
    const all = [...below.filter((path) => !this.#bytes.has(path)), ...own];
    this.#list = { of: below, all };
    return all;
  }

  stamp(path: string): string | null {
    const bytes = this.#bytes.get(path);
    return bytes === undefined ? this.#below.stamp(path) : bytes && 'given';
  }

  read(path: string): string | null {
    const bytes = this.#bytes.get(path);
    return bytes === undefined ? this.#below.read(path) : bytes && textOf(bytes, path);
  }
}
