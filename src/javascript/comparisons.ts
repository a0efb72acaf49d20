import { wordsOf } from '../vocabulary/words.ts';
import { argument, methodName, objectLiteral, receiver } from './calls.ts';
import { fold, textOf } from './constants.ts';
import type { JavaScriptSource } from './detector.ts';
import { keyOf, unwrap } from './expressions.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { singleValue, variableOf } from './scopes.ts';

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
      return methodComparison(node, source);
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
  const [leftTexts, rightTexts] = [oneOf(left, source), oneOf(right, source)];
  if (rightTexts && !leftTexts) return { subject: left, literal: right, texts: rightTexts, isNegated, extent: 'whole' };
  return leftTexts && !rightTexts ? { subject: right, literal: left, texts: leftTexts, isNegated, extent: 'whole' } : undefined;
}

/** `TOKENS.indexOf(token) !== -1`, `>= 0`, `> -1`. */
function searchResult({ operator, left, right }: JavaScript.BinaryExpression, source: JavaScriptSource): FixedComparison | undefined {
  const call = unwrap(left);
  if (call.type !== Kind.CallExpression || methodName(call) !== 'indexOf') return undefined;
  const object = receiver(call);
  const subject = argument(call, 0);
  const test = `${operator} ${source.getText(right)}`;
  const texts = object && subject && SEARCHES.test(test) ? elementsOf(object, source) : undefined;
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

/** What an expression's text may be, when it is one of a few. */
function oneOf(expression: JavaScript.Node, source: JavaScriptSource): readonly string[] | undefined {
  const text = fixedText(expression, source);
  if (text !== undefined) return [text];
  const node = unwrap(expression);
  // The passwords of `PASSWORDS[name]`.
  const table = node.type === Kind.MemberExpression && node.computed && !isSetting(node) ? objectLiteral(node.object, source) : undefined;
  return (
    table &&
    constant(
      table.properties.map((property) => (property.type === Kind.Property ? property.value : null)),
      source,
    )
  );
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
    const texts = elementsOf(object, source);
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

/** The text of an expression that is the same in every installation. */
export function fixedText(expression: JavaScript.Node, source: JavaScriptSource): string | undefined {
  const node = unwrap(expression);
  if (node.type === Kind.MemberExpression && isSetting(node)) return undefined;
  const folded = fold(node, source);
  return folded.fromEnvironmentDefault ? undefined : textOf(folded.parts);
}

/** `config.demoToken`, `settings.TOKEN`: what is kept there is there to be changed. */
function isSetting(node: JavaScript.MemberExpression): boolean {
  const owner = dottedText(node.object);
  return owner !== undefined && wordsOf(owner).some((word) => SETTINGS.has(word));
}

const SETTINGS: ReadonlySet<string> = new Set(['config', 'configuration', 'settings', 'env', 'environment', 'options', 'opts']);

/** How many elements of a collection are read. */
const MOST_TEXTS = 200;

/** The texts of an array or a `Set` that is written out. */
function elementsOf(expression: JavaScript.Node, source: JavaScriptSource): string[] | undefined {
  let node = followed(expression, source);
  if (node.type === Kind.NewExpression && dottedText(node.callee) === 'Set') node = followed(node.arguments[0] ?? node, source);
  else if (node.type === Kind.NewExpression && dottedText(node.callee) === 'Map') return mapKeys(node.arguments[0], source);
  else if (node.type === Kind.CallExpression && methodName(node) === 'freeze') node = followed(node.arguments[0] ?? node, source);
  else if (node.type === Kind.CallExpression && methodName(node) === 'keys' && node.arguments[0]) return keysOf(node.arguments[0], source);
  return node.type === Kind.ArrayExpression ? constant(node.elements, source) : undefined;
}

function mapKeys(node: JavaScript.Node | undefined, source: JavaScriptSource): string[] | undefined {
  const entries = node && followed(node, source);
  if (entries?.type !== Kind.ArrayExpression) return undefined;
  return constant(
    entries.elements.map((entry) => (entry?.type === Kind.ArrayExpression ? (entry.elements[0] ?? null) : null)),
    source,
  );
}

/** The keys of an object that is written out. */
function keysOf(expression: JavaScript.Node, source: JavaScriptSource): string[] | undefined {
  const object = objectLiteral(expression, source);
  if (!object || object.properties.length === 0 || object.properties.length > MOST_TEXTS) return undefined;
  const keys = object.properties.map((property) => {
    if (property.type !== Kind.Property) return undefined;
    return property.computed ? fixedText(property.key, source) : keyOf(property);
  });
  return keys.includes(undefined) ? undefined : (keys as string[]);
}

/** The fixed texts among them; others beside them take nothing away from these. */
function constant(elements: readonly (JavaScript.Node | null)[], source: JavaScriptSource): string[] | undefined {
  if (elements.length === 0 || elements.length > MOST_TEXTS) return undefined;
  const texts = elements.map((element) => (element ? fixedText(element, source) : undefined)).filter((text) => text !== undefined);
  return texts.length > 0 ? texts : undefined;
}

function followed(expression: JavaScript.Node, source: JavaScriptSource): JavaScript.Node {
  let node = unwrap(expression);
  for (let hops = 0; node.type === Kind.Identifier && hops < MOST_HOPS; hops++) {
    const variable = variableOf(node, source);
    const value = variable && singleValue(variable);
    if (!value || value.path.length > 0) return node;
    node = unwrap(value.expression);
  }
  return node;
}

const MOST_HOPS = 10;
