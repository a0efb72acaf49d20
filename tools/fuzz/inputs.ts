import type { FileKind } from '../../src/language/kind.ts';
import { pathFor } from './hostile-paths.ts';
import { mutated } from './mutations.ts';
import { Donors } from './pieces.ts';
import { Random } from './random.ts';
import { readSeeds, type Seed } from './seeds.ts';

/** A file that nobody has ever written. */
export type Input = Seed;

/** Of a hundred inputs so many are of each kind; there is more to get wrong in a programming language. */
const SHARES: readonly (readonly [FileKind, number])[] = [
  ['python', 41],
  ['javascript', 34],
  ['yaml', 10],
  ['dotenv', 5],
  ['dockerfile', 4],
  ['markdown', 2],
  ['shell', 4],
];

/** Makes inputs out of the fixtures: the same number and the same seed give the same input. */
export class Inputs {
  readonly #seed: number;
  readonly #kind: FileKind | undefined;
  readonly #seeds: readonly Seed[];
  readonly #workshops = new Map<FileKind, { readonly seeds: readonly Seed[]; readonly donors: Donors }>();

  constructor(seed: number, kind?: FileKind, seeds: readonly Seed[] = readSeeds()) {
    this.#seed = seed;
    this.#kind = kind;
    this.#seeds = seeds;
  }

  at(index: number): Input {
    const random = new Random(this.#seed, index);
    const kind = this.#kind ?? kindAt(random.below(100));
    const { seeds, donors } = this.#workshopFor(kind);
    const seed = random.pick(seeds);
    if (!seed) throw new Error(`there is no fixture of the kind '${kind}'`);
    const path = pathFor(kind, seed.path, random);
    const other = (): string => random.pick(seeds)?.text ?? '';
    return { kind, path, text: mutated(seed.text, { kind, path, random, donors, other }), rules: seed.rules };
  }

  #workshopFor(kind: FileKind) {
    const known = this.#workshops.get(kind);
    if (known) return known;
    const seeds = this.#seeds.filter((seed) => seed.kind === kind);
    const workshop = { seeds, donors: new Donors(kind, seeds) };
    this.#workshops.set(kind, workshop);
    return workshop;
  }
}

function kindAt(percent: number): FileKind {
  let left = percent;
  for (const [kind, share] of SHARES) {
    left -= share;
    if (left < 0) return kind;
  }
  return 'python';
}
