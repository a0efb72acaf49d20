import type { JavaScriptSource } from './detector.ts';
import { calleeName, lastName, methodName, property, receiver, type Call } from './calls.ts';
import { CarriedError } from './carried-error.ts';
import { developmentTest } from './development-switches.ts';
import { isFunction, memberName, unwrap, unwrapAwaited } from './expressions.ts';
import { shownValues, type LoggedValue } from './logged-values.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { ownNodes } from './scopes.ts';
import { isBodyOfKoa } from './responses.ts';

/** An answer to a client that holds the text of the error that is being handled. */
export interface ErrorAnswer {
  /** What puts the text there: `err.message`, `err`, or a variable that holds it. */
  readonly at: JavaScript.Node;
  /** The whole value that holds it: `` `failed: ${err}` ``. */
  readonly value: JavaScript.Node;
  readonly isTrace: boolean;
  /** Does the answer itself name the error, and no variable that was set before? */
  readonly isHere: boolean;
  /** The statement that sends it. */
  readonly statement: JavaScript.Node;
}

/** Code that gets an error. */
export interface ErrorCode {
  readonly node: JavaScript.Node;
  readonly body: JavaScript.Node;
  readonly error: JavaScript.Node | null;
}

/** Where does code that gets an error put its text into an answer that is no refusal (4xx)? */
export function errorAnswers({ node, body, error }: ErrorCode, source: JavaScriptSource, factories: readonly string[]): ErrorAnswer[] {
  if (error?.type !== Kind.Identifier) return [];
  const carried = new CarriedError(node, error, source);
  const found: ErrorAnswer[] = [];
  const told = new Set<JavaScript.Node>();
  const nodes = body.type === Kind.BlockStatement ? ownNodes(body, source) : [body, ...ownNodes(body, source)];
  const statusSet = statusSetIn(nodes);
  for (const inner of nodes) {
    const sent = answerIn(inner, source, factories);
    if (!sent) continue;
    const status = sent.status ?? (sent.isOwn ? undefined : statusSet);
    if (status !== undefined && status >= 300 && status < 500) continue;
    for (const given of sent.bodies) {
      for (const value of shownValues(given, source)) {
        const text = textOf(value, carried);
        if (text === undefined || told.has(value.at) || isLimited(value.at, node, carried, source)) continue;
        told.add(value.at);
        found.push({
          at: value.at,
          value: valueAround(value.at),
          isTrace: text === 'stack',
          isHere: value.at === value.node,
          statement: statementAround(inner),
        });
      }
    }
  }
  return found;
}

interface Sent {
  readonly status: number | undefined;
  readonly bodies: readonly JavaScript.Node[];
  /** Has it a status of its own, so that one set before does not count? */
  readonly isOwn: boolean;
}

function answerIn(node: JavaScript.Node, source: JavaScriptSource, factories: readonly string[]): Sent | undefined {
  if (node.type === Kind.AssignmentExpression) {
    // Koa: `ctx.body = { error: err.message }`.
    const target = node.left.type === Kind.MemberExpression ? (dottedText(node.left) ?? '') : '';
    return isBodyOfKoa(target) ? { status: undefined, bodies: [node.right], isOwn: false } : undefined;
  }
  if (node.type !== Kind.CallExpression && node.type !== Kind.NewExpression) return undefined;
  if (factories.includes(lastName(node) ?? '')) return undefined;
  return sentThroughResponse(node) ?? made(node, source);
}

const BODIES = new Set('json send end write jsonp html text body render'.split(' '));
const CHAINED = new Set('status code sendStatus type set header headers cookie contentType writeHead setHeader'.split(' '));
const RESPONSES = /^(?:res|resp|response|reply|rep|h|c|ctx)$/u;

