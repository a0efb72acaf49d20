import { parts, unwrap } from './expressions.ts';
import type * as Python from './nodes.ts';
import { resolve, singleDefinition } from './scopes.ts';

const MOST_ALTERNATIVES = 20;

/**
 * What an expression may be at the end: itself, both sides of `a or b` and of `b if c else d`, the value of a name, and what
 * those may be. The expression itself comes first.
 */
export function alternatives(expression: Python.Node): Python.Node[] {
  const found = [unwrap(expression)];
  // The list grows while it is walked.
  for (const node of found) {
    if (found.length > MOST_ALTERNATIVES) break;
    for (const next of choices(node)) if (!found.includes(next)) found.push(next);
  }
  return found;
}

function choices(node: Python.Node): Python.Node[] {
  switch (node.type) {
    case 'boolean_operator':
      return node.operator.type === 'or' ? [unwrap(node.left), unwrap(node.right)] : [unwrap(node.right)];
    case 'conditional_expression': {
      const [value, , otherwise] = parts(node);
      return [value, otherwise].flatMap((side) => (side ? [unwrap(side)] : []));
    }
    case 'identifier': {
      const binding = resolve(node);
      const definition = binding && singleDefinition(binding);
      // A parameter's default is what the caller may leave out, and knows of.
      return definition?.kind === 'assignment' && definition.value ? [unwrap(definition.value)] : [];
    }
    default:
      return [];
  }
}
