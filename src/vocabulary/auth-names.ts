import { wordsOf } from './words.ts';

/** Decorators, guards and middleware that find out who is calling, in each spelling that its frameworks use. */
export const authenticators: readonly string[] = [
  'require_auth',
  'requires_auth',
  'auth_required',
  'login_required',
  'token_required',
  'jwt_required',
  'verify_jwt',
  'verify_token',
  'authenticate',
  'authenticated',
  'is_authenticated',
  'ensure_authenticated',
  'passport.authenticate',
  'protected',
  'auth',
  'auth_guard',
  'jwt_auth_guard',
  'get_current_user',
  'require_user',
  'get_server_session',
];

/** Decorators, guards and middleware that judge a caller who must be known already. */
export const identityConsumers: readonly string[] = [
  'require_subscription',
  'subscription_required',
  'require_admin',
  'admin_required',
  'require_role',
  'require_roles',
  'role_required',
  'roles_required',
  'require_permission',
  'require_permissions',
  'permission_required',
  'permissions_required',
  'check_permission',
  'check_permissions',
  'require_scope',
  'require_scopes',
  'owner_required',
  'roles_guard',
  'permissions_guard',
];

const AUTHENTICATORS = spellings(authenticators);
const IDENTITY_CONSUMERS = spellings(identityConsumers);

/** Does a decorator, guard or middleware of this name find out who is calling? Dots may stand in it (`flask_login.login_required`). */
export function isAuthenticator(name: string, extra: readonly string[] = []): boolean {
  return isOneOf(name, AUTHENTICATORS, extra);
}

/** Does a decorator, guard or middleware of this name need to know already who is calling? */
export function isIdentityConsumer(name: string, extra: readonly string[] = []): boolean {
  return isOneOf(name, IDENTITY_CONSUMERS, extra);
}

function isOneOf(name: string, known: ReadonlySet<string>, extra: readonly string[]): boolean {
  if (name.length > LONGEST_NAME) return false;
  const spelling = spellingOf(name);
  return known.has(spelling) || extra.some((other) => spellingOf(other) === spelling);
}

/** `requireAuth`, `RequireAuth` and `middleware.require_auth` are one name. */
function spellingOf(name: string): string {
  return wordsOf(name.slice(name.lastIndexOf('.') + 1)).join('_');
}

function spellings(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.map(spellingOf));
}

const LONGEST_NAME = 200;

/** Is a token of this name sent by mail or in a form, and so no credential that comes with each request? */
export function namesMailedToken(name: string): boolean {
  return /refresh|reset|verif|invit|magic|state|confirm|activat/iu.test(name);
}
