import type { Comment, Document, Instruction, Node, Stage } from './nodes.ts';

const known = new WeakMap<Document, readonly Stage[]>();

/** The stages of a file, in its order. */
export function stagesOf(document: Document): readonly Stage[] {
  let stages = known.get(document);
  if (!stages) known.set(document, (stages = document.children.filter((node) => node.type === 'stage')));
  return stages;
}

const names = new WeakMap<Document, ReadonlyMap<string, Stage>>();

/** Which stage does `FROM`, or a `--from=`, mean by a name or a number? Null for an image, and for a stage that comes later. */
export function stageNamed(name: string, from: Stage): Stage | null {
  const document = from.parent;
  let byName = names.get(document);
  if (!byName) {
    // Of two with one name Docker takes the first.
    const pairs = stagesOf(document).flatMap((stage) => (stage.name === null ? [] : [[stage.name.toLowerCase(), stage] as const]));
    names.set(document, (byName = new Map(pairs.reverse())));
  }
  const found = byName.get(name.toLowerCase()) ?? (/^\d+$/u.test(name) ? stagesOf(document)[Number(name)] : undefined);
  return found && found.index < from.index ? found : null;
}

/** The stage that something stands in; null before the first `FROM`. */
export function stageOf(node: Node): Stage | null {
  for (let at: Node | null = node; at; at = at.parent) if (at.type === 'stage') return at;
  return null;
}

/** The instructions of a stage or of what stands before all stages, without comments. */
export function instructionsOf(place: Stage | Document): readonly Instruction[] {
  const children: readonly (Comment | Instruction | Stage)[] = place.children;
  return children.filter((node) => node.type === 'instruction');
}
