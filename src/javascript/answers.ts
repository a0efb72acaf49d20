import type { JavaScriptSource } from './detector.ts';
import { argument, lastName, methodName, receiver, type Call } from './calls.ts';
import { keyOf, memberName, stringOf, unwrap, unwrapAwaited } from './expressions.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { variableOf } from './scopes.ts';
import { namesFailure, namesWorking, saysFailure } from '../vocabulary/failure-words.ts';

/**
 * What a value tells whoever gets it: `empty` is also what a search answers that found nothing, `constant` any other
 * fixed value, `failure` says that something went wrong, `other` is worked out.
 */
export type Answer = 'empty' | 'constant' | 'failure' | 'other';

const DEEPEST = 12;

/** What does this value tell whoever gets it? */
export function answerOf(expression: JavaScript.Node, source: JavaScriptSource, depth = 0): Answer {
  const node = unwrap(expression);
  if (depth > DEEPEST) return 'other';
  switch (node.type) {
    case Kind.Literal:
      return ofLiteral(node);
    case Kind.TemplateLiteral: {
      const text = node.quasis.map(({ value }) => value.cooked).join(' ');
      if (saysFailure(text)) return 'failure';
      return node.expressions.length > 0 ? 'other' : text.trim() === '' ? 'empty' : 'constant';
    }
    case Kind.Identifier:
      if (node.name === 'undefined') return 'empty';
      return namesFailure(node.name) && !isLocalCopy(node, source) ? 'failure' : 'other';
    case Kind.MemberExpression:
      return namesFailure(memberName(node) ?? '') ? 'failure' : 'other';
    case Kind.UnaryExpression:
      if (node.operator === 'void') return 'empty';
      return answerOf(node.argument, source, depth + 1) === 'other' ? 'other' : 'constant';
    case Kind.ArrayExpression:
      return ofAll(node.elements.map((element) => (element === null ? 'empty' : answerOf(element, source, depth + 1))));
    case Kind.ObjectExpression:
      return ofAll(
        node.properties.map((property) =>
          property.type === Kind.Property ? ofNamed(keyOf(property) ?? '', property.value, source, depth) : 'other',
        ),
      );
    case Kind.NewExpression:
    case Kind.CallExpression:
      return ofCall(node, source, depth);
    case Kind.AwaitExpression:
      return answerOf(node.argument, source, depth + 1);
    case Kind.BinaryExpression:
      return [node.left, node.right].some((side) => saysFailure(stringOf(side) ?? '')) ? 'failure' : 'other';
    case Kind.LogicalExpression:
    case Kind.ConditionalExpression:
      return parts(node).some((part) => answerOf(part, source, depth + 1) === 'failure') ? 'failure' : 'other';
    default:
      return 'other';
  }
}

function parts(node: JavaScript.LogicalExpression | JavaScript.ConditionalExpression): JavaScript.Node[] {
  return node.type === Kind.LogicalExpression ? [node.left, node.right] : [node.consequent, node.alternate];
}

/** Does setting this name to this value say that something failed: `success = false`, `state.error = '...'`, `ctx.status = 500`? */
export function marksFailure(target: JavaScript.Node, value: JavaScript.Node, source: JavaScriptSource): boolean {
  const inner = unwrap(target);
  const name = inner.type === Kind.MemberExpression ? (memberName(inner) ?? '') : inner.type === Kind.Identifier ? inner.name : '';
  // Vue's `error.value = true` speaks of `error`.
  const holder = name === 'value' && inner.type === Kind.MemberExpression ? nameOf(inner.object) : name;
  return ofNamed(holder, value, source, 0) === 'failure';
}

function nameOf(node: JavaScript.Node): string {
  const inner = unwrap(node);
  return inner.type === Kind.Identifier ? inner.name : inner.type === Kind.MemberExpression ? (memberName(inner) ?? '') : '';
}

function ofLiteral(node: JavaScript.Literal): Answer {
  const { value } = node;
  if (value === null) return 'raw' in node && node.raw === 'null' ? 'empty' : 'constant';
  if (value === false || value === 0 || value === 0n || value === '') return 'empty';
  return typeof value === 'string' && saysFailure(value) ? 'failure' : 'constant';
}

