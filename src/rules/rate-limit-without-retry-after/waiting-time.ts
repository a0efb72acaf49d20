import { flag, type OptionsOf } from '../../options.ts';

export const options = {
  quotas: flag(false, 'Report also answers that ask for a bigger plan, a payment or a call: coming back later does not help there.'),
};

export type Options = OptionsOf<typeof options>;

export type Message = 'noHeader' | 'noWait' | 'headersOff' | 'addHeader' | 'addWait';

/** The header, in any spelling of its letters. */
export const RETRY_AFTER = /retry-after/iu;

/** What suggestions tell clients to wait; a minute is the window of most limits. */
export const SECONDS = 60;

/** Does what is said with the answer ask for something else than patience? */
export function asksForMoney(text: string): boolean {
  return /\bsubscri|\bupgrad|\bbilling|\bplans?\b|\bpayment|\bcontact (?:us|sales|support)|\bcredits\b/iu.test(text);
}
