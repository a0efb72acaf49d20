import { argumentsOf, methodName, receiver } from './calls.ts';
import { constantText } from './constants.ts';
import { unwrap } from './expressions.ts';
import { stringsBeginningWith } from './strings-found.ts';
import { lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { references, resolve, singleDefinition } from './scopes.ts';
import type { PythonTree } from './syntax/tree.ts';

/** The collections of Google's services that notify of changes for some days: Gmail, Drive, Calendar. */
const WATCHED = new Set(['users', 'files', 'changes', 'events', 'calendarList', 'acl', 'settings', 'activities']);

/** Is this `service.users().watch(...).execute()`, whose answer says when it expires? */
export function grantedWatch(call: Python.Call): boolean {
  const watch = methodName(call) === 'execute' ? receiver(call) : null;
  if (watch?.type !== 'call' || methodName(watch) !== 'watch') return false;
  const collection = receiver(watch);
  return collection?.type === 'call' && WATCHED.has(methodName(collection) ?? '');
}

/** What becomes of one key of an answer: is it read, does the whole answer go on to somebody, or is it dropped? */
export function answerUse(call: Python.Node, key: string): 'read' | 'returned' | 'dropped' {
  for (let child = call, node = call.parent; node; child = node, node = node.parent) {
    switch (node.type) {
      case 'await':
      case 'parenthesized_expression':
        break;
      case 'expression_statement':
        return 'dropped';
      case 'assignment':
        return node.right === child && node.left.type === 'identifier' ? useOfName(node.left, key) : 'read';
      case 'subscript':
        return node.value === child && textIn(node) !== key ? 'dropped' : 'read';
      case 'attribute':
        return node.parent?.type === 'call' && node.attribute.text === 'get' && textIn(node.parent) !== key ? 'dropped' : 'read';
      case 'return_statement':
        return 'returned';
      default:
        return 'read';
    }
  }
  return 'read';
}

function useOfName(name: Python.Identifier, key: string): 'read' | 'returned' | 'dropped' {
  const binding = resolve(name);
  if (binding?.scope.kind !== 'function' || !singleDefinition(binding)) return 'read';
  let isReturned = false;
  for (const use of references(binding)) {
    if (binding.isBoundAt(use)) continue;
    const { parent } = use;
    if (parent?.type === 'return_statement') isReturned = true;
    else if (parent?.type === 'subscript' && parent.value === use) {
      const text = textIn(parent);
      if (text === null || text === key) return 'read';
    } else if (parent?.type === 'attribute' && parent.object === use && parent.parent?.type === 'call' && parent.attribute.text === 'get') {
      const text = textIn(parent.parent);
      if (text === null || text === key) return 'read';
      // A log line keeps nothing, everything else that gets the whole may.
    } else if (!isLogged(use)) return 'read';
  }
  return isReturned ? 'returned' : 'dropped';
}

function isLogged(use: Python.Identifier): boolean {
  const call = use.parent?.type === 'argument_list' ? use.parent.parent : null;
  return call?.type === 'call' && /^(?:debug|info|warning|error|print|exception)$/u.test(lastName(call.function) ?? '');
}

/** The text between the brackets: `'historyId'` of `answer['historyId']` and `answer.get('historyId')`. */
function textIn(node: Python.Subscript | Python.Call): string | null {
  const place = node.type === 'call' ? argumentsOf(node)[0]?.value : node.children.at(-1);
  return place ? constantText(place) : null;
}

/** A token that is taken out of an answer and kept beyond the function that got it. */
export interface KeptToken {
  readonly node: Python.Node;
  /** What answered, in a word. */
  readonly call: string;
}

/** `self.token = answer.json()['access_token']`, `_token = data['access_token']` with `global`. */
export function tokenKept(tree: PythonTree): KeptToken[] {
  return stringsBeginningWith(tree, 'access_token').flatMap((text): KeptToken[] => {
    const subscript = text.parent;
    const found = subscript?.type === 'subscript' ? subscript : text.parent?.type === 'argument_list' ? text.parent.parent : null;
    if (!found || (found.type !== 'subscript' && found.type !== 'call') || textIn(found) !== 'access_token') return [];
    if (found.type === 'call' && methodName(found) !== 'get') return [];
    const object = found.type === 'subscript' ? found.value : receiver(found);
    const source = object && answerBehind(unwrap(object));
    const assignment = found.parent;
    if (!source || assignment?.type !== 'assignment' || assignment.right !== found || !outlives(assignment.left)) return [];
    return [{ node: found, call: lastName(source.function) ?? '' }];
  });
}

/** `requests.post(...).json()`, by way of a name or not. */
function answerBehind(node: Python.Node): Python.Call | null {
  let value = node;
  for (let hops = 0; hops < 3; hops++) {
    if (value.type === 'await') value = unwrap(value.children[0] ?? value);
    if (value.type === 'identifier') {
      const binding = resolve(value);
      const from = binding && singleDefinition(binding)?.value;
      if (!from) return null;
      value = unwrap(from);
    } else if (value.type === 'call' && methodName(value) === 'json') {
      const object = receiver(value);
      value = object ? unwrap(object) : value;
    } else break;
  }
  return value.type === 'call' && /^(?:post|request|get)$/u.test(methodName(value) ?? '') ? value : null;
}

/** Does the place it is kept in outlive the function: an attribute of `self`, a name of the module? */
function outlives(target: Python.Node): boolean {
  if (target.type === 'attribute') return target.object.type === 'identifier' && target.object.text === 'self';
  return target.type === 'identifier' && resolve(target)?.scope.kind === 'module';
}
