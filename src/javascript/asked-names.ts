import { unwrapAwaited } from './expressions.ts';
import { isNothing } from './guard-refusals.ts';
import { Kind, type JavaScript } from './nodes.ts';

/** The names whose being there or being true a condition asks for. */
export function askedNames(condition: JavaScript.Node): string[] {
  const names: string[] = [];
  const waiting = [condition];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    const inner = unwrapAwaited(node);
    if (inner.type === Kind.Identifier) names.push(inner.name);
    else if (inner.type === Kind.MemberExpression) waiting.push(inner.object);
    else if (inner.type === Kind.LogicalExpression) waiting.push(inner.left, inner.right);
    else if (inner.type === Kind.UnaryExpression && inner.operator === '!') waiting.push(inner.argument);
    else if (inner.type === Kind.BinaryExpression && (isNothing(inner.right) || isTruthValue(inner.right))) waiting.push(inner.left);
  }
  return names;
}

function isTruthValue(node: JavaScript.Node): boolean {
  return node.type === Kind.Literal && typeof node.value === 'boolean';
}
