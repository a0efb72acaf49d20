import { argumentsOf } from './calls.ts';
import { parts } from './expressions.ts';
import { lastName } from './names.ts';
import type * as Python from './nodes.ts';

/** A test whether something is there at all. */
export interface Presence {
  /** The whole test: `user`, `user is None`, `not user`. */
  readonly test: Python.Node;
  /** Is it true where the value is there? */
  readonly isPresent: boolean;
}

const MOST_STEPS = 20;

/** What an expression asks when all that it asks is whether this value is there: through `not`, `is None`, `bool()` and `len()`. */
export function presenceTest(value: Python.Node): Presence {
  let test = value;
  let isPresent = true;
  for (let step = 0; step < MOST_STEPS; step++) {
    const { parent } = test;
    if (parent?.type === 'not_operator') isPresent = !isPresent;
    else if (parent?.type === 'comparison_operator') {
      const [left, right, ...more] = parts(parent);
      const operator = parent.operators.type;
      if (left !== test || right?.type !== 'none' || more.length > 0 || !COMPARISONS.has(operator)) break;
      if (operator === 'is' || operator === '==') isPresent = !isPresent;
    } else if (parent?.type === 'argument_list') {
      const call = parent.parent;
      if (call?.type !== 'call' || !/^(?:bool|len)$/u.test(lastName(call.function) ?? '') || argumentsOf(call).length !== 1) break;
      test = call;
      continue;
    } else if (parent?.type !== 'parenthesized_expression') break;
    test = parent;
  }
  return { test, isPresent };
}

const COMPARISONS = new Set<string>(['is', 'is not', '==', '!=']);

/** All operands of the `and` or the `or` that an expression stands in, in order, and the whole of it. */
export function operandsAround(
  operand: Python.Node,
): { readonly whole: Python.BooleanOperator; readonly operands: readonly Python.Node[] } | null {
  const first = operand.parent;
  if (first?.type !== 'boolean_operator') return null;
  let whole = first;
  for (let { parent } = whole; parent?.type === 'boolean_operator' && parent.operator.type === first.operator.type; { parent } = whole)
    whole = parent;
  const operands: Python.Node[] = [];
  let left: Python.Node = whole;
  while (left.type === 'boolean_operator' && left.operator.type === first.operator.type) {
    operands.unshift(left.right);
    left = left.left;
  }
  return { whole, operands: [left, ...operands] };
}
