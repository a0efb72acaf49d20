import type { GuardRole } from '../../vocabulary/guard-roles.ts';

/**
 * Decorators of libraries that do something else than their names say, by full name. Most look the caller up by themselves
 * (in the session, through the framework's middleware), so nothing has to run before them.
 */
export const libraryDecorators: ReadonlyMap<string, GuardRole> = new Map<string, GuardRole>([
  // Django's middleware sets `request.user` for every view; these test it and send strangers to the login page.
  ...all('django.contrib.auth.decorators', 'both', 'permission_required', 'user_passes_test'),
  ...all('django.contrib.admin.views.decorators', 'both', 'staff_member_required'),
  ...all('guardian.decorators', 'both', 'permission_required', 'permission_required_or_403', 'permission_required_or_404'),
  ...all('rules.contrib.views', 'both', 'permission_required'),
  ...all('allauth.account.decorators', 'both', 'verified_email_required'),
  ...all('django_otp.decorators', 'both', 'otp_required'),
  ...all('two_factor.views.utils', 'both', 'otp_required'),
  // Flask-Principal keeps the identity of the session before any view runs, and Flask-Security asks it.
  ...all('flask_security', 'both', 'roles_required', 'roles_accepted', 'permissions_required', 'permissions_accepted'),
  ...all('flask_security.decorators', 'both', 'roles_required', 'roles_accepted', 'permissions_required', 'permissions_accepted'),
  ...all('flask_user', 'both', 'roles_required', 'roles_accepted', 'allow_unconfirmed_email'),
  ...all('flask_praetorian', 'both', 'roles_required', 'roles_accepted'),
  ...all('flask_appbuilder.security.decorators', 'both', 'has_access', 'has_access_api', 'protect'),
  ...all('flask_appbuilder', 'both', 'has_access', 'has_access_api', 'protect'),
  ...all('graphql_jwt.decorators', 'both', 'permission_required', 'staff_member_required', 'superuser_required', 'user_passes_test'),
  ...all('wagtail.admin.auth', 'both', 'permission_required', 'any_permission_required', 'require_admin_access', 'user_passes_test'),
  ...all('aiohttp_security', 'both', 'has_permission'),
  ...all('starlette.authentication', 'both', 'requires'),
]);

/**
 * Authenticators after which a library's decorator must run although it looks callers up: they note a caller who came with
 * the request alone, without a session.
 */
export const libraryOrder: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  ['flask_security', 'flask_security.decorators'].flatMap((module) => {
    const authenticators = new Set(['auth_required', 'http_auth_required', 'auth_token_required'].map((name) => `${module}.${name}`));
    return ['roles_required', 'roles_accepted', 'permissions_required', 'permissions_accepted'].map(
      (name) => [`${module}.${name}`, authenticators] as const,
    );
  }),
);

/** Methods of objects that libraries make, by the class and the method. */
export const libraryMethods: ReadonlyMap<string, GuardRole> = new Map<string, GuardRole>([
  ['flask_principal.Permission.require', 'both'],
  ['flask_principal.Permission.test', 'both'],
  ['flask_httpauth.HTTPTokenAuth.login_required', 'authenticator'],
  ['flask_httpauth.HTTPBasicAuth.login_required', 'authenticator'],
  ['flask_oidc.OpenIDConnect.require_login', 'authenticator'],
  ['flask_oidc.OpenIDConnect.accept_token', 'authenticator'],
  ['flask_oidc.OpenIDConnect.require_keycloak_role', 'both'],
]);

/** What Django's stranger answers without an error, so that a check of it needs no login before it. */
export const anonymousUserAttributes: ReadonlySet<string> = new Set([
  'id',
  'pk',
  'username',
  'is_staff',
  'is_active',
  'is_superuser',
  'is_anonymous',
  'is_authenticated',
  'groups',
  'user_permissions',
  'get_username',
  'get_user_permissions',
  'get_group_permissions',
  'get_all_permissions',
  'has_perm',
  'has_perms',
  'has_module_perms',
]);

/** Flask-JWT-Extended's questions about a token that must have been verified before. */
export const tokenQuestions: ReadonlySet<string> = new Set(
  ['get_jwt_identity', 'get_jwt', 'get_jwt_claims', 'get_raw_jwt', 'get_current_user', 'current_user', 'get_jwt_header'].map(
    (name) => `flask_jwt_extended.${name}`,
  ),
);

function all(module: string, role: GuardRole, ...names: string[]): [string, GuardRole][] {
  return names.map((name) => [`${module}.${name}`, role]);
}
