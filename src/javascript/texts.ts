import { methodName, receiver } from './calls.ts';
import { fold, textOf } from './constants.ts';
import { isSafeTag } from './database-calls.ts';
import type { JavaScriptSource } from './detector.ts';
import { unwrap } from './expressions.ts';
import { textTags } from './knowledge/conversions.ts';
import { dottedText, qualifiedName } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';

/** A stretch of a text that an expression puts together: constant, or a hole that takes the value of an expression. */
export type TextPart = { readonly text: string; readonly node: JavaScript.Node } | { readonly expression: JavaScript.Node };

const DEEPEST = 40;

/**
 * The text that an expression puts together by template, `+`, `concat`, `join` of a written array, or none of them (a plain
 * literal); names are holes. Undefined for expressions that put no text together, and for templates whose tag does.
 */
export function builtText(node: JavaScript.Node, source: JavaScriptSource): readonly TextPart[] | undefined {
  let found = known.get(node);
  if (!found) known.set(node, (found = { text: built(node, source, 0) }));
  return found.text;
}

const known = new WeakMap<JavaScript.Node, { readonly text: readonly TextPart[] | undefined }>();

function built(node: JavaScript.Node, source: JavaScriptSource, depth: number): readonly TextPart[] | undefined {
  const inner = unwrap(node);
  if (depth > DEEPEST) return undefined;
  switch (inner.type) {
    case Kind.Literal:
      return typeof inner.value === 'string' ? [{ text: inner.value, node: inner }] : undefined;
    case Kind.TemplateLiteral:
      return inner.parent.type === Kind.TaggedTemplateExpression ? undefined : ofTemplate(inner, source, depth);
    case Kind.TaggedTemplateExpression:
      return isTextTag(inner.tag, source) ? ofTemplate(inner.quasi, source, depth) : undefined;
    case Kind.BinaryExpression:
      return inner.operator === '+' ? ofSum(inner, source, depth) : undefined;
    case Kind.CallExpression:
      return ofCall(inner, source, depth);
    default:
      return undefined;
  }
}

function isTextTag(tag: JavaScript.Node, source: JavaScriptSource): boolean {
  const name = qualifiedName(tag, source) ?? dottedText(tag);
  return name !== undefined && textTags.has(name) && !isSafeTag(tag, source);
}

function ofTemplate({ quasis, expressions }: JavaScript.TemplateLiteral, source: JavaScriptSource, depth: number): readonly TextPart[] {
  return quasis.flatMap((quasi, index): readonly TextPart[] => {
    const expression = expressions[index];
    // `cooked` is null where an escape is none.
    const written = quasi.value.cooked ?? quasi.value.raw;
    const text = written === '' ? [] : [{ text: written, node: quasi }];
    return expression ? [...text, ...operand(expression, source, depth)] : text;
  });
}

/** What a text gets from an expression in it: the parts of another text, a constant's text, or a hole. */
function operand(expression: JavaScript.Node, source: JavaScriptSource, depth: number): readonly TextPart[] {
  return built(expression, source, depth + 1) ?? namedText(expression, source) ?? [{ expression }];
}

/** The text that a name stands for, when that is constant. */
export function namedText(expression: JavaScript.Node, source: JavaScriptSource): readonly TextPart[] | undefined {
  const node = unwrap(expression);
  if (node.type !== Kind.Identifier && node.type !== Kind.MemberExpression) return undefined;
  const { parts, fromEnvironmentDefault } = fold(node, source);
  const text = fromEnvironmentDefault ? undefined : textOf(parts);
  return text === undefined ? undefined : [{ text, node }];
}

function ofSum(sum: JavaScript.BinaryExpression, source: JavaScriptSource, depth: number): readonly TextPart[] | undefined {
  // A long sum nests to the left once for each operand, so it is taken apart in a loop.
  const operands: JavaScript.Node[] = [];
  let left: JavaScript.Node = sum;
  for (; left.type === Kind.BinaryExpression && left.operator === '+'; left = unwrap(left.left)) operands.push(left.right);
  operands.push(left);
  const texts = operands.reverse().map((node) => ({ node, text: built(node, source, depth + 1) }));
  // Without a text among them these may be numbers.
  return texts.some(({ text }) => text) ? texts.flatMap(({ node, text }) => text ?? operand(node, source, depth)) : undefined;
}

/** Methods that give a text back with other white space, or with letters of another case. */
const TIDYING: ReadonlySet<string> = new Set(['trim', 'trimStart', 'trimEnd', 'toLowerCase', 'toUpperCase', 'toString', 'normalize']);

function ofCall(call: JavaScript.CallExpression, source: JavaScriptSource, depth: number): readonly TextPart[] | undefined {
  const object = receiver(call);
  const method = methodName(call) ?? '';
  if (!object) return undefined;
  if (method === 'join') return ofJoin(call, object, source, depth);
  if (method !== 'concat' && !TIDYING.has(method)) return undefined;
  const text = built(object, source, depth + 1);
  if (!text || method !== 'concat') return text;
  return [
    ...text,
    ...call.arguments.flatMap((argument) =>
      argument.type === Kind.SpreadElement ? [{ expression: argument.argument }] : operand(argument, source, depth),
    ),
  ];
}

/** `['SELECT', ...].join(' ')` is a text of known shape; of any other array, only the elements' origin can be asked. */
function ofJoin(
  call: JavaScript.CallExpression,
  object: JavaScript.Node,
  source: JavaScriptSource,
  depth: number,
): readonly TextPart[] | undefined {
  if (object.type !== Kind.ArrayExpression) return undefined;
  const [first] = call.arguments;
  const separator = first ? built(first, source, depth + 1) : ([{ text: ',', node: call }] as const);
  const { elements } = object;
  if (!separator || elements.some((element) => element === null || element.type === Kind.SpreadElement)) return undefined;
  return elements.flatMap((element, index) => [...(index > 0 ? separator : []), ...(element ? operand(element, source, depth) : [])]);
}
