import { asksWhichError, leavingBefore } from '../../python/asked-errors.ts';
import type { PythonContext, PythonDetector } from '../../python/detector.ts';
import { callsOf } from '../../python/functions.ts';
import { breadth, caughtTypes, triedNodes } from '../../python/handlers.ts';
import { sendingWords } from '../../python/knowledge/repeated-effects.ts';
import { retryLibraries } from '../../python/knowledge/retries.ts';
import { lastName, qualifiedName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { reachedCalls } from '../../python/reached-calls.ts';
import { hasRepeatedEffect } from '../../python/repeated-effects.ts';
import { goesOn, retryLoops, retryRecursions, type RetryLoop } from '../../python/retry-loops.ts';
import { retryPolicies, type RetryPolicy } from '../../python/retry-policies.ts';
import { losesAnswer } from '../../vocabulary/repeated-effects.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { shortened, type MessageId } from './twice.ts';

const LOOPS = [/attempt/i, /retry/i, /retries/i, 'sleep'];

export const python: PythonDetector<MessageId> = {
  mentions: [...retryLibraries, 'autoretry_for', ...LOOPS],
  alsoMentions: sendingWords,
  visit: ({ source: { tree }, path, mentions, report }) => {
    if (!sendingWords.some(mentions) || isTestFile(path)) return {};
    const hasPolicies = retryLibraries.some(mentions) || mentions('autoretry_for');
    const hasLoops = LOOPS.some(mentions);
    return {
      'module:exit'() {
        const calls = [
          ...(hasPolicies ? retryPolicies(tree).flatMap(triedBy) : []),
          ...(hasLoops ? [...retryLoops(tree), ...retryRecursions(tree)].flatMap(triedIn) : []),
        ];
        tell(calls, report);
      },
    };
  },
};

/** The calls that a policy tries again although their answer may only be lost. */
function triedBy({ retried, definition }: RetryPolicy): readonly Python.Call[] {
  const isBlind = retried.kind === 'all' || (retried.kind === 'types' && retried.types.some(isLoss));
  return isBlind && definition ? callsOf(definition) : [];
}

function triedIn({ statement, handlers, tellsApart }: RetryLoop): readonly Python.Call[] {
  const isBlind = handlers.some(
    (clause) =>
      (breadth(clause) !== null || caughtTypes(clause).some(isLoss)) &&
      !asksWhichError(clause) &&
      leavingBefore(clause, (earlier) => !goesOn(earlier)).length === 0,
  );
  return isBlind && !tellsApart ? triedNodes(statement, 'call') : [];
}

function isLoss(type: Python.Node): boolean {
  return BASES.has(qualifiedName(type) ?? '') || losesAnswer(lastName(type) ?? '');
}

/** Stand for lost answers, too; elsewhere errors of these names come with an answer. */
const BASES = new Set(['httpx.HTTPError', 'aiohttp.ClientError', 'aiohttp.client_exceptions.ClientError']);

function tell(calls: readonly Python.Call[], report: PythonContext<MessageId>['report']): void {
  const effects = new Set(reachedCalls(calls).filter(hasRepeatedEffect));
  for (const call of effects) report({ node: call.function, message: 'twice', data: { call: shortened(call.function.text) } });
}
