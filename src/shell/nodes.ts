import type { Location, Range } from '../language/position.ts';
import type { NodeByKind } from '../generated/shell-nodes.ts';
import type { ShellTree } from './syntax/tree.ts';

export type * from '../generated/shell-nodes.ts';

/** What every node of a shell script's tree has; the kinds and their fields are generated from the grammar. */
export interface Base<Kind extends string> {
  readonly type: Kind;
  readonly range: Range;
  readonly loc: Location;
  /** The source of the node; it copies, so ask a large node for its kind first. */
  readonly text: string;
  readonly parent: Node | null;
  readonly tree: ShellTree;
  readonly row: number;
  readonly isMissing: boolean;
  /** The named children, comments among them. */
  readonly children: readonly Node[];
  /** All children: keywords, operators and punctuation too. */
  readonly tokens: readonly (Node | Token)[];
  all(field: string): readonly (Node | Token)[];
  contains(other: Base<string>): boolean;
  descendants<K extends Kinds>(...kinds: K[]): NodeByKind[K][];
}

/** A keyword, operator or punctuation mark. */
export interface Token<Text extends string = string> extends Base<Text> {}

export type Kinds = keyof NodeByKind;
export type Node = NodeByKind[Kinds];

/** What a detector for shell scripts gives ESLint: a function for each kind of node it wants to see. */
export type Visitor = { [K in Kinds]?: (node: NodeByKind[K]) => void } & { [K in Kinds as `${K}:exit`]?: (node: NodeByKind[K]) => void };
