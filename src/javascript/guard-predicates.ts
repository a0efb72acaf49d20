import type { Call } from './calls.ts';
import type { JavaScriptSource } from './detector.ts';
import { isFunction, keyOf, memberName, unwrap, type AnyFunction } from './expressions.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { childrenOf, enclosingClass, enclosingFunction, functionOf, ownNodes, variableOf } from './scopes.ts';

/** The question whose answer is all that a function gives back: `token === 'demo'` of `const isDemo = (token) => token === 'demo'`. */
export function predicateOf({ body }: AnyFunction): JavaScript.Node | undefined {
  const [only, ...more] = body.type === Kind.BlockStatement ? body.body : [];
  const value = body.type !== Kind.BlockStatement ? body : more.length === 0 && only?.type === Kind.ReturnStatement ? only.argument : null;
  const question = value ? unwrap(value) : undefined;
  return question && QUESTIONS.has(question.type) ? question : undefined;
}

const QUESTIONS: ReadonlySet<string> = new Set([Kind.LogicalExpression, Kind.BinaryExpression, Kind.UnaryExpression, Kind.CallExpression]);

/** The function of this file that a call goes to: `f(x)`, or `this.m(x)` for a method of the same class. */
export function localFunction(call: Call, source: JavaScriptSource): AnyFunction | undefined {
  const callee = unwrap(call.callee);
  if (callee.type !== Kind.MemberExpression) return functionOf(callee, source);
  if (callee.object.type !== Kind.ThisExpression) return undefined;
  const method = enclosingClass(call)?.body.body.find((member) => 'key' in member && keyOf(member) === memberName(callee));
  return method && 'value' in method && isFunction(method.value) ? method.value : undefined;
}

/** How many callers are asked. */
const MOST_CALLERS = 10;

/** The calls in this file of the function a node stands in, when a question is all that this function is. */
export function askersOf(node: JavaScript.Node, source: JavaScriptSource): JavaScript.Node[] {
  const inside = enclosingFunction(node);
  if (!inside || !predicateOf(inside)) return [];
  const { parent } = inside;
  if (parent.type === Kind.MethodDefinition || parent.type === Kind.PropertyDefinition)
    return callsOfMethod(parent, source).slice(0, MOST_CALLERS);
  const name = inside.type === Kind.FunctionDeclaration ? inside.id : parent.type === Kind.VariableDeclarator ? parent.id : null;
  if (name?.type !== Kind.Identifier) return [];
  const references = variableOf(name, source)?.references ?? [];
  return references
    .map(({ identifier }) => identifier as JavaScript.Node)
    .filter(({ parent: call }) => call?.type === Kind.CallExpression && functionOf(unwrap(call.callee), source) === inside)
    .slice(0, MOST_CALLERS);
}

function callsOfMethod(method: JavaScript.MethodDefinition | JavaScript.PropertyDefinition, source: JavaScriptSource): JavaScript.Node[] {
  const name = keyOf(method);
  const others = enclosingClass(method)?.body.body.filter((member) => member !== method) ?? [];
  return others.flatMap((member) =>
    childrenOf(member, source)
      .filter(isFunction)
      .flatMap(({ body }) => ownNodes(body, source))
      .filter((inner) => {
        if (inner.type !== Kind.CallExpression) return false;
        const callee = unwrap(inner.callee);
        return callee.type === Kind.MemberExpression && callee.object.type === Kind.ThisExpression && memberName(callee) === name;
      }),
  );
}