/** `res.status(500).json({...})`, `reply.code(500).send(err)`, `c.json({...}, 500)` */
function sentThroughResponse(call: Call): Sent | undefined {
  const name = methodName(call) ?? '';
  if (call.type !== Kind.CallExpression || !BODIES.has(name)) return undefined;
  let status: number | undefined;
  let isOwn = false;
  let owner = unwrapAwaited(receiver(call) ?? call.callee);
  for (let hops = 0; owner.type === Kind.CallExpression && hops < MOST_HOPS; hops += 1) {
    const method = methodName(owner) ?? '';
    if (!CHAINED.has(method)) return undefined;
    if (method === 'status' || method === 'code' || method === 'writeHead') {
      status = statusOf(owner.arguments[0]);
      isOwn = true;
    }
    owner = unwrapAwaited(receiver(owner) ?? owner.callee);
  }
  const root = dottedText(owner)?.split('.').at(-1) ?? '';
  if (!RESPONSES.test(root)) return undefined;
  const [first, second] = call.arguments;
  // Hono gives the status second, and `h` and `c` have nothing but that.
  const given = /^(?:c|h|ctx)$/u.test(root) ? statusOf(second) : undefined;
  const bodies = name === 'render' ? [second] : [first];
  return { status: status ?? given, isOwn: isOwn || given !== undefined, bodies: bodies.filter((body) => body !== undefined) };
}

const MOST_HOPS = 10;

/** `Response.json({...}, { status: 500 })`, `new Response(text)`, `new InternalServerErrorException(text)`, `socket.emit('error', ...)` */
function made(call: Call, source: JavaScriptSource): Sent | undefined {
  const name = lastName(call) ?? '';
  const [first, second] = call.arguments;
  if (!first) return undefined;
  const owner = receiver(call);
  const ownerName = owner && dottedText(owner)?.split('.').at(-1);
  if (
    (name === 'json' && (ownerName === 'NextResponse' || ownerName === 'Response')) ||
    (call.type === Kind.NewExpression && /^(?:Next)?Response$/u.test(name))
  )
    return { status: statusOf(property(second, 'status')), bodies: [first], isOwn: true };
  if (call.type === Kind.NewExpression && calleeName(call, source)?.startsWith('@nestjs/common.') === true) {
    if (SERVER_FAULTS.has(name)) return { status: 500, bodies: [first], isOwn: true };
    return name === 'HttpException' ? { status: statusOf(second), bodies: [first], isOwn: true } : undefined;
  }
  const isSocket = /^(?:socket|ws|websocket|client|io|connection)$/u.test(ownerName ?? '');
  if (isSocket && (name === 'emit' || name === 'send'))
    return { status: undefined, bodies: name === 'emit' ? call.arguments.slice(1) : [first], isOwn: true };
  return undefined;
}

const SERVER_FAULTS = new Set([
  'InternalServerErrorException',
  'BadGatewayException',
  'ServiceUnavailableException',
  'GatewayTimeoutException',
]);

/** The status that an expression names: `500`, `HttpStatus.INTERNAL_SERVER_ERROR`, `StatusCodes.BAD_REQUEST`. */
function statusOf(node: JavaScript.Node | undefined): number | undefined {
  const inner = node && unwrap(node);
  if (inner?.type === Kind.Literal) return typeof inner.value === 'number' ? inner.value : undefined;
  if (inner?.type !== Kind.MemberExpression) return undefined;
  const name = memberName(inner)?.toUpperCase() ?? '';
  if (
    /^(?:BAD_REQUEST|UNAUTHORIZED|PAYMENT_REQUIRED|FORBIDDEN|NOT_FOUND|CONFLICT|GONE|UNPROCESSABLE\w*|TOO_MANY_REQUESTS|BADREQUEST|NOTFOUND)$/u.test(
      name,
    )
  )
    return 400;
  return /^(?:INTERNAL\w*|SERVER_ERROR|BAD_GATEWAY|SERVICE_UNAVAILABLE|GATEWAY_TIMEOUT)$/u.test(name) ? 500 : undefined;
}

