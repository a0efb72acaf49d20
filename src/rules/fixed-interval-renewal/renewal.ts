import { count, type OptionsOf } from '../../options.ts';
import { wordsOf } from '../../vocabulary/words.ts';

export const options = {
  minSeconds: count(
    3600,
    'Only what is renewed this seldom is reported: what comes more often is polling, and one run more or less does not matter.',
  ),
} as const;

export type Options = OptionsOf<typeof options>;
export type MessageId = 'fixed' | 'dropped' | 'retryLate' | 'tooLong';

/** Does a function of this name renew what a service grants for some time only: a subscription, a token, a lease? */
export function renews(name: string): boolean {
  const words = wordsOf(name);
  if (words.some((word) => OTHER.has(word))) return false;
  if (words.some((word) => RENEWING.has(word))) return true;
  const isGranted = words.some((word) => GRANTED.has(word));
  return isGranted && words.some((word) => AGAIN.has(word));
}

const RENEWING = new Set('renew renews renewal resubscribe reauthenticate reauth relogin'.split(' '));
const AGAIN = new Set('refresh extend rotate setup start register subscribe create set reregister update recreate'.split(' '));
const GRANTED = new Set(
  'watch watches webhook webhooks subscription subscriptions lease leases token tokens credential credentials channel channels'.split(' '),
);
const OTHER = new Set(
  'poll report clean cleanup sync monitor stats metrics cache count expired delete remove list get reset password device file files folder'.split(
    ' ',
  ),
);

/** Does code ask when something expires, so that it does not go by the clock alone? */
export function asksExpiry(code: string): boolean {
  return /expir|lease_?duration|LeaseDuration|\bttl\b|valid_?until|validUntil|not_?after|notAfter/iu.test(code);
}

/** A length of time, as one says it. */
export function saidAs(seconds: number): string {
  if (seconds % 86_400 === 0) return `${String(seconds / 86_400)} d`;
  return seconds >= 3600 ? `${String(Math.round(seconds / 360) / 10)} h` : `${String(Math.round(seconds / 60))} min`;
}
