import { isRefusal } from '../vocabulary/guard-names.ts';
import { enforcesPermission, speaksOfRefusal, type Certainty } from '../vocabulary/permission-names.ts';
import { parts, unwrap } from './expressions.ts';
import { isRefusedBy } from './guard-answers.ts';
import { lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { isFalsy } from './numbers.ts';
import { isGiven, permissionAsk, type Asked } from './permission-asks.ts';

/** Does a block turn somebody away, where its condition asks for a permission with this certainty? */
export function refuses(block: Python.Block, certainty: Certainty): boolean {
  return parts(block).some((statement) => turnsAway(statement) && (certainty === 'surely' || speaksOfRefusal(statement.text)));
}

function turnsAway(statement: Python.Node): boolean {
  switch (statement.type) {
    case 'raise_statement':
    case 'continue_statement':
      return true;
    case 'return_statement': {
      const [value] = parts(statement);
      return value === undefined || isFalsy(value) || isRefusedBy(value, true) || (value.type === 'call' && speaksOfRefusal(value.text));
    }
    case 'expression_statement': {
      const call = callIn(statement);
      return call !== null && isRefusal(lastName(call.function) ?? '');
    }
    default:
      return false;
  }
}

/** Does a statement by itself see to it that whoever is asked may do this: `acl.check(...)`, `require_permission(user)`, `assert user.can(...)`? */
export function enforces(statement: Python.Node, asked: Asked): boolean {
  if (statement.type === 'assert_statement')
    return parts(statement)
      .slice(0, 1)
      .some((condition) => permissionAsk(condition, asked, false) !== null);
  const call = callIn(statement);
  if (!call) return false;
  const callee = unwrap(call.function);
  if (callee.text === asked.text) return asked.subject === 'decider';
  if (callee.type === 'attribute' && unwrap(callee.object).text === asked.text)
    return enforcesPermission(callee.attribute.text, asked.subject);
  return isGiven(call, asked) && enforcesPermission(lastName(callee) ?? '', null);
}

function callIn(statement: Python.Node): Python.Call | null {
  if (statement.type !== 'expression_statement') return null;
  const [first] = parts(statement);
  const inner = first?.type === 'await' ? parts(first)[0] : first;
  return inner?.type === 'call' ? inner : null;
}

/** The branch that a condition decides about, when the expression is the whole condition or one of its operands. */
export function branchOf(expression: Python.Node): Python.IfStatement | Python.ElifClause | null {
  let node = expression;
  for (let { parent } = node; parent?.type === 'boolean_operator' || parent?.type === 'parenthesized_expression'; { parent } = node)
    node = parent;
  const { parent } = node;
  return (parent?.type === 'if_statement' || parent?.type === 'elif_clause') && parent.condition === node ? parent : null;
}
