import type { GuardRole } from '../vocabulary/guard-roles.ts';

/** What the code of a function or class, with all that is defined inside of it, does with who is calling. */
export interface CallerUse {
  /** It notes who is calling (`g.user = ...`, `req.user = ...`), or hands the caller on as an argument. */
  readonly notes: boolean;
  /** It finds out by itself, or asks what answers for strangers too: a token, the session, `is_authenticated`. */
  readonly findsOut: boolean;
  /** It uses a caller whom something before it must have noted (`g.user.role`). */
  readonly relies: boolean;
  /** It turns somebody away for who they are. */
  readonly refuses: boolean;
}

/** What is a decorator or middleware of this name and this code? The code wins, as far as it says anything about the caller. */
export function roleOfCode(named: GuardRole | null, { notes, findsOut, relies, refuses }: CallerUse): GuardRole | null {
  if (notes || findsOut) {
    if (named) return named === 'authenticator' ? 'authenticator' : 'both';
    // Code of any name that only looks at a header checks a signature, a version, a language.
    return notes ? 'authenticator' : null;
  }
  // A `require_cloud_login` that asks no caller for anything needs nobody before it, and nobody waits for it.
  if (!relies) return named === 'authenticator' && !refuses ? 'both' : named;
  // `login_required` may test what a hook noted before the request.
  if (named === 'authenticator') return named;
  return named !== null || refuses ? 'consumer' : null;
}
