import { lastName, methodName, receiver } from '../../javascript/calls.ts';
import type { JavaScriptContext, JavaScriptDetector, JavaScriptSource } from '../../javascript/detector.ts';
import { isFunction, unwrap } from '../../javascript/expressions.ts';
import { asyncCallee, mayReject, unhandledCall } from '../../javascript/floating-promises.ts';
import { functionName } from '../../javascript/function-names.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { definitionOf, enclosingFunction, readsOf, singleValue, variableOf } from '../../javascript/scopes.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { shutsDown, type MessageId } from './collecting.ts';

export const javascript: JavaScriptDetector<MessageId> = {
  mentions: ['allSettled'],
  visit: (context) => {
    if (isTestFile(context.path)) return {};
    return {
      CallExpression(call) {
        if (methodName(call) !== 'allSettled') return;
        const owner = receiver(call);
        if (owner?.type === Kind.Identifier && owner.name === 'Promise') judge(call, context);
      },
    };
  },
};

function judge(call: JavaScript.CallExpression, { source, report }: JavaScriptContext<MessageId>): void {
  if (call.parent.type !== Kind.AwaitExpression || isEnd(call) || allCatch(call, source)) return;
  const user = call.parent.parent;
  if (user.type === Kind.ExpressionStatement) {
    report({ node: call.callee, message: 'discarded', data: { call: source.getText(call.callee) } });
    return;
  }
  if (user.type !== Kind.VariableDeclarator || user.id.type !== Kind.Identifier) return;
  const variable = variableOf(user.id, source);
  if (!variable || definitionOf(variable)?.node !== user) return;
  const uses = readsOf(variable);
  if (uses.length === 0) report({ node: call.callee, message: 'discarded', data: { call: source.getText(call.callee) } });
  else if (uses.every((use) => readsValues(use, source))) report({ node: user.id, message: 'untested', data: { name: variable.name } });
}

/** Where things end nobody is left to be told of a failure. */
function isEnd(call: JavaScript.CallExpression): boolean {
  let node: JavaScript.Node = call;
  for (let up = call.parent as JavaScript.Node | undefined; up && !isFunction(node); node = up, up = up.parent) {
    if (up.type === Kind.CatchClause || (up.type === Kind.TryStatement && up.finalizer === node)) return true;
  }
  const definition = enclosingFunction(call);
  return definition !== undefined && shutsDown(functionName(definition) ?? '');
}

/** Do the promises catch for themselves, or only close something, so that there is nothing to collect? */
function allCatch(call: JavaScript.CallExpression, source: JavaScriptSource): boolean {
  const list = call.arguments[0] && madeHere(unwrap(call.arguments[0]), source);
  // Promises that others hold (`this.running`, `pending`) tell those others of their failure.
  if (!list) return true;
  if (list.type === Kind.ArrayExpression) return list.elements.every((element) => element !== null && catches(element, source));
  const [callback] = list.arguments;
  if (!callback || !isFunction(callback)) return false;
  if (callback.async) return !mayReject(callback, source);
  return callback.body.type !== Kind.BlockStatement && catches(callback.body, source);
}

/** The list of promises, or the call of `map` that makes it, also by way of a name; undefined when it is not made here. */
function madeHere(list: JavaScript.Node, source: JavaScriptSource): JavaScript.ArrayExpression | JavaScript.CallExpression | undefined {
  if (list.type === Kind.ArrayExpression) return list;
  if (list.type === Kind.CallExpression) return methodName(list) === 'map' ? list : undefined;
  const variable = list.type === Kind.Identifier ? variableOf(list, source) : undefined;
  const value = variable && singleValue(variable);
  const made = value?.path.length === 0 ? unwrap(value.expression) : undefined;
  return made?.type === Kind.CallExpression && methodName(made) === 'map' ? made : undefined;
}

function catches(promise: JavaScript.Node, source: JavaScriptSource): boolean {
  const inner = unwrap(promise);
  if (inner.type === Kind.SpreadElement) {
    const spread = unwrap(inner.argument);
    return spread.type === Kind.MemberExpression || (spread.type === Kind.CallExpression && methodName(spread) === 'values');
  }
  if (inner.type !== Kind.CallExpression) return false;
  if (shutsDown(lastName(inner) ?? '')) return true;
  const call = unhandledCall(promise);
  const callee = call && asyncCallee(call, source);
  return !call || (callee !== undefined && !mayReject(callee, source));
}

/** `results.map((result) => result.value)`: a failure's value is undefined. */
function readsValues(use: JavaScript.Node, source: JavaScriptSource): boolean {
  const member = use.parent;
  const call = member?.type === Kind.MemberExpression && member.object === use ? member.parent : undefined;
  if (call?.type !== Kind.CallExpression || call.callee !== member || methodName(call) !== 'map') return false;
  const [callback] = call.arguments;
  if (!callback || !isFunction(callback) || callback.body.type === Kind.BlockStatement) return false;
  const text = source.getText(callback.body);
  return text.length < 100 && text.endsWith('.value') && !/status|reason|\?|&&|\|\|/u.test(text) && isReturnedAsIs(call);
}

/** What is filtered afterwards may well drop the failures. */
function isReturnedAsIs({ parent }: JavaScript.CallExpression): boolean {
  return parent.type === Kind.ReturnStatement || parent.type === Kind.ArrowFunctionExpression;
}
