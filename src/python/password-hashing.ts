import { argument, argumentsOf, receiver } from './calls.ts';
import { callsNamed } from './named-calls.ts';
import { calleeName, lastName } from './names.ts';
import type * as Python from './nodes.ts';
import type { PythonTree } from './syntax/tree.ts';

/** A call that stores a password, or makes the hash that is stored. */
export interface PasswordSetting {
  readonly call: Python.Call;
  readonly password: Python.Node;
  /** The last word of what is called. */
  readonly name: string;
}

/** Functions and methods whose first argument is the password, by their last word. */
const FIRST = new Set([
  'set_password',
  'generate_password_hash',
  'hash_password',
  'make_password',
  'get_password_hash',
  'get_hashed_password',
  'hashpw',
  'encrypt_password',
  'password_hash',
  'create_password_hash',
]);
/** Methods that take it as `password=`. */
const NAMED = new Set(['create_user', 'create_superuser', 'create_account', 'register_user']);
/** Objects whose `hash` makes the hash of a password. */
const HASHERS =
  /(?:^|_)(?:pwd|password|passlib|bcrypt|argon2|ph|hasher|crypt|pwd_context|context|password_hasher|sha256_crypt|pbkdf2_sha256)(?:_|$)|^pwd/iu;

/** The calls of a file that store a password or make its hash. */
export function passwordSettings(tree: PythonTree): PasswordSetting[] {
  const calls = callsNamed(tree, (name) => FIRST.has(name) || NAMED.has(name) || name === 'hash');
  return calls.flatMap((call): PasswordSetting[] => {
    const name = lastName(call.function) ?? '';
    const password = passwordOf(call, name);
    return password ? [{ call, password, name }] : [];
  });
}

function passwordOf(call: Python.Call, name: string): Python.Node | null {
  if (NAMED.has(name)) return known(argument(call, { keyword: 'password' }));
  if (name === 'hash') {
    const object = receiver(call);
    const owner = object && (calleeName(call) ?? lastName(object) ?? (object.type === 'call' ? lastName(object.function) : null) ?? '');
    if (owner === null || !(HASHERS.test(owner) || /PasswordHasher|CryptContext|passlib|argon2|bcrypt/u.test(owner))) return null;
  }
  const first = known(argument(call, { position: 0, keyword: 'password' }));
  // `user.set_password(user, password)` of a manager.
  const given = argumentsOf(call).filter(({ kind }) => kind === 'positional');
  return name === 'set_password' && given.length > 1 ? (given[1]?.value ?? null) : first;
}

function known(given: Python.Node | 'unknown' | null): Python.Node | null {
  return given === 'unknown' ? null : given;
}
