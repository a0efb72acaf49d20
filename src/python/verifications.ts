import type { Strength } from '../language/guarded-flow.ts';
import { isIdentifierName, isVerification } from '../vocabulary/guard-names.ts';
import { argumentsOf, methodName } from './calls.ts';
import { takesCredential } from './guard-answers.ts';
import { dottedText, lastName } from './names.ts';
import type * as Python from './nodes.ts';

/** How much does a call prove about the caller, going by its name and by what it is given? Null when it proves nothing. */
export function proofBy(call: Python.Call): Strength | null {
  if (isVerification(dottedText(call.function) ?? lastName(call.function) ?? '') && !isTextDecoding(call) && !isToldOnlyNames(call))
    return skipsSignature(call) ? 'softly' : 'strictly';
  return takesCredential(call) ? 'softly' : null;
}

/** `token.decode('utf-8')` makes a text of bytes, whatever is in them. */
function isTextDecoding(call: Python.Call): boolean {
  if (methodName(call) !== 'decode') return false;
  const given = argumentsOf(call);
  return given.every(({ value, name }) => value.type === 'string' || name === 'errors' || name === 'encoding');
}

/** `validate_user(username)`: who is told only a name can find out whether there is such a user, and not whether this is them. */
function isToldOnlyNames(call: Python.Call): boolean {
  const given = argumentsOf(call);
  return (
    given.length > 0 &&
    given.every(({ value }) => (value.type === 'identifier' || value.type === 'attribute') && isIdentifierName(lastName(value) ?? ''))
  );
}

/** `jwt.decode(token, options={'verify_signature': False})`. */
function skipsSignature(call: Python.Call): boolean {
  return argumentsOf(call).some(
    ({ name, value }) =>
      (name === 'verify' && value.type === 'false') ||
      (name === 'options' && /verify_signature['"]\s?:\s?False/u.test(value.text.slice(0, LONGEST_OPTIONS))),
  );
}

const LONGEST_OPTIONS = 200;