function ofAll(answers: readonly Answer[]): Answer {
  if (answers.includes('failure')) return 'failure';
  if (answers.includes('other')) return 'other';
  return answers.includes('constant') ? 'constant' : 'empty';
}

/** A value under a name: `error: '...'`, `success: false` and `status: 500` tell, `error: null` and `items: []` do not. */
function ofNamed(name: string, value: JavaScript.Node, source: JavaScriptSource, depth: number): Answer {
  const answer = answerOf(value, source, depth + 1);
  const inner = unwrap(value);
  if (/^(?:status|statusCode|code)$/u.test(name) && isErrorStatus(inner)) return 'failure';
  if (inner.type === Kind.Literal && inner.value === false && namesWorking(name)) return 'failure';
  if (namesFailure(name) && answer !== 'empty') return 'failure';
  return answer;
}

const EMPTY_CLASSES = new Set(['Map', 'Set', 'WeakMap', 'WeakSet', 'Array', 'Object']);

function ofCall(call: Call, source: JavaScriptSource, depth: number): Answer {
  const name = lastName(call) ?? '';
  if (namesFailure(name)) return 'failure';
  if (call.type === Kind.NewExpression && EMPTY_CLASSES.has(name) && call.arguments.length === 0) return 'empty';
  const first = argument(call, 0);
  const answers = call.arguments.map((given) => answerOf(given, source, depth + 1));
  // `Promise.resolve([])`, `Response.json([])`, `new Response('[]', { status: 500 })`, rxjs' `of([])`
  if (answers.includes('failure') || call.arguments.some(isErrorStatus)) return 'failure';
  const isWrapper = WRAPPERS.has(name) || (name === 'json' && nameOf(receiver(call) ?? call.callee).endsWith('Response'));
  if (isWrapper && first) return answers[0] ?? 'other';
  return name === 'resolve' && methodName(call) === 'resolve' && !first ? 'empty' : 'other';
}

const WRAPPERS = new Set(['resolve', 'of', 'freeze']);

/** Is this number (or `HttpStatus.NOT_FOUND`) a status that tells of an error? */
export function isErrorStatus(node: JavaScript.Node): boolean {
  const inner = unwrap(node);
  return inner.type === Kind.Literal && typeof inner.value === 'number' && inner.value >= 400 && inner.value < 600;
}

/** The status, the body and the sending call of an answer: `res.status(500).json({...})`, `reply.code(404).send()`, `ctx.body = []`. */
export interface Sent {
  /** Does anything in it tell of a failure? */
  readonly answer: Answer;
}

const SENDING = new Set('json send end render redirect sendStatus status code type jsonp sendFile html text'.split(' '));
const RESPONSES = /^(?:res|response|reply|resp|rep|h)$/u;

/** What is sent through the response of a request by this call; undefined when it is no such call. */
export function sentBy(call: Call, source: JavaScriptSource): Sent | undefined {
  const answers: Answer[] = [];
  let node: JavaScript.Node = call;
  for (let hops = 0; hops < MOST_HOPS; hops += 1) {
    if (node.type === Kind.CallExpression) {
      const method = methodName(node);
      if (method === undefined || !SENDING.has(method)) return undefined;
      answers.push(...node.arguments.map((given) => (isErrorStatus(given) ? 'failure' : answerOf(given, source))));
      if (
        node.arguments.some(
          (given) => given.type === Kind.MemberExpression && /^[A-Z_]+$/u.test(memberName(given) ?? '') && method === 'status',
        )
      )
        answers.push('failure');
      node = unwrapAwaited(receiver(node) ?? node.callee);
    } else {
      return RESPONSES.test(nameOf(node)) ? { answer: answers.length === 0 ? 'other' : ofAll(answers) } : undefined;
    }
  }
  return undefined;
}

const MOST_HOPS = 10;

/** `const err = null`-like locals say nothing by their name; only what is defined elsewhere does. */
function isLocalCopy(node: JavaScript.Identifier, source: JavaScriptSource): boolean {
  const variable = variableOf(node, source);
  return variable?.defs.some(({ type }) => (type as string) === 'CatchClause' || (type as string) === 'Parameter') ?? false;
}
