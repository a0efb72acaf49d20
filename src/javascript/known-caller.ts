import { admitsStrangers } from '../vocabulary/guard-roles.ts';
import { authMiddleware } from './auth-middleware.ts';
import { calleeName, lastName } from './calls.ts';
import type { JavaScriptSource } from './detector.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';

/** Is it known who is calling once this link of a route's chain has let a request through? */
export function knowsCaller(link: JavaScript.Node, source: JavaScriptSource): boolean {
  const inner = link.type === Kind.CallExpression || link.type === Kind.NewExpression ? link : undefined;
  // `passport.authenticate('local')` is the check itself.
  if (
    inner &&
    (dottedText(inner.callee)?.endsWith('.authenticate') === true ||
      calleeName(inner, source)?.startsWith('passport') === true ||
      lastName(inner) === 'AuthGuard')
  )
    return false;
  if (/local/iu.test(source.getText(link).slice(0, 60))) return false;
  const name = dottedText(inner ? inner.callee : link) ?? '';
  return authMiddleware(link, {}, source) !== undefined && !admitsStrangers(name);
}
