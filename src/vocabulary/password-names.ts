import { oncePerName } from './known-names.ts';
import { wordsOf } from './words.ts';

const PASSWORDS = new Set(['password', 'passwd', 'pwd', 'pw', 'password1', 'password2']);
/** `smtp_password`, `old_password`: of another machine, or not the one that is chosen now. */
const OTHERS = new Set(
  (
    'old current existing previous last hashed hash encrypted smtp imap mail db database redis ftp sftp ssh proxy server ldap mqtt wifi ' +
    'picture keystore zip pdf archive file room meeting share link basic api app root sudo'
  ).split(' '),
);

/** Does a value of this name hold a password that somebody chooses for an account? No PIN, no one-time code, no hash. */
export const isChosenPassword = oncePerName((name: string): boolean => {
  if (name.length > LONGEST_NAME) return false;
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  return PASSWORDS.has(last) && words.every((word) => !OTHERS.has(word)) && words.length <= MOST_WORDS;
});

const LONGEST_NAME = 60;
const MOST_WORDS = 4;

/** Is this the name of the least length of passwords: `MIN_PASSWORD_LENGTH`, `passwordMinLength`? */
export const isLeastLength = oncePerName((name: string): boolean => {
  if (name.length > LONGEST_NAME) return false;
  const words = wordsOf(name);
  if (!words.some((word) => PASSWORDS.has(word)) || words.some((word) => OTHERS.has(word))) return false;
  const isLeast = words.some((word) => word === 'min' || word === 'minimum');
  return isLeast && words.some((word) => word === 'length' || word === 'len' || word === 'chars' || word === 'characters');
});

/** Does a function of this name look at a password and say whether it is good enough? */
export function isPasswordPolicy(name: string): boolean {
  const words = wordsOf(name);
  if (words.some((word) => POLICY.has(word))) return true;
  return words.some((word) => PASSWORDS.has(word)) && words.some((word) => CHECKS.has(word)) && !NO_POLICY.test(name);
}

const POLICY = new Set([
  'zxcvbn',
  'policy',
  'strength',
  'strong',
  'complexity',
  'schema',
  'serializer',
  'form',
  'validator',
  'validators',
  'safeparse',
  'pwned',
  'hibp',
]);
const CHECKS = new Set([
  'validate',
  'validates',
  'valid',
  'check',
  'ensure',
  'enforce',
  'require',
  'assert',
  'test',
  'verify',
  'is',
  'clean',
  'validation',
]);
/** These compare with a hash. */
const NO_POLICY = /check_password_hash|verify_?password$|check_?password$|checkpw|password_?verify|is_?password_?(?:correct|set)/iu;
