import { meaningOf } from '../project/python-modules.ts';
import { isHandshake, isSharedSecret, signOfCall, signOfHeader, signOfName, type CheckSign } from '../vocabulary/sender-checks.ts';
import { asksSender } from '../vocabulary/webhook-senders.ts';
import { argumentsOf, methodName, receiver } from './calls.ts';
import { classInfo, classMeantBy } from './classes.ts';
import { constantText } from './constants.ts';
import { parts, unwrap } from './expressions.ts';
import { functionMeantBy, parameters } from './functions.ts';
import { logCall } from './logging.ts';
import { dottedText, lastName } from './names.ts';
import { oncePerNode } from './memo.ts';
import type * as Python from './nodes.ts';
import { isGuardingParameter } from './route-guards.ts';

/** Does code look at who sent a message? `unknown` when it hands the request to something that cannot be seen. */
export type SenderCheck = 'checked' | 'unknown' | 'none';

type Definition = Python.FunctionDefinition | Python.ClassDefinition;

/** How many calls are followed from a handler, how deep, and how long a function may be. */
const MOST_FUNCTIONS = 60;
const MOST_HOPS = 3;

/**
 * Does a handler, or what it calls in whatever module of the project, look at who sent the message: a signature, a shared
 * secret, a token, an address; or does it ask the sender what is true?
 */
export function senderCheckIn(handler: Python.FunctionDefinition, extra: readonly string[] = []): SenderCheck {
  const open: { readonly definition: Definition; readonly hops: number }[] = [{ definition: handler, hops: MOST_HOPS }];
  const seen = new Set<Definition>([handler]);
  let isUnknown = false;
  for (let at = open.pop(); at; at = open.pop()) {
    const { definition, hops } = at;
    if (signIn(definition) !== null) return 'checked';
    for (const call of definition.descendants('call')) {
      const name = dottedText(call.function) ?? lastName(call.function) ?? '';
      if (extra.some((word) => name === word || name.endsWith(`.${word}`))) return 'checked';
      const called = hops === 0 ? [] : functionsBehind(call);
      for (const next of called) {
        if (seen.has(next) || seen.size > MOST_FUNCTIONS) continue;
        seen.add(next);
        open.push({ definition: next, hops: hops - 1 });
      }
      // Whoever is given the whole request can look at its headers.
      if (called.length === 0 && takesRequest(call) && !isHarmless(call, name)) isUnknown = true;
    }
  }
  return isUnknown ? 'unknown' : 'none';
}

/** The functions and classes of the project that a call runs: what it calls, and the functions it is given. */
export function functionsBehind(call: Python.Call): Definition[] {
  const given = argumentsOf(call).flatMap(({ value }) =>
    value.type === 'identifier' || value.type === 'attribute' ? (functionBehind(value) ?? []) : [],
  );
  const behind = functionBehind(call.function);
  return behind ? [behind, ...given] : given;
}

/** The function or class of the project that an expression names; of an object that was just made or kept in a module, its method. */
export function functionBehind(expression: Python.Node): Definition | null {
  const local = functionMeantBy(expression);
  if (local) return local;
  const node = unwrap(expression);
  const meant = meaningOf(node)?.node;
  if (meant?.type === 'function_definition' || meant?.type === 'class_definition') return meant;
  if (node.type !== 'attribute') return null;
  const owner = unwrap(node.object);
  // `StripeService(db).handle(payload)`, `service = StripeService()`, `self.service = ...`.
  const made = owner.type === 'call' ? owner : meaningOf(owner)?.node;
  const name = made?.type === 'call' ? made.function : made;
  const of = name && (classMeantBy(name) ?? meaningOf(name)?.node);
  return of?.type === 'class_definition' ? classInfo(of).method(node.attribute.text) : null;
}

