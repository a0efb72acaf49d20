import { list, flag, type OptionsOf } from '../../options.ts';
import { sensitiveKind, type SensitiveKind } from '../../vocabulary/sensitive-fields.ts';
import { wordsOf } from '../../vocabulary/words.ts';

export const options = {
  fields: list([], 'Further names of fields that must not leave the server.'),
  ignoreFields: list([], 'Names of fields that may leave the server.'),
  allowAdmin: flag(false, 'Leave everything alone that is named for administrators, hashes of passwords too.'),
};

export type Options = OptionsOf<typeof options>;
export type Message = 'field' | 'serialized' | 'schema' | 'responseModel' | 'allColumns' | 'wholeRow' | 'dropEntry';

/** What does a field of this name hold that no client should get? */
export function kindOf(name: string, { fields, ignoreFields }: Options): SensitiveKind | null {
  if (ignoreFields.includes(name)) return null;
  return fields.includes(name) ? 'secret' : sensitiveKind(name);
}

/** May a secret be shown here, once, because it has just been made? A password's hash never. */
export function isShownOnce(kind: SensitiveKind, around: readonly string[]): boolean {
  if (kind === 'password' || kind === 'pay') return false;
  return around.some((name) => wordsOf(name).some((word) => MAKING.has(word)));
}

const MAKING = new Set(
  'setup set enroll enrol enrollment enrolment generate generated create created new rotate rotated regenerate register registered registration provision issue issued issuance add credentials codes secret secrets token tokens'.split(
    ' ',
  ),
);

/** Do administrators alone get the answer, and may they: a setting with its password, but no hash of a person's? */
export function isAdminsOwn(field: string, around: readonly string[], { allowAdmin }: Options): boolean {
  return (allowAdmin || !/hash|salt|digest|ssn|card|cvv/iu.test(field)) && isForAdmins(around);
}

function isForAdmins(around: readonly string[]): boolean {
  return around.some((name) =>
    wordsOf(name).some((word) => word === 'admin' || word === 'admins' || word === 'superuser' || word === 'internal'),
  );
}

/** Is this the name of a class that describes what a client gets? */
export function namesOutput(name: string): boolean {
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  const isResponse = last === 'dto' ? /^(?:response|out|read|public)$/u.test(words.at(-2) ?? '') : OUTPUTS.has(last);
  return isResponse && !words.some((word) => INPUTS.has(word));
}

const OUTPUTS = new Set(['out', 'read', 'response', 'public']);
const INPUTS = new Set('create update request input login register signup change reset form payload confirm patch'.split(' '));

/** Stripe and its kin make client secrets for the client. */
export function isMadeForClients(name: string, owner: string, text: string): boolean {
  if (!/client_?secret/iu.test(name)) return false;
  return /intent|payment|setup|session|subscription|checkout|stripe/iu.test(owner) || /stripe/iu.test(text);
}

/** Is a field of this name the hash of a password, or the password? */
export function isHash(name: string, options: Options): boolean {
  return kindOf(name, options) === 'password';
}
