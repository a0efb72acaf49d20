import { asksByName, reshapesByName, showsByName } from '../vocabulary/asking-names.ts';
import { parts, unwrap } from './expressions.ts';
import { constantText } from './constants.ts';
import { lastName } from './names.ts';
import type * as Python from './nodes.ts';

/** What happens to a value at one place. */
export interface ValueUse {
  /**
   * `tested`: only whether it is there, or what it is like, matters. `shown`: it is logged. `passed`: a call gets it, alone or
   * inside of something. `kept`: a name gets it. `other`: it is returned, stored or left alone.
   */
  readonly kind: 'tested' | 'shown' | 'passed' | 'kept' | 'other';
  /** Is it put into a text on the way: `f'Bearer {token}'`? */
  readonly isInText: boolean;
  /** The key of the dictionary, or the keyword, that it is given under. */
  readonly key: string | null;
  /** The call that gets it, asks about it or shows it. */
  readonly call: Python.Call | null;
  /** What is assigned, where a name gets it. */
  readonly target: Python.Node | null;
}

const MOST_STEPS = 30;

/** What happens to the value of an expression where it stands. */
export function useOf(expression: Python.Node): ValueUse {
  let node = expression;
  let isInText = false;
  let key: string | null = null;
  const use = (kind: ValueUse['kind'], call: Python.Call | null = null, target: Python.Node | null = null): ValueUse => ({
    kind,
    isInText,
    key,
    call,
    target,
  });
  for (let step = 0; step < MOST_STEPS; step++) {
    const { parent } = node;
    if (!parent) return use('other');
    switch (parent.type) {
      case 'parenthesized_expression':
      case 'list':
      case 'tuple':
      case 'set':
      case 'list_splat':
      case 'await':
      case 'dictionary':
      case 'concatenated_string':
      case 'expression_list':
        node = parent;
        break;
      case 'not_operator':
      case 'comparison_operator':
      case 'assert_statement':
      case 'match_statement':
      case 'named_expression':
        return use('tested');
      case 'if_statement':
      case 'elif_clause':
      case 'while_statement':
        return use(node === parent.condition ? 'tested' : 'other');
      case 'conditional_expression':
        if (parts(parent)[1] === node) return use('tested');
        node = parent;
        break;
      case 'boolean_operator':
        // `a and f(a)` asks for `a`; so does `a or b`, unless `b` is nothing.
        if (parent.left === node && !(parent.operator.type === 'or' && isNothing(parent.right))) return use('tested');
        node = parent;
        break;
      case 'interpolation':
      case 'string':
        isInText = true;
        node = parent;
        break;
      case 'binary_operator':
        isInText = true;
        node = parent;
        break;
      case 'pair':
        if (parent.value !== node) return use('other');
        key ??= constantText(parent.key);
        node = parent;
        break;
      case 'keyword_argument':
        key ??= parent.name.text;
        node = parent;
        break;
      case 'attribute':
        if (parent.object !== node || parent.parent?.type !== 'call' || parent.parent.function !== parent) return use('other');
        if (asksByName(parent.attribute.text)) return use('tested', parent.parent);
        node = parent.parent;
        break;
      case 'argument_list': {
        const call = parent.parent;
        if (call?.type !== 'call') return use('other');
        const name = lastName(call.function) ?? '';
        if (asksByName(name)) return use('tested', call);
        if (showsByName(name)) return use('shown', call);
        if (!reshapesByName(name)) return use('passed', call);
        node = call;
        break;
      }
      case 'assignment':
        return parent.right === node ? use('kept', null, unwrap(parent.left)) : use('other');
      default:
        return use('other');
    }
  }
  return use('other');
}

function isNothing(node: Python.Node): boolean {
  const inner = unwrap(node);
  return inner.type === 'none' || constantText(inner) === '';
}
