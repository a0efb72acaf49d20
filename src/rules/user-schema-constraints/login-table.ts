import type { Model, ModelField } from '../../language/model.ts';
import { count, flag, type OptionsOf } from '../../options.ts';
import { wordsOf } from '../../vocabulary/words.ts';

export const options = {
  minHashLength: count(
    97,
    'The fewest characters a column for password hashes may hold. A bcrypt hash has 60, an argon2 hash 97, a scrypt hash of Werkzeug 162.',
  ),
  reportCase: flag(
    false,
    'Report unique e-mail columns that take `Ann@x.org` and `ann@x.org` for two people, where the file shows nothing that makes them one.',
  ),
};

export type Options = OptionsOf<typeof options>;
export type Message = 'duplicateEmail' | 'caseTwins' | 'shortHash' | 'declareUnique';

export interface Complaint<Node> {
  readonly message: 'duplicateEmail' | 'caseTwins' | 'shortHash';
  readonly field: ModelField<Node>;
  readonly data: Readonly<Record<string, string | number>>;
}

/** What a file tells beside its models. */
export interface Surroundings {
  /** Does it lower-case anything, or use a type or index that makes small and capital letters one? */
  readonly foldsCase: boolean;
  /** The longest hash that its own hasher makes; null where it hashes nothing, or who knows how. */
  readonly hashLength: number | null;
  /** Has the model, by a base class, a column for the login already? */
  readonly hasOtherLogin: boolean;
}

/** What is missing in the table that people log in from; nothing for any other table. */
export function complaintsAbout<Node>(model: Model<Node>, around: Surroundings, options: Options): Complaint<Node>[] {
  if (model.isAbstract) return [];
  const table = model.table ?? model.name;
  const owner = ownerWord(model.name) ?? (model.table === null ? null : ownerWord(model.table));
  const password = model.fields.find(({ name }) => namesPassword(name));
  const complaints: Complaint<Node>[] = [];
  const email = model.fields.find(({ name }) => namesEmail(name));
  // Customers, members and accounts without a password are contacts that somebody keeps.
  if (owner !== null && email && (password !== undefined || owner === 'user'))
    complaints.push(...emailComplaint(model, email, table, around, options));
  for (const field of model.fields) {
    const { length } = field;
    const isHash = namesHash(field.name) || (owner !== null && namesPassword(field.name));
    const least = around.hashLength ?? options.minHashLength;
    if (!isHash || length === null || length >= least || !HELD_AS_TEXT.test(field.type ?? '')) continue;
    complaints.push({ message: 'shortHash', field, data: { column: field.name, length, least } });
  }
  return complaints;
}

function emailComplaint<Node>(
  model: Model<Node>,
  email: ModelField<Node>,
  table: string,
  around: Surroundings,
  { reportCase }: Options,
): Complaint<Node>[] {
  const isConstrained = model.constrained.has(email.name) || model.constrained.has(email.column);
  if (email.isUnique === false && !isConstrained) {
    // Nobody logs in with what may be left empty.
    if (email.hasDefault) return [];
    // Another unique column is what people log in with: two of them may share a mailbox.
    const hasLogin = around.hasOtherLogin || model.fields.some((field) => field !== email && isLogin(field, model));
    return hasLogin ? [] : [{ message: 'duplicateEmail', field: email, data: { column: email.column, table } }];
  }
  // What a constraint names may be the lower case of the column.
  if (!reportCase || email.isUnique !== true || isConstrained || around.foldsCase || CASELESS.test(email.type ?? '')) return [];
  return [{ message: 'caseTwins', field: email, data: { column: email.column, table } }];
}

const CASELESS = /^(?:citext|ci[a-z]*field|emailtype|lower[a-z]*)$/iu;
const HELD_AS_TEXT = /^(?:string|varchar2?|nvarchar|char|nchar|unicode|charfield|str|password\w*|autostring)$/iu;

