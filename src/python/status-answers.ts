import { argument, argumentsOf, type Place } from './calls.ts';
import { kindAt, nodeAt, rowAt } from './columns.ts';
import { constantText } from './constants.ts';
import { parts, unwrap } from './expressions.ts';
import { identifiersOf } from './identifiers.ts';
import { importsAny } from './imports.ts';
import { answerMakers, anyAbort, statusConstants, type AnswerMaker } from './knowledge/status-answers.ts';
import { flask } from './knowledge/flask.ts';
import { callsNamed } from './named-calls.ts';
import { calleeName, lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { references, resolve, singleDefinition } from './scopes.ts';
import type { PythonTree } from './syntax/tree.ts';
import { followed } from './values.ts';

/** A place that answers a request with a status of its own. */
export interface StatusAnswer {
  /** What says the status: the number, the constant, or the name of the class that stands for it. */
  readonly node: Python.Node;
  /** The call that makes the answer or raises it; null for Flask's `return body, 429` and for `response.status_code = 429`. */
  readonly call: Python.Call | null;
  readonly maker: AnswerMaker | null;
  /** Flask's `body, 429`, and what stands around `429` otherwise. */
  readonly whole: Python.Node;
  /** What it gives as headers; null for none, `'unknown'` where a `**x` may give them. */
  readonly headers: Python.Node | 'unknown' | null;
}

/** The places of a file that answer with one status, as its number (`429`) or its constant (`TOO_MANY_REQUESTS`) tells. */
export function statusAnswers(tree: PythonTree, status: number, words: string): StatusAnswer[] {
  const numbers = numbersOf(tree, String(status));
  const names = identifiersOf(tree);
  const constants = statusConstants(status, words).flatMap((name) => names.rows(name).map((row) => nodeAt(tree, row)));
  const className = words.toLowerCase().replace(/(?:^|_)(\w)/gu, (_, letter: string) => letter.toUpperCase());
  const said = [...numbers, ...constants].flatMap((token) => meansOf(outermostOf(token)));
  return [...said.flatMap(answerWith), ...classAnswers(tree, className)];
}

/** The literals of a number. A file may have thousands of numbers, so the text is searched and not the tree. */
function numbersOf(tree: PythonTree, digits: string): Python.Node[] {
  const found: Python.Node[] = [];
  for (let at = tree.text.indexOf(digits); at >= 0; at = tree.text.indexOf(digits, at + 1)) {
    const row = rowAt(tree, at);
    const isWhole = tree.rows.start[row] === at && tree.rows.end[row] === at + digits.length;
    if (isWhole && kindAt(tree, row) === 'integer') found.push(nodeAt(tree, row));
  }
  return found;
}

/** `HTTPStatus.X.value` of `X`. */
function outermostOf(token: Python.Node): Python.Node {
  let outer = token;
  while (outer.parent?.type === 'attribute') outer = outer.parent;
  return outer;
}

/** The places where a constant of the file is named, for the number it is set to; otherwise the number itself. */
function meansOf(token: Python.Node): Python.Node[] {
  const { parent } = token;
  if (parent?.type !== 'assignment' || parent.right !== token || parent.left.type !== 'identifier') return [token];
  const binding = resolve(parent.left);
  return binding && singleDefinition(binding) ? references(binding).filter((reference) => reference !== parent.left) : [];
}

function answerWith(token: Python.Node): StatusAnswer[] {
  const call = callAround(token);
  if (call) return madeBy(call, token);
  const { parent } = token;
  if (parent?.type === 'expression_list' || parent?.type === 'tuple') return tupleAnswer(parent, token);
  if (parent?.type === 'assignment' && parent.right === token) return assignedAnswer(parent, token);
  return [];
}

function callAround(token: Python.Node): Python.Call | null {
  const { parent } = token;
  const list = parent?.type === 'keyword_argument' && parent.value === token ? parent.parent : parent;
  const call = list?.type === 'argument_list' ? list.parent : null;
  return call?.type === 'call' ? call : null;
}

function madeBy(call: Python.Call, token: Python.Node): StatusAnswer[] {
  const maker = makerOf(call);
  if (!maker?.status || argument(call, maker.status) !== token) return [];
  return [{ node: token, call, maker, whole: call, headers: maker.headers && headersOf(call, maker.headers) }];
}

function headersOf(call: Python.Call, place: Place): Python.Node | 'unknown' | null {
  return argument(call, place);
}

function makerOf(call: Python.Call): AnswerMaker | null {
  const name = calleeName(call);
  const known = name === null ? undefined : answerMakers.get(name);
  return known ?? (name?.endsWith('.abort') === true ? anyAbort : null);
}

/** Flask's `return body, 429` and `return body, 429, headers`. */
function tupleAnswer(tuple: Python.Node, token: Python.Node): StatusAnswer[] {
  const elements = parts(tuple);
  const [body, status, headers, ...more] = elements;
  if (status !== token || !body || more.length > 0 || !isReturned(tuple) || !importsAny(token.tree, ...flask.modules)) return [];
  return [{ node: token, call: null, maker: null, whole: tuple, headers: headers ?? null }];
}

function isReturned(node: Python.Node): boolean {
  let outer = node.parent;
  while (outer?.type === 'parenthesized_expression' || outer?.type === 'conditional_expression') outer = outer.parent;
  return outer?.type === 'return_statement';
}

/** `response.status_code = 429` of a response that this function has made. */
function assignedAnswer({ left }: Python.Assignment, token: Python.Node): StatusAnswer[] {
  if (left.type !== 'attribute' || (left.attribute.text !== 'status_code' && left.attribute.text !== 'status')) return [];
  const made = followed(left.object);
  const isResponse = made.type === 'call' && (makerOf(made) !== null || RESPONSES.has(calleeName(made) ?? ''));
  return isResponse ? [{ node: token, call: null, maker: null, whole: left, headers: null }] : [];
}

const RESPONSES = new Set(['flask.jsonify', 'quart.jsonify', 'flask.render_template', 'django.shortcuts.render', 'flask.make_response']);

/** `TooManyRequests(...)`, `HTTPTooManyRequests(...)`: classes whose name is the status. */
function classAnswers(tree: PythonTree, className: string): StatusAnswer[] {
  const named = (name: string): boolean => name.includes(className) || (className === 'TooManyRequests' && name === 'Throttled');
  return callsNamed(tree, named).flatMap((call) => {
    const maker = makerOf(call);
    if (maker?.status !== null) return [];
    return [{ node: call.function, call, maker, whole: call, headers: maker.headers && argument(call, maker.headers) }];
  });
}

/** Does a dictionary of headers hold one of this name? Null where that cannot be seen. */
export function hasHeader(headers: Python.Node, name: RegExp): boolean | null {
  const node = followed(headers);
  if (node.type !== 'dictionary') return null;
  let isKnown = true;
  for (const pair of parts(node)) {
    const key = pair.type === 'pair' ? constantText(pair.key) : null;
    if (key === null) isKnown = false;
    else if (name.test(key)) return true;
  }
  return isKnown ? false : null;
}

/** The name that an answer is kept under, when it is not given away at once. */
export function keptAs({ whole }: StatusAnswer): Python.Identifier | null {
  if (whole.type === 'attribute') {
    const object = unwrap(whole.object);
    return object.type === 'identifier' ? object : null;
  }
  const { parent } = whole;
  return parent?.type === 'assignment' && parent.right === whole && parent.left.type === 'identifier' ? parent.left : null;
}

/** Is an answer, or the name it is kept under, handed to a call that may add to it? Its being raised or returned is none. */
export function isHandedOn(answer: StatusAnswer): boolean {
  if (answer.call && callAround(answer.call)) return true;
  const name = keptAs(answer);
  const binding = name && resolve(name);
  return (binding ? references(binding) : []).some((reference) => callAround(reference) !== null || isAddedTo(reference));
}

/** `response.headers.update(...)`, `response.set_cookie(...)` is none. */
function isAddedTo(reference: Python.Identifier): boolean {
  const attribute = reference.parent;
  if (attribute?.type !== 'attribute' || attribute.object !== reference || attribute.attribute.text !== 'headers') return false;
  const { parent } = attribute;
  return parent?.type === 'attribute' && kindAt(parent.tree, parent.parent?.row ?? 0) === 'call';
}

/** The texts that a call's arguments say, in order: the detail of an error, its description. */
export function saidBy(node: Python.Node): string {
  if (node.type !== 'call')
    return parts(node)
      .map(({ text }) => text.slice(0, LONGEST_TEXT))
      .join(' ');
  return argumentsOf(node)
    .map(({ value }) => (lastName(value) === null ? value.text.slice(0, LONGEST_TEXT) : ''))
    .join(' ');
}

const LONGEST_TEXT = 400;
