import type { AnyVisitor } from './guard.ts';
import type { FileKind, KindedSource } from './kind.ts';
import type { Mention } from './mentions.ts';
import type { Project } from '../project/project.ts';
import type { Location, Range, SyntaxNode } from './position.ts';

/** A change to the file's text, in ESLint's terms. */
export interface Edit {
  readonly range: readonly [number, number];
  readonly text: string;
}

export interface Fixer {
  insertTextAfterRange(range: Range, text: string): Edit;
  insertTextBeforeRange(range: Range, text: string): Edit;
  replaceTextRange(range: Range, text: string): Edit;
  removeRange(range: Range): Edit;
}

export type Fix = (fixer: Fixer) => Edit | readonly Edit[] | null;

/** A sentence may be long, as it is shown as it was written; any other text is a piece of the user's code and cut short. */
type Words = Readonly<Record<string, string | number | { readonly sentence: string }>>;

export interface Suggestion<MessageId extends string> {
  readonly message: MessageId;
  readonly data?: Words;
  readonly fix: Fix;
}

/** What a detector says: where (a node, or a place of its own), with which of the card's messages, and the way out. */
export type Finding<MessageId extends string> = ({ readonly node: SyntaxNode } | { readonly loc: Location }) & {
  readonly message: MessageId;
  readonly data?: Words;
  readonly fix?: Fix;
  readonly suggest?: readonly Suggestion<MessageId>[];
};

/** What a detector is given. */
export interface DetectorContext<Source, MessageId extends string, Options> {
  /** The file, as its reader presents it. */
  readonly source: Source;
  /** The rule's options with all defaults filled in. */
  readonly options: Options;
  /** The file's path from the project's root, with `/` between its parts. */
  readonly path: string;
  /** The file's whole path, for questions about the folders around it. */
  readonly file: string;
  /** Does the file contain this text? Cheap for what `mentions` declares. */
  readonly mentions: (mention: Mention) => boolean;
  /** What is known across files; undefined for a text that lies in no project. Asking for it costs nothing, asking it does. */
  readonly project: Project | undefined;
  readonly report: (finding: Finding<MessageId>) => void;
}

/** The part of a rule that looks at one kind of file. */
export interface Detector<Source, Visitor, MessageId extends string, Options> {
  /** A file that contains none of these texts cannot have the defect, and is not walked for it. */
  readonly mentions?: readonly Mention[];
  /** More texts that `visit` asks for. */
  readonly alsoMentions?: readonly Mention[];
  readonly visit: (context: DetectorContext<Source, MessageId, Options>) => Visitor;
}

/** A file's SourceCode, of whichever kind. */
export interface AnySource extends KindedSource {
  readonly text: string;
  readonly lines: readonly string[];
  /** Our own readers cut out one line without cutting all. */
  lineText?(line: number): string;
  /** Our own readers make no nodes that nobody asks for. */
  declare?(selectors: readonly string[]): void;
  readonly ast: unknown;
  getLocFromIndex(index: number): { readonly line: number; readonly column: number };
  getIndexFromLoc(place: { readonly line: number; readonly column: number }): number;
}

/** A detector where its kind, messages and options are no longer known. */
export type AnyDetector = Detector<AnySource, AnyVisitor, string, Readonly<Record<string, unknown>>>;

/** What looks at each kind of file for a rule. */
export type DetectorsByKind = Readonly<Partial<Record<FileKind, AnyDetector>>>;
