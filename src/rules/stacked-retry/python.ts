import type { Suggestion } from '../../language/detector.ts';
import { argumentsOf } from '../../python/calls.ts';
import type { PythonContext, PythonDetector } from '../../python/detector.ts';
import { callsOf } from '../../python/functions.ts';
import { breadth, caughtTypes, triedNodes } from '../../python/handlers.ts';
import { retryLibraries } from '../../python/knowledge/retries.ts';
import { clientWords, quietMethods } from '../../python/knowledge/service-clients.ts';
import { lastName, qualifiedName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { reachedCalls } from '../../python/reached-calls.ts';
import { retryLoops, retryRecursions, type RetryLoop } from '../../python/retry-loops.ts';
import { retryPolicies, type RetryPolicy } from '../../python/retry-policies.ts';
import { saysTries, serviceCall, type ServiceCall } from '../../python/service-clients.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { attemptsOf, isOfTransport, type MessageId, type SuggestionId } from './attempts.ts';

type Ids = MessageId | SuggestionId;
type Report = PythonContext<Ids>['report'];

const LOOPS = [/attempt/i, /retry/i, /retries/i];

export const python: PythonDetector<Ids> = {
  mentions: clientWords,
  alsoMentions: [...retryLibraries, ...LOOPS],
  visit: ({ source: { tree }, path, mentions, report }) => {
    const hasPolicies = retryLibraries.some(mentions);
    const hasLoops = LOOPS.some(mentions);
    if ((!hasPolicies && !hasLoops) || isTestFile(path)) return {};
    return {
      'module:exit'() {
        if (hasPolicies) for (const policy of retryPolicies(tree)) judgePolicy(policy, report);
        if (hasLoops) for (const loop of [...retryLoops(tree), ...retryRecursions(tree)]) judgeLoop(loop, report);
      },
    };
  },
};

function judgePolicy({ node, call, retried, tries, definition }: RetryPolicy, report: Report): void {
  // Whoever tries again because of a result, or of an error of their own, tries for another reason than the client.
  if (retried.kind === 'judged' ? !retried.byError : retried.kind === 'types' && !retried.types.some(isTransport)) return;
  const asked = clientAmong(definition ? callsOf(definition) : callsInLoopOver(call));
  if (asked) tell(asked, node, tries, report);
}

/** `for attempt in Retrying(...): with attempt: ask()`. */
function callsInLoopOver(call: Python.Call | null): readonly Python.Call[] {
  const loop = call?.parent;
  return loop?.type === 'for_statement' && loop.right === call ? loop.body.descendants('call') : [];
}

function judgeLoop({ statement, handlers, tries }: RetryLoop, report: Report): void {
  if (!handlers.some((clause) => breadth(clause) !== null || caughtTypes(clause).some(isTransport))) return;
  for (const call of triedNodes(statement, 'call')) {
    const asked = clientAmong([call]);
    if (!asked) continue;
    tell(asked, call.function, tries, report);
    return;
  }
}

function isTransport(type: Python.Node): boolean {
  // What these raise comes from other calls: the clients wrap such errors into their own.
  if (/^(?:requests|httpx|aiohttp|urllib)\./u.test(qualifiedName(type) ?? '')) return false;
  return isOfTransport(lastName(type) ?? '');
}

/** The first of the calls, and of those they lead to, that asks a client which tries as often as it does by itself. */
function clientAmong(calls: readonly Python.Call[]): ServiceCall | null {
  for (const call of reachedCalls(calls)) {
    if (quietMethods.has(lastName(call.function) ?? '')) continue;
    const asked = serviceCall(call);
    if (asked && !saysTries(call, asked)) return asked;
  }
  return null;
}

function tell({ client, maker }: ServiceCall, node: Python.Node, tries: number | 'endless' | null, report: Report): void {
  report({ node, ...attemptsOf(client.service, client.attempts, tries), suggest: maker ? switchOff(maker, client.off) : [] });
}

function switchOff(maker: Python.Call, code: string | null): Suggestion<Ids>[] {
  const list = maker.arguments;
  if (code === null || list.type !== 'argument_list') return [];
  const last = argumentsOf(maker).at(-1);
  return [
    {
      message: 'switchOff',
      data: { code },
      fix: (fixer) =>
        last
          ? fixer.insertTextAfterRange(last.node.range, `, ${code}`)
          : fixer.replaceTextRange([list.range[0], list.range[1]], `(${code})`),
    },
  ];
}
