import type { JavaScriptSource } from './detector.ts';
import { methodName, receiver } from './calls.ts';
import { stringOf, type AnyFunction } from './expressions.ts';
import { roleOf } from './handlers.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { enclosingFunction, ownNodes, parametersOf, type Variable } from './scopes.ts';

/** A function for whose answer somebody waits. */
export interface Endpoint {
  readonly function: AnyFunction;
  /** `request`: through `res` or `next`, which somebody has to call. `return`: by what it returns. `socket`: by a message. */
  readonly answers: 'request' | 'return' | 'socket';
  /** The variables by which it can answer. */
  readonly means: readonly Variable[];
  /** The name of the function that hands an error on. */
  readonly next: string | null;
}

/** The endpoint that a node runs in: the innermost function, or the one around the callback it stands in. */
export function endpointAround(node: JavaScript.Node, source: JavaScriptSource, path: string): Endpoint | undefined {
  const definition = enclosingFunction(node);
  return definition && endpointOf(definition, source, path);
}

function endpointOf(definition: AnyFunction, source: JavaScriptSource, path: string): Endpoint | undefined {
  if (isSocketListener(definition)) return { function: definition, answers: 'socket', means: [], next: null };
  const found = roleOf(definition, source, path);
  if (!found) return undefined;
  const parameters = parametersOf(definition, source);
  const answering = CALLBACKS.has(found.framework);
  // Elsewhere what stands before the handler answers by letting the request through.
  if (!answering && found.role !== 'handler') return undefined;
  const [, response, next] = found.role === 'errorHandler' ? parameters.slice(1) : parameters;
  const means = [response, next].filter((variable) => variable !== undefined);
  return { function: definition, answers: answering ? 'request' : 'return', means, next: answering ? (next?.name ?? null) : null };
}

/** Frameworks in which a request waits until the handler calls something. */
const CALLBACKS: ReadonlySet<string> = new Set(['express', 'restify']);

/** `ws.on('message', ...)`: the client at the other end waits for a message back. */
function isSocketListener(definition: AnyFunction): boolean {
  const call = definition.parent;
  if (call.type !== Kind.CallExpression || call.arguments[1] !== definition || methodName(call) !== 'on') return false;
  const owner = receiver(call);
  return (
    stringOf(call.arguments[0]) === 'message' &&
    /^(?:ws|socket|websocket|webSocket|client|conn|connection)$/u.test((owner && dottedText(owner)?.split('.').at(-1)) ?? '')
  );
}

/** Does the function, beside this statement, still answer: behind it, in its `finally`? */
export function answersBeside(whole: JavaScript.Node, endpoint: Endpoint, source: JavaScriptSource): boolean {
  const [, end] = whole.range;
  const finalizer = whole.type === Kind.TryStatement ? whole.finalizer : null;
  return ownNodes(endpoint.function.body, source).some((node) => {
    const isBeside =
      node.range[0] >= end || (finalizer !== null && finalizer.range[0] <= node.range[0] && node.range[1] <= finalizer.range[1]);
    if (!isBeside) return false;
    if (node.type === Kind.ReturnStatement) return node.argument !== null;
    if (node.type === Kind.ThrowStatement) return true;
    if (endpoint.answers === 'request') return usesAnswer(node, endpoint);
    return node.type === Kind.CallExpression;
  });
}

/** Does a piece of code, with the functions in it, use one of the variables by which the endpoint answers? */
export function usesAnswer({ range: [from, to] }: JavaScript.Node, { means }: Endpoint): boolean {
  return means.some(({ references }) => references.some(({ identifier }) => from <= identifier.range[0] && identifier.range[1] <= to));
}
