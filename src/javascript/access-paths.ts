import type { JavaScriptSource } from './detector.ts';
import { keyOf, stringOf, unwrap } from './expressions.ts';
import { Kind, type JavaScript } from './nodes.ts';

/**
 * A step from a collection to a part of it: what a loop over it yields, the keys or the values of an object, an item under
 * an unknown key, at a known place, or under a known key.
 */
export type Step = 'element' | 'key' | 'value' | 'item' | number | { readonly key: string };
export type Path = readonly Step[];

/** An expression that a path leads to, and what is left of the path. */
export interface Arrival {
  readonly expression: JavaScript.Node;
  readonly rest: Path;
}

/** What the first step of a path leads to in a written array or object; undefined when the node is none. */
export function partsOf(node: JavaScript.Node, path: Path): Arrival[] | undefined {
  const [first, ...rest] = path;
  if (node.type === Kind.ArrayExpression) {
    const elements = node.elements.filter((element) => element !== null);
    const isExact = typeof first === 'number' && !elements.some(({ type }) => type === Kind.SpreadElement);
    return (isExact ? elements.slice(first, first + 1) : elements).map((element) =>
      element.type === Kind.SpreadElement ? { expression: element.argument, rest: path } : { expression: element, rest },
    );
  }
  if (node.type !== Kind.ObjectExpression) return undefined;
  const wanted = typeof first === 'object' ? first.key : undefined;
  return node.properties.flatMap((property): Arrival[] => {
    if (property.type === Kind.SpreadElement) return [{ expression: property.argument, rest: path }];
    // Written keys come from the code.
    if (first === 'key') return property.computed ? [{ expression: property.key, rest }] : [];
    const key = keyOf(property);
    return wanted !== undefined && key !== undefined && key !== wanted ? [] : [{ expression: property.value, rest }];
  });
}

/** The step that `a.b`, `a['b']`, `a[0]` and `a[b]` take. */
export function stepOf(member: JavaScript.MemberExpression, source: JavaScriptSource): Step {
  const { property } = member;
  if (!member.computed) return { key: property.type === Kind.Identifier ? property.name : source.getText(property) };
  const inner = unwrap(property);
  if (inner.type === Kind.Literal && typeof inner.value === 'number') return inner.value;
  const key = stringOf(inner);
  return key === undefined ? 'item' : { key };
}

/** The way from a pattern to a name in it: `[{ key: 'a' }, 0]` for `x` in `{ a: [x] }`. */
export function pathInPattern(pattern: JavaScript.Node, name: JavaScript.Node): Path | undefined {
  const steps: Step[] = [];
  let child = name;
  while (child !== pattern) {
    const { parent } = child;
    if (!parent) return undefined;
    if (parent.type === Kind.Property) {
      const key = keyOf(parent);
      steps.push(key === undefined ? 'item' : { key });
    } else if (parent.type === Kind.ArrayPattern) steps.push(parent.elements.indexOf(child as JavaScript.DestructuringPattern));
    // What is left over are parts of the same thing.
    else if (parent.type === Kind.RestElement && child !== name) return undefined;
    child = parent;
  }
  return steps.reverse();
}