function isLogin<Node>({ name, column, isUnique, isPrimary }: ModelField<Node>, { constrained }: Model<Node>): boolean {
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  if (isPrimary && words.length === 1 && last === 'id') return false;
  // What cannot be seen may be unique.
  const isMaybeUnique = isUnique !== false || constrained.has(name) || constrained.has(column);
  return isMaybeUnique && (LOGIN_WORDS.has(last) || (last === 'id' && words.length > 1 && !PUBLIC_IDS.has(words.at(-2) ?? '')));
}

const LOGIN_WORDS = new Set(
  'username login name nick nickname handle phone mobile telephone sub subject principal uid user account number slug key email'.split(' '),
);
/** `public_id` and its kin are made up for the row, and nobody logs in with them. */
const PUBLIC_IDS = new Set(['public', 'uu', 'unique', 'short', 'hash', 'row', 'internal', 'stripe', 'customer', 'avatar', 'file', 'image']);

/** `user` for `User`, `users`, `AppUserModel`, `tbl_users`; null where the name is of something else. */
function ownerWord(name: string): 'user' | 'account' | null {
  const words = [...wordsOf(name)];
  while (words.length > 1 && SUFFIXES.has(words.at(-1) ?? '')) words.pop();
  const last = words.at(-1) ?? '';
  const isPlain = words.length === 1 || words.slice(0, -1).every((word) => PREFIXES.has(word));
  if (/^users?$/u.test(last)) return isPlain ? 'user' : 'account';
  return /^(?:accounts?|members?|customers?)$/u.test(last) ? 'account' : null;
}

const SUFFIXES = new Set('model entity table orm db schema document record row mixin base tbl'.split(' '));
/** Words before `user` that say nothing of whose it is. */
const PREFIXES = new Set('app auth my the tbl t db custom base core site system web portal'.split(' '));

function namesEmail(name: string): boolean {
  return EMAIL.test(wordsOf(name).join('_'));
}

const EMAIL = /^(?:user_)?(?:e_?)?mail(?:_?(?:address|addr|id))?$/u;

function namesPassword(name: string): boolean {
  return PASSWORD.test(wordsOf(name).join('_'));
}

const PASSWORD =
  /^(?:user_)?(?:(?:hashed|encrypted|salted)_)?(?:pass_?word|pass_?wd|passwd|pwd|pw)(?:_?(?:hash|hashed|digest|encrypted))?$|^pass_hash$/u;

/** Does the name itself say that a hash of a password is kept there? */
function namesHash(name: string): boolean {
  const joined = wordsOf(name).join('_');
  return PASSWORD.test(joined) && /hash|digest/u.test(joined);
}

/** Words of a file that say how it makes hashes, and the longest that this makes. */
const HASHERS: readonly (readonly [pattern: RegExp, length: number])[] = [
  // `scrypt:32768:8:1$`, 16 characters of salt, `$`, 128 digits. Before 3.0 and with `method="pbkdf2"` it is 103.
  [/werkzeug\.security|flask_bcrypt\.scrypt/u, 162],
  [/argon2|Argon2/u, 97],
  [/bcrypt|Bcrypt/u, 60],
];

/** How long are the hashes that a file makes, going by what it imports? Null where it makes none. */
export function hashLengthIn(text: string): number | null {
  const found = HASHERS.find(([pattern]) => pattern.test(text));
  if (!found) return null;
  return found[1] === 162 && /pbkdf2|sha256/u.test(text) ? 103 : found[1];
}

/** Does a file make small and capital letters one somewhere? */
export function foldsCase(text: string): boolean {
  return /\blower\b|lowercase|toLowerCase|casefold|citext|NOCASE|normali[sz]e_?email/iu.test(text);
}

/** A migration says what changes, and a later one may add what it leaves out. */
export function isMigration(path: string): boolean {
  return /(?:^|\/)(?:migrations?|alembic|versions|migrate|db_migrations|archived?)\//iu.test(path);
}
