import { argumentsOf } from './calls.ts';
import { joinsPaths } from './knowledge/text.ts';
import { calleeName, lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { references, resolve } from './scopes.ts';

const MAKES_ABSOLUTE = new Set(['abspath', 'realpath', 'resolve', 'absolute', 'expanduser']);

/**
 * Is this path put behind another one, or made absolute, before anything opens it? Looks at the expression around it and
 * at the uses of the name it is assigned to.
 */
export function isAnchoredLater(path: Python.Node): boolean {
  const { anchored, assigned } = climb(path);
  if (anchored || !assigned) return anchored;
  const binding = resolve(assigned);
  return binding !== null && references(binding).some((use) => use !== assigned && climb(use).anchored);
}

interface Surroundings {
  readonly anchored: boolean;
  /** The name that the whole expression is assigned to. */
  readonly assigned: Python.Identifier | null;
}

function climb(path: Python.Node): Surroundings {
  let child = path;
  for (let parent = path.parent; parent; child = parent, parent = parent.parent) {
    switch (parent.type) {
      case 'binary_operator':
        if (parent.operator.type === '/' && parent.right === child) return { anchored: true, assigned: null };
        break;
      case 'attribute':
        if (parent.object === child && MAKES_ABSOLUTE.has(parent.attribute.text)) return { anchored: true, assigned: null };
        break;
      case 'call':
        if (parent.function !== child && anchors(parent, path)) return { anchored: true, assigned: null };
        break;
      case 'assignment':
        return { anchored: false, assigned: parent.left.type === 'identifier' ? parent.left : null };
      case 'expression_statement':
      case 'return_statement':
      case 'block':
        return { anchored: false, assigned: null };
      default:
        break;
    }
  }
  return { anchored: false, assigned: null };
}

function anchors(call: Python.Call, path: Python.Node): boolean {
  const method = lastName(call.function) ?? '';
  if (MAKES_ABSOLUTE.has(method)) return true;
  const isJoin = joinsPaths.has(calleeName(call) ?? '') || method === 'joinpath';
  const place = argumentsOf(call).findIndex(({ value }) => value.contains(path));
  return isJoin && (method === 'joinpath' ? place >= 0 : place > 0);
}
