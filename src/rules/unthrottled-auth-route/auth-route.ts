import { flag, list, type OptionsOf } from '../../options.ts';
import { wordsOf } from '../../vocabulary/words.ts';

export const options = {
  authRoutes: list([], 'More words of paths and handler names behind which people log in, register or prove who they are.'),
  gatewayLimits: flag(false, 'The proxy in front limits these routes; nothing is reported.'),
};

export type Options = OptionsOf<typeof options>;

export type Message = 'credential' | 'authRoute';

const ROUTES = new Set(
  [
    'login signin authenticate register signup forgot otp 2fa mfa totp magiclink',
  ]
    .join(' ')
    .split(' '),
);
const NOT_AUTH = new Set('logout signout log status callback webhook webhooks me profile settings list history'.split(' '));

/** Do people who are not known yet prove who they are behind a path or handler of this name, as far as the name tells? */
export function namesAuthRoute(name: string, extra: readonly string[]): boolean {
  if (name.length > LONGEST_NAME) return false;
  const words = wordsOf(name.replace(/(log|sign)[-_ ]?(in|up)\b/giu, '$1$2').replace(/magic[-_]?link/giu, 'magiclink').replace(/2fa/giu, 'mfa'));
  if (words.some((word) => NOT_AUTH.has(word))) return false;
  if (words.some((word) => ROUTES.has(word) || extra.includes(word))) return true;
  return words.includes('password') && words.some((word) => word === 'reset' || word === 'forgotten' || word === 'recover' || word === 'lost');
}

/** Does a call of this name check a credential that the caller has typed? */
export function checksTypedCredential(name: string): boolean {
  return /(?:^|\.|_)(?:check_password(?:_hash)?|checkPassword|verify_password|verifyPassword|comparePassword|compare_?passwords?|isValidPassword|matchPassword|checkpw|verify_and_update|verify_totp|verifyTotp|verify_otp|verifyOtp|authenticate_user|authenticateUser)$|^(?:bcrypt|bcryptjs|argon2|hasher|ph|pwd_context|password_hasher|authenticator|speakeasy\.totp|totp)\.(?:compare|compareSync|verify|check)$|^authenticate$|^auth\.authenticate$/u.test(
    name,
  );
}

/** Is something of this name a sign that tries are counted? */
export function countsTries(name: string): boolean {
  return /attempt|lock(?:ed|out)|throttl|rate_?limit|limiter|brute|captcha|too_?many|slow_?down|turnstile|backoff/iu.test(name) && name.length <= LONGEST_NAME;
}

const LONGEST_NAME = 200;

/** What a file of Python says when an application limits all of its routes. */
export const LIMITS_ALL_PYTHON = [
  'default_limits',
  'application_limits',
  'RATELIMIT_DEFAULT',
  'SlowAPIMiddleware',
  'SlowAPIASGIMiddleware',
  'DEFAULT_THROTTLE_CLASSES',
  'AxesBackend',
  'AxesStandaloneBackend',
  'RateLimitMiddleware',
  'RateLimiterMiddleware',
  'ThrottleMiddleware',
  'FastAPILimiter',
];

/** What a file of JavaScript says when it limits requests at all; whether all of them, its calls tell. */
export const LIMITERS_JAVASCRIPT = [
  'express-rate-limit',
  'rate-limiter-flexible',
  '@fastify/rate-limit',
  'koa-ratelimit',
  'ThrottlerGuard',
  'hono-rate-limiter',
  '@arcjet',
  '@upstash/ratelimit',
  'express-brute',
  'express-slow-down',
];
