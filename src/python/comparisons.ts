import { argument, argumentsOf, methodName, receiver } from './calls.ts';
import { classInfo, receiverClass } from './classes.ts';
import { identifierRows, nodeAt } from './columns.ts';
import { constantString, textOf } from './constants.ts';
import { parts, unwrap } from './expressions.ts';
import { lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { numberOf } from './numbers.ts';
import type { PythonTree } from './syntax/tree.ts';
import { followed } from './values.ts';
import { wordsOf } from '../vocabulary/words.ts';

/** A question whether a value is, or contains, one of some texts that stand in the program. */
export interface FixedComparison {
  /** The value that is asked about. */
  readonly subject: Python.Node;
  /** The expression that gives the texts, where the question stands. */
  readonly literal: Python.Node;
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
export function fixedComparison(node: Python.Node): FixedComparison | null {
  switch (node.type) {
    case 'comparison_operator':
      return operatorComparison(node);
    case 'call':
      return methodComparison(node);
    case 'case_clause':
      return caseComparison(node);
    default:
      return null;
  }
}

function operatorComparison(node: Python.ComparisonOperator): FixedComparison | null {
  const [left, right, ...more] = parts(node);
  const operator = node.tokens.find(({ type }) => OPERATORS.has(type))?.type;
  if (!left || !right || more.length > 0 || operator === undefined) return null;
  const isNegated = operator === '!=' || operator === '<>' || operator === 'not in';
  if (operator === 'in' || operator === 'not in') {
    const texts = textsOf(right);
    if (texts) return { subject: left, literal: right, texts, isNegated, extent: 'whole' };
    const part = fixedText(left);
    return part === null ? null : { subject: right, literal: left, texts: [part], isNegated, extent: 'part' };
  }
  // Nearly always the text is written out, and then the other side need not be followed to its value.
  if (isWritten(right)) return isWritten(left) ? null : comparedWith(left, right, isNegated);
  if (isWritten(left)) return comparedWith(right, left, isNegated);
  if (NEVER_TEXT.has(left.type) || NEVER_TEXT.has(right.type)) return null;
  const leftTexts = oneOf(left);
  const rightTexts = oneOf(right);
  if (rightTexts && !leftTexts) return { subject: left, literal: right, texts: rightTexts, isNegated, extent: 'whole' };
  return leftTexts && !rightTexts ? { subject: right, literal: left, texts: leftTexts, isNegated, extent: 'whole' } : null;
}

function isWritten({ type }: Python.Node): boolean {
  return type === 'string' || type === 'integer';
}

/** What most comparisons have on a side that are about no text. */
const NEVER_TEXT = new Set(['none', 'true', 'false', 'float', 'list', 'dictionary', 'tuple', 'set', 'unary_operator', 'lambda']);

function comparedWith(subject: Python.Node, literal: Python.Node, isNegated: boolean): FixedComparison | null {
  const text = fixedText(literal);
  return text === null ? null : { subject, literal, texts: [text], isNegated, extent: 'whole' };
}

const OPERATORS = new Set(['==', '!=', '<>', 'in', 'not in']);

/** What an expression's text may be, when it is one of a few. */
function oneOf(expression: Python.Node): readonly string[] | null {
  const text = fixedText(expression);
  return text === null ? valuesOfTable(expression) : [text];
}

const COMPARING_METHODS = new Set(['startswith', 'endswith', 'get']);

/** The calls of a file that may compare (`token.startswith('demo')`, `USERS.get(token)`), without making nodes of all the others. */
export function comparingCalls(tree: PythonTree): Python.Call[] {
  const { rows, text } = tree;
  const named = identifierRows(tree);
  const isLookup = (row: number) => {
    const end = rows.end[row] ?? 0;
    // `.get('name')` asks for one name; only with a value in its parentheses does it look somebody up.
    return OPENS_WITH_VALUE.test(text.slice(end, end + LONGEST_OPENING));
  };
  const calls = [...(named.get('startswith') ?? []), ...(named.get('endswith') ?? []), ...(named.get('get') ?? []).filter(isLookup)];
  return calls.flatMap((row) => {
    const call = nodeAt(tree, row).parent?.parent;
    return call?.type === 'call' ? [call] : [];
  });
}

const OPENS_WITH_VALUE = /^\(\s*[^\s'")]/u;
const LONGEST_OPENING = 12;

/** `token.startswith('demo')`, `USERS.get(token)`. */
function methodComparison(call: Python.Call): FixedComparison | null {
  const method = methodName(call);
  if (method === null || !COMPARING_METHODS.has(method)) return null;
  const object = receiver(call);
  const first = argument(call, { position: 0 });
  if (!object || first === null || first === 'unknown') return null;
  if (method === 'startswith' || method === 'endswith') {
    const text = fixedText(first);
    const texts = text === null ? textsOf(first) : [text];
    return texts && { subject: object, literal: first, texts, isNegated: false, extent: 'edge' };
  }
  if (method !== 'get' || first.type === 'string') return null;
  const table = followed(object);
  const texts = table.type === 'dictionary' ? textsOf(object) : null;
  return texts && { subject: first, literal: object, texts, isNegated: false, extent: 'whole' };
}

function caseComparison(clause: Python.CaseClause): FixedComparison | null {
  const match = clause.parent?.parent;
  const pattern = parts(clause).find(({ type }) => type === 'case_pattern');
  if (match?.type !== 'match_statement' || !pattern) return null;
  const strings = pattern.descendants('string');
  const [literal] = strings;
  if (!literal) return null;
  return { subject: match.subject, literal, texts: strings.map((string) => fixedText(string) ?? ''), isNegated: false, extent: 'whole' };
}

/** The text of an expression that is the same in every installation. */
export function fixedText(expression: Python.Node): string | null {
  const node = unwrap(expression);
  if (node.type === 'integer') return String(numberOf(node) ?? '');
  if (node.type === 'attribute' && !isOwnConstant(node)) return null;
  if (node.type === 'identifier' && followed(node).type === 'integer') return String(numberOf(node) ?? '');
  const folded = constantString(node);
  return folded.fromEnvironment ? null : textOf(folded);
}

/** `self.TOKEN`, `Guard.TOKEN`: but a class of settings is there to be changed. */
function isOwnConstant({ object }: Python.Attribute): boolean {
  const owner = receiverClass(object);
  return (
    owner !== null &&
    !classInfo(owner)
      .lineage()
      .some(({ name, bases }) => isSettingsName(name) || bases.some(({ text }) => text !== null && isSettingsName(text)))
  );
}

function isSettingsName(name: string): boolean {
  return wordsOf(name).some(
    (word) => word === 'settings' || word === 'config' || word === 'configuration' || word === 'environment' || word === 'env',
  );
}

/** How many elements of a collection are read. */
const MOST_TEXTS = 200;

/** The texts of a list, tuple, set, or of the keys of a dictionary, when it is written out. */
function textsOf(expression: Python.Node): string[] | null {
  let node = unwrap(expression);
  if (node.type === 'attribute' && !isOwnConstant(node)) return null;
  node = followed(node);
  if (node.type === 'call' && CONSTRUCTORS.has(lastName(node.function) ?? '')) node = followed(argumentsOf(node)[0]?.value ?? node);
  else if (node.type === 'call' && methodName(node) === 'keys') node = followed(receiver(node) ?? node);
  if (node.type === 'dictionary') return constant(parts(node).map((pair) => (pair.type === 'pair' ? pair.key : pair)));
  return COLLECTIONS.has(node.type) ? constant(parts(node)) : null;
}

const CONSTRUCTORS = new Set(['set', 'frozenset', 'tuple', 'list', 'dict']);
const COLLECTIONS = new Set(['list', 'tuple', 'set', 'expression_list']);

/** The fixed texts among them; others beside them take nothing away from these. */
function constant(elements: readonly Python.Node[]): string[] | null {
  if (elements.length === 0 || elements.length > MOST_TEXTS) return null;
  const texts = elements
    .filter(({ type }) => type !== 'none')
    .map(fixedText)
    .filter((text) => text !== null);
  return texts.length > 0 ? texts : null;
}

/** The values of a table that is written out: of `PASSWORDS[name]` and `PASSWORDS.get(name)`. */
function valuesOfTable(expression: Python.Node): string[] | null {
  const node = unwrap(expression);
  const object = node.type === 'subscript' ? node.value : node.type === 'call' && methodName(node) === 'get' ? receiver(node) : null;
  if (!object || (object.type === 'attribute' && !isOwnConstant(object))) return null;
  const table = followed(object);
  return table.type === 'dictionary' ? constant(parts(table).flatMap((pair) => (pair.type === 'pair' ? [pair.value] : []))) : null;
}
