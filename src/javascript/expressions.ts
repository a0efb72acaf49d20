import { Kind, type JavaScript } from './nodes.ts';

/** The expression itself, without the `?.` chain, casts, `!`, `satisfies` and type arguments around it. */
export function unwrap(node: JavaScript.Node): JavaScript.Node {
  let inner = node;
  for (;;) {
    switch (inner.type) {
      case Kind.ChainExpression:
      case Kind.TSAsExpression:
      case Kind.TSNonNullExpression:
      case Kind.TSSatisfiesExpression:
      case Kind.TSTypeAssertion:
      case Kind.TSInstantiationExpression:
        inner = inner.expression;
        break;
      case Kind.SequenceExpression: {
        // `(0, quoting.quoteName)(name)`, as compilers write the call of an import.
        const [first, second, ...rest] = inner.expressions;
        if (!second || rest.length > 0 || first?.type !== Kind.Literal) return inner;
        inner = second;
        break;
      }
      default:
        // Flow's cast, which typescript-eslint has no type for.
        if ((inner.type as string) !== 'TypeCastExpression') return inner;
        inner = (inner as unknown as { expression: JavaScript.Node }).expression;
    }
  }
}

/** The same, and without `await`. */
export function unwrapAwaited(node: JavaScript.Node): JavaScript.Node {
  let inner = unwrap(node);
  while (inner.type === Kind.AwaitExpression) inner = unwrap(inner.argument);
  return inner;
}

/** The text of a string literal, or of a template without holes. */
export function stringOf(node: JavaScript.Node | null | undefined): string | undefined {
  if (node?.type === Kind.Literal) return typeof node.value === 'string' ? node.value : undefined;
  if (node?.type === Kind.TemplateLiteral && node.expressions.length === 0) return node.quasis[0]?.value.cooked ?? undefined;
  return undefined;
}

/** The name of the property that `a.b`, `a['b']` or `a.#b` speaks of. */
export function memberName(node: JavaScript.MemberExpression): string | undefined {
  return node.computed ? keyText(unwrap(node.property)) : nameOf(node.property);
}

/** The name of a property in an object literal, a pattern or a class. */
export function keyOf(node: JavaScript.Property | JavaScript.ClassElement): string | undefined {
  if (node.type === Kind.StaticBlock || node.type === Kind.TSIndexSignature) return undefined;
  const key: JavaScript.Node = node.key;
  return node.computed ? keyText(unwrap(key)) : (nameOf(key) ?? keyText(key));
}

function nameOf(node: JavaScript.Node): string | undefined {
  if (node.type === Kind.PrivateIdentifier) return `#${node.name}`;
  return node.type === Kind.Identifier ? node.name : undefined;
}

function keyText(node: JavaScript.Node): string | undefined {
  if (node.type === Kind.Literal && typeof node.value === 'number') return String(node.value);
  return stringOf(node);
}

export type AnyFunction = JavaScript.FunctionDeclaration | JavaScript.FunctionExpression | JavaScript.ArrowFunctionExpression;

export function isFunction(node: JavaScript.Node | null | undefined): node is AnyFunction {
  return node?.type === Kind.FunctionDeclaration || node?.type === Kind.FunctionExpression || node?.type === Kind.ArrowFunctionExpression;
}

/** Does a statement go round and round? */
export function isLoop({ type }: JavaScript.Node): boolean {
  return LOOPS.has(type);
}

const LOOPS: ReadonlySet<string> = new Set([
  Kind.DoWhileStatement,
  Kind.ForInStatement,
  Kind.ForOfStatement,
  Kind.ForStatement,
  Kind.WhileStatement,
]);
