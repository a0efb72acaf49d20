import { fixedPartOf } from '../language/fixed-patterns.ts';
import { constantTimeComparisons } from '../vocabulary/guard-names.ts';
import { argument, lastName, methodName, receiver } from './calls.ts';
import { credentialIn } from './credentials.ts';
import type { JavaScriptSource } from './detector.ts';
import { isFunction, unwrap } from './expressions.ts';
import {
  defaultText,
  elementsOf,
  fixedAmong,
  fixedText,
  fixedTexts,
  followed,
  isSetting,
  keysOf,
  searchMethods,
  uncoded,
} from './fixed-values.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { returnedExpressions } from './scopes.ts';

/** A question whether a value is, or contains, one of some texts that stand in the program. */
export interface FixedComparison {
  /** The value that is asked about. */
  readonly subject: JavaScript.Node;
  /** The expression that gives the texts, where the question stands. */
  readonly literal: JavaScript.Node;
  readonly texts: readonly string[];
  /** Is it true when the value is none of them? */
  readonly isNegated: boolean;
  /** How much of the value must be the text: all of it, its beginning or end, or any part. */
  readonly extent: 'whole' | 'edge' | 'part';
}

/**
 * Which comparison with fixed texts does an expression or a `case` make? Settings and environment variables are not fixed,
 * whatever their default.
 */
export function fixedComparison(node: JavaScript.Node, source: JavaScriptSource): FixedComparison | undefined {
  switch (node.type) {
    case Kind.BinaryExpression:
      return operatorComparison(node, source);
    case Kind.CallExpression:
      return (
        methodComparison(node, source) ?? constantTimeComparison(node, source) ?? patternComparison(node, source) ?? search(node, source)
      );
    case Kind.SwitchCase:
      return caseComparison(node, source);
    case Kind.MemberExpression:
      return tableLookup(node, source);
    default:
      return undefined;
  }
}

function operatorComparison(node: JavaScript.BinaryExpression, source: JavaScriptSource): FixedComparison | undefined {
  const { operator, left, right } = node;
  if (operator === 'in') {
    const texts = keysOf(right, source);
    return texts && { subject: left, literal: right, texts, isNegated: false, extent: 'whole' };
  }
  const found = searchResult(node, source);
  if (found) return found;
  if (!EQUALITIES.has(operator) || isNeverText(left) || isNeverText(right)) return undefined;
  const isNegated = operator.startsWith('!');
  return betweenValues(left, right, isNegated, source);
}

/** Which of two expressions is fixed, and which is compared with it? */
function betweenValues(
  left: JavaScript.Node,
  right: JavaScript.Node,
  isNegated: boolean,
  source: JavaScriptSource,
): FixedComparison | undefined {
  const [leftTexts, rightTexts] = [fixedTexts(left, source), fixedTexts(right, source)];
  if (leftTexts && rightTexts) return undefined;
  const [ofLeft, ofRight] = leftTexts || rightTexts ? [leftTexts, rightTexts] : [defaultText(left, source), defaultText(right, source)];
  if (ofRight && !ofLeft) return { subject: left, literal: right, texts: ofRight, isNegated, extent: 'whole' };
  return ofLeft && !ofRight ? { subject: right, literal: left, texts: ofLeft, isNegated, extent: 'whole' } : undefined;
}

/** `timingSafeEqual(given, Buffer.from('demo'))`: taking the same time for each text does not keep this one secret. */
function constantTimeComparison(call: JavaScript.CallExpression, source: JavaScriptSource): FixedComparison | undefined {
  if (!constantTimeComparisons.has(lastName(call) ?? '') || call.arguments.length !== 2) return undefined;
  const [left, right] = call.arguments;
  if (!left || !right) return undefined;
  const [first, second] = [uncoded(left, source), uncoded(right, source)];
  const found = betweenValues(first, second, false, source);
  // Told where the question stands, and not where the text was made into bytes.
  return found && { ...found, literal: found.literal === first ? left : right };
}

/** `/^demo-/.test(token)`, `token.match(/^demo-/)`. */
function patternComparison(call: JavaScript.CallExpression, source: JavaScriptSource): FixedComparison | undefined {
  const method = methodName(call);
  const [given] = call.arguments;
  const object = receiver(call);
  if ((method !== 'test' && method !== 'match') || !object || !given) return undefined;
  const [pattern, subject] = method === 'test' ? [followed(object, source), given] : [followed(given, source), object];
  const part = pattern.type === Kind.Literal && 'regex' in pattern ? fixedPartOf(pattern.regex.pattern) : null;
  return part ? { subject, literal: pattern, texts: [part.text], isNegated: false, extent: part.extent } : undefined;
}

/** `USERS.find((user) => user.password === password)`: true when one of what is written out fits. */
function search(call: JavaScript.CallExpression, source: JavaScriptSource): FixedComparison | undefined {
  const [callback] = call.arguments;
  const object = receiver(call);
  if (!searchMethods.has(methodName(call) ?? '') || !object || !isFunction(callback) || !elementsOf(object, source)) return undefined;
  for (const answer of returnedExpressions(callback, source)) {
    for (const asked of answer ? conjunctsOf(answer) : []) {
      const comparison =
        asked.type === Kind.BinaryExpression || asked.type === Kind.CallExpression ? fixedComparison(asked, source) : undefined;
      if (comparison && !comparison.isNegated && credentialIn(comparison.subject, source)) return { ...comparison, literal: object };
    }
  }
  return undefined;
}

