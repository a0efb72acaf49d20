import { calleeName, lastName, methodName, receiver, type Call } from './calls.ts';
import type { JavaScriptSource } from './detector.ts';
import { unwrap, unwrapAwaited } from './expressions.ts';
import { consoleMethods, errorReporters, errorReportingModules, loggerInstances, loggerNames, logMethods } from './knowledge/loggers.ts';
import { dottedText, instanceOf, qualifiedName } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';

/** A call that writes to a log. */
export interface LogCall {
  /** `info`, `error`...; `debug` for a logger that is itself a function. */
  readonly method: string;
  readonly isConsole: boolean;
}

/** Does this call write to a log, and at which level? */
export function logCall(call: Call, source: JavaScriptSource): LogCall | undefined {
  const method = methodName(call);
  const owner = receiver(call);
  if (method === undefined || !owner) {
    if (isDebugFunction(call, source)) return { method: 'debug', isConsole: false };
    const imported = importedMethod(call, source);
    // What a project prints with functions of its own goes to the terminal, or to the browser's console.
    return imported === undefined ? undefined : { method: imported, isConsole: true };
  }
  if (qualifiedName(owner, source) === 'console') return CONSOLE.has(method) ? { method, isConsole: true } : undefined;
  return METHODS.has(method) && isLogger(owner, source) ? { method, isConsole: false } : undefined;
}

/** May a call of a function or method of this name be a log call? Cheaper than asking what it is called on. */
export function mayLog(name: string): boolean {
  return METHODS.has(name) || CONSOLE.has(name);
}

/** Is this a logger: made by a logging package, or named like one (`req.log`, `this.logger`, `fastify.log`)? */
export function isLogger(node: JavaScript.Node, source: JavaScriptSource): boolean {
  let inner = unwrapAwaited(node);
  // `logger.child({...})`, `logger.withScope(...)` and `winston.loggers.get('x')` are loggers of a logger.
  for (let hops = 0; inner.type === Kind.CallExpression && hops < MOST_HOPS; hops += 1) {
    if (INSTANCES.has(instanceOf(inner, source) ?? '')) return true;
    inner = unwrapAwaited(receiver(inner) ?? inner.callee);
  }
  const name = instanceOf(inner, source) ?? qualifiedName(inner, source);
  if (name !== undefined && INSTANCES.has(name)) return true;
  const last = dottedText(inner)
    ?.split('.')
    .at(-1)
    ?.replace(/^[#_$]+/u, '');
  if (last === undefined || !NAMED.test(last)) return false;
  // An audit trail is a record of its own, with rules of its own.
  return !/audit/iu.test(last);
}

/** Does this call hand an error to a service that keeps it with its stack (Sentry, Bugsnag, New Relic...)? */
export function isErrorReport(call: Call, source: JavaScriptSource): boolean {
  if (REPORTERS.has(lastName(call) ?? '')) return true;
  const callee = calleeName(call, source);
  return callee !== undefined && errorReportingModules.some((module) => callee.startsWith(`${module}.`) || callee.startsWith(`${module}#`));
}

function isDebugFunction(call: Call, source: JavaScriptSource): boolean {
  return call.type === Kind.CallExpression && instanceOf(call.callee, source) === 'debug()';
}

/** `import { warning } from './log/logger.js'` gives a function that is a method of some logger. */
function importedMethod(call: Call, source: JavaScriptSource): string | undefined {
  if (call.type !== Kind.CallExpression || unwrap(call.callee).type !== Kind.Identifier || !METHODS.has(lastName(call) ?? ''))
    return undefined;
  const [, method] = FROM_LOGGER.exec(qualifiedName(call.callee, source) ?? '') ?? [];
  return method !== undefined && METHODS.has(method) ? method : undefined;
}

/** `../lib/log/logger.js.warning`, `@acme/logger.error` */
const FROM_LOGGER = /(?:^|[/.-])(?:log|logger|logging)(?:\.[cm]?[jt]s)?\.([a-z]+)$/u;

const MOST_HOPS = 20;
const METHODS: ReadonlySet<string> = new Set(logMethods);
const CONSOLE: ReadonlySet<string> = new Set(consoleMethods);
const INSTANCES: ReadonlySet<string> = new Set(loggerInstances);
const REPORTERS: ReadonlySet<string> = new Set(errorReporters);
/** `log`, `appLogger`, `LOGGER`, `requestLog`; but not `dialog`, `catalog` or `changelog`. */
const NAMED = new RegExp(`^(?:${loggerNames.join('|')}|LOG|LOGGER|\\w*(?:Log|Logger|_log|_logger))$`, 'u');
