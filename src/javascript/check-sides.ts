import type { Side } from '../language/check-side.ts';
import { methodName, receiver, type Call } from './calls.ts';
import type { JavaScriptSource } from './detector.ts';
import { isFunction, unwrap } from './expressions.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { childrenOf, definitionOf, kindOf, singleValue, variableOf } from './scopes.ts';

/**
 * On which side of a check does a node run? What the check answers may be kept in a variable first, or be handed to a
 * callback.
 */
export function sideOf(node: JavaScript.Node, check: Call, source: JavaScriptSource): Side {
  let child = node;
  for (let parent = child.parent, hops = 0; parent && hops < DEEPEST; child = parent, parent = parent.parent, hops += 1) {
    const side = sideUnder(parent, child, check, source);
    if (side !== null) return side;
    if (
      parent.type === Kind.CatchClause &&
      parent.parent.block.range[0] <= check.range[0] &&
      parent.parent.block.range[1] >= check.range[1]
    )
      return 'failure';
  }
  return null;
}

const DEEPEST = 200;

function sideUnder(parent: JavaScript.Node, child: JavaScript.Node, check: Call, source: JavaScriptSource): Side {
  switch (parent.type) {
    case Kind.IfStatement:
    case Kind.ConditionalExpression:
      return child === parent.test ? null : sideOfCondition(parent.test, child === parent.consequent, check, source);
    case Kind.LogicalExpression:
      return child === parent.right ? sideOfCondition(parent.left, parent.operator === '&&', check, source) : null;
    case Kind.BlockStatement:
    case Kind.Program:
      for (const statement of parent.body) {
        if (statement === child) break;
        if (statement.type !== Kind.IfStatement || statement.alternate || !leaves(statement.consequent)) continue;
        const side = sideOfCondition(statement.test, false, check, source);
        if (side !== null) return side;
      }
      return null;
    default:
      return null;
  }
}

function leaves(branch: JavaScript.Statement): boolean {
  const last = branch.type === Kind.BlockStatement ? branch.body.at(-1) : branch;
  return last?.type === Kind.ReturnStatement || last?.type === Kind.ThrowStatement || last?.type === Kind.ContinueStatement;
}

/** What a condition that holds, or does not, says about the check. */
function sideOfCondition(test: JavaScript.Node, holds: boolean, check: Call, source: JavaScriptSource): Side {
  const pending: { node: JavaScript.Node; holds: boolean }[] = [{ node: test, holds }];
  for (let at = pending.pop(), hops = 0; at && hops < MOST_NODES; at = pending.pop(), hops += 1) {
    const node = unwrap(at.node);
    if (node === check || (node.type === Kind.Identifier && holdsAnswer(node, check, source))) return at.holds ? 'success' : 'failure';
    const { holds: isYes } = at;
    if (node.type === Kind.UnaryExpression && node.operator === '!') pending.push({ node: node.argument, holds: !isYes });
    else if (node.type === Kind.BinaryExpression) {
      const denies = isNo(node.right) === node.operator.startsWith('=');
      pending.push({ node: node.left, holds: denies ? !isYes : isYes });
    } else if (!isFunction(node)) pending.push(...childrenOf(node, source).map((inner) => ({ node: inner, holds: isYes })));
  }
  return null;
}

const MOST_NODES = 200;

function isNo(node: JavaScript.Node): boolean {
  const inner = unwrap(node);
  return (
    (inner.type === Kind.Literal && (inner.value === false || inner.value === null)) ||
    (inner.type === Kind.Identifier && inner.name === 'undefined')
  );
}

/** Does a variable hold what the check answers: `const ok = await check()`, `check(a, b, (error, ok) => ...)`, `check().then((ok) => ...)`? */
function holdsAnswer(name: JavaScript.Identifier, check: Call, source: JavaScriptSource): boolean {
  const variable = variableOf(name, source);
  const definition = variable && definitionOf(variable);
  if (!definition) return false;
  if (kindOf(definition) === 'Parameter') {
    const callback = definition.node as JavaScript.Node;
    const call = callback.parent;
    if (call?.type !== Kind.CallExpression) return false;
    const isOwn = call === check && !name.name.startsWith('err');
    return isOwn || (methodName(call) === 'then' && receiver(call) === check);
  }
  const value = singleValue(variable);
  return value !== undefined && value.expression.range[0] <= check.range[0] && value.expression.range[1] >= check.range[1];
}
