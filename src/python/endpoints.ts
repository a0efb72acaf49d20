import { classInfo, classOfMethod } from './classes.ts';
import { decorators } from './decorators.ts';
import { parts } from './expressions.ts';
import { ownNodes, parameters } from './functions.ts';
import { oncePerNode } from './memo.ts';
import { logCall } from './logging.ts';
import { lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { routesOf } from './routes.ts';

/** Who waits for what a function does: nobody, a client for one answer, or a client at the other end of a socket. */
export type Endpoint = 'request' | 'socket' | null;

/** Who waits for an answer of this function? */
export const endpointOf = oncePerNode((definition: Python.FunctionDefinition): Endpoint => {
  const routes = routesOf(definition);
  if (routes.some(({ methods }) => methods?.includes('WEBSOCKET') === true) || isSocketMethod(definition) || isSocketEvent(definition))
    return 'socket';
  return routes.length > 0 ? 'request' : null;
});

/** The parameter through which a socket endpoint answers: `ws: WebSocket`. */
export function socketOf(definition: Python.FunctionDefinition): string | null {
  const found = parameters(definition).find(
    ({ name, annotation }) => /^(?:websocket|ws)$/u.test(name) || (annotation !== null && /(?:^|\.)WebSocket$/u.test(annotation.text)),
  );
  return found?.name ?? null;
}

const SOCKET_METHODS = new Set('on_receive on_message receive receive_json websocket_receive'.split(' '));
const SOCKET_CLASSES = /WebSocket|Websocket/u;

/** Starlette's `WebSocketEndpoint`, Tornado's `WebSocketHandler`, Channels' `WebsocketConsumer`. */
function isSocketMethod(definition: Python.FunctionDefinition): boolean {
  if (!SOCKET_METHODS.has(definition.name.text)) return false;
  const owner = classOfMethod(definition);
  return (
    owner !== null &&
    classInfo(owner)
      .lineage()
      .some(({ bases }) => bases.some(({ text }) => text !== null && SOCKET_CLASSES.test(text)))
  );
}

/** `@socketio.on('message')`, `@sio.event`. */
function isSocketEvent(definition: Python.FunctionDefinition): boolean {
  // Nobody is left to answer.
  if (definition.name.text.includes('disconnect')) return false;
  return decorators(definition).some(({ callee, lastName: last }) => {
    if (callee.type !== 'attribute' || (last !== 'on' && last !== 'event')) return false;
    return /^(?:socketio|socket_io|sio)$/u.test(lastName(callee.object) ?? '');
  });
}

/** Does the function, after this statement, still do something: answer, raise, or work on? Log lines do not count. */
export function goesOnAfter(statement: Python.Node, definition: Python.FunctionDefinition): boolean {
  const [, end] = statement.range;
  return ownNodes(definition, 'return_statement', 'raise_statement', 'call').some((node) => {
    if (node.range[0] < end) return false;
    if (node.type === 'return_statement') return (parts(node)[0]?.type ?? 'none') !== 'none';
    return node.type === 'raise_statement' || logCall(node) === null;
  });
}
