import { oncePerName } from './known-names.ts';
import { holdsPhrase, wordsOf } from './words.ts';

const LIMITS = [
  'rate_limit',
  'rate_limits',
  'request_limit',
  'rate_limited',
  'rate_limiter',
  'rate_limiting',
  'slow_down',
  'speed_limiter',
  'brute',
  'brute_force',
];
const PHRASES = LIMITS.map((phrase) => phrase.split('_'));
const WORDS = new Set(
  [
    'ratelimit ratelimits ratelimited ratelimiter ratelimiting limiter limiters throttle throttles throttled throttler throttling slowdown',
    'slowapi bruteforce lockout axes arcjet ratelimiting',
  ]
    .join(' ')
    .split(' '),
);
/** What takes a limit away, or counts something else than requests. */
const OTHERS = new Set(
  'skip exempt no without disable disabled unlimited offset size upload body page error exceeded rows results'.split(' '),
);

/** Does something of this name count requests and refuse those that come too fast: `limiter.limit`, `LoginRateThrottle`, `slowDown`? */
export const isLimiterName = oncePerName((name): boolean => {
  if (name.length > LONGEST_NAME) return false;
  const words = wordsOf(name);
  if (words.some((word) => OTHERS.has(word))) return false;
  return words.some((word) => WORDS.has(word)) || PHRASES.some((phrase) => holdsPhrase(words, phrase));
});

const LONGEST_NAME = 200;
