import { calleeName, lastName, methodName, receiver } from './calls.ts';
import { decoratorsOf } from './decorators.ts';
import type { JavaScriptSource } from './detector.ts';
import { isFunction, memberName, unwrapAwaited } from './expressions.ts';
import { declaredType } from './fields.ts';
import { requestDecorators, requestFunctions, requestNames, requestParts, requestReaders, requestTypes } from './knowledge/user-input.ts';
import { qualifiedName } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { definitionOf, kindOf, variableOf } from './scopes.ts';

/** How many members and calls are followed to what they start from. */
const MOST_STEPS = 30;

/** Does this expression read what a user sent: `req.query.x`, `await request.json()`, `ctx.params.id`, `c.req.query('x')`? */
export function isUserInput(node: JavaScript.Node, source: JavaScriptSource): boolean {
  let inner = unwrapAwaited(node);
  for (let step = 0; step < MOST_STEPS; step++) {
    if (inner.type === Kind.CallExpression) {
      const owner = receiver(inner);
      if (!owner) return requestFunctions.has(lastName(inner) ?? '') && calleeName(inner, source)?.startsWith('.') !== true;
      if (requestReaders.has(methodName(inner) ?? '') && isRequest(owner, source)) return true;
      inner = unwrapAwaited(owner);
    } else if (inner.type === Kind.MemberExpression) {
      if (requestParts.has(memberName(inner) ?? '') && isRequest(inner.object, source)) return true;
      inner = unwrapAwaited(inner.object);
    } else return false;
  }
  return false;
}

/** Is this the request that a handler answers, or the context or event that holds it? */
export function isRequest(node: JavaScript.Node, source: JavaScriptSource): boolean {
  const inner = unwrapAwaited(node);
  if (inner.type === Kind.MemberExpression) {
    const name = memberName(inner) ?? '';
    // `ctx.request`, `c.req`, `this.req`, `context.req`.
    return (name === 'req' || name === 'request') && (inner.object.type === Kind.ThisExpression || isRequest(inner.object, source));
  }
  if (inner.type !== Kind.Identifier) return false;
  const variable = variableOf(inner, source);
  const definition = variable && definitionOf(variable);
  if (!definition || kindOf(definition) !== 'Parameter') return false;
  const parameter = definition.name as JavaScript.Node;
  return isRequestParameter(parameter) && parameter.parent !== undefined && !isCallbackOfClient(parameter);
}

/** Is this parameter named or typed like a request? */
export function isRequestParameter(parameter: JavaScript.Node): boolean {
  const type = declaredType(parameter);
  const typed = type?.type === Kind.TSTypeReference ? lastOfType(type.typeName) : undefined;
  if (typed !== undefined) return requestTypes.has(typed);
  return parameter.type === Kind.Identifier && requestNames.has(parameter.name);
}

function lastOfType(name: JavaScript.EntityName): string | undefined {
  if (name.type === Kind.Identifier) return name.name;
  return name.type === Kind.TSQualifiedName ? name.right.name : undefined;
}

/** `c` in `columns.map((c) => ...)` is an element and no context. */
function isCallbackOfClient(parameter: JavaScript.Node): boolean {
  const { parent } = parameter;
  const call = isFunction(parent) ? parent.parent : undefined;
  return call?.type === Kind.CallExpression && ELEMENT_CALLS.has(methodName(call) ?? '');
}

const ELEMENT_CALLS: ReadonlySet<string> = new Set([
  'map',
  'forEach',
  'filter',
  'flatMap',
  'some',
  'every',
  'find',
  'reduce',
  'sort',
  'then',
  'findIndex',
]);

/** Is this a parameter that Nest fills with what a user sent: `@Query('sort') sort: string`? */
export function isDecoratedInput(parameter: JavaScript.Node): boolean {
  return decoratorsOf(parameter).some(({ name }) => requestDecorators.has(name));
}

/** Does this expression read what somebody typed who started the program: `process.argv`? */
export function isTerminalInput(node: JavaScript.Node, source: JavaScriptSource): boolean {
  return node.type === Kind.MemberExpression && qualifiedName(node, source) === 'process.argv';
}
