import { unwrap } from './expressions.ts';
import { builtins } from './knowledge/builtins.ts';
import type { Definition } from './definitions.ts';
import { oncePerTree } from './memo.ts';
import type * as Python from './nodes.ts';
import { resolve, singleDefinition, starImportsFor, type Binding } from './scopes.ts';
import type { PythonTree } from './syntax/tree.ts';

/** No name has more words than this. */
const MOST_PARTS = 50;

/** How many assignments `x = y` are followed from a name to what it stands for. */
const MOST_HOPS = 3;

/**
 * The full name of what an identifier or attribute means, through imports and aliases: `flask.Blueprint` for `B` after
 * `from flask import Blueprint as B`, `.db.engine` for a relative import, `builtins.open` for a name nothing shadows. Null
 * for what this file defines itself, for parameters, and for names with several meanings.
 */
export function qualifiedName(expression: Python.Node): string | null {
  return qualified(expression, MOST_HOPS);
}

function qualified(expression: Python.Node, hops: number): string | null {
  const { root, path } = chainOf(expression);
  if (!root) return null;
  const start = qualifiedRoot(root, hops);
  return start === null ? null : joinNames(start, path);
}

function qualifiedRoot(identifier: Python.Identifier, hops: number): string | null {
  const binding = resolve(identifier);
  if (binding) return meaningOf(binding, identifier.tree, hops);
  const name = identifier.text;
  return builtins.has(name) && !isWord(identifier) ? `builtins.${name}` : null;
}

/** An identifier that is no name (`b` in `a.b`, asked for by itself) resolves to nothing, so it is no builtin either. */
function isWord(identifier: Python.Identifier): boolean {
  const { parent } = identifier;
  if (parent?.type === 'attribute') return parent.attribute === identifier;
  return parent?.type === 'keyword_argument' && parent.name === identifier;
}

const meanings = oncePerTree(() => new Map<Binding, string | null>());

function meaningOf(binding: Binding, tree: PythonTree, hops: number): string | null {
  // Fewer hops may find less, so only the full answer is kept.
  if (hops < MOST_HOPS) return findMeaning(binding, hops);
  const known = meanings(tree);
  let name = known.get(binding);
  if (name === undefined) known.set(binding, (name = findMeaning(binding, hops)));
  return name;
}

function findMeaning(binding: Binding, hops: number): string | null {
  const names = new Set<string | null>();
  for (const definition of withoutFallbacks(binding.definitions)) {
    names.add(definition.kind === 'import' ? importedName(definition, binding.name) : aliasOf(definition, hops));
  }
  const [only] = names;
  return names.size === 1 ? (only ?? null) : null;
}

function aliasOf({ kind, value }: Definition, hops: number): string | null {
  return kind === 'assignment' && value && hops > 0 ? qualified(value, hops - 1) : null;
}

/** `redis = None` beside `import redis` stands for the library's absence; the name still means the library. */
function withoutFallbacks(definitions: readonly Definition[]): readonly Definition[] {
  const real = definitions.filter(({ kind }) => kind !== 'declaration' && kind !== 'del');
  if (!real.some(({ kind }) => kind === 'import')) return real;
  return real.filter(({ value }) => value?.type !== 'none');
}

/** What an import binds its name to: `a` for `import a.b`, `a.b` for `import a.b as c`, `..x.y` for `from ..x import y`. */
function importedName({ node, owner }: Definition, name: string): string | null {
  const aliased = node.parent?.type === 'aliased_import' ? node.parent.name : null;
  const imported = aliased ? dottedText(aliased) : name;
  if (imported === null) return null;
  if (owner.type === 'import_from_statement') return joinNames(moduleName(owner), imported);
  return owner.type === 'future_import_statement' ? `__future__.${imported}` : imported;
}

/** The module that a `from` import names, relative ones with their dots: `flask`, `.db`, `..`. */
export function moduleName({ module_name: module }: Python.ImportFromStatement): string {
  return dottedNameText(module);
}

/** The text of a dotted name without the white space that may stand around its dots. */
export function dottedNameText({ text }: Python.DottedName | Python.RelativeImport): string {
  return /[\s\\]/u.test(text) ? text.replace(/[\s\\]+/gu, '') : text;
}

