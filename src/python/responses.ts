import { receiver } from './calls.ts';
import { classOfMethod } from './classes.ts';
import { enclosingFunction } from './functions.ts';
import { lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { isRouteHandler } from './routes.ts';
import { references, resolve } from './scopes.ts';

/** Calls whose argument is sent to whoever asked. */
export const sendingCalls: ReadonlySet<string> = new Set([
  'jsonify',
  'JsonResponse',
  'JSONResponse',
  'ORJSONResponse',
  'UJSONResponse',
  'json_response',
  'make_response',
  'Response',
]);

/** Calls that give their argument on in another form. */
const CARRYING = new Set([
  'dict',
  'list',
  'jsonable_encoder',
  'dumps',
  'json_dumps',
  'tuple',
  'sorted',
  'success_response',
  'api_response',
]);
const COLLECTING = new Set(['append', 'extend', 'update', 'insert', 'setdefault']);

const CONTAINERS = new Set([
  'dictionary',
  'list',
  'tuple',
  'set',
  'parenthesized_expression',
  'expression_list',
  'list_comprehension',
  'dictionary_comprehension',
  'set_comprehension',
  'generator_expression',
  'dictionary_splat',
  'list_splat',
  'boolean_operator',
  'await',
  'keyword_argument',
  'argument_list',
]);

const MOST_HOPS = 40;
const DEEPEST = 4;

/** Where the value of an expression leaves a function for whoever asked: the call that sends it, or the `return`; null if it does not. */
export function sentAt(expression: Python.Node): Python.Node | null {
  return follow(expression, isAnswer, 0);
}

/** The `return` by which the value of an expression leaves its function, whoever calls that. */
export function returnedAt(expression: Python.Node): Python.Node | null {
  return follow(expression, ({ type }) => type === 'return_statement', 0);
}

function isAnswer(node: Python.Node): boolean {
  if (node.type === 'call') return sendingCalls.has(lastName(node.function) ?? '');
  if (node.type !== 'return_statement') return false;
  const around = enclosingFunction(node);
  return around !== null && classOfMethod(around) === null && isRouteHandler(around);
}

function follow(expression: Python.Node, isEnd: (node: Python.Node) => boolean, depth: number): Python.Node | null {
  let node = expression;
  for (let hops = 0; hops < MOST_HOPS; hops++) {
    const { parent } = node;
    if (!parent) return null;
    if (isEnd(parent)) return parent;
    switch (parent.type) {
      case 'pair':
        if (parent.value !== node) return null;
        break;
      case 'conditional_expression':
        // What is asked for does not leave.
        if (parent.children[1] === node) return null;
        break;
      case 'assignment':
        return parent.right === node ? followName(parent.left, isEnd, depth) : null;
      case 'call': {
        const name = lastName(parent.function) ?? '';
        if (parent.function === node) return null;
        if (CARRYING.has(name)) break;
        const object = COLLECTING.has(name) ? receiver(parent) : null;
        return object ? followName(object, isEnd, depth) : null;
      }
      case 'for_in_clause':
      case 'if_clause':
        return null;
      default:
        if (!CONTAINERS.has(parent.type)) return null;
    }
    node = parent;
  }
  return null;
}

/** What becomes of a name that was given the value, or whose value it was put into. */
function followName(target: Python.Node, isEnd: (node: Python.Node) => boolean, depth: number): Python.Node | null {
  const name = target.type === 'subscript' ? target.value : target;
  if (name.type !== 'identifier' || depth >= DEEPEST) return null;
  const binding = resolve(name);
  // What a class or module keeps is not sent by being kept.
  if (binding?.scope.kind !== 'function') return null;
  for (const use of references(binding)) {
    if (use.row <= target.row) continue;
    const found = follow(use, isEnd, depth + 1);
    if (found) return found;
  }
  return null;
}
