import type { Fix } from '../language/detector.ts';
import { parts } from './expressions.ts';
import type * as Python from './nodes.ts';

/** How a branch or comparison can be taken out. */
export interface Removal {
  readonly kind: 'branch' | 'comparison';
  readonly fix: Fix;
}

/**
 * The edit after which nothing asks a test any more: the whole branch goes when the test is all of its condition, only the
 * test when something else stands beside it. Null when the code around would have to be rethought. `isNegated`: the branch is
 * for those who fail the test.
 */
export function removalOf(test: Python.Node, isNegated: boolean): Removal | null {
  let node = test;
  while (node.parent?.type === 'parenthesized_expression') node = node.parent;
  const { parent } = node;
  if (parent?.type === 'boolean_operator' && parent.operator.type === (isNegated ? 'and' : 'or')) {
    const other = parent.left === node ? parent.right : parent.left;
    return { kind: 'comparison', fix: (fixer) => fixer.replaceTextRange(parent.range, other.text) };
  }
  if (isNegated) return null;
  if (parent?.type === 'elif_clause' && parent.condition === node) return branch([endBefore(parent), parent.range[1]]);
  return parent?.type === 'if_statement' && parent.condition === node ? withoutIf(parent) : null;
}

function withoutIf(statement: Python.IfStatement): Removal | null {
  const { text } = statement.tree;
  const [next] = statement.all('alternative');
  const [from, to] = statement.range;
  // `elif` becomes the `if`.
  if (next?.type === 'elif_clause') return branch([from, next.range[0] + 'el'.length]);
  // An `else` would have to move to the left, and an empty block would be no Python.
  if (next || !statement.parent || parts(statement.parent).length < 2) return null;
  const lineStart = text.lastIndexOf('\n', from - 1) + 1;
  const lineEnd = text.indexOf('\n', to);
  const isAlone = text.slice(lineStart, from).trim() === '' && text.slice(to, lineEnd < 0 ? undefined : lineEnd).trim() === '';
  return isAlone ? branch([lineStart, lineEnd < 0 ? text.length : lineEnd + 1]) : null;
}

/** Where the code above a clause ends. */
function endBefore(clause: Python.ElifClause): number {
  const { text } = clause.tree;
  return text.slice(0, clause.range[0]).trimEnd().length;
}

function branch(range: readonly [number, number]): Removal {
  return { kind: 'branch', fix: (fixer) => fixer.removeRange(range) };
}
