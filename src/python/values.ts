import { classInfo, receiverClass } from './classes.ts';
import { unwrap } from './expressions.ts';
import type * as Python from './nodes.ts';
import { resolve, singleDefinition } from './scopes.ts';

/** How many names are followed from one to the next. */
const MOST_HOPS = 10;

/** The expression that a name or `self.x` stands for, when exactly one place sets it; null for everything else. */
export function assignedValue(expression: Python.Node): Python.Node | null {
  const node = unwrap(expression);
  if (node.type === 'attribute') return attributeValue(node);
  if (node.type !== 'identifier') return null;
  const binding = resolve(node);
  return (binding && singleDefinition(binding)?.value) ?? null;
}

/** The expression behind a name, followed as far as each step has exactly one answer; itself when there is none. */
export function followed(expression: Python.Node): Python.Node {
  let node = unwrap(expression);
  for (let hop = 0; hop < MOST_HOPS; hop++) {
    const value = assignedValue(node);
    if (!value) return node;
    node = unwrap(value);
  }
  return node;
}

/** `self.x`, `cls.x` and `A.x`: the value that the class's body or its methods give it, when that is one value only. */
function attributeValue(attribute: Python.Attribute): Python.Node | null {
  const owner = receiverClass(attribute.object);
  if (!owner) return null;
  const name = attribute.attribute.text;
  for (const info of classInfo(owner).lineage()) {
    const own = (info.attributes.get(name) ?? []).filter(({ kind }) => kind !== 'declaration');
    const set = (info.instanceAttributes.get(name) ?? []).filter(({ kind }) => kind !== 'declaration');
    if (own.length + set.length === 0) continue;
    const [only] = [...own, ...set];
    return own.length + set.length === 1 ? (only?.value ?? null) : null;
  }
  return null;
}
