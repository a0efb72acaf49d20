import { asksByName, reshapesByName, showsByName } from '../vocabulary/asking-names.ts';
import { lastName, type Call } from './calls.ts';
import { keyOf, memberName, stringOf, unwrap } from './expressions.ts';
import { Kind, type JavaScript } from './nodes.ts';

/** What happens to a value at one place. */
export interface ValueUse {
  /**
   * `tested`: only whether it is there, or what it is like, matters. `shown`: it is logged. `passed`: a call gets it, alone or
   * inside of something. `kept`: a name gets it. `other`: it is returned, stored or left alone.
   */
  readonly kind: 'tested' | 'shown' | 'passed' | 'kept' | 'other';
  /** Is it put into a text on the way: `Bearer ${token}`? */
  readonly isInText: boolean;
  /** The key of the object that it is given under. */
  readonly key: string | undefined;
  /** The call that gets it, asks about it or shows it. */
  readonly call: Call | undefined;
  /** The name that gets it. */
  readonly target: JavaScript.Node | undefined;
}

const MOST_STEPS = 30;

/** What happens to the value of an expression where it stands. */
export function useOf(expression: JavaScript.Node): ValueUse {
  let node = expression;
  let isInText = false;
  let key: string | undefined;
  const use = (kind: ValueUse['kind'], call?: Call, target?: JavaScript.Node): ValueUse => ({ kind, isInText, key, call, target });
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const { parent } = node;
    if (!parent) return use('other');
    if (unwrap(parent) === unwrap(node)) {
      node = parent;
      continue;
    }
    switch (parent.type) {
      case Kind.ArrayExpression:
      case Kind.AwaitExpression:
      case Kind.ObjectExpression:
      case Kind.SpreadElement:
        node = parent;
        break;
      case Kind.TemplateLiteral:
        isInText = true;
        node = parent;
        break;
      case Kind.BinaryExpression:
        if (parent.operator !== '+') return use('tested');
        isInText = true;
        node = parent;
        break;
      case Kind.UnaryExpression:
      case Kind.SwitchStatement:
      case Kind.WhileStatement:
        return use('tested');
      case Kind.IfStatement:
        return use(parent.test === node ? 'tested' : 'other');
      case Kind.ConditionalExpression:
        if (parent.test === node) return use('tested');
        node = parent;
        break;
      case Kind.LogicalExpression:
        // `a && f(a)` asks for `a`; so does `a || b`, unless `b` is nothing.
        if (parent.left === node && !(parent.operator !== '&&' && isNothing(parent.right))) return use('tested');
        node = parent;
        break;
      case Kind.Property:
        if (parent.value !== node) return use('other');
        key ??= keyOf(parent);
        node = parent;
        break;
      case Kind.MemberExpression: {
        if (parent.object !== node) return use('other');
        const call = parent.parent.type === Kind.CallExpression && parent.parent.callee === parent ? parent.parent : undefined;
        const name = memberName(parent) ?? '';
        if (asksByName(name) || name === 'length') return use('tested', call);
        if (!call) return use('other');
        node = call;
        break;
      }
      case Kind.CallExpression:
      case Kind.NewExpression: {
        if (parent.callee === node) return use('other');
        const name = lastName(parent) ?? '';
        if (asksByName(name)) return use('tested', parent);
        if (showsByName(name)) return use('shown', parent);
        if (!reshapesByName(name)) return use('passed', parent);
        node = parent;
        break;
      }
      case Kind.VariableDeclarator:
        return use('kept', undefined, parent.id);
      case Kind.AssignmentExpression:
        return parent.right === node ? use('kept', undefined, parent.left) : use('other');
      case Kind.PropertyDefinition:
        return use('kept', undefined, parent);
      default:
        return use('other');
    }
  }
  return use('other');
}

function isNothing(node: JavaScript.Node): boolean {
  const inner = unwrap(node);
  if (inner.type === Kind.Identifier) return inner.name === 'undefined';
  return stringOf(inner) === '' || (inner.type === Kind.Literal && inner.value === null);
}
