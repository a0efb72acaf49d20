import { methodName, receiver } from './calls.ts';
import { memberName, unwrapAwaited } from './expressions.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';

/** A field of some object whose value an expression gives on as it is. */
export interface GivenField {
  readonly name: string;
  /** The last word of the object: `user` of `req.user.password`. */
  readonly owner: string;
  readonly node: JavaScript.Node;
}

const KEEPING: ReadonlySet<string> = new Set(['toString', 'toISOString', 'trim', 'toLowerCase', 'valueOf', 'slice']);
const DEEPEST = 6;

/** Which fields does an expression give on, whole? `!!user.password` and `mask(user.ssn)` give none. */
export function givenFields(expression: JavaScript.Node, depth = 0): GivenField[] {
  const node = unwrapAwaited(expression);
  if (depth > DEEPEST) return [];
  switch (node.type) {
    case Kind.MemberExpression: {
      const name = memberName(node);
      return name === undefined ? [] : [{ name, owner: dottedText(node.object)?.split('.').at(-1) ?? '', node: node.property }];
    }
    case Kind.ConditionalExpression:
      return [...givenFields(node.consequent, depth + 1), ...givenFields(node.alternate, depth + 1)];
    case Kind.LogicalExpression:
      return [...(node.operator === '&&' ? [] : givenFields(node.left, depth + 1)), ...givenFields(node.right, depth + 1)];
    case Kind.CallExpression: {
      const object = KEEPING.has(methodName(node) ?? '') && node.arguments.length === 0 ? receiver(node) : undefined;
      return object ? givenFields(object, depth + 1) : [];
    }
    default:
      return [];
  }
}
