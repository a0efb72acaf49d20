import type { JavaScriptSource } from './detector.ts';
import { methodName, type Call } from './calls.ts';
import { effectsOf, type OwnEffects } from './effects.ts';
import { isFunction, memberName, unwrap, unwrapAwaited } from './expressions.ts';
import { isLogger, logCall } from './loggers.ts';
import { dottedText, qualifiedName } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { functionOf, ownNodes } from './scopes.ts';
import { dispositionOf, type Disposition, type Substitute } from '../language/disposition.ts';
import { answerOf } from './answers.ts';

/** A piece of code that gets what went wrong: a `catch` clause, or the function given to `.catch(...)`. */
export interface Handler {
  /** The clause, or the argument of the call. */
  readonly node: JavaScript.Node;
  /** What it does; null for a function that is named there and defined elsewhere. */
  readonly body: JavaScript.BlockStatement | JavaScript.Expression | null;
  /** What it calls the error. */
  readonly error: JavaScript.Node | null;
  /** What may go wrong: the block of the `try`, or the expression that gives the promise. */
  readonly tried: JavaScript.Node;
  /** The statement or call as a whole. */
  readonly whole: JavaScript.TryStatement | JavaScript.CallExpression;
}

/** The handler that a `catch` clause is. */
export function catchHandler(clause: JavaScript.CatchClause): Handler | undefined {
  const statement = clause.parent;
  return { node: clause, body: clause.body, error: clause.param, tried: statement.block, whole: statement };
}

/** The handler given to `promise.catch(f)` or, as the second function, to `promise.then(f, g)`. */
export function rejectionHandler(call: JavaScript.CallExpression, source: JavaScriptSource): Handler | undefined {
  const method = methodName(call);
  const callee = unwrap(call.callee);
  if (callee.type !== Kind.MemberExpression) return undefined;
  // `.catch(TypeError, f)` of Bluebird names what it catches.
  const given = method === 'catch' && call.arguments.length === 1 ? call.arguments[0] : method === 'then' ? call.arguments[1] : undefined;
  if (!given || given.type === Kind.SpreadElement || isSchema(callee.object, source)) return undefined;
  const handler = functionOf(unwrap(given), source);
  const shared = { node: given, tried: callee.object, whole: call };
  if (handler) return { ...shared, body: handler.body, error: handler.params[0] ?? null };
  return isFunction(given) || !isReference(given) ? undefined : { ...shared, body: null, error: null };
}

function isReference(node: JavaScript.Node): boolean {
  const inner = unwrap(node);
  return inner.type === Kind.Identifier || inner.type === Kind.MemberExpression;
}

/** In zod, `.catch(() => x)` gives a schema its default. */
function isSchema(node: JavaScript.Node, source: JavaScriptSource): boolean {
  let inner = unwrapAwaited(node);
  for (let hops = 0; hops < MOST_HOPS; hops += 1) {
    if (inner.type === Kind.CallExpression) inner = unwrapAwaited(inner.callee);
    else if (inner.type === Kind.MemberExpression) inner = unwrapAwaited(inner.object);
    else
      return (
        inner.type === Kind.Identifier &&
        (inner.name === 'z' || /^(?:zod|yup|valibot|@hapi\/joi|joi)\b/u.test(qualifiedName(inner, source) ?? ''))
      );
  }
  return false;
}

const MOST_HOPS = 30;

/** What becomes of an error that a handler gets, and how one can tell. */
export interface Outcome {
  readonly disposition: Disposition;
  readonly effects: OwnEffects;
  /** The value that goes out in place of a result, from the handler or from the statement after the `try`. */
  readonly substitute: Substitute | null;
}

/** What becomes of the error that this handler gets? Where nobody reads the console, what is written there is no log. */
export function outcomeOf(handler: Handler, source: JavaScriptSource, isConsoleRead: boolean): Outcome {
  const own =
    handler.body === null
      ? effectsOfReference(handler.node, source, isConsoleRead)
      : effectsOf(handler.node, handler.body, handler.error, source, isConsoleRead);
  const given = own.substitute ?? (own.leaves ? null : valueAfter(handler.whole, source));
  // What a statement's promise gives, nobody gets.
  const substitute = given?.isReturned === true && isUnused(handler.whole) ? { ...given, isReturned: false } : given;
  const acts = own.acts || (!own.leaves && own.substitute === null && triesNext(handler, source));
  const effects = { ...own, acts, substitute };
  return { disposition: dispositionOf(effects), effects, substitute };
}

