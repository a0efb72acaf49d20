import type { HashComment } from '../language/hash-comment-source.ts';
import { Lines } from '../language/lines.ts';
import type { Location, Range } from '../language/position.ts';
import type { Block, Document, Table } from './nodes.ts';

export interface ParsedMarkdown {
  readonly ast: Document;
  readonly comments: readonly HashComment[];
}

/** A block before it has a place in the tree. */
type Found = {
  [B in Block as B['type']]: Omit<B, 'parent' | 'loc' | 'range'> & { readonly from: number; readonly to: number };
}[Block['type']];

interface Line {
  readonly start: number;
  /** Without its end. */
  readonly text: string;
  /** The same without spaces around it. */
  readonly bare: string;
  readonly indent: number;
}

/**
 * The blocks of a Markdown file. It looks at each line once and at nothing inside of a line, which is all that a registry of
 * pitfalls is made of; whatever the text holds, there is a tree.
 */
export function parseMarkdown(text: string): ParsedMarkdown {
  const table = new Lines(text);
  const locate = ([start, end]: Range): Location => ({ start: table.locate(start), end: table.locate(end) });
  const { found, comments } = new BlockReader(linesOf(table)).read();
  const children: Block[] = [];
  const ast: Document = { type: 'document', parent: null, children, range: [0, text.length], loc: locate([0, text.length]) };
  for (const { from, to, ...block } of found) {
    const range = [from, to] as const;
    children.push({ ...block, parent: ast, range, loc: locate(range) });
  }
  return {
    ast,
    comments: comments.map(({ range, text: words }) => ({ type: 'comment', text: words, parent: null, range, loc: locate(range) })),
  };
}

function linesOf(table: Lines): Line[] {
  const texts = table.texts();
  // Behind the last line's end there is no line.
  const starts = texts.at(-1) === '' ? table.starts.slice(0, -1) : table.starts;
  return starts.map((start, index) => {
    const text = texts[index] ?? '';
    const bare = text.trim();
    return { start, text, bare, indent: text.length - text.trimStart().length };
  });
}

class BlockReader {
  readonly #lines: readonly Line[];
  readonly #found: Found[] = [];
  readonly #comments: { readonly range: Range; readonly text: string }[] = [];
  #at = 0;

  constructor(lines: readonly Line[]) {
    this.#lines = lines;
  }

