import { calleeName, lastName, receiver } from './calls.ts';
import type { JavaScriptSource } from './detector.ts';
import { memberName, unwrapAwaited } from './expressions.ts';
import { fieldOrigin } from './fields.ts';
import { generators, reshapingCalls, reshapingMethods } from './knowledge/generated-secrets.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { functionOf, ownNodes, returnedExpressions, singleValue, variableOf, type Variable } from './scopes.ts';

/** How many forms, names and functions are gone through. */
const MOST_STEPS = 60;

/**
 * The call that makes a value up anew (`crypto.randomBytes(32)`), where an expression is, or without a setting becomes, what
 * such a call answers with: also behind `.toString('hex')`, `a ?? b`, a name, or a function of this file.
 */
export function generatedIn(expression: JavaScript.Node, source: JavaScriptSource): JavaScript.Node | undefined {
  const waiting: JavaScript.Node[] = [unwrapAwaited(expression)];
  const seen = new Set<JavaScript.Node>();
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const node = waiting.shift();
    if (!node) return undefined;
    if (seen.has(node)) continue;
    seen.add(node);
    if (isGenerator(node, source)) return node;
    waiting.push(...insideOf(node, source).map(unwrapAwaited));
  }
  return undefined;
}

function isGenerator(node: JavaScript.Node, source: JavaScriptSource): boolean {
  return node.type === Kind.CallExpression && generators.has(calleeName(node, source) ?? '');
}

function insideOf(node: JavaScript.Node, source: JavaScriptSource): readonly JavaScript.Node[] {
  switch (node.type) {
    case Kind.LogicalExpression:
      return node.operator === '&&' ? [node.right] : [node.left, node.right];
    case Kind.ConditionalExpression:
      return [node.consequent, node.alternate];
    case Kind.BinaryExpression:
      return node.operator === '+' ? [node.left, node.right] : [];
    case Kind.TemplateLiteral:
      return node.expressions;
    case Kind.Identifier: {
      const variable = variableOf(node, source);
      const value = variable && singleValue(variable);
      return value?.path.length === 0 ? [value.expression] : [];
    }
    case Kind.MemberExpression: {
      const name = memberName(node);
      const value = node.object.type === Kind.ThisExpression && name !== undefined ? fieldOrigin(node, name, source)?.value : undefined;
      return value ? [value] : [];
    }
    case Kind.CallExpression:
    case Kind.NewExpression: {
      if (reshapingCalls.has(calleeName(node, source) ?? '')) return node.arguments;
      const object = receiver(node);
      if (object && reshapingMethods.has(lastName(node) ?? '')) return [object];
      const definition = node.type === Kind.CallExpression ? functionOf(unwrapAwaited(node.callee), source) : undefined;
      if (!definition || keepsSomething(definition)) return [];
      return returnedExpressions(definition, source).flatMap((value) => value ?? []);
    }
    default:
      return [];
  }

  /** A function that writes, or looks for what was written before, answers with the same thing at the next start. */
  function keepsSomething(definition: JavaScript.Node): boolean {
    return ownNodes(definition, source).some((inner) => inner.type === Kind.CallExpression && KEEPING.test(lastName(inner) ?? ''));
  }
}

const KEEPING = /^(?:write\w*|read\w*|save\w*|store\w*|persist\w*|load\w*|set|setItem|put|exists\w*|create|insert\w*|update\w*|upsert)$/u;

/** Is the value of a name written, printed or kept anywhere, so that the next start may find it again? */
export function isKeptFor(variable: Variable): boolean {
  return variable.references.some((reference) => {
    let node: JavaScript.Node | undefined = reference.isRead() ? reference.identifier.parent : undefined;
    for (; node && !ENDS.has(node.type); node = node.parent) {
      if (node.type === Kind.CallExpression && WRITING.test(lastName(node) ?? '')) return true;
    }
    return false;
  });
}

const ENDS: ReadonlySet<string> = new Set([Kind.BlockStatement, Kind.Program]);
const WRITING =
  /^(?:write\w*|save\w*|store\w*|persist\w*|append\w*|log|info|print|set|setItem|put|add|create|insert\w*|update\w*|upsert)$/u;
