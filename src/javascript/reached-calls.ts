import type { JavaScriptSource } from './detector.ts';
import { isFunction, keyOf, unwrap, memberName } from './expressions.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { callsUnder, enclosingClass, functionOf } from './scopes.ts';

/** Some calls, and those that the functions of this file make which they go to, a few steps far. */
export function reachedCalls(
  calls: readonly JavaScript.CallExpression[],
  source: JavaScriptSource,
  hops = MOST_HOPS,
): readonly JavaScript.CallExpression[] {
  const found: JavaScript.CallExpression[] = [];
  const seen = new Set<JavaScript.Node>();
  let next = calls;
  for (let hop = 0; hop <= hops && next.length > 0; hop += 1) {
    found.push(...next);
    next = next.flatMap((call) => {
      const definition = functionCalled(call, source);
      if (!definition || seen.has(definition) || found.length > MOST_CALLS) return [];
      seen.add(definition);
      return callsUnder(definition, source);
    });
  }
  return found;
}

const MOST_HOPS = 2;
const MOST_CALLS = 500;

/** `f()` for a function of this file, `this.f()` for a method of the class around. */
function functionCalled(call: JavaScript.CallExpression, source: JavaScriptSource): JavaScript.Node | undefined {
  const callee = unwrap(call.callee);
  if (callee.type !== Kind.MemberExpression) return functionOf(callee, source)?.body;
  if (callee.object.type !== Kind.ThisExpression) return undefined;
  const name = memberName(callee);
  const method = enclosingClass(call)?.body.body.find((member) => name !== undefined && keyOf(member) === name);
  return method && 'value' in method && method.value && isFunction(method.value) ? method.value.body : undefined;
}
