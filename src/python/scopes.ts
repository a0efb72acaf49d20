import { sightingsOf, type Sighting, type Sightings } from './bindings.ts';
import { fieldAt, kindAt, nodeAt, textAt } from './columns.ts';
import { definitionAt, type Definition } from './definitions.ts';
import { identifiersOf } from './identifiers.ts';
import { oncePerTree } from './memo.ts';
import type * as Python from './nodes.ts';
import { outerScopeRow, scopeRows } from './scope-rows.ts';
import type { PythonTree } from './syntax/tree.ts';

export type ScopeKind = 'module' | 'class' | 'function' | 'lambda' | 'comprehension' | 'type parameters';

/** Where names live: a module, a body, a comprehension, or the type parameters of a definition. */
export class Scope {
  readonly kind: ScopeKind;
  readonly parent: Scope | null;
  readonly #tree: PythonTree;
  readonly #row: number;
  #sightings: Sightings | undefined;
  /** What scopes inside this one bind here with `global` or `nonlocal`. */
  #redirected: ReadonlyMap<string, readonly Sighting[]> | undefined;
  readonly #bindings = new Map<string, Binding | null>();

  constructor(tree: PythonTree, row: number, kind: ScopeKind, parent: Scope | null) {
    this.#tree = tree;
    this.#row = row;
    this.kind = kind;
    this.parent = parent;
  }

