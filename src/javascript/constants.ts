import { posix } from 'node:path';
import { getStaticValue } from '@eslint-community/eslint-utils';
import { argument, calleeName, methodName, objectLiteral, property, receiver } from './calls.ts';
import type { JavaScriptSource } from './detector.ts';
import { environmentRead } from './environment.ts';
import { memberName, unwrap } from './expressions.ts';
import { fieldOrigin } from './fields.ts';
import { qualifiedName } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { isMutated, singleValue, valueOf, variableOf } from './scopes.ts';

/** A piece of a string: text that is known, or the expression that fills a hole in it. */
export type Part = { readonly text: string } | { readonly expression: JavaScript.Node };

export interface Folded {
  readonly parts: readonly Part[];
  /** Did a `process.env.X ?? 'text'` give some of the text, so that it counts only where X is not set? */
  readonly fromEnvironmentDefault: boolean;
}

/** How many names, members and calls are followed, and how many parts a string may grow to. */
const MOST_HOPS = 20;
const MOST_PARTS = 400;

/**
 * The string an expression makes, as far as it is known: literals, templates, `+`, constants, members of constant objects,
 * `path.join`, defaults of environment variables. What is not known becomes a hole; an unknown expression is one hole.
 */
export function fold(node: JavaScript.Node, source: JavaScriptSource): Folded {
  return new Folding(source).fold(node, MOST_HOPS);
}

/** The whole text of the parts; undefined if there is a hole in it. */
export function textOf(parts: readonly Part[]): string | undefined {
  let text = '';
  for (const part of parts) {
    if (!('text' in part)) return undefined;
    text += part.text;
  }
  return text;
}

/** The text an expression is known to be. */
export function constantText(node: JavaScript.Node, source: JavaScriptSource): string | undefined {
  return textOf(fold(node, source).parts);
}

class Folding {
  readonly #source: JavaScriptSource;
  #parts = 0;

  constructor(source: JavaScriptSource) {
    this.#source = source;
  }

  fold(node: JavaScript.Node, hops: number): Folded {
    this.#parts += 1;
    const inner = unwrap(node);
    // A circle of names, or one that doubles at each step.
    if (hops <= 0 || this.#parts > MOST_PARTS) return hole(inner);
    switch (inner.type) {
      case Kind.Literal:
        return typeof inner.value === 'string' || typeof inner.value === 'number' ? known(String(inner.value)) : hole(inner);
      case Kind.TemplateLiteral:
        return this.#template(inner, hops);
      case Kind.TaggedTemplateExpression:
        return qualifiedName(inner.tag, this.#source) === 'String.raw' ? this.#template(inner.quasi, hops, 'raw') : hole(inner);
      case Kind.BinaryExpression:
        return inner.operator === '+' ? this.#sum(inner, hops) : this.#evaluated(inner);
      case Kind.LogicalExpression:
        return this.#alternative(inner, hops);
      case Kind.Identifier:
        return this.#variable(inner, hops);
      case Kind.MemberExpression:
        return this.#member(inner, hops);
      case Kind.CallExpression:
        return this.#call(inner, hops);
      case Kind.UnaryExpression:
      case Kind.ConditionalExpression:
        return this.#evaluated(inner);
      default:
        return hole(inner);
    }
  }

  #template({ quasis, expressions }: JavaScript.TemplateLiteral, hops: number, kind: 'cooked' | 'raw' = 'cooked'): Folded {
    const pieces = quasis.flatMap((quasi, index) => {
      const expression = expressions[index];
      const text = known(quasi.value[kind]);
      return expression ? [text, this.fold(expression, hops - 1)] : [text];
    });
    return joined(pieces);
  }

  /** A sum is as deep as it is long, so its left side is walked, not descended. */
  #sum(node: JavaScript.BinaryExpression, hops: number): Folded {
    const terms: JavaScript.Node[] = [];
    let left: JavaScript.Node = node;
    while (left.type === Kind.BinaryExpression && left.operator === '+') {
      terms.push(left.right);
      left = unwrap(left.left);
    }
    terms.push(left);
    terms.reverse();
    // Until a string comes, `+` adds.
    if (terms.slice(0, 2).every(isNumeric)) return this.#evaluated(node);
    return joined(terms.map((term) => this.fold(term, hops - 1)));
  }

