import { argumentsOf, methodName } from './calls.ts';
import { nodeAt } from './columns.ts';
import { enclosingFunction, ownNodes } from './functions.ts';
import { identifiersOf } from './identifiers.ts';
import { lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { references, resolve } from './scopes.ts';
import { namesClosing } from '../vocabulary/cleanup-names.ts';

/** How many names a task is followed through: the variable, the list it is put into. */
const MOST_NAMES = 4;

/**
 * Does anybody ask a task that this call starts what became of it, before it is cancelled: is it awaited, gathered, asked for its
 * result, or given a callback that does more than forget it? True as well when it goes where this cannot be seen.
 */
export function isWatched(start: Python.Call): boolean {
  const names = new Set<string>();
  if (!isKeptUnder(start, names)) return true;
  // The set grows by the collections that the task is put into.
  for (const name of names) {
    if (names.size > MOST_NAMES) return true;
    for (const row of identifiersOf(start.tree).rows(name)) {
      if (watches(nodeAt(start.tree, row) as Python.Identifier, names)) return true;
    }
  }
  return false;
}

/** Is a task held by a local name only, in a function that is no lifespan, so that it is meant to end with one call of that? */
export function isOfOneCall(start: Python.Call): boolean {
  const target = start.parent?.type === 'assignment' ? start.parent.left : null;
  const definition = enclosingFunction(start);
  const binding = target?.type === 'identifier' ? resolve(target) : null;
  if (binding?.scope.kind !== 'function' || !definition || ownNodes(definition, 'yield').length > 0) return false;
  const mentions = references(binding).filter((mention) => !binding.isBoundAt(mention));
  return mentions.length > 0 && !mentions.some((mention) => isKeptUnder(mention, new Set()) || mention.parent?.type === 'return_statement');
}

/** Notes the name that a value is kept under; false when it goes elsewhere. */
function isKeptUnder(value: Python.Node, names: Set<string>): boolean {
  let child = value;
  for (let node = value.parent; node; child = node, node = node.parent) {
    switch (node.type) {
      case 'list':
      case 'tuple':
      case 'set':
      case 'list_comprehension':
      case 'parenthesized_expression':
      case 'conditional_expression':
        break;
      case 'assignment': {
        const target = node.left.type === 'subscript' ? node.left.value : node.left;
        const name = node.right === child ? lastName(target) : null;
        if (name === null) return false;
        names.add(name);
        return true;
      }
      case 'argument_list':
        return node.parent?.type === 'call' && isPutAway(node.parent, names);
      default:
        return false;
    }
  }
  return false;
}

/** `self._tasks.append(task)` */
function isPutAway(call: Python.Call, names: Set<string>): boolean {
  if (!/^(?:append|add|extend|appendleft)$/u.test(methodName(call) ?? '') || call.function.type !== 'attribute') return false;
  const collection = lastName(call.function.object);
  if (collection === null) return false;
  names.add(collection);
  return true;
}

/** Does this mention of the task, or of what holds it, learn of its end? */
function watches(mention: Python.Identifier, names: Set<string>): boolean {
  const { parent } = mention;
  const expression: Python.Node = parent?.type === 'attribute' && parent.attribute === mention ? parent : mention;
  const user = expression.parent;
  switch (user?.type) {
    case 'assignment':
      return user.right === expression && !isKeptUnder(expression, names);
    case 'attribute':
      return learnsBy(user);
    case 'await':
      return !isEnd(user);
    case 'argument_list':
      return user.parent?.type === 'call' && isGivenTo(user.parent, names);
    case 'list_splat':
      return !isEnd(user);
    case 'for_statement':
      return user.right === expression && !user.body.text.slice(0, LONGEST).includes('.cancel(') && !isEnd(user);
    case 'list':
    case 'tuple':
    case 'set':
      return !isKeptUnder(expression, names) && !isEnd(user);
    case 'for_in_clause':
    case 'binary_operator':
      return !isEnd(user);
    case 'return_statement':
    case 'yield':
    case 'dictionary':
    case 'pair':
    case 'keyword_argument':
      return true;
    default:
      return false;
  }
}

const LONGEST = 500;
const FORGETTING = /^(?:discard|remove|pop|task_done|_?forget\w{0,20})$/u;

function learnsBy(member: Python.Attribute): boolean {
  const name = member.attribute.text;
  if (name === 'add_done_callback') {
    const [callback] = member.parent?.type === 'call' ? argumentsOf(member.parent) : [];
    return !callback || !FORGETTING.test(lastName(callback.value) ?? '');
  }
  if (name === 'result' || name === 'exception' || name === 'done') return !isEnd(member);
  return false;
}

function isGivenTo(call: Python.Call, names: Set<string>): boolean {
  if (isPutAway(call, names)) return false;
  const name = lastName(call.function) ?? '';
  if (/^(?:isinstance|len|bool|discard|remove|cancel\w{0,20}|hasattr|id|print|append)$/u.test(name)) return false;
  return !isEnd(call);
}

/** Where a task is stopped, what it says is of no use to anybody. */
function isEnd(node: Python.Node): boolean {
  for (let up = node.parent; up && up.type !== 'function_definition'; up = up.parent) if (up.type === 'finally_clause') return true;
  const definition = enclosingFunction(node);
  if (!definition) return false;
  if (namesClosing(definition.name.text)) return true;
  return ownNodes(definition, 'call', 'yield').some(
    (other) => other.range[0] < node.range[0] && (other.type === 'yield' || methodName(other) === 'cancel'),
  );
}