/** `a` and `b` of `a && b`. */
function conjunctsOf(expression: JavaScript.Node): JavaScript.Node[] {
  const found: JavaScript.Node[] = [];
  const waiting: JavaScript.Node[] = [expression];
  for (let node = waiting.pop(); node && found.length < MOST_CONJUNCTS; node = waiting.pop()) {
    const inner = unwrap(node);
    if (inner.type === Kind.LogicalExpression && inner.operator === '&&') waiting.push(inner.right, inner.left);
    else found.push(inner);
  }
  return found;
}

const MOST_CONJUNCTS = 10;

/** `TOKENS.indexOf(token) !== -1`, `>= 0`, `> -1`. */
function searchResult({ operator, left, right }: JavaScript.BinaryExpression, source: JavaScriptSource): FixedComparison | undefined {
  const call = unwrap(left);
  if (call.type !== Kind.CallExpression || methodName(call) !== 'indexOf') return undefined;
  const object = receiver(call);
  const subject = argument(call, 0);
  const test = `${operator} ${source.getText(right)}`;
  const texts = object && subject && SEARCHES.test(test) ? textsOf(object, source) : undefined;
  if (!texts || !object || !subject) return undefined;
  return { subject, literal: object, texts, isNegated: /^(?:===? -1|< 0)$/u.test(test), extent: 'whole' };
}

const SEARCHES = /^(?:[!=]==? -1|> -1|>= 0|< 0)$/u;

/** `USERS[token]`. */
function tableLookup(node: JavaScript.MemberExpression, source: JavaScriptSource): FixedComparison | undefined {
  if (!node.computed || isSetting(node)) return undefined;
  const texts = keysOf(node.object, source);
  return texts && fixedText(node.property, source) === undefined
    ? { subject: node.property, literal: node.object, texts, isNegated: false, extent: 'whole' }
    : undefined;
}

/** `typeof x`, `null`, `true`, `undefined`: most comparisons have one of these on a side, and are about no text. */
function isNeverText(node: JavaScript.Node): boolean {
  if (node.type === Kind.UnaryExpression) return true;
  if (node.type === Kind.Identifier) return node.name === 'undefined';
  return node.type === Kind.Literal && typeof node.value !== 'string' && typeof node.value !== 'number';
}

const EQUALITIES: ReadonlySet<string> = new Set(['==', '===', '!=', '!==']);

const COMPARING_METHODS: ReadonlySet<string> = new Set(['startsWith', 'endsWith', 'includes', 'has', 'get', 'hasOwnProperty', 'hasOwn']);

/** `token.startsWith('demo')`, `TOKENS.includes(token)`, `TOKENS.has(token)`. */
function methodComparison(call: JavaScript.CallExpression, source: JavaScriptSource): FixedComparison | undefined {
  const method = methodName(call) ?? '';
  if (!COMPARING_METHODS.has(method)) return undefined;
  const object = receiver(call);
  const first = argument(call, 0);
  if (!object || !first) return undefined;
  const found = (subject: JavaScript.Node, literal: JavaScript.Node, texts: readonly string[], extent: FixedComparison['extent']) => ({
    subject,
    literal,
    texts,
    isNegated: false,
    extent,
  });
  if (method === 'startsWith' || method === 'endsWith') {
    const text = fixedText(first, source);
    return text === undefined ? undefined : found(object, first, [text], 'edge');
  }
  if (method === 'includes' || method === 'has' || method === 'get') {
    const texts = textsOf(object, source);
    if (texts) return found(first, object, texts, 'whole');
    const text = method === 'includes' ? fixedText(first, source) : undefined;
    return text === undefined ? undefined : found(object, first, [text], 'part');
  }
  if (method !== 'hasOwnProperty' && method !== 'hasOwn') return undefined;
  const second = argument(call, 1);
  const [table, key] = method === 'hasOwn' && second ? [first, second] : [object, first];
  const texts = keysOf(table, source);
  return texts && found(key, table, texts, 'whole');
}

function caseComparison(node: JavaScript.SwitchCase, source: JavaScriptSource): FixedComparison | undefined {
  const { test, parent } = node;
  if (!test) return undefined;
  const text = fixedText(test, source);
  return text === undefined ? undefined : { subject: parent.discriminant, literal: test, texts: [text], isNegated: false, extent: 'whole' };
}

/** The texts of an array, a `Set` or the keys of a `Map` that is written out. */
function textsOf(expression: JavaScript.Node, source: JavaScriptSource): string[] | undefined {
  const elements = elementsOf(expression, source);
  if (elements) return fixedAmong(elements, source);
  // `'a,b'.split(',')`.
  const node = followed(expression, source);
  const object = node.type === Kind.CallExpression && methodName(node) === 'split' ? receiver(node) : undefined;
  return (
    object &&
    fixedText(object, source)
      ?.split(/[\s,;|]+/u)
      .filter((text) => text !== '')
  );
}