  read(): { readonly found: readonly Found[]; readonly comments: readonly { readonly range: Range; readonly text: string }[] } {
    for (let line = this.#line(); line; line = this.#line()) {
      if (line.bare === '') this.#at++;
      else if (!(this.#comment(line) || this.#fence(line) || this.#heading(line) || this.#table(line) || this.#item(line)))
        this.#paragraph(line);
    }
    return { found: this.#found, comments: this.#comments };
  }

  #line(ahead = 0): Line | undefined {
    return this.#lines[this.#at + ahead];
  }

  /** What a comment hides is no part of the page; what follows on its last line is not read. */
  #comment(line: Line): boolean {
    if (!line.bare.startsWith('<!--')) return false;
    const from = line.start + line.indent;
    const words: string[] = [];
    let to = line.start + line.text.length;
    for (let next: Line | undefined = line; next; next = this.#line()) {
      this.#at++;
      const end = next.text.indexOf('-->', next === line ? line.indent + 4 : 0);
      words.push(end < 0 ? next.text : next.text.slice(0, end));
      to = next.start + (end < 0 ? next.text.length : end + 3);
      if (end >= 0) break;
    }
    this.#comments.push({ range: [from, to], text: `#${words.join(' ').trimStart().slice(4)}` });
    return true;
  }

  #fence(line: Line): boolean {
    const [mark = ''] = /^(?:`{3,}|~{3,})/u.exec(line.bare) ?? [];
    const info = line.bare.slice(mark.length).trim();
    if (mark === '' || (mark.startsWith('`') && info.includes('`'))) return false;
    this.#at++;
    const code: string[] = [];
    let isClosed = false;
    let last = line;
    for (let next = this.#line(); next && !isClosed; next = this.#line()) {
      this.#at++;
      last = next;
      isClosed = next.bare.startsWith(mark) && next.bare === mark.charAt(0).repeat(next.bare.length);
      if (!isClosed) code.push(next.text.slice(Math.min(line.indent, next.indent)));
    }
    const [language = ''] = info.toLowerCase().split(/[\s{,]/u, 1);
    this.#found.push({
      type: 'fence',
      language,
      text: code.length > 0 ? `${code.join('\n')}\n` : '',
      isClosed,
      from: line.start + line.indent,
      to: last.start + last.text.length,
    });
    return true;
  }

  #heading(line: Line): boolean {
    const [marks = ''] = /^#{1,6}(?=\s|$)/u.exec(line.bare) ?? [];
    if (marks === '' || line.indent > 3) return false;
    this.#at++;
    const inner = line.bare.slice(marks.length).trim();
    const closing = /(?<=\s)#{1,20}$/u.exec(inner);
    this.#found.push({
      type: 'heading',
      level: marks.length,
      text: (closing ? inner.slice(0, closing.index) : inner).trim(),
      from: line.start + line.indent,
      to: line.start + line.text.trimEnd().length,
    });
    return true;
  }

  #table(line: Line): boolean {
    const next = this.#line(1);
    if (!line.bare.startsWith('|') || next?.bare.startsWith('|') !== true || /[^|:\s-]/u.test(next.bare)) return false;
    const rows: Table['rows'][number][] = [];
    let last = next;
    for (this.#at += 2; this.#line()?.bare.startsWith('|') === true; this.#at++) {
      last = this.#line() ?? last;
      rows.push(cellsOf(last.bare));
    }
    const span = { from: line.start + line.indent, to: last.start + last.text.trimEnd().length };
    this.#found.push({ type: 'table', header: cellsOf(line.bare), rows, ...span });
    return true;
  }

  #item(line: Line): boolean {
    const mark = markOf(line.bare);
    if (mark === 0) return false;
    this.#at++;
    const start = line.start + line.indent + mark;
    const texts = [line.text.slice(line.indent + mark).trimEnd()];
    let last = line;
    for (let next = this.#line(); next && this.#goesOn(next) && next.indent > line.indent; next = this.#line()) {
      this.#at++;
      last = next;
      texts.push(next.bare);
    }
    this.#found.push({
      type: 'item',
      indent: line.indent,
      text: texts.join(' '),
      start,
      from: line.start + line.indent,
      to: last.start + last.text.trimEnd().length,
    });
    return true;
  }

  #paragraph(line: Line): void {
    const texts: string[] = [];
    let last = line;
    for (let next: Line | undefined = line; next && (next === line || this.#goesOn(next)); next = this.#line()) {
      this.#at++;
      last = next;
      texts.push(next.bare);
    }
    const span = { from: line.start + line.indent, to: last.start + last.text.trimEnd().length };
    this.#found.push({ type: 'paragraph', text: texts.join(' '), ...span });
  }

  /** Is a line more of the same text, and no block of its own? A bold word at its start names a field. */
  #goesOn({ bare }: Line): boolean {
    return bare !== '' && !/^(?:#{1,6}(?:\s|$)|```|~~~|\||<!--|\*\*)/u.test(bare) && markOf(bare) === 0;
  }
}

/** How long is the mark of a list's point with the space behind it; 0 where there is none. */
function markOf(bare: string): number {
  return /^(?:[-*+]|\d{1,9}[.)])(?:[ \t]+(?=\S)|$)/u.exec(bare)?.[0].length ?? 0;
}

/** A bar behind a backslash is part of the text. */
function cellsOf(bare: string): string[] {
  const cells = bare
    .replace(/\\\|/gu, '\0')
    .split('|')
    .map((cell) => cell.replaceAll('\0', '|').trim());
  return cells.slice(1, bare.endsWith('|') && cells.length > 2 ? -1 : undefined);
}
