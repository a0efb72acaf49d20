import { methodName, receiver } from './calls.ts';
import { unwrap } from './expressions.ts';
import {
  handlerReaders,
  requestNames,
  requestObjects,
  requestParts,
  requestReaders,
  requestTypes,
  terminalInput,
} from './knowledge/user-input.ts';
import { lastName, qualifiedName } from './names.ts';
import type * as Python from './nodes.ts';
import { isRequest } from './request-data.ts';
import { resolve, singleDefinition } from './scopes.ts';

/** Does this expression itself read what a user sent: `request.args`, `await request.json()`, `self.get_argument('x')`? */
export function isUserInput(expression: Python.Node): boolean {
  const node = unwrap(expression);
  switch (node.type) {
    case 'attribute':
      return requestParts.has(node.attribute.text) && isRequestLike(node.object);
    case 'call': {
      const object = receiver(node);
      const method = methodName(node) ?? '';
      return (
        object !== null &&
        requestReaders.has(method) &&
        (isRequestLike(object) || (handlerReaders.has(method) && lastName(object) === 'self'))
      );
    }
    default:
      return false;
  }
}

/** Does this expression read what somebody typed who started the program: `input()`, `sys.argv`? */
export function isTerminalInput(expression: Python.Node): boolean {
  const node = unwrap(expression);
  if (node.type !== 'attribute' && node.type !== 'call') return false;
  return terminalInput.has(qualifiedName(node.type === 'call' ? node.function : node) ?? '');
}

/** The request that a handler answers, also in frameworks whose routes this reader does not know. */
function isRequestLike(expression: Python.Node): boolean {
  const node = unwrap(expression);
  if (isRequest(node) || requestObjects.has(qualifiedName(node) ?? '')) return true;
  if (node.type === 'attribute') {
    // Class-based views and resolvers keep theirs.
    return requestNames.has(node.attribute.text) && REQUEST_KEEPERS.has(lastName(node.object) ?? '');
  }
  if (node.type !== 'identifier') return false;
  const binding = resolve(node);
  const definition = binding && singleDefinition(binding);
  if (definition?.kind !== 'parameter') return false;
  return requestNames.has(node.text) || (definition.annotation !== null && requestTypes.has(lastName(definition.annotation) ?? ''));
}

const REQUEST_KEEPERS = new Set(['self', 'info', 'context', 'view']);
