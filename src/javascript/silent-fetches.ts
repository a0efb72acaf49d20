import { answerOf } from './answers.ts';
import { calleeName, isAwaited, lastName, methodName, receiver, type Call } from './calls.ts';
import type { JavaScriptSource } from './detector.ts';
import { outcomeOf, type Handler } from './error-handlers.ts';
import { isFunction, memberName, unwrap, unwrapAwaited } from './expressions.ts';
import { functionName } from './function-names.ts';
import { fetchers, fetchingModules } from './knowledge/fetching-calls.ts';
import { logCall } from './loggers.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { callsIn } from './questions.ts';
import { isObservedElsewhere, isReadOfAnswer, narrowsError } from './rejections.ts';
import { enclosingFunction, nodesUnder, ownNodes } from './scopes.ts';
import {
  isLocalMethod,
  namesClient,
  namesFetch,
  namesPause,
  namesQuestion,
  namesVerdict,
  requestVerbs,
  saysOnPurpose,
} from '../vocabulary/fetch-names.ts';
import { namesClosing } from '../vocabulary/cleanup-names.ts';

/** A handler that turns a failed question to somebody else into nothing, without a trace. */
export interface SilentFetch {
  readonly call: Call;
  /** What goes out in place of the answer; null where the answer is only missing. */
  readonly value: string | null;
}

/** Does this handler turn a failed fetch into an empty result that nobody hears of? */
export function silentFetch(handler: Handler, source: JavaScriptSource): SilentFetch | undefined {
  const { body, tried, whole } = handler;
  if (!body || !mayBeEmpty(body, source)) return undefined;
  const call = callsIn(tried, source).find((candidate) => isRemoteCall(candidate, source));
  if (!call || narrowsError(handler, source)) return undefined;
  const { disposition, effects, substitute } = outcomeOf(handler, source, true);
  if (disposition !== 'silent' || effects.console || effects.sends || substitute?.kind === 'constant') return undefined;
  const definition = enclosingFunction(whole);
  const name = definition ? (functionName(definition) ?? '') : '';
  // To a failure of any kind "no" is an honest answer of `isUp()`; where things are put away, nobody waits for any.
  if (namesVerdict(name) || namesClosing(name)) return undefined;
  const isReturned = substitute?.isReturned === true;
  // Whoever says why has decided it.
  if (!isReturned && source.getCommentsInside(handler.node).some(({ value }) => saysOnPurpose(value))) return undefined;
  if (whole.type === Kind.CallExpression) {
    if (isObservedElsewhere(whole, source) || isReadOfAnswer(whole) || !isUsed(whole)) return undefined;
    if (isHonestNo(tried, substitute?.text, source)) return undefined;
    return { call, value: short(substitute?.text ?? 'undefined') };
  }
  if (isReturned ? isHonestNo(tried, substitute.text, source) : tellsAfter(whole, definition, source)) return undefined;
  const isBare = substitute === null || (isReturned && /^(?:undefined|void 0|null)$/u.test(substitute.text));
  // A value that nobody takes is missed by nobody, nor is the answer of a function that gives none.
  if (isBare && (!isTaken(call) || !(isReturned || takesOut(tried, source)))) return undefined;
  return { call, value: short(substitute?.text ?? null) };
}

const LONGEST_VALUE = 30;

function short(text: string | null): string | null {
  return text !== null && text.length <= LONGEST_VALUE ? text : null;
}

/** The cheapest look: does the handler end with nothing, or go on? */
function mayBeEmpty(body: JavaScript.BlockStatement | JavaScript.Expression, source: JavaScriptSource): boolean {
  if (body.type !== Kind.BlockStatement) return answerOf(body, source) === 'empty';
  const last = body.body.at(-1);
  switch (last?.type) {
    case undefined:
    case Kind.ContinueStatement:
    case Kind.BreakStatement:
    case Kind.ExpressionStatement:
      return true;
    case Kind.ReturnStatement:
      return !last.argument || answerOf(last.argument, source) === 'empty' || unwrap(last.argument).type === Kind.Identifier;
    default:
      return false;
  }
}

/** Does this call ask somebody else over a network? */
export function isRemoteCall(call: Call, source: JavaScriptSource): boolean {
  if (call.type === Kind.NewExpression) return false;
  const name = lastName(call);
  if (name === undefined) return false;
  const full = calleeName(call, source);
  if (full !== undefined) {
    if (fetchers.has(full)) return true;
    const at = full.lastIndexOf('.');
    if (at > 0 && fetchingModules.has(full.slice(0, at)) && requestVerbs.has(name)) return true;
  }
  const owner = receiver(call);
  if (namesFetch(name)) return full?.startsWith('node:') !== true && isWaitedFor(call);
  if (owner && methodName(call) !== undefined && isClient(owner, name)) return isWaitedFor(call);
  return namesQuestion(name) && !owner && isWaitedFor(call);
}

