import { argument, calleeName, lastName, objectLiteral, property, type Call } from './calls.ts';
import type { JavaScriptSource } from './detector.ts';
import { unwrap } from './expressions.ts';
import { signingCalls, signingPlugins, type KeyPlace } from './knowledge/signing.ts';
import { qualifiedName } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';

/** The keys that a call signs or verifies with: of tokens, sessions and cookies. */
export function keysGivenTo(call: Call, source: JavaScriptSource): JavaScript.Node[] {
  const place = signingCalls[calleeName(call, source) ?? ''];
  if (place) return keysAt(call, place, source).flatMap((key) => elementsOf(key));
  if (lastName(call) !== 'register') return [];
  const plugin = argument(call, 0);
  const keys = plugin && signingPlugins[qualifiedName(plugin, source) ?? ''];
  return keys ? keysAt(call, { position: 1, keys }, source).flatMap((key) => elementsOf(key)) : [];
}

function keysAt(call: Call, { position, keys }: KeyPlace, source: JavaScriptSource): JavaScript.Node[] {
  const given = argument(call, position);
  if (!given) return [];
  if (!keys) return [given];
  return keys.flatMap((path) => {
    let value: JavaScript.Node | undefined = given;
    for (const key of path.split('.')) value = property(objectLiteral(value, source), key);
    return value ?? [];
  });
}

/** Several keys are given as a list: the first signs, all verify. */
function elementsOf(key: JavaScript.Node): JavaScript.Node[] {
  const inner = unwrap(key);
  return inner.type === Kind.ArrayExpression ? inner.elements.flatMap((element) => element ?? []) : [inner];
}
