import type { JavaScriptSource } from './detector.ts';
import { lastName } from './calls.ts';
import { memberName, unwrapAwaited } from './expressions.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { ownNodes } from './scopes.ts';
import { namesStandIn } from '../vocabulary/stand-in-names.ts';

/** What a handler returns, assigns or sets that is made up to stand in for the real thing: `new MockClient()`, `setUsers(MOCK_USERS)`. */
export function standInIn(body: JavaScript.Node, source: JavaScriptSource): JavaScript.Node | undefined {
  const values = ownNodes(body, source).flatMap((node): JavaScript.Node[] => {
    if (node.type === Kind.ReturnStatement) return node.argument ? [node.argument] : [];
    if (node.type === Kind.AssignmentExpression) return [node.right];
    // A state setter is how a component assigns.
    return node.type === Kind.CallExpression && /^set[A-Z]/u.test(lastName(node) ?? '') ? [...node.arguments] : [];
  });
  if (body.type !== Kind.BlockStatement) values.push(body);
  return values.find(isStandIn);
}

function isStandIn(value: JavaScript.Node): boolean {
  const node = unwrapAwaited(value);
  switch (node.type) {
    case Kind.Identifier:
      return namesStandIn(node.name);
    case Kind.MemberExpression:
      return namesStandIn(memberName(node) ?? '');
    case Kind.CallExpression:
    case Kind.NewExpression:
      return namesStandIn(lastName(node) ?? '');
    default:
      return false;
  }
}
