import type { JavaScriptContext, JavaScriptDetector, JavaScriptSource } from '../../javascript/detector.ts';
import type { Suggestion } from '../../language/detector.ts';
import { clientWords } from '../../javascript/knowledge/service-clients.ts';
import { retryLibraries } from '../../javascript/knowledge/retries.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { reachedCalls } from '../../javascript/reached-calls.ts';
import { retryLoopOf } from '../../javascript/retry-loops.ts';
import { retryPolicyOf } from '../../javascript/retry-policies.ts';
import { callsUnder } from '../../javascript/scopes.ts';
import { saysTries, serviceCall, type ServiceCall } from '../../javascript/service-clients.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { attemptsOf, type MessageId, type SuggestionId } from './attempts.ts';

type Ids = MessageId | SuggestionId;
type Report = JavaScriptContext<Ids>['report'];

const LOOPS = [/attempt/i, /retry/i, /retries/i];

export const javascript: JavaScriptDetector<Ids> = {
  mentions: clientWords,
  alsoMentions: [...retryLibraries, ...LOOPS],
  visit: ({ source, path, mentions, report }) => {
    const hasPolicies = retryLibraries.some(mentions);
    if ((!hasPolicies && !LOOPS.some(mentions)) || isTestFile(path)) return {};
    return {
      CatchClause(clause) {
        const found = retryLoopOf(clause, source);
        if (!found) return;
        for (const call of callsUnder(found.statement.block, source)) {
          const asked = clientAmong([call], source);
          if (!asked) continue;
          tell(asked, call.callee, found.tries, report);
          return;
        }
      },
      ...(hasPolicies
        ? {
            CallExpression(call) {
              const policy = retryPolicyOf(call, source);
              const asked = policy?.tried && clientAmong(callsUnder(policy.tried.body, source), source);
              if (policy && asked) tell(asked, call.callee, policy.tries, report);
            },
          }
        : {}),
    };
  },
};

/** The first of the calls, and of those they lead to, that asks a client which tries as often as it does by itself. */
function clientAmong(calls: readonly JavaScript.CallExpression[], source: JavaScriptSource): ServiceCall | undefined {
  for (const call of reachedCalls(calls, source)) {
    const asked = serviceCall(call, source);
    if (asked && !saysTries(call, asked, source)) return asked;
  }
  return undefined;
}

function tell({ client, maker }: ServiceCall, node: JavaScript.Node, tries: number | null, report: Report): void {
  report({ node, ...attemptsOf(client.service, client.attempts, tries), suggest: maker ? switchOff(maker, client.off) : [] });
}

function switchOff(maker: JavaScript.CallExpression | JavaScript.NewExpression, code: string): Suggestion<Ids>[] {
  const literal = maker.arguments.at(-1);
  if (literal?.type !== Kind.ObjectExpression) return [];
  const [first] = literal.properties;
  return [
    {
      message: 'switchOff',
      data: { code },
      fix: (fixer) =>
        first ? fixer.insertTextBeforeRange(first.range, `${code}, `) : fixer.replaceTextRange(literal.range, `{ ${code} }`),
    },
  ];
}
