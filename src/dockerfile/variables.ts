import type { Document, Instruction, Stage } from './nodes.ts';
import { instructionsOf, stageNamed, stageOf, stagesOf } from './stages.ts';

/** From a place on, a variable has a value; null for one that nobody knows who reads the file alone. */
interface Setting {
  readonly from: number;
  readonly value: string | null;
}

type Settings = Map<string, Setting[]>;

/** What a stage sets for itself, and what stages that build upon it find: an `ARG` ends with its stage. */
interface Sets {
  readonly own: Settings;
  readonly kept: Settings;
}

/** `$A`, `${A}`, `${A:-b}`, `${A:+b}`; behind a backslash it stands for itself. */
const USE = /\\.|\$(?:(\w+)|\{(\w+)(?:(:?[-+?])([^}]{0,1000}))?\})/gsu;
/** A value that is made of itself twice doubles with each line. */
const LONGEST_VALUE = 10_000;
/** Stages that build upon each other: more of them are no file for Docker, but for us. */
const DEEPEST_BASE = 50;

/**
 * A text once its variables are filled in as at an instruction, with the defaults of `ARG`; null where one of them is known
 * only to who builds.
 */
export function filledIn(text: string, at: Instruction): string | null {
  return text.includes('$') ? filled(text, (name) => valueOf(name, at)) : text;
}

/** The value of a variable at an instruction: its text, or null where nobody can know it from the file. */
export function valueOf(name: string, at: Instruction): string | null {
  const stage = stageOf(at);
  const document = stage?.parent ?? documentOf(at);
  const sets = setsOf(document);
  // `FROM` sees only what stands before all stages.
  if (!stage || at.keyword === 'FROM') return lastBefore(sets.get(document)?.own.get(name), at.range[0])?.value ?? null;
  let setting = lastBefore(sets.get(stage)?.own.get(name), at.range[0]);
  for (let depth = 0, base = baseOf(stage); !setting && base && depth < DEEPEST_BASE; depth++, base = baseOf(base)) {
    setting = sets.get(base)?.kept.get(name)?.at(-1);
  }
  return setting?.value ?? null;
}

function baseOf(stage: Stage): Stage | null {
  return stageNamed(stage.image, stage);
}

function lastBefore(settings: readonly Setting[] | undefined, place: number): Setting | undefined {
  return settings?.findLast(({ from }) => from <= place);
}

function documentOf(at: Instruction): Document {
  let node: Instruction | Stage | Document = at;
  while (node.type !== 'document') node = node.parent;
  return node;
}

const known = new WeakMap<Document, Map<Stage | Document, Sets>>();

function setsOf(document: Document): Map<Stage | Document, Sets> {
  let sets = known.get(document);
  if (!sets) {
    // There already while it grows: a value may be made of what was set above it, and nothing else is asked for meanwhile.
    known.set(document, (sets = new Map<Stage | Document, Sets>()));
    for (const place of [document, ...stagesOf(document)]) fill(place, sets);
  }
  return sets;
}

function fill(place: Stage | Document, sets: Map<Stage | Document, Sets>): void {
  const own: Settings = new Map();
  const kept: Settings = new Map();
  sets.set(place, { own, kept });
  for (const instruction of instructionsOf(place)) {
    const isArgument = instruction.keyword === 'ARG';
    if (!isArgument && instruction.keyword !== 'ENV') continue;
    const from = instruction.range[1];
    // All values of an instruction are made of what was set above it.
    const made = instruction.assignments.map(({ key: { name }, value }) => {
      // An `ARG` without a value takes the one of its namesake before all stages.
      const outer = place.type === 'stage' ? sets.get(place.parent)?.own.get(name)?.at(-1)?.value : null;
      const text = value ? filledIn(value.text, instruction) : (outer ?? null);
      return { name, value: text !== null && text.length > LONGEST_VALUE ? null : text };
    });
    for (const { name, value } of made) {
      // An `ENV` wins over every `ARG` of its name.
      if (isArgument && kept.has(name)) continue;
      for (const settings of isArgument ? [own] : [own, kept]) {
        const list = settings.get(name);
        if (list) list.push({ from, value });
        else settings.set(name, [{ from, value }]);
      }
    }
  }
}

function filled(text: string, lookUp: (name: string) => string | null): string | null {
  const unknown: string[] = [];
  const result = text.replace(USE, (written: string, ...groups: (string | undefined)[]) => {
    const [plain, braced, sign = '', word = ''] = groups;
    const name = plain ?? braced;
    if (name === undefined) return written === '\\$' ? '$' : written;
    const value = lookUp(name);
    const isEmpty = value === '' && sign.startsWith(':');
    // `${A:-${B}}`: what ends where is more than a pattern can tell.
    if (word.includes('$')) unknown.push(name);
    if (sign.endsWith('-') && (value === null || isEmpty)) return word;
    if (sign.endsWith('+') && value !== null) return isEmpty ? '' : word;
    if (value === null) unknown.push(name);
    return value ?? '';
  });
  return unknown.length === 0 ? result : null;
}