  /** `a ?? b`: the default of an environment variable, or `a` where `a` is known. */
  #alternative(node: JavaScript.LogicalExpression, hops: number): Folded {
    if (node.operator === '&&') return hole(node);
    if (environmentRead(node.left, this.#source)) return { ...this.fold(node.right, hops - 1), fromEnvironmentDefault: true };
    const left = this.fold(node.left, hops - 1);
    const text = textOf(left.parts);
    // `process.env.A || process.env.B || 'text'` comes as `(A || B) || 'text'`.
    if (text === undefined)
      return this.#isEnvironmentAlternative(node.left) ? { ...this.fold(node.right, hops - 1), fromEnvironmentDefault: true } : hole(node);
    return text === '' && node.operator === '||' ? this.fold(node.right, hops - 1) : left;
  }

  #isEnvironmentAlternative(node: JavaScript.Node): boolean {
    let inner = unwrap(node);
    for (let hops = 0; inner.type === Kind.LogicalExpression && hops < MOST_HOPS; hops += 1) {
      if (!environmentRead(inner.right, this.#source)) return false;
      inner = unwrap(inner.left);
    }
    return environmentRead(inner, this.#source) !== undefined;
  }

  #variable(identifier: JavaScript.Identifier, hops: number): Folded {
    const variable = variableOf(identifier, this.#source);
    const value = variable && singleValue(variable);
    if (!value) return hole(identifier);
    const fallback = environmentRead(identifier, this.#source)?.fallback;
    if (fallback) return { ...this.fold(fallback, hops - 1), fromEnvironmentDefault: true };
    const [key, ...deeper] = value.path;
    if (key === undefined) return this.#unlessUnknown(identifier, this.fold(value.expression, hops - 1));
    const found = deeper.length === 0 ? property(objectLiteral(value.expression, this.#source), key) : undefined;
    return found ? this.#unlessUnknown(identifier, this.fold(found, hops - 1)) : hole(identifier);
  }

  #member(node: JavaScript.MemberExpression, hops: number): Folded {
    const name = memberName(node);
    if (name === undefined) return hole(node);
    const value = node.object.type === Kind.ThisExpression ? fieldOrigin(node, name, this.#source)?.value : this.#memberValue(node);
    return value ? this.#unlessUnknown(node, this.fold(value, hops - 1)) : hole(node);
  }

  /** The value of `a.b.c` where `a` is a constant object literal that nothing in the file changes. */
  #memberValue(node: JavaScript.MemberExpression): JavaScript.Node | undefined {
    const path: string[] = [];
    let root: JavaScript.Node = node;
    while (root.type === Kind.MemberExpression) {
      const name = memberName(root);
      if (name === undefined) return undefined;
      path.unshift(name);
      root = unwrap(root.object);
    }
    if (root.type !== Kind.Identifier) return undefined;
    const variable = variableOf(root, this.#source);
    if (!variable || isMutated(variable)) return undefined;
    return path.reduce<JavaScript.Node | undefined>(
      (object, name) => property(object, name),
      frozen(objectLiteral(root, this.#source) ?? valueOf(root, this.#source)),
    );
  }

  #call(call: JavaScript.CallExpression, hops: number): Folded {
    const callee = calleeName(call, this.#source) ?? '';
    const [module, name] = [callee.slice(0, callee.lastIndexOf('.')), callee.slice(callee.lastIndexOf('.') + 1)];
    const segments = () => call.arguments.map((segment) => this.fold(segment, hops - 1));
    if (PATH_MODULES.has(module)) {
      if (name === 'join') return joinedPath(segments());
      if (name === 'resolve') return resolvedPath(segments());
      if (name === 'normalize') return joinedPath(segments().slice(0, 1));
    }
    const first = argument(call, 0);
    if (callee === 'String' && first) return this.fold(first, hops - 1);
    const object = receiver(call);
    if (object && methodName(call) === 'concat' && object.type !== Kind.ArrayExpression)
      return joined([this.fold(object, hops - 1), ...segments()]);
    if (object && KEEPING_METHODS.has(methodName(call) ?? '')) return this.#unlessUnknown(call, this.fold(object, hops - 1));
    return this.#evaluated(call);
  }

  /**
   * What eslint-utils can compute, for the operators and built-in functions that are not ours to repeat. It gets no scope:
   * following names is bounded here, and not there.
   */
  #evaluated(node: JavaScript.Node): Folded {
    if (node.type === Kind.CallExpression && GROWING_METHODS.has(methodName(node) ?? '')) return hole(node);
    try {
      const value: unknown = getStaticValue(node as Parameters<typeof getStaticValue>[0])?.value;
      return typeof value === 'string' || typeof value === 'number' ? known(String(value)) : hole(node);
    } catch {
      // It descends by recursion, which an expression of thousands of terms exhausts.
      return hole(node);
    }
  }

  /** A name for something unknown stays the hole: it says more than what it was made of. */
  #unlessUnknown(node: JavaScript.Node, folded: Folded): Folded {
    return folded.parts.some((part) => 'text' in part) || folded.parts.length === 0 ? folded : hole(node);
  }
}

const PATH_MODULES: ReadonlySet<string> = new Set(['node:path', 'node:path.posix', 'node:path/posix', 'pathe', 'upath']);
/** Methods of strings that do not change what a rule looks for in them. */
const KEEPING_METHODS: ReadonlySet<string> = new Set(['toString', 'trim', 'trimEnd', 'trimStart', 'valueOf']);

/** Methods that make gigabytes of a short text. */
const GROWING_METHODS: ReadonlySet<string> = new Set(['fill', 'padEnd', 'padStart', 'repeat']);

/** Whatever its operands are, an expression like this is a number. */
function isNumeric(node: JavaScript.Node): boolean {
  if (node.type === Kind.BinaryExpression) return node.operator !== '+';
  return node.type === Kind.UnaryExpression || (node.type === Kind.Literal && typeof node.value === 'number');
}

function known(text: string | null): Folded {
  return { parts: text === null || text === '' ? [] : [{ text }], fromEnvironmentDefault: false };
}

function hole(expression: JavaScript.Node): Folded {
  return { parts: [{ expression }], fromEnvironmentDefault: false };
}

function joined(pieces: readonly Folded[]): Folded {
  const parts: Part[] = [];
  for (const part of pieces.flatMap((piece) => piece.parts)) {
    const last = parts.at(-1);
    if (last && 'text' in last && 'text' in part) parts[parts.length - 1] = { text: last.text + part.text };
    else parts.push(part);
  }
  return { parts, fromEnvironmentDefault: pieces.some(({ fromEnvironmentDefault }) => fromEnvironmentDefault) };
}

function joinedPath(segments: readonly Folded[]): Folded {
  const filled = segments.filter(({ parts }) => parts.length > 0);
  const path = joined(filled.flatMap((segment, index) => (index === 0 ? [segment] : [known('/'), segment])));
  const parts = path.parts.map((part) => ('text' in part ? { text: part.text.replace(/\/{2,}/gu, '/') } : part));
  const text = textOf(parts);
  return { ...path, parts: text === undefined ? parts : [{ text: posix.normalize(text) }] };
}

/** `path.resolve` starts over at each absolute segment; without one, its result hangs on the working directory. */
function resolvedPath(segments: readonly Folded[]): Folded {
  const start = segments.findLastIndex(({ parts: [first] }) => first && 'text' in first && posix.isAbsolute(first.text));
  return joinedPath(segments.slice(Math.max(start, 0)));
}

/** The object inside of `Object.freeze({...})`. */
function frozen(node: JavaScript.Node | undefined): JavaScript.Node | undefined {
  return node?.type === Kind.CallExpression && methodName(node) === 'freeze' ? node.arguments[0] : node;
}
