import type { Suggestion } from '../../language/detector.ts';
import { parts } from '../../python/expressions.ts';
import { boundName } from '../../python/handlers.ts';
import { importsAny } from '../../python/imports.ts';
import type { PythonDetector } from '../../python/detector.ts';
import { oncePerTree } from '../../python/memo.ts';
import { lastName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { freeErrorName, keepsErrorName, translationAt, type Translation } from '../../python/raises.ts';
import type { PythonTree } from '../../python/syntax/tree.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { isControlFlow, type MessageId, type Options, type SuggestionId } from './lost-cause.ts';

type Ids = MessageId | SuggestionId;

export const python: PythonDetector<Ids, Options> = {
  mentions: ['except'],
  visit: ({ source, options, path, report }) => {
    // A test's traceback is read by whoever runs it, and pytest prints both.
    if (isTestFile(path)) return {};
    return {
      raise_statement(statement) {
        const found = translationAt(statement);
        if (!found || found.namesCause || isControlFlow(lastName(found.type) ?? '', options)) return;
        // Python 2 has no `from`.
        if (runsOnPython2(source.tree) || isOldClause(found.clause)) return;
        report({ node: found.place, message: 'noCause', data: { type: shortened(found.type.text) }, ...waysOut(found) });
      },
    };
  },
};

function waysOut({ statement, clause }: Translation): { fix?: Suggestion<Ids>['fix']; suggest?: Suggestion<Ids>[] } {
  const raised = parts(statement)[0];
  // `raise Failed() now` is no Python, but the parser reads on, with a statement of its own for what is left.
  if (!raised || !/^[ \t]*(?:[\r\n;#]|\\|$)/u.test(statement.tree.text.slice(statement.range[1], statement.range[1] + 200))) return {};
  const end = raised.range;
  const none: Suggestion<Ids> = { message: 'fromNone', fix: (fixer) => fixer.insertTextAfterRange(end, ' from None') };
  const bound = boundName(clause);
  if (bound) {
    if (!keepsErrorName(statement, clause)) return {};
    return { fix: (fixer) => fixer.insertTextAfterRange(end, ` from ${bound.text}`), suggest: [none] };
  }
  const { value } = clause;
  const name = freeErrorName(clause);
  // `except A, B:` of Python 3.14 takes no name, and a bare `except:` neither.
  if (!value || name === null || parts(clause).length !== 2) return { suggest: [none] };
  return {
    suggest: [
      {
        message: 'bindAndAddFrom',
        data: { error: name },
        fix: (fixer) => [fixer.insertTextAfterRange(value.range, ` as ${name}`), fixer.insertTextAfterRange(end, ` from ${name}`)],
      },
      none,
    ],
  };
}

const runsOnPython2 = oncePerTree(
  (tree: PythonTree) => importsAny(tree, 'six', 'future', 'past') || tree.root.descendants('print_statement', 'exec_statement').length > 0,
);

/** `except ValueError, e:` of Python 2. */
function isOldClause(clause: Python.ExceptClause): boolean {
  return clause.value?.type !== 'as_pattern' && boundName(clause) !== null;
}

function shortened(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}...`;
}

const LONGEST = 60;
