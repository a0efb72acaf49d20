import { lastName, methodName } from './calls.ts';
import { keyOf, memberName, stringOf, type AnyFunction } from './expressions.ts';
import { Kind, type JavaScript } from './nodes.ts';

/** The name a function goes by: its own, its variable's, its method's, or that of the property it is the value of. */
export function functionName(node: AnyFunction): string | undefined {
  if (node.type !== Kind.ArrowFunctionExpression && node.id) return node.id.name;
  let parent: JavaScript.Node = node.parent;
  // `const requireAuth = asyncHandler(async (req, res, next) => ...)`.
  while (parent.type === Kind.CallExpression && WRAPPERS.test(lastName(parent) ?? '')) ({ parent } = parent);
  switch (parent.type) {
    case Kind.VariableDeclarator:
      return parent.id.type === Kind.Identifier ? parent.id.name : undefined;
    case Kind.AssignmentExpression:
      return parent.left.type === Kind.MemberExpression
        ? memberName(parent.left)
        : parent.left.type === Kind.Identifier
          ? parent.left.name
          : undefined;
    case Kind.MethodDefinition:
    case Kind.PropertyDefinition:
    case Kind.Property:
      return keyOf(parent);
    case Kind.CallExpression:
      // Fastify's `app.decorate('authenticate', async (request, reply) => ...)`.
      return methodName(parent) === 'decorate' ? stringOf(parent.arguments[0]) : undefined;
    default:
      return undefined;
  }
}

const WRAPPERS = /async|catch|wrap|memo|useCallback|handler|define|cache|fp$/iu;
