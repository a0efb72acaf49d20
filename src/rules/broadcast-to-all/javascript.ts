import { lastName, methodName, receiver } from '../../javascript/calls.ts';
import { decoratorsOf } from '../../javascript/decorators.ts';
import type { JavaScriptContext, JavaScriptDetector } from '../../javascript/detector.ts';
import { isFunction, unwrap, type AnyFunction } from '../../javascript/expressions.ts';
import { functionName } from '../../javascript/function-names.ts';
import { dottedText, instanceOf } from '../../javascript/names.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { enclosingClass, enclosingFunction } from '../../javascript/scopes.ts';
import { Search } from '../../project/search.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import {
  asksForLife,
  choosesRecipients,
  concernsEverybody,
  CONTAINER_WORDS,
  namesEverybody,
  namesSend,
  type MessageId,
} from './recipients.ts';

const authentication = new Search('javascript', [
  'passport',
  'jsonwebtoken',
  'jwt',
  'requireAuth',
  'requireUser',
  'AuthGuard',
  'isAuthenticated',
  'next-auth',
  'verifyToken',
  'session.user',
  'req.user',
]);

export const javascript: JavaScriptDetector<MessageId> = {
  mentions: [...CONTAINER_WORDS, 'socket.io', 'WebSocketGateway'],
  alsoMentions: ['ebSocket', "'ws'", '"ws"'],
  visit: (context) => {
    const { path, mentions } = context;
    if (isTestFile(path)) return {};
    const hasSocketIo = mentions('socket.io') || mentions('WebSocketGateway');
    if (!hasSocketIo && !mentions('ebSocket') && !mentions("'ws'") && !mentions('"ws"')) return {};
    return {
      CallExpression(call) {
        const method = methodName(call);
        if (method === undefined || !namesSend(method)) return;
        const owner = receiver(call);
        if (!owner) return;
        if (method === 'emit' && hasSocketIo && isServer(owner, context)) tell(call, owner, context);
        else if (owner.type === Kind.Identifier) judgeLoop(call, owner.name, context);
      },
    };
  },
};

type Context = JavaScriptContext<MessageId>;

/** `io.emit(...)`, `this.server.emit(...)` of a gateway; `io.to(room)` and `io.of('/x')` are chosen. */
function isServer(owner: JavaScript.Node, { source }: Context): boolean {
  const made = instanceOf(owner, source);
  const name = dottedText(owner);
  if (name === 'this.server') {
    const gateway = enclosingClass(owner);
    return gateway !== undefined && decoratorsOf(gateway).some((decorator) => decorator.name === 'WebSocketGateway');
  }
  if (made !== undefined) return made === 'socket.io.Server' || made === 'socket.io()' || made === 'socket.io.Server()';
  return name === 'io' || name === 'this.io';
}

/** `for (const client of wss.clients) client.send(...)`, `wss.clients.forEach((client) => client.send(...))`. */
function judgeLoop(call: JavaScript.CallExpression, name: string, context: Context): void {
  const { source } = context;
  for (let up: JavaScript.Node | undefined = call.parent, child: JavaScript.Node = call; up; child = up, up = up.parent) {
    if (up.type === Kind.IfStatement && !isLife(source.getText(up.test))) return;
    if ((up.type === Kind.ConditionalExpression || up.type === Kind.LogicalExpression) && up !== child && !isLife(source.getText(up)))
      return;
    if (up.type === Kind.ForOfStatement) {
      if (!source.getText(up.left).split(/\W+/u).includes(name)) continue;
      if (!skips(up.body, context)) tell(call, up.right, context);
      return;
    }
    if (!isFunction(up)) continue;
    const outer = up.parent;
    const isOfEach = outer.type === Kind.CallExpression && /^(?:forEach|map)$/u.test(methodName(outer) ?? '') && outer.arguments[0] === up;
    if (!isOfEach || !up.params.some((parameter) => parameter.type === Kind.Identifier && parameter.name === name)) return;
    const clients = receiver(outer);
    if (clients && !skips(up.body, context)) tell(call, clients, context);
    return;
  }
}

function isLife(test: string): boolean {
  return (
    asksForLife(test.slice(0, 300)) ||
    /^\s*\w+\s*!==?\s*\w+\s*$|^\s*\w+\s*!==?\s*\w+\s*&&[^&|]*readyState[^&|]*$|^[^&|]*readyState[^&|]*&&\s*\w+\s*!==?\s*\w+\s*$/u.test(
      test.slice(0, 300),
    )
  );
}

/** `if (client.topic !== topic) return;` before the send. */
function skips(body: JavaScript.Node, { source }: Context): boolean {
  if (body.type !== Kind.BlockStatement) return false;
  return body.body.some(
    (statement) =>
      statement.type === Kind.IfStatement &&
      /^\{?\s*(?:return|continue)\b/u.test(source.getText(statement.consequent)) &&
      !isLife(source.getText(statement.test)),
  );
}

function tell(call: JavaScript.CallExpression, clients: JavaScript.Node, { source, report, project }: Context): void {
  const name = nameOfClients(clients);
  const isServerItself = /^(?:io|this\.io|this\.server)$/u.test(dottedText(clients) ?? '') || lastName(call) === 'emit';
  if (name === undefined || !(isServerItself || namesEverybody(name))) return;
  // The function around the loop's own arrow says what it is for.
  for (
    let around: AnyFunction | undefined = enclosingFunction(call), depth = 0;
    around && depth < 3;
    around = enclosingFunction(around), depth += 1
  ) {
    if (concernsEverybody(functionName(around) ?? '')) return;
    const loop = isServerItself ? '' : source.getText(around.body);
    if (
      around.params.some(
        (parameter) => parameter.type === Kind.Identifier && choosesRecipients(parameter.name) && loop.includes(parameter.name),
      )
    )
      return;
    if (functionName(around) !== undefined) break;
  }
  const [first] = call.arguments;
  if (first && /^['"`](?:ping|pong|heartbeat|shutdown|server[:_-]?(?:shutdown|close))['"`]/iu.test(source.getText(first))) return;
  // Where nobody has to say who he is, there is nobody to keep things from.
  if (project && !(project.find(authentication) ?? []).some((path) => !isTestFile(path))) return;
  report({ node: clients, message: 'everybody', data: { clients: name } });
}

/** `clients` of `wss.clients`, `[...clients]`, `clients.values()`; undefined for what is chosen by a key. */
function nameOfClients(node: JavaScript.Node): string | undefined {
  const inner = unwrap(node);
  if (inner.type === Kind.CallExpression) {
    const method = methodName(inner);
    const owner = receiver(inner);
    if (owner && /^(?:values|keys|entries)$/u.test(method ?? '') && inner.arguments.length === 0) return nameOfClients(owner);
    const [first] = inner.arguments;
    return dottedText(inner.callee) === 'Array.from' && first && first.type !== Kind.SpreadElement ? nameOfClients(first) : undefined;
  }
  if (inner.type === Kind.ArrayExpression) {
    const [only] = inner.elements;
    return inner.elements.length === 1 && only?.type === Kind.SpreadElement ? nameOfClients(only.argument) : undefined;
  }
  return dottedText(inner)?.split('.').at(-1);
}
