import { argument, argumentsOf, methodName, receiver } from './calls.ts';
import { decorators } from './decorators.ts';
import { parts, unwrap } from './expressions.ts';
import { callsOf, isAsync, isGenerator } from './functions.ts';
import {
  asyncDatabases,
  blockingFunctions,
  commonNames,
  databaseMethods,
  databaseNames,
  queryEnds,
  stripeMethods,
  transparentDecorators,
} from './knowledge/blocking-functions.ts';
import { libraryObject, type Wait } from './knowledge/library-objects.ts';
import { lastName, qualifiedName } from './names.ts';
import type * as Python from './nodes.ts';
import { conditionsAround } from './conditions.ts';
import { booleanOf, numberOf } from './numbers.ts';
import { Receivers } from './receivers.ts';
import { references, resolve } from './scopes.ts';
import { importsAny } from './imports.ts';

/** A call that does not come back before somebody else is done. */
export interface BlockingCall {
  readonly wait: Wait;
  /** The call itself: the last one of the way, in whichever file. */
  readonly call: Python.Call;
  /** Do only the names say so: `db.execute(...)` of a `db` that nobody knows? */
  readonly isGuess: boolean;
  /** How many functions of the project lie in between. */
  readonly hops: number;
}

/** What a call by itself waits for; null for one that does not wait, or of which nobody knows. */
function waitOf(call: Python.Call, receivers: Receivers, extra: ReadonlySet<string>): Wait | null {
  const full = qualifiedName(call.function);
  if (full !== null && extra.has(full)) return 'service';
  const known = full === null ? undefined : blockingFunctions.get(full);
  if (known) return isHarmless(call, full ?? '') ? null : known;
  const method = methodName(call);
  if (full?.startsWith('stripe.') === true) return method !== null && stripeMethods.has(method) ? 'service' : null;
  const object = receiver(call);
  // What a module's name is written before is no method.
  if (method === null || !object || method.startsWith('__') || full !== null) return null;
  const owner = receivers.of(object);
  if (owner?.kind !== 'library') return null;
  const { wait, blocks, quiet } = libraryObject(owner.object);
  const blocksHere = blocks ? blocks.has(method) : quiet?.has(method) !== true && !method.startsWith('_');
  return blocksHere && !comesBackAtOnce(call, method) ? wait : null;
}

/** `smtplib.SMTP()` connects later, `select(r, w, x, 0)` and `waitpid(pid, WNOHANG)` only look. */
function isHarmless(call: Python.Call, full: string): boolean {
  if (/^(?:smtplib|imaplib|poplib|ftplib)\./u.test(full)) return argumentsOf(call).length === 0;
  if (full === 'os.waitpid') return argumentsOf(call).some(({ value }) => lastName(value) === 'WNOHANG');
  const timeout = full === 'select.select' ? argument(call, { position: 3 }) : null;
  return timeout !== null && timeout !== 'unknown' && numberOf(timeout) === 0;
}

/** `queue.get(block=False)`, `lock.acquire(False)`, `thread.join(0)`, `future.result(timeout=0)` */
function comesBackAtOnce(call: Python.Call, method: string): boolean {
  if (!/^(?:get|put|acquire|join|wait|result)$/u.test(method)) return false;
  return argumentsOf(call).some(({ name, value }) => {
    if (name === 'block' || name === 'blocking') return booleanOf(value) === false;
    return (name === 'timeout' || name === null) && numberOf(value) === 0;
  });
}

/**
 * Is this, by its names, a statement for a database that is not awaited: `db.commit()`, `self.cursor.fetchone()`,
 * `session.query(User).first()`? What is handed on, returned or awaited later may be asynchronous.
 */
function looksLikeDatabase(call: Python.Call, receivers: Receivers): boolean {
  const method = methodName(call) ?? '';
  const object = receiver(call);
  if (!object) return false;
  const owner = databaseMethods.has(method) ? object : queryEnds.has(method) ? queriedBy(object) : null;
  if (!owner || !databaseNames.test(lastName(owner) ?? '') || isHandedOn(call)) return false;
  return qualifiedName(owner) === null && receivers.of(owner) === null && !importsAny(call.tree, ...asyncDatabases);
}

