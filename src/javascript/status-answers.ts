import { calleeName, lastName, methodName, objectLiteral, property, receiver, type Call } from './calls.ts';
import type { JavaScriptSource } from './detector.ts';
import { keyOf, memberName, unwrap, type AnyFunction } from './expressions.ts';
import { httpErrorModules, statusByName } from './knowledge/http-errors.ts';
import { contextAnswers, contextNames, responseMakers, responseNames, statusErrors, statusMethods } from './knowledge/status-answers.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { enclosingFunction, kindOf, singleValue, variableOf } from './scopes.ts';

/** A place that answers a request with a status of its own. */
export interface StatusAnswer {
  /** What says the status: the number or the constant. */
  readonly node: JavaScript.Node;
  /**
   * `response`: `res.status(429)`, `reply.code(429)`, `ctx.status = 429`, whose headers stand in other calls; `init`:
   * `new Response(body, { status })`; `context`: Hono's `c.json(body, status, headers)`; `error`: a thrown error that the
   * framework answers with; `object`: the answer of a cloud function.
   */
  readonly form: 'response' | 'init' | 'context' | 'error' | 'object';
  /** The call that takes the status, or the assignment, or the object. */
  readonly whole: JavaScript.Node;
  /** `res`, `reply`, `ctx`: the name of what is answered with. */
  readonly response: JavaScript.Identifier | undefined;
  /** What it gives as headers on the spot. */
  readonly headers: JavaScript.Node | undefined;
  /** The object that holds status and headers. */
  readonly init: JavaScript.ObjectExpression | undefined;
}

/** The answer whose status a number or constant is; undefined where it is something else, also where it is only compared with. */
export function statusAnswerOf(token: JavaScript.Node, source: JavaScriptSource): StatusAnswer | undefined {
  const node = outermost(token);
  const { parent } = node;
  switch (parent?.type) {
    case Kind.CallExpression:
    case Kind.NewExpression:
      return answerOfCall(parent, node, source);
    case Kind.AssignmentExpression:
      return parent.right === node ? answerOfAssignment(parent, node) : undefined;
    case Kind.Property:
      return parent.value === node ? answerOfProperty(parent, node, source) : undefined;
    default:
      return undefined;
  }
}

/** The token with what TypeScript puts around it. */
function outermost(token: JavaScript.Node): JavaScript.Node {
  let outer = token;
  while (outer.parent && unwrap(outer.parent) !== outer.parent && unwrap(outer.parent) === token) outer = outer.parent;
  return outer;
}

function answerOfCall(call: Call, node: JavaScript.Node, source: JavaScriptSource): StatusAnswer | undefined {
  const place = call.arguments.indexOf(node as JavaScript.CallExpressionArgument);
  const method = methodName(call);
  const owner = receiver(call);
  const base = { node, whole: call, response: undefined, headers: undefined, init: undefined };
  if (call.type === Kind.CallExpression && owner && method !== undefined) {
    const response = rootOf(owner);
    if (response && statusMethods[method] === place && isResponse(owner, response)) {
      return { ...base, form: 'response', response, headers: method === 'writeHead' ? headersOfWriteHead(call) : undefined };
    }
    if (contextAnswers.has(method) && place === 1 && owner.type === Kind.Identifier && contextNames.test(owner.name)) {
      return { ...base, form: 'context', response: owner, headers: call.arguments[2] };
    }
    if (method === 'throw' && place === 0 && owner.type === Kind.Identifier && contextNames.test(owner.name)) {
      return { ...base, form: 'error', headers: headersIn(call.arguments[2], source) };
    }
  }
  const known = statusErrors.get(calleeName(call, source) ?? '');
  if (known?.status !== place) return undefined;
  return { ...base, form: 'error', headers: known.extras === undefined ? undefined : headersIn(call.arguments[known.extras], source) };
}

/** The answer that an error stands for whose name is its status: `new UnauthorizedException()`, `createError.Unauthorized()`. */
export function namedAnswerOf(call: Call, status: number, source: JavaScriptSource): StatusAnswer | undefined {
  const name = lastName(call)?.replace(/(?:Exception|HttpError|Error)$/u, '') ?? '';
  if (statusByName[name] !== String(status)) return undefined;
  const full = calleeName(call, source) ?? '';
  if (!httpErrorModules.includes(full.slice(0, full.lastIndexOf('.')))) return undefined;
  return { node: call.callee, form: 'error', whole: call, response: undefined, headers: undefined, init: undefined };
}

/** `writeHead(429, headers)` and `writeHead(429, 'Too many', headers)`. */
function headersOfWriteHead(call: JavaScript.CallExpression): JavaScript.Node | undefined {
  return call.arguments.slice(1).find((given) => given.type !== Kind.Literal && given.type !== Kind.TemplateLiteral);
}

