import { asksWhichError } from '../../javascript/asked-errors.ts';
import { calleeName, objectLiteral, property } from '../../javascript/calls.ts';
import type { JavaScriptDetector } from '../../javascript/detector.ts';
import { retryLibraries } from '../../javascript/knowledge/retries.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { reachedCalls } from '../../javascript/reached-calls.ts';
import { hasRepeatedEffect, sendingWords } from '../../javascript/repeated-effects.ts';
import { retryLoopOf } from '../../javascript/retry-loops.ts';
import { retryPolicyOf } from '../../javascript/retry-policies.ts';
import { callsUnder } from '../../javascript/scopes.ts';
import { keepsFromTwice } from '../../vocabulary/repeated-effects.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { shortened, type MessageId } from './twice.ts';

const LOOPS = ['setTimeout', 'sleep(', 'delay(', /attempt/i, /retry/i, /retries/i];
const CHANGES = ['.post(', '.patch('];

export const javascript: JavaScriptDetector<MessageId> = {
  mentions: [...retryLibraries, ...LOOPS],
  alsoMentions: [...sendingWords, 'retry:'],
  visit: ({ source, path, mentions, report }) => {
    if (!sendingWords.some(mentions) || isTestFile(path)) return {};
    const hasPolicies = retryLibraries.some(mentions);
    const hasMutations = mentions('useMutation') && mentions('retry:');
    const told = new Set<JavaScript.Node>();

    function tell(calls: readonly JavaScript.CallExpression[]): void {
      for (const call of reachedCalls(calls, source)) {
        if (told.has(call) || !hasRepeatedEffect(call, source)) continue;
        told.add(call);
        report({ node: call.callee, message: 'twice', data: { call: shortened(source.getText(call.callee)) } });
      }
    }

    /** `useMutation({ mutationFn, retry: 3 })`. */
    function checkMutation(call: JavaScript.CallExpression): void {
      if (!/(?:^|\/)react-query\.useMutation$/u.test(calleeName(call, source) ?? '')) return;
      const given = objectLiteral(call.arguments[0], source);
      const retry = property(given, 'retry');
      if (!given || retry?.type !== Kind.Literal || retry.value === false || retry.value === 0) return;
      const text = source.getText(given);
      // What replaces or removes can be done twice.
      if (/\.(?:put|delete)\(|['"](?:PUT|DELETE)['"]/u.test(text) || keepsFromTwice(text)) return;
      report({ node: retry, message: 'mutation' });
    }

    return {
      CatchClause(clause) {
        const found = retryLoopOf(clause, source);
        if (!found || found.tellsApart || asksWhichError(clause.body, clause.param, source)) return;
        tell(callsUnder(found.statement.block, source));
      },
      ...(hasPolicies || hasMutations
        ? {
            CallExpression(call) {
              if (hasMutations) checkMutation(call);
              const policy = hasPolicies ? retryPolicyOf(call, source) : undefined;
              if (policy?.retriesAll !== true) return;
              if (policy.tried) tell(callsUnder(policy.tried.body, source));
              else if (calleeName(call, source) === 'axios-retry' && CHANGES.some(mentions))
                report({ node: call.callee, message: 'anyRequest', data: { call: shortened(source.getText(call.callee)) } });
            },
          }
        : {}),
    };
  },
};
