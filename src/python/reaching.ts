import { childRow, kindAt } from './columns.ts';
import type { Definition } from './definitions.ts';
import type * as Python from './nodes.ts';
import { scopeOf, type Binding } from './scopes.ts';
import type { PythonTree } from './syntax/tree.ts';
import { reachingWrites, type Stretch, type Write } from '../language/reaching.ts';

type Reaching = Write & { readonly definition: Definition };

/**
 * The definitions of a name that its use can still see: an assignment that surely ran before hides those above it. All of
 * them, when the use runs some other time than the code that binds the name.
 */
export function reachingDefinitions(identifier: Python.Identifier, binding: Binding): readonly Definition[] {
  const { definitions } = binding;
  if (definitions.length < 2 || !runsInPlace(identifier, binding)) return definitions;
  const { tree, row } = identifier;
  return reachingWrites(
    definitions.map((definition) => writeOf(definition)),
    row,
    loopsAround(tree, row, binding.scope.node.row),
  ).map(({ definition }) => definition);
}

/** Comprehensions run where they stand; functions and lambdas do not. */
function runsInPlace(identifier: Python.Identifier, binding: Binding): boolean {
  let scope = scopeOf(identifier);
  while (scope.kind === 'comprehension' && scope.parent) scope = scope.parent;
  return scope === binding.scope;
}

function writeOf(definition: Definition): Reaching {
  const { kind, owner } = definition;
  const { tree, row } = owner;
  const end = tree.rows.next[row] ?? row;
  switch (kind) {
    case 'parameter':
    case 'type parameter':
      return { definition, from: row, block: null };
    case 'for': {
      const body = childRow(tree, row, 'body');
      return { definition, from: body, block: [body, tree.rows.next[body] ?? body] };
    }
    case 'with': {
      // `with open(p) as f:` gives `f` its value before the body runs.
      const statement = statementRow(tree, row);
      return { definition, from: end, block: statement < 0 ? null : blockAround(tree, statement) };
    }
    case 'assignment':
    case 'import':
    case 'def':
    case 'class': {
      const statement = statementRow(tree, row);
      return { definition, from: tree.rows.next[statement] ?? end, block: statement < 0 ? null : blockAround(tree, statement) };
    }
    default:
      return { definition, from: end, block: null };
  }
}

/** The row of the statement around a row: what stands directly in a block. */
function statementRow(tree: PythonTree, row: number): number {
  const { parent: parents } = tree.rows;
  for (let at = row; at >= 0; at = parents[at] ?? -1) {
    const parent = parents[at] ?? -1;
    if (parent < 0 || BLOCKS.has(kindAt(tree, parent))) return parent < 0 ? -1 : at;
  }
  return -1;
}

const BLOCKS = new Set(['block', 'module']);

function blockAround(tree: PythonTree, statement: number): Stretch {
  const block = tree.rows.parent[statement] ?? 0;
  return [block, tree.rows.next[block] ?? block];
}

function loopsAround(tree: PythonTree, row: number, stop: number): Stretch[] {
  const { parent: parents, next } = tree.rows;
  const loops: Stretch[] = [];
  for (let at = parents[row] ?? -1; at > stop; at = parents[at] ?? -1) {
    const kind = kindAt(tree, at);
    if (kind === 'for_statement' || kind === 'while_statement') loops.push([at, next[at] ?? at]);
  }
  return loops;
}
