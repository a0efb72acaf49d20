import type { JavaScriptSource } from './detector.ts';
import { lastName } from './calls.ts';
import { memberName } from './expressions.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { nodesUnder, patternPath } from './scopes.ts';

/** What is looked at of a handler: an error that a closure uses is not lost. */
export function within(root: JavaScript.Node, source: JavaScriptSource): JavaScript.Node[] {
  return nodesUnder(root, source, MOST_NODES);
}

/** Handlers stand in handlers, and each is looked through by itself. */
const MOST_NODES = 5000;

/** `message` in `err.message` and in `{ message: x }` names no variable. */
export function isPropertyName(node: JavaScript.Identifier): boolean {
  const { parent } = node;
  if (parent.type === Kind.MemberExpression) return parent.property === node && !parent.computed;
  return parent.type === Kind.Property && parent.key === node && !parent.shorthand && !parent.computed;
}

/** Is only a text made of the error here: `err.message`, `${err}`, `String(err)`, `'x' + err`? */
export function isTextOnly(node: JavaScript.Identifier): boolean {
  for (let up = node.parent as JavaScript.Node | undefined, child: JavaScript.Node = node; up; child = up, up = up.parent) {
    switch (up.type) {
      case Kind.MemberExpression:
        return up.object === child && memberName(up) !== 'stack' && memberName(up) !== 'cause';
      case Kind.TemplateLiteral:
        return true;
      case Kind.BinaryExpression:
        return up.operator === '+' || up.operator === 'instanceof' || up.operator.includes('=');
      case Kind.UnaryExpression:
        return true;
      case Kind.ConditionalExpression:
        if (up.test === child) return true;
        break;
      case Kind.CallExpression:
      case Kind.NewExpression: {
        const name = lastName(up) ?? '';
        return up.callee !== child && (name === 'String' || name === 'stringify');
      }
      case Kind.Property:
      case Kind.ObjectExpression:
      case Kind.ArrayExpression:
      case Kind.SpreadElement:
      case Kind.LogicalExpression:
      case Kind.ChainExpression:
      case Kind.TSAsExpression:
      case Kind.TSNonNullExpression:
      case Kind.TSTypeAssertion:
      case Kind.TSSatisfiesExpression:
      case Kind.AwaitExpression:
        break;
      default:
        return false;
    }
  }
  return false;
}

/** The names a parameter or a variable's pattern binds. */
export function namesIn(pattern: JavaScript.Node, source: JavaScriptSource): string[] {
  if (pattern.type === Kind.Identifier) return [pattern.name];
  return within(pattern, source).flatMap((node) => (node.type === Kind.Identifier && patternPath(pattern, node.name) ? [node.name] : []));
}
