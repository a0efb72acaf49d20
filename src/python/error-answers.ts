import { argumentsOf, methodName, receiver } from './calls.ts';
import { CarriedError } from './carried-error.ts';
import { atoms, conditionsAround } from './conditions.ts';
import { developmentTest } from './development-switches.ts';
import { endpointOf } from './endpoints.ts';
import { parts, unwrap } from './expressions.ts';
import { enclosingFunction } from './functions.ts';
import { statusIn, statusOf } from './http-errors.ts';
import {
  clientErrorMakers,
  responseMakers,
  serverErrorMakers,
  socketMethods,
  socketOwners,
  streamingResponses,
} from './knowledge/error-answers.ts';
import { isHttpError, raisingFunctions } from './knowledge/http-errors.ts';
import { shownValues, type LoggedValue } from './logged-values.ts';
import { callsNamed } from './named-calls.ts';
import { calleeName, lastName, qualifiedName } from './names.ts';
import type * as Python from './nodes.ts';
import { followed } from './values.ts';

/** An answer to a client that holds the text of the error that is being handled. */
export interface ErrorAnswer {
  /** What puts the text there: `e` of `str(e)`, `traceback.format_exc()`, or a variable that holds it. */
  readonly at: Python.Node;
  /** The whole value that holds it: `f"failed: {e}"`. */
  readonly value: Python.Node;
  /** Is it the traceback? */
  readonly isTrace: boolean;
  /** Does the answer itself name the error, and no variable that was set before? */
  readonly isHere: boolean;
  /** `500`; null where it cannot be seen. */
  readonly status: string | null;
}

/** Where does a handler (its body, and the name of the error) put the error's text into an answer that is no refusal (4xx)? */
export function errorAnswers(
  whole: Python.Node,
  body: Python.Node,
  error: Python.Identifier | null,
  factories: readonly string[],
  /** Is what it returns an answer, though it has no route of its own? */
  isRegistered = false,
): ErrorAnswer[] {
  const carried = new CarriedError(whole, error);
  const found: ErrorAnswer[] = [];
  const told = new Set<number>();
  const definition = enclosingFunction(body);
  const endpoint = isRegistered ? 'request' : definition && endpointOf(definition);
  const note = (given: readonly Python.Node[], status: string | null): void => {
    if (status !== null && /^[34]/u.test(status)) return;
    for (const node of given) {
      for (const value of shownValues(node)) {
        const isTrace = isTraceback(value);
        if (
          told.has(value.at.row) ||
          !(isTrace || isText(value, carried)) ||
          isForDevelopment(value.at) ||
          isNarrowed(value.at, whole, carried)
        )
          continue;
        told.add(value.at.row);
        found.push({ at: value.at, value: valueAround(value.at), isTrace, isHere: value.at === value.node, status });
      }
    }
  };
  for (const call of body.descendants('call')) {
    if (enclosingFunction(call) !== definition || factories.includes(lastName(call.function) ?? '')) continue;
    const status = answeredStatus(call);
    if (status !== undefined)
      note(
        argumentsOf(call).flatMap(({ name, value }) => (name === 'headers' ? [] : [value])),
        status ?? statusBeside(call),
      );
  }
  if (endpoint === 'request') {
    for (const statement of body.descendants('return_statement')) {
      const [value] = parts(statement);
      if (!value || enclosingFunction(statement) !== definition) continue;
      const [answer, status] = value.type === 'expression_list' || value.type === 'tuple' ? parts(value) : [value];
      if (answer && isPlain(answer)) note([answer], status ? statusOf(status) : null);
    }
  }
  if (definition && isStreamed(definition)) {
    // The status was sent before the first piece.
    for (const piece of body.descendants('yield')) if (enclosingFunction(piece) === definition) note(parts(piece), null);
  }
  return found;
}

/** Are the pieces that a generator yields sent to a client: `StreamingResponse(generate())`? */
function isStreamed(definition: Python.FunctionDefinition): boolean {
  const name = definition.name.text;
  return callsNamed(definition.tree, (each) => streamingResponses.has(each)).some((response) =>
    argumentsOf(response).some(({ value }) => {
      const made = followed(value);
      return made.type === 'call' && lastName(made.function) === name;
    }),
  );
}

const PLAIN = new Set(['dictionary', 'string', 'concatenated_string', 'binary_operator', 'identifier', 'list', 'tuple']);

function isPlain(node: Python.Node): boolean {
  const inner = unwrap(node);
  return PLAIN.has(inner.type) || (inner.type === 'call' && /^(?:str|repr|dict)$/u.test(lastName(inner.function) ?? ''));
}