function joinNames(start: string, path: string): string {
  if (path === '') return start;
  return start.endsWith('.') ? start + path : `${start}.${path}`;
}

interface Chain {
  /** The identifier at the very left; null when something else stands there. */
  readonly root: Python.Identifier | null;
  /** The attributes after it, joined by dots. */
  readonly path: string;
}

function chainOf(expression: Python.Node): Chain {
  // Asked more often than anything else, so it makes no list of the words.
  let path = '';
  let left = MOST_PARTS;
  for (let node = unwrap(expression); ;) {
    // Each attribute of `a.a.a...` is asked by itself: what nobody writes must not cost the square of its length.
    if (--left < 0) return { root: null, path: '' };
    switch (node.type) {
      case 'identifier':
        return { root: node, path };
      case 'attribute':
        path = before(node.attribute.text, path);
        node = unwrap(node.object);
        break;
      case 'dotted_name':
      case 'member_type': {
        const [first, ...rest] = node.descendants('identifier');
        return { root: first ?? null, path: rest.reduceRight((behind, { text }) => before(text, behind), path) };
      }
      default:
        return { root: null, path: '' };
    }
  }
}

function before(word: string, path: string): string {
  return path === '' ? word : `${word}.${path}`;
}

/** The dotted text of an expression as it is written, `self.db.session`; null when anything but names stands in it. */
export function dottedText(expression: Python.Node): string | null {
  const { root, path } = chainOf(expression);
  if (!root) return null;
  return path === '' ? root.text : `${root.text}.${path}`;
}

/** `session` of `self.db.session`, also when the object is no plain name: the last word of what is written. */
export function lastName(expression: Python.Node): string | null {
  const node = unwrap(expression);
  switch (node.type) {
    case 'identifier':
      return node.text;
    case 'attribute':
      return node.attribute.text;
    case 'dotted_name':
    case 'member_type':
      return node.descendants('identifier').at(-1)?.text ?? null;
    default:
      return null;
  }
}

/** The leftmost name of `self.db.session` or of `a[0].b()`; null when none stands there. */
export function rootName(expression: Python.Node): Python.Identifier | null {
  for (let node = unwrap(expression); ;) {
    switch (node.type) {
      case 'identifier':
        return node;
      case 'attribute':
        node = unwrap(node.object);
        break;
      case 'call':
        node = unwrap(node.function);
        break;
      case 'subscript':
        node = unwrap(node.value);
        break;
      case 'await':
        node = unwrap(node.children[0] ?? node);
        if (node.type === 'await') return null;
        break;
      default:
        return null;
    }
  }
}

/** The full name of a call's callee. */
export function calleeName(call: Python.Call): string | null {
  return qualifiedName(call.function);
}

/**
 * The full name of the class (or factory) a value comes from: `flask.Flask` for `app` after `app = Flask(__name__)`, for
 * `with Flask(...) as app` and for a parameter `app: Flask`; null when that is unknown or there are several.
 */
export function instanceOf(expression: Python.Node): string | null {
  let node = unwrap(expression);
  for (let hops = MOST_HOPS; hops >= 0; hops--) {
    if (node.type === 'await') node = unwrap(node.children[0] ?? node);
    if (node.type === 'call') return qualifiedName(node.function);
    if (node.type !== 'identifier') return null;
    const binding = resolve(node);
    const definition = binding && singleDefinition(binding);
    if (!definition) return null;
    if (definition.annotation) {
      const declared = qualifiedName(definition.annotation);
      if (declared !== null) return declared;
    }
    const from = definition.kind === 'with' ? definition.source : definition.value;
    if (!from) return null;
    node = unwrap(from);
  }
  return null;
}

/** Could `name` be meant by a `from x import *` above? The full names that it would then have. */
export function starCandidates(identifier: Python.Identifier): string[] {
  if (isWord(identifier) || resolve(identifier)) return [];
  return starImportsFor(identifier).map((statement) => joinNames(moduleName(statement), identifier.text));
}
