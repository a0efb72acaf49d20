import type { Path } from './access-paths.ts';
import { argument, argumentsOf, type Place } from './calls.ts';
import { kindAt } from './columns.ts';
import type { Definition } from './definitions.ts';
import { callSites, enclosingFunction, parameters, type Parameter } from './functions.ts';
import { oncePerTree } from './memo.ts';
import { calleeName } from './names.ts';
import type * as Python from './nodes.ts';
import type { Trace } from './origin-trace.ts';
import { moduleOf } from './columns.ts';
import { isRequest, sentParameters } from './request-data.ts';
import { isRouteHandler, routesOf } from './routes.ts';
import type { Binding } from './scopes.ts';
import type { PythonTree } from './syntax/tree.ts';
import { originOfType } from './type-origins.ts';

const MOST_CALL_SITES = 20;

/** Follows a parameter to what its function is called with, when this file shows all of that; else it stays a parameter. */
export function traceParameter(trace: Trace, { node, owner, annotation }: Definition, binding: Binding, path: Path): void {
  const declared = annotation && originOfType(annotation, path);
  if (declared === 'numeric' || declared === 'allow-listed') {
    trace.source(node, declared);
    return;
  }
  const callable = binding.scope.node;
  if (callable.type === 'lambda') {
    traceLambda(trace, callable, node, path);
    return;
  }
  const parameter = callable.type === 'function_definition' ? parameters(callable).find(({ node: own }) => own === owner) : undefined;
  if (callable.type !== 'function_definition' || !parameter) {
    trace.source(node, 'parameter');
    return;
  }
  // A default of this kind says what the function is made for.
  const fallback = parameter.default?.type;
  if (
    !annotation &&
    (fallback === 'integer' || fallback === 'float' || fallback === 'true' || fallback === 'false') &&
    !isRouteHandler(callable)
  ) {
    trace.source(node, 'numeric');
    return;
  }
  if (followFrame(trace, callable, parameter, path) || followCallSites(trace, callable, parameter, path)) return;
  const [route] = routesOf(callable);
  if (route) trace.source(node, originInHandler(callable, parameter, route.path));
  // A class of its own is no text that anybody sends; what it shows of itself is not known.
  else trace.source(node, declared ?? (isRequest(node) || isReceiver(parameter) ? 'unknown' : 'parameter'));
}

function originInHandler(handler: Python.FunctionDefinition, parameter: Parameter, path: string | null): 'numeric' | 'request' | 'unknown' {
  if (!sentParameters(handler).includes(parameter)) return 'unknown';
  const { name } = parameter;
  const isNumber =
    path !== null &&
    (path.includes(`<int:${name}>`) ||
      path.includes(`<float:${name}>`) ||
      path.includes(`<uuid:${name}>`) ||
      path.includes(`{${name}:int}`));
  return isNumber ? 'numeric' : 'request';
}

function isReceiver({ name }: Parameter): boolean {
  return name === 'self' || name === 'cls';
}

/** When the function was entered through a call, what that call passes. */
function followFrame(trace: Trace, callable: Python.FunctionDefinition, parameter: Parameter, path: Path): boolean {
  const { frames } = trace;
  const at = frames.findLastIndex(({ definition }) => definition === callable);
  const call = frames[at]?.call;
  if (!call) return false;
  trace.inFrames(frames.slice(0, at), () => {
    tracePassed(trace, callable, parameter, call, path);
  });
  return true;
}

/** Private helpers, functions inside of functions, and all functions of a script are called in this file only. */
function followCallSites(trace: Trace, callable: Python.FunctionDefinition, parameter: Parameter, path: Path): boolean {
  const name = callable.name.text;
  const isPrivate = (name.startsWith('_') && !name.startsWith('__')) || enclosingFunction(callable) !== null || isScript(callable.tree);
  if (!isPrivate || callable.parent?.type === 'decorated_definition') return false;
  const { calls, others } = callSites(callable);
  if (calls.length === 0 || others.length > 0 || calls.length > MOST_CALL_SITES) return false;
  for (const call of calls) {
    trace.once(call, [...path, { key: parameter.name }], () => {
      tracePassed(trace, callable, parameter, call, path);
    });
  }
  return true;
}

const isScript = oncePerTree((tree: PythonTree): boolean =>
  moduleOf(tree).children.some(
    (statement) => statement.type === 'if_statement' && statement.condition.text.slice(0, 80).includes('__name__'),
  ),
);

function tracePassed(trace: Trace, callable: Python.FunctionDefinition, parameter: Parameter, call: Python.Call, path: Path): void {
  if (parameter.kind === 'args' || parameter.kind === 'kwargs') {
    traceRest(trace, callable, parameter, call, path);
    return;
  }
  const given = argument(call, placeOf(callable, parameter, call));
  if (given === 'unknown') trace.source(parameter.node, 'parameter');
  else if (given) trace.walk(given, path);
  else if (parameter.default) trace.walk(parameter.default, path);
}

function placeOf(callable: Python.FunctionDefinition, parameter: Parameter, call: Python.Call): Place {
  const all = parameters(callable);
  const [first] = all;
  // `self.m(x)` does not pass `self`; `A.m(a, x)` does, which nobody writes.
  const isBound = call.function.type === 'attribute' && first !== undefined && isReceiver(first);
  const index = all.indexOf(parameter) - (isBound ? 1 : 0);
  if (parameter.kind === 'keyword-only') return { keyword: parameter.name };
  return parameter.kind === 'positional-only' ? { position: index } : { position: index, keyword: parameter.name };
}

/** `*names` and `**values` of a helper: all that its call passes beyond the other parameters. */
function traceRest(trace: Trace, callable: Python.FunctionDefinition, parameter: Parameter, call: Python.Call, path: Path): void {
  const named = new Set(parameters(callable).map(({ name }) => name));
  const count = parameters(callable).filter(
    ({ kind, name }) => (kind === 'positional' || kind === 'positional-only') && name !== 'self',
  ).length;
  const given = argumentsOf(call);
  const [first, ...rest] = path;
  if (parameter.kind === 'args') {
    for (const { kind, value } of given.filter((passed) => passed.kind !== 'keyword').slice(count))
      trace.walk(value, kind === 'splat' ? path : rest);
    return;
  }
  for (const { kind, name, value } of given) {
    if (kind === 'double splat') trace.walk(value, path);
    // The keyword itself is written in the code.
    else if (name !== null && !named.has(name) && first !== 'element') trace.walk(value, rest);
  }
}

/** `map(lambda c: ..., columns)` hands its lambda the elements of `columns`. */
function traceLambda(trace: Trace, lambda: Python.Lambda, node: Python.Identifier, path: Path): void {
  const list = lambda.parent;
  const call = list?.type === 'argument_list' ? list.parent : null;
  const name = call?.type === 'call' ? calleeName(call) : null;
  const iterable = call?.type === 'call' ? argumentsOf(call)[1]?.value : undefined;
  const isMapped = (name === 'builtins.map' || name === 'builtins.filter') && kindAt(lambda.tree, lambda.row) === 'lambda';
  if (isMapped && iterable) trace.walk(iterable, ['element', ...path]);
  else trace.source(node, 'unknown');
}