/** The status that a call answers with; null when it says none, undefined when it is no answer. */
function answeredStatus(call: Python.Call): string | null | undefined {
  const name = lastName(call.function) ?? '';
  if (clientErrorMakers.has(name)) return undefined;
  const full = qualifiedName(call.function);
  if (serverErrorMakers.has(name)) return '500';
  const isError = isHttpError(full, name) && /^_*[A-Z]/u.test(name);
  if (isError || raisingFunctions.has(calleeName(call) ?? '') || (name === 'abort' && receiver(call) === null)) return statusIn(call);
  // Flask-RESTX: `api.abort(500, str(e))`. What else is called so, such as `transaction.abort(reason)`, names no status.
  if (name === 'abort' && statusIn(call)?.startsWith('5') === true) return statusIn(call);
  if (responseMakers.has(name) && !isOfClient(call) && !isOfProject(name, full)) return statusIn(call);
  const owner = receiver(call);
  const isSocket = socketMethods.has(name) && (owner ? socketOwners.has(lastName(owner) ?? '') : name === 'emit');
  if (isSocket) return null;
  // `serializer.json()`, `response.text()`
  return undefined;
}

/** A class of the project's own that is called `Response` too. */
function isOfProject(name: string, full: string | null): boolean {
  return name === 'Response' && full !== null && !WEB.test(full);
}

const WEB = /^(?:flask|quart|fastapi|starlette|rest_framework|django|werkzeug|aiohttp|sanic|litestar|apiflask|bottle)\b/u;

/** `requests.Response`, `response.json()`, `re.text`: the answers that others gave. */
function isOfClient(call: Python.Call): boolean {
  const method = methodName(call);
  if (method === null || /^[A-Z]/u.test(method)) return false;
  const owner = receiver(call);
  return (
    (method === 'json' || method === 'text' || method === 'html') &&
    !/^(?:response|web|sanic)$/u.test((owner && qualifiedName(owner)) ?? '')
  );
}

/** `500` of `return jsonify(...), 500`. */
function statusBeside(call: Python.Call): string | null {
  const { parent } = call;
  if (parent?.type !== 'expression_list' && parent?.type !== 'tuple') return null;
  const status = parts(parent)[1];
  return status && status.row !== call.row ? statusOf(status) : null;
}

/** `e`, `e.args`, `e.message`; not `e.status_code`, `type(e).__name__`. */
function isText({ node, kind }: LoggedValue, carried: CarriedError): boolean {
  const inner = unwrap(node);
  if (kind !== 'name') return false;
  if (inner.type === 'identifier') return carried.is(inner);
  return inner.type === 'attribute' && (inner.attribute.text === 'args' || inner.attribute.text === 'message') && carried.is(inner.object);
}

function isTraceback({ node, kind, name }: LoggedValue): boolean {
  return (
    kind === 'call' &&
    node.type === 'call' &&
    (name === 'format_exc' || (name === 'format_exception' && node.function.text.startsWith('traceback')))
  );
}

/** Only while debugging: `str(e) if settings.debug else "..."`. */
function isForDevelopment(node: Python.Node): boolean {
  return conditionsAround(node)
    .flatMap(atoms)
    .some(({ expression, holds }) => {
      const test = developmentTest(expression);
      return test !== null && test.isNegated !== holds;
    });
}

/** Under `if isinstance(e, NotFound):` the error is as narrow as one that was caught by its type. */
function isNarrowed(node: Python.Node, whole: Python.Node, carried: CarriedError): boolean {
  return conditionsAround(node)
    .flatMap(atoms)
    .some(({ expression, holds }) => holds && whole.contains(expression) && carried.isIn(expression));
}

/** The whole text, up to the argument, element or value it stands in. */
function valueAround(node: Python.Node): Python.Node {
  let value = node;
  for (let up = node.parent; up && INSIDE.has(up.type); up = up.parent) {
    if (up.type === 'argument_list') {
      const call: Python.Node | null = up.parent;
      if (call?.type !== 'call' || !/^(?:str|repr|format|dumps)$/u.test(lastName(call.function) ?? '')) break;
      value = call;
      up = call;
    } else value = up;
  }
  return value;
}

const INSIDE = new Set([
  'interpolation',
  'string',
  'concatenated_string',
  'binary_operator',
  'argument_list',
  'parenthesized_expression',
  'attribute',
  'subscript',
  'call',
]);
