import { fixedPartOf } from '../language/fixed-patterns.ts';
import { meaningOf } from '../project/python-modules.ts';
import { constantTimeComparisons } from '../vocabulary/guard-names.ts';
import { argument, argumentsOf, methodName, receiver } from './calls.ts';
import { nodeAt } from './columns.ts';
import { constantText } from './constants.ts';
import { credentialIn } from './credentials.ts';
import { parts, unwrap } from './expressions.ts';
import { defaultText, elementsOf, fixedAmong, fixedText, fixedTexts, textsOf } from './fixed-values.ts';
import { identifiersOf } from './identifiers.ts';
import { callsNamed } from './named-calls.ts';
import { lastName } from './names.ts';
import type * as Python from './nodes.ts';
import type { PythonTree } from './syntax/tree.ts';
import { followed } from './values.ts';

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
      return methodComparison(node) ?? digestComparison(node) ?? patternComparison(node);
    case 'case_clause':
      return caseComparison(node);
    case 'subscript':
      return tableLookup(node);
    default:
      return null;
  }
}

function operatorComparison(node: Python.ComparisonOperator): FixedComparison | null {
  const compared = parts(node);
  const [left, right] = compared;
  const operator = node.operators.type;
  if (!left || !right || compared.length > 2 || !OPERATORS.has(operator)) return null;
  const isNegated = operator === '!=' || operator === '<>' || operator === 'not in';
  if (left.type === 'tuple') return tupleComparison(left, right, operator, isNegated);
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
  return betweenValues(left, right, isNegated);
}

/** Which of two expressions is fixed, and which is compared with it? */
function betweenValues(left: Python.Node, right: Python.Node, isNegated = false): FixedComparison | null {
  const [leftTexts, rightTexts] = [fixedTexts(left), fixedTexts(right)];
  if (leftTexts && rightTexts) return null;
  const [ofLeft, ofRight] =
    leftTexts || rightTexts
      ? [leftTexts, rightTexts]
      : [defaultText(left) ?? importedText(left, right), defaultText(right) ?? importedText(right, left)];
  if (ofRight && !ofLeft) return { subject: left, literal: right, texts: ofRight, isNegated, extent: 'whole' };
  return ofLeft && !ofRight ? { subject: right, literal: left, texts: ofLeft, isNegated, extent: 'whole' } : null;
}

/** The text of a constant that another module holds. That module is read only where a credential is compared. */
function importedText(expression: Python.Node, other: Python.Node): readonly string[] | null {
  const name = lastName(expression);
  if (name === null || !CONSTANT.test(name) || !credentialIn(other)) return null;
  const meaning = meaningOf(expression);
  // What a module of settings says is what each installation may change.
  if (!meaning || meaning.tree === expression.tree || SETTINGS.test(meaning.path ?? '')) return null;
  const text = meaning.node.type === 'string' ? constantText(meaning.node) : null;
  return text === null || text === '' ? null : [text];
}

const CONSTANT = /^[A-Z][A-Z0-9_]*$/u;
const SETTINGS = /settings|config|env|local/iu;

