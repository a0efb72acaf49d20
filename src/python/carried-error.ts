import { kindAt } from './columns.ts';
import { unwrap } from './expressions.ts';
import type * as Python from './nodes.ts';
import { references, resolve, type Binding } from './scopes.ts';

/** The error that a handler got, under its own name and under the names of what the handler made from it. */
export class CarriedError {
  readonly #clause: Python.Node;
  readonly #names: Set<string>;
  readonly #name: string | null;

  constructor(clause: Python.Node, error: Python.Identifier | null) {
    this.#clause = clause;
    this.#name = error?.text ?? null;
    this.#names = new Set(error ? [error.text] : []);
  }

  /** Has it a name at all? */
  get isNamed(): boolean {
    return this.#names.size > 0;
  }

  /** From here on, this name carries the error as well. */
  add(name: string): void {
    this.#names.add(name);
  }

  /** Is it, or something made from it, in this expression? */
  isIn(expression: Python.Node): boolean {
    if (!this.isNamed) return false;
    const names = expression.type === 'identifier' ? [expression] : expression.descendants('identifier');
    return names.some((name) => this.#names.has(name.text) && !isAttributeName(name));
  }

  /** Is this expression the error itself? */
  is(node: Python.Node): boolean {
    const inner = unwrap(node);
    return inner.type === 'identifier' && inner.text === this.#name;
  }

  /** Is the call a question to it, `e.args.index(str(e))`, or a method of its text, `str(e).replace(...)`? */
  isAsked(call: Python.Call): boolean {
    const callee = unwrap(call.function);
    if (callee.type !== 'attribute') return false;
    return this.isIn(callee.object) || unwrap(callee.object).type === 'string';
  }

  /** Is the target a plain name that nothing outside of the handler reads? */
  isLocal(target: Python.Node): boolean {
    if (target.type !== 'identifier') return false;
    const clause = this.#clause;
    const binding = resolve(target);
    if (binding?.scope.kind !== 'function') return false;
    const isRead = (reference: Python.Identifier) => !clause.contains(reference) && !binding.isBoundAt(reference);
    // Another handler that uses the same name for itself reads its own.
    const isOwn = (reference: Python.Identifier) => {
      const other = handlerAround(reference);
      return other !== null && binding.definitions.some(({ node }) => node.row < reference.row && other.contains(node));
    };
    return !mentionsOf(binding).some((reference) => isRead(reference) && !isOwn(reference));
  }
}

const mentions = new WeakMap<Binding, readonly Python.Identifier[]>();

/** Where a name is mentioned, found once: each handler of a function may ask. */
function mentionsOf(binding: Binding): readonly Python.Identifier[] {
  let known = mentions.get(binding);
  if (!known) mentions.set(binding, (known = references(binding)));
  return known;
}

function handlerAround(node: Python.Node): Python.Node | null {
  for (let up = node.parent; up && up.type !== 'function_definition'; up = up.parent) if (up.type === 'except_clause') return up;
  return null;
}

function isAttributeName(name: Python.Identifier): boolean {
  const { tree, row } = name;
  const parent = tree.rows.parent[row] ?? -1;
  const kind = parent < 0 ? '' : kindAt(tree, parent);
  if (kind === 'attribute') return name.parent?.type === 'attribute' && name.parent.attribute === name;
  return kind === 'keyword_argument' && name.parent?.type === 'keyword_argument' && name.parent.name === name;
}
