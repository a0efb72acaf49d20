import type { Fix } from '../language/detector.ts';
import type { JavaScriptSource } from './detector.ts';
import { Kind, type JavaScript } from './nodes.ts';

/** How a branch or comparison can be taken out. */
export interface Removal {
  readonly kind: 'branch' | 'comparison';
  readonly fix: Fix;
}

/**
 * The edit after which nothing asks a test any more: the whole branch goes when the test is all of its condition, only the
 * test when something else stands beside it. Undefined when the code around would have to be rethought. `isNegated`: the
 * branch is for those who fail the test.
 */
export function removalOf(test: JavaScript.Node, isNegated: boolean, source: JavaScriptSource): Removal | undefined {
  const { parent } = test;
  if (parent?.type === Kind.LogicalExpression && parent.operator === (isNegated ? '&&' : '||')) {
    const other = source.getText(parent.left === test ? parent.right : parent.left);
    return { kind: 'comparison', fix: (fixer) => fixer.replaceTextRange(parent.range, other) };
  }
  if (isNegated || parent?.type !== Kind.IfStatement || parent.test !== test) return undefined;
  const range = rangeOf(parent, source);
  return range && { kind: 'branch', fix: (fixer) => fixer.removeRange(range) };
}

function rangeOf(statement: JavaScript.IfStatement, source: JavaScriptSource): readonly [number, number] | undefined {
  const { parent, alternate, range } = statement;
  const [from, to] = range;
  // `if (a) {} else if (b) {}`: the second becomes the first.
  if (alternate) return alternate.type === Kind.IfStatement ? [from, alternate.range[0]] : undefined;
  if (parent.type === Kind.IfStatement) return parent.alternate === statement ? [parent.consequent.range[1], to] : undefined;
  if (parent.type !== Kind.BlockStatement && parent.type !== Kind.Program) return undefined;
  const { text } = source;
  const lineStart = text.lastIndexOf('\n', from - 1) + 1;
  const lineEnd = text.indexOf('\n', to);
  const isAlone = text.slice(lineStart, from).trim() === '' && text.slice(to, lineEnd < 0 ? undefined : lineEnd).trim() === '';
  return isAlone ? [lineStart, lineEnd < 0 ? text.length : lineEnd + 1] : range;
}
