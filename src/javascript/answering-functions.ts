import { lastName, type Call } from './calls.ts';
import type { JavaScriptSource } from './detector.ts';
import { isFunction, unwrap, unwrapAwaited, type AnyFunction } from './expressions.ts';
import { isIdentityTarget } from './guard-answers.ts';
import { isRefusalCall, isResponse } from './guard-refusals.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { ownNodes } from './scopes.ts';

/** Does a statement throw what only strangers are told: `throw new UnauthorizedException()`, `throw createError(401)`? */
export function refusesStrangers(node: JavaScript.Node): boolean {
  if (node.type !== Kind.ThrowStatement) return false;
  const thrown = unwrap(node.argument);
  if (thrown.type !== Kind.NewExpression && thrown.type !== Kind.CallExpression) return false;
  return isRefusalCall(thrown, true) && !/^(?:Type|Range|Syntax)?Error$/u.test(lastName(thrown) ?? '');
}

/** Does a function note somebody in the session (`req.session.user = name`)? Who is noted there has just come in. */
export function opensSession({ body }: AnyFunction, source: JavaScriptSource): boolean {
  return ownNodes(body, source).some(
    (inner) =>
      inner.type === Kind.AssignmentExpression &&
      inner.left.type === Kind.MemberExpression &&
      /(?:^|\.)session$/u.test(dottedText(inner.left.object) ?? '') &&
      isIdentityTarget(inner.left, false),
  );
}

/** Is the last thing a function does an answer? Then nothing comes after it that it could guard. */
export function alwaysAnswers({ body }: AnyFunction): boolean {
  const last = body.type === Kind.BlockStatement ? body.body.at(-1) : undefined;
  const value = last?.type === Kind.ReturnStatement ? last.argument : last?.type === Kind.ExpressionStatement ? last.expression : null;
  const call = value ? unwrapAwaited(value) : undefined;
  return call?.type === Kind.CallExpression && isResponse(call);
}

/** Are all answers of a function refusals: `async (request, reply) => { if (...) reply.code(403).send(); }`? */
export function onlyRefuses({ body }: AnyFunction, source: JavaScriptSource): boolean {
  const own = ownNodes(body, source);
  const answers = own.filter((inner) => inner.type === Kind.CallExpression && isResponse(inner));
  // What it does once something has come back may be an answer too.
  return answers.length > 0 && !own.some(isFunction) && answers.every((call) => isRefusalCall(call as Call, true));
}

/** Is this a `return` of something that can be judged where it stands? */
export function answersValue(node: JavaScript.Node): boolean {
  return node.type === Kind.ReturnStatement && node.argument !== null && VALUES.has(node.argument.type);
}

const VALUES: ReadonlySet<string> = new Set([Kind.Literal, Kind.Identifier, Kind.ObjectExpression]);
