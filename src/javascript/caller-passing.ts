import type { Call } from './calls.ts';
import type { JavaScriptSource } from './detector.ts';
import { memberName, unwrap, type AnyFunction } from './expressions.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { kindOf, ownNodes, variableOf } from './scopes.ts';

const NEXT = new Set('next done cb callback _next verified resolve'.split(' '));

/**
 * Does a call pass the caller on to what a middleware protects, or turn them away by the same callback? Undefined for functions
 * that do neither.
 */
export function passerOn(node: AnyFunction, source: JavaScriptSource): ((call: Call) => 'yes' | 'no' | undefined) | undefined {
  const isPassing = (call: Call): 'yes' | 'no' | undefined => {
    const callee = unwrap(call.callee);
    if (callee.type === Kind.Identifier) {
      const owner = parameterOwner(callee, source);
      if (owner === node && NEXT.has(callee.name)) return answerOfCallback(call, isNextOf(node, callee.name) ? 'next' : callee.name);
      if (!owner || owner === node || !contains(owner, node)) return undefined;
      // `next()` of the middleware in a callback of its own; `handler(req, res)` in what `withAuth(handler)` returns.
      if (NEXT.has(callee.name)) return answerOfCallback(call, callee.name);
      if (callee.name === 'reject') return 'no';
      return call.arguments.length > 0 ? 'yes' : undefined;
    }
    if (callee.type !== Kind.MemberExpression || memberName(callee) !== 'next') return undefined;
    const object = unwrap(callee.object);
    if (object.type !== Kind.Identifier) return undefined;
    // `NextResponse.next()`, tRPC's `opts.next()`.
    return object.name === 'NextResponse' || parameterOwner(object, source) === node ? 'yes' : undefined;
  };
  const calls = ownNodes(node.body, source).filter((inner) => inner.type === Kind.CallExpression);
  const own = node.body.type === Kind.CallExpression ? [node.body, ...calls] : calls;
  return own.some((call) => isPassing(call) !== undefined) ? isPassing : undefined;
}

/** Express calls the third parameter of `(request, response, callback)` for what comes next, whatever its name. */
function isNextOf({ params }: AnyFunction, name: string): boolean {
  const [request, , third] = params;
  const isMiddleware = params.length === 3 && request?.type === Kind.Identifier && /^_?req(?:uest)?$/u.test(request.name);
  return isMiddleware && third?.type === Kind.Identifier && third.name === name;
}

/** `next()` goes on, `next(error)` does not; `done(null, user)` has found somebody, `done(null, false)` nobody. */
function answerOfCallback(call: Call, name: string): 'yes' | 'no' {
  const [first, second] = call.arguments;
  if (!first) return name === 'next' || name === '_next' || name === 'done' ? 'yes' : 'no';
  if (second) return isNothing(first) && !isNothing(second) ? 'yes' : 'no';
  if (isNothing(first)) return 'yes';
  // `next({ ctx })` and `resolve(event)` go on with something; an error ends it.
  return first.type === Kind.ObjectExpression ||
    name === 'resolve' ||
    (name !== 'next' && name !== '_next' && first.type === Kind.Literal && first.value === true)
    ? 'yes'
    : 'no';
}

function isNothing(node: JavaScript.Node): boolean {
  if (node.type === Kind.Literal) return node.value === null || node.value === false;
  return node.type === Kind.Identifier && node.name === 'undefined';
}

function parameterOwner(identifier: JavaScript.Identifier, source: JavaScriptSource): JavaScript.Node | undefined {
  const definition = variableOf(identifier, source)?.defs[0];
  return definition && kindOf(definition) === 'Parameter' ? definition.node : undefined;
}

function contains(outer: JavaScript.Node, inner: JavaScript.Node): boolean {
  return outer.range[0] <= inner.range[0] && inner.range[1] <= outer.range[1];
}
