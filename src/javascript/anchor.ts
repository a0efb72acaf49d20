import type { Anchor } from '../language/anchor.ts';
import type { JavaScriptSource } from './detector.ts';
import { isFunction, keyOf } from './expressions.ts';
import { functionName } from './function-names.ts';
import { Kind, type JavaScript } from './nodes.ts';

/** How is a place in a file recognised? */
export function anchorAt(source: JavaScriptSource, place: number): Anchor {
  const within: string[] = [];
  let statement: JavaScript.Node | undefined;
  for (let node: JavaScript.Node | null | undefined = source.getNodeByRangeIndex(place); node; node = node.parent) {
    if (isStatement(node)) statement ??= node;
    const name = nameOf(node);
    if (name !== undefined) within.unshift(name);
  }
  return { within, range: statement ? ownRange(statement) : [place, place] };
}

function isStatement({ type }: JavaScript.Node): boolean {
  if (type === Kind.BlockStatement) return false;
  return /Statement$|Declaration$|Definition$/u.test(type) || type === Kind.CatchClause || type === Kind.Property;
}

function nameOf(node: JavaScript.Node): string | undefined {
  if (isFunction(node)) return functionName(node);
  if (node.type === Kind.ClassDeclaration || node.type === Kind.ClassExpression) return node.id?.name;
  return node.type === Kind.Property && node.value.type === Kind.ObjectExpression ? keyOf(node) : undefined;
}

/** A statement without its block; a handler whole, because what is caught says less than what is done about it. */
function ownRange(node: JavaScript.Node): [number, number] {
  const [start, end] = node.range;
  if (node.type === Kind.CatchClause) return [start, end];
  const { body, block, consequent } = node as Partial<Record<'body' | 'block' | 'consequent', JavaScript.Node | null>>;
  const inner = body ?? block ?? consequent;
  return [start, inner && 'range' in inner ? inner.range[0] : end];
}
