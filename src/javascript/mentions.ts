import type { JavaScriptSource } from './detector.ts';
import { unwrap } from './expressions.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { childrenOf, definitionOf, functionOf, returnedExpressions, variableOf } from './scopes.ts';

/** So much is looked at before the answer is no. */
const MOST_NODES = 1000;

/**
 * Does an expression contain a node of some sort, also by way of the names in it: their initialisers, all values they are
 * assigned, and what functions of this file return?
 */
export function mentions(expression: JavaScript.Node, sought: (node: JavaScript.Node) => boolean, source: JavaScriptSource): boolean {
  const seen = new Set<JavaScript.Node>([expression]);
  const stack = [expression];
  const add = (node: JavaScript.Node | null | undefined): void => {
    if (!node || seen.has(node)) return;
    seen.add(node);
    stack.push(node);
  };
  for (let node = stack.pop(); node && seen.size < MOST_NODES; node = stack.pop()) {
    if (sought(node)) return true;
    if (node.type === Kind.Identifier) for (const value of valuesOf(node, source)) add(value);
    if (node.type === Kind.CallExpression) {
      const callee = functionOf(unwrap(node.callee), source);
      if (callee) for (const returned of returnedExpressions(callee, source)) add(returned);
    }
    for (const child of childrenOf(node, source)) add(child);
  }
  return false;
}

function valuesOf(identifier: JavaScript.Identifier, source: JavaScriptSource): JavaScript.Node[] {
  if (!isUse(identifier)) return [];
  const variable = variableOf(identifier, source);
  const definition = variable && definitionOf(variable);
  const init = definition?.node.type === Kind.VariableDeclarator ? definition.node.init : undefined;
  const writes = variable?.references.flatMap(({ writeExpr }) => (writeExpr ? [writeExpr] : [])) ?? [];
  return init ? [init, ...writes] : writes;
}

/** The `b` of `a.b` and of `{ b: 1 }` is no variable. */
function isUse(identifier: JavaScript.Identifier): boolean {
  const { parent } = identifier;
  if (parent.type === Kind.MemberExpression) return parent.computed || parent.property !== identifier;
  if (parent.type === Kind.Property) return parent.computed || parent.value === identifier;
  return true;
}
