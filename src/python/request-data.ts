import { receiverClass } from './classes.ts';
import { parts, unwrap } from './expressions.ts';
import { parameters, type Parameter } from './functions.ts';
import { importsAny } from './imports.ts';
import { django, djangoRequestData, djangoRequests } from './knowledge/django.ts';
import { dependencyMarkers, fastapiRequestData, fastapiRequests, injectedClasses } from './knowledge/fastapi.ts';
import { flaskRequestData, flaskRequests } from './knowledge/flask.ts';
import { calleeName, qualifiedName } from './names.ts';
import type * as Python from './nodes.ts';
import { routesOf } from './routes.ts';
import { resolve, singleDefinition } from './scopes.ts';
import { typeOf } from './annotations.ts';
import { followed } from './values.ts';

const dataOfAnyRequest = new Set([...flaskRequestData, ...fastapiRequestData, ...djangoRequestData]);

/** How far `request.json['a'].get('b')` is followed to its root, and from names to their values. */
const MOST_STEPS = 30;

/** Does this expression take its value from what a client sent: `request.args['x']`, a path parameter, a body? */
export function isRequestData(expression: Python.Node): boolean {
  let node = unwrap(expression);
  for (let step = 0; step < MOST_STEPS; step++) {
    switch (node.type) {
      case 'attribute':
        if (dataOfAnyRequest.has(node.attribute.text) && isRequest(node.object)) return true;
        node = unwrap(node.object);
        break;
      case 'call':
        node = unwrap(node.function);
        break;
      case 'subscript':
        node = unwrap(node.value);
        break;
      case 'await':
        node = unwrap(parts(node)[0] ?? node);
        break;
      case 'identifier': {
        if (isSentParameter(node)) return true;
        const value = followed(node);
        if (value === node) return false;
        node = value;
        break;
      }
      default:
        return false;
    }
  }
  return false;
}

/** Is this expression the request that is being handled? */
export function isRequest(expression: Python.Node): boolean {
  const node = unwrap(expression);
  const name = qualifiedName(node);
  if (name !== null) return flaskRequests.has(name);
  if (node.type === 'attribute') {
    // Django's class-based views keep it on themselves.
    return node.attribute.text === 'request' && receiverClass(node.object) !== null;
  }
  if (node.type !== 'identifier') return false;
  const parameter = parameterMeant(node);
  return parameter !== null && isRequestParameter(parameter.parameter, parameter.owner);
}

function isRequestParameter(parameter: Parameter, owner: Python.FunctionDefinition): boolean {
  const declared = parameter.annotation && typeOf(parameter.annotation).name;
  if (declared !== null) return fastapiRequests.has(declared) || djangoRequests.has(declared);
  if (parameter.name !== 'request' || parameter.annotation) return false;
  return routesOf(owner).some(({ framework }) => framework !== 'flask') || importsAny(owner.tree, ...django.modules);
}

/** Is this name a parameter of a route handler whose value the client sends, and no dependency? */
function isSentParameter(identifier: Python.Identifier): boolean {
  const meant = parameterMeant(identifier);
  return meant !== null && sentParameters(meant.owner).includes(meant.parameter);
}

/** The parameters of a route handler whose values the client sends: of the path, the query or the body. */
export function sentParameters(handler: Python.FunctionDefinition): readonly Parameter[] {
  const [route] = routesOf(handler);
  if (!route) return [];
  return parameters(handler).filter((parameter, index) => {
    if (index === 0 && (parameter.name === 'self' || parameter.name === 'cls')) return false;
    return !isRequestParameter(parameter, handler) && !isInjected(parameter);
  });
}

function isInjected({ annotation, default: value }: Parameter): boolean {
  const marker = value && unwrap(value);
  if (marker?.type === 'call' && dependencyMarkers.has(calleeName(marker) ?? '')) return true;
  if (!annotation) return false;
  const declared = typeOf(annotation);
  if (declared.name !== null && injectedClasses.has(declared.name)) return true;
  return declared.metadata.some((extra) => extra.type === 'call' && dependencyMarkers.has(calleeName(extra) ?? ''));
}

interface OwnedParameter {
  readonly parameter: Parameter;
  readonly owner: Python.FunctionDefinition;
}

function parameterMeant(identifier: Python.Identifier): OwnedParameter | null {
  const binding = resolve(identifier);
  const definition = binding && singleDefinition(binding);
  const owner = binding?.scope.node;
  if (definition?.kind !== 'parameter' || owner?.type !== 'function_definition') return null;
  const parameter = parameters(owner).find(({ node }) => node === definition.owner);
  return parameter ? { parameter, owner } : null;
}
