import { argument, argumentsOf, receiver, methodName } from './calls.ts';
import { environmentRead } from './environment.ts';
import { parts as codeOf, unwrap } from './expressions.ts';
import { bracePieces, percentPieces, type FormatPiece } from './formats.ts';
import { joinsPaths, keepsText, makesPath } from './knowledge/text.ts';
import { calleeName } from './names.ts';
import type * as Python from './nodes.ts';
import { numberOf, booleanOf } from './numbers.ts';
import { piecesOf } from './strings.ts';
import { assignedValue, followed } from './values.ts';

/** A stretch of a string: constant text, or an expression of unknown value. */
export type Part = { readonly text: string } | { readonly expression: Python.Node };

type Values = ReadonlyMap<string | number, Python.Node>;

/** What is known of a string before the program runs. */
export interface FoldedString {
  /** The expression that was folded. */
  readonly node: Python.Node;
  /** Its text and its holes in their order; an expression nothing is known of is one hole. */
  readonly parts: readonly Part[];
  /** Does the text hold only while an environment variable is not set? */
  readonly fromEnvironment: boolean;
}

const DEEPEST = 50;
const MOST_STEPS = 2000;

/**
 * What is known of an expression's string (or path): through concatenation, f-strings, `%`, `.format`, `os.path.join`,
 * `Path(...) / ...`, names and `self.x` with one assignment, and the defaults of environment variables.
 */
export function constantString(node: Python.Node): FoldedString {
  const plain = node.type === 'string' ? piecesOf(node) : [];
  // What most expressions are that are asked about: a string without a hole.
  if (isOneText(plain)) return { node, parts: plain, fromEnvironment: false };
  const folder = new Folder(node);
  const parts = merge(folder.fold(node, 0));
  return { node, parts, fromEnvironment: folder.fromEnvironment };
}

function isOneText(pieces: readonly object[]): pieces is readonly { readonly text: string }[] {
  return pieces.length === 1 && 'text' in (pieces[0] ?? {});
}

/** The whole text, when there are no holes in it. */
export function textOf(folded: FoldedString | readonly Part[]): string | null {
  const parts = 'parts' in folded ? folded.parts : folded;
  let text = '';
  for (const part of parts) {
    if (!('text' in part)) return null;
    text += part.text;
  }
  return text;
}

/** The text of an expression, when it is constant as a whole. */
export function constantText(node: Python.Node): string | null {
  return textOf(constantString(node));
}

/** The strings of a list, tuple or set whose elements are all constant, followed through names; null for anything else. */
export function constantStrings(expression: Python.Node): string[] | null {
  let node = followed(expression);
  if (node.type === 'call') node = followed(argumentsOf(node)[0]?.value ?? node);
  if (node.type !== 'list' && node.type !== 'tuple' && node.type !== 'set' && node.type !== 'expression_list') return null;
  const texts = codeOf(node).map(constantText);
  return texts.includes(null) ? null : (texts as string[]);
}

class Folder {
  fromEnvironment = false;
  #steps = 0;
  /** The values being followed right now: a name that leads back to itself is a hole. */
  readonly #following: Set<Python.Node>;

  constructor(start: Python.Node) {
    this.#following = new Set([start]);
  }

  fold(expression: Python.Node, depth: number): readonly Part[] {
    const node = unwrap(expression);
    if (depth > DEEPEST || this.#steps++ > MOST_STEPS) return [{ expression: node }];
    return this.#textOf(node, depth) ?? [{ expression: node }];
  }

  #textOf(node: Python.Node, depth: number): readonly Part[] | null {
    switch (node.type) {
      case 'string':
        return this.#string(node, depth);
      case 'concatenated_string':
        return codeOf(node).flatMap((child) => this.fold(child, depth + 1));
      case 'identifier':
      case 'attribute':
        return this.#follow(node, depth);
      case 'binary_operator':
        return this.#operator(node, depth);
      case 'boolean_operator':
        return this.#either(node, depth);
      case 'conditional_expression': {
        const [yes, , no] = codeOf(node);
        const text = yes && textOf(this.fold(yes, depth + 1));
        return typeof text === 'string' && no && textOf(this.fold(no, depth + 1)) === text ? [{ text }] : null;
      }
      case 'named_expression':
        return this.fold(node.value, depth + 1);
      case 'call':
        return this.#call(node, depth);
      default:
        return null;
    }
  }

