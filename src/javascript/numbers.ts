import type { JavaScriptSource } from './detector.ts';
import { unwrap } from './expressions.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { valueOf } from './scopes.ts';

const DEEPEST = 20;

/** The number an expression is, when it is constant: literals, arithmetic, names with one value (`5 * MINUTE`). */
export function constantNumber(node: JavaScript.Node, source: JavaScriptSource, depth = 0): number | undefined {
  if (depth > DEEPEST) return undefined;
  const inner = unwrap(node);
  switch (inner.type) {
    case Kind.Literal:
      return typeof inner.value === 'number' ? inner.value : undefined;
    case Kind.UnaryExpression: {
      const value = inner.operator === '-' ? constantNumber(inner.argument, source, depth + 1) : undefined;
      return value === undefined ? undefined : -value;
    }
    case Kind.Identifier: {
      const value = valueOf(inner, source);
      return value && constantNumber(value, source, depth + 1);
    }
    case Kind.BinaryExpression: {
      const left = constantNumber(inner.left, source, depth + 1);
      const right = left === undefined ? undefined : constantNumber(inner.right, source, depth + 1);
      return left === undefined || right === undefined ? undefined : combined(left, inner.operator, right);
    }
    default:
      return undefined;
  }
}

function combined(left: number, operator: string, right: number): number | undefined {
  switch (operator) {
    case '*':
      return left * right;
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '/':
      return left / right;
    case '**':
      return left ** right;
    default:
      return undefined;
  }
}
