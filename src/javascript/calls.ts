import type { JavaScriptSource } from './detector.ts';
import { keyOf, memberName, unwrap } from './expressions.ts';
import { qualifiedName } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { singleValue, variableOf } from './scopes.ts';

export type Call = JavaScript.CallExpression | JavaScript.NewExpression;

/** The full name of what is called: `pg.Pool` for `new Pool()`, `pg.Pool#query` for `pool.query()`. */
export function calleeName(call: Call, source: JavaScriptSource): string | undefined {
  return qualifiedName(call.callee, source);
}

/** `query` for `a.b.query()`; undefined for the call of a plain name. */
export function methodName(call: Call): string | undefined {
  const callee = unwrap(call.callee);
  return callee.type === Kind.MemberExpression ? memberName(callee) : undefined;
}

/** The last name of what is called, `query` for `query()` and `a.query()` alike. */
export function lastName(call: Call): string | undefined {
  const callee = unwrap(call.callee);
  return callee.type === Kind.Identifier ? callee.name : methodName(call);
}

/** What a method is called on. */
export function receiver(call: Call): JavaScript.Node | undefined {
  const callee = unwrap(call.callee);
  return callee.type === Kind.MemberExpression ? unwrap(callee.object) : undefined;
}

/** The argument at a place; undefined where a spread before it makes the place uncertain. */
export function argument(call: Call, index: number): JavaScript.Expression | undefined {
  const before = call.arguments.slice(0, index + 1);
  if (before.some(({ type }) => type === Kind.SpreadElement)) return undefined;
  return before[index] as JavaScript.Expression | undefined;
}

/** Are arguments (or an object's properties) spread in from somewhere, so that not all of them can be seen? */
export function hasSpread(node: Call | JavaScript.ObjectExpression): boolean {
  const parts: readonly JavaScript.Node[] = node.type === Kind.ObjectExpression ? node.properties : node.arguments;
  return parts.some(({ type }) => type === Kind.SpreadElement);
}

/** The value of a property of an object literal; of several the last, as at run time. */
export function property(node: JavaScript.Node | undefined, name: string): JavaScript.Node | undefined {
  const object = node && unwrap(node);
  if (object?.type !== Kind.ObjectExpression) return undefined;
  const found = object.properties.findLast((candidate) => candidate.type === Kind.Property && keyOf(candidate) === name);
  return found?.type === Kind.Property ? found.value : undefined;
}

/** The object literal an expression is, directly or as the value of a constant. */
export function objectLiteral(node: JavaScript.Node | undefined, source: JavaScriptSource): JavaScript.ObjectExpression | undefined {
  let inner = node && unwrap(node);
  for (let hops = 0; inner?.type === Kind.Identifier && hops < MOST_HOPS; hops += 1) {
    const variable = variableOf(inner, source);
    const value = variable && singleValue(variable);
    inner = value?.path.length === 0 ? unwrap(value.expression) : undefined;
  }
  return inner?.type === Kind.ObjectExpression ? inner : undefined;
}

const MOST_HOPS = 10;

/** Is the result of this expression awaited on the spot? */
export function isAwaited(node: JavaScript.Node): boolean {
  let outer = node;
  while (outer.parent && unwrap(outer.parent) !== outer.parent && unwrap(outer.parent) === unwrap(outer)) outer = outer.parent;
  return outer.parent?.type === Kind.AwaitExpression;
}

/** The full name of a template's tag, `@prisma/client.Prisma.sql`; undefined for a plain template. */
export function tagName(node: JavaScript.TemplateLiteral, source: JavaScriptSource): string | undefined {
  return node.parent.type === Kind.TaggedTemplateExpression ? qualifiedName(node.parent.tag, source) : undefined;
}

/** The tag as it is written and called, whatever it means: `sql`, `this.sql`. */
export function tagOf(node: JavaScript.TemplateLiteral): JavaScript.Node | undefined {
  return node.parent.type === Kind.TaggedTemplateExpression ? unwrap(node.parent.tag) : undefined;
}
