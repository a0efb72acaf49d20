import { flag, type OptionsOf } from '../../options.ts';

export const options = {
  loops: flag(true, 'Also looks at loops written by hand; otherwise at retry libraries only.'),
} as const;

export type Options = OptionsOf<typeof options>;
export type MessageId = 'everything' | 'endless' | 'mixed' | 'limited' | 'loop' | 'service';
export type SuggestionId = 'nameErrors' | 'catchPassing';

/** Does the name of an error say that too much was asked in too short a time? */
export function isRateLimit(name: string): boolean {
  return /rate_?limit|too_?many_?requests|throttl/iu.test(name);
}

/** Does a file that says one of these look at how long the service wants it to wait? */
export const RETRY_AFTER = [/retry-after/i, /retry_after/i, /retryafter/i];

/** As much of a name as a message has room for. */
export function shortened(name: string): string {
  return name.length <= LONGEST ? name : `${name.slice(0, LONGEST - 1)}…`;
}

const LONGEST = 40;
