import { methodName } from './calls.ts';
import { unwrap } from './expressions.ts';
import { logCall } from './logging.ts';
import { lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { builtText, keepsGivenText } from './texts.ts';

/** The whole expression that puts a text together, of which `node` is a part: all of `'a' + (f'{b}' 'c') % d`. */
export function outermostText(node: Python.Node): Python.Node | null {
  const around = [node];
  for (let child = node, parent = child.parent; parent && goesOn(parent, child); child = parent, parent = parent.parent) {
    // Of a long sum only the whole is asked for.
    if (child.type === 'binary_operator' && parent.type === 'binary_operator' && child.operator.type === parent.operator.type) around.pop();
    around.push(parent);
  }
  return around.findLast((candidate) => !CARRIERS.has(candidate.type) && builtText(candidate)) ?? null;
}

const CARRIERS = new Set(['argument_list', 'attribute', 'parenthesized_expression', 'list', 'tuple']);

/** Does what stands around a piece of text still put the same text together? */
function goesOn(parent: Python.Node, child: Python.Node): boolean {
  switch (parent.type) {
    case 'parenthesized_expression':
    case 'concatenated_string':
      return true;
    case 'binary_operator':
      // On the right of `%` stand values.
      return parent.operator.type === '+' || (parent.operator.type === '%' && parent.left === child);
    case 'attribute':
      return parent.object === child && parent.parent?.type === 'call' && parent.parent.function === parent;
    case 'call':
      return parent.function === child;
    case 'argument_list':
      return parent.parent?.type === 'call' && keepsGivenText(parent.parent);
    case 'list':
    case 'tuple':
      return isJoined(parent);
    default:
      return false;
  }
}

/** `' '.join(['SELECT', ...])` */
function isJoined(list: Python.Node): boolean {
  const call = list.parent?.parent;
  return list.parent?.type === 'argument_list' && call?.type === 'call' && methodName(call) === 'join' && builtText(call) !== null;
}

/** Is the text only shown to people or compared with another one: logged, raised, asserted, searched for? */
export function isOnlyShown(text: Python.Node): boolean {
  for (let child = text, parent = child.parent; parent; child = parent, parent = parent.parent) {
    switch (parent.type) {
      case 'parenthesized_expression':
      case 'argument_list':
      case 'keyword_argument':
      case 'conditional_expression':
      case 'interpolation':
      case 'string':
      case 'binary_operator':
        break;
      case 'comparison_operator':
      case 'assert_statement':
      case 'raise_statement':
        return true;
      case 'call':
        if (shows(parent)) return true;
        // What another function makes of it is not known.
        if (!keepsGivenText(parent)) return isRaised(parent);
        break;
      case 'expression_statement':
        // A text on a line of its own is a comment.
        return child === text;
      default:
        return false;
    }
  }
  return false;
}

function isRaised(call: Python.Call): boolean {
  return call.parent?.type === 'raise_statement';
}

const SHOWING = new Set(
  `print pprint echo secho style log debug info warn warning error critical exception fatal format_exc skip fail xfail skipTest subTest
  add_argument help mock assert_called_with assert_called_once_with assert_any_call assert_has_calls match search fullmatch findall sub compile`
    .trim()
    .split(/\s+/u),
);

function shows(call: Python.Call): boolean {
  if (logCall(call)) return true;
  const name = lastName(call.function) ?? '';
  return SHOWING.has(name) || name.startsWith('assert') || /(?:Error|Exception|Warning)$/u.test(name);
}

/** The name that a text is assigned to, added to, returned as the value of, or passed as: what says what it is for. */
export function nameOfText(text: Python.Node): string | null {
  for (let child = text, parent = child.parent; parent; child = parent, parent = parent.parent) {
    switch (parent.type) {
      case 'parenthesized_expression':
      case 'conditional_expression':
      case 'await':
        break;
      case 'assignment':
      case 'augmented_assignment':
        return lastName(parent.left);
      case 'keyword_argument':
        return parent.name.text;
      case 'named_expression':
        return parent.name.text;
      default:
        return null;
    }
  }
  return null;
}

/** A text that is added to what a name holds. */
export interface TextAddition {
  readonly name: Python.Identifier;
  /** Does the text itself begin with the name, as in `sql = sql + text`? */
  readonly isRepeated: boolean;
}

/** The name that a text is added to, by `sql += text` or by `sql = sql + text`. */
export function additionOf(text: Python.Node): TextAddition | null {
  let child = text;
  while (child.parent?.type === 'parenthesized_expression') child = child.parent;
  const { parent } = child;
  if ((parent?.type !== 'augmented_assignment' && parent?.type !== 'assignment') || parent.right !== child) return null;
  const name = unwrap(parent.left);
  if (name.type !== 'identifier') return null;
  if (parent.type === 'augmented_assignment') return parent.operator.type === '+=' ? { name, isRepeated: false } : null;
  const first = builtText(text)?.[0];
  const isRepeated =
    first !== undefined && 'expression' in first && first.expression.type === 'identifier' && first.expression.text === name.text;
  return isRepeated ? { name, isRepeated } : null;
}

/** Does a method of this name put a text together? */
export function buildsText(method: string): boolean {
  return method === 'format' || method === 'join';
}