/** What says that a function itself checks a sender? */
export const signIn = oncePerNode((definition: Definition): CheckSign => {
  let sign: CheckSign = null;
  let hasHandshake = false;
  for (const text of definition.descendants('string')) {
    const value = text.text.length > LONGEST_TEXT ? null : constantText(text);
    if (value === null) continue;
    hasHandshake ||= isHandshake(value);
    sign = stronger(sign, signOfText(text, value));
  }
  for (const identifier of definition.descendants('identifier')) {
    if (!isTarget(identifier)) sign = stronger(sign, signOfName(identifier.text));
  }
  for (const number of definition.descendants('integer')) if (/^40[13]$/u.test(number.text)) sign = stronger(sign, 'maybe');
  for (const call of definition.descendants('call')) {
    const name = dottedText(call.function) ?? lastName(call.function) ?? '';
    sign = stronger(sign, signOfCall(name));
    const callee = call.function.text.slice(0, LONGEST_TEXT).replace(/\(\)/gu, '');
    if (asksSender(callee)) sign = stronger(sign, 'maybe');
  }
  for (const comparison of definition.descendants('comparison_operator')) if (comparesSecret(comparison)) sign = stronger(sign, 'maybe');
  return hasHandshake && sign === 'maybe' ? null : sign;
});

const LONGEST_TEXT = 150;

function stronger(one: CheckSign, other: CheckSign): CheckSign {
  return one === 'sure' || other === null ? one : other;
}

/** A header that is read, or a part of the body with such a name; what a header of one's own request is called says nothing. */
function signOfText(text: Python.String, value: string): CheckSign {
  if (value === '_notify-validate') return 'maybe';
  if (/\s/u.test(value) || value.length > LONGEST_TEXT) return null;
  const holder = text.parent;
  if (holder?.type === 'subscript' && holder.value !== text) {
    return isRead(holder) ? ofKey(holder.value, value) : null;
  }
  const call = holder?.type === 'argument_list' ? holder.parent : null;
  if (call?.type !== 'call') return null;
  const owner = receiver(call);
  const isReading = owner !== null && /^(?:get|getlist|get_all|get_header|header|getheader|pop)$/u.test(methodName(call) ?? '');
  if (isReading && isRead(call)) return ofKey(owner, value);
  return lastName(call.function) === 'Header' ? signOfHeader(value) : null;
}

/** `request.headers['X-Token']`, `request.META[...]`; of a body only what nothing else is called. */
function ofKey(owner: Python.Node, value: string): CheckSign {
  if (/headers|META|environ|metadata/u.test(owner.text.slice(-LONGEST_TEXT)) || /^request\.(?:args|query_params|GET)$/u.test(owner.text))
    return signOfHeader(value.replace(/^HTTP_/u, ''));
  return signOfName(value) === 'sure' || value === 'sign' ? 'sure' : null;
}

/** Is what is read here used afterwards? What is kept in a variable that nobody looks at is not. */
function isRead(node: Python.Node): boolean {
  let at = node;
  while (at.parent?.type === 'boolean_operator' || at.parent?.type === 'parenthesized_expression' || at.parent?.type === 'await')
    at = at.parent;
  const { parent } = at;
  if (parent?.type === 'expression_statement') return false;
  if (parent?.type !== 'assignment' || parent.right !== at || parent.left.type !== 'identifier') return true;
  const name = parent.left.text;
  let scope: Python.Node | null = parent;
  while (scope && scope.type !== 'function_definition' && scope.type !== 'module') scope = scope.parent;
  const row = parent.left.row;
  return scope?.descendants('identifier').some((other) => other.text === name && other.row !== row) === true;
}

/** Names that are only set, and parameters, say nothing before they are used. */
function isTarget(identifier: Python.Identifier): boolean {
  let at: Python.Node = identifier;
  let parent = at.parent;
  while (parent?.type === 'typed_parameter' || parent?.type === 'default_parameter' || parent?.type === 'typed_default_parameter') {
    if (at !== identifier && parent.type !== 'typed_parameter') break;
    at = parent;
    ({ parent } = parent);
  }
  if (parent?.type === 'parameters') return true;
  if (parent?.type === 'keyword_argument') return parent.name === identifier;
  return parent?.type === 'assignment' && parent.left === identifier;
}

