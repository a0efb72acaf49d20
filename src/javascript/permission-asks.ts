import {
  answersPermission,
  namesRuling,
  namesStanding,
  permissionSubject,
  type Certainty,
  type PermissionSubject,
} from '../vocabulary/permission-names.ts';
import { lastName, receiver } from './calls.ts';
import { isFunction, memberName, unwrap, unwrapAwaited } from './expressions.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';

/** Whoever or whatever a permission is asked of, as it is written without `?.`. */
export interface Asked {
  readonly text: string;
  readonly subject: PermissionSubject;
}

const MOST_NODES = 60;

/** How sure is it that a condition asks somebody for a permission? `isNegated`: so that it is true for those who have none. */
export function permissionAsk(condition: JavaScript.Node, asked: Asked, isNegated: boolean): Certainty | undefined {
  const waiting = [{ node: condition, isNot: false }];
  for (let steps = 0, next = waiting.pop(); next && steps < MOST_NODES; steps++, next = waiting.pop()) {
    const { isNot } = next;
    const node = unwrapAwaited(next.node);
    if (node.type === Kind.UnaryExpression && node.operator === '!') waiting.push({ node: node.argument, isNot: !isNot });
    else if (node.type === Kind.LogicalExpression) waiting.push({ node: node.right, isNot }, { node: node.left, isNot });
    else {
      const inner = comparedWithTruth(node) ?? quantified(node);
      if (inner) waiting.push({ node: inner.node, isNot: inner.isNot !== isNot });
      else {
        const found = askOf(node, asked);
        if (found && (found.isNegated !== isNot) === isNegated) return found.certainty;
      }
    }
  }
  return undefined;
}

interface Inner {
  readonly node: JavaScript.Node;
  readonly isNot: boolean;
}

/** `allowed === false`, `allowed !== true`. */
function comparedWithTruth(node: JavaScript.Node): Inner | undefined {
  if (node.type !== Kind.BinaryExpression || !/^[!=]==?$/u.test(node.operator)) return undefined;
  const right = unwrap(node.right);
  if (right.type !== Kind.Literal || typeof right.value !== 'boolean') return undefined;
  return { node: node.left, isNot: node.operator.startsWith('=') !== right.value };
}

/** What is asked of each in `wanted.every((p) => permissions.includes(p))`. */
function quantified(node: JavaScript.Node): Inner | undefined {
  if (node.type !== Kind.CallExpression || !/^(?:every|some)$/u.test(lastName(node) ?? '')) return undefined;
  const [given] = node.arguments;
  return isFunction(given) && given.body.type !== Kind.BlockStatement ? { node: given.body, isNot: false } : undefined;
}

interface Found {
  readonly certainty: Certainty;
  readonly isNegated: boolean;
}

function askOf(node: JavaScript.Node, asked: Asked): Found | undefined {
  if (node.type === Kind.CallExpression) return yes(askByCall(node, asked));
  if (node.type === Kind.MemberExpression)
    return isOf(node.object, asked) ? yes(answersPermission(memberName(node) ?? '', subjectOf(node.object, asked))) : undefined;
  return node.type === Kind.BinaryExpression ? askByComparison(node, asked) : undefined;
}

function yes(certainty: Certainty | null): Found | undefined {
  return certainty ? { certainty, isNegated: false } : undefined;
}

function askByCall(call: JavaScript.CallExpression, asked: Asked): Certainty | null {
  const callee = unwrap(call.callee);
  if (dottedText(callee) === asked.text) return asked.subject === 'decider' ? 'surely' : null;
  const object = receiver(call);
  const name = lastName(call) ?? '';
  if (object && isOf(object, asked)) {
    // `permissions.includes('write')`, `user.roles.includes('admin')`, and no `roles.includes(user.role)`.
    if (/^(?:includes|has|contains|indexOf)$/u.test(name)) {
      const given =
        dottedText(call.arguments[0] ?? call)
          ?.split('.')
          .at(-1) ?? '';
      const isList =
        dottedText(object) === asked.text ? asked.subject !== 'caller' : namesRuling(dottedText(object)?.split('.').at(-1) ?? '');
      return isList && !namesStanding(given) && permissionSubject(given) !== 'caller' ? 'surely' : null;
    }
    return answersPermission(name, subjectOf(object, asked));
  }
  if (!isGiven(call, asked)) return null;
  const decider = object ? permissionSubject(dottedText(object)?.split('.').at(-1) ?? '') : null;
  return answersPermission(name, decider ?? 'caller');
}

/** Is a call about whoever is asked? A list of permissions that comes last is what is asked for: `hasPermissions(user, permissions)`. */
export function isGiven(call: JavaScript.CallExpression, asked: Asked): boolean {
  const at = call.arguments.findIndex((given) => isOf(given, asked) || isWrapped(given, asked));
  return at >= 0 && (asked.subject !== 'granted' || (at === 0 && call.arguments.length > 1));
}

/** `can({ user, action: 'edit' })` */
function isWrapped(given: JavaScript.Node, asked: Asked): boolean {
  return (
    given.type === Kind.ObjectExpression &&
    given.properties.some((property) => property.type === Kind.Property && isOf(property.value, asked))
  );
}

function askByComparison(node: JavaScript.BinaryExpression, asked: Asked): Found | undefined {
  if (!/^[!=]==?$/u.test(node.operator) || asked.subject !== 'caller') return undefined;
  const [left, right] = [unwrap(node.left), unwrap(node.right)];
  const own = [left, right].find((side) => isOf(side, asked));
  const other = dottedText(own === left ? right : left);
  const text = own && dottedText(own);
  if (text === undefined || own === undefined) return undefined;
  const last = text === asked.text ? 'id' : (text.split('.').at(-1) ?? '');
  const isOwner = IDENTITY.test(last) && other !== undefined && OWNER.test(other.split('.').at(-1) ?? '');
  return namesStanding(last) || isOwner ? { certainty: 'perhaps', isNegated: node.operator.startsWith('!') } : undefined;
}

const IDENTITY = /^(?:_?id|uid|uuid|user_?id|username|email|sub)$/iu;
const OWNER = /^(?:owner|author|creator|created_?by|owned_?by|user)(?:_?(?:id|uid|username))?$/iu;

function isOf(node: JavaScript.Node, { text }: Asked): boolean {
  const own = dottedText(node);
  return own !== undefined && (own === text || own.startsWith(`${text}.`));
}

function subjectOf(object: JavaScript.Node, asked: Asked): PermissionSubject {
  const text = dottedText(object);
  return text === asked.text ? asked.subject : (permissionSubject(text?.split('.').at(-1) ?? '') ?? asked.subject);
}
