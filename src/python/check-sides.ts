import type { Side } from '../language/check-side.ts';
import { atoms, conditionsAround, conditionsBefore, type Condition } from './conditions.ts';
import { parts, unwrap } from './expressions.ts';
import { isNone } from './numbers.ts';
import type * as Python from './nodes.ts';
import { resolve, singleDefinition } from './scopes.ts';

/** On which side of a check does a node run? What the check answers may be kept in a variable first, or raised. */
export function sideOf(node: Python.Node, check: Python.Call): Side {
  if (check.contains(node)) return null;
  for (const condition of [...conditionsAround(node), ...conditionsBefore(node)].flatMap(atoms)) {
    const side = sideInCondition(condition, check);
    if (side !== null) return side;
  }
  return isInHandlerOf(node, check) ? 'failure' : null;
}

function sideInCondition({ expression, holds }: Condition, check: Python.Call): Side {
  const mention = mentionOf(expression, check);
  if (!mention) return null;
  let isYes = holds;
  for (let at: Python.Node = mention; at !== expression && at.parent; at = at.parent) {
    const outer: Python.Node = at.parent;
    if (outer.type === 'not_operator') isYes = !isYes;
    if (outer.type === 'comparison_operator' && deniesOther(outer, at)) isYes = !isYes;
    if (outer === expression) break;
  }
  return isYes ? 'success' : 'failure';
}

/** `verify(...) is None`, `verify(...) == False`. */
function deniesOther(comparison: Python.ComparisonOperator, side: Python.Node): boolean {
  const other = parts(comparison).find((part) => part !== side);
  const isNo = other !== undefined && (isNone(other) || unwrap(other).type === 'false');
  const operator = comparison.operators.type;
  return isNo ? operator === 'is' || operator === '==' : operator === 'is not' || operator === '!=';
}

/** The check inside of an expression, or the variable that holds its answer. */
function mentionOf(expression: Python.Node, check: Python.Call): Python.Node | null {
  if (expression.contains(check)) return check;
  const names = expression.type === 'identifier' ? [expression] : expression.descendants('identifier');
  return (
    names.find((name) => {
      const binding = resolve(name);
      const value = binding && singleDefinition(binding)?.value;
      return value?.contains(check) === true;
    }) ?? null
  );
}

/** `except VerifyMismatchError:` after a `try` that checks. */
function isInHandlerOf(node: Python.Node, check: Python.Call): boolean {
  for (let at: Python.Node | null = node; at && at.type !== 'function_definition'; at = at.parent) {
    if (at.type === 'except_clause' && at.parent?.type === 'try_statement') return at.parent.body.contains(check);
  }
  return false;
}
