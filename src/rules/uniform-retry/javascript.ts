import { asksWhichError } from '../../javascript/asked-errors.ts';
import type { JavaScriptDetector } from '../../javascript/detector.ts';
import { retryLibraries } from '../../javascript/knowledge/retries.ts';
import { retryLoopOf } from '../../javascript/retry-loops.ts';
import { retryPolicyOf } from '../../javascript/retry-policies.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { shortened, type MessageId, type Options, type SuggestionId } from './alike.ts';

/** What a loop that tries again by hand says. */
const LOOPS = ['setTimeout', 'sleep(', 'delay(', /attempt/i, /retry/i, /retries/i];

export const javascript: JavaScriptDetector<MessageId | SuggestionId, Options> = {
  mentions: [...retryLibraries, ...LOOPS],
  alsoMentions: ['catch'],
  visit: ({ source, options, path, mentions, report }) => {
    // A test tries again because it waits for something.
    if (isTestFile(path)) return {};
    const hasLoops = options.loops && mentions('catch') && LOOPS.some(mentions);
    return {
      ...(hasLoops
        ? {
            CatchClause(clause) {
              const found = retryLoopOf(clause, source);
              if (!found || found.tellsApart || asksWhichError(clause.body, clause.param, source)) return;
              const node = source.getFirstToken(clause) ?? clause;
              if (typeof found.loop === 'string') report({ node, message: 'everything', data: { policy: shortened(found.loop) } });
              else report({ node, message: 'loop' });
            },
          }
        : {}),
      ...(retryLibraries.some(mentions)
        ? {
            CallExpression(call) {
              const policy = retryPolicyOf(call, source);
              if (policy?.retriesAll === true)
                report({ node: call.callee, message: 'everything', data: { policy: shortened(source.getText(call.callee)) } });
            },
          }
        : {}),
    };
  },
};
