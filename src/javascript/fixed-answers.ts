import { lastName } from './calls.ts';
import type { JavaScriptSource } from './detector.ts';
import type { AnyFunction } from './expressions.ts';
import { logCall } from './loggers.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { ownNodes } from './scopes.ts';

/** Does a function answer the same whatever happens: nothing but literals, the time, the version? */
export function answersFixedly(definition: AnyFunction, source: JavaScriptSource): boolean {
  const { body } = definition;
  const nodes = [body, ...ownNodes(body, source)];
  if (nodes.length > MOST_NODES) return false;
  let answers = body.type !== Kind.BlockStatement;
  for (const node of nodes) {
    if (DECIDING.has(node.type)) return false;
    if (node.type === Kind.ReturnStatement && node.argument) answers = true;
    if (node.type !== Kind.CallExpression && node.type !== Kind.NewExpression) continue;
    if (logCall(node, source)) continue;
    const name = lastName(node) ?? '';
    if (SENDING.has(name)) answers = true;
    else if (!isClock(node.callee, name)) return false;
  }
  return answers;
}

const MOST_NODES = 120;
const DECIDING: ReadonlySet<string> = new Set([
  Kind.AwaitExpression,
  Kind.IfStatement,
  Kind.ConditionalExpression,
  Kind.LogicalExpression,
  Kind.TryStatement,
  Kind.ForOfStatement,
  Kind.ThrowStatement,
  Kind.ThisExpression,
  Kind.ArrowFunctionExpression,
]);
const SENDING = new Set(
  'json send sendStatus end status code type set header setHeader writeHead text write Response success stringify'.split(' '),
);

function isClock(callee: JavaScript.Node, name: string): boolean {
  const text = dottedText(callee) ?? name;
  return (
    /^(?:Date|Date\.now|process\.\w+|os\.\w+|performance\.now|Math\.\w+)$/u.test(text) ||
    /^(?:toISOString|getTime|toFixed|toString|toJSON|uptime)$/u.test(name)
  );
}