/**
 * Does what follows the `try` ask somebody else, once the `try` has returned nothing? A handler that leaves that to it does what
 * `catch { return other(); }` does.
 */
function triesNext({ tried, whole }: Handler, source: JavaScriptSource): boolean {
  if (whole.type !== Kind.TryStatement || !answers(tried, source)) return false;
  // Where the `try` always returns, all that follows is the handler's.
  if (whole.block.body.at(-1)?.type === Kind.ReturnStatement) return statementsAfter(whole).some((after) => asks(after, source));
  const after = statementAfter(whole);
  if (after?.type === Kind.TryStatement) return answers(after.block, source);
  return after?.type === Kind.ReturnStatement && asks(after, source);
}

/** The statements that run after this one, in its block and, past the end of an `if`, in the next. */
function statementsAfter(statement: JavaScript.Node): JavaScript.Node[] {
  const found: JavaScript.Node[] = [];
  for (let at: JavaScript.Node = statement, up = at.parent; up; at = up, up = at.parent) {
    if (up.type === Kind.BlockStatement || up.type === Kind.Program) {
      const siblings: readonly JavaScript.Node[] = up.body;
      found.push(...siblings.slice(siblings.indexOf(at) + 1));
    } else if (up.type !== Kind.IfStatement) break;
  }
  return found;
}

function asks(statement: JavaScript.Node, source: JavaScriptSource): boolean {
  if (statement.type === Kind.ThrowStatement) return true;
  if (statement.type === Kind.ReturnStatement && statement.argument && answerOf(statement.argument, source) === 'empty') return false;
  const isLog = statement.type === Kind.ExpressionStatement && isCall(statement.expression) && logCall(statement.expression, source);
  return !isLog && ownNodes(statement, source).some(isCall);
}

function isCall(node: JavaScript.Node): node is Call {
  return node.type === Kind.CallExpression || node.type === Kind.NewExpression;
}

function answers(block: JavaScript.Node, source: JavaScriptSource): boolean {
  return ownNodes(block, source).some((node) => node.type === Kind.ReturnStatement && node.argument !== null);
}

function isUnused(whole: Handler['whole']): boolean {
  if (whole.type === Kind.TryStatement) return false;
  let outer: JavaScript.Node = whole.parent;
  while (outer.type === Kind.AwaitExpression || outer.type === Kind.UnaryExpression || outer.type === Kind.ChainExpression)
    outer = outer.parent;
  return outer.type === Kind.ExpressionStatement;
}

const NOTHING: OwnEffects = {
  raisesAgain: false,
  raisesAnother: false,
  keepsTrace: false,
  tells: false,
  acts: false,
  cleansUp: false,
  logs: false,
  substitute: null,
  leaves: false,
  stops: false,
  console: false,
  sends: false,
};

/** `.catch(console.error)`, `.catch(noop)`, `.catch(next)`. */
function effectsOfReference(node: JavaScript.Node, source: JavaScriptSource, isConsoleRead: boolean): OwnEffects {
  const inner = unwrap(node);
  const name = dottedText(inner)?.split('.').at(-1) ?? '';
  if (/^_?noop$|^(?:ignore|swallow)(?:Errors?)?$/u.test(name)) return NOTHING;
  if (inner.type !== Kind.MemberExpression) return { ...NOTHING, tells: true };
  const isConsole = qualifiedName(inner.object, source) === 'console';
  if (isConsole) return { ...NOTHING, keepsTrace: isConsoleRead, logs: isConsoleRead, console: true };
  return isLogger(inner.object, source) && memberName(inner) !== undefined
    ? { ...NOTHING, keepsTrace: true, logs: true }
    : { ...NOTHING, tells: true };
}

/** The empty value that the statement right after the `try` returns, which is where a handler goes that leaves nothing itself. */
function valueAfter(whole: JavaScript.Node, source: JavaScriptSource): Substitute | null {
  const after = statementAfter(whole);
  if (after?.type !== Kind.ReturnStatement || !after.argument || answerOf(after.argument, source) !== 'empty') return null;
  return { kind: 'empty', text: source.getText(after.argument), isReturned: true };
}

/** The next statement of the same block. */
export function statementAfter(statement: JavaScript.Node): JavaScript.Node | undefined {
  const block = statement.parent;
  if (block?.type !== Kind.BlockStatement && block?.type !== Kind.Program) return undefined;
  const siblings: readonly JavaScript.Node[] = block.body;
  return siblings[siblings.indexOf(statement) + 1];
}
