import type { JavaScriptSource } from './detector.ts';
import { unwrap } from './expressions.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { definitionOf, singleValue, variableOf } from './scopes.ts';

/** The source of the regular expression that an expression is, also as the value of a constant. */
export function patternOf(node: JavaScript.Node, source: JavaScriptSource): string | undefined {
  let inner = unwrap(node);
  if (inner.type === Kind.Identifier) {
    const variable = variableOf(inner, source);
    const value = variable && singleValue(variable);
    if (value) inner = unwrap(value.expression);
  }
  return inner.type === Kind.Literal && 'regex' in inner ? inner.regex.pattern : undefined;
}

/** Is this a pattern for names: anchored at both ends, and without "anything"? One that another file keeps in capitals is trusted. */
export function isNamePattern(node: JavaScript.Node, source: JavaScriptSource): boolean {
  const pattern = patternOf(node, source);
  if (pattern === undefined) {
    const inner = unwrap(node);
    const variable = inner.type === Kind.Identifier ? variableOf(inner, source) : undefined;
    return variable !== undefined && definitionOf(variable)?.node.type !== Kind.VariableDeclarator && /^[A-Z_]+$/u.test(variable.name);
  }
  return pattern.startsWith('^') && pattern.endsWith('$') && !/\.[*+]|'|\\S|\[\^/u.test(pattern);
}
