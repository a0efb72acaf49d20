import { argument, methodName } from './calls.ts';
import type { JavaScriptSource } from './detector.ts';
import { unwrap } from './expressions.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { singleValue, variableOf } from './scopes.ts';

const MOST_ALTERNATIVES = 20;

/**
 * What an expression may be at the end: itself, both sides of `a ?? b` and of `c ? a : b`, the default of
 * `config.get('KEY', b)`, the value of a constant, and what those may be. The expression itself comes first.
 */
export function alternatives(expression: JavaScript.Node, source: JavaScriptSource): JavaScript.Node[] {
  const found: JavaScript.Node[] = [unwrap(expression)];
  // The list grows while it is walked.
  for (const node of found) {
    if (found.length > MOST_ALTERNATIVES) break;
    for (const next of choices(node, source)) if (!found.includes(next)) found.push(next);
  }
  return found;
}

function choices(node: JavaScript.Node, source: JavaScriptSource): JavaScript.Node[] {
  switch (node.type) {
    case Kind.LogicalExpression:
      return node.operator === '&&' ? [unwrap(node.right)] : [unwrap(node.left), unwrap(node.right)];
    case Kind.ConditionalExpression:
      return [unwrap(node.consequent), unwrap(node.alternate)];
    case Kind.CallExpression: {
      const fallback = methodName(node) === 'get' ? argument(node, 1) : undefined;
      return fallback ? [unwrap(fallback)] : [];
    }
    case Kind.Identifier: {
      const variable = variableOf(node, source);
      const value = variable && singleValue(variable);
      return value?.path.length === 0 ? [unwrap(value.expression)] : [];
    }
    default:
      return [];
  }
}