/** The headers in an object of options; the object itself, where it cannot be looked into. */
function headersIn(options: JavaScript.Node | undefined, source: JavaScriptSource): JavaScript.Node | undefined {
  if (!options) return undefined;
  const object = objectLiteral(options, source);
  return object && !object.properties.some(({ type }) => type === Kind.SpreadElement)
    ? (property(object, 'headers') ?? property(object, 'res'))
    : options;
}

/** `res` of `res.set(...).status`, `h` of `h.response(x).code`. */
function rootOf(owner: JavaScript.Node): JavaScript.Identifier | undefined {
  let node = unwrap(owner);
  for (let hops = 0; hops < MOST_HOPS; hops += 1) {
    if (node.type === Kind.Identifier) return node;
    if (node.type === Kind.CallExpression) node = unwrap(node.callee);
    else if (node.type === Kind.MemberExpression) node = unwrap(node.object);
    else return undefined;
  }
  return undefined;
}

const MOST_HOPS = 20;

function isResponse(owner: JavaScript.Node, root: JavaScript.Identifier): boolean {
  // hapi's `h.response(x).code(429)`.
  if (owner.type === Kind.CallExpression && methodName(owner) === 'response') return true;
  const last = owner.type === Kind.MemberExpression ? (memberName(owner) ?? '') : root.name;
  return responseNames.test(last) || responseNames.test(root.name) || (owner === root && contextNames.test(root.name));
}

/** `res.statusCode = 429`, `ctx.status = 429`; `error.status = 429` is left to who answers with the error. */
function answerOfAssignment(assignment: JavaScript.AssignmentExpression, node: JavaScript.Node): StatusAnswer | undefined {
  const left = unwrap(assignment.left);
  if (left.type !== Kind.MemberExpression || !STATUS_FIELDS.has(memberName(left) ?? '')) return undefined;
  const name = dottedText(left.object)?.split('.').at(-1) ?? '';
  const response = rootOf(left.object);
  if (!response || !(responseNames.test(name) || contextNames.test(name))) return undefined;
  return { node, form: 'response', whole: assignment, response, headers: undefined, init: undefined };
}

const STATUS_FIELDS: ReadonlySet<string> = new Set(['status', 'statusCode']);

function answerOfProperty(entry: JavaScript.Property, node: JavaScript.Node, source: JavaScriptSource): StatusAnswer | undefined {
  const object = entry.parent;
  const key = keyOf(entry);
  if (object.type !== Kind.ObjectExpression || (key !== 'status' && key !== 'statusCode')) return undefined;
  const { parent } = object;
  const base = { node, response: undefined, headers: headersIn(object, source), init: object };
  if ((parent.type === Kind.CallExpression || parent.type === Kind.NewExpression) && parent.arguments.includes(object)) {
    const name = calleeName(parent, source) ?? '';
    if (key === 'status' && responseMakers.has(name) && parent.arguments.indexOf(object) === 1)
      return { ...base, form: 'init', whole: parent };
    // Nuxt has it without an import.
    return key === 'statusCode' && /^(?:h3\.|#imports\.)?createError$/u.test(name) ? { ...base, form: 'error', whole: parent } : undefined;
  }
  const isGivenBack = parent.type === Kind.ReturnStatement || parent.type === Kind.ArrowFunctionExpression;
  return key === 'statusCode' && property(object, 'body') && isGivenBack ? { ...base, form: 'object', whole: object } : undefined;
}

/** The function that answers: the one whose parameter the response is, else the outermost of the callbacks around the answer. */
export function answeringFunction({ node, response }: StatusAnswer, source: JavaScriptSource): AnyFunction | undefined {
  const variable = response && variableOf(response, source);
  const definition = variable?.defs[0];
  if (definition && kindOf(definition) === 'Parameter') return definition.node as AnyFunction;
  let around = enclosingFunction(node);
  while (around?.parent.type === Kind.CallExpression) around = enclosingFunction(around) ?? undefined;
  return around ?? enclosingFunction(node);
}

/** Does an object of headers hold one of this name? Undefined where that cannot be seen. */
export function hasHeader(headers: JavaScript.Node, name: RegExp, source: JavaScriptSource): boolean | undefined {
  const object = objectLiteral(headers, source);
  if (!object) return undefined;
  const keys = object.properties.map((entry) => (entry.type === Kind.Property ? keyOf(entry) : undefined));
  if (keys.some((key) => key !== undefined && name.test(key))) return true;
  return keys.includes(undefined) ? undefined : false;
}

/** The name that a response is kept under, when it is not given away at once. */
export function keptIn({ whole }: StatusAnswer, source: JavaScriptSource): JavaScript.Identifier | undefined {
  const { parent } = whole;
  if (parent?.type !== Kind.VariableDeclarator || parent.id.type !== Kind.Identifier) return undefined;
  const variable = variableOf(parent.id, source);
  return variable && singleValue(variable) ? parent.id : undefined;
}
