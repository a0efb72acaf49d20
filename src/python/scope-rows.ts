import { childRow, fieldAt, kindAt, maskOf } from './columns.ts';
import { oncePerTree } from './memo.ts';
import type { PythonTree } from './syntax/tree.ts';

const SPECIAL = [
  'function_definition',
  'lambda',
  'class_definition',
  'type_alias_statement',
  'default_parameter',
  'typed_parameter',
  'typed_default_parameter',
  'for_in_clause',
  'list_comprehension',
  'set_comprehension',
  'dictionary_comprehension',
  'generator_expression',
];

/**
 * For each row the row of what makes the scope its names are looked up in: the module, a definition, a lambda, a
 * comprehension, or the type parameters of a definition. One pass answers for the whole file, however deep it nests.
 */
export const scopeRows = oncePerTree((tree: PythonTree): Uint32Array => {
  const { type: types, parent: parents, size } = tree.rows;
  const special = maskOf(tree.grammar, SPECIAL);
  const scopes = new Uint32Array(size);
  for (let row = 1; row < size; row++) {
    const parent = parents[row] ?? 0;
    scopes[row] = special[types[parent] ?? 0] === 1 ? scopeBelow(tree, scopes, parent, row) : (scopes[parent] ?? 0);
  }
  return scopes;
});

/** The scope in which the scope made by a row stands. */
export function outerScopeRow(tree: PythonTree, scope: number): number {
  const scopes = scopeRows(tree);
  const types = typeParametersOf(tree, scope);
  if (types >= 0) return types;
  if (kindAt(tree, scope) !== 'type_parameter') return scopes[scope] ?? 0;
  // Type parameters stand where their definition does; `type X[T] = ...` has them deeper inside.
  let definition = tree.rows.parent[scope] ?? 0;
  while (definition > 0 && !DEFINITIONS.has(kindAt(tree, definition))) definition = tree.rows.parent[definition] ?? 0;
  return scopes[definition] ?? 0;
}

const DEFINITIONS = new Set(['function_definition', 'class_definition', 'type_alias_statement']);

function scopeBelow(tree: PythonTree, scopes: Uint32Array, parent: number, row: number): number {
  const { parent: parents } = tree.rows;
  const field = fieldAt(tree, row);
  const around = scopes[parent] ?? 0;
  switch (kindAt(tree, parent)) {
    case 'function_definition':
    case 'lambda':
      if (field === 'body' || field === 'parameters') return parent;
      return field === 'name' ? around : headScope(tree, scopes, parent);
    case 'class_definition':
      if (field === 'body') return parent;
      return field === 'name' ? around : headScope(tree, scopes, parent);
    case 'type_alias_statement':
      return headScope(tree, scopes, parent);
    case 'default_parameter':
    case 'typed_parameter':
    case 'typed_default_parameter': {
      // What a parameter's default and annotation mean is settled where the function stands.
      const definition = parents[parents[parent] ?? 0] ?? 0;
      if (field === 'value') return scopes[definition] ?? 0;
      return field === 'type' ? headScope(tree, scopes, definition) : around;
    }
    case 'for_in_clause':
      // The first iterable of a comprehension is evaluated before it begins.
      return field === 'right' && isFirstClause(tree, parent) ? (scopes[parents[parent] ?? 0] ?? 0) : around;
    default:
      return parent;
  }
}

/** Where annotations, bases and the like of a definition are evaluated: among its type parameters, when it has some. */
function headScope(tree: PythonTree, scopes: Uint32Array, definition: number): number {
  const types = typeParametersOf(tree, definition);
  return types < 0 ? (scopes[definition] ?? 0) : types;
}

function typeParametersOf(tree: PythonTree, definition: number): number {
  switch (kindAt(tree, definition)) {
    case 'function_definition':
    case 'class_definition':
      return childRow(tree, definition, 'type_parameters');
    case 'type_alias_statement': {
      // `type X[T] = ...`: the left side was read as the generic type `X[T]`.
      const left = childRow(tree, definition, 'left');
      for (let row = left; left >= 0 && row < (tree.rows.next[left] ?? 0); row++) if (kindAt(tree, row) === 'type_parameter') return row;
      return -1;
    }
    default:
      return -1;
  }
}

function isFirstClause(tree: PythonTree, clause: number): boolean {
  const { parent, next } = tree.rows;
  for (let row = (parent[clause] ?? 0) + 1; row < clause; row = next[row] ?? clause) {
    if (kindAt(tree, row) === 'for_in_clause') return false;
  }
  return true;
}
