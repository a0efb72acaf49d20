import type { FoldedString } from './constants.ts';
import { localFunction, ownNodes } from './functions.ts';
import type * as Python from './nodes.ts';
import { resolve } from './scopes.ts';
import { assignedValue } from './values.ts';

type Mention = Python.Identifier | Python.Attribute | Python.Call;

/** How many expressions are searched behind one. */
const MOST_EXPRESSIONS = 200;

/**
 * Does a name, attribute or call that fits occur anywhere in an expression: in its parts, in the values of the names it
 * uses, in what functions of this file return to it? So `__file__` is found in `join(BASE, 'x')` with `BASE = here()`.
 */
export function partsMention(where: FoldedString | Python.Node, predicate: (mention: Mention) => boolean): boolean {
  const start = 'parts' in where ? where.node : where;
  const waiting: Python.Node[] = [start];
  const seen = new Set(waiting);
  for (let expression = waiting.pop(); expression; expression = waiting.pop()) {
    for (const mention of mentionsIn(expression)) {
      if (predicate(mention)) return true;
      if (seen.size > MOST_EXPRESSIONS) continue;
      for (const behind of behindOf(mention)) {
        if (seen.has(behind)) continue;
        seen.add(behind);
        waiting.push(behind);
      }
    }
  }
  return false;
}

function mentionsIn(expression: Python.Node): Mention[] {
  const inside = expression.descendants('identifier', 'attribute', 'call');
  const isMention = expression.type === 'identifier' || expression.type === 'attribute' || expression.type === 'call';
  return isMention ? [expression, ...inside] : inside;
}

/** The expressions that a mention gets its value from. */
function behindOf(mention: Mention): Python.Node[] {
  switch (mention.type) {
    case 'identifier':
      return (resolve(mention)?.definitions ?? []).flatMap(({ value, source }) => value ?? source ?? []);
    case 'attribute':
      return [assignedValue(mention)].filter((value) => value !== null);
    case 'call': {
      const called = localFunction(mention);
      return called ? ownNodes(called, 'return_statement') : [];
    }
  }
}
