import type { JavaScriptSource } from './detector.ts';
import { calleeName, lastName, methodName, receiver, type Call } from './calls.ts';
import type { Handler } from './error-handlers.ts';
import { unwrap } from './expressions.ts';
import { httpErrorModules, statusByName, throwingFunctions } from './knowledge/http-errors.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { ownNodes } from './scopes.ts';

/** A place that answers a request by throwing. */
export interface HttpAnswer {
  readonly node: JavaScript.Node;
  /** `404` where it is known, otherwise the name of what is thrown. */
  readonly status: string;
}

/** An HTTP answer that a handler turns into something else. */
export interface LostHttpAnswer extends HttpAnswer {
  /** What leaves in its place. */
  readonly leavesAs: JavaScript.Node | null;
}

/** The HTTP answer of a `try` that its `catch` turns into another: it throws, returns or sends something of another status. */
export function lostHttpAnswer({ tried, body }: Handler, source: JavaScriptSource): LostHttpAnswer | undefined {
  if (tried.type !== Kind.BlockStatement || !body) return undefined;
  const answers = httpAnswersIn(tried, source);
  if (answers.length === 0) return undefined;
  const inside = ownNodes(body, source);
  const left = inside.find((node) => node.type === Kind.ThrowStatement || node.type === Kind.ReturnStatement);
  const sent = inside.find((node) => node.type === Kind.CallExpression && SENDING.test(lastName(node) ?? ''));
  const leavesAs = left?.type === Kind.ThrowStatement || left?.type === Kind.ReturnStatement ? left.argument : sent;
  if (!left && !sent) return undefined;
  const others = inside.flatMap((node) => httpAnswer(node, source) ?? []);
  const lost = answers.find(({ status }) => !others.some((other) => other.status === status));
  return lost && { ...lost, leavesAs: leavesAs ?? null };
}

const SENDING = /^(?:json|send|end|status|sendStatus)$/u;

/** The HTTP answers that a `try` itself throws, and that no handler inside of it catches. */
function httpAnswersIn(block: JavaScript.BlockStatement, source: JavaScriptSource): HttpAnswer[] {
  return ownNodes(block, source).flatMap((node) => {
    const answer = httpAnswer(node, source);
    return answer && !isCaughtInside(node, block) ? [answer] : [];
  });
}

/** The HTTP answer that a `throw`, or a call that throws, makes. */
function httpAnswer(node: JavaScript.Node, source: JavaScriptSource): HttpAnswer | undefined {
  if (node.type === Kind.ThrowStatement) {
    const thrown = unwrap(node.argument);
    if (thrown.type !== Kind.NewExpression && thrown.type !== Kind.CallExpression) return undefined;
    const status = statusOf(thrown, source);
    return status === undefined ? undefined : { node, status };
  }
  if (node.type !== Kind.CallExpression) return undefined;
  const name = calleeName(node, source);
  if (name !== undefined && throwingFunctions.includes(name)) return { node, status: name.split('.').at(-1) ?? name };
  // Koa's `ctx.throw(404)`.
  const owner = methodName(node) === 'throw' ? receiver(node) : undefined;
  return owner?.type === Kind.Identifier && /^(?:ctx|context)$/u.test(owner.name) ? { node, status: numberIn(node) ?? 'error' } : undefined;
}

function statusOf(call: Call, source: JavaScriptSource): string | undefined {
  const name = lastName(call) ?? '';
  const full = calleeName(call, source);
  const isKnown = full !== undefined && httpErrorModules.some((module) => full === module || full.startsWith(`${module}.`));
  if (!isKnown && !NAMES.test(name)) return undefined;
  return numberIn(call) ?? statusByName[name.replace(/(?:Exception|Error)$/u, '')] ?? name;
}

/** Names that mean such an answer wherever they come from, as projects derive and re-export them. */
const NAMES = /^(?:HttpException|HTTPException|HttpError|HTTPError|createError|createHttpError|httpError)$/u;

function numberIn(call: Call): string | undefined {
  const [first] = call.arguments;
  return first?.type === Kind.Literal && typeof first.value === 'number' && first.value >= 300 && first.value < 600
    ? String(first.value)
    : undefined;
}

function isCaughtInside(node: JavaScript.Node, outer: JavaScript.Node): boolean {
  for (let up = node.parent, child = node; up && up !== outer; child = up, up = up.parent) {
    if (up.type === Kind.TryStatement && up.block === child && up.handler) return true;
  }
  return false;
}
