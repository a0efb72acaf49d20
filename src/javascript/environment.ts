import type { JavaScriptSource } from './detector.ts';
import { keyOf, memberName, stringOf, unwrap } from './expressions.ts';
import { qualifiedName } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { singleValue, variableOf } from './scopes.ts';

/** The reading of an environment variable. */
export interface EnvironmentRead {
  /** Undefined where the name is computed. */
  readonly name: string | undefined;
  /** What stands in for it when it is not set, as far as the reading itself says so (`const { PORT = 80 } = process.env`). */
  readonly fallback: JavaScript.Expression | undefined;
}

/** The objects whose members are environment variables. */
const ENVIRONMENTS: ReadonlySet<string> = new Set(['process.env', 'import.meta.env', 'Bun.env']);
/** The functions that read one by its name. */
const READERS: ReadonlySet<string> = new Set(['Deno.env.get']);

/** Is this `process.env` itself, by whatever name? */
export function isEnvironment(node: JavaScript.Node, source: JavaScriptSource): boolean {
  return ENVIRONMENTS.has(qualifiedName(node, source) ?? '');
}

/**
 * The environment variable an expression reads: `process.env.X`, `process.env['X']`, `import.meta.env.X`,
 * `Deno.env.get('X')`, or a name destructured from one of those objects.
 */
export function environmentRead(node: JavaScript.Node, source: JavaScriptSource): EnvironmentRead | undefined {
  const inner = unwrap(node);
  if (inner.type === Kind.MemberExpression) {
    if (!isEnvironment(inner.object, source)) return undefined;
    return { name: memberName(inner), fallback: undefined };
  }
  if (inner.type === Kind.CallExpression) {
    if (!READERS.has(qualifiedName(inner.callee, source) ?? '')) return undefined;
    return { name: stringOf(inner.arguments[0]), fallback: undefined };
  }
  return inner.type === Kind.Identifier ? destructuredRead(inner, source) : undefined;
}

function destructuredRead(identifier: JavaScript.Identifier, source: JavaScriptSource): EnvironmentRead | undefined {
  const variable = variableOf(identifier, source);
  const value = variable && singleValue(variable);
  const [name, ...deeper] = value?.path ?? [];
  if (!value || name === undefined || deeper.length > 0 || !isEnvironment(value.expression, source)) return undefined;
  return { name, fallback: value.fallback };
}

/** The environment variables a declaration takes out of `process.env` by destructuring, each with its own node. */
export function destructuredReads(
  declarator: JavaScript.VariableDeclarator,
  source: JavaScriptSource,
): (EnvironmentRead & { readonly node: JavaScript.Property })[] {
  if (declarator.id.type !== Kind.ObjectPattern || !declarator.init || !isEnvironment(declarator.init, source)) return [];
  return declarator.id.properties.flatMap((node) => {
    if (node.type !== Kind.Property) return [];
    return [{ node, name: keyOf(node), fallback: node.value.type === Kind.AssignmentPattern ? node.value.right : undefined }];
  });
}
