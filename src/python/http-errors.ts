import { argument, argumentsOf, methodName } from './calls.ts';
import { constantText } from './constants.ts';
import { parts, unwrap } from './expressions.ts';
import { boundName, breadth, caughtTypes, handlerBody, handlersOf, isCaughtBefore, triedNodes, tryOf } from './handlers.ts';
import { isHttpError, raisingFunctions, raisingMethods, statusByName } from './knowledge/http-errors.ts';
import { mayMean } from './named-calls.ts';
import { calleeName, lastName, qualifiedName } from './names.ts';
import type * as Python from './nodes.ts';
import { resolveName, scopeOf } from './scopes.ts';

/** A place that answers a request by raising. */
export interface HttpAnswer {
  readonly node: Python.Node;
  /** `404` where it is written out, otherwise the name of what is raised. */
  readonly status: string;
  /** A type that a handler can name to let this pass, as the file knows it; null when it knows none. */
  readonly type: string | null;
}

/** An HTTP answer that a handler turns into something else. */
export interface LostHttpAnswer extends HttpAnswer {
  /** What leaves in its place, as it is written; null when nothing is given. */
  readonly leavesAs: string | null;
}

/**
 * The HTTP answer of a `try` that a handler catches and turns into another, unless an earlier handler lets it pass or the
 * handler keeps its status. Where the handler neither raises nor returns, the answer was an error like any other to it.
 */
export function lostHttpAnswer(clause: Python.ExceptClause, raisesAnother: boolean): LostHttpAnswer | null {
  const statement = tryOf(clause);
  const body = handlerBody(clause);
  const answers = statement ? httpAnswersIn(statement) : [];
  if (!body || answers.length === 0 || readsStatus(clause)) return null;
  const leaving = [...body.descendants('raise_statement'), ...body.descendants('return_statement')];
  if (!raisesAnother && !leaving.some(({ type }) => type === 'return_statement')) return null;
  const others = [...body.descendants('raise_statement'), ...body.descendants('call')].flatMap((node) => httpAnswer(node) ?? []);
  const lost = answers.find(({ status, type }) => {
    const isKept = others.some((other) => other.status === status);
    return !isKept && !isCaughtBefore(clause, (caught) => isHttpErrorType(caught) || caught.text === type);
  });
  const [first] = leaving;
  return lost ? { ...lost, leavesAs: (first && parts(first)[0]?.text) ?? null } : null;
}

const STATUS = /^(?:status_?code|code|status|get_response)$/u;

/** Does the handler look at the status that the error carries, and so answer with it: `e.status_code`, `getattr(e, 'code', 500)`? */
function readsStatus(clause: Python.ExceptClause): boolean {
  const error = boundName(clause)?.text;
  const body = handlerBody(clause);
  if (error === undefined || !body) return false;
  if (body.descendants('attribute').some(({ object, attribute }) => object.text === error && STATUS.test(attribute.text))) return true;
  return body.descendants('call').some((call) => {
    const name = lastName(call.function) === 'getattr' ? argument(call, { position: 1 }) : null;
    return name !== null && name !== 'unknown' && STATUS.test(constantText(name) ?? '');
  });
}

/** Does the expression name a class whose raising is an HTTP answer? */
function isHttpErrorType(type: Python.Node): boolean {
  return isHttpError(qualifiedName(type), lastName(type) ?? '');
}

/** The HTTP answers that a `try` itself raises, and that no handler inside of it catches. */
function httpAnswersIn(statement: Python.TryStatement): HttpAnswer[] {
  return triedNodes(statement, 'raise_statement', 'call').flatMap((node) => {
    const answer = httpAnswer(node);
    return answer && !isCaughtInside(node, statement) ? [answer] : [];
  });
}

/** The HTTP answer that a `raise`, or a call that raises, makes. */
function httpAnswer(node: Python.RaiseStatement | Python.Call): HttpAnswer | null {
  return node.type === 'raise_statement' ? raised(node) : called(node);
}

function raised(statement: Python.RaiseStatement): HttpAnswer | null {
  const [what] = parts(statement);
  const inner = what && unwrap(what);
  if (!inner) return null;
  const type = inner.type === 'call' ? inner.function : inner;
  if (!isHttpErrorType(type)) return null;
  return { node: statement, status: (inner.type === 'call' ? statusIn(inner) : null) ?? lastName(type) ?? 'error', type: type.text };
}

function called(call: Python.Call): HttpAnswer | null {
  const last = lastName(call.function) ?? '';
  const name = mayRaise(call.tree, last) ? calleeName(call) : null;
  const method = methodName(call) ?? '';
  if (name !== null && raisingFunctions.has(name)) {
    return { node: call, status: name.endsWith('_or_404') ? '404' : (statusIn(call) ?? 'abort'), type: knownType(call) };
  }
  if (raisingMethods.has(method)) return { node: call, status: '404', type: knownType(call) };
  // Django REST framework answers 400 with what is wrong.
  const raises = method === 'is_valid' ? argument(call, { keyword: 'raise_exception' }) : null;
  return raises !== null && raises !== 'unknown' && raises.type === 'true' ? { node: call, status: '400', type: knownType(call) } : null;
}

const mayRaise = mayMean(raisingFunctions);

/** The class of HTTP answers that the file has imported, for what a function raises. */
function knownType(call: Python.Call): string | null {
  const known = ['HTTPException', 'Http404', 'APIException'].find((name) => resolveName(name, scopeOf(call)) !== null);
  return known ?? null;
}

/** The status in a call: `404` of `HTTPException(404)`, `status_code=404`, `status.HTTP_404_NOT_FOUND`. */
export function statusIn(call: Python.Call): string | null {
  for (const { name, value } of argumentsOf(call)) {
    if (name !== null && !/^(?:status_?code|code|status|http_status_code)$/u.test(name)) continue;
    const found = statusOf(value);
    if (found !== null) return found;
  }
  return null;
}

/** The status that an expression names: `404`, `status.HTTP_404_NOT_FOUND`, `HTTPStatus.NOT_FOUND`. */
export function statusOf(expression: Python.Node): string | null {
  const node = unwrap(expression);
  const text = node.type === 'integer' ? node.text : (lastName(node) ?? '');
  const [, digits] = /(?:^|HTTP_)([1-5]\d\d)(?:_|$)/u.exec(text) ?? [];
  return digits ?? statusByName.get(text) ?? null;
}

function isCaughtInside(node: Python.Node, outer: Python.TryStatement): boolean {
  for (let up: Python.Node | null = node.parent, child: Python.Node = node; up && up !== outer; child = up, up = up.parent) {
    if (up.type !== 'try_statement' || up.body !== child) continue;
    if (handlersOf(up).some((clause) => breadth(clause) !== null || caughtTypes(clause).some(isHttpErrorType))) return true;
  }
  return false;
}
