import { posix } from 'node:path';
import type * as Python from '../python/nodes.ts';
import { unwrap } from '../python/expressions.ts';
import { moduleName, qualifiedName } from '../python/names.ts';
import { classInfo } from '../python/classes.ts';
import { moduleScope, resolve, singleDefinition, type Binding } from '../python/scopes.ts';
import { PythonSource } from '../python/source-code.ts';
import type { PythonTree } from '../python/syntax/tree.ts';
import type { Project } from './project.ts';
import { placeOf, setPlace, type Place } from './projects.ts';
import { pythonTreesOf } from './python-trees.ts';

/** How many names of modules are looked at for one. */
const MOST_NAMES = 100;
/** How many dots stand in one. */
const MOST_PARTS = 20;
/** How many folders above a file may be the one that imports start from. */
const MOST_FOLDERS = 12;

/** The tree of a module of the project; null when there is none. It may be kept as long as the rule looks at one file. */
export function pythonModule(project: Project, path: string): PythonTree | null {
  const linted = project.linted(path);
  if (linted instanceof PythonSource) return linted.tree;
  const tree = project.ask(pythonTreesOf(project).read, path);
  if (tree && !placeOf(tree)) setPlace(tree, { project, path });
  return tree;
}

/**
 * The file that an import in another file loads: `app/auth.py`, `app/auth/__init__.py`; `app/auth/` for a folder of modules
 * without a file of its own. Null for what lies outside of the project.
 */
export function pythonModulePath({ project, path }: Place, module: string): string | null {
  const [, dots = '', dotted = ''] = /^(\.*)(.*)$/su.exec(module) ?? [];
  const parts = dotted === '' ? [] : dotted.split('.');
  if (dots === '') return parts.length === 0 ? null : absolutePath(project, path, parts);
  let folder = posix.dirname(path);
  for (let up = 1; up < dots.length; up++) {
    if (folder === '.') return null;
    folder = posix.dirname(folder);
  }
  return moduleIn(project, folder, parts);
}

/** Where do absolute imports start? At the root, or at a folder above the file that is no package; `src` in each of them as well. */
function absolutePath(project: Project, path: string, parts: readonly string[]): string | null {
  let folder = posix.dirname(path);
  for (let up = 0; up < MOST_FOLDERS; up++) {
    const start = folder;
    if (start === '.' || !project.has(`${start}/__init__.py`)) {
      const found = moduleIn(project, start, parts) ?? moduleIn(project, posix.join(start, 'src'), parts);
      if (found !== null) return found;
    }
    if (folder === '.') return null;
    folder = posix.dirname(folder);
  }
  return null;
}

function moduleIn(project: Project, folder: string, parts: readonly string[]): string | null {
  const base = posix.join(folder, ...parts);
  if (parts.length > 0 && project.has(`${base}.py`)) return `${base}.py`;
  const inPackage = base === '.' ? '__init__.py' : `${base}/__init__.py`;
  if (project.has(inPackage)) return inPackage;
  // Without a file of its own, a folder is a package only when something in it is found.
  return parts.length === 0 ? `${base}/` : null;
}

/** What a name stands for, wherever in the project that is written. */
export interface Meaning {
  readonly tree: PythonTree;
  /** Its path from the project's root; null for a text that is in no project. */
  readonly path: string | null;
  /** The function, the class, the value that the name is given; the module itself. */
  readonly node: Python.Node;
}

/**
 * What does a name or attribute stand for: the function, class or value, in this file or, through imports and re-exports, in
 * another module of the project? Null when that is not known, as for everything from installed packages.
 */
export function meaningOf(expression: Python.Node): Meaning | null {
  return follow(expression, new Set());
}

function follow(expression: Python.Node, seen: Set<string>): Meaning | null {
  const names: string[] = [];
  let root = unwrap(expression);
  for (; root.type === 'attribute' && names.length < MOST_PARTS; root = unwrap(root.object)) names.unshift(root.attribute.text);
  const { tree } = root;
  const place = placeOf(tree);
  if (root.type !== 'identifier' || !isNew(`${place?.path ?? ''} ${String(root.row)}`, seen)) return null;
  const name = qualifiedName(expression);
  if (name !== null) return place ? memberAt(place, name, seen) : null;
  const binding = resolve(root);
  const owner = binding ? ofBinding(binding, tree, seen) : fromStars(tree, root.text, seen);
  return owner && memberOf(owner, names, seen);
}

/** What leads back to itself leads nowhere. */
function isNew(key: string, seen: Set<string>): boolean {
  if (seen.has(key) || seen.size >= MOST_NAMES) return false;
  seen.add(key);
  return true;
}

/** `app.auth.require_user` or `.auth.require_user`: which part is the module? */
function memberAt(place: Place, name: string, seen: Set<string>): Meaning | null {
  const [, dots = '', dotted = ''] = /^(\.*)(.*)$/su.exec(name) ?? [];
  const parts = dotted.split('.');
  // The shortest module first: what a package itself defines hides its module of the same name.
  for (let length = dots === '' ? 1 : 0; length <= parts.length; length++) {
    const path = pythonModulePath(place, dots + parts.slice(0, length).join('.'));
    if (path === null || path.endsWith('/')) continue;
    const module = moduleAt(place.project, path);
    const found = module && memberOf(module, parts.slice(length), seen);
    if (found) return found;
  }
  return null;
}

function moduleAt(project: Project, path: string): Meaning | null {
  const tree = pythonModule(project, path);
  return tree && { tree, path, node: tree.root as unknown as Python.Module };
}

function memberOf(owner: Meaning, [name, ...rest]: readonly string[], seen: Set<string>): Meaning | null {
  if (name === undefined) return owner;
  const { tree, node, path } = owner;
  let found: Meaning | null = null;
  if (node.type === 'module') {
    if (!isNew(`${path ?? ''} ${name}`, seen)) return null;
    const binding = moduleScope(tree).binding(name);
    found = binding ? ofBinding(binding, tree, seen) : fromStars(tree, name, seen);
  } else if (node.type === 'class_definition') {
    const method = classInfo(node).method(name);
    found = method && { ...owner, tree: method.tree, node: method };
  }
  return found && memberOf(found, rest, seen);
}

function ofBinding(binding: Binding, tree: PythonTree, seen: Set<string>): Meaning | null {
  const path = placeOf(tree)?.path ?? null;
  const definition = singleDefinition(binding);
  if (!definition) return null;
  const { kind, owner, value } = definition;
  if (owner.type === 'function_definition' || owner.type === 'class_definition') {
    return kind === 'def' || kind === 'class' ? { tree, path, node: owner } : null;
  }
  if (kind === 'import') return follow(definition.node, seen);
  if (!value) return null;
  const inner = unwrap(value);
  return (inner.type === 'identifier' || inner.type === 'attribute' ? follow(inner, seen) : null) ?? { tree, path, node: inner };
}

/** A name that nothing binds may come from a `from x import *` at the top of the file. */
function fromStars(tree: PythonTree, name: string, seen: Set<string>): Meaning | null {
  const place = placeOf(tree);
  if (!place || name.startsWith('_')) return null;
  for (const statement of moduleScope(tree).starImports) {
    const path = pythonModulePath(place, moduleName(statement));
    const module = path === null || path.endsWith('/') ? null : moduleAt(place.project, path);
    const found = module && memberOf(module, [name], seen);
    if (found) return found;
  }
  return null;
}
