import { isFunction, isLoop } from './expressions.ts';
import { Kind, type JavaScript } from './nodes.ts';

/** A condition that has been decided one way wherever a node runs. */
export interface Guard {
  readonly kind: 'branch' | 'earlyExit' | 'case' | 'loop';
  /** The condition; of a `case`, the value that was compared. */
  readonly test: JavaScript.Expression;
  /** What the condition was found to be. */
  readonly holds: boolean;
  /** The statement or expression that asks. */
  readonly node: JavaScript.Node;
}

/**
 * The conditions around a node inside of its function, innermost first: branches and loops it stands in, `&&` and `||`
 * before it, and earlier statements of its blocks that leave (`if (!user) return;`).
 */
export function guardsOf(node: JavaScript.Node): Guard[] {
  const guards: Guard[] = [];
  for (let child = node; child.parent && !isFunction(child); child = child.parent) {
    const around = guardOf(child, child.parent);
    if (around) guards.push(around);
    guards.push(...earlyExits(child, child.parent));
  }
  return guards;
}

function guardOf(child: JavaScript.Node, parent: JavaScript.Node): Guard | undefined {
  switch (parent.type) {
    case Kind.IfStatement:
    case Kind.ConditionalExpression:
      if (child === parent.test) return undefined;
      return { kind: 'branch', test: parent.test, holds: child === parent.consequent, node: parent };
    case Kind.LogicalExpression:
      if (child !== parent.right || parent.operator === '??') return undefined;
      return { kind: 'branch', test: parent.left, holds: parent.operator === '&&', node: parent };
    case Kind.WhileStatement:
      return child === parent.body ? { kind: 'loop', test: parent.test, holds: true, node: parent } : undefined;
    case Kind.ForStatement:
      if (child !== parent.body || !parent.test) return undefined;
      return { kind: 'loop', test: parent.test, holds: true, node: parent };
    case Kind.SwitchCase:
      if (child === parent.test || !parent.test) return undefined;
      return { kind: 'case', test: parent.test, holds: true, node: parent };
    default:
      return undefined;
  }
}

function earlyExits(child: JavaScript.Node, parent: JavaScript.Node): Guard[] {
  const guards: Guard[] = [];
  const before = statementsOf(parent);
  for (const statement of before.slice(
    0,
    before.findIndex((statement) => statement === child),
  )) {
    if (statement.type !== Kind.IfStatement) continue;
    const { test, consequent, alternate } = statement;
    if (alwaysLeaves(consequent)) guards.unshift({ kind: 'earlyExit', test, holds: false, node: statement });
    else if (alternate && alwaysLeaves(alternate)) guards.unshift({ kind: 'earlyExit', test, holds: true, node: statement });
  }
  return guards;
}

function statementsOf(node: JavaScript.Node): readonly JavaScript.Statement[] {
  if (node.type === Kind.BlockStatement || node.type === Kind.StaticBlock || node.type === Kind.Program) return node.body;
  return node.type === Kind.SwitchCase ? node.consequent : [];
}

/** Does control never come out at the end of this statement? Only what shows at a glance counts. */
export function alwaysLeaves(statement: JavaScript.Statement): boolean {
  let last: JavaScript.Statement | undefined = statement;
  while (last?.type === Kind.BlockStatement) last = last.body.at(-1);
  switch (last?.type) {
    case Kind.ReturnStatement:
    case Kind.ThrowStatement:
    case Kind.ContinueStatement:
    case Kind.BreakStatement:
      return true;
    case Kind.ExpressionStatement:
      return isProcessExit(last.expression);
    default:
      return false;
  }
}

function isProcessExit(node: JavaScript.Expression): boolean {
  if (node.type !== Kind.CallExpression || node.callee.type !== Kind.MemberExpression) return false;
  const { object, property } = node.callee;
  return object.type === Kind.Identifier && object.name === 'process' && property.type === Kind.Identifier && property.name === 'exit';
}

/** The innermost loop around a node inside of its function. */
export function enclosingLoop(node: JavaScript.Node): JavaScript.Node | undefined {
  for (let child = node; child.parent && !isFunction(child); child = child.parent) {
    if (isLoop(child.parent) && 'body' in child.parent && child.parent.body === child) return child.parent;
  }
  return undefined;
}