/** `(name, password) == ('demo', 'demo')`, `(name, password) in USERS`: the credential among what is compared. */
function tupleComparison(left: Python.Tuple, right: Python.Node, operator: string, isNegated: boolean): FixedComparison | null {
  const place = parts(left).findIndex((part) => credentialIn(part) !== null);
  const subject = parts(left)[place];
  if (!subject) return null;
  const other = followed(right);
  const rows = operator === 'in' || operator === 'not in' ? elementsOf(right) : [other];
  const shown = rows?.flatMap((row) => (row.type === 'tuple' || row.type === 'list' ? (parts(row)[place] ?? []) : [])) ?? [];
  const texts = fixedAmong(shown);
  return texts && { subject, literal: right, texts, isNegated, extent: 'whole' };
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

const COMPARING_METHODS = new Set(['startswith', 'endswith', 'get']);

/**
 * The calls of a file that may compare (`token.startswith('demo')`, `USERS.get(token)`, `compare_digest(token, 'demo')`), without
 * making nodes of all the others; and `USERS[token]`, where a missing key is caught.
 */
export function comparingCalls(tree: PythonTree): (Python.Call | Python.Subscript)[] {
  const { rows, text } = tree;
  const calls = callsNamed(tree, isComparing, (row, name) => {
    const end = rows.end[row] ?? 0;
    // `.get('name')` asks for one name; only with a value in its parentheses does it look somebody up.
    return name !== 'get' || OPENS_WITH_VALUE.test(text.slice(end, end + LONGEST_OPENING));
  });
  const errors = text.includes('KeyError') ? identifiersOf(tree).rows('KeyError') : [];
  return [
    ...calls.filter((call) => !MATCHING_METHODS.has(methodName(call) ?? '') || isOfPatterns(call)),
    ...errors.flatMap((row) => triedLookups(nodeAt(tree, row))),
  ];
}

function isComparing(name: string): boolean {
  return COMPARING_METHODS.has(name) || MATCHING_METHODS.has(name) || constantTimeComparisons.has(name);
}

const MATCHING_METHODS = new Set(['match', 'fullmatch']);

/** Of `re.match`: what any other object calls so is not looked at. */
function isOfPatterns(call: Python.Call): boolean {
  const object = receiver(call);
  return object?.type === 'identifier' && (object.text === 're' || object.text === 'regex');
}

/** `re.match(r'^demo-', token)`. */
function patternComparison(call: Python.Call): FixedComparison | null {
  const method = methodName(call) ?? '';
  if (!MATCHING_METHODS.has(method) || !isOfPatterns(call)) return null;
  const [pattern, subject] = argumentsOf(call);
  const text = pattern && fixedText(pattern.value);
  const part = typeof text === 'string' ? fixedPartOf(text, { isAnchored: true }) : null;
  if (!part || !pattern || !subject) return null;
  const extent = method === 'fullmatch' && text === part.text ? 'whole' : part.extent;
  return { subject: subject.value, literal: pattern.value, texts: [part.text], isNegated: false, extent };
}

/** The look-ups in the body of a `try` that catches this error. */
function triedLookups(error: Python.Node): Python.Subscript[] {
  let clause = error.parent;
  while (clause && (clause.type === 'tuple' || clause.type === 'as_pattern')) clause = clause.parent;
  const tried = clause?.type === 'except_clause' ? clause.parent : null;
  return tried?.type === 'try_statement' ? tried.body.descendants('subscript').filter(isLookupByValue) : [];
}

function isLookupByValue(node: Python.Subscript): boolean {
  const keys = node.all('subscript');
  return keys.length === 1 && keys[0]?.type !== 'string' && keys[0]?.type !== 'integer' && keys[0]?.type !== 'slice';
}

/** `USERS[token]`. */
function tableLookup(node: Python.Subscript): FixedComparison | null {
  if (!isLookupByValue(node) || followed(node.value).type !== 'dictionary') return null;
  const texts = textsOf(node.value);
  return texts && { subject: node.subscript, literal: node.value, texts, isNegated: false, extent: 'whole' };
}

/** `hmac.compare_digest(token, 'demo')`: taking the same time for each text does not keep this one secret. */
function digestComparison(call: Python.Call): FixedComparison | null {
  if (!constantTimeComparisons.has(lastName(call.function) ?? '')) return null;
  const [left, right, ...more] = argumentsOf(call).map(({ value }) => uncoded(value));
  return left && right && more.length === 0 ? betweenValues(left, right) : null;
}

/** `'demo'` of `'demo'.encode()` and `bytes('demo', 'utf-8')`. */
function uncoded(expression: Python.Node): Python.Node {
  const node = unwrap(expression);
  if (node.type !== 'call') return node;
  if (methodName(node) === 'encode') return receiver(node) ?? node;
  return lastName(node.function) === 'bytes' ? (argumentsOf(node)[0]?.value ?? node) : node;
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
