import { oncePerName } from './known-names.ts';
import { endsInPhrase, wordsOf } from './words.ts';

/**
 * What a field holds that no client should get: a `password` or its hash, a `secret` that may be shown once when it is made,
 * a number by which people `pay` or are known to the state, or how an account is `locked`, which tells an attacker when to go on.
 */
export type SensitiveKind = 'password' | 'secret' | 'pay' | 'lock';

const PHRASES: readonly (readonly [kind: SensitiveKind, phrases: readonly (readonly string[])[]])[] = [
  [
    'password',
    phrases(
      'password passwd password_hash passwd_hash password_digest password_encrypted encrypted_password hashed_password hashed_passwd pass_hash ' +
        'passhash pwd_hash pw_hash hashed_pw password_salt pwd_salt',
    ),
  ],
  [
    'secret',
    phrases(
      'totp_secret mfa_secret otp_secret tfa_secret two_factor_secret backup_codes recovery_codes reset_token password_reset_token reset_password_token ' +
        'verification_token confirmation_token encrypted_key key_hash private_key client_secret webhook_secret signing_secret',
    ),
  ],
  ['pay', phrases('ssn social_security_number card_number credit_card_number cvv cvc')],
  ['lock', phrases('is_locked locked_until failed_attempts failed_login_attempts failed_logins login_attempts')],
];

/** `learner_can_edit_password`, `login_with_no_password`: a question. */
const HARMLESS_WORDS = new Set('can has without no show allow allowed require requires required picture'.split(' '));
/** `is_password`, `reset_password`: a question, or something that is done. */
const HARMLESS_BEGINNINGS = new Set(
  'is hide reset forgot forget change update confirm use no needs need min max set wrong invalid incorrect bad missing with validate verify check'.split(
    ' ',
  ),
);

const SUSPICIOUS = /pass|pwd|hash|secret|codes|token|key|ssn|social|number|cvv|cvc|lock|attempts|logins/iu;

/** Does a field of this name hold something that no client should get? */
export const sensitiveKind = oncePerName((name: string): SensitiveKind | null => {
  // `ErrorCode.INVALID_PASSWORD` is a constant.
  if (name.length > LONGEST_NAME || !SUSPICIOUS.test(name) || name === name.toUpperCase()) return null;
  const words = wordsOf(name);
  for (const [kind, known] of PHRASES) {
    const found = known.find((phrase) => endsInPhrase(words, phrase));
    if (!found) continue;
    const isWhole = found.length === words.length;
    return isWhole || !(HARMLESS_BEGINNINGS.has(words[0] ?? '') || words.some((word) => HARMLESS_WORDS.has(word))) ? kind : null;
  }
  return null;
});

const LONGEST_NAME = 80;

function phrases(words: string): string[][] {
  return words.split(' ').map((phrase) => phrase.split('_'));
}