/** `payload['token'] == settings.TOKEN`, `request.remote_addr in ALLOWED`. */
function comparesSecret(comparison: Python.ComparisonOperator): boolean {
  const [left, right] = parts(comparison);
  if (!left || !right || [left, right].some(({ type }) => type === 'none' || type === 'integer' || type === 'true' || type === 'false'))
    return false;
  return [left, right].some((side) => side.text.length <= LONGEST_TEXT && namesWithin(side).some(isSharedSecret));
}

function namesWithin(node: Python.Node): string[] {
  const strings = [node, ...node.descendants('string')].flatMap((each) => (each.type === 'string' ? (constantText(each) ?? []) : []));
  const identifiers = [node, ...node.descendants('identifier')].flatMap((each) => (each.type === 'identifier' ? each.text : []));
  return [...identifiers, ...(node.type === 'string' ? [] : strings)];
}

/** Is a call given the request itself, or all of its headers? */
function takesRequest(call: Python.Call): boolean {
  return argumentsOf(call).some(({ value }) => {
    const text = value.text.length > LONGEST_TEXT ? '' : value.text.replace(/^(?:dict|await)\s?\(?/u, '').replace(/\)$/u, '');
    return /^(?:self\.)?(?:request|req)$|^(?:self\.)?(?:request|req)\.(?:headers|META|environ|scope)$|^(?:headers|request_headers)$|^\w*(?:_request|_req)$/u.test(
      text,
    );
  });
}

const HARMLESS = new Set(
  'render print isinstance len str repr type getattr hasattr dict list loads jsonify redirect TemplateResponse render_template build_absolute_uri get_current_site messages success error info super bool json'.split(
    ' ',
  ),
);

function isHarmless(call: Python.Call, name: string): boolean {
  const last = name.slice(name.lastIndexOf('.') + 1);
  return HARMLESS.has(last) || logCall(call) !== null;
}

/** Does a parameter bring something that was checked before the handler runs, or a header that says who sends? */
export function isCheckedParameter(definition: Python.FunctionDefinition, hops = MOST_HOPS): boolean {
  return parameters(definition).some((parameter) => {
    const { annotation, default: value, name } = parameter;
    const calls = [annotation, value].flatMap((node) =>
      node ? [...(node.type === 'call' ? [node] : []), ...node.descendants('call')] : [],
    );
    const header = calls.find((call) => lastName(call.function) === 'Header');
    if (header)
      return (
        signOfHeader(`${name} ${header.text.slice(0, LONGEST_TEXT)}`.replace(/[^\w-]+/gu, '-')) !== null &&
        mentionsName(definition.body, name)
      );
    const depends = calls.flatMap((call) => (lastName(call.function) === 'Depends' ? (argumentsOf(call)[0] ?? []) : []));
    if (depends.some((given) => hops > 0 && standsBefore(given.value, hops - 1))) return true;
    return isGuardingParameter(parameter);
  });
}

function mentionsName(node: Python.Node, name: string): boolean {
  return node.descendants('identifier').some((identifier) => identifier.text === name);
}

/** Does a decorator, dependency or hook check who sends? What the project does not define, its name has to say. */
export function standsBefore(expression: Python.Node, hops = MOST_HOPS): boolean {
  const node = unwrap(expression);
  const callee = node.type === 'call' ? unwrap(node.function) : node;
  const name = dottedText(callee);
  if (name === null || signOfCall(name) !== null || signOfName(name.slice(name.lastIndexOf('.') + 1)) !== null) return true;
  const behind = functionBehind(callee);
  if (!behind) return false;
  if (signIn(behind) !== null) return true;
  const methods = behind.type === 'function_definition' ? [behind] : [...classInfo(behind).methods.values()];
  return methods.some((method) => senderCheckIn(method) === 'checked' || isCheckedParameter(method, hops));
}
