import { meaningOf } from '../project/python-modules.ts';
import { placeOf } from '../project/projects.ts';
import { classInfo, classMeantBy, classOfMethod, type ClassInfo } from './classes.ts';
import { unwrap } from './expressions.ts';
import type * as Python from './nodes.ts';

/** So far up classes are followed to those they inherit from. */
const MOST_GENERATIONS = 16;

/** The class of the project that an expression names. */
export function projectClass(expression: Python.Node): Python.ClassDefinition | null {
  const local = classMeantBy(expression);
  if (local) return local;
  const node = unwrap(expression);
  if (!placeOf(node.tree) || (node.type !== 'identifier' && node.type !== 'attribute')) return null;
  const meaning = meaningOf(node);
  return meaning?.node.type === 'class_definition' ? meaning.node : null;
}

/** The classes of the project that a class inherits from, the nearest first. */
export function basesOf(info: ClassInfo): ClassInfo[] {
  const found: ClassInfo[] = [];
  let generation = [info];
  for (let step = 0; step < MOST_GENERATIONS && generation.length > 0; step++) {
    generation = generation.flatMap(({ bases }) =>
      bases.flatMap(({ node, local }) => {
        const base = local?.node ?? projectClass(node.type === 'subscript' ? node.value : node);
        return base && !found.some(({ node: known }) => known === base) ? [classInfo(base)] : [];
      }),
    );
    found.push(...generation);
  }
  return found;
}

/** The method of this name that an instance of a class has, also from bases in other modules. */
export function methodOf(owner: Python.ClassDefinition, name: string): Python.FunctionDefinition | null {
  const info = classInfo(owner);
  return info.methods.get(name) ?? methodOfBases(info, name);
}

/** The method of this name that `super()` has at a place. */
export function inheritedMethod(place: Python.Node, name: string): Python.FunctionDefinition | null {
  for (let up = place.parent; up; up = up.parent) {
    if (up.type !== 'function_definition') continue;
    const owner = classOfMethod(up);
    return owner && methodOfBases(classInfo(owner), name);
  }
  return null;
}

function methodOfBases(info: ClassInfo, name: string): Python.FunctionDefinition | null {
  return (
    basesOf(info)
      .find(({ methods }) => methods.has(name))
      ?.methods.get(name) ?? null
  );
}
