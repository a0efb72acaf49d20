import type { TreeNode } from '../language/hash-comment-source.ts';

/** The whole file: its blocks one after another, as they stand, without the nesting that Markdown gives them on a page. */
export interface Document extends TreeNode {
  readonly type: 'document';
  readonly parent: null;
  readonly children: readonly Block[];
}

interface BlockNode extends TreeNode {
  readonly parent: Document;
}

/** `### A title`; the text is what stands between the number signs. */
export interface Heading extends BlockNode {
  readonly type: 'heading';
  readonly level: number;
  readonly text: string;
}

/** What stands between two lines of back-ticks or tildes, without the indentation of the first of them. */
export interface Fence extends BlockNode {
  readonly type: 'fence';
  /** The first word behind the back-ticks, in small letters. */
  readonly language: string;
  readonly text: string;
  readonly isClosed: boolean;
}

/** One point of a list with the lines that go on with it, but not the points below it. */
export interface Item extends BlockNode {
  readonly type: 'item';
  readonly indent: number;
  readonly text: string;
  /** Where the text begins. */
  readonly start: number;
}

export interface Paragraph extends BlockNode {
  readonly type: 'paragraph';
  readonly text: string;
}

/** Lines that begin with a bar, the second of them nothing but dashes. */
export interface Table extends BlockNode {
  readonly type: 'table';
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export type Block = Heading | Fence | Item | Paragraph | Table;
export type Node = Document | Block;

export type Visitor = { [N in Node as N['type']]?: (node: N) => void } & { [N in Node as `${N['type']}:exit`]?: (node: N) => void };