/** `db` of `db.query(User).filter(...)` */
function queriedBy(chain: Python.Node): Python.Node | null {
  let node = unwrap(chain);
  for (let step = 0; step < LONGEST_CHAIN && node.type === 'call'; step++) {
    const object = receiver(node);
    if (!object) return null;
    if (methodName(node) === 'query') return object;
    node = unwrap(object);
  }
  return null;
}

const LONGEST_CHAIN = 20;

/** May a coroutine be awaited elsewhere: is it returned, passed, collected, or kept under a name that is? */
function isHandedOn(call: Python.Call): boolean {
  const { parent } = call;
  if (!parent || parent.type === 'attribute' || parent.type === 'expression_statement' || parent.type === 'for_statement') return false;
  if (parent.type === 'subscript' || parent.type === 'comparison_operator' || parent.type === 'for_in_clause') return false;
  if (parent.type !== 'assignment' || parent.left.type !== 'identifier') return true;
  const binding = resolve(parent.left);
  return !binding || references(binding).some(isGivenToLoop);
}

/** `await x`, `gather(x)`, `tasks.append(x)` */
function isGivenToLoop({ parent }: Python.Node): boolean {
  if (parent?.type === 'await') return true;
  const call = parent?.type === 'argument_list' ? parent.parent : null;
  return (
    call?.type === 'call' &&
    /^(?:gather|wait|wait_for|shield|create_task|ensure_future|append|as_completed)$/u.test(lastName(call.function) ?? '')
  );
}

/** Follows calls into the functions and classes of the project. Its answers hold as long as one file is looked at. */
export class BlockingCalls {
  readonly #mostHops: number;
  /** More functions that wait, by full name. */
  readonly #extra: ReadonlySet<string>;
  /** Do names of databases count where nothing tells what they are? */
  readonly #guesses: boolean;
  readonly #receivers = new Receivers();
  readonly #inside = new Map<Python.FunctionDefinition, BlockingCall>();
  /** With so many more hops nothing was found in a function. */
  readonly #quiet = new Map<Python.FunctionDefinition, number>();

  constructor({ maxHops, extra, guesses }: { readonly maxHops: number; readonly extra: ReadonlySet<string>; readonly guesses: boolean }) {
    this.#mostHops = maxHops;
    this.#guesses = guesses;
    this.#extra = extra;
  }

  /** Does a call block, by itself or through plain functions of the project? */
  at(call: Python.Call): BlockingCall | null {
    return this.#at(call, this.#mostHops);
  }

  /** What does a function wait for that is handed over to be called: by its name, as a `lambda` or a `partial`? */
  handedOver(callable: Python.Node): { readonly wait: Wait; readonly at: Python.Node } | null {
    let node = unwrap(callable);
    if (node.type === 'call' && lastName(node.function) === 'partial') node = unwrap(argumentsOf(node)[0]?.value ?? node);
    if (node.type === 'lambda') return this.#first(callsOf(node));
    if (node.type !== 'identifier' && node.type !== 'attribute') return null;
    const helper = this.#receivers.functionMeantBy(node);
    if (helper) return isAsync(helper) || isGenerator(helper) ? null : this.#first(callsOf(helper));
    const full = qualifiedName(node);
    const known = full === null ? undefined : blockingFunctions.get(full);
    if (known) return { wait: known, at: node };
    const owner = node.type === 'attribute' && full === null ? this.#receivers.of(node.object) : null;
    if (owner?.kind !== 'library' || node.type !== 'attribute') return null;
    const { wait, blocks, quiet } = libraryObject(owner.object);
    const method = node.attribute.text;
    return (blocks ? blocks.has(method) : quiet?.has(method) !== true) ? { wait, at: node } : null;
  }

