import { flag, list, type OptionsOf } from '../../options.ts';
import { isSecretName } from '../../vocabulary/secret-names.ts';
import { wordsOf } from '../../vocabulary/words.ts';

export type MessageId = 'plain' | 'plainBeside' | 'unwrapped' | 'plainInSchema' | 'hide';

export const options = {
  extra: list([], 'Further names of secrets; a field whose name ends in one of them is one.'),
  ignore: list([], 'Names that are no secrets here; a field whose name holds one of them is left alone.'),
  dsn: flag(false, 'Report the addresses that may carry a password too (`database_url: str`).'),
  unwrapped: flag(
    false,
    'Report `get_secret_value()` whose result is kept in an attribute, a module-level name or a dictionary of theirs.',
  ),
  envSchemas: flag(false, 'Report plain strings in schemas of the environment too (zod, Joi, envalid) in JavaScript and TypeScript.'),
};

export type Options = OptionsOf<typeof options>;

/** What a setting may say about a cookie or a header is its name, not what is in it. */
const NAMES_OF_PLACES = new Set(['cookie', 'authorization']);

/** What is said of a secret, or who keeps it: `secret_backend`, `token_issuer`, `jwt_secret_encoding`. */
const ABOUT = new Set(
  [
    'backend engine provider issuer audience encoding kind source project region namespace version lookup template location store storage',
    'arn ref reference uuid permission permissions scope scopes role roles user username email domain alias aliases class module',
    'command cmd script loader getter resolver salt hash hashes hasher hashers',
  ]
    .join(' ')
    .split(' '),
);

/** Does a setting of this name hold a secret? */
export function isSecretSetting(name: string, { extra, ignore, dsn }: Options): boolean {
  if (!isSecretName(name, { extra, ignore, connections: dsn })) return false;
  const last = wordsOf(name).at(-1) ?? '';
  return !NAMES_OF_PLACES.has(last) && !ABOUT.has(last);
}

/** Does a default show that an address carries no password: `redis://localhost:6379/0`? */
export function isAddressWithoutUser(text: string): boolean {
  return /^[a-z][a-z0-9+.-]{0,40}:\/\/[^@\s]*$/iu.test(text);
}

/** Is a class of settings made for tests? */
export function isForTests(className: string): boolean {
  return /^_*(?:Tests?|Testing|Unittest)(?=[A-Z_])|[a-z]Tests?$/u.test(className);
}
