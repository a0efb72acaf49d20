import { argumentsOf } from './calls.ts';
import { parts } from './expressions.ts';
import { isExit } from './logging.ts';
import { lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { isSubject, tighter, whenFalse, whenTrue, type Subject } from './tested-values.ts';
import type { Origin } from '../vocabulary/origin.ts';
import { isValidatorName } from '../vocabulary/validators.ts';

export type { Subject } from './tested-values.ts';

/**
 * How hostile can a value still be where it is used, after the checks around and above that use? `allow-listed` inside of
 * `if v in ALLOWED:` and behind `if v not in ALLOWED: raise`, `numeric` behind `isinstance(v, int)`, `unknown` behind a
 * check nobody can see through (`validate(v)`); null without any check.
 */
export function ceilingOf(subject: Subject): Origin | null {
  let best: Origin | null = null;
  let child: Python.Node = subject.node;
  for (let parent = child.parent; parent && best !== 'allow-listed'; child = parent, parent = parent.parent) {
    // What the function around this one checked, it checked some other time.
    if (parent.type === 'function_definition') break;
    best = tighter(best, checkAround(parent, child, subject));
  }
  return best;
}

function checkAround(parent: Python.Node, child: Python.Node, subject: Subject): Origin | null {
  switch (parent.type) {
    case 'if_statement':
      if (child === parent.consequence) return whenTrue(parent.condition, subject);
      return child === parent.condition ? null : whenFalse(parent.condition, subject);
    case 'elif_clause':
    case 'while_statement':
      return child === parent.condition ? null : whenTrue(parent.condition, subject);
    case 'conditional_expression': {
      const [yes, condition, no] = parts(parent);
      if (!condition || child === condition) return null;
      return child === yes ? whenTrue(condition, subject) : child === no ? whenFalse(condition, subject) : null;
    }
    case 'boolean_operator':
      if (child !== parent.right) return null;
      return parent.operator.type === 'and' ? whenTrue(parent.left, subject) : whenFalse(parent.left, subject);
    case 'list_comprehension':
    case 'set_comprehension':
    case 'dictionary_comprehension':
    case 'generator_expression':
      return filterOf(parent, child, subject);
    case 'case_clause':
      return child === parent.consequence ? whenMatched(parent, subject) : null;
    case 'block':
    case 'module':
      return checkAbove(parent, child, subject);
    default:
      return null;
  }
}

function filterOf(comprehension: Python.Node, child: Python.Node, subject: Subject): Origin | null {
  if (child.type === 'for_in_clause' || child.type === 'if_clause') return null;
  let best: Origin | null = null;
  for (const clause of comprehension.children) {
    const condition = clause.type === 'if_clause' ? parts(clause)[0] : undefined;
    if (condition) best = tighter(best, whenTrue(condition, subject));
  }
  return best;
}

/** `case "asc" | "desc":` leaves nothing but what is written there. */
function whenMatched(clause: Python.CaseClause, subject: Subject): Origin | null {
  const match = clause.parent?.parent;
  if (match?.type !== 'match_statement' || !isSubject(match.subject, subject)) return null;
  const patterns = clause.children.filter(({ type }) => type === 'case_pattern');
  const isWritten =
    patterns.length > 0 &&
    patterns.every((pattern) => pattern.descendants('string', 'integer').length > 0 && pattern.descendants('identifier').length === 0);
  return isWritten ? 'allow-listed' : null;
}

function checkAbove(block: Python.Node, child: Python.Node, subject: Subject): Origin | null {
  let best: Origin | null = null;
  const { next } = block.tree.rows;
  for (const statement of block.children) {
    if (statement === child) break;
    // A value that is set again behind its check was not checked.
    if ((next[statement.row] ?? 0) > subject.settled) best = tighter(best, checkBy(statement, subject));
  }
  return best;
}

/** What a statement that ran has made sure of. */
function checkBy(statement: Python.Node, subject: Subject): Origin | null {
  switch (statement.type) {
    case 'if_statement':
      return leavesOrReplaces(statement.consequence, subject) ? whenFalse(statement.condition, subject) : null;
    case 'assert_statement': {
      const [condition] = parts(statement);
      return condition ? whenTrue(condition, subject) : null;
    }
    case 'expression_statement': {
      const [expression] = parts(statement);
      const call = expression?.type === 'await' ? parts(expression)[0] : expression;
      return call?.type === 'call' ? byCall(call, subject) : null;
    }
    case 'try_statement': {
      let best: Origin | null = null;
      for (const inner of statement.body.children) best = tighter(best, checkBy(inner, subject));
      return best;
    }
    case 'for_statement':
      return subject.elements && isSubject(statement.right, subject) ? byLoop(statement, subject) : null;
    default:
      return null;
  }
}

/** `validate_column(name)` on a line of its own: what it lets through is not known, but it lets not everything through. */
function byCall(call: Python.Call, subject: Subject): Origin | null {
  if (!isValidatorName(lastName(call.function) ?? '')) return null;
  return argumentsOf(call).some(({ value }) => isSubject(value, subject)) ? 'unknown' : null;
}

/** `for c in columns: if c not in ALLOWED: raise ...` checks all elements before the loop ends. */
function byLoop(loop: Python.ForStatement, subject: Subject): Origin | null {
  if (loop.left.type !== 'identifier') return null;
  const element: Subject = { ...subject, node: loop.left, settled: -1, elements: false };
  let best: Origin | null = null;
  for (const statement of loop.body.children) {
    const leaves = statement.type !== 'if_statement' || endsIn(statement.consequence, 'raise_statement', 'return_statement');
    if (leaves) best = tighter(best, checkBy(statement, element));
  }
  return best;
}

/** Does the block leave, or give the subject another value? */
function leavesOrReplaces(block: Python.Block, subject: Subject): boolean {
  if (endsIn(block, 'raise_statement', 'return_statement', 'continue_statement', 'break_statement')) return true;
  return parts(block).some((statement) => {
    const [expression] = parts(statement);
    if (statement.type !== 'expression_statement' || !expression) return false;
    if (expression.type === 'assignment') return isSubject(expression.left, subject);
    return (
      expression.type === 'call' &&
      (isExit(expression) || lastName(expression.function) === 'abort' || lastName(expression.function) === 'fail')
    );
  });
}

function endsIn(block: Python.Block, ...kinds: readonly string[]): boolean {
  return kinds.includes(parts(block).at(-1)?.type ?? '');
}
