import { argument } from './calls.ts';
import { parts, unwrap } from './expressions.ts';
import { calleeName } from './names.ts';
import type * as Python from './nodes.ts';
import { assignedValue, followed } from './values.ts';

const DEEPEST = 30;
const MOST_STEPS = 500;

/** The number an expression is, when it is constant: literals, arithmetic, names with one assignment, `int('1')`. */
export function numberOf(node: Python.Node): number | null {
  const value = numeric(node, DEEPEST, { steps: MOST_STEPS });
  return value !== null && Number.isFinite(value) ? value : null;
}

/** The budget keeps `b = a + a; c = b + b; ...` from doubling the work with each name. */
function numeric(expression: Python.Node, depth: number, budget: { steps: number }): number | null {
  const node = unwrap(expression);
  if (depth === 0 || budget.steps-- <= 0) return null;
  switch (node.type) {
    case 'integer':
    case 'float':
      return literal(node.text);
    case 'unary_operator': {
      const value = numeric(node.argument, depth - 1, budget);
      if (value === null || node.operator.type === '~') return null;
      return node.operator.type === '-' ? -value : value;
    }
    case 'binary_operator': {
      const left = numeric(node.left, depth - 1, budget);
      // Without a left side the right one need not be read, so that a long sum of names stays cheap.
      const right = left === null ? null : numeric(node.right, depth - 1, budget);
      return left === null || right === null ? null : calculate(left, node.operator.type, right);
    }
    case 'identifier':
    case 'attribute': {
      const value = assignedValue(node);
      return value && numeric(value, depth - 1, budget);
    }
    case 'call': {
      const name = calleeName(node);
      const given = argument(node, { position: 0 });
      if (given === null || given === 'unknown' || (name !== 'builtins.int' && name !== 'builtins.float')) return null;
      const value = numeric(given, depth - 1, budget);
      return value === null || name === 'builtins.float' ? value : Math.trunc(value);
    }
    default:
      return null;
  }
}

function literal(source: string): number | null {
  const text = source.replaceAll('_', '').toLowerCase();
  if (text.endsWith('j')) return null;
  const digits = text.replace(/l$/u, '');
  // Python 2 wrote octal numbers with a plain zero.
  const value = /^0[0-7]+$/u.test(digits) ? parseInt(digits, 8) : Number(digits);
  return Number.isNaN(value) ? null : value;
}

function calculate(left: number, operator: string, right: number): number | null {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0 ? null : left / right;
    case '//':
      return right === 0 ? null : Math.floor(left / right);
    case '%':
      return right === 0 ? null : left - right * Math.floor(left / right);
    case '**':
      return left ** right;
    case '<<':
      return left * 2 ** right;
    default:
      return null;
  }
}

/** `True` or `False`, when an expression is known to be it; `not` and names with one assignment are followed. */
export function booleanOf(expression: Python.Node): boolean | null {
  let isNegated = false;
  let node = followed(expression);
  for (let depth = 0; node.type === 'not_operator' && depth < DEEPEST; depth++) {
    isNegated = !isNegated;
    node = followed(node.argument);
  }
  if (node.type !== 'true' && node.type !== 'false') return null;
  return (node.type === 'true') !== isNegated;
}

/** Is the expression known to be `None`? */
export function isNone(expression: Python.Node): boolean {
  return followed(expression).type === 'none';
}

/** Is the value known to count as false: `None`, `False`, `0`, `''` or an empty literal? */
export function isFalsy(expression: Python.Node): boolean {
  const node = followed(expression);
  switch (node.type) {
    case 'none':
    case 'false':
      return true;
    case 'string':
      return !node.children.some(({ type }) => type === 'string_content' || type === 'interpolation');
    case 'list':
    case 'tuple':
    case 'dictionary':
      return parts(node).length === 0;
    default:
      return numberOf(node) === 0;
  }
}