  #string(node: Python.String, depth: number): readonly Part[] {
    return piecesOf(node).flatMap((piece): readonly Part[] => {
      if ('text' in piece) return [piece];
      const { expression, type_conversion: conversion, format_specifier: format } = piece.interpolation;
      const isPlain = format === null && (conversion === null || conversion.text === '!s');
      return isPlain ? this.#shown(expression, depth + 1) : [{ expression }];
    });
  }

  /** What `str()` makes of a value. */
  #shown(node: Python.Node, depth: number): readonly Part[] {
    const folded = this.fold(node, depth);
    if (hasText(folded)) return folded;
    const number = numberOf(node);
    if (number !== null && Number.isSafeInteger(number) && followed(node).type !== 'float') return [{ text: String(number) }];
    const truth = booleanOf(node);
    return truth === null ? folded : [{ text: truth ? 'True' : 'False' }];
  }

  #follow(node: Python.Identifier | Python.Attribute, depth: number): readonly Part[] {
    const value = assignedValue(node);
    const hole = [{ expression: node }];
    if (!value || this.#following.has(value)) return hole;
    this.#following.add(value);
    const folded = this.fold(value, depth + 1);
    this.#following.delete(value);
    // Of a name whose value is not known at all, the name says more than the value.
    return hasText(folded) ? folded : hole;
  }

  #operator(node: Python.BinaryOperator, depth: number): readonly Part[] | null {
    const operator = node.operator.type;
    if (operator === '%') return this.#percent(node, depth);
    if (operator !== '+' && operator !== '/') return null;
    // A long sum nests to the left once for each operand, so it is taken apart in a loop.
    const operands: Python.Node[] = [];
    let left: Python.Node = node;
    for (; left.type === 'binary_operator' && left.operator.type === operator; left = unwrap(left.left)) operands.push(left.right);
    operands.push(left);
    const folded = operands.reverse().map((operand) => this.fold(operand, depth + 1));
    // Without any text these may be numbers.
    if (!folded.some(hasText)) return null;
    return operator === '+' ? folded.flat() : joinPaths(folded);
  }

  #percent({ left, right: operand }: Python.BinaryOperator, depth: number): readonly Part[] | null {
    const right = unwrap(operand);
    const format = textOf(this.fold(left, depth + 1));
    const pieces = format === null ? null : percentPieces(format);
    if (!pieces) return null;
    if (right.type === 'dictionary') {
      const values = new Map<string | number, Python.Node>();
      for (const pair of codeOf(right)) {
        if (pair.type === 'pair') values.set(textOf(this.fold(pair.key, depth + 1)) ?? '', pair.value);
      }
      return this.#filled(pieces, values, right, depth);
    }
    const given = right.type === 'tuple' ? codeOf(right) : [right];
    const holes = pieces.filter((piece) => 'key' in piece);
    return this.#filled(pieces, new Map(holes.length === given.length ? given.entries() : []), right, depth);
  }

  #filled(pieces: readonly FormatPiece[], values: Values, rest: Python.Node, depth: number): readonly Part[] {
    return pieces.flatMap((piece): readonly Part[] => {
      if ('text' in piece) return [piece];
      const value = values.get(piece.key);
      if (!value) return [{ expression: rest }];
      return piece.isPlain ? this.#shown(value, depth + 1) : [{ expression: value }];
    });
  }

  /** `os.getenv('X') or 'd'`, and `'' or 'd'`. */
  #either(node: Python.BooleanOperator, depth: number): readonly Part[] | null {
    if (node.operator.type !== 'or') return null;
    const left = this.fold(node.left, depth + 1);
    const text = textOf(left);
    if (text === null ? hasText(left) : text !== '') return left;
    const environment = environmentRead(followed(node.left));
    if (environment) this.fromEnvironment = true;
    return environment !== null || text === '' ? this.fold(node.right, depth + 1) : null;
  }

  #call(call: Python.Call, depth: number): readonly Part[] | null {
    const environment = environmentRead(call);
    if (environment?.default) {
      this.fromEnvironment = true;
      return this.fold(environment.default, depth + 1);
    }
    const name = calleeName(call);
    if (name !== null && (joinsPaths.has(name) || makesPath.has(name))) {
      const given = argumentsOf(call);
      if (given.length === 0) return null;
      return joinPaths(
        given.map(({ kind, value, node }) => (kind === 'positional' ? this.fold(value, depth + 1) : [{ expression: node }])),
      );
    }
    const first = argument(call, { position: 0 });
    if (name !== null) return keepsText.has(name) && first !== null && first !== 'unknown' ? this.#shown(first, depth + 1) : null;
    const object = receiver(call);
    return object && this.#method(call, object, methodName(call) ?? '', depth);
  }

  #method(call: Python.Call, object: Python.Node, method: string, depth: number): readonly Part[] | null {
    const folded = this.fold(object, depth + 1);
    if (!hasText(folded) && textOf(folded) === null) return null;
    const given = argumentsOf(call);
    switch (method) {
      case 'joinpath':
        return joinPaths([folded, ...given.map(({ value }) => this.fold(value, depth + 1))]);
      case 'encode':
      case 'decode':
      case 'as_posix':
        return folded;
      default:
        break;
    }
    const text = textOf(folded);
    if (text === null) return null;
    switch (method) {
      case 'format': {
        const pieces = bracePieces(text);
        if (!pieces) return null;
        const values = new Map<string | number, Python.Node>();
        for (const [index, { kind, name, value }] of given.entries()) {
          if (kind === 'positional') values.set(index, value);
          else if (name !== null) values.set(name, value);
        }
        return this.#filled(pieces, values, call, depth);
      }
      case 'join': {
        const list = given[0] && followed(given[0].value);
        if (list?.type !== 'list' && list?.type !== 'tuple') return null;
        return codeOf(list).flatMap((element, index) => [...(index > 0 ? [{ text }] : []), ...this.fold(element, depth + 1)]);
      }
      case 'strip':
        return given.length > 0 ? null : [{ text: text.trim() }];
      case 'lower':
        return [{ text: text.toLowerCase() }];
      case 'upper':
        return [{ text: text.toUpperCase() }];
      default:
        return null;
    }
  }
}

function hasText(parts: readonly Part[]): boolean {
  return parts.length === 0 || parts.some((part) => 'text' in part);
}

/** The segments with `/` between them; as in Python, an absolute one discards what stands before it. */
function joinPaths(segments: readonly (readonly Part[])[]): readonly Part[] {
  let joined: Part[] = [];
  for (const segment of segments) {
    const parts = merge(segment);
    const [first] = parts;
    if (!first) continue;
    if ('text' in first && /^(?:[/\\]|[A-Za-z]:[/\\])/u.test(first.text)) joined = [];
    const before = joined.at(-1);
    if (before && !('text' in before && before.text.endsWith('/'))) joined.push({ text: '/' });
    joined.push(...parts);
  }
  return joined;
}

function merge(parts: readonly Part[]): readonly Part[] {
  const merged: Part[] = [];
  for (const part of parts) {
    const before = merged.at(-1);
    if ('text' in part && part.text === '') continue;
    if ('text' in part && before && 'text' in before) merged[merged.length - 1] = { text: before.text + part.text };
    else merged.push(part);
  }
  return merged;
}
