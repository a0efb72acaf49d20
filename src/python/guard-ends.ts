import type { Guard } from './auth-guards.ts';
import { parts } from './expressions.ts';
import { ownNodes } from './functions.ts';
import { isRefusedBy } from './guard-answers.ts';
import { isFalsy } from './numbers.ts';

/** Is a caller let in when a guard comes to its end without a word? */
export function endGrants({ admission, function: definition }: Guard): boolean {
  if (admission === 'returns' || admission === 'answers') return true;
  // A check that returns nothing refuses by raising, so that coming back at all is a yes.
  if (admission !== 'value') return false;
  const values = ownNodes(definition, 'return_statement').flatMap((statement) => parts(statement).filter(({ type }) => type !== 'none'));
  // So does one that gives back an answer only to those whom it turns away.
  if (values.length === 0 && ownNodes(definition, 'raise_statement').length === 0) return false;
  return values.every((value) => isRefusedBy(value, false) && !isFalsy(value));
}
