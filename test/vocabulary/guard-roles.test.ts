import { describe, expect, it } from 'vitest';
import { admitsStrangers, guardRole } from '../../src/vocabulary/guard-roles.ts';

describe('the role of a guard, by its name', () => {
  it.each([
    'login_required',
    'pga_login_required',
    'auth.login_required',
    'app.auth_required',
    'requires_auth',
    'jwt_required',
    'fresh_login_required',
    'login_required_if_no_ano',
    'authenticated_only',
    'user_required',
    'require_valid_user',
    'oauth_required',
    'api_key_required',
    'token_auth.verify_token',
    'protect',
    'authController.protect',
    'isAuth',
    'isLoggedIn',
    'ensureLoggedIn',
    'checkAuth',
    'authMiddleware',
    'jwtAuth',
    'authJwt.verifyToken',
    'expressJwt.require',
    'authenticateToken',
    'authenticateJWT',
    'requireSignin',
    'auth.required',
    'auth.optional',
    'passport.authenticate',
    'passport.session',
    'userExtractor',
    'currentUser',
    'mustBeAuthenticated',
    'JwtAuthGuard',
    'AccessTokenGuard',
    'GqlAuthGuard',
    'FirebaseAuthGuard',
    'JwtGuard',
    'ApiKeyGuard',
    'SessionGuard',
    'LoggedInGuard',
    'validateJWT',
    'firebaseAuth',
    'basicAuth',
    'verifyFirebaseToken',
    'checkJwt',
    'requiresAuth',
    'koaJwt.middleware',
    'bearerAuth',
    'isloggedin',
    'isLoggedin',
    'isLogged',
    'fetchuser',
    'isAuthenticatedUser',
    'authenticateUser',
    'GoogleOAuthGuard',
    'web.authenticated',
    'verifyAuthorizationToken',
    'auth_required_if_enabled',
    'requireSession',
  ])('%s finds out who is calling', (name) => {
    expect(guardRole(name)).toBe('authenticator');
  });

  it.each([
    'admin_required',
    'admin_secure',
    'permissions.require_person',
    'require_admin',
    'permission_required',
    'event_permission_required',
    'list_owner_required',
    'roles_accepted',
    'superuser_only',
    'require_subscription',
    'premium_required',
    'check_confirmed',
    'verified_email_required',
    'has_any_permissions',
    'require_user_role',
    'security.requires_access_dag',
    'isAdmin',
    'admin',
    'adminOnly',
    'middleware.isAdmin',
    'restrictTo',
    'authController.restrictTo',
    'authorize',
    'authorizeRoles',
    'permit',
    'hasRole',
    'checkRole',
    'requireRole',
    'allowRoles',
    'isOwner',
    'checkOwnership',
    'RolesGuard',
    'AdminGuard',
    'PoliciesGuard',
    'PermissionsGuard',
    'mustBeAdmin',
    'can',
    'rolesMiddleware',
    'isSeller',
    'requirePlan',
    'checkAccountPermissions',
    'grantAccess',
    'roleGuard',
    'ensureAdmin',
    'admin_permission.require',
    'checkAnyPermission',
    'needsPermission',
    'isAuthor',
    'isReviewAuthor',
    'authorizePermissions',
    'allowed_users',
    'isadmin',
    'profile_required',
    'email_verified',
    'requireVerified',
    'accessControl',
    'RbacGuard',
    'rbac',
  ])('%s judges a caller who must be known', (name) => {
    expect(guardRole(name)).toBe('consumer');
  });

  it.each(['admin_login_required', 'auth_permission_required', 'verifyTokenAndAdmin', 'AdminAuthGuard', 'requireAuthenticatedAdmin'])(
    '%s does both',
    (name) => {
      expect(guardRole(name)).toBe('both');
    },
  );

  it.each([
    'login_not_required',
    'no_auth_required',
    'anonymous_user_required',
    'redirectIfAuthenticated',
    'forwardAuthenticated',
    'checkNotAuthenticated',
    'login_view',
    'user_loader',
    'permission_name',
    'permission_classes',
    'permission_filter',
    'authentication_classes',
    'csrf_protect',
    'requires_csrf_token',
    'verifyResetToken',
    'override_permission',
    'scopes_disabled',
    'token_option',
    'refresh_token',
    'verify_password',
    'aws_verified',
    'classscope',
    'admin.register',
    'users.command',
    'user.group',
    'scope',
    'strawberry.subscription',
    'cached_property',
    'rateLimitUser',
    'getUser',
    'authController.login',
    'createUser',
    'ThrottlerGuard',
    'never_cache',
    '',
    'ensureClientSecret',
    'checkAdminExists',
    'checkRolesExisted',
    'sessionMiddleware',
    'session',
    'checkSsoEnabled',
    'apiAccessMiddleware',
    'accessControlAllowOrigin',
    'allowCrossDomain',
    'checkRateLimit',
    'json_required',
    'ajax_required',
    'require_POST',
    'validateBody',
    'setup_required',
  ])('%s is no guard of either kind', (name) => {
    expect(guardRole(name)).toBeNull();
  });

  it.each(['passport.session', 'auth.optional', 'login_optionally_required', 'currentUser', 'userExtractor'])(
    '%s lets strangers pass',
    (name) => {
      expect(admitsStrangers(name)).toBe(true);
    },
  );

  it.each(['requireAuth', 'login_required', 'passport.authenticate'])('%s lets no stranger pass', (name) => {
    expect(admitsStrangers(name)).toBe(false);
  });

  it('takes the names of a project before its own', () => {
    expect(guardRole('identify', { authenticators: ['identify'] })).toBe('authenticator');
    expect(guardRole('checks.has_seat', { consumers: ['has_seat'] })).toBe('consumer');
    expect(guardRole('auth', { consumers: ['auth'] })).toBe('consumer');
  });

  it('does not split what is too long for a name', () => {
    expect(guardRole(`require_${'a_'.repeat(50_000)}admin`)).toBeNull();
  });
});
