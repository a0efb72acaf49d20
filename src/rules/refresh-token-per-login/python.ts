import { argumentsOf } from '../../python/calls.ts';
import { conditionsAround, conditionsBefore } from '../../python/conditions.ts';
import { constantText } from '../../python/constants.ts';
import type { PythonDetector } from '../../python/detector.ts';
import { parts } from '../../python/expressions.ts';
import { callSites, enclosingFunction } from '../../python/functions.ts';
import { callsNamed } from '../../python/named-calls.ts';
import type * as Python from '../../python/nodes.ts';
import { isRouteHandler } from '../../python/routes.ts';
import { stringsHolding } from '../../python/strings-found.ts';
import { builtText } from '../../python/texts.ts';
import type { Suggestion } from '../../language/detector.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { asksForToken, asksInText, forcesConsent, isScript, offlineKeys, promptKeys, type Message } from './consent.ts';

export const python: PythonDetector<Message> = {
  mentions: ['consent', 'approval_prompt', 'run_local_server', 'run_console'],
  alsoMentions: ['offline'],
  visit: ({ source, path, mentions, report }) => {
    if (isTestFile(path)) {
      return {
        module() {
          // A flow that is patched opens no browser.
          if (/\b(?:patch|Mock|mocker|monkeypatch)\b/u.test(source.text)) return;
          for (const call of callsNamed(source.tree, (name) => name === 'run_local_server' || name === 'run_console')) {
            report({ node: call.function, message: 'flowInTest' });
          }
        },
      };
    }
    if (isScript(path) || !mentions('offline')) return {};

    return {
      argument_list(node) {
        const call = node.parent;
        if (call?.type === 'call')
          checkPairs(
            call,
            argumentsOf(call).flatMap(({ name, value, node: pair }) => (name === null ? [] : [{ name, value, pair }])),
          );
      },
      dictionary(node) {
        const pairs = parts(node).flatMap((pair) =>
          pair.type === 'pair' ? [{ name: constantText(pair.key) ?? '', value: pair.value, pair }] : [],
        );
        checkPairs(node, pairs);
      },
      'module:exit'() {
        for (const string of stringsHolding(source.tree, /access_type=offline/gu)) {
          // A docstring shows what such a URL looks like.
          if (string.parent?.type === 'expression_statement') continue;
          const text =
            builtText(string)
              ?.map((part) => ('text' in part ? part.text : '{}'))
              .join('') ?? '';
          if (asksInText(text) && isAskedEachTime(string)) report({ node: string, message: 'forcedConsent' });
        }
      },
    };

    function checkPairs(
      whole: Python.Node,
      pairs: readonly { readonly name: string; readonly value: Python.Node; readonly pair: Python.Node }[],
    ): void {
      const isOffline = pairs.some(({ name, value }) => offlineKeys.has(name) && constantText(value) === 'offline');
      const prompt = isOffline
        ? pairs.find(({ name, value }) => promptKeys.has(name) && forcesConsent(constantText(value) ?? ''))
        : undefined;
      if (prompt && isAskedEachTime(whole)) report({ node: prompt.pair, message: 'forcedConsent', suggest: dropPair(prompt.pair) });
    }
  },
};

/** Does this run for each login: in a handler of requests, in what one calls, or as a setting; and does nothing ask for a token before? */
function isAskedEachTime(node: Python.Node): boolean {
  const around = enclosingFunction(node);
  const tests = [...conditionsAround(node), ...conditionsBefore(node)];
  if (tests.some(({ expression }) => asksForToken(expression.text))) return false;
  if (!around) return true;
  if (isRouteHandler(around) || /login|auth|connect|signin|sign_in|redirect|url/iu.test(around.name.text)) return true;
  return callSites(around).calls.some((call) => {
    const caller = enclosingFunction(call);
    return (
      caller !== null &&
      isRouteHandler(caller) &&
      ![...conditionsAround(call), ...conditionsBefore(call)].some(({ expression }) => asksForToken(expression.text))
    );
  });
}

/** Takes an argument or an entry out, with the line it has for itself or the comma beside it. */
function dropPair(node: Python.Node): Suggestion<Message>[] {
  const { text } = node.tree;
  const [start, end] = node.range;
  const line = text.lastIndexOf('\n', start) + 1;
  const rest = /^[ \t]{0,20},?[ \t]{0,20}\r?\n/u.exec(text.slice(end, end + 60));
  if (rest && text.slice(line, start).trim() === '')
    return [{ message: 'dropPrompt', fix: (fixer) => fixer.removeRange([line, end + rest[0].length]) }];
  const after = /^\s{0,40},[ \t]{0,20}/u.exec(text.slice(end, end + 80));
  if (after) return [{ message: 'dropPrompt', fix: (fixer) => fixer.removeRange([start, end + after[0].length]) }];
  const before = /,\s{0,40}$/u.exec(text.slice(Math.max(0, start - 60), start));
  return [{ message: 'dropPrompt', fix: (fixer) => fixer.removeRange([start - (before?.[0].length ?? 0), end]) }];
}
