import type { HashComment, TreeNode } from '../language/hash-comment-source.ts';
import type { Range } from '../language/position.ts';
import type { JoinedText } from './joined-text.ts';

/** The whole file: what stands before the first `FROM`, then the stages. */
export interface Document extends TreeNode {
  readonly type: 'document';
  readonly parent: null;
  readonly children: readonly (Comment | Instruction | Stage)[];
  /** What `# syntax=` names. */
  readonly syntax: string | null;
  /** What joins lines and takes meaning off a character: a backslash, unless `# escape=` says otherwise. */
  readonly escape: Escape;
}

export type Escape = '\\' | '`';

/** A `FROM` and all that is built upon it. */
export interface Stage extends TreeNode {
  readonly type: 'stage';
  readonly parent: Document;
  readonly children: readonly (Comment | Instruction)[];
  /** Its place among the stages, from 0. */
  readonly index: number;
  /** As it is written behind `AS`; Docker tells no capitals apart. */
  readonly name: string | null;
  /** As it is written, so it may be the name of another stage, or hold a variable. */
  readonly image: string;
  readonly from: Instruction;
}

/** One instruction with all its lines. */
export interface Instruction extends TreeNode {
  readonly type: 'instruction';
  readonly parent: Document | Stage | Instruction;
  /** In capitals, however it is written. */
  readonly keyword: string;
  readonly keywordRange: Range;
  /** The instruction as Docker reads it: its lines joined, without comments; behind it, its heredocs as they stand. */
  readonly text: string;
  /** A JSON list (`exec`) or a line for a shell (`shell`); null where Docker knows no such difference. */
  readonly form: 'exec' | 'shell' | null;
  /** All that stands below, in the order of the file. */
  readonly children: readonly (Comment | Flag | Word | Command | Assignment | Instruction | Heredoc)[];
  readonly flags: readonly Flag[];
  /** What stands behind the flags, word by word; empty in the shell form and where `assignments` hold it. */
  readonly words: readonly Word[];
  /** The line for a shell. */
  readonly command: Command | null;
  /** What `ENV`, `ARG` and `LABEL` set. */
  readonly assignments: readonly Assignment[];
  readonly heredocs: readonly Heredoc[];
  /** What `ONBUILD` puts off, and the `CMD` of a `HEALTHCHECK`. */
  readonly inner: Instruction | null;
  readonly joined: JoinedText;
}

/** `--from=build`; a flag may stand without a value. */
export interface Flag extends TreeNode {
  readonly type: 'flag';
  readonly parent: Instruction;
  readonly name: string;
  readonly value: string | null;
}

/** Its `text` is what Docker reads, before variables are filled in; the range holds the quotes. */
export interface Word extends TreeNode {
  readonly type: 'word';
  readonly parent: Instruction;
  readonly text: string;
}

/** What a shell is going to read, lines joined; `rangeIn` tells where a part of it stands in the file. */
export interface Command extends TreeNode {
  readonly type: 'command';
  readonly parent: Instruction;
  readonly text: string;
  readonly joined: JoinedText;
}

/** `NAME=value`, the `NAME value` of old, or the `NAME` alone that `ARG` takes. */
export interface Assignment extends TreeNode {
  readonly type: 'assignment';
  readonly parent: Instruction;
  readonly key: Key;
  readonly value: Value | null;
}

export interface Key extends TreeNode {
  readonly type: 'key';
  readonly parent: Assignment;
  readonly name: string;
}

/** The value's range holds the quotes; `text` is what Docker reads, before variables are filled in. */
export interface Value extends TreeNode {
  readonly type: 'value';
  readonly parent: Assignment;
  readonly text: string;
  /** The quote around all of it. */
  readonly quote: '"' | "'" | null;
}

/** The lines from below the instruction to the closing word. */
export interface Heredoc extends TreeNode {
  readonly type: 'heredoc';
  readonly parent: Instruction;
  /** The word that closes it. */
  readonly name: string;
  /** Where `<<NAME` stands. */
  readonly opener: Range;
  /** Without the closing word, and where `<<-` says so without the tabs that lines begin with. */
  readonly text: string;
  /** Are variables filled in? A quoted word says no. */
  readonly isExpanded: boolean;
  /** Where nobody closes it, the node is only what opens it. */
  readonly isClosed: boolean;
  readonly joined: JoinedText;
}

export interface Comment extends HashComment {
  readonly parent: Document | Stage | Instruction;
}

export type Node = Document | Stage | Instruction | Flag | Word | Command | Assignment | Key | Value | Heredoc | Comment;

export type Visitor = { [N in Node as N['type']]?: (node: N) => void } & { [N in Node as `${N['type']}:exit`]?: (node: N) => void };
