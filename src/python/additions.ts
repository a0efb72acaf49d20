import type { Arrival, Path } from './access-paths.ts';
import { argumentsOf } from './calls.ts';
import type * as Python from './nodes.ts';
import { references, type Binding } from './scopes.ts';

interface Addition {
  readonly node: Python.Node;
  /** `element`: one more element; `elements`: all of another collection; `key` and `value`: what `x[k] = v` sets. */
  readonly kind: 'element' | 'elements' | 'key' | 'value';
}

const known = new WeakMap<Binding, readonly Addition[]>();

/** What is put into a collection after it was made, by `append`, `extend`, `update`, `x[k] = v`...: where a path leads in it. */
export function additionsTo(binding: Binding, path: Path): Arrival[] {
  let additions = known.get(binding);
  if (!additions) known.set(binding, (additions = findAdditions(references(binding))));
  return arrivalsIn(additions, path);
}

/** The same for `self.x`, given all places that mention it. */
export function additionsThrough(mentions: readonly Python.Node[], path: Path): Arrival[] {
  return arrivalsIn(findAdditions(mentions), path);
}

function arrivalsIn(additions: readonly Addition[], path: Path): Arrival[] {
  const [first, ...rest] = path;
  return additions.flatMap(({ node, kind }): Arrival[] => {
    switch (kind) {
      case 'elements':
        return [{ expression: node, rest: first === undefined ? ['element'] : path }];
      case 'key':
        return first === 'element' || first === undefined ? [{ expression: node, rest }] : [];
      case 'value':
        return first === 'element' ? [] : [{ expression: node, rest }];
      case 'element':
        return first === 'value' ? [] : [{ expression: node, rest }];
    }
  });
}

function findAdditions(mentions: readonly Python.Node[]): Addition[] {
  return mentions.flatMap((mention): Addition[] => {
    const { parent } = mention;
    if (parent?.type === 'attribute' && parent.object === mention) return byMethod(parent);
    if (parent?.type === 'subscript' && parent.value === mention) return byItem(parent);
    return [];
  });
}

function byMethod(callee: Python.Attribute): Addition[] {
  const call = callee.parent;
  if (call?.type !== 'call' || call.function !== callee) return [];
  const given = argumentsOf(call);
  const [first, second] = given.map(({ value }) => value);
  switch (callee.attribute.text) {
    case 'append':
    case 'appendleft':
    case 'add':
      return first ? [{ node: first, kind: 'element' }] : [];
    case 'insert':
      return second ? [{ node: second, kind: 'element' }] : [];
    case 'extend':
    case 'extendleft':
      return first ? [{ node: first, kind: 'elements' }] : [];
    case 'update':
      return given.flatMap(({ kind, value }): Addition[] => [{ node: value, kind: kind === 'keyword' ? 'value' : 'elements' }]);
    case 'setdefault':
      return [...(first ? [{ node: first, kind: 'key' } as const] : []), ...(second ? [{ node: second, kind: 'value' } as const] : [])];
    default:
      return [];
  }
}

function byItem(subscript: Python.Subscript): Addition[] {
  const assignment = subscript.parent;
  if (
    (assignment?.type !== 'assignment' && assignment?.type !== 'augmented_assignment') ||
    assignment.left !== subscript ||
    !assignment.right
  )
    return [];
  return [
    { node: subscript.subscript, kind: 'key' },
    { node: assignment.right, kind: 'value' },
  ];
}
