import { nodeAt } from './columns.ts';
import { identifiersOf } from './identifiers.ts';
import type * as Python from './nodes.ts';
import { references, resolve } from './scopes.ts';

/** Where a file uses what it keeps under a name, or as an attribute of `self`; the places that set it are left out. */
export function keptUses(target: Python.Identifier | Python.Attribute): Python.Node[] {
  if (target.type === 'identifier') {
    const binding = resolve(target);
    return binding ? references(binding).filter((use) => !binding.isBoundAt(use)) : [];
  }
  if (target.object.type !== 'identifier' || target.object.text !== 'self') return [];
  return identifiersOf(target.tree)
    .rows(target.attribute.text)
    .flatMap((row) => {
      const { parent } = nodeAt(target.tree, row);
      const isUse =
        parent?.type === 'attribute' && parent.object.text === 'self' && parent.row !== target.row && parent.parent?.type !== 'assignment';
      return isUse ? [parent] : [];
    });
}
