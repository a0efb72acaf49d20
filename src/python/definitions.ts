import type { DefinitionKind, Sighting } from './bindings.ts';
import { nodeAt } from './columns.ts';
import type * as Python from './nodes.ts';
import type { PythonTree } from './syntax/tree.ts';

/** One place that binds a name. */
export interface Definition {
  readonly kind: DefinitionKind;
  /** The identifier being bound. */
  readonly node: Python.Identifier;
  /** The assignment, import statement, parameter, definition or clause that binds it. */
  readonly owner: Python.Node;
  /** The expression whose value the name gets as it is; null when it gets a part of it or something derived. */
  readonly value: Python.Node | null;
  /**
   * What the value comes from: the assigned expression (also when unpacked), the iterable of a loop, the context manager
   * of a `with`, the exceptions of an `except`, the subject of a `match`.
   */
  readonly source: Python.Node | null;
  readonly annotation: Python.Type | null;
}

export function definitionAt(tree: PythonTree, { kind, row, owner: ownerRow }: Sighting): Definition {
  const node = nodeAt(tree, row) as Python.Identifier;
  const owner = nodeAt(tree, ownerRow);
  const source = sourceOf(owner);
  return { kind, node, owner, value: valueFor(node, owner), source, annotation: annotationOf(owner) };
}

function sourceOf(owner: Python.Node): Python.Node | null {
  switch (owner.type) {
    case 'assignment':
      return lastOfChain(owner);
    case 'augmented_assignment':
    case 'for_statement':
    case 'for_in_clause':
      return owner.right;
    case 'named_expression':
      return owner.value;
    case 'as_pattern':
      return owner.children[0] ?? null;
    case 'except_clause':
      return owner.value;
    case 'case_clause': {
      const match = owner.parent?.parent;
      return match?.type === 'match_statement' ? match.subject : null;
    }
    default:
      return null;
  }
}

/** `c` of `a = b = c`. */
function lastOfChain(assignment: Python.Assignment): Python.Node | null {
  let right = assignment.right;
  while (right?.type === 'assignment') right = right.right;
  return right;
}

/** The expression whose value a target gets as it is. */
export function valueFor(target: Python.Node, owner: Python.Node): Python.Node | null {
  if (owner.type === 'named_expression') return owner.value;
  if (owner.type !== 'assignment') return null;
  const source = lastOfChain(owner);
  if (!source) return null;
  return target.parent === owner ? source : elementFor(target, owner.left, source);
}

/** `1` for `a` in `a, (b, c) = 1, x`; null as soon as a star makes the places uncertain. */
function elementFor(name: Python.Node, left: Python.Node, right: Python.Node): Python.Node | null {
  let target: Python.Node = left;
  let value: Python.Node = right;
  while (target !== name) {
    if (!LISTS.has(target.type) || !LISTS.has(value.type)) return null;
    const targets = elements(target);
    const values = elements(value);
    const isUncertain = [...targets, ...values].some(({ type }) => STARS.has(type));
    const index = targets.findIndex((candidate) => candidate.contains(name));
    const nextTarget = targets[index];
    const nextValue = values[index];
    if (isUncertain || targets.length !== values.length || !nextTarget || !nextValue) return null;
    target = nextTarget;
    value = nextValue;
  }
  return value;
}

const LISTS = new Set(['pattern_list', 'tuple_pattern', 'list_pattern', 'expression_list', 'tuple', 'list']);
const STARS = new Set(['list_splat_pattern', 'list_splat']);

function elements(list: Python.Node): Python.Node[] {
  return list.children.filter(({ type }) => type !== 'comment' && type !== 'line_continuation');
}

function annotationOf(owner: Python.Node): Python.Type | null {
  switch (owner.type) {
    case 'assignment':
    case 'typed_parameter':
    case 'typed_default_parameter':
      return owner.annotation;
    default:
      return null;
  }
}
