import type { AuthGuard } from './auth-guards.ts';
import { lastName, receiver, type Call } from './calls.ts';
import type { JavaScriptSource } from './detector.ts';
import { isFunction, type AnyFunction } from './expressions.ts';
import { isNothing, isRefusalCall } from './guard-refusals.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { ownNodes } from './scopes.ts';

/** Is a caller let in when a guard comes to its end without a word? */
export function endGrants({ admission, function: node }: AuthGuard, source: JavaScriptSource): boolean {
  if (admission === 'returns') return true;
  if (!isFunction(node)) return false;
  const { body } = node;
  // A connection that nobody closes stays open.
  if (admission === 'answers' && body.type === Kind.BlockStatement && closesConnection(node, source)) return true;
  // A check that returns nothing but errors refuses by them, so that coming back at all is a yes.
  if (admission !== 'value' || body.type !== Kind.BlockStatement) return false;
  const own = ownNodes(body, source);
  const values = own.flatMap((inner) =>
    inner.type === Kind.ReturnStatement && inner.argument && !isNothing(inner.argument) ? [inner.argument] : [],
  );
  const isRefusal = (value: JavaScript.Node) => isError(value) || (isCall(value) && isRefusalCall(value, true));
  const isRefusing = values.some(isRefusal) || own.some(({ type }) => type === Kind.ThrowStatement);
  return isRefusing && values.every(isRefusal);
}

function isCall(node: JavaScript.Node): node is Call {
  return node.type === Kind.CallExpression || node.type === Kind.NewExpression;
}

function closesConnection({ body, params }: AnyFunction, source: JavaScriptSource): boolean {
  const given = new Set(params.flatMap((parameter) => (parameter.type === Kind.Identifier ? [parameter.name] : [])));
  return ownNodes(body, source).some((inner) => {
    if (inner.type !== Kind.CallExpression || !CLOSING.has(lastName(inner) ?? '')) return false;
    const object = receiver(inner);
    return object?.type === Kind.Identifier && given.has(object.name);
  });
}

const CLOSING: ReadonlySet<string> = new Set(['close', 'terminate', 'disconnect', 'destroy']);

/** Is this an error that is given back to whoever asked: `new Error('...')`? */
export function isError(node: JavaScript.Node): boolean {
  return node.type === Kind.NewExpression && /(?:Error|Exception)$/u.test(lastName(node) ?? '');
}
