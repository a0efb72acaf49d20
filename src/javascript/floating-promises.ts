import { lastName, methodName } from './calls.ts';
import type { JavaScriptSource } from './detector.ts';
import { isFunction, keyOf, memberName, unwrap, type AnyFunction } from './expressions.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { enclosingClass, functionOf, ownNodes } from './scopes.ts';

/** The async function of this file that a call runs: a function's name, a method of the same class, or `(async () => ...)()`. */
export function asyncCallee(call: JavaScript.CallExpression, source: JavaScriptSource): AnyFunction | undefined {
  const callee = unwrap(call.callee);
  const found = callee.type === Kind.MemberExpression ? ownMethodOf(callee) : functionOf(callee, source);
  return found?.async === true && !found.generator ? found : undefined;
}

/** The method of the class that `this.m` stands in. */
export function ownMethodOf(member: JavaScript.Node): AnyFunction | undefined {
  if (member.type !== Kind.MemberExpression) return undefined;
  const name = member.object.type === Kind.ThisExpression ? memberName(member) : undefined;
  const owner = name === undefined ? undefined : enclosingClass(member);
  const methods = owner?.body.body.filter(
    (element) => (element.type === Kind.MethodDefinition || element.type === Kind.PropertyDefinition) && keyOf(element) === name,
  );
  const [method] = methods ?? [];
  if (methods?.length !== 1 || (method?.type !== Kind.MethodDefinition && method?.type !== Kind.PropertyDefinition)) return undefined;
  return isFunction(method.value) ? method.value : undefined;
}

/** The call at the start of a chain that handles no rejection: `f()` of `f()`, of `f().then(g)`, of `f().finally(g)`. */
export function unhandledCall(expression: JavaScript.Node): JavaScript.CallExpression | undefined {
  let node = unwrap(expression);
  while (node.type === Kind.CallExpression) {
    const callee = unwrap(node.callee);
    const name = methodName(node);
    if (callee.type !== Kind.MemberExpression || !CHAIN.has(name ?? '')) return node;
    if (name === 'catch' || node.arguments.length > 1) return undefined;
    node = unwrap(callee.object);
  }
  return undefined;
}

const CHAIN: ReadonlySet<string> = new Set(['then', 'catch', 'finally']);

/** How far from one function of the file to the next is looked. */
const DEEPEST = 3;

/** Can the promise of an async function be rejected, as far as this file tells? Not when it catches what it awaits and throws. */
export function mayReject(node: AnyFunction, source: JavaScriptSource, depth = 0): boolean {
  return [node.body, ...ownNodes(node.body, source)].some((inner) => {
    if (inner.type === Kind.ThrowStatement) return !isCaught(inner, node, false);
    if (inner.type === Kind.ForOfStatement) return inner.await && !isCaught(inner, node, true);
    return inner.type === Kind.AwaitExpression && !isCaught(inner, node, true) && awaitsFailure(inner.argument, source, depth);
  });
}

function isCaught(node: JavaScript.Node, definition: AnyFunction, isInHandlerEnough: boolean): boolean {
  for (let child = node, up = node.parent; up && child !== definition; child = up, up = up.parent) {
    if (up.type === Kind.TryStatement && up.handler && up.block === child) return true;
    // A handler that awaits has to do with an error already; what it throws goes out.
    if (up.type === Kind.CatchClause && isInHandlerEnough) return true;
  }
  return false;
}

function awaitsFailure(awaited: JavaScript.Node, source: JavaScriptSource, depth: number): boolean {
  const call = unhandledCall(awaited);
  const inner = unwrap(awaited);
  // `await f().catch(...)` has its handler; `await sleep(5)` has nothing to fail with.
  if (!call) return inner.type !== Kind.CallExpression && inner.type !== Kind.NewExpression;
  if (/^(?:sleep|delay|wait|pause|setTimeout|setImmediate|nextTick|allSettled)$/iu.test(lastName(call) ?? '')) return false;
  const callee = depth < DEEPEST ? asyncCallee(call, source) : undefined;
  return !callee || mayReject(callee, source, depth + 1);
}