/** `api.get(url)`, `this.githubClient.listRepos()`. */
function isClient(owner: JavaScript.Node, method: string): boolean {
  const name = dottedText(owner)?.split('.').at(-1);
  if (name === undefined || !namesClient(name) || isLocalMethod(method)) return false;
  return /session$|requests$/iu.test(name) ? false : /http$/iu.test(name) ? requestVerbs.has(method) : true;
}

function isWaitedFor(call: Call): boolean {
  if (isAwaited(call)) return true;
  // `fetchUser(id).then(f).catch(g)`
  return call.parent.type === Kind.MemberExpression && /^(?:then|catch|finally)$/u.test(memberName(call.parent) ?? '');
}

/** Is what `promise.catch(...)` gives put to use: kept, returned, handed on? */
function isUsed(call: JavaScript.CallExpression): boolean {
  let outer: JavaScript.Node = call.parent;
  let isKept = false;
  while (outer.type === Kind.AwaitExpression || outer.type === Kind.ChainExpression || outer.type === Kind.UnaryExpression) {
    isKept ||= outer.type === Kind.AwaitExpression;
    outer = outer.parent;
  }
  if (outer.type === Kind.ExpressionStatement || outer.type === Kind.MemberExpression) return false;
  // `useEffect(() => load().catch(() => {}))`: nobody takes what a callback's arrow gives.
  return (
    isKept ||
    !(
      outer.type === Kind.ArrowFunctionExpression &&
      outer.parent.type === Kind.CallExpression &&
      !/^map$/u.test(lastName(outer.parent) ?? '')
    )
  );
}

/** Is what the call gives put to use, rather than dropped on the spot? */
function isTaken(call: Call): boolean {
  let outer: JavaScript.Node = call.parent;
  while (outer.type === Kind.AwaitExpression || outer.type === Kind.ChainExpression) outer = outer.parent;
  return outer.type !== Kind.ExpressionStatement;
}

/** Does the `try` give something to what is outside of it: a return, a value for a name? */
function takesOut(tried: JavaScript.Node, source: JavaScriptSource): boolean {
  return ownNodes(tried, source).some(
    (node) => (node.type === Kind.ReturnStatement && node.argument !== null) || node.type === Kind.AssignmentExpression || isPush(node),
  );
}

function isPush(node: JavaScript.Node): boolean {
  return node.type === Kind.CallExpression && /^(?:push|add|set|append)$/u.test(methodName(node) ?? '');
}

/** `return false` beside `return true`: the caller is told that it did not work. */
function isHonestNo(tried: JavaScript.Node, text: string | undefined, source: JavaScriptSource): boolean {
  if (text !== 'false') return false;
  if (tried.type !== Kind.BlockStatement) {
    const call = unwrapAwaited(tried);
    const [given] = call.type === Kind.CallExpression && lastName(call) === 'then' ? call.arguments : [];
    const answer = given && isFunction(given) ? given.body : undefined;
    return answer?.type === Kind.Literal || answer?.type === Kind.MemberExpression || answer?.type === Kind.BinaryExpression;
  }
  return ownNodes(tried, source).every((node) => {
    if (node.type !== Kind.ReturnStatement || !node.argument) return true;
    const value = unwrap(node.argument);
    return (
      value.type === Kind.Literal ||
      value.type === Kind.BinaryExpression ||
      value.type === Kind.LogicalExpression ||
      value.type === Kind.UnaryExpression ||
      value.type === Kind.MemberExpression
    );
  });
}

/** Does what runs after the `try` speak of the answer that is missing (a log line, an error, once all tries have failed), or try again? */
function tellsAfter(statement: JavaScript.Node, definition: JavaScript.Node | undefined, source: JavaScriptSource): boolean {
  const end = statement.range[1];
  return nodesUnder(definition ?? statement, source).some((node) => {
    if (node.range[0] < end) return false;
    return (
      node.type === Kind.ThrowStatement ||
      (node.type === Kind.CallExpression && (logCall(node, source) !== undefined || namesPause(lastName(node) ?? '')))
    );
  });
}

/** What a fetch is called in a message. */
export function nameOfFetch({ call }: SilentFetch): string {
  return (dottedText(call.callee) ?? lastName(call) ?? 'fetch').slice(-LONGEST_VALUE);
}
