import { parts, unwrap } from './expressions.ts';
import type * as Python from './nodes.ts';

export interface Argument {
  readonly kind: 'positional' | 'keyword' | 'splat' | 'double splat';
  /** The keyword; null for the others. */
  readonly name: string | null;
  /** What is passed; for `*x` and `**x` that is `x`. */
  readonly value: Python.Node;
  /** The whole argument, its keyword or stars included. */
  readonly node: Python.Node;
}

/** A call's arguments, in the order of the text. */
export function argumentsOf(call: Python.Call): Argument[] {
  const list = call.arguments;
  // In `f(x for x in y)` the parentheses belong to the generator.
  if (list.type === 'generator_expression') return [{ kind: 'positional', name: null, value: list, node: list }];
  return parts(list).map((node): Argument => {
    switch (node.type) {
      case 'keyword_argument':
        return { kind: 'keyword', name: node.name.text, value: node.value, node };
      case 'list_splat':
        return { kind: 'splat', name: null, value: parts(node)[0] ?? node, node };
      case 'dictionary_splat':
        return { kind: 'double splat', name: null, value: parts(node)[0] ?? node, node };
      default:
        return { kind: 'positional', name: null, value: node, node };
    }
  });
}

export interface Place {
  readonly position?: number;
  readonly keyword?: string;
}

/**
 * What a call passes for a parameter that may be given by position, by keyword, or both ways. Null when it is not given;
 * `'unknown'` when a `*x` or `**x` may give it.
 */
export function argument(call: Python.Call, { position, keyword }: Place): Python.Node | 'unknown' | null {
  const given = argumentsOf(call);
  if (keyword !== undefined) {
    const named = given.find(({ name }) => name === keyword);
    if (named) return named.value;
  }
  let passed = 0;
  for (const { kind, value } of position === undefined ? [] : given) {
    if (kind === 'splat') return 'unknown';
    if (kind === 'positional' && passed++ === position) return value;
  }
  return keyword !== undefined && given.some(({ kind }) => kind === 'double splat') ? 'unknown' : null;
}

/** Does the call pass `*args` or `**kwargs`, so that what it passes is not known? */
export function hasSplat(call: Python.Call): boolean {
  return argumentsOf(call).some(({ kind }) => kind === 'splat' || kind === 'double splat');
}

/** `db.session` of `db.session.add(x)`; null for a plain `f(x)`. */
export function receiver(call: Python.Call): Python.Node | null {
  const callee = unwrap(call.function);
  return callee.type === 'attribute' ? callee.object : null;
}

/** `add` of `db.session.add(x)`; null for a plain `f(x)`. */
export function methodName(call: Python.Call): string | null {
  const callee = unwrap(call.function);
  return callee.type === 'attribute' ? callee.attribute.text : null;
}
