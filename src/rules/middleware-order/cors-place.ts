import { list, type OptionsOf } from '../../options.ts';
import { isLimiterName } from '../../vocabulary/limiter-names.ts';
import { holdsPhrase, wordsOf } from '../../vocabulary/words.ts';

export const options = {
  answering: list([], 'More names of middleware that answers requests by itself, for example with 401 or 429.'),
  quiet: list([], 'Names of middleware that answers nothing by itself, whatever its name says.'),
};

export type Options = OptionsOf<typeof options>;

export type Message = 'addedEarly' | 'listedLate' | 'move';

const REFUSING = new Set(
  [
    'auth authenticate authentication authenticator authorization authorize authorise jwt apikey token bearer login permission permissions',
    'guard acl rbac csrf block blocklist blacklist allowlist whitelist firewall ban maintenance quota',
  ]
    .join(' ')
    .split(' '),
);
/** What prepares such a check, or works on the answer of others. */
const PREPARING = new Set(
  'context session logging logger log header headers metrics audit refresh id info user state cookie passport'.split(' '),
);

/** Does a middleware of this name turn requests away by itself, as far as its name tells? */
export function refusesByName(name: string, { answering, quiet }: Options): boolean {
  const last = name.slice(name.lastIndexOf('.') + 1);
  if (quiet.includes(last) || quiet.includes(name)) return false;
  if (answering.includes(last) || answering.includes(name)) return true;
  if (isLimiterName(last)) return true;
  const words = wordsOf(last);
  return (words.some((word) => REFUSING.has(word)) || holdsPhrase(words, ['api', 'key'])) && !words.some((word) => PREPARING.has(word));
}
