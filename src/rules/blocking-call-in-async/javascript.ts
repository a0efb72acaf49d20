import { answersClients, holdsUp, isOnlyOnce, localCallsOf, runnerOf, runsSqlite } from '../../javascript/blocking-calls.ts';
import { speaksToBrowser } from '../../javascript/browser-code.ts';
import { calleeName } from '../../javascript/calls.ts';
import type { JavaScriptDetector } from '../../javascript/detector.ts';
import type { AnyFunction } from '../../javascript/expressions.ts';
import { functionName } from '../../javascript/function-names.ts';
import { blockingCalls } from '../../javascript/knowledge/blocking-calls.ts';
import type { JavaScript } from '../../javascript/nodes.ts';
import { enclosingFunction } from '../../javascript/scopes.ts';
import { runsAtEdges } from '../../vocabulary/startup-names.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { runsInTerminal, shortName, type MessageId, type Options, type SuggestionId } from './holding-up.ts';

const SQLITE = ['better-sqlite3', 'node:sqlite'];
const OTHERS = ['Sync(', 'Sync)', 'Atomics.wait', 'sync-request', 'sync-fetch', 'execa.sync'];

export const javascript: JavaScriptDetector<MessageId | SuggestionId, Options> = {
  mentions: [...OTHERS, ...SQLITE],
  visit: ({ source, options, path, mentions, report }) => {
    if (isTestFile(path) || runsInTerminal(path)) return {};
    const usesSqlite = options.sqlite && SQLITE.some(mentions);
    if (!usesSqlite && !OTHERS.some(mentions)) return {};
    const told = new Set<JavaScript.Node>();
    let isPage: boolean | undefined;

    return {
      CallExpression(call) {
        if (!holdsUp(call, source) && !(usesSqlite && runsSqlite(call, source))) return;
        isPage ??= speaksToBrowser(source, path);
        const runner = isPage ? undefined : runnerOf(call);
        if (!runner || isOnlyOnce(call) || isAtEdge(runner)) return;
        if (answersClients(runner, source, path) || (options.asyncFunctions && runner.async)) {
          report({ node: call.callee, message: 'handler', data: { call: nameOf(call), instead: insteadOf(call) } });
          return;
        }
        for (const use of localCallsOf(runner, source)) tellHandler(use, call);
      },
    };

    /** A helper of the same file that a handler calls. */
    function tellHandler(use: JavaScript.CallExpression, inner: JavaScript.CallExpression): void {
      const handler = runnerOf(use);
      if (!handler || told.has(use) || isOnlyOnce(use) || !answersClients(handler, source, path)) return;
      told.add(use);
      report({ node: use.callee, message: 'handlerReaches', data: { call: nameOf(use), inner: nameOf(inner) } });
    }

    function nameOf({ callee }: JavaScript.CallExpression): string {
      return shortName(source.getText(callee).replace(/\s+/gu, ''));
    }

    function insteadOf(call: JavaScript.CallExpression): string {
      return blockingCalls.get(calleeName(call, source) ?? '') ?? 'an asynchronous driver';
    }
  },
};

/** `async function bootstrap()`, `onModuleInit`, a hook that runs when the server is ready. */
function isAtEdge(runner: AnyFunction): boolean {
  for (let node: AnyFunction | undefined = runner; node; node = enclosingFunction(node)) {
    const name = functionName(node);
    if (name !== undefined && (runsAtEdges(name) || /^on(?:Module|Application)\w{0,20}$/u.test(name))) return true;
  }
  return false;
}
