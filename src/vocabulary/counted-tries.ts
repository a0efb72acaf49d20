import { oncePerName } from './known-names.ts';
import { wordsOf } from './words.ts';

/** Is something of this name a sign that tries are counted? */
export function countsTries(name: string): boolean {
  return name.length <= LONGEST_NAME && SIGNS.test(name);
}

const SIGNS = /attempt|lock(?:ed|out|_?until)|throttl|rate_?limit|limiter|brute|captcha|too_?many|slow_?down|turnstile|backoff/iu;

/** Called where a check has failed, may something of this name count the failures: `record_failure`, `login_failed.send`, `redis.incr`? */
export const recordsFailure = oncePerName((name): boolean => {
  if (name.length > LONGEST_NAME) return false;
  return countsTries(name) || wordsOf(name).some((word) => RECORDING.has(word));
});

const RECORDING = new Set(
  [
    'failed failure failures fails attempt attempts lock locked locks lockout throttle rate limit limiter record records increment increments',
    'incr incrby hincrby inc counter count counts ban banned block strike strikes penalize penalty penalise suspicious tries retries',
  ]
    .join(' ')
    .split(' '),
);

const LONGEST_NAME = 200;

/** What a file says that counts failed logins, or limits how often anything is asked for. */
export const COUNTING_WORDS = [
  ...[
    /login_attempt/i,
    /loginattempt/i,
    /failed_attempt/i,
    /failedattempt/i,
    /failed_login/i,
    /failedlogin/i,
    /login_failure/i,
    /loginfailure/i,
  ],
  ...[
    /lockout/i,
    /locked_until/i,
    /lockeduntil/i,
    /lock_until/i,
    /lockuntil/i,
    /account_locked/i,
    /accountlocked/i,
    /bruteforce/i,
    /brute_force/i,
  ],
  ...[/rate_limit/i, /ratelimit/i, /rate-limit/i, /limiter/i, /throttl/i],
];

const COUNTING =
  /login_?attempt|failed_?attempt|failed_?login|login_?failure|lockout|locked_?until|lock_?until|account_?locked|brute_?force|rate[_-]?limit|(?<!de)limiter|throttl/iu;

/** May a file that says one of these words count the failures of a login that stands in another one? */
export function mayCountElsewhere(text: string): boolean {
  return COUNTING.test(text) && /login|log_in|sign_?in|passw|\botp/iu.test(text);
}
