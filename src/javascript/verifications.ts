import type { Strength } from '../language/guarded-flow.ts';
import { isIdentifierName, isVerification } from '../vocabulary/guard-names.ts';
import { lastName, type Call } from './calls.ts';
import type { JavaScriptSource } from './detector.ts';
import { memberName, unwrap } from './expressions.ts';
import { takesCredential } from './guard-answers.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';

/** How much does a call prove about the caller, going by its name and by what it is given? Undefined when it proves nothing. */
export function proofBy(call: Call, source: JavaScriptSource): Strength | undefined {
  if (isVerification(dottedText(call.callee) ?? lastName(call) ?? '') && !isToldOnlyNames(call))
    return onlyDecodes(call) ? 'softly' : 'strictly';
  return takesCredential(call, source) ? 'softly' : undefined;
}

/** `jwt.decode(token)`, `jwtDecode(token)`: without a key no signature is looked at. */
function onlyDecodes(call: Call): boolean {
  const [, options] = call.arguments;
  if (options && options.type !== Kind.ObjectExpression) return false;
  return /^(?:\w*decode|decode\w*)$/iu.test(lastName(call) ?? '') && !holdsKey(options);
}

function holdsKey(options: JavaScript.Node | undefined): boolean {
  return (
    options?.type === Kind.ObjectExpression &&
    options.properties.some(
      (property) => property.type === Kind.Property && property.key.type === Kind.Identifier && /secret|key/iu.test(property.key.name),
    )
  );
}

/** `validateUser(username)`: who is told only a name can find out whether there is such a user, and not whether this is them. */
function isToldOnlyNames(call: Call): boolean {
  return call.arguments.length > 0 && call.arguments.every((given) => isIdentifierName(nameOf(unwrap(given))));
}

function nameOf(node: JavaScript.Node): string {
  if (node.type === Kind.Identifier) return node.name;
  return node.type === Kind.MemberExpression ? (memberName(node) ?? '') : '';
}
