import type { Arrival, Path } from './access-paths.ts';
import { keyOf, memberName } from './expressions.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { readsOf, type Variable } from './scopes.ts';

interface Addition {
  readonly node: JavaScript.Node;
  /** `element`: one more element; `elements`: all of another collection; `key` and `value`: what `x[k] = v` sets. */
  readonly kind: 'element' | 'elements' | 'key' | 'value';
  /** The key under which a value is set, where it is known. */
  readonly under?: string;
}

const known = new WeakMap<Variable, readonly Addition[]>();

/** What is put into a collection after it was made, by `push`, `add`, `x[k] = v`, `Object.assign`...: where a path leads in it. */
export function additionsTo(variable: Variable, path: Path): Arrival[] {
  let additions = known.get(variable);
  if (!additions) known.set(variable, (additions = readsOf(variable).flatMap(additionAt)));
  const [first, ...rest] = path;
  return additions.flatMap(({ node, kind, under }): Arrival[] => {
    switch (kind) {
      case 'elements':
        return [{ expression: node, rest: first === undefined ? ['element'] : path }];
      case 'key':
        return first === 'key' ? [{ expression: node, rest }] : [];
      case 'value':
        if (first === 'key' || (typeof first === 'object' && under !== undefined && under !== first.key)) return [];
        return [{ expression: node, rest }];
      case 'element':
        return first === 'key' ? [] : [{ expression: node, rest }];
    }
  });
}

function additionAt(mention: JavaScript.Node): Addition[] {
  const { parent } = mention;
  if (parent?.type === Kind.CallExpression) return byAssign(parent, mention);
  if (parent?.type !== Kind.MemberExpression || parent.object !== mention) return [];
  const outer = parent.parent;
  if (outer.type === Kind.CallExpression && outer.callee === parent) return byMethod(outer, memberName(parent) ?? '');
  if (outer.type !== Kind.AssignmentExpression || outer.left !== parent) return [];
  const under = memberName(parent);
  return [
    ...(parent.computed && under === undefined ? [{ node: parent.property, kind: 'key' } as const] : []),
    { node: outer.right, kind: 'value', ...(under === undefined ? {} : { under }) },
  ];
}

function byMethod(call: JavaScript.CallExpression, method: string): Addition[] {
  const [first, second] = call.arguments;
  switch (method) {
    case 'push':
    case 'unshift':
      return call.arguments.map((node): Addition =>
        node.type === Kind.SpreadElement ? { node: node.argument, kind: 'elements' } : { node, kind: 'element' },
      );
    case 'add':
      return first ? [{ node: first, kind: 'element' }] : [];
    case 'set':
      return first && second
        ? [
            { node: first, kind: 'key' },
            { node: second, kind: 'value' },
          ]
        : [];
    default:
      return [];
  }
}

/** `Object.assign(target, more)` */
function byAssign(call: JavaScript.CallExpression, target: JavaScript.Node): Addition[] {
  const [first, ...others] = call.arguments;
  if (first !== target || call.callee.type !== Kind.MemberExpression || memberName(call.callee) !== 'assign') return [];
  return others.flatMap((node): Addition[] => {
    if (node.type !== Kind.ObjectExpression) return [{ node, kind: 'elements' }];
    return node.properties.flatMap((property): Addition[] => {
      if (property.type === Kind.SpreadElement) return [{ node: property.argument, kind: 'elements' }];
      const under = keyOf(property);
      return [{ node: property.value, kind: 'value', ...(under === undefined ? {} : { under }) }];
    });
  });
}
