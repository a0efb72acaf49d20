import { argument, lastName } from './calls.ts';
import { memberName, stringOf, unwrap } from './expressions.ts';
import { isNothing } from './guard-refusals.ts';
import { Kind, type JavaScript } from './nodes.ts';

/** A test whether something is there at all, or whether a list holds anything. */
export interface Presence {
  readonly test: JavaScript.Node;
  readonly value: JavaScript.Identifier | JavaScript.MemberExpression;
  /** Is it true where the value is there? */
  readonly isPresent: boolean;
}

const MOST_STEPS = 20;

/** The value that an expression asks for, when all that it asks is whether it is there: `user`, `!user`, `user != null`, `list?.length`. */
export function presenceIn(test: JavaScript.Node): Presence | undefined {
  let node = unwrap(test);
  let isPresent = true;
  for (let step = 0; step < MOST_STEPS; step++) {
    if (node.type === Kind.UnaryExpression && node.operator === '!') {
      isPresent = !isPresent;
      node = unwrap(node.argument);
    } else if (node.type === Kind.BinaryExpression) {
      const right = unwrap(node.right);
      const left = unwrap(node.left);
      if (node.operator === '>' && right.type === Kind.Literal && right.value === 0) {
        node = left;
        continue;
      }
      const isType = left.type === Kind.UnaryExpression && left.operator === 'typeof' && stringOf(right) === 'undefined';
      if (!/^[!=]==?$/u.test(node.operator) || !(isNothing(right) || isType)) return undefined;
      if (node.operator.startsWith('=')) isPresent = !isPresent;
      node = isType ? unwrap(left.argument) : left;
    } else if (node.type === Kind.CallExpression && lastName(node) === 'Boolean') {
      const given = argument(node, 0);
      if (!given) return undefined;
      node = unwrap(given);
    } else if (node.type === Kind.MemberExpression && memberName(node) === 'length') node = unwrap(node.object);
    else break;
  }
  return node.type === Kind.Identifier || node.type === Kind.MemberExpression ? { test, value: node, isPresent } : undefined;
}

/** The operands of a chain of `&&` or of `||`, in order. */
export function operandsOf(whole: JavaScript.LogicalExpression): JavaScript.Node[] {
  const operands: JavaScript.Node[] = [];
  let left: JavaScript.Node = whole;
  while (left.type === Kind.LogicalExpression && left.operator === whole.operator) {
    operands.unshift(left.right);
    left = left.left;
  }
  return [left, ...operands];
}
