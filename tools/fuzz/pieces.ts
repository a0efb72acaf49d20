import { parseWithBabel } from '../../src/javascript/syntax/babel.ts';
import { parsePython } from '../../src/python/syntax/tree.ts';
import type { FileKind } from '../../src/language/kind.ts';
import type { Random } from './random.ts';
import type { Seed } from './seeds.ts';

/** A node of a syntax tree, as far as cutting and pasting needs it. */
interface Piece {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

const LONGEST_PIECE = 600;

/** The nodes of a text; none where it cannot be parsed, or where cutting along tokens does as well. */
function piecesOf(text: string, path: string, kind: FileKind): Piece[] {
  try {
    if (kind === 'python') return pythonPieces(text);
    return kind === 'javascript' ? javascriptPieces(text, path) : [];
    // eslint-disable-next-line pitfalls/broad-except -- most mutated JavaScript is none any more, and then has no pieces
  } catch {
    return [];
  }
}

function pythonPieces(text: string): Piece[] {
  const { rows, grammar } = parsePython(text);
  const pieces: Piece[] = [];
  for (let row = 0; row < rows.size; row++) {
    const type = rows.type[row] ?? 0;
    if (grammar.isNamed(type)) pieces.push({ type: grammar.kindOf(type), start: rows.start[row] ?? 0, end: rows.end[row] ?? 0 });
  }
  return pieces.filter(isHandy);
}

function javascriptPieces(text: string, path: string): Piece[] {
  const pieces: Piece[] = [];
  const open: unknown[] = [parseWithBabel(text, path).program];
  for (let value = open.pop(); open.length > 0 || value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    const { type, start, end } = value as Partial<Piece>;
    if (typeof type === 'string' && typeof start === 'number' && typeof end === 'number') pieces.push({ type, start, end });
    open.push(...(Object.values(value) as unknown[]));
  }
  return pieces.filter(isHandy);
}

function isHandy({ start, end }: Piece): boolean {
  return end > start && end - start <= LONGEST_PIECE;
}

/** Pieces of all the seeds of one kind, by the type of node they were. */
export class Donors {
  readonly #kind: FileKind;
  readonly #byType = new Map<string, string[]>();
  readonly #types: string[];

  constructor(kind: FileKind, seeds: readonly Seed[]) {
    this.#kind = kind;
    const known = new Set<string>();
    for (const { text, path } of seeds) {
      for (const { type, start, end } of piecesOf(text, path, kind)) {
        const source = text.slice(start, end);
        const key = `${type} ${source}`;
        if (known.has(key)) continue;
        known.add(key);
        const pieces = this.#byType.get(type);
        if (pieces) pieces.push(source);
        else this.#byType.set(type, [source]);
      }
    }
    this.#types = [...this.#byType.keys()];
  }

  /** The text with one node replaced by another, mostly of its own type: much of what comes out can still be parsed. */
  graft(text: string, path: string, random: Random): string {
    const target = random.pick(piecesOf(text, path, this.#kind));
    const type = random.isLucky(0.85) ? target?.type : random.pick(this.#types);
    const donor = random.pick(this.#byType.get(type ?? '') ?? []);
    if (!target || donor === undefined) return text;
    return text.slice(0, target.start) + indentedLike(donor, text, target.start) + text.slice(target.end);
  }
}

/** The lines of a block have to stand as deep as the line they come to. */
function indentedLike(donor: string, text: string, at: number): string {
  const lines = donor.split('\n');
  if (lines.length === 1) return donor;
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  const wanted = /^[ \t]*/u.exec(line)?.[0] ?? '';
  const depths = lines
    .slice(1)
    .filter((one) => one.trim() !== '')
    .map((one) => one.length - one.trimStart().length);
  const least = Math.max(0, Math.min(...depths, 80) - 4);
  return lines.map((one, index) => (index === 0 ? one : wanted + one.slice(least))).join('\n');
}
