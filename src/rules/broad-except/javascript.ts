import { functionName, isPlaceForAll, onlyClearsUp } from '../../javascript/boundaries.ts';
import { lastName } from '../../javascript/calls.ts';
import type { JavaScriptContext, JavaScriptDetector, JavaScriptSource } from '../../javascript/detector.ts';
import { answersBeside, endpointAround, usesAnswer, type Endpoint } from '../../javascript/endpoints.ts';
import { catchHandler, outcomeOf, rejectionHandler, type Handler, type Outcome } from '../../javascript/error-handlers.ts';
import { callNext, logWhole, showError } from '../../javascript/handler-edits.ts';
import { lostHttpAnswer } from '../../javascript/http-errors.ts';
import { failedSetup } from '../../javascript/failed-setups.ts';
import { dottedText } from '../../javascript/names.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { isObservedElsewhere, isReadOfAnswer, narrowsError } from '../../javascript/rejections.ts';
import { asksOnTheSpot, asksWhetherItWorks, callsIn, keepsWhatWas, onlyAsks } from '../../javascript/questions.ts';
import { enclosingFunction, ownNodes } from '../../javascript/scopes.ts';
import { sideOf } from '../../javascript/server-or-client.ts';
import { silentFetch } from '../../javascript/silent-fetches.ts';
import { standInIn } from '../../javascript/stand-ins.ts';
import { errorSetter, isInterface } from '../../javascript/user-interface.ts';
import type { Finding } from '../../language/detector.ts';
import { isCommandLinePath } from '../../vocabulary/command-line.ts';
import { namesMemory } from '../../vocabulary/stand-in-names.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { tierOf } from './tiers.ts';
import { dispositionWords, messageFor, type MessageId, type Options, type SuggestionId } from './verdict.ts';

type Ids = MessageId | SuggestionId;
type Context = JavaScriptContext<Ids, Options>;
type Judgement = Pick<Finding<Ids>, 'message' | 'data' | 'suggest'> & { readonly at?: JavaScript.Node };

/** What is known of the file as a whole. */
interface File {
  readonly context: Context;
  readonly source: JavaScriptSource;
  readonly isBrowser: boolean;
  readonly isInterface: boolean;
}

/** A handler and what is known about it. */
interface Case {
  readonly handler: Handler;
  readonly outcome: Outcome;
  readonly endpoint: Endpoint | undefined;
}

export const javascript: JavaScriptDetector<Ids, Options> = {
  mentions: ['catch', '.then('],
  visit: (context) => {
    const { source, options, path, file } = context;
    // What a test hides hurts nobody in production.
    if (isTestFile(path)) return {};
    const isShown = isInterface(source);
    const isBrowser = !options.browserConsole && (isShown || sideOf(source, file) === 'client');
    const about: File = { context, source, isBrowser, isInterface: isShown };
    const visit = (handler: Handler | undefined, keyword: JavaScript.Node | JavaScript.Token | null): void => {
      if (!handler || !keyword) return;
      const judgement = judge(
        { handler, outcome: outcomeOf(handler, source, !isBrowser), endpoint: endpointAround(handler.whole, source, path) },
        about,
      );
      if (!judgement) return;
      const { at, ...finding } = judgement;
      context.report({ ...finding, loc: (at ?? keyword).loc });
    };
    return {
      CatchClause(clause) {
        visit(catchHandler(clause), source.getFirstToken(clause));
      },
      CallExpression(call) {
        const name = lastName(call);
        if (name !== 'catch' && name !== 'then') return;
        visit(rejectionHandler(call, source), call.callee.type === Kind.MemberExpression ? call.callee.property : null);
      },
    };
  },
};

function judge(handled: Case, file: File): Judgement | null {
  const { handler, outcome } = handled;
  const { source, context } = file;
  const certain = reclassified(handled, source) ?? standIn(handled, source);
  if (certain) return certain;
  // Nothing can be done about a socket that does not close, and no visitor misses a focus() that failed.
  if (onlyClearsUp(handler.tried, source, context.options.uiBenign)) return null;
  const silent = silentEndpoint(handled, file);
  if (silent) return silent;
  if (isPlaceForAll(handler, outcome.effects, source)) return null;
  if (isAnswerNo(handled, file)) return null;
  // `promise.catch(() => {})` beside the `await` that gets the error only keeps the process alive until then.
  if (handler.whole.type === Kind.CallExpression && (isObservedElsewhere(handler.whole, source) || isReadOfAnswer(handler.whole)))
    return null;
  // Rules of their own speak of what nobody learns of a fetch, and of what a failed set-up leaves empty.
  if (silentFetch(handler, source) || (!file.isInterface && failedSetup(handler, source))) return anyBroad(handled, file);
  return unseen(handled, file) ?? hidden(handled, file) ?? anyBroad(handled, file);
}

/** Is the handler the answer "no" to what is tried, which may fail for nothing else? */
function isAnswerNo({ handler, outcome: { substitute } }: Case, { source, context: { path, options } }: File): boolean {
  const { body, tried, whole } = handler;
  // JavaScript cannot catch a SyntaxError alone.
  if (body?.type === Kind.BlockStatement && body.body.length === 0 ? keepsWhatWas(tried, source) : onlyAsks(tried, source)) return true;
  if (substitute?.text !== 'false' || !substitute.isReturned) return false;
  if (asksWhetherItWorks(tried, source)) return true;
  const definition = enclosingFunction(whole);
  // A question about rights that cannot be decided is no question of the page.
  if (!definition || tierOf(path, calledIn(tried, source), options) === 1) return false;
  return asksOnTheSpot(functionName(definition) ?? '', definition, tried, source);
}

