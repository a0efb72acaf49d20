import { answersPermission, namesRuling, permissionSubject } from '../vocabulary/permission-names.ts';
import { nodeAt } from './columns.ts';
import { parts } from './expressions.ts';
import { identifiersOf } from './identifiers.ts';
import { lastName } from './names.ts';
import type * as Python from './nodes.ts';
import type { PythonTree } from './syntax/tree.ts';

/** A question for a permission whose answer changes nothing. */
export interface IgnoredAnswer {
  readonly node: Python.Node;
  /** Is the answer dropped at once, rather than asked by an `if` with an empty branch? */
  readonly isDropped: boolean;
}

/** The questions for permissions in a file that are asked for nothing: `if user.has_perm(x): pass`, and `user.has_perm(x)` by itself. */
export function ignoredAnswers(tree: PythonTree): IgnoredAnswer[] {
  const identifiers = identifiersOf(tree);
  return identifiers.names().flatMap((name) => {
    const isRuling = namesRuling(name);
    if (!isRuling && answersPermission(name, 'caller') !== 'surely') return [];
    return identifiers.rows(name).flatMap((row) => ignored(nodeAt(tree, row), isRuling) ?? []);
  });
}

const MOST_STEPS = 20;

function ignored(name: Python.Node, isRuling: boolean): IgnoredAnswer | null {
  const whole = name.parent?.type === 'attribute' && name.parent.attribute === name ? name.parent : name;
  let node: Python.Node = whole;
  if (isRuling) {
    // `"delete" in authority.forbidden_actions`
    const { parent } = node;
    if (parent?.type !== 'comparison_operator' || !/^(?:not )?in$/u.test(parent.operators.type) || parts(parent)[1] !== node) return null;
    node = parent;
  } else {
    const isCalled = node.parent?.type === 'call' && node.parent.function === node;
    if (isCalled && node.parent) node = node.parent;
    else if (whole === name || !isAboutSomebody(whole)) return null;
  }
  const ask = node;
  for (let step = 0, { parent } = node; step < MOST_STEPS && parent; step++, node = parent, { parent } = node) {
    if (parent.type === 'expression_statement') return node === ask && isPlainQuestion(ask) ? { node: ask, isDropped: true } : null;
    if (parent.type === 'if_statement')
      return parent.condition === node && isWithoutEffect(parent) ? { node: ask, isDropped: false } : null;
    if (!THROUGH.has(parent.type)) return null;
  }
  return null;
}

const THROUGH = new Set<string>(['not_operator', 'boolean_operator', 'await', 'parenthesized_expression']);

/** `dev.authority.can_spawn_agents`: an attribute of that name may also be a property of a socket. */
function isAboutSomebody(attribute: Python.Node): boolean {
  return attribute.type === 'attribute' && permissionSubject(lastName(attribute.object) ?? '') !== null;
}

/** `user.has_perm(x)`; what is called `authorize`, `check_permission` or even `is_allowed_to_call` may raise. */
function isPlainQuestion(ask: Python.Node): boolean {
  return ask.type === 'call' && isAboutSomebody(ask.function) && lastName(ask.function)?.startsWith('has_') === true;
}

function isWithoutEffect(statement: Python.IfStatement): boolean {
  if (statement.all('alternative').length > 0) return false;
  return parts(statement.consequence).every(
    (inner) =>
      inner.type === 'pass_statement' ||
      (inner.type === 'expression_statement' && parts(inner).every(({ type }) => type === 'ellipsis' || type === 'string')),
  );
}
