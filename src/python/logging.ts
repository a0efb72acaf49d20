import { argumentsOf } from './calls.ts';
import { unwrap } from './expressions.ts';
import {
  exitMethods,
  exits,
  logFunctions,
  loggerFactories,
  loggerWords,
  logMethods,
  tracebackKeywords,
  tracebackWords,
  traceKeepers,
} from './knowledge/loggers.ts';
import { oncePerTree } from './memo.ts';
import { callsNamed } from './named-calls.ts';
import { calleeName, dottedText, instanceOf, lastName } from './names.ts';
import type * as Python from './nodes.ts';
import type { PythonTree } from './syntax/tree.ts';
import { oncePerName } from '../vocabulary/known-names.ts';
import { wordsOf } from '../vocabulary/words.ts';

/** A call that writes a line to a log or to the terminal. */
export interface LogCall {
  readonly call: Python.Call;
  /** `error` of `logger.error(...)`; null for `print(...)` and functions of the project's own. */
  readonly method: string | null;
  /** The logger, when there is one. */
  readonly logger: Python.Node | null;
  /** Does the log get the traceback of the error that is being handled? */
  readonly keepsTrace: boolean;
}

/** Is this call a log call, with or without the traceback? */
export function logCall(call: Python.Call): LogCall | null {
  const callee = unwrap(call.function);
  if (callee.type === 'attribute' && logMethods.has(callee.attribute.text) && isLogger(callee.object)) {
    const method = callee.attribute.text;
    return { call, method, logger: callee.object, keepsTrace: keepsTrace(call) || keptByLogger(method, callee.object) };
  }
  const isLog = isLogFunction(call, callee);
  return isLog ? { call, method: null, logger: null, keepsTrace: keepsTrace(call) } : null;
}

/** The log calls of a file, in the order of the text. */
export const logCalls = oncePerTree((tree: PythonTree): readonly LogCall[] =>
  callsNamed(tree, mayLog).flatMap((call) => logCall(call) ?? []),
);

const mayLog = oncePerName((name) => logMethods.has(name) || PRINTING.has(name) || OWN_METHODS.has(name) || isLogName(wordsOf(name)));

const PRINTING = new Set(['print', 'pprint']);

/** Does this call keep the traceback of the error that is being handled, in a log, a tracker or a variable? */
export function keepsTrace(call: Python.Call): boolean {
  const callee = unwrap(call.function);
  const name = lastName(callee);
  if (name === null) return false;
  const written = dottedText(callee) ?? name;
  if (traceKeepers.some((known) => written === known || written.endsWith(`.${known}`))) return true;
  // `HTTPException(...)` makes an error; it keeps none.
  if (name.length < LONGEST_NAME && !/^[A-Z]/u.test(name) && speaksOfTraceback(wordsOf(name), written)) return true;
  return argumentsOf(call).some(({ name: keyword, value }) => keyword !== null && tracebackKeywords.has(keyword) && !isFalsy(value));
}

function speaksOfTraceback(words: readonly string[], written: string): boolean {
  // `log_trace(...)`, but not the level `logger.trace(...)`.
  if (words.length > 1 && words.includes('trace')) return true;
  if (!words.some((word) => tracebackWords.has(word))) return false;
  // A project's own `format_exception(e)` may well return one line; the library's does not.
  return words.at(-1) !== 'exception' || !SHAPING.has(words[0] ?? '') || written.includes('traceback');
}

const SHAPING = new Set('format get is has parse serialize describe stringify str to as redact shorten set send put'.split(' '));

/** Is there no going on after this call: `sys.exit(1)`, `parser.error(...)`? */
export function isExit(call: Python.Call): boolean {
  const name = calleeName(call);
  if (name !== null && exits.has(name)) return true;
  const callee = unwrap(call.function);
  const receivers = exitMethods.get(lastName(callee) ?? '');
  return receivers?.includes(callee.type === 'attribute' ? (lastName(callee.object) ?? '') : '') ?? false;
}

function keptByLogger(method: string, logger: Python.Node): boolean {
  if (method === 'exception' || method === 'aexception') return true;
  // loguru: `logger.opt(exception=True).error(...)`.
  const made = unwrap(logger);
  return made.type === 'call' && keepsTrace(made);
}

function isLogger(object: Python.Node): boolean {
  const node = unwrap(object);
  if (node.type === 'call') {
    // `logging.getLogger(__name__).error(...)`, `self.get_logger().warning(...)`, `logger.bind(x=1).error(...)`
    const name = lastName(node.function);
    const inner = unwrap(node.function);
    return (name !== null && endsInLogger(name)) || (inner.type === 'attribute' && isLogger(inner.object));
  }
  const name = lastName(node);
  if (name === null || isAudit(node)) return false;
  if (endsInLogger(name)) return true;
  const maker = node.type === 'identifier' ? instanceOf(node) : null;
  return maker !== null && loggerFactories.has(maker);
}

function endsInLogger(name: string): boolean {
  if (name.length > LONGEST_NAME) return false;
  return loggerWords.has(wordsOf(name).at(-1) ?? '');
}

/** An audit trail is a record with readers of its own, not a log. */
function isAudit(node: Python.Node): boolean {
  return /audit/iu.test(node.text.slice(0, LONGEST_NAME));
}

function isLogFunction(call: Python.Call, callee: Python.Node): boolean {
  const full = calleeName(call) ?? dottedText(callee);
  if (full !== null && logFunctions.has(full)) return true;
  // The project's own `log(...)`, `_log_error(...)`, `self.log(...)`; `job.log_error(...)` may well be a record of the job.
  const isOwn = callee.type === 'identifier' || (callee.type === 'attribute' && OWNERS.has(callee.object.text.slice(0, LONGEST_NAME)));
  const name = lastName(callee);
  if (!isOwn || name === null || name.length >= LONGEST_NAME) return false;
  // A class that is its own logger: `self.debug(...)`, `self.warning(...)`; `self.error(...)` may well be an answer.
  if (callee.type === 'attribute' && OWN_METHODS.has(name)) return true;
  return isLogName(wordsOf(name));
}

const OWN_METHODS = new Set(['debug', 'verbose', 'warning', 'warn']);

function isLogName(words: readonly string[]): boolean {
  const [first = '', second = ''] = words;
  // `log_in(...)` opens a session.
  if (first === 'log' && (second === 'in' || second === 'out' || second === 'into')) return false;
  return first === 'log' || first === 'logger' || ((first === 'print' || first === 'debug') && words.length <= 2);
}

const OWNERS = new Set(['self', 'cls']);

function isFalsy(value: Python.Node): boolean {
  const node = unwrap(value);
  return node.type === 'false' || node.type === 'none' || node.text === '0';
}

const LONGEST_NAME = 120;