  /** What calls wait for together: a query among other work is not what a thread is for. */
  #first(calls: readonly Python.Call[]): { readonly wait: Wait; readonly at: Python.Node } | null {
    let query: { readonly wait: Wait; readonly at: Python.Node } | null = null;
    for (const call of calls) {
      const found = isHarmlessCall(call) ? null : this.at(call);
      if (found && found.wait !== 'database') return { wait: found.wait, at: found.call };
      if (found) query ??= { wait: found.wait, at: found.call };
    }
    return query;
  }

  #at(call: Python.Call, left: number): BlockingCall | null {
    const wait = waitOf(call, this.#receivers, this.#extra);
    if (wait) return { wait, call, isGuess: false, hops: 0 };
    if (this.#guesses && looksLikeDatabase(call, this.#receivers)) return { wait: 'database', call, isGuess: true, hops: 0 };
    if (left <= 0) return null;
    const helper = this.#receivers.functionMeantBy(call.function);
    const inner = helper && runsAtOnce(helper, call) ? this.#in(helper, left - 1) : null;
    return inner && { ...inner, hops: inner.hops + 1 };
  }

  /** The first call in a function's own code that blocks. */
  #in(helper: Python.FunctionDefinition, left: number): BlockingCall | null {
    const known = this.#inside.get(helper);
    if (known || (this.#quiet.get(helper) ?? NOT_ASKED) >= left) return known ?? null;
    // What leads back to itself adds nothing.
    this.#quiet.set(helper, this.#mostHops);
    let found: BlockingCall | null = null;
    for (const call of callsOf(helper)) {
      // `rollback` follows an error, which is not the way things go.
      if (isHarmlessCall(call) || methodName(call) === 'rollback') continue;
      found = this.#at(call, left);
      if (found && !isOnlyOnce(call, helper)) break;
      found = null;
    }
    this.#quiet.set(helper, left);
    if (found) this.#inside.set(helper, found);
    return found;
  }
}

const NOT_ASKED = -1;

/** `isinstance(x, str)`, `logger.info(...)`: so common that they are not looked at. */
function isHarmlessCall(call: Python.Call): boolean {
  return commonNames.has(lastName(call.function) ?? '');
}

/** Does calling a function run its body on the spot? */
function runsAtOnce(helper: Python.FunctionDefinition, call: Python.Call): boolean {
  if (isAsync(helper)) return false;
  const above = decorators(helper);
  // A cache answers from the second time on; what else a decorator makes of a function cannot be seen.
  if (above.some(({ lastName: name }) => name === null || !(transparentDecorators.has(name) || isHarmlessName(name)))) return false;
  // A generator runs when somebody iterates over it; a context manager when it is entered.
  return !isGenerator(helper) || (above.some(({ lastName: name }) => name === 'contextmanager') && isEntered(call));
}

function isHarmlessName(name: string): boolean {
  return (
    /^(?:log|trace|time|measure|profile|deprecat|with_retr|retry|handle|catch|validate|check|ensure)/iu.test(name) &&
    !/async|thread/iu.test(name)
  );
}

function isEntered(call: Python.Call): boolean {
  return call.parent?.type === 'with_item' || call.parent?.type === 'as_pattern';
}

/** `if self._client is None: self._client = connect()` waits the first time only: what it is kept in outlives the call. */
function isOnlyOnce(call: Python.Call, helper: Python.FunctionDefinition): boolean {
  return conditionsAround(call).some(({ expression, holds }) => {
    if (!helper.contains(expression)) return false;
    const test = unwrap(expression);
    if (test.type === 'not_operator') return holds && isKept(test.argument);
    if (test.type !== 'comparison_operator') return !holds && isKept(test);
    return holds && /\bis None$|== None$|\bnot in\b/u.test(test.text.slice(-LONGEST_TEST)) && parts(test).some(isKept);
  });
}

const LONGEST_TEST = 60;

/** `self._client`, a name of the module: kept from one call to the next. */
function isKept(value: Python.Node): boolean {
  const node = unwrap(value);
  if (node.type === 'attribute') return true;
  return node.type === 'identifier' && resolve(node)?.scope.kind === 'module';
}
