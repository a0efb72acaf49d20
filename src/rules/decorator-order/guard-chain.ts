import type { Mention } from '../../language/mentions.ts';
import { choice, flag, list, type OptionsOf } from '../../options.ts';
import { admitsStrangers, type GuardRole } from '../../vocabulary/guard-roles.ts';

export const options = {
  order: choice(
    ['runtime', 'registry'],
    'runtime',
    "'runtime' follows Python: the top decorator is called first. 'registry' (auth decorators last) is for decorators that really are called from the bottom up, such as those that only fill a list which a dispatcher works through backwards. It concerns stacks of Python decorators only, and caches in them are then not judged.",
  ),
  authenticators: list(
    [],
    'More names of decorators, middleware and guards that find out who is calling. They win over what the rule knows of a name.',
  ),
  identityConsumers: list([], 'More names of those that need to know who is calling. They win over what the rule knows of a name.'),
  cacheDecorators: list(
    [
      'cached',
      'cached_endpoint',
      'cached_view',
      'cached_response',
      'cache_page',
      'cache_view',
      'cache_response',
      'cache_for',
      'redis_cache',
      'cache',
      'memoize',
    ],
    'Names of decorators and middleware that answer a request from a cache.',
  ),
  caches: flag(true, 'Report a cache that runs before the check of the caller.'),
  missingAuthenticator: flag(
    false,
    'Report a route whose guard uses a caller whom nothing on the route has found out. What does so often stands in another file.',
  ),
};

export type Options = OptionsOf<typeof options>;

export type Message =
  'wrongStack' | 'wrongWrapper' | 'wrongPlace' | 'registryStack' | 'deadGuard' | 'cacheFirst' | 'missingAuthenticator' | 'move';

/** Words that have to do with who is calling. */
export const callerMentions: readonly Mention[] = [
  ...[/auth/i, /login/i, /log_in/i, /signin/i, /sign_in/i, /token/i, /jwt/i, /user/i, /admin/i, /permission/i, /role/i, /protect/i],
  ...[/session/i, /account/i, /identity/i, /apikey/i, /api_key/i],
];

/** Can a file have to do with who is calling? */
export function mentionsCallers(mentions: (mention: Mention) => boolean, { authenticators, identityConsumers }: Options): boolean {
  return callerMentions.some(mentions) || [...authenticators, ...identityConsumers].some(mentions);
}

/** What stands between a request and its handler. */
export interface Link {
  /** `vary`: tells the caches around it that the answer depends on the caller. */
  readonly role: GuardRole | 'cache' | 'vary';
  readonly name: string;
  /** Is the code itself known, and not only the name? */
  readonly evidence?: 'body' | 'module' | 'library' | 'name';
  /** Does its code note the caller for those after it? */
  readonly notes?: boolean;
  /** Full names of authenticators that must run before it, whatever it finds out by itself. */
  readonly after?: ReadonlySet<string> | undefined;
  readonly qualified?: string | null;
}

export type Verdict<L> =
  { readonly kind: 'wrongOrder' | 'cacheFirst'; readonly early: L; readonly late: L } | { readonly kind: 'missing'; readonly early: L };

/**
 * What is wrong with a chain of links, given in the order in which they run: somebody judges a caller, or answers from a
 * cache, before somebody else has found out who it is.
 */
export function judge<L extends Link>(chain: readonly L[], isCallerKnown: boolean): Verdict<L>[] {
  return [...wrongOrder(chain, isCallerKnown), ...cacheFirst(chain, isCallerKnown)];
}

function wrongOrder<L extends Link>(chain: readonly L[], isCallerKnown: boolean): Verdict<L>[] {
  if (isCallerKnown) return [];
  let isAsked = false;
  for (const [index, early] of chain.entries()) {
    const rest = chain.slice(index + 1);
    const awaited =
      early.after && rest.find(({ qualified }) => qualified !== null && qualified !== undefined && early.after?.has(qualified) === true);
    if (awaited) return [{ kind: 'wrongOrder', early, late: awaited }];
    if (early.role === 'authenticator' || early.role === 'both') {
      // From here on the caller is known. One that does both needs nobody before it.
      if (!admitsStrangers(early.name)) return [];
      isAsked = true;
    }
    if (early.role !== 'consumer') continue;
    // Who also judges the callers he notes is waited for by code that reads what he notes.
    const late = rest.find(
      ({ role, notes }) =>
        role === 'authenticator' || (role === 'both' && notes === true && (early.evidence === 'body' || early.evidence === 'module')),
    );
    if (!late && isAsked) return [];
    // One finding for a chain: moving the authenticator up to the first consumer is right for all of them.
    return [late ? { kind: 'wrongOrder', early, late } : { kind: 'missing', early }];
  }
  return [];
}

function cacheFirst<L extends Link>(chain: readonly L[], isCallerKnown: boolean): Verdict<L>[] {
  const index = chain.findIndex(({ role }) => role === 'cache');
  const early = chain[index];
  if (!early) return [];
  const isKnown = isCallerKnown || chain.slice(0, index).some(({ role }) => role === 'authenticator' || role === 'both');
  // Where the caller is known already, a cache still serves everybody what only some may see.
  const rest = chain.slice(index + 1);
  if (rest.some(({ role }) => role === 'vary')) return [];
  const late = rest.find(({ role }) => role === 'consumer' || role === 'both' || (role === 'authenticator' && !isKnown));
  return late ? [{ kind: 'cacheFirst', early, late }] : [];
}
