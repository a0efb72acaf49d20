import type { Edit, Fixer, Suggestion } from '../../language/detector.ts';
import type { PythonDetector } from '../../python/detector.ts';
import { errorAnswers, type ErrorAnswer } from '../../python/error-answers.ts';
import { errorParameter, errorRegistrations } from '../../python/error-registrations.ts';
import { parts } from '../../python/expressions.ts';
import { beginWith } from '../../python/handler-edits.ts';
import * as Handlers from '../../python/handlers.ts';
import { tellingErrors } from '../../python/knowledge/error-answers.ts';
import { logCall } from '../../python/logging.ts';
import { lastName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { resolveName, scopeOf } from '../../python/scopes.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { CONSTANT_TEXT, type MessageId, type Options, type SuggestionId } from './answer.ts';

type Ids = MessageId | SuggestionId;

export const python: PythonDetector<Ids, Options> = {
  mentions: ['except', 'errorhandler', 'error_handler', 'exception_handler'],
  visit: ({ source, options, path, report }) => {
    if (isTestFile(path)) return {};
    const tell = (answers: readonly ErrorAnswer[], clause: Python.ExceptClause | null): void => {
      for (const answer of answers) {
        const name = answer.at.text.replace(/\s+/gu, ' ').slice(0, 50);
        report({ node: answer.at, message: answer.isTrace ? 'trace' : 'text', data: { name }, suggest: waysOut(answer, clause) });
      }
    };
    return {
      except_clause(clause) {
        const body = Handlers.handlerBody(clause);
        if (!body || !(Handlers.breadth(clause) !== null || (options.libraryErrors && tellsMuch(clause)))) return;
        tell(errorAnswers(clause, body, Handlers.boundName(clause), options.errorFactories), clause);
      },
      'module:exit'() {
        for (const { definition, isForAll } of errorRegistrations(source.tree)) {
          if (!definition || !isForAll) continue;
          tell(errorAnswers(definition, definition.body, errorParameter(definition), options.errorFactories, true), null);
        }
      },
    };
  },
};

/** Does it catch what a database, a file or a process tells about itself? */
function tellsMuch(clause: Python.ExceptClause): boolean {
  return Handlers.caughtTypes(clause).some((type) => tellingErrors.has(lastName(type) ?? ''));
}

function waysOut({ value, isHere }: ErrorAnswer, clause: Python.ExceptClause | null): Suggestion<Ids>[] {
  // What a variable holds may be more than a text.
  if (!isHere) return [];
  const replace = (fixer: Fixer): Edit => fixer.replaceTextRange(value.range, `"${CONSTANT_TEXT}"`);
  const logger = clause && loggerFor(clause);
  const body = clause && Handlers.handlerBody(clause);
  const hasLog = body?.descendants('call').some((call) => logCall(call)) ?? false;
  if (!clause || !logger || hasLog || (body && parts(body)[0]?.loc.start.line === clause.loc.start.line))
    return [{ message: 'constantText', fix: replace }];
  return [
    {
      message: 'constantTextAndLog',
      fix: (fixer) => {
        const log = beginWith(clause, `${logger}.exception("Unexpected error")`, fixer);
        return log ? [log, replace(fixer)] : replace(fixer);
      },
    },
  ];
}

function loggerFor(clause: Python.ExceptClause): string | null {
  const scope = scopeOf(clause);
  return ['logger', 'log', 'LOGGER', 'LOG', '_logger'].find((name) => resolveName(name, scope) !== null) ?? null;
}
