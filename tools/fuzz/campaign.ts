import type { PitfallRule } from '../../src/define-rule.ts';
import { kindOfFile } from '../../src/language/files.ts';
import { Examiner, type Failure } from './examine.ts';
import type { Input, Inputs } from './inputs.ts';
import { PLAIN_PATHS } from './plain-paths.ts';
import { shrink } from './shrink.ts';

/** A mistake that inputs have shown. */
export interface Mistake extends Failure {
  /** The number of the first input that shows it. */
  readonly index: number;
  /** As small as it could be made. */
  readonly input: Input;
  /** How many inputs show it. */
  count: number;
}

export interface Outcome {
  readonly inputs: number;
  readonly checked: number;
  readonly findings: number;
  readonly changes: number;
  readonly mistakes: readonly Mistake[];
}

export interface Limits {
  readonly seconds: number;
  readonly inputs: number;
  /** The number of the first input. */
  readonly from?: number;
}

/** Every so manieth file that tree-sitter reads is read by both readers of its trees. */
const COMPARED = 6;

/** Examines inputs until there are enough, or the time is over. */
export function campaign(inputs: Inputs, rules: readonly PitfallRule[], { seconds, inputs: most, from = 0 }: Limits): Outcome {
  const examiner = new Examiner(rules);
  const mistakes = new Map<string, Mistake>();
  const deadline = performance.now() + seconds * 1000;
  const counts = { inputs: 0, checked: 0, findings: 0, changes: 0 };
  for (let index = from; counts.inputs < most && performance.now() < deadline; index++) {
    const input = inputs.at(index);
    const compareReaders = index % COMPARED === 0;
    const { failure, isChecked, findings, changes } = examiner.examine(input, compareReaders);
    counts.inputs++;
    counts.checked += isChecked ? 1 : 0;
    counts.findings += findings;
    counts.changes += changes;
    if (failure) count(mistakes, failure, input, index, (smaller) => examiner.examine(smaller, compareReaders).failure);
  }
  return { ...counts, mistakes: [...mistakes.values()] };
}

function count(
  mistakes: Map<string, Mistake>,
  { what, detail }: Failure,
  input: Input,
  index: number,
  failureOf: (input: Input) => Failure | null,
): void {
  const key = `${input.kind}: ${what}`;
  const known = mistakes.get(key);
  if (known) {
    known.count++;
    return;
  }
  const fails = (smaller: Input): boolean => failureOf(smaller)?.what === what;
  // A machine with much to do is not an input that hangs.
  if (!fails(input)) return;
  const plain =
    [
      { ...input, rules: {}, path: plainPath(input) },
      { ...input, path: plainPath(input) },
      { ...input, rules: {} },
    ].find(fails) ?? input;
  const small = { ...plain, text: shrink(plain.text, (text) => fails({ ...plain, text })) };
  mistakes.set(key, { what, detail: failureOf(small)?.detail ?? detail, index, input: small, count: 1 });
}

function plainPath({ kind, path }: Input): string {
  const ending = /\.\w+$/u.exec(path)?.[0];
  return ending !== undefined && kindOfFile(`a${ending}`) === kind ? `a${ending}` : PLAIN_PATHS[kind];
}
