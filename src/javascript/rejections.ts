import type { JavaScriptSource } from './detector.ts';
import { methodName } from './calls.ts';
import type { Handler } from './error-handlers.ts';
import { memberName, unwrap, unwrapAwaited } from './expressions.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { ownNodes, variableOf } from './scopes.ts';

/** Is the promise of `promise.catch(...)` a variable that something else awaits, returns or hands on, and so gets the error? */
export function isObservedElsewhere(call: JavaScript.CallExpression, source: JavaScriptSource): boolean {
  const callee = unwrap(call.callee);
  const promise = callee.type === Kind.MemberExpression ? unwrap(callee.object) : undefined;
  if (!promise) return false;
  // `this.queue = this.queue.catch(() => {}).then(next)`: the next in line waits for the one before, whose own caller gets its error.
  if (assignedTo(call) === dottedText(promise) && dottedText(promise) !== undefined) return true;
  if (promise.type !== Kind.Identifier) return false;
  const variable = variableOf(promise, source);
  return (
    variable?.references.some((reference) => reference.isRead() && reference.identifier !== promise && !isCaught(reference.identifier)) ??
    false
  );
}

function assignedTo(call: JavaScript.CallExpression): string | undefined {
  for (let up: JavaScript.Node | undefined = call.parent; up && !up.type.endsWith('Statement'); up = up.parent) {
    if (up.type === Kind.AssignmentExpression) return dottedText(up.left);
  }
  return undefined;
}

function isCaught(identifier: JavaScript.Node): boolean {
  const { parent } = identifier;
  return parent?.type === Kind.MemberExpression && (memberName(parent) === 'catch' || memberName(parent) === 'finally');
}

/** `response.json().catch(() => ({}))`: the body of an answer that is there, and may be anything. */
export function isReadOfAnswer(call: JavaScript.CallExpression): boolean {
  const callee = unwrap(call.callee);
  const read = callee.type === Kind.MemberExpression ? unwrapAwaited(callee.object) : undefined;
  if (read?.type !== Kind.CallExpression || read.arguments.length > 0) return false;
  return /^(?:json|text|blob|arrayBuffer|formData)$/u.test(methodName(read) ?? '');
}

/** Does the handler ask which error it has: by its class, its code, its name or its status? */
export function narrowsError({ body, error }: Handler, source: JavaScriptSource): boolean {
  if (!body || error?.type !== Kind.Identifier) return false;
  const isError = (node: JavaScript.Node): boolean => {
    const inner = unwrap(node);
    return inner.type === Kind.Identifier && inner.name === error.name;
  };
  return ownNodes(body, source).some((node) => {
    if (node.type === Kind.BinaryExpression && node.operator === 'instanceof')
      return isError(node.left) && !/^(?:Error|Object)$/u.test(dottedText(node.right) ?? '');
    if (node.type !== Kind.MemberExpression || !isError(node.object)) return false;
    return /^(?:code|name|status|statusCode|errno|isBoom|response|type|getStatus|expose|digest)$/u.test(memberName(node) ?? '');
  });
}
