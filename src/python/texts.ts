import { argumentsOf, methodName, receiver } from './calls.ts';
import { parts as codeOf, unwrap } from './expressions.ts';
import { constantText } from './constants.ts';
import { bracePieces, isNumberFormat, percentPieces, type FormatHole, type FormatPiece } from './formats.ts';
import { keepsText } from './knowledge/text.ts';
import { oncePerNode } from './memo.ts';
import { calleeName, lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { piecesOf } from './strings.ts';
import { followed } from './values.ts';

/** A stretch of a text that an expression puts together: constant, or a hole that takes the value of an expression. */
export type TextPart = ConstantPart | TextHole;

export interface ConstantPart {
  readonly text: string;
  /** The literal it stands in. */
  readonly node: Python.Node;
}

export interface TextHole {
  readonly expression: Python.Node;
  /** Does the format let nothing but a number through? */
  readonly isNumber: boolean;
}

const DEEPEST = 40;

/**
 * The text that an expression puts together by f-string, `%`, `.format`, `+`, `join` of a written list, or none of them
 * (a plain literal); names are holes. Null for expressions that put no text together.
 */
export const builtText = oncePerNode((expression: Python.Node): readonly TextPart[] | null => built(expression, 0));

function built(expression: Python.Node, depth: number): readonly TextPart[] | null {
  const node = unwrap(expression);
  if (depth > DEEPEST) return null;
  switch (node.type) {
    case 'string':
      return ofLiteral(node, depth);
    case 'concatenated_string':
      return codeOf(node).flatMap((child) => built(child, depth + 1) ?? []);
    case 'binary_operator':
      if (node.operator.type === '+') return ofSum(node, depth);
      return node.operator.type === '%' ? ofPercent(node, depth) : null;
    case 'call':
      return ofCall(node, depth);
    default:
      return null;
  }
}

function ofLiteral(node: Python.String, depth: number): readonly TextPart[] {
  return piecesOf(node).flatMap((piece): readonly TextPart[] => {
    if ('text' in piece) return [{ text: piece.text, node }];
    const { expression, format_specifier: format } = piece.interpolation;
    return format ? [{ expression, isNumber: isNumberFormat(format.text) }] : operand(expression, depth);
  });
}

/** What a text gets from an expression in it: the parts of another text, a constant's text, or a hole. */
function operand(expression: Python.Node, depth: number): readonly TextPart[] {
  return built(expression, depth + 1) ?? namedText(expression) ?? [{ expression, isNumber: false }];
}

const LITERALS = new Set(['string', 'concatenated_string', 'binary_operator']);

/** The text that a name stands for, when that is constant. */
export function namedText(expression: Python.Node): readonly TextPart[] | null {
  const node = unwrap(expression);
  if (node.type !== 'identifier' && node.type !== 'attribute') return null;
  // A list that is joined may have grown in between.
  const text = LITERALS.has(followed(node).type) ? constantText(node) : null;
  return text === null ? null : [{ text, node }];
}

function ofSum(sum: Python.BinaryOperator, depth: number): readonly TextPart[] | null {
  // A long sum nests to the left once for each operand, so it is taken apart in a loop.
  const operands: Python.Node[] = [];
  let left: Python.Node = sum;
  for (; left.type === 'binary_operator' && left.operator.type === '+'; left = unwrap(left.left)) operands.push(left.right);
  operands.push(left);
  const texts = operands.reverse().map((node) => ({ node, text: built(node, depth + 1) }));
  // Without a literal among them these may be numbers or lists.
  return texts.some(({ text }) => text) ? texts.flatMap(({ node, text }) => text ?? operand(node, depth)) : null;
}

function ofPercent({ left, right: operandNode }: Python.BinaryOperator, depth: number): readonly TextPart[] | null {
  const format = built(left, depth + 1) ?? namedText(left);
  if (!format) return null;
  const right = unwrap(operandNode);
  if (right.type === 'dictionary')
    return filled(format, percentPieces, (hole) => (typeof hole.key === 'string' ? valueOfKey(right, hole.key) : null), right);
  const given = right.type === 'tuple' ? codeOf(right) : [right];
  if (right.type === 'call' && calleeName(right) === 'builtins.dict') {
    const keywords = argumentsOf(right);
    return filled(format, percentPieces, ({ key }) => keywords.find(({ name }) => name === key)?.value ?? null, right);
  }
  // A name may stand for a whole tuple of values.
  return filled(format, percentPieces, (hole) => (typeof hole.key === 'number' ? (given[hole.key] ?? null) : null), right);
}

function valueOfKey(dictionary: Python.Dictionary, key: string): Python.Node | null {
  for (const pair of codeOf(dictionary)) {
    if (pair.type === 'pair' && pair.key.type === 'string' && plainText(pair.key) === key) return pair.value;
  }
  return null;
}

function plainText(string: Python.String): string {
  return piecesOf(string)
    .map((piece) => ('text' in piece ? piece.text : ''))
    .join('');
}

type Reader = (format: string) => FormatPiece[] | null;

function filled(
  format: readonly TextPart[],
  read: Reader,
  valueFor: (hole: FormatHole) => Python.Node | null,
  rest: Python.Node,
): readonly TextPart[] {
  let filledHoles = 0;
  return format.flatMap((part): readonly TextPart[] => {
    if (!('text' in part)) return [part];
    const pieces = read(part.text);
    // Not a format that Python accepts as a whole; its values still end up in the text.
    if (!pieces) return [part, { expression: rest, isNumber: false }];
    const before = filledHoles;
    return pieces.map((piece): TextPart => {
      if ('text' in piece) return { text: piece.text, node: part.node };
      filledHoles += 1;
      const hole = typeof piece.key === 'number' ? { ...piece, key: piece.key + before } : piece;
      return { expression: valueFor(hole) ?? rest, isNumber: piece.isNumber };
    });
  });
}

/** Does the call give its first argument back as a text: `str(x)`, `dedent(x)`? */
export function keepsGivenText(call: Python.Call): boolean {
  // Resolving a name costs more than reading its last word.
  return KEEPING_WORDS.has(lastName(call.function) ?? '') && keepsText.has(calleeName(call) ?? '');
}

const KEEPING_WORDS = new Set([...keepsText].map((name) => name.slice(name.lastIndexOf('.') + 1)));

/** Methods that give a text back with other white space, or with letters of another case. */
const TIDYING = new Set(['strip', 'lstrip', 'rstrip', 'encode', 'decode', 'expandtabs', 'upper', 'lower']);

function ofCall(call: Python.Call, depth: number): readonly TextPart[] | null {
  if (keepsGivenText(call)) {
    const given = argumentsOf(call)[0];
    return given?.kind === 'positional' ? built(given.value, depth + 1) : null;
  }
  const object = receiver(call);
  const method = methodName(call) ?? '';
  if (!object || (method !== 'format' && method !== 'join' && !TIDYING.has(method)) || calleeName(call) !== null) return null;
  const [first] = argumentsOf(call);
  const text = built(object, depth + 1) ?? (method === 'format' ? namedText(object) : null);
  if (!text) return null;
  if (method === 'format') return ofFormat(call, text);
  return method === 'join' ? ofJoin(text, first?.value, depth) : text;
}

function ofFormat(call: Python.Call, format: readonly TextPart[]): readonly TextPart[] {
  const given = argumentsOf(call);
  const splat = given.find(({ kind }) => kind === 'splat' || kind === 'double splat')?.value;
  const positional = given.filter(({ kind }) => kind === 'positional');
  return filled(
    format,
    bracePieces,
    ({ key }) => (typeof key === 'number' ? positional[key] : given.find(({ name }) => name === key))?.value ?? null,
    splat ?? call.function,
  );
}

/** `' '.join([a, b])` is a text of known shape; of any other iterable, only the elements' origin can be asked. */
function ofJoin(separator: readonly TextPart[], list: Python.Node | undefined, depth: number): readonly TextPart[] | null {
  const node = list && unwrap(list);
  if (node?.type !== 'list' && node?.type !== 'tuple') return null;
  const elements = codeOf(node);
  if (elements.some(({ type }) => type === 'list_splat')) return null;
  return elements.flatMap((element, index) => [...(index > 0 ? separator : []), ...operand(element, depth)]);
}
