import { keyOf, memberName, unwrap } from './expressions.ts';
import type { JavaScriptSource } from './detector.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { variableOf, type Variable } from './scopes.ts';

/** What becomes of the value of a call where it stands. */
export type Keeping =
  | { readonly kind: 'dropped' }
  | { readonly kind: 'variable'; readonly name: string; readonly variable: Variable }
  | { readonly kind: 'member'; readonly name: string; readonly isOwn: boolean }
  /** Returned, passed on, or used on the spot. */
  | { readonly kind: 'elsewhere' };

const ELSEWHERE: Keeping = { kind: 'elsewhere' };

/** Is the value of an expression dropped, or under which name is it kept: `x = f()`, `this.x = f()`, `class { x = f() }`? */
export function keepingOf(expression: JavaScript.Expression, source: JavaScriptSource): Keeping {
  let child: JavaScript.Node = expression;
  for (let node: JavaScript.Node | undefined = expression.parent; node; child = node, node = node.parent) {
    switch (node.type) {
      case Kind.AwaitExpression:
      case Kind.LogicalExpression:
      case Kind.ConditionalExpression:
        break;
      case Kind.ExpressionStatement:
        return { kind: 'dropped' };
      case Kind.UnaryExpression:
        return node.operator === 'void' ? { kind: 'dropped' } : ELSEWHERE;
      case Kind.VariableDeclarator:
        return node.init === child ? named(node.id, source) : ELSEWHERE;
      case Kind.AssignmentExpression:
        return node.right === child && node.parent.type === Kind.ExpressionStatement ? named(node.left, source) : ELSEWHERE;
      case Kind.PropertyDefinition: {
        const name = node.value === child ? keyOf(node) : undefined;
        return name === undefined ? ELSEWHERE : { kind: 'member', name, isOwn: true };
      }
      default:
        if (unwrap(node) === node) return ELSEWHERE;
    }
  }
  return ELSEWHERE;
}

function named(target: JavaScript.Node, source: JavaScriptSource): Keeping {
  if (target.type === Kind.Identifier) {
    const variable = variableOf(target, source);
    return variable ? { kind: 'variable', name: target.name, variable } : ELSEWHERE;
  }
  if (target.type !== Kind.MemberExpression) return ELSEWHERE;
  const name = memberName(target);
  return name === undefined ? ELSEWHERE : { kind: 'member', name, isOwn: target.object.type === Kind.ThisExpression };
}
