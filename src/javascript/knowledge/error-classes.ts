import { unwrap } from '../expressions.ts';
import { Kind, type JavaScript } from '../nodes.ts';

/** The language's own classes of errors, and the place of the argument that takes `{ cause }` (ES2022, Node 16.9). */
export const errorOptionsPlace: ReadonlyMap<string, number> = new Map([
  ['Error', 1],
  ['EvalError', 1],
  ['RangeError', 1],
  ['ReferenceError', 1],
  ['SyntaxError', 1],
  ['TypeError', 1],
  ['URIError', 1],
  ['AggregateError', 2],
]);

/** Nest's exceptions for failures of the server, and the place of their options (Nest 9). */
export const nestExceptions: ReadonlyMap<string, number> = new Map([
  ['HttpException', 2],
  ['InternalServerErrorException', 1],
  ['BadGatewayException', 1],
  ['ServiceUnavailableException', 1],
  ['GatewayTimeoutException', 1],
]);

/** Does this exception of Nest tell of a failure of the server, and not of a request that was not in order? */
export function isServerFault(name: string, status: JavaScript.Node | undefined): boolean {
  if (name !== 'HttpException') return nestExceptions.has(name);
  const inner = status && unwrap(status);
  if (inner?.type === Kind.Literal) return typeof inner.value === 'number' && inner.value >= 500;
  const member = inner?.type === Kind.MemberExpression && inner.property.type === Kind.Identifier ? inner.property.name : '';
  return ['INTERNAL_SERVER_ERROR', 'BAD_GATEWAY', 'SERVICE_UNAVAILABLE', 'GATEWAY_TIMEOUT'].includes(member);
}
