import { credentialNoun } from '../vocabulary/credential-names.ts';
import { isCheckName, isIdentifierName, isMakingName, isVerification, meansNo } from '../vocabulary/guard-names.ts';
import { argumentsOf } from './calls.ts';
import { credentialIn } from './credentials.ts';
import { parts } from './expressions.ts';
import { fixedTexts } from './fixed-values.ts';
import { callsOf, ownNodes, parameters } from './functions.ts';
import { dottedText, lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { isNone } from './numbers.ts';
import { proofBy } from './verifications.ts';

/** `def validate(self, token)`, `def __call__(self, username, password)`: who is given a credential, and does not make one, judges it. */
export function judgesCredential(definition: Python.FunctionDefinition): boolean {
  const name = definition.name.text;
  const names = parameters(definition).map((parameter) => parameter.name);
  if (!names.some((parameter) => credentialNoun(parameter) !== null)) return false;
  if (isCheckName(name)) return true;
  return (
    !isMakingName(name) &&
    !meansNo(name) &&
    names.some((parameter) => credentialNoun(parameter) === 'password') &&
    names.some((parameter) => isIdentifierName(parameter) || USERS.test(parameter))
  );
}

/** What the name of a user is called where there is no doubt, as beside a password. */
const USERS = /^(?:user|usr|uname|name|u)$/u;

/** Does a function that compares a credential also verify one, so that the comparison stands beside a real check? */
export function verifiesCredential(definition: Python.FunctionDefinition): boolean {
  return (
    callsOf(definition).some((call) => isVerification(dottedText(call.function) ?? lastName(call.function) ?? '')) ||
    // `credentials.password == self.password`.
    ownNodes(definition, 'comparison_operator').some((node) => {
      const [left, right] = parts(node);
      const isEquality = node.tokens.some(({ type }) => type === '==' || type === '!=');
      if (!isEquality || !left || !right || parameters(definition).length === 0) return false;
      return fixedTexts(right) === null && !isNone(right) && credentialIn(left) !== null;
    })
  );
}

/** `def is_staff(request)`, which hands the credential on to somebody who knows. */
export function asksElsewhere(definition: Python.FunctionDefinition): boolean {
  return /^_*(?:is|has|can|may)_/u.test(definition.name.text) && callsOf(definition).some((call) => proofBy(call) !== null);
}

/** Does a function raise, or abort with, what only strangers are told? */
export function refusesStrangers(definition: Python.FunctionDefinition): boolean {
  const calls = [
    ...ownNodes(definition, 'raise_statement').flatMap((statement) => statement.descendants('call')),
    ...callsOf(definition).filter((call) => lastName(call.function) === 'abort'),
  ];
  return calls.some(
    (call) =>
      STRANGERS.test(lastName(call.function) ?? '') ||
      argumentsOf(call).some(({ value }) => REFUSALS.test(lastName(value) ?? value.text.slice(0, 4))),
  );
}

const REFUSALS = /^40[13]$|^HTTP_40[13]_|^(?:UNAUTHORIZED|FORBIDDEN)$/u;
const STRANGERS =
  /Unauthori[sz]ed|Forbidden|PermissionDenied|AuthenticationFailed|NotAuthenticated|AccessDenied|AuthError|Invalid(?:Token|Credentials)/u;
