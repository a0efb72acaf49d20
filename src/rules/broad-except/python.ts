import type { Finding, Fixer } from '../../language/detector.ts';
import { awaitsCancelled, isPlaceForAll, isPlaceOfCleanup, onlyCall, onlyClearsUp } from '../../python/boundaries.ts';
import { isCommandLineTool } from '../../python/command-line.ts';
import type { PythonContext, PythonDetector } from '../../python/detector.ts';
import { endpointOf, goesOnAfter, socketOf } from '../../python/endpoints.ts';
import { isErrorClass } from '../../python/exception-classes.ts';
import { failedSetup } from '../../python/failed-setups.ts';
import { enclosingFunction, isAsync } from '../../python/functions.ts';
import { beginWith, catchInstead, hasCommentInTypes, letPassBefore } from '../../python/handler-edits.ts';
import * as Handlers from '../../python/handlers.ts';
import { lostHttpAnswer } from '../../python/http-errors.ts';
import { logWithException, logWithKeyword, onlyLogCall, traceableBy } from '../../python/log-edits.ts';
import { dottedText, lastName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { expectedTypes, importsIn, importsOnly } from '../../python/raised-types.ts';
import { resolveName, scopeOf } from '../../python/scopes.ts';
import { silentFetch } from '../../python/silent-fetches.ts';
import { standInIn } from '../../python/stand-ins.ts';
import { namesSending } from '../../vocabulary/callback-names.ts';
import { namesProbe } from '../../vocabulary/probe-names.ts';
import { namesMemory } from '../../vocabulary/stand-in-names.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { tierOf } from './tiers.ts';
import { dispositionWords, messageFor, type MessageId, type Options, type SuggestionId } from './verdict.ts';

type Ids = MessageId | SuggestionId;
type Context = PythonContext<Ids, Options>;
type Judgement = Pick<Finding<Ids>, 'message' | 'data' | 'fix' | 'suggest'> & { readonly at?: Python.Node };

/** A broad handler and what is known about it. */
interface Case {
  readonly clause: Python.ExceptClause;
  readonly body: Python.Block;
  readonly statement: Python.TryStatement;
  readonly width: Exclude<Handlers.Breadth, null>;
  readonly outcome: Handlers.Outcome;
  readonly definition: Python.FunctionDefinition | null;
}

export const python: PythonDetector<Ids, Options> = {
  mentions: ['except'],
  visit: (context) => ({
    except_clause(clause) {
      const statement = Handlers.tryOf(clause);
      const body = Handlers.handlerBody(clause);
      const width = Handlers.breadth(clause);
      if (!statement || !body || width === null) return;
      const handled = { clause, body, statement, width, outcome: Handlers.outcomeOf(clause), definition: enclosingFunction(clause) };
      // What a test hides hurts nobody in production; only a probe that skips the tests of a broken package does.
      const found = isTestFile(context.path) ? [importInProbe(handled)] : [redundantTuple(handled), judge(handled, context)];
      for (const judgement of found) {
        if (!judgement) continue;
        const { at, ...finding } = judgement;
        context.report({ ...finding, node: at ?? placeOf(handled) });
      }
    },
  }),
};

function judge(handled: Case, context: Context): Judgement | null {
  const certain = reclassified(handled) ?? standIn(handled) ?? cancellation(handled);
  if (certain) return certain;
  const { statement, outcome, definition } = handled;
  const { options } = context;
  const endpoint = silentEndpoint(handled);
  if (endpoint) return endpoint;
  if (isPlaceForAll(statement, outcome.effects, definition, options.boundaryDecorators)) return null;
  const isDropped = outcome.disposition === 'silent' || outcome.disposition === 'masked' || outcome.disposition === 'logged';
  if (isDropped) {
    const cleanup = cleanupIn(handled, options);
    if (cleanup !== 'none') return cleanup;
  }
  return importInProbe(handled) ?? hidden(handled, context) ?? anyBroad(handled, options);
}

/** The type that makes the handler broad, or its keyword. */
function placeOf({ clause }: Case): Python.Node {
  const broad = Handlers.caughtTypes(clause).find((type) => Handlers.broadName(type) !== null);
  return broad ?? (clause.tokens[0] as Python.Node | undefined) ?? clause;
}

function reclassified({ clause, outcome }: Case): Judgement | null {
  const lost = outcome.effects.raisesAgain ? null : lostHttpAnswer(clause, outcome.effects.raisesAnother);
  if (!lost) return null;
  const { node, status, type, leavesAs } = lost;
  return {
    message: 'reclassifiesHttpError',
    data: { status, line: node.loc.start.line, other: leavesAs === null ? 'nothing' : `'${leavesAs}'` },
    suggest: type === null ? [] : [{ message: 'letHttpErrorPass', data: { type }, fix: (fixer) => letPassBefore(clause, type, fixer) }],
  };
}

function standIn({ body, outcome }: Case): Judgement | null {
  if (outcome.effects.raisesAgain || outcome.effects.raisesAnother) return null;
  const made = standInIn(body);
  // What is kept in memory is at least real, so there a log with the traceback will do.
  if (made && outcome.effects.keepsTrace && namesMemory(made.text)) return null;
  return made && { at: made, message: 'mockFallback', data: { value: made.text } };
}

function cancellation({ clause, body, width, outcome, definition }: Case): Judgement | null {
  const { raisesAgain, raisesAnother, tells } = outcome.effects;
  if (width === 'Exception' || raisesAgain || raisesAnother) return null;
  // A thread's runner hands the error itself, cancellation and all, to whoever waits for it.
  if (tells && Handlers.boundName(clause) !== null) return null;
  if (Handlers.isCaughtBefore(clause, (type) => STOPPING.has(lastName(type) ?? ''))) return null;
  // Who asks which of them it is has thought of it.
  if (body.descendants('identifier').some(({ text }) => STOPPING.has(text))) return null;
  // Written out in full, outside of tasks and with all of its traceback kept, it is where a program or a thread ends.
  if (width === 'BaseException' && outcome.effects.keepsTrace && definition && !isAsync(definition)) return null;
  // Python itself prints what `__del__` raises and goes on.
  if (definition?.name.text === '__del__') return null;
  return {
    message: 'swallowsCancellation',
    suggest: [{ message: 'catchException', fix: (fixer) => catchInstead(clause, 'Exception', fixer) }],
  };
}

const STOPPING = new Set(['KeyboardInterrupt', 'CancelledError', 'SystemExit', 'GeneratorExit']);

function redundantTuple({ clause }: Case): Judgement | null {
  const tuple = Handlers.typeExpression(clause);
  if (tuple?.type !== 'tuple') return null;
  const types = Handlers.caughtTypes(clause);
  const names = types.map(Handlers.broadName);
  const broad = names.includes('BaseException') ? 'BaseException' : 'Exception';
  const others = types.filter((type) => Handlers.broadName(type) !== broad);
  const kinds = others.map((type) => (broad === 'BaseException' ? 'yes' : isErrorClass(type)));
  // `(asyncio.CancelledError, Exception)` does name something more.
  if (others.length === 0 || kinds.includes('no')) return null;
  const isSafe = !kinds.includes('probably') && !hasCommentInTypes(clause);
  return {
    at: tuple,
    message: 'redundantTuple',
    data: { broad },
    ...(isSafe ? { fix: (fixer) => catchInstead(clause, broad, fixer) } : {}),
  };
}

function importInProbe({ clause, body, statement, outcome, definition }: Case): Judgement | null {
  const { disposition, effects } = outcome;
  // `disabled = True` beside a log line is how a probe says that the package is not there.
  const isMark = disposition === 'recovered' && !effects.acts && importsOnly(statement);
  const isTaken = !isMark && (disposition === 'translated' || disposition === 'recovered' || disposition === 'preserved');
  if (isTaken && (effects.keepsTrace || !skipsTests(body))) return null;
  const [first] = importsIn(statement);
  // An import that merely stands among the work is not what the handler is about.
  const asks = definition !== null && namesProbe(definition.name.text);
  if (!first || !(importsOnly(statement) || asks || skipsTests(body))) return null;
  const narrow = importsOnly(statement)
    ? [{ message: 'narrow' as const, data: { types: 'ImportError' }, fix: narrowTo(clause, 'ImportError') }]
    : [];
  return { message: 'importInProbe', suggest: narrow };
}

function skipsTests(body: Python.Block): boolean {
  return body.descendants('call').some((call) => /^skip(?:Test)?$|^SkipTest$/u.test(lastName(call.function) ?? ''));
}

/** What is to be said of a `try` that only puts things away; `'none'` when it does more than that. */
function cleanupIn({ clause, statement, outcome }: Case, { cleanup }: Options): Judgement | null | 'none' {
  if (!onlyClearsUp(statement)) return 'none';
  // After `task.cancel()`, what awaiting it raises is of no interest.
  if (awaitsCancelled(statement)) return null;
  // Where things are put away, there is nobody left to tell, and the next thing is to be put away as well.
  if (cleanup === 'allow' && isPlaceOfCleanup(statement)) return null;
  const call = onlyCall(statement.body);
  if (!call || outcome.disposition !== 'silent' || !NARROW.has(lastName(call.function) ?? '')) return 'none';
  const types = expectedTypes(statement);
  return {
    message: 'narrowCleanup',
    data: { call: dottedText(call.function) ?? lastName(call.function) ?? 'this' },
    suggest: types === null ? [] : [{ message: 'narrow', data: { types }, fix: narrowTo(clause, types) }],
  };
}

const NARROW = new Set(['unlink', 'remove', 'rmtree', 'rmdir', 'close', 'kill', 'terminate']);

function silentEndpoint({ clause, statement, outcome, definition }: Case): Judgement | null {
  const { effects, substitute } = outcome;
  if (effects.raisesAgain || effects.raisesAnother || effects.tells || effects.acts || effects.cleansUp) return null;
  // What is returned is an answer, if not a good one.
  if (substitute !== null && !(substitute.isReturned && substitute.text === 'None')) return null;
  const endpoint = definition && endpointOf(definition);
  if (!definition || !endpoint || onlyClearsUp(statement) || goesOnAfter(statement, definition)) return null;
  const isTurn = isInLoop(statement, definition);
  // A loop over parts of the answer comes to its end; a loop over messages lets the client wait for ever.
  if (endpoint === 'request' && isTurn) return null;
  // Where a traceback is logged and the function ends, the socket closes, and the client sees that.
  if (endpoint === 'socket' && effects.keepsTrace && !isTurn) return null;
  // What fails in sending would fail again.
  const sends = triedCalls(statement).some((call) => namesSending(call.split('.').at(-1) ?? ''));
  const isLastTry = sends && onlyCall(statement.body) !== null;
  if (isLastTry) {
    const isKnown = resolveName('WebSocketDisconnect', scopeOf(clause)) !== null;
    const types = '(WebSocketDisconnect, RuntimeError)';
    return { message: 'endpointSilent', suggest: isKnown ? [{ message: 'narrow', data: { types }, fix: narrowTo(clause, types) }] : [] };
  }
  const socket = endpoint === 'socket' && isAsync(definition) ? socketOf(definition) : null;
  const text = `await ${socket ?? ''}.send_json({"type": "error", "message": "The request failed."})`;
  return {
    message: 'endpointSilent',
    suggest: socket === null ? [] : [{ message: 'sendError', fix: (fixer) => beginWith(clause, text, fixer) }],
  };
}

function isInLoop(node: Python.Node, definition: Python.FunctionDefinition): boolean {
  for (let up = node.parent; up && up !== definition; up = up.parent)
    if (up.type === 'while_statement' || up.type === 'for_statement') return true;
  return false;
}

function hidden({ clause, body, statement, outcome }: Case, { source, path, options }: Context): Judgement | null {
  // Rules of their own speak of what nobody learns of a fetch, and of what a failed set-up leaves empty.
  if (silentFetch(clause) || failedSetup(clause)) return null;
  // In a terminal the printed line reaches the one who started the program.
  if (outcome.effects.prints && isCommandLineTool(source.tree, path)) return null;
  const calls = triedCalls(statement);
  const message = messageFor(outcome, tierOf(path, calls, options), options);
  if (message === null) return null;
  const types = expectedTypes(statement);
  const log = onlyLogCall(body);
  const by = log && outcome.disposition !== 'preserved' ? traceableBy(log) : null;
  const what = calls.find((call) => !call.startsWith('log')) ?? 'this block';
  return {
    message,
    data: { what, value: outcome.substitute?.text ?? 'None' },
    suggest: [
      ...(types === null ? [] : [{ message: 'narrow' as const, data: { types }, fix: narrowTo(clause, types) }]),
      ...(log && by === 'exception'
        ? [
            {
              message: 'useException' as const,
              data: { logger: log.logger?.text ?? 'logger' },
              fix: (fixer: Fixer) => logWithException(log, fixer),
            },
          ]
        : []),
      ...(log && by === 'keyword' ? [{ message: 'addExcInfo' as const, fix: (fixer: Fixer) => logWithKeyword(log, fixer) }] : []),
    ],
  };
}

function anyBroad({ outcome }: Case, { report }: Options): Judgement | null {
  // What is raised again was not kept from anybody.
  if (report !== 'all' || outcome.effects.raisesAgain) return null;
  return { message: 'broadHandler', data: { disposition: dispositionWords[outcome.disposition] } };
}

/** What the `try` calls, as it is written. */
function triedCalls(statement: Python.TryStatement): string[] {
  return Handlers.triedNodes(statement, 'call').flatMap((call) => dottedText(call.function) ?? lastName(call.function) ?? []);
}

function narrowTo(clause: Python.ExceptClause, types: string) {
  return (fixer: Fixer) => catchInstead(clause, types, fixer);
}
