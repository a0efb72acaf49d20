import { lastName, methodName, receiver, type Call } from '../../javascript/calls.ts';
import type { JavaScriptContext, JavaScriptDetector } from '../../javascript/detector.ts';
import { isFunction, keyOf, stringOf, unwrap, unwrapAwaited, type AnyFunction } from '../../javascript/expressions.ts';
import { functionName } from '../../javascript/function-names.ts';
import { dottedText } from '../../javascript/names.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { functionOf, ownNodes } from '../../javascript/scopes.ts';
import { isRemoteCall } from '../../javascript/silent-fetches.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { LISTENERS, REPLIES, type MessageId, type SuggestionId } from './acknowledging.ts';

type Context = JavaScriptContext<MessageId | SuggestionId>;

export const javascript: JavaScriptDetector<MessageId | SuggestionId> = {
  mentions: ['@slack/bolt', 'discord.js', 'deferReply'],
  visit: (context) => {
    const { path, source, mentions } = context;
    if (isTestFile(path)) return {};
    const isSlack = mentions('@slack/bolt');
    return {
      CallExpression(call) {
        const method = methodName(call);
        if (isSlack) {
          if (method === undefined || !LISTENERS.has(method) || !/app|bolt|slack/iu.test(dottedText(receiver(call) ?? call) ?? '')) return;
          const last = call.arguments.at(-1);
          const handler = last && functionOf(unwrap(last), source);
          if (handler && call.arguments.length > 1) judgeSlack(handler, call, context);
        } else if (method === 'on' && /interactionCreate|InteractionCreate/u.test(source.getText(call.arguments[0] ?? call).slice(0, 60))) {
          const last = call.arguments[1];
          const handler = last && functionOf(unwrap(last), source);
          if (handler) judgeDiscord(handler, context);
        }
      },
      'FunctionExpression, ArrowFunctionExpression, FunctionDeclaration'(definition: JavaScript.Node) {
        if (!isSlack && isFunction(definition) && functionName(definition) === 'execute') judgeDiscord(definition, context);
      },
    };
  },
};

const LONGEST = 40;

function nameOf(call: Call): string {
  return (dottedText(call.callee) ?? lastName(call) ?? 'this').slice(-LONGEST);
}

function judgeSlack(handler: AnyFunction, registration: JavaScript.CallExpression, { source, report }: Context): void {
  const [given] = handler.params;
  if (given?.type !== Kind.ObjectPattern || given.properties.some(({ type }) => type === Kind.RestElement)) return;
  const hasAck = given.properties.some((entry) => entry.type === Kind.Property && keyOf(entry) === 'ack');
  const nodes = ownNodes(handler.body, source);
  const calls = nodes.filter((node): node is JavaScript.CallExpression => node.type === Kind.CallExpression);
  if (
    hasAck &&
    calls.some((call) =>
      call.arguments.some((argument) => /\back\b/u.test(source.getText(argument).slice(0, 300)) && lastName(call) !== 'ack'),
    )
  )
    return;
  const first = calls.find((call) => call.callee.type === Kind.Identifier && call.callee.name === 'ack');
  if (!first) {
    // One of several listeners may acknowledge for all; `(next)` hands it on.
    if (
      registration.arguments.length === 2 &&
      given.properties.length > 0 &&
      stringOf(registration.arguments[0]) !== undefined &&
      !/\back\b|\bnext\b/u.test(source.getText(handler))
    )
      report({ node: given, message: 'never' });
    return;
  }
  const slow = awaitedBefore(nodes, first);
  if (slow) report({ node: slow.callee, message: 'late', data: { call: nameOf(slow) } });
}

/** What is awaited before the answer, on the way to it. */
function awaitedBefore(nodes: readonly JavaScript.Node[], answer: JavaScript.Node): Call | undefined {
  for (const node of nodes) {
    if (node.range[0] >= answer.range[0]) return undefined;
    if (
      node.type !== Kind.AwaitExpression ||
      (node.range[0] <= answer.range[0] && answer.range[1] <= node.range[1]) ||
      isElsewhere(node, answer)
    )
      continue;
    const inner = unwrapAwaited(node);
    if (inner.type === Kind.CallExpression) return inner;
  }
  return undefined;
}

/** A branch that answers by itself and leaves is not on the way to this answer. */
function isElsewhere(node: JavaScript.Node, answer: JavaScript.Node): boolean {
  for (let up = node.parent; up && !isFunction(up); up = up.parent) {
    if (up.type !== Kind.BlockStatement || (up.range[0] <= answer.range[0] && answer.range[1] <= up.range[1])) continue;
    const last = up.body.at(-1);
    if (last?.type === Kind.ReturnStatement || last?.type === Kind.ThrowStatement) return true;
  }
  return false;
}

function judgeDiscord(handler: AnyFunction, { source, report }: Context): void {
  const name = handler.params.find((parameter) => parameter.type === Kind.Identifier && /^(?:interaction|inter)$/u.test(parameter.name));
  if (name?.type !== Kind.Identifier) return;
  const calls = ownNodes(handler.body, source).filter((node): node is JavaScript.CallExpression => node.type === Kind.CallExpression);
  const reply = calls.find((call) => REPLIES.has(methodName(call) ?? '') && dottedText(receiver(call) ?? call) === name.name);
  if (!reply) return;
  const slow = calls.find((call) => call.range[1] <= reply.range[0] && isRemoteCall(call, source) && !isElsewhere(call, reply));
  if (slow) report({ node: slow.callee, message: 'lateReply', data: { call: nameOf(slow) } });
}
