import { lastName } from '../../javascript/calls.ts';
import type { JavaScriptDetector, JavaScriptSource } from '../../javascript/detector.ts';
import { catchHandler, rejectionHandler, type Handler } from '../../javascript/error-handlers.ts';
import { logFirst } from '../../javascript/handler-edits.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { nameOfFetch, silentFetch } from '../../javascript/silent-fetches.ts';
import type { Suggestion } from '../../language/detector.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { messageFor, type MessageId, type SuggestionId } from './loss.ts';

type Ids = MessageId | SuggestionId;

export const javascript: JavaScriptDetector<Ids, object> = {
  mentions: ['catch', '.then('],
  visit: ({ source, path, report }) => {
    if (isTestFile(path)) return {};
    const visit = (handler: Handler | undefined, keyword: JavaScript.Node | JavaScript.Token | null): void => {
      const found = handler && silentFetch(handler, source);
      if (!found || !keyword) return;
      report({
        loc: keyword.loc,
        message: messageFor(found.value),
        data: { call: nameOfFetch(found), value: found.value ?? '' },
        suggest: suggestionFor(handler, source),
      });
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

function suggestionFor(handler: Handler, source: JavaScriptSource): Suggestion<Ids>[] {
  if (handler.node.type !== Kind.CatchClause) return [];
  return [{ message: 'logIt', data: { code: 'console.error()' }, fix: (fixer) => logFirst(handler, source, fixer) }];
}
