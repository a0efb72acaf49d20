import { flag, list, type OptionsOf } from '../../options.ts';
import { wordsOf } from '../../vocabulary/words.ts';

export const options = {
  authRoutes: list([], 'More words of paths and handler names behind which people log in, register or prove who they are.'),
  gatewayLimits: flag(false, 'The proxy in front limits these routes; nothing is reported.'),
};

export type Options = OptionsOf<typeof options>;

export type Message = 'credential' | 'authRoute';

const ROUTES = new Set(['login signin authenticate register signup forgot otp 2fa mfa totp magiclink'].join(' ').split(' '));
const NOT_AUTH = new Set('logout signout log status callback webhook webhooks me profile settings list history'.split(' '));

/** Do people who are not known yet prove who they are behind a path or handler of this name, as far as the name tells? */
export function namesAuthRoute(name: string, extra: readonly string[]): boolean {
  if (name.length > LONGEST_NAME) return false;
  const words = wordsOf(
    name
      .replace(/(log|sign)[-_ ]?(in|up)\b/giu, '$1$2')
      .replace(/magic[-_]?link/giu, 'magiclink')
      .replace(/2fa/giu, 'mfa'),
  );
  if (words.some((word) => NOT_AUTH.has(word))) return false;
  if (words.some((word) => ROUTES.has(word) || extra.includes(word))) return true;
  return (
    words.includes('password') && words.some((word) => word === 'reset' || word === 'forgotten' || word === 'recover' || word === 'lost')
  );
}

const LONGEST_NAME = 200;
