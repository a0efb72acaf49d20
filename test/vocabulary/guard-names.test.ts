import { describe, expect, it } from 'vitest';
import {
  isAdmission,
  isAnswerOfRefusal,
  isCheckName,
  isDevelopmentName,
  isGuardName,
  isIdentifierName,
  isIdentityName,
  isLoginName,
  isProductionName,
  isRefusal,
  isVerification,
} from '../../src/vocabulary/guard-names.ts';

const table: [(name: string) => boolean, string, string][] = [
  [
    isGuardName,
    'require_auth verifyToken get_current_user isAuthenticated login_required checkApiKey has_permission verify_password2 _login2',
    'parse render get_url is_disabled_login is_common_password token load_file',
  ],
  [isCheckName, 'validate verify_rat checkAccess isValid is_authorized', 'is_empty create_token is_invalid validation'],
  [isLoginName, 'login signIn sign_in doLogin LoginView /login /auth/sign-in', 'blogging design dialog'],
  [
    isVerification,
    'jwt.verify jwt.decode bcrypt.compare check_password_hash verify_token hmac.compare_digest passport.authenticate token.verify',
    'text.decode list.compare Schema.model_validate form.validate verify_later x.split',
  ],
  [isRefusal, 'abort self.deny response.unauthorized HttpResponseForbidden', 'logger.error fail send aborted_count'],
  [isAnswerOfRefusal, 'error_response invalid_credentials unauthorized', 'render_template success'],
  [
    isAdmission,
    'login_user create_access_token jwt.sign setAuthenticated set_user loginSuccess enableDemoMode',
    'is_login set_error sign_off token reject_login',
  ],
  [isIdentityName, 'user current_user user_id claims isAdmin logged_in', 'color items request'],
  [isIdentifierName, 'email user_id username owner_email', 'user role name id emails_sent'],
  [isDevelopmentName, 'DEBUG app.testing DEMO_MODE isDev', 'production latest detest'],
  [isProductionName, 'IS_PRODUCTION isProd production is_live', 'product reproduction'],
];

describe.each(table)('%o', (question, yes, no) => {
  it.each(yes.split(' '))('says yes to %s', (name) => {
    expect(question(name)).toBe(true);
  });
  it.each(no.split(' '))('says no to %s', (name) => {
    expect(question(name)).toBe(false);
  });
});
