import { methodName, receiver } from './calls.ts';
import { classInfo, classOfMethod } from './classes.ts';
import { nodeAt } from './columns.ts';
import { decorators, withDecorators } from './decorators.ts';
import { isWritten, unwrap } from './expressions.ts';
import { callSites, callsOf, enclosingFunction, functionMeantBy, localFunction, ownNodes, parameters } from './functions.ts';
import { identifiersOf } from './identifiers.ts';
import { credentialTypes, schemeClasses, tokenLoaders, tokenReaders } from './knowledge/authorization.ts';
import { oncePerNode, oncePerTree } from './memo.ts';
import { callsNamed } from './named-calls.ts';
import { calleeName, lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { isRouteHandler } from './routes.ts';
import { references, resolve } from './scopes.ts';
import { constantText } from './constants.ts';
import { stringsHolding } from './strings-found.ts';
import type { PythonTree } from './syntax/tree.ts';
import { assignedValue } from './values.ts';
import { namesMailedToken } from '../vocabulary/auth-names.ts';

/**
 * Does a function ask for what a request's header `Authorization` carries, by itself or one call away in the same file? A signed
 * token counts as well, unless the function looks into cookies.
 */
export const takesAuthorization = oncePerNode((definition: Python.FunctionDefinition): boolean => {
  const outer = outermost(definition);
  return asksItself(outer) || isAskedFor(outer) || asksNearby(outer);
});

/** Does something in this file ask for the header? */
export function fileTakesAuthorization(tree: PythonTree): boolean {
  return marksOf(tree).length > 0;
}

/** The function that a decorator's wrapper stands in. */
function outermost(definition: Python.FunctionDefinition): Python.FunctionDefinition {
  let outer = definition;
  for (let around = enclosingFunction(outer); around; around = enclosingFunction(outer)) {
    // What makes a whole application holds functions that have nothing to do with each other.
    if (FACTORY.test(around.name.text)) break;
    outer = around;
  }
  return outer;
}

const FACTORY =
  /^(?:create|make|build|get|init|setup|register|configure|add)_?\w{0,40}(?:app|application|api|router|server|routes|blueprint|endpoints)\w{0,40}$|^__init__$/u;

interface Mark {
  readonly place: number;
  /** Does it say that a header is read, and not only that some token is? */
  readonly isHeader: boolean;
}

/** The places of a file that ask for the header or for what is in it. */
const marksOf = oncePerTree((tree: PythonTree): readonly Mark[] => {
  const mark = (node: Python.Node, isHeader = true): Mark => ({ place: node.range[0], isHeader });
  const names = identifiersOf(tree);
  const mentioned = (name: string): Python.Identifier[] => names.rows(name).map((row) => nodeAt(tree, row) as Python.Identifier);
  const schemes = callsNamed(tree, (name) => schemeClasses.has(name));
  return [
    ...stringsHolding(tree, /authorization|bearer|basic/giu)
      .filter(isAsked)
      .map((node) => mark(node)),
    ...mentioned('authorization')
      .filter(isGiven)
      .map((node) => mark(node)),
    ...[...credentialTypes]
      .flatMap(mentioned)
      .filter((node) => enclosingFunction(node) !== null)
      .map((node) => mark(node)),
    ...schemes.flatMap((call) => [call, ...usesOf(call)]).map((node) => mark(node)),
    ...[...tokenLoaders].flatMap(mentioned).map((node) => mark(node)),
    ...callsNamed(tree, (name) => READERS.has(name))
      .filter(readsToken)
      .map((node) => mark(node, false)),
  ];
});

const READERS = new Set([...tokenReaders].map((name) => name.slice(name.lastIndexOf('.') + 1)));

function readsToken(call: Python.Call): boolean {
  if (!tokenReaders.has(calleeName(call) ?? '')) return false;
  const [first] = call.arguments.children;
  return !namesMailedToken((first && lastName(first)) ?? '');
}

/** The places that name what a call's result is kept under. */
function usesOf(call: Python.Call): Python.Node[] {
  const { parent } = call;
  if (parent?.type !== 'assignment' || parent.left.type !== 'identifier') return [];
  const binding = resolve(parent.left);
  return binding ? references(binding) : [];
}

/** `headers.get("Authorization")`, `value.startswith("Bearer ")`, `scheme != "bearer"`; what is sent to others is none. */
function isAsked(node: Python.String): boolean {
  const text = constantText(node) ?? '';
  const { parent } = node;
  if (/^(?:http_)?(?:x-)?authorization$/iu.test(text)) {
    if (parent?.type === 'subscript') return !isWritten(parent);
    if (parent?.type === 'keyword_argument') return parent.name.text === 'alias';
    return parent?.type === 'argument_list' ? isReading(parent) : parent?.type === 'comparison_operator';
  }
  if (!/^(?:bearer|basic)\s?$/iu.test(text)) return false;
  if (parent?.type === 'comparison_operator') return true;
  return parent?.type === 'argument_list' && parent.parent?.type === 'call' && TAKING_APART.has(methodName(parent.parent) ?? '');
}

const TAKING_APART = new Set('startswith removeprefix split partition replace lstrip strip'.split(' '));

/** `request.headers.get(...)`, `request.META.get(...)`, `get_header(...)`. */
function isReading(list: Python.Node): boolean {
  const call = list.parent;
  if (call?.type !== 'call') return false;
  const method = methodName(call);
  const owner = receiver(call);
  if (method === 'get' || method === 'getlist' || method === 'pop')
    return owner !== null && /head|META|environ|scope/iu.test(lastName(owner) ?? '') && isOfRequest(owner);
  return /get_?header/iu.test(lastName(call.function) ?? '');
}

/** Headers that the function has made are those it sends to others. */
function isOfRequest(headers: Python.Node): boolean {
  const made = headers.type === 'identifier' ? assignedValue(headers) : null;
  return made === null || /\b(?:request|req|scope|environ|META|self)\b/u.test(made.text);
}

/** `request.authorization`, and the parameter that FastAPI fills from the header. */
function isGiven(identifier: Python.Identifier): boolean {
  const { parent } = identifier;
  if (parent?.type === 'attribute') return parent.attribute === identifier && (lastName(parent.object) ?? '').includes('request');
  return (
    (parent?.type === 'typed_default_parameter' || parent?.type === 'typed_parameter' || parent?.type === 'default_parameter') &&
    parent.text.includes('Header')
  );
}

function asksItself(definition: Python.FunctionDefinition): boolean {
  const [start, end] = withDecorators(definition).range;
  const own = marksOf(definition.tree).filter(({ place }) => start <= place && place < end);
  if (own.some(({ isHeader }) => isHeader)) return true;
  return own.length > 0 && !/\bcookies?\b/iu.test(definition.text);
}

/** A method of `class JWTBearer(HTTPBearer)`, and what a parameter `Depends(bearer_token)` gives. */
function isAskedFor(definition: Python.FunctionDefinition): boolean {
  const owner = classOfMethod(definition);
  if (owner && classInfo(owner).bases.some(({ text }) => schemeClasses.has(text?.split('.').at(-1) ?? ''))) return true;
  // A route that asks for a user may refuse for other reasons.
  if (isRouteHandler(definition)) return false;
  return parameters(definition).some(({ default: given, annotation }) => {
    const nodes = [given, annotation].flatMap((node) => (node ? [node, ...node.descendants('call')] : []));
    return nodes.some((node) => node.type === 'call' && /^(?:Depends|Security)$/u.test(lastName(node.function) ?? '') && isScheme(node));
  });
}

function isScheme(call: Python.Call): boolean {
  const [given] = call.arguments.children;
  if (!given) return false;
  const name = lastName(given.type === 'call' ? given.function : given) ?? '';
  if (/oauth2|bearer|http_?basic|jwt_scheme|token_scheme/iu.test(name)) return true;
  const asked = functionMeantBy(unwrap(given));
  if (asked) return asksItself(asked);
  const value = assignedValue(given);
  return value?.type === 'call' && schemeClasses.has(lastName(value.function) ?? '');
}

/** A helper that says no for those who ask, and who leaves reading the header to a helper. */
function asksNearby(definition: Python.FunctionDefinition): boolean {
  if (callsOf(definition).some((call) => readsHeader(localFunction(call), definition))) return true;
  if (isRouteHandler(definition) || decorators(definition).length > 0) return false;
  const callers = callSites(definition).calls.map((call) => enclosingFunction(call));
  return (
    callers.length > 0 && callers.length <= MOST_CALLERS && callers.every((caller) => caller !== null && asksItself(outermost(caller)))
  );
}

const MOST_CALLERS = 20;

function readsHeader(callee: Python.FunctionDefinition | null, caller: Python.FunctionDefinition): boolean {
  // One that refuses by itself has done so: what its caller refuses has another reason.
  if (!callee || callee === caller || ownNodes(callee, 'raise_statement').length > 0) return false;
  const [start, end] = callee.range;
  return marksOf(callee.tree).some(({ place, isHeader }) => isHeader && start <= place && place < end);
}
