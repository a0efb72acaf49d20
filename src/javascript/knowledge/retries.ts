/**
 * What tries again by itself, looked up in p-retry 7.1, async-retry 1.3, exponential-backoff 3.1, ts-retry-promise 0.8,
 * promise-retry 2.0, cockatiel 3.2, axios-retry 4.5 and async 3.2.
 */
export interface RetryMaker {
  /** The place of what is tried; null where the policy stands for itself. */
  readonly tried: number | null;
  /** The place of the options. */
  readonly options: number;
  /** Options that tell errors apart. */
  readonly judges: readonly string[];
  /** The option with the greatest number of tries, and what is to be added to it. */
  readonly tries: { readonly key: string; readonly more: number };
  /** Tries when nothing is said. */
  readonly defaultTries: number;
  /** How else errors are told apart: by a parameter of what is tried, or by a policy that is passed. */
  readonly by?: 'bail' | 'again' | 'handler' | 'condition';
}

const pRetry: RetryMaker = {
  tried: 0,
  options: 1,
  judges: ['shouldRetry', 'shouldConsumeRetry'],
  tries: { key: 'retries', more: 1 },
  defaultTries: 11,
};

export const retryMakers: ReadonlyMap<string, RetryMaker> = new Map<string, RetryMaker>([
  ['p-retry', pRetry],
  ['async-retry', { tried: 0, options: 1, judges: [], tries: { key: 'retries', more: 1 }, defaultTries: 11, by: 'bail' }],
  ['exponential-backoff.backOff', { tried: 0, options: 1, judges: ['retry'], tries: { key: 'numOfAttempts', more: 0 }, defaultTries: 10 }],
  ['ts-retry-promise.retry', { tried: 0, options: 1, judges: ['retryIf'], tries: { key: 'retries', more: 1 }, defaultTries: 11 }],
  ['promise-retry', { tried: 0, options: 1, judges: [], tries: { key: 'retries', more: 1 }, defaultTries: 11, by: 'again' }],
  ['cockatiel.retry', { tried: null, options: 1, judges: [], tries: { key: 'maxAttempts', more: 1 }, defaultTries: 11, by: 'handler' }],
  ['axios-retry', { tried: null, options: 1, judges: [], tries: { key: 'retries', more: 1 }, defaultTries: 4, by: 'condition' }],
  ['async.retry', { tried: 1, options: 0, judges: ['errorFilter'], tries: { key: 'times', more: 0 }, defaultTries: 5 }],
]);

/** Words of which a file that uses one of these libraries holds at least one. */
export const retryLibraries = [
  'p-retry',
  'async-retry',
  'exponential-backoff',
  'ts-retry-promise',
  'promise-retry',
  'cockatiel',
  'axios-retry',
  'async.retry',
];
