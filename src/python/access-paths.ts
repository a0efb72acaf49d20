import { constantText } from './constants.ts';
import type { Definition } from './definitions.ts';
import { parts, unwrap } from './expressions.ts';
import type * as Python from './nodes.ts';

/**
 * A step from a collection to a part of it: what a loop over it yields (of a mapping, the keys), the values of a mapping,
 * an item at an unknown place, at a known place, or under a known key.
 */
export type Step = 'element' | 'value' | 'item' | number | { readonly key: string };
export type Path = readonly Step[];

/** An expression that a path leads to, and what is left of the path. */
export interface Arrival {
  readonly expression: Python.Node;
  readonly rest: Path;
}

/** The expressions that the first step of a path leads to in a written collection; null when the node is none. */
export function elementsOf(node: Python.Node, path: Path): Arrival[] | null {
  const [first, ...rest] = path;
  switch (node.type) {
    case 'list':
    case 'tuple':
    case 'set':
    case 'expression_list': {
      const elements = parts(node);
      const chosen =
        typeof first === 'number' && !elements.some(({ type }) => type === 'list_splat') ? elements.slice(first, first + 1) : elements;
      return chosen.map((expression) => ({ expression, rest: expression.type === 'list_splat' ? path : rest }));
    }
    case 'dictionary':
      return parts(node).flatMap((pair): Arrival[] => {
        if (pair.type !== 'pair') return [{ expression: pair, rest: path }];
        if (first === undefined || first === 'element') return [{ expression: pair.key, rest }];
        if (typeof first === 'object') {
          const key = constantText(pair.key);
          if (key !== null && key !== first.key) return [];
        }
        return [{ expression: pair.value, rest }];
      });
    case 'list_comprehension':
    case 'set_comprehension':
    case 'generator_expression':
      return [{ expression: node.body, rest }];
    case 'dictionary_comprehension':
      return [{ expression: first === undefined || first === 'element' ? node.body.key : node.body.value, rest }];
    default:
      return null;
  }
}

/** The step that `x[index]` takes. */
export function stepOf(index: Python.Node): Step {
  const node = unwrap(index);
  if (node.type === 'integer') return Number(node.text);
  const key = node.type === 'string' ? constantText(node) : null;
  return key === null ? 'item' : { key };
}

/** The places on the way to a name in `a, (b, c) = ...`. */
export function stepsTo({ node, owner }: Definition): Step[] {
  const steps: Step[] = [];
  for (let child: Python.Node = node, parent = child.parent; parent && parent !== owner; child = parent, parent = parent.parent) {
    if (parent.type === 'list_splat_pattern') steps.push('element');
    else if (parent.type !== 'parenthesized_expression') {
      const siblings = parts(parent);
      const at = siblings.indexOf(child);
      steps.push(siblings.slice(0, at).some(({ type }) => type === 'list_splat_pattern') ? 'item' : at);
    }
  }
  return steps.reverse();
}
