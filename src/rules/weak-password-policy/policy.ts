import { count, flag, list, type OptionsOf } from '../../options.ts';
import { wordsOf } from '../../vocabulary/words.ts';

export const options = {
  minLength: count(8, 'The fewest characters a password may have.'),
  validators: list([], 'Further functions that check whether a password is good enough.'),
  complexity: flag(false, 'Ask of passwords that are written down here for a capital letter, a digit and another sign too.'),
  seeds: flag(false, 'Report passwords in files and functions that fill a database with examples too.'),
};

export type Options = OptionsOf<typeof options>;
export type Message = 'shortMinimum' | 'noPolicy' | 'conditionalPolicy' | 'weakLiteral' | 'raise';

/** Is a least length one that lets weak passwords through? 0 and 1 only ask whether anything was typed. */
export function isShort(least: number | null, { minLength }: Options): least is number {
  return least !== null && Number.isInteger(least) && least > 1 && least < minLength;
}

/** The least length that `length < n` (or the other comparisons) asks for, when what fails it is refused; null for no such test. */
export function leastOf(operator: string, bound: number, isOnLeft: boolean): number | null {
  const sign = isOnLeft ? (FLIPPED[operator] ?? operator) : operator;
  if (sign === '<' || sign === '>=') return bound;
  return sign === '<=' || sign === '>' ? bound + 1 : null;
}

const FLIPPED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

/** Would everybody try this password first? */
export function isWeak(password: string, { minLength, complexity }: Options): boolean {
  if (password.length < minLength || COMMON.has(password.toLowerCase())) return true;
  return complexity && !(/\p{Lu}/u.test(password) && /\p{N}/u.test(password) && /[^\p{L}\p{N}]/u.test(password));
}

const COMMON = new Set(
  (
    'password password1 password12 password123 password1234 passw0rd p@ssw0rd p@ssword admin123 admin1234 admin12345 administrator adminadmin admin@123 ' +
    '12345678 123456789 1234567890 11111111 00000000 87654321 qwerty123 qwertyuiop qwerty12 abc12345 changeme changeme123 change_me changeit letmein1 ' +
    'welcome1 welcome123 iloveyou test1234 testtest user1234 secret123 superuser default1 demo1234 demo123456 temp1234 temppass'
  ).split(' '),
);

/** Does a name (of a file, function or variable) say that its password belongs to an example, or is only hashed for the time it takes? */
export function isOfExample(name: string): boolean {
  return wordsOf(name).some((word) => EXAMPLES.has(word));
}

const EXAMPLES = new Set(
  'seed seeds seeder seeding fixture fixtures demo demos sample samples example examples populate dummy fake mock test tests testing dev development bootstrap faker stub invalid unusable timing placeholder factory factories tutorial playground storybook stories random devstack generate generator mockdata fakedata emulator'.split(
    ' ',
  ),
);

/** Is this a file about keys, whose passphrase is no password of an account? */
export function isOfKeys(path: string): boolean {
  return /\b(?:ssh|gpg|pgp|keygen|certificates?)\b/iu.test(path);
}

/** Does a name say that a password is compared here, and not chosen? */
export function isLogin(name: string): boolean {
  return wordsOf(name).some((word) => LOGIN.has(word));
}

const LOGIN = new Set('login signin authenticate authentication credentials confirm unlock reauth auth log'.split(' '));
