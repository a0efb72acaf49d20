import { eachOwnRow, maskOf } from './columns.ts';
import { isTrivia, parts, unwrap } from './expressions.ts';
import { neverReturn } from './knowledge/leaving.ts';
import { calleeName } from './names.ts';
import type * as Python from './nodes.ts';

/** A condition that is known to have been true, or false, where a node runs. */
export interface Condition {
  readonly expression: Python.Node;
  readonly holds: boolean;
}

/**
 * The conditions around a node inside its function, from the inside out: the branches of `if`, `elif`, `else` and `while`
 * it stands in, of `a if c else b`, of `c and a`, and the filters of a comprehension.
 */
export function conditionsAround(node: Python.Node): Condition[] {
  const found: Condition[] = [];
  let child = node;
  for (let parent = child.parent; parent && !isBoundary(child); child = parent, parent = parent.parent) {
    switch (parent.type) {
      case 'if_statement':
        if (child === parent.consequence) found.push({ expression: parent.condition, holds: true });
        else if (child !== parent.condition) found.push(...failedBefore(parent, child));
        break;
      case 'elif_clause':
        if (child === parent.consequence) found.push({ expression: parent.condition, holds: true });
        break;
      case 'while_statement':
        if (child === parent.body) found.push({ expression: parent.condition, holds: true });
        break;
      case 'conditional_expression': {
        const [yes, condition, no] = parts(parent);
        if (condition && (child === yes || child === no)) found.push({ expression: condition, holds: child === yes });
        break;
      }
      case 'boolean_operator':
        if (child === parent.right) found.push({ expression: parent.left, holds: parent.operator.type === 'and' });
        break;
      case 'list_comprehension':
      case 'set_comprehension':
      case 'dictionary_comprehension':
      case 'generator_expression':
        if (child === parent.body) found.push(...parent.children.flatMap(filterOf));
        break;
      case 'case_clause':
        if (child === parent.consequence && parent.guard) found.push(...filterOf(parent.guard));
        break;
      default:
    }
  }
  return found;
}

/** What is known to be false in a later branch of an `if`: all conditions above it. */
function failedBefore(statement: Python.IfStatement, branch: Python.Node): Condition[] {
  const found: Condition[] = [{ expression: statement.condition, holds: false }];
  for (const clause of statement.all('alternative')) {
    if (clause === branch) break;
    if (clause.type === 'elif_clause') found.push({ expression: clause.condition, holds: false });
  }
  return found;
}

function filterOf(child: Python.Node): Condition[] {
  const expression = child.type === 'if_clause' ? parts(child)[0] : undefined;
  return expression ? [{ expression, holds: true }] : [];
}

/** Code inside runs another time than the code around it. */
function isBoundary({ type }: Python.Node): boolean {
  return type === 'function_definition' || type === 'lambda' || type === 'module';
}

/** The statements that ran before a node's own: those above it in its block, then those above that block, and so on. */
export function statementsBefore(node: Python.Node): Python.Node[] {
  const found: Python.Node[] = [];
  for (let child = node, parent = child.parent; parent && !isBoundary(child); child = parent, parent = parent.parent) {
    if (parent.type !== 'block' && parent.type !== 'module') continue;
    const above = parent.children.filter((sibling) => sibling.row < child.row && !isTrivia(sibling));
    found.push(...above.reverse());
  }
  return found;
}

/**
 * What is known because the code before would otherwise have left: `if not user: return` and `assert user` above a node
 * make `user` true there.
 */
export function conditionsBefore(node: Python.Node): Condition[] {
  return statementsBefore(node).flatMap((statement): Condition[] => {
    if (statement.type === 'assert_statement') {
      const [expression] = parts(statement);
      return expression ? [{ expression, holds: true }] : [];
    }
    if (statement.type !== 'if_statement') return [];
    const found: Condition[] = [];
    for (const branch of [statement, ...statement.all('alternative')]) {
      // Past a branch that goes on, nobody knows which of the next ones was taken.
      if (branch.type === 'else_clause' || !leaves(branch.consequence)) break;
      found.push({ expression: branch.condition, holds: false });
    }
    return found;
  });
}

const LEAVING = new Set<string>(['return_statement', 'raise_statement', 'continue_statement', 'break_statement']);

/** Does a block always leave: with `return`, `raise`, `continue`, `break`, or a call like `abort(404)` or `sys.exit()`? */
export function leaves(block: Python.Block): boolean {
  const last = parts(block).at(-1);
  if (!last) return false;
  if (last.type !== 'if_statement') return isLeaving(last);
  // `if` leaves when all of its branches do; deeper nesting is taken as going on.
  const clauses = last.all('alternative');
  const blocks = [last.consequence, ...clauses.map((clause) => (clause.type === 'else_clause' ? clause.body : clause.consequence))];
  return clauses.some(({ type }) => type === 'else_clause') && blocks.every((branch) => isLeaving(parts(branch).at(-1)));
}

function isLeaving(statement: Python.Node | undefined): boolean {
  if (!statement) return false;
  if (LEAVING.has(statement.type)) return true;
  const call = statement.type === 'expression_statement' ? statement.children[0] : undefined;
  return call?.type === 'call' && neverReturn.has(calleeName(call) ?? '');
}

/** A condition taken apart: `a and not b` that holds is `a` that holds and `b` that does not. */
export function atoms(condition: Condition): Condition[] {
  const found: Condition[] = [];
  const waiting: Condition[] = [condition];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { holds } = next;
    const expression = unwrap(next.expression);
    if (expression.type === 'not_operator') waiting.push({ expression: expression.argument, holds: !holds });
    else if (expression.type === 'boolean_operator' && (expression.operator.type === 'and') === holds) {
      waiting.push({ expression: expression.right, holds }, { expression: expression.left, holds });
    } else found.push({ expression, holds });
  }
  return found;
}

/** Does a branch, or anything that runs in it, contain a statement of these kinds? */
export function runsInside(block: Python.Node, ...kinds: Python.Kinds[]): boolean {
  let isFound = false;
  const { tree, row } = block;
  eachOwnRow(tree, row + 1, tree.rows.next[row] ?? 0, maskOf(tree.grammar, kinds), true, () => {
    isFound = true;
  });
  return isFound;
}
