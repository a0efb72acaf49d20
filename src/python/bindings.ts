import { childRow, eachOwnRow, fieldAt, kindAt, maskOf, textAt } from './columns.ts';
import type { PythonTree } from './syntax/tree.ts';

/** How a name comes to be bound. */
export type DefinitionKind =
  | 'import'
  | 'parameter'
  | 'type parameter'
  | 'assignment'
  | 'augmented'
  /** `x: int` without a value. */
  | 'declaration'
  | 'walrus'
  | 'for'
  | 'comprehension'
  | 'with'
  | 'except'
  | 'match'
  | 'def'
  | 'class'
  | 'type alias'
  | 'del';

/** A place where a name is bound: rows of the name and of what binds it. */
export interface Sighting {
  readonly kind: DefinitionKind;
  readonly row: number;
  readonly owner: number;
}

/** What one scope's own code says about names, before `global` and `nonlocal` are followed. */
export interface Sightings {
  readonly names: ReadonlyMap<string, readonly Sighting[]>;
  readonly globals: ReadonlySet<string>;
  readonly nonlocals: ReadonlySet<string>;
  /** Rows of `from x import *`. */
  readonly stars: readonly number[];
}

const BINDERS = [
  'assignment',
  'augmented_assignment',
  'named_expression',
  'for_statement',
  'as_pattern',
  'except_clause',
  'case_clause',
  'import_statement',
  'import_from_statement',
  'future_import_statement',
  'function_definition',
  'class_definition',
  'type_alias_statement',
  'delete_statement',
  'global_statement',
  'nonlocal_statement',
];

/** Collects the names that the code of one scope binds; `scope` is the row of the module, definition or comprehension. */
export function sightingsOf(tree: PythonTree, scope: number): Sightings {
  const names = new Map<string, Sighting[]>();
  const globals = new Set<string>();
  const nonlocals = new Set<string>();
  const stars: number[] = [];
  const { next } = tree.rows;

  switch (kindAt(tree, scope)) {
    case 'module':
      own(scope + 1, next[scope] ?? 0);
      break;
    case 'class_definition':
      ownBody();
      break;
    case 'function_definition':
    case 'lambda':
      for (const row of children(tree, childRow(tree, scope, 'parameters'))) parameter(row);
      ownBody();
      break;
    case 'type_parameter':
      typeParameters();
      break;
    default: // a comprehension: its walruses bind outside of it
      for (const row of children(tree, scope)) {
        if (kindAt(tree, row) === 'for_in_clause') targets('comprehension', childRow(tree, row, 'left'), row);
      }
  }
  return { names, globals, nonlocals, stars };

  function ownBody(): void {
    const body = childRow(tree, scope, 'body');
    if (body >= 0) own(body, next[body] ?? 0);
  }

  function own(from: number, to: number): void {
    eachOwnRow(tree, from, to, maskOf(tree.grammar, BINDERS), false, statement);
  }

  function statement(row: number): void {
    switch (kindAt(tree, row)) {
      case 'assignment':
        targets(childRow(tree, row, 'right') < 0 ? 'declaration' : 'assignment', childRow(tree, row, 'left'), row);
        break;
      case 'augmented_assignment':
        targets('augmented', childRow(tree, row, 'left'), row);
        break;
      case 'named_expression':
        name('walrus', childRow(tree, row, 'name'), row);
        break;
      case 'for_statement':
        targets('for', childRow(tree, row, 'left'), row);
        break;
      case 'as_pattern':
        targets(isInExcept(tree, row) ? 'except' : 'with', childRow(tree, row, 'alias'), row);
        break;
      case 'except_clause':
        oldExceptAlias(row);
        break;
      case 'case_clause':
        captures(row);
        break;
      case 'function_definition':
        name('def', childRow(tree, row, 'name'), row);
        break;
      case 'class_definition':
        name('class', childRow(tree, row, 'name'), row);
        break;
      case 'type_alias_statement':
        name('type alias', firstOf(tree, 'identifier', childRow(tree, row, 'left')), row);
        break;
      case 'delete_statement':
        for (const target of children(tree, row)) targets('del', target, row);
        break;
      case 'global_statement':
        for (const declared of children(tree, row)) globals.add(textAt(tree, declared));
        break;
      case 'nonlocal_statement':
        for (const declared of children(tree, row)) nonlocals.add(textAt(tree, declared));
        break;
      default:
        imports(row);
    }
  }

  function name(kind: DefinitionKind, row: number, owner: number): void {
    if (row < 0 || kindAt(tree, row) !== 'identifier') return;
    const text = textAt(tree, row);
    const known = names.get(text);
    if (known) known.push({ kind, row, owner });
    else names.set(text, [{ kind, row, owner }]);
  }

  /** All names in an assignment's left side, however nested; attributes and subscripts bind no name. */
  function targets(kind: DefinitionKind, target: number, owner: number): void {
    if (target < 0) return;
    const end = next[target] ?? 0;
    for (let row = target; row < end; row++) {
      const at = kindAt(tree, row);
      if (at === 'identifier') name(kind, row, owner);
      else if (!TARGET_LISTS.has(at)) row = (next[row] ?? end) - 1;
    }
  }

  function parameter(row: number): void {
    const named = childRow(tree, row, 'name');
    // `a=1` and `a: int = 1` have a name; `a: int`, `*a` and Python 2's `(a, b)` are, or begin with, a target.
    if (named >= 0) targets('parameter', named, row);
    else targets('parameter', kindAt(tree, row) === 'typed_parameter' ? row + 1 : row, row);
  }

  /** The grammar stumbles over defaults (`T = int`), so names stand in ERROR nodes too, and defaults like names beside them. */
  function typeParameters(): void {
    for (const row of children(tree, scope)) {
      const first = firstOf(tree, 'identifier', row);
      if (first >= 0 && !followsEqualsSign(tree, first)) name('type parameter', first, row);
    }
  }

  /** Python 2's `except A, e`; in Python 3.14 the same text may list two exceptions, which begin with capitals. */
  function oldExceptAlias(clause: number): void {
    const values = children(tree, clause).filter((row) => fieldAt(tree, row) === 'value');
    const second = values[1];
    if (values.length === 2 && second !== undefined && /^[a-z_]/u.test(textAt(tree, second))) name('except', second, clause);
  }

  function captures(clause: number): void {
    const end = childRow(tree, clause, 'guard');
    const stop = end >= 0 ? end : childRow(tree, clause, 'consequence');
    for (let row = clause + 1; row < stop; row++) {
      if (kindAt(tree, row) === 'identifier' && textAt(tree, row) !== '_' && isCapture(tree, row)) name('match', row, clause);
    }
  }

  function imports(row: number): void {
    for (const child of children(tree, row)) {
      const kind = kindAt(tree, child);
      if (kind === 'wildcard_import') stars.push(row);
      if (fieldAt(tree, child) !== 'name') continue;
      name('import', kind === 'aliased_import' ? childRow(tree, child, 'alias') : firstOf(tree, 'identifier', child), row);
    }
  }
}

