import type { Range } from '../language/position.ts';
import type { Escape, Instruction } from './nodes.ts';
import {
  behindBlanks,
  behindPiece,
  behindQuotedPiece,
  jsonList,
  piecesBetweenBlanks,
  quoteAround,
  quotedPieces,
  unquoted,
  type FoundWord,
} from './words.ts';

/** What an instruction says; all ranges count from the beginning of its joined text. */
export interface FoundInstruction {
  readonly keyword: string;
  readonly keywordRange: Range;
  readonly form: Instruction['form'];
  readonly flags: readonly FoundFlag[];
  readonly words: readonly FoundWord[];
  readonly command: Range | null;
  readonly assignments: readonly FoundAssignment[];
  readonly inner: FoundInstruction | null;
}

export interface FoundFlag {
  readonly range: Range;
  readonly name: string;
  readonly value: string | null;
}

export interface FoundAssignment {
  readonly key: Range;
  readonly value: (FoundWord & { readonly quote: '"' | "'" | null }) | null;
}

type Arguments = Partial<Pick<FoundInstruction, 'form' | 'words' | 'command' | 'assignments' | 'inner'>>;
type Reader = (text: string, from: number, escape: Escape, isPutOff: boolean) => Arguments;

/** What does a joined text say from `from` on? It has no blanks at its ends; `isPutOff` when it stands in an `ONBUILD`. */
export function findInstruction(text: string, from: number, escape: Escape, isPutOff = false): FoundInstruction {
  const keywordEnd = behindPiece(text, from);
  const keyword = text.slice(from, keywordEnd).toUpperCase();
  const { flags, end } = findFlags(text, keywordEnd);
  const read = readers[keyword] ?? wordsBetweenBlanks;
  const { form = null, words = [], command = null, assignments = [], inner = null } = read(text, behindBlanks(text, end), escape, isPutOff);
  return { keyword, keywordRange: [from, keywordEnd], form, flags, words, command, assignments, inner };
}

/** Flags end at the first word that is none, or behind `--`. Docker takes a backslash off here, whatever `# escape=` says. */
function findFlags(text: string, from: number): { readonly flags: FoundFlag[]; readonly end: number } {
  const flags: FoundFlag[] = [];
  let end = from;
  for (;;) {
    const start = behindBlanks(text, end);
    if (!text.startsWith('--', start)) return { flags, end };
    end = behindQuotedPiece(text, start, '\\');
    const written = unquoted(text.slice(start + 2, end), '\\');
    if (written === '') return { flags, end };
    const equals = written.indexOf('=');
    flags.push({
      range: [start, end],
      name: equals < 0 ? written : written.slice(0, equals),
      value: equals < 0 ? null : written.slice(equals + 1),
    });
  }
}

const wordsBetweenBlanks: Reader = (text, from, escape) => ({
  words: piecesBetweenBlanks(text, from).map((range) => ({ range, text: unquoted(text.slice(...range), escape) })),
});

/** `RUN`, `CMD` and `ENTRYPOINT` */
const listOrCommand: Reader = (text, from) => {
  const words = jsonList(text, from);
  if (words) return { form: 'exec', words };
  return from < text.length ? { form: 'shell', command: [from, text.length] } : {};
};

/** `COPY`, `ADD` and `VOLUME` */
const listOrWords: Reader = (text, from, escape, isPutOff) => {
  const words = jsonList(text, from);
  return words ? { form: 'exec', words } : wordsBetweenBlanks(text, from, escape, isPutOff);
};

/** `WORKDIR`, `USER` and others whose argument may hold blanks. */
const oneWord: Reader = (text, from, escape) => ({
  words: from < text.length ? [{ range: [from, text.length], text: unquoted(text.slice(from), escape) }] : [],
});

const pairs: Reader = (text, from, escape) => {
  const pieces = quotedPieces(text, from, escape);
  const [first] = pieces;
  if (!first) return {};
  if (text.slice(...first).includes('=')) return { assignments: pieces.map((piece) => assignmentIn(text, piece, escape)) };
  // `ENV NAME value`: the rest of the line, with its blanks and quotes.
  const keyEnd = behindPiece(text, from);
  const start = behindBlanks(text, keyEnd);
  const value = start < text.length ? valueIn(text, [start, text.length], escape) : null;
  return { assignments: [{ key: [from, keyEnd], value }] };
};

const namesOrPairs: Reader = (text, from, escape) => ({
  assignments: quotedPieces(text, from, escape).map((piece) => assignmentIn(text, piece, escape)),
});

function assignmentIn(text: string, [start, end]: Range, escape: Escape): FoundAssignment {
  const equals = text.slice(start, end).indexOf('=');
  if (equals < 0) return { key: [start, end], value: null };
  return { key: [start, start + equals], value: valueIn(text, [start + equals + 1, end], escape) };
}

function valueIn(text: string, range: Range, escape: Escape) {
  const written = text.slice(...range);
  return { range, text: unquoted(written, escape), quote: quoteAround(written, escape) };
}

/** An `ONBUILD` inside of another one is an error to Docker; read as one, they could lie within each other without end. */
const putOff: Reader = (text, from, escape, isPutOff) =>
  isPutOff || from === text.length ? {} : { inner: findInstruction(text, from, escape, true) };

const healthCheck: Reader = (text, from, escape, isPutOff) => {
  const isCommand = /^CMD$/iu.test(text.slice(from, behindPiece(text, from)));
  return isCommand ? { inner: findInstruction(text, from, escape, isPutOff) } : wordsBetweenBlanks(text, from, escape, isPutOff);
};

const readers: Readonly<Partial<Record<string, Reader>>> = {
  ADD: listOrWords,
  ARG: namesOrPairs,
  CMD: listOrCommand,
  COPY: listOrWords,
  ENTRYPOINT: listOrCommand,
  ENV: pairs,
  HEALTHCHECK: healthCheck,
  LABEL: pairs,
  MAINTAINER: oneWord,
  ONBUILD: putOff,
  RUN: listOrCommand,
  SHELL: listOrWords,
  STOPSIGNAL: oneWord,
  USER: oneWord,
  VOLUME: listOrWords,
  WORKDIR: oneWord,
};
