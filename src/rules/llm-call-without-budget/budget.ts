import { flag, type OptionsOf } from '../../options.ts';

export const options = {
  loops: flag(true, 'Also reports calls in loops whose costs nobody adds up.'),
} as const;

export type Options = OptionsOf<typeof options>;
export type MessageId = 'unlimited' | 'uncounted';

/** Does a piece of code look at what an answer costs, or hand the answer to something that does? */
export function countsCosts(text: string): boolean {
  return /usage|total_?tokens|eval_?count|cost|budget|track|on_?finish|callback/iu.test(text);
}
