import type { PythonContext, PythonDetector } from '../../python/detector.ts';
import { beginWith } from '../../python/handler-edits.ts';
import { instanceOf } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { moduleScope, singleDefinition } from '../../python/scopes.ts';
import { nameOfFetch, silentFetch, type SilentFetch } from '../../python/silent-fetches.ts';
import type { Suggestion } from '../../language/detector.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { messageFor, type MessageId, type SuggestionId } from './loss.ts';

type Ids = MessageId | SuggestionId;
type Context = PythonContext<Ids, object>;

const ASKED = ['requests', 'http', 'urlopen', 'session', 'client', 'fetch', 'crawl', 'scrape', 'download', 'stripe', 'await ', 'api'];
const QUERIED = ['.execute', '.query', '.scalar'];

export const python: PythonDetector<Ids, object> = {
  mentions: [...ASKED, ...QUERIED],
  alsoMentions: ['except'],
  visit: (context) => {
    if (!context.mentions('except') || isTestFile(context.path)) return {};
    return {
      except_clause(clause) {
        const found = silentFetch(clause);
        if (found) tell(clause, found, context);
      },
    };
  },
};

function tell(clause: Python.ExceptClause, found: SilentFetch, { report }: Context): void {
  report({
    node: (clause.tokens[0] as Python.Node | undefined) ?? clause,
    message: messageFor(found.value),
    data: { call: nameOfFetch(found), value: found.value ?? '' },
    suggest: logIt(clause, found),
  });
}

/** With a logger that the module already has. */
function logIt(clause: Python.ExceptClause, found: SilentFetch): Suggestion<Ids>[] {
  const scope = moduleScope(clause.tree);
  const name = ['logger', 'log', 'LOG', '_logger', 'LOGGER'].find((candidate) => {
    const binding = scope.binding(candidate);
    const value = binding && singleDefinition(binding)?.value;
    return value != null && /getLogger|get_logger/u.test(instanceOf(value) ?? '');
  });
  if (name === undefined) return [];
  const code = `${name}.exception()`;
  const text = `${name}.exception("${nameOfFetch(found)} failed")`;
  return [{ message: 'logIt', data: { code }, fix: (fixer) => beginWith(clause, text, fixer) }];
}