/** `res.status(400); res.json(...)`, `res.statusCode = 400`, `ctx.status = 400` in the same code. */
function statusSetIn(nodes: readonly JavaScript.Node[]): number | undefined {
  for (const node of nodes) {
    if (
      node.type === Kind.AssignmentExpression &&
      node.left.type === Kind.MemberExpression &&
      /^(?:status|statusCode)$/u.test(memberName(node.left) ?? '')
    )
      return statusOf(node.right);
    if (node.type === Kind.ExpressionStatement && node.expression.type === Kind.CallExpression) {
      const call = node.expression;
      if (/^(?:status|code|writeHead)$/u.test(methodName(call) ?? '')) return statusOf(call.arguments[0]);
    }
  }
  return undefined;
}

/** `err`, `err.message`, `err.stack`; not `err.code` or `err.status`. */
function textOf({ node, kind, name }: LoggedValue, carried: CarriedError): 'text' | 'stack' | undefined {
  const inner = unwrap(node);
  if (kind !== 'name') return undefined;
  if (inner.type === Kind.Identifier) return carried.is(inner) ? 'text' : undefined;
  if (inner.type !== Kind.MemberExpression || !carried.is(inner.object)) return undefined;
  return name === 'stack' ? 'stack' : name === 'message' ? 'text' : undefined;
}

/** Only while debugging, only for some errors (`err instanceof NotFound`, `err.expose`), or only below 500. */
function isLimited(at: JavaScript.Node, whole: JavaScript.Node, carried: CarriedError, source: JavaScriptSource): boolean {
  for (let up = at.parent, child: JavaScript.Node = at; up && child !== whole; child = up, up = up.parent) {
    if (isFunction(up) && up !== whole) return false;
    let test: JavaScript.Node | undefined;
    let isThen = true;
    if (up.type === Kind.IfStatement && child !== up.test) [test, isThen] = [up.test, child === up.consequent];
    else if (up.type === Kind.ConditionalExpression && child !== up.test) [test, isThen] = [up.test, child === up.consequent];
    else if (up.type === Kind.LogicalExpression && up.operator === '&&' && child === up.right) test = up.left;
    if (!test) continue;
    const development = developmentTest(test, source);
    if (development && development.isNegated !== isThen) return true;
    if (/\b5(?:00|xx)\b/u.test(source.getText(test)) || (isThen && carried.isIn(test) && !asksWhetherError(test, source))) return true;
  }
  return false;
}

/** `err instanceof Error` and `err.message` ask nothing about which error it is. */
function asksWhetherError(test: JavaScript.Node, source: JavaScriptSource): boolean {
  return /^\(*[\w.?]+ instanceof Error\)*$|^[\w.?]+(?:message|stack)$|^\w+$|^typeof /u.test(source.getText(test));
}

/** The whole text, up to the argument or property it stands in. */
function valueAround(node: JavaScript.Node): JavaScript.Node {
  let value = node;
  for (let up = node.parent; up; up = up.parent) {
    if (up.type === Kind.CallExpression) {
      if (up.arguments.some((argument) => argument === value) ? !/^(?:String|stringify)$/u.test(lastName(up) ?? '') : up.callee !== value)
        break;
    } else if (!INSIDE.has(up.type)) break;
    value = up;
  }
  return value;
}

const INSIDE: ReadonlySet<string> = new Set([
  Kind.TemplateLiteral,
  Kind.BinaryExpression,
  Kind.MemberExpression,
  Kind.ChainExpression,
  Kind.TSAsExpression,
  Kind.TSNonNullExpression,
  Kind.ConditionalExpression,
  Kind.LogicalExpression,
]);

function statementAround(node: JavaScript.Node): JavaScript.Node {
  let statement = node;
  for (let up = node.parent; up && up.type !== Kind.BlockStatement && up.type !== Kind.Program && !isFunction(up); up = up.parent)
    statement = up;
  return statement;
}
