import {
  answersPermission,
  namesRuling,
  namesStanding,
  permissionSubject,
  type Certainty,
  type PermissionSubject,
} from '../vocabulary/permission-names.ts';
import { argumentsOf } from './calls.ts';
import { parts, unwrap } from './expressions.ts';
import { lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { booleanOf } from './numbers.ts';

/** Whoever or whatever a permission is asked of, as it is written. */
export interface Asked {
  readonly text: string;
  readonly subject: PermissionSubject;
}

/** A question whether something is allowed. */
export interface PermissionAsk {
  readonly node: Python.Node;
  readonly certainty: Certainty;
  /** Is the expression that asks it true where it is not allowed? */
  readonly isNegated: boolean;
}

const MOST_NODES = 60;

/** The question about a permission that a condition asks of somebody; `isNegated` chooses between those for and against. */
export function permissionAsk(condition: Python.Node, asked: Asked, isNegated: boolean): PermissionAsk | null {
  const waiting = [{ node: condition, isNot: false }];
  for (let steps = 0, next = waiting.pop(); next && steps < MOST_NODES; steps++, next = waiting.pop()) {
    const { isNot } = next;
    const node = unwrap(next.node);
    if (node.type === 'not_operator') waiting.push({ node: node.argument, isNot: !isNot });
    else if (node.type === 'boolean_operator') waiting.push({ node: node.right, isNot }, { node: node.left, isNot });
    else if (node.type === 'await') waiting.push(...parts(node).map((inner) => ({ node: inner, isNot })));
    else {
      const inner = comparedWithTruth(node) ?? quantified(node);
      if (inner) waiting.push({ node: inner.node, isNot: inner.isNot !== isNot });
      else {
        const found = askOf(node, asked);
        if (found && (found.isNegated !== isNot) === isNegated) return { node, certainty: found.certainty, isNegated };
      }
    }
  }
  return null;
}

/** `allowed == False`, `x is not True`. */
function comparedWithTruth(node: Python.Node): { readonly node: Python.Node; readonly isNot: boolean } | null {
  if (node.type !== 'comparison_operator') return null;
  const [left, right, ...more] = parts(node);
  const truth = right && more.length === 0 ? booleanOf(right) : null;
  const operator = node.operators.type;
  if (!left || truth === null || !/^(?:==|!=|is|is not)$/u.test(operator)) return null;
  return { node: left, isNot: (operator === '==' || operator === 'is') !== truth };
}

/** What is asked of each in `any(p in permissions for p in wanted)`. */
function quantified(node: Python.Node): { readonly node: Python.Node; readonly isNot: boolean } | null {
  if (node.type !== 'call' || !/^(?:any|all)$/u.test(lastName(node.function) ?? '')) return null;
  const given = node.arguments.type === 'generator_expression' ? node.arguments : argumentsOf(node)[0]?.value;
  return given?.type === 'generator_expression' || given?.type === 'list_comprehension' ? { node: given.body, isNot: false } : null;
}

interface Found {
  readonly certainty: Certainty;
  readonly isNegated: boolean;
}

function askOf(node: Python.Node, asked: Asked): Found | null {
  if (node.type === 'call') return yes(askByCall(node, asked));
  if (node.type === 'attribute')
    return isOf(node.object, asked) ? yes(answersPermission(node.attribute.text, subjectOf(node.object, asked))) : null;
  return node.type === 'comparison_operator' ? askByComparison(node, asked) : null;
}

function yes(certainty: Certainty | null): Found | null {
  return certainty && { certainty, isNegated: false };
}

function askByCall(call: Python.Call, asked: Asked): Certainty | null {
  const callee = unwrap(call.function);
  if (callee.text === asked.text) return asked.subject === 'decider' ? 'surely' : null;
  if (callee.type === 'attribute' && isOf(callee.object, asked)) {
    const name = callee.attribute.text;
    return /^issuperset$/u.test(name) && asked.subject === 'granted' ? 'surely' : answersPermission(name, subjectOf(callee.object, asked));
  }
  if (!isGiven(call, asked)) return null;
  const decider = callee.type === 'attribute' ? permissionSubject(lastName(callee.object) ?? '') : null;
  return answersPermission(lastName(callee) ?? '', decider ?? 'caller');
}

/** Is a call about whoever is asked? A list of permissions that comes last is what is asked for: `has_permissions(user, permissions)`. */
export function isGiven(call: Python.Call, asked: Asked): boolean {
  const given = argumentsOf(call);
  const at = given.findIndex(({ value }) => isOf(value, asked));
  return at >= 0 && (asked.subject !== 'granted' || (at === 0 && given.length > 1));
}

function askByComparison(node: Python.ComparisonOperator, asked: Asked): Found | null {
  const [left, right, ...more] = parts(node);
  const operator = node.operators.type;
  if (!left || !right || more.length > 0) return null;
  if ((operator === 'in' || operator === 'not in') && isOf(right, asked)) {
    const name = lastName(right) ?? '';
    const isList = right.text === asked.text ? asked.subject === 'granted' : namesRuling(name);
    // `user.role in roles`: then the list says what is asked for.
    if (!isList || namesStanding(lastName(left) ?? '') || permissionSubject(lastName(left) ?? '') === 'caller') return null;
    return { certainty: 'surely', isNegated: (operator === 'not in') !== /forbid|den(?:y|ied)/iu.test(name) };
  }
  const isNegated = operator === '!=' || operator === 'not in' || operator === 'is not';
  if (!isNegated && operator !== '==' && operator !== 'in' && operator !== 'is') return null;
  const own = [left, right].find((side) => isOf(side, asked));
  const other = own === left ? right : left;
  if (!own || asked.subject !== 'caller') return null;
  const isStanding = own.text !== asked.text && namesStanding(lastName(own) ?? '');
  const isOwner = IDENTITY.test(own.text === asked.text ? 'id' : (lastName(own) ?? '')) && OWNER.test(lastName(other) ?? '');
  return isStanding || isOwner ? { certainty: 'perhaps', isNegated } : null;
}

const IDENTITY = /^(?:id|pk|uid|uuid|user_?id|username|email|sub)$/iu;
const OWNER = /^(?:owner|author|creator|created_by|owned_by|user)(?:_?(?:id|pk|uid|username))?$/iu;

function isOf(node: Python.Node, { text }: Asked): boolean {
  const own = unwrap(node).text;
  return own === text || own.startsWith(`${text}.`);
}

function subjectOf(object: Python.Node, asked: Asked): PermissionSubject {
  return object.text === asked.text ? asked.subject : (permissionSubject(lastName(object) ?? '') ?? asked.subject);
}
