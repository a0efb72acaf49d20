import type { Guard } from './auth-guards.ts';
import { parts, unwrap } from './expressions.ts';
import { ownNodes } from './functions.ts';
import type * as Python from './nodes.ts';

/** What the branches of a guard ask. */
export function conditionsOf(definition: Guard['function']): Python.Node[] {
  return ownNodes(definition, 'if_statement', 'elif_clause', 'conditional_expression', 'assert_statement').flatMap((node) =>
    'condition' in node ? node.condition : (parts(node)[node.type === 'conditional_expression' ? 1 : 0] ?? []),
  );
}

/** The names whose being there or being true a condition asks for. */
export function askedNames(condition: Python.Node): string[] {
  const names: string[] = [];
  const waiting = [condition];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    const inner = unwrap(node);
    if (inner.type === 'identifier') names.push(inner.text);
    else if (inner.type === 'attribute') waiting.push(inner.object);
    else if (inner.type === 'boolean_operator') waiting.push(inner.left, inner.right);
    else if (inner.type === 'not_operator') waiting.push(inner.argument);
    else if (inner.type === 'comparison_operator' && NOTHING.test(inner.text.slice(-LONGEST_NOTHING)))
      waiting.push(...parts(inner).slice(0, 1));
  }
  return names;
}

const NOTHING = /(?:==|!=|is|is not)\s(?:None|True|False)$/u;
const LONGEST_NOTHING = 14;
