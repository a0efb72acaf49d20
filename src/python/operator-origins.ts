import type { Path } from './access-paths.ts';
import { unwrap } from './expressions.ts';
import type * as Python from './nodes.ts';
import type { Trace } from './origin-trace.ts';
import { atMost } from '../vocabulary/origin.ts';

const REPEATED = new Set(['string', 'concatenated_string', 'list', 'tuple']);

/** Follows what an operator makes of its operands, when that is no text put together. */
export function traceOperator(trace: Trace, node: Python.BinaryOperator, path: Path): void {
  switch (node.operator.type) {
    case '-':
      // Of two sets, what is left of the first; of numbers and dates, a number.
      if (path[0] === 'element') trace.walk(node.left, path);
      else trace.source(node, 'numeric');
      break;
    case '//':
    case '**':
    case '<<':
    case '>>':
    case '^':
      trace.source(node, 'numeric');
      break;
    case '&': {
      // What two sets have in common is in the better known of them.
      const left = trace.originAt(node.left, path);
      const right = trace.originAt(node.right, path);
      trace.source(node, atMost(left, right));
      break;
    }
    case '*': {
      const repeated = [node.left, node.right].map(unwrap).find(({ type }) => REPEATED.has(type));
      if (repeated) trace.walk(repeated, path);
      else traceBoth(trace, node, path);
      break;
    }
    default:
      traceBoth(trace, node, path);
  }
}

/** A long sum nests to the left once for each operand. */
function traceBoth(trace: Trace, node: Python.BinaryOperator, path: Path): void {
  let left: Python.Node = node;
  for (; left.type === 'binary_operator' && left.operator.type === node.operator.type; left = unwrap(left.left))
    trace.walk(left.right, path);
  trace.walk(left, path);
}
