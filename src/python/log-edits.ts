import { argumentsOf } from './calls.ts';
import { unwrap } from './expressions.ts';
import { logCall, type LogCall } from './logging.ts';
import { instanceOf, qualifiedName } from './names.ts';
import type * as Python from './nodes.ts';
import type { Edit, Fixer } from '../language/detector.ts';

/** The only log call of a block; null when there are none or several. */
export function onlyLogCall(block: Python.Block): LogCall | null {
  const found = block.descendants('call').flatMap((call) => logCall(call) ?? []);
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** How a log call is made to keep the traceback: by its method `exception`, or by a keyword; null when nobody knows. */
export function traceableBy({ method, logger }: LogCall): 'exception' | 'keyword' | null {
  if (method === null || !logger || unwrap(logger).type === 'call') return null;
  if (method === 'error') return 'exception';
  const made = qualifiedName(logger) ?? instanceOf(logger);
  // loguru has no such keyword.
  if (made?.startsWith('loguru') === true) return null;
  return KEYWORD_METHODS.has(method) ? 'keyword' : null;
}

const KEYWORD_METHODS = new Set(['debug', 'info', 'warning', 'warn', 'critical', 'fatal']);

/** `logger.error(...)` as `logger.exception(...)`. */
export function logWithException({ call }: LogCall, fixer: Fixer): Edit | null {
  const callee = unwrap(call.function);
  return callee.type === 'attribute' ? fixer.replaceTextRange(callee.attribute.range, 'exception') : null;
}

/** `logger.warning(...)` with `exc_info=True` behind its other arguments. */
export function logWithKeyword({ call }: LogCall, fixer: Fixer): Edit | null {
  const last = argumentsOf(call).at(-1);
  return last ? fixer.insertTextAfterRange(last.node.range, ', exc_info=True') : null;
}
