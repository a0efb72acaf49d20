import { argumentsOf, methodName, receiver } from './calls.ts';
import { constantText } from './constants.ts';
import { parts, unwrap } from './expressions.ts';
import { lastName } from './names.ts';
import type * as Python from './nodes.ts';

/** A field of some object whose value an expression gives on as it is. */
export interface GivenField {
  /** `password_hash` of `user.password_hash`, `user["password_hash"]` and `user.get("password_hash")`. */
  readonly name: string;
  /** The last word of the object: `user`. */
  readonly owner: string;
  readonly node: Python.Node;
}

/** Methods and functions whose result says as much as what they are given. */
const KEEPING_METHODS = new Set([
  'isoformat',
  'decode',
  'encode',
  'hex',
  'strip',
  'lower',
  'upper',
  'get_secret_value',
  'timestamp',
  'split',
]);
const KEEPING_FUNCTIONS = new Set(['str', 'list', 'loads', 'tuple', 'b64encode', 'decrypt']);

const DEEPEST = 6;

/** Which fields does an expression give on, whole? `bool(user.password)`, `mask(user.ssn)` and comparisons give none. */
export function givenFields(expression: Python.Node, depth = 0): GivenField[] {
  const node = unwrap(expression);
  if (depth > DEEPEST) return [];
  const inside = (inner: Python.Node | undefined): GivenField[] => (inner ? givenFields(inner, depth + 1) : []);
  switch (node.type) {
    case 'attribute':
      return [{ name: node.attribute.text, owner: lastName(node.object) ?? '', node: node.attribute }];
    case 'subscript': {
      const key = unwrap(node.subscript);
      const name = key.type === 'string' ? constantText(key) : null;
      return name === null ? [] : [{ name, owner: lastName(node.value) ?? '', node: key }];
    }
    case 'conditional_expression': {
      const [yes, , no] = parts(node);
      return [...inside(yes), ...inside(no)];
    }
    case 'boolean_operator':
      return node.operator.type === 'or' ? [...inside(node.left), ...inside(node.right)] : inside(node.right);
    case 'await':
      return inside(parts(node)[0]);
    case 'call': {
      const [first] = argumentsOf(node);
      const object = receiver(node);
      const method = methodName(node);
      if (object && method === 'get' && first?.kind === 'positional') {
        const name = unwrap(first.value).type === 'string' ? constantText(first.value) : null;
        return name === null ? [] : [{ name, owner: lastName(object) ?? '', node: first.value }];
      }
      if (object && KEEPING_METHODS.has(method ?? '')) return inside(object);
      return first?.kind === 'positional' && KEEPING_FUNCTIONS.has(lastName(node.function) ?? '') ? inside(first.value) : [];
    }
    default:
      return [];
  }
}
