import type { TreeNode } from '../language/hash-comment-source.ts';

/** The whole file. */
export interface Document extends TreeNode {
  readonly type: 'document';
  readonly parent: null;
  readonly children: readonly Assignment[];
}

/** One `KEY=value` line, with or without `export`. */
export interface Assignment extends TreeNode {
  readonly type: 'assignment';
  readonly parent: Document;
  readonly key: Key;
  /** Missing when nothing follows the `=`. */
  readonly value: Value | null;
}

export interface Key extends TreeNode {
  readonly type: 'key';
  readonly parent: Assignment;
  readonly name: string;
}

/** The value's range holds the quotes; `text` is what the program reads. */
export interface Value extends TreeNode {
  readonly type: 'value';
  readonly parent: Assignment;
  readonly text: string;
  readonly quote: '"' | "'" | '`' | null;
}

export type Node = Document | Assignment | Key | Value;

export type Visitor = { [N in Node as N['type']]?: (node: N) => void } & { [N in Node as `${N['type']}:exit`]?: (node: N) => void };
