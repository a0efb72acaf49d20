import { argument, receiver } from '../../javascript/calls.ts';
import type { JavaScriptContext, JavaScriptDetector, JavaScriptSource } from '../../javascript/detector.ts';
import { memberName, stringOf, unwrap, type AnyFunction } from '../../javascript/expressions.ts';
import { dottedText, instanceOf } from '../../javascript/names.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { functionOf, kindOf, ownNodes, variableOf } from '../../javascript/scopes.ts';
import { sideOf } from '../../javascript/server-or-client.ts';
import { isInterface } from '../../javascript/user-interface.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import type { MessageId, Options } from './supervision.ts';

type Context = JavaScriptContext<MessageId, Options>;

export const javascript: JavaScriptDetector<MessageId, Options> = {
  mentions: ['unhandledRejection', 'uncaughtException', "'ws'", '"ws"'],
  alsoMentions: ["'close'", '"close"', 'onclose', 'reconnect', 'Reconnect'],
  visit: (context) => {
    const { mentions, path } = context;
    if (isTestFile(path)) return {};
    const knowsOfEnd = ENDS.some(mentions);
    return {
      CallExpression(call) {
        const { callee } = call;
        if (callee.type !== Kind.MemberExpression) return;
        const method = memberName(callee);
        if (method !== 'on' && method !== 'addListener' && method !== 'addEventListener') return;
        if (callee.object.type === Kind.Identifier && callee.object.name === 'process') judgeListener(call, context);
        else if (!knowsOfEnd) judgeSocket(call, context);
      },
    };
  },
};

const ENDS = ["'close'", '"close"', 'onclose', 'reconnect', 'Reconnect'];

/** `process.on('unhandledRejection', log)`: without a listener Node ends the process, with this one it goes on. */
function judgeListener(call: JavaScript.CallExpression, { source, report }: Context): void {
  const event = stringOf(argument(call, 0));
  const listener = argument(call, 1);
  if ((event !== 'unhandledRejection' && event !== 'uncaughtException') || !listener) return;
  const definition = functionOf(unwrap(listener), source);
  if (definition && onlyLogs(definition, source)) report({ node: call.callee, message: 'goesOn', data: { event } });
}

function onlyLogs(definition: AnyFunction, source: JavaScriptSource): boolean {
  const nodes = [definition.body, ...ownNodes(definition.body, source)];
  if (nodes.some((node) => GOES_FURTHER.has(node.type))) return false;
  const calls = nodes.filter((node) => node.type === Kind.CallExpression);
  return calls.length > 0 && calls.every((call) => LOGS.test(dottedText(call.callee) ?? '') || isInside(call, calls));
}

/** What stands in the arguments of a log call belongs to it. */
function isInside(call: JavaScript.Node, calls: readonly JavaScript.CallExpression[]): boolean {
  return calls.some(
    (other) =>
      other !== call && other.range[0] <= call.range[0] && call.range[1] <= other.range[1] && LOGS.test(dottedText(other.callee) ?? ''),
  );
}

const GOES_FURTHER: ReadonlySet<string> = new Set([
  Kind.ThrowStatement,
  Kind.IfStatement,
  Kind.SwitchStatement,
  Kind.AssignmentExpression,
  Kind.NewExpression,
  Kind.ConditionalExpression,
  Kind.TryStatement,
]);
const LOGS =
  /(?:^|\.)(?:console|log|logger|_log|_logger|LOG|Logger|winston|pino|debug)(?:\.\w{1,20}){0,2}$|\.(?:logger|log)\.(?:error|warn|fatal|info|critical)$/u;

/** A socket of `ws` that listens for messages, in a file that does not know of the event `close`. */
function judgeSocket(call: JavaScript.CallExpression, { source, file, report }: Context): void {
  const socket = receiver(call);
  if (!socket || stringOf(argument(call, 0)) !== 'message' || !/^ws(?:\.WebSocket)?$/u.test(instanceOf(socket, source) ?? '')) return;
  // What a function is given, its caller watches: the guests of a `WebSocketServer`.
  const variable = socket.type === Kind.Identifier ? variableOf(socket, source) : undefined;
  if (variable?.defs.some((definition) => kindOf(definition) === 'Parameter') === true) return;
  if (isInterface(source) || sideOf(source, file) === 'client') return;
  report({ node: call.callee, message: 'deaf', data: { name: dottedText(socket) ?? 'WebSocket' } });
}
