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
