import type { Linter } from 'eslint';
import type { Anchor } from './language/anchor.ts';
import type { AnyDetector, AnySource, DetectorsByKind } from './language/detector.ts';
import type { FileKind } from './language/kind.ts';
import { declareMentions } from './language/mentions.ts';

/** All that files of one kind need to be checked. The command loads it with the first such file, the plugin at once. */
export interface Kit {
  readonly kind: FileKind;
  /** How ESLint is to read such a file. */
  readonly config: Linter.Config;
  /** The language of ours that the configuration names; ESLint's types are stricter about one than ESLint. */
  readonly languages: Readonly<Record<string, object>>;
  /** How is a place in such a file recognised? */
  readonly anchorAt: (source: AnySource, place: number) => Anchor;
  /**
   * The root of a text's tree by itself, or what is wrong with a text that has none; the path only tells the dialect.
   */
  readonly treeOf: (text: string, path: string) => { readonly ast: object } | { readonly problem: string };
  /** Which kinds of node are there, and under which names do they hold other nodes? */
  readonly nodeKeys: () => Readonly<Record<string, readonly string[]>>;
  /** By the names of their rules. */
  readonly detectors: Readonly<Record<string, AnyDetector>>;
}

const unpacked = new Map<FileKind, Kit>();

/** From now on files of its kind can be checked. */
export function unpack(kit: Kit): Kit {
  if (unpacked.has(kit.kind)) return kit;
  unpacked.set(kit.kind, kit);
  for (const { mentions = [], alsoMentions = [] } of Object.values(kit.detectors)) {
    declareMentions(kit.kind, [...mentions, ...alsoMentions]);
  }
  return kit;
}

/** The kit of a kind that is loaded. */
export function kitFor(kind: FileKind): Kit {
  const kit = unpacked.get(kind);
  if (!kit) throw new Error(`nothing for ${kind} has been loaded`);
  return kit;
}

/** The detectors of a rule, each found in the kit of its kind, which need not be loaded yet. */
export function detectorsInKits(rule: string, kinds: readonly FileKind[]): DetectorsByKind {
  const found: DetectorsByKind = {};
  for (const kind of kinds) Object.defineProperty(found, kind, { enumerable: true, get: () => kitFor(kind).detectors[rule] });
  return found;
}

interface Reader {
  parse(file: { readonly body: string }): {
    readonly ok: boolean;
    readonly ast?: unknown;
    readonly errors?: readonly { readonly message: string }[];
  };
}

/** The tree that a language of ours makes of a text. */
export function treeBy(language: Reader, text: string, rootOf = (ast: unknown): unknown => ast): ReturnType<Kit['treeOf']> {
  const { ok, ast, errors = [] } = language.parse({ body: text });
  if (!ok) return { problem: errors[0]?.message ?? 'This text could not be read.' };
  return { ast: rootOf(ast) as object };
}
