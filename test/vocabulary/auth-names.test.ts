import { describe, expect, it } from 'vitest';
import { authenticators, identityConsumers, isAuthenticator, isIdentityConsumer } from '../../src/vocabulary/auth-names.ts';

describe('auth names', () => {
  it.each([
    'require_auth',
    'requireAuth',
    'login_required',
    'flask_login.login_required',
    'passport.authenticate',
    'JwtAuthGuard',
    'AuthGuard',
    'auth',
    'getServerSession',
  ])('%s finds out who is calling', (name) => {
    expect(isAuthenticator(name)).toBe(true);
    expect(isIdentityConsumer(name)).toBe(false);
  });

  it.each([
    'require_subscription',
    'admin_required',
    'require_roles',
    'roles_required',
    'requireRole',
    'RolesGuard',
    'checkPermission',
    'self.require_scope',
  ])('%s needs to know who is calling', (name) => {
    expect(isIdentityConsumer(name)).toBe(true);
    expect(isAuthenticator(name)).toBe(false);
  });

  it.each(['route', 'author', 'auth_log', 'cached', 'requires', 'login', 'role', 'property', ''])('%s is neither', (name) => {
    expect(isAuthenticator(name)).toBe(false);
    expect(isIdentityConsumer(name)).toBe(false);
  });

  it('takes names of a project', () => {
    expect(isAuthenticator('auth.verifySession', ['verify_session'])).toBe(true);
    expect(isIdentityConsumer('needs_team', ['needs_team'])).toBe(true);
  });

  it('keeps the two lists apart', () => {
    expect(identityConsumers.filter((name) => isAuthenticator(name))).toEqual([]);
    expect(authenticators.filter((name) => isIdentityConsumer(name))).toEqual([]);
  });
});