function calledIn(tried: JavaScript.Node, source: JavaScriptSource): string[] {
  return callsIn(tried, source).flatMap((call) => dottedText(call.callee) ?? lastName(call) ?? []);
}

function reclassified({ handler, outcome }: Case, source: JavaScriptSource): Judgement | null {
  const lost = outcome.effects.raisesAgain || narrowsError(handler, source) ? undefined : lostHttpAnswer(handler, source);
  if (!lost) return null;
  const other = lost.leavesAs ? `'${source.getText(lost.leavesAs)}'` : 'nothing';
  return { message: 'reclassifiesHttpError', data: { status: lost.status, line: lost.node.loc.start.line, other } };
}

function standIn({ handler, outcome }: Case, source: JavaScriptSource): Judgement | null {
  if (!handler.body || outcome.effects.raisesAgain || outcome.effects.raisesAnother) return null;
  const made = standInIn(handler.body, source);
  // What is kept in memory is at least real, so there a log with the stack will do.
  if (made && outcome.effects.keepsTrace && namesMemory(source.getText(made))) return null;
  return made ? { at: made, message: 'mockFallback', data: { value: source.getText(made) } } : null;
}

function silentEndpoint({ handler, outcome, endpoint }: Case, { source }: File): Judgement | null {
  if (!endpoint) return null;
  const { effects, substitute } = outcome;
  if (effects.raisesAgain || effects.raisesAnother || effects.tells || effects.acts || effects.cleansUp || effects.sends) return null;
  const returnsNothing = substitute === null || (substitute.isReturned && /^(?:undefined|void 0|null)$/u.test(substitute.text));
  // What is returned is an answer, if not a good one; to Express it is none.
  if (!returnsNothing && endpoint.answers !== 'request') return null;
  if (answersBeside(handler.whole, endpoint, source)) return null;
  const isAnswer = endpoint.answers !== 'request' || usesAnswer(handler.tried, endpoint);
  // A side job beside the answer is not what the client waits for.
  if (!isAnswer || (handler.whole.type === Kind.CallExpression && endpoint.answers !== 'request')) return null;
  const { next } = endpoint;
  return {
    message: 'endpointSilent',
    suggest: next === null ? [] : [{ message: 'callNext', data: { next }, fix: (fixer) => callNext(handler, next, source, fixer) }],
  };
}

/** Code of a page whose failure the visitor does not see. */
function unseen({ handler, outcome }: Case, { source, isInterface: isShown, context }: File): Judgement | null {
  const { effects, substitute } = outcome;
  // A logger other than the console may well reach somebody.
  const isDropped =
    outcome.disposition === 'silent' ||
    (outcome.disposition === 'logged' && effects.console) ||
    (effects.cleansUp && !effects.acts && !effects.tells);
  const isAnswered = effects.raisesAgain || effects.raisesAnother || effects.tells || effects.keepsTrace;
  if (!isShown || context.options.browserConsole || !isDropped || isAnswered || substitute?.isReturned === true) return null;
  // What runs on the spot and says nothing is no action that a visitor waits for.
  if (!effects.console && !isAsynchronous(handler, source)) return null;
  const setter = errorSetter(handler.node, source)?.name;
  return {
    message: 'uiSilent',
    suggest:
      setter === undefined ? [] : [{ message: 'showError', data: { setter }, fix: (fixer) => showError(handler, setter, source, fixer) }],
  };
}

function isAsynchronous({ tried, whole }: Handler, source: JavaScriptSource): boolean {
  return (
    whole.type === Kind.CallExpression ||
    ownNodes(tried, source).some(({ type }) => type === Kind.AwaitExpression || type === Kind.ForOfStatement)
  );
}

function hidden({ handler, outcome }: Case, { source, context: { path, options } }: File): Judgement | null {
  // In a terminal the printed line reaches the one who started the program.
  if (outcome.effects.console && outcome.effects.logs && isCommandLine(path, source)) return null;
  const calls = calledIn(handler.tried, source);
  const message = messageFor(outcome, tierOf(path, calls, options), options);
  if (message === null) return null;
  const what = calls.find((call) => !call.startsWith('console.')) ?? 'this block';
  return {
    message,
    data: { what, value: outcome.substitute?.text ?? 'undefined' },
    suggest: message === 'dropped' ? [] : logWhole(handler, source),
  };
}

function isCommandLine(path: string, source: JavaScriptSource): boolean {
  return isCommandLinePath(path) || source.text.startsWith('#!');
}

function anyBroad({ handler, outcome }: Case, { source, context: { options } }: File): Judgement | null {
  // What is thrown again was not kept from anybody, and a handler that looks at the error is as narrow as JavaScript has it.
  if (options.report !== 'all' || outcome.effects.raisesAgain || narrowsError(handler, source)) return null;
  return { message: 'broadHandler', data: { disposition: dispositionWords[outcome.disposition] } };
}
