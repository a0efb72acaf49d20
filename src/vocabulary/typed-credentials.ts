import { oncePerName } from './known-names.ts';
import { holdsPhrase, wordsOf } from './words.ts';

/** Does a call of this name check a credential that the caller has typed? */
export function checksTypedCredential(name: string): boolean {
  return (
    typedCredential(name) !== null || /^authenticate$|^auth\.authenticate$|(?:\.|^|_)(?:authenticate_user|authenticateUser)$/u.test(name)
  );
}

export type TypedCredential = 'password' | 'code';

/** What has the caller typed that a call of this name compares with what is kept: a password, or a code of a second factor? */
export const typedCredential = oncePerName((name): TypedCredential | null => {
  if (name.length > LONGEST_NAME) return null;
  if (PASSWORD_CHECKS.test(name) || PASSWORD_CHECKERS.test(name)) return 'password';
  return CODE_CHECKS.test(name) || CODE_CHECKERS.test(name) ? 'code' : null;
});

const PASSWORD_CHECKS =
  /(?:^|\.|_)(?:check_password(?:_hash)?|checkPassword(?:Hash)?|verify_password(?:_hash)?|verifyPassword(?:Hash)?|compare_?passwords?|isValidPassword|isPasswordValid|is_valid_password|is_correct_password|isCorrectPassword|isPasswordCorrect|isPasswordMatch|correctPassword|validPassword|matchPasswords?|match_password|passwordMatches|authenticatePassword|(?:user|account|admin)\.validatePassword|checkpw|verify_and_update)$/iu;
const PASSWORD_CHECKERS =
  /(?:^|\.|_)(?:bcrypt|bcryptjs|bcryptService|argon2|argon2id|scrypt|hasher|ph|pwd_context|pwd_cxt|crypt_context|bcrypt_context|password_?hasher|password_?hash|passwordHash|hashService|hashingService|passwordService|pbkdf2_sha256|sha256_crypt|Bun\.password)\.(?:compare|compareSync|compareHash|verify|verifySync|check)$/iu;
const CODE_CHECKS =
  /(?:^|\.|_)(?:(?:verify|check|validate|is_valid)_?(?:totp|otp|hotp|mfa|2fa|two_?factor|backup|recovery)(?:_?(?:code|token))?)$/iu;
const CODE_CHECKERS =
  /(?:^|\.|_)(?:authenticator|totp|hotp|otplib|twofactor|speakeasy\.totp)\.(?:verify|check|verifyDelta|validate|verifySync)$/iu;

const LONGEST_NAME = 200;

const LOGIN = words('login logins signin logon signon authenticate authenticates relogin');
const CHECKING = words('validate verify check authenticate auth');
const WHO = words('user credential credentials login account auth basic');
const CODES = words('otp totp mfa 2fa hotp backup recovery');
/** What is done about a login without being one, and logins in which nobody types a password. */
const OTHERS = words(
  'logout signout required require requires change reset update delete remove set disable enable setup enroll activate register signup create',
  'confirm google github oauth oauth2 oidc saml sso social redirect callback url is has can should refresh webhook signature',
  'apikey bearer history forgot migrate superuser test link unlink',
);

/** Does a function of this name let somebody in who comes with a password, or with the code of a second factor? */
export const namesLogin = oncePerName((name): boolean => {
  if (name.length > LONGEST_NAME) return false;
  const spelled = name.replace(/(?:log|sign)[-_ ]?(?:in|on)(?![a-z])/giu, '_login_').replace(/(?:log|sign)(?:In|On)(?=[A-Z])/gu, '_login_');
  const parts = wordsOf(spelled.replace(/2fa/giu, '_mfa_'));
  if (parts.some((word) => OTHERS.has(word)) || holdsPhrase(parts, ['get', 'current'])) return false;
  if (parts.some((word) => LOGIN.has(word))) return true;
  const [first = ''] = parts;
  return CHECKING.has(first) && parts.some((word) => WHO.has(word) || CODES.has(word));
});

function words(...lists: string[]): ReadonlySet<string> {
  return new Set(lists.join(' ').split(' '));
}