const TARGET_LISTS = new Set([
  'pattern_list',
  'tuple_pattern',
  'list_pattern',
  'list_splat_pattern',
  'dictionary_splat_pattern',
  'as_pattern_target',
  'expression_list',
  'parenthesized_expression',
  'tuple',
  'list',
  'list_splat',
  '(',
  ')',
  '[',
  ']',
  ',',
  '*',
  '**',
]);

/** The named children of a row, comments and stray line continuations left out. */
function children({ grammar, rows }: PythonTree, parent: number): number[] {
  const found: number[] = [];
  if (parent < 0) return found;
  const end = rows.next[parent] ?? 0;
  for (let row = parent + 1; row < end; row = rows.next[row] ?? end) {
    const type = rows.type[row] ?? 0;
    if (!grammar.isNamed(type)) continue;
    const kind = grammar.kindOf(type);
    if (kind !== 'comment' && kind !== 'line_continuation') found.push(row);
  }
  return found;
}

function firstOf(tree: PythonTree, kind: string, from: number): number {
  if (from < 0) return -1;
  const end = tree.rows.next[from] ?? 0;
  for (let row = from; row < end; row++) if (kindAt(tree, row) === kind) return row;
  return -1;
}

function followsEqualsSign({ text, rows }: PythonTree, row: number): boolean {
  let before = (rows.start[row] ?? 0) - 1;
  while (text[before] === ' ') before--;
  return text[before] === '=';
}

function isInExcept(tree: PythonTree, asPattern: number): boolean {
  const parent = tree.rows.parent[asPattern] ?? -1;
  return kindAt(tree, parent) === 'except_clause';
}

/** In a pattern a name is bound unless it is dotted, a class, a key or a keyword. */
function isCapture(tree: PythonTree, row: number): boolean {
  const { parent: parents, next } = tree.rows;
  const parent = parents[row] ?? -1;
  switch (kindAt(tree, parent)) {
    case 'as_pattern':
    case 'splat_pattern':
      return true;
    case 'dotted_name': {
      const isDotted = (next[parent] ?? 0) > parent + 2;
      return !isDotted && kindAt(tree, parents[parent] ?? -1) !== 'class_pattern' && fieldAt(tree, parent) !== 'key';
    }
    default:
      return false;
  }
}
