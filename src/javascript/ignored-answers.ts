import { answersPermission, permissionSubject } from '../vocabulary/permission-names.ts';
import { lastName, receiver } from './calls.ts';
import { memberName, unwrap, unwrapAwaited } from './expressions.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';

const MOST_STEPS = 40;

/** The question for a permission in the condition of an `if` that does nothing, whatever the answer is. */
export function askOfEmptyBranch(statement: JavaScript.IfStatement): JavaScript.Node | undefined {
  if (statement.alternate || statement.consequent.type !== Kind.BlockStatement || statement.consequent.body.length > 0) return undefined;
  const waiting: JavaScript.Node[] = [statement.test];
  for (let step = 0, next = waiting.pop(); next && step < MOST_STEPS; step++, next = waiting.pop()) {
    const node = unwrapAwaited(next);
    if (node.type === Kind.UnaryExpression) waiting.push(node.argument);
    else if (node.type === Kind.LogicalExpression) waiting.push(node.right, node.left);
    else if (node.type === Kind.CallExpression ? isQuestion(node) : isAttribute(node)) return node;
  }
  return undefined;
}

/** The question for a permission that a statement asks without looking at the answer: `user.hasPermission('write');`. */
export function droppedAsk(statement: JavaScript.ExpressionStatement): JavaScript.Node | undefined {
  const call = unwrapAwaited(statement.expression);
  // What is called `authorize`, `checkPermission` or even `isAllowedToCall` may throw.
  if (call.type !== Kind.CallExpression || !/^has[A-Z_]/u.test(lastName(call) ?? '')) return undefined;
  const object = receiver(call);
  return object && permissionSubject(dottedText(object)?.split('.').at(-1) ?? '') !== null && isQuestion(call) ? call : undefined;
}

function isQuestion(call: JavaScript.CallExpression): boolean {
  const name = lastName(call) ?? '';
  const object = receiver(call);
  const owner = object ? (dottedText(object)?.split('.').at(-1) ?? '') : '';
  // `agent.authority.forbiddenActions.includes('delete')`
  if (/^(?:includes|has)$/u.test(name)) return /(?:forbidden|allowed|permitted|denied)_?actions$|permissions$|scopes$/iu.test(owner);
  return answersPermission(name, object ? permissionSubject(owner) : 'caller') === 'surely';
}

function isAttribute(node: JavaScript.Node): boolean {
  if (node.type !== Kind.MemberExpression) return false;
  const owner = permissionSubject(dottedText(unwrap(node.object))?.split('.').at(-1) ?? '');
  return owner !== null && answersPermission(memberName(node) ?? '', owner) === 'surely';
}