  /** The module, the definition (not its body), the lambda, the comprehension. */
  get node(): Python.Node {
    return nodeAt(this.#tree, this.#row);
  }

  /** What a name is bound to in this scope, also by `global` and `nonlocal` from inside it. */
  binding(name: string): Binding | null {
    let binding = this.#bindings.get(name);
    // Most names of a scope are never asked for, so each is made when it is.
    if (binding === undefined) this.#bindings.set(name, (binding = this.#bind(name)));
    return binding;
  }

  /** All names bound in this scope. */
  get bindings(): readonly Binding[] {
    const names = new Set([...this.own.names.keys(), ...this.#fromInside().keys()]);
    return [...names].map((name) => this.binding(name)).filter((binding) => binding !== null);
  }

  /** The `from x import *` of this scope. */
  get starImports(): readonly Python.ImportFromStatement[] {
    return this.own.stars.map((row) => nodeAt(this.#tree, row) as Python.ImportFromStatement);
  }

  /** What this scope's own code binds and declares, whatever scope the names then belong to. */
  get own(): Sightings {
    return (this.#sightings ??= sightingsOf(this.#tree, this.#row));
  }

  get module(): Scope {
    return moduleScope(this.#tree);
  }

  #bind(name: string): Binding | null {
    const { names, globals, nonlocals } = this.own;
    const isElsewhere = nonlocals.has(name) || (globals.has(name) && this.kind !== 'module');
    const own = isElsewhere ? undefined : names.get(name);
    const redirected = this.#fromInside().get(name);
    const sightings = own && redirected ? [...own, ...redirected] : (own ?? redirected);
    return sightings ? new Binding(name, this, this.#tree, sightings) : null;
  }

  #fromInside(): ReadonlyMap<string, readonly Sighting[]> {
    return (this.#redirected ??= this.#redirections());
  }

  #redirections(): ReadonlyMap<string, readonly Sighting[]> {
    const statement = this.kind === 'module' ? 'global_statement' : this.kind === 'function' ? 'nonlocal_statement' : null;
    const rows = statement ? redirections(this.#tree)[statement] : [];
    if (rows.length === 0) return NOTHING;
    const found = new Map<string, Sighting[]>();
    const seen = new Set<Scope>();
    const end = this.#tree.rows.next[this.#row] ?? 0;
    for (const row of rows) {
      if (row <= this.#row || row >= end) continue;
      const inner = scopeAt(this.#tree, row);
      if (inner === this || seen.has(inner)) continue;
      seen.add(inner);
      const declared = statement === 'global_statement' ? inner.own.globals : inner.own.nonlocals;
      for (const name of declared) {
        if (statement === 'nonlocal_statement' && ownerOfNonlocal(name, inner) !== this) continue;
        const sightings = inner.own.names.get(name) ?? [];
        const known = found.get(name);
        if (known) known.push(...sightings);
        else if (sightings.length > 0) found.set(name, [...sightings]);
      }
    }
    return found;
  }
}

const NOTHING: ReadonlyMap<string, never> = new Map<string, never>();

/** The rows of a file's `global` and `nonlocal` statements; most files have none. */
const redirections = oncePerTree((tree) => ({
  global_statement: tree.rowsOf(['global_statement']),
  nonlocal_statement: tree.rowsOf(['nonlocal_statement']),
}));

/** One name of one scope. */
export class Binding {
  readonly name: string;
  readonly scope: Scope;
  readonly #tree: PythonTree;
  readonly #sightings: readonly Sighting[];
  #definitions: readonly Definition[] | undefined;

  constructor(name: string, scope: Scope, tree: PythonTree, sightings: readonly Sighting[]) {
    this.name = name;
    this.scope = scope;
    this.#tree = tree;
    this.#sightings = sightings.length > 1 ? sightings.toSorted((a, b) => a.row - b.row) : sightings;
  }

  /** All places that bind the name, in the order of the text. */
  get definitions(): readonly Definition[] {
    return (this.#definitions ??= this.#sightings.map((sighting) => definitionAt(this.#tree, sighting)));
  }

  isBoundAt(identifier: Python.Identifier): boolean {
    return this.#sightings.some(({ row }) => row === identifier.row);
  }
}

function ownerOfNonlocal(name: string, inner: Scope): Scope | null {
  for (let scope = inner.parent; scope; scope = scope.parent) {
    const isOwner = (scope.kind === 'function' || scope.kind === 'lambda') && scope.own.names.has(name) && !scope.own.nonlocals.has(name);
    if (isOwner) return scope;
  }
  return null;
}

const scopesOf = oncePerTree(() => new Map<number, Scope>());

export function moduleScope(tree: PythonTree): Scope {
  const scopes = scopesOf(tree);
  let scope = scopes.get(0);
  if (!scope) scopes.set(0, (scope = new Scope(tree, 0, 'module', null)));
  return scope;
}

/** The scope in which a node's names are looked up. A definition itself stands outside of the scope it makes. */
export function scopeOf(node: Python.Node | Python.Token): Scope {
  return scopeAt(node.tree, node.row);
}

function scopeAt(tree: PythonTree, row: number): Scope {
  const scopes = scopesOf(tree);
  const missing: number[] = [];
  let made = scopeRows(tree)[row] ?? 0;
  for (; made > 0 && !scopes.has(made); made = outerScopeRow(tree, made)) missing.push(made);
  let scope = scopes.get(made) ?? moduleScope(tree);
  for (let inner = missing.pop(); inner !== undefined; inner = missing.pop()) {
    scope = new Scope(tree, inner, scopeKinds[kindAt(tree, inner)] ?? 'comprehension', scope);
    scopes.set(inner, scope);
  }
  return scope;
}

const scopeKinds: Readonly<Record<string, ScopeKind>> = {
  function_definition: 'function',
  lambda: 'lambda',
  class_definition: 'class',
  type_parameter: 'type parameters',
};

/** What a name means where it stands; null for builtins, names that come from elsewhere, and words that are no names. */
export function resolve(identifier: Python.Identifier): Binding | null {
  const { tree, row } = identifier;
  if (!isName(tree, row)) return null;
  const binding = resolveName(textAt(tree, row), scopeAt(tree, row));
  const isPartOfImport = kindAt(tree, tree.rows.parent[row] ?? 0) === 'dotted_name' || fieldAt(tree, row) === 'alias';
  // `a.b` of `import a.b as c` are no names of this file; only what the import binds is.
  return isPartOfImport && binding && !binding.isBoundAt(identifier) && isInImport(tree, row) ? null : binding;
}

/** What a name means in a scope. */
export function resolveName(name: string, from: Scope): Binding | null {
  let seesClass = true;
  for (let scope: Scope | null = from; scope; scope = scope.parent) {
    if (scope.kind !== 'module' && scope.own.globals.has(name)) return scope.module.binding(name);
    const isVisible = scope.kind !== 'class' || seesClass;
    const binding = isVisible ? scope.binding(name) : null;
    if (binding) return binding;
    // A class body's names end with the body; only its own type parameters and annotations still see them.
    if (scope.kind !== 'type parameters') seesClass = false;
  }
  return null;
}

/** Could a name that nothing here binds come from a `from x import *`? Then these are the candidates. */
export function starImportsFor(node: Python.Node): readonly Python.ImportFromStatement[] {
  const found: Python.ImportFromStatement[] = [];
  for (let scope: Scope | null = scopeOf(node); scope; scope = scope.parent) found.push(...scope.starImports);
  return found;
}

/** The only definition of a name; declarations without a value and `del` do not count. */
export function singleDefinition(binding: Binding): Definition | null {
  const real = binding.definitions.filter(({ kind }) => kind !== 'declaration' && kind !== 'del');
  return real.length === 1 ? (real[0] ?? null) : null;
}

/** All identifiers that mean a binding, its definitions among them, in the order of the text. */
export function references(binding: Binding): Python.Identifier[] {
  const { tree } = binding.scope.node;
  const rows = identifiersOf(tree).rows(binding.name);
  return rows.map((row) => nodeAt(tree, row) as Python.Identifier).filter((identifier) => resolve(identifier) === binding);
}

/** `b` in `a.b` and in `f(b=1)` is a word, not a name to look up. */
function isName(tree: PythonTree, row: number): boolean {
  const parent = tree.rows.parent[row] ?? -1;
  switch (kindAt(tree, parent)) {
    case 'attribute':
      return fieldAt(tree, row) !== 'attribute';
    case 'keyword_argument':
      return fieldAt(tree, row) !== 'name';
    case 'keyword_pattern':
      return row !== parent + 1;
    case 'member_type':
      return row === parent + 1;
    case 'dotted_name':
      return row === parent + 1 || isInImport(tree, row);
    default:
      return true;
  }
}

function isInImport(tree: PythonTree, row: number): boolean {
  const { parent: parents } = tree.rows;
  for (let up = parents[row] ?? -1; up >= 0; up = parents[up] ?? -1) {
    const kind = kindAt(tree, up);
    if (kind === 'dotted_name' || kind === 'aliased_import' || kind === 'relative_import') continue;
    return kind === 'import_statement' || kind === 'import_from_statement' || kind === 'future_import_statement';
  }
  return false;
}
