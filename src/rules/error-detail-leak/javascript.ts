import { lastName } from '../../javascript/calls.ts';
import type { JavaScriptDetector, JavaScriptSource } from '../../javascript/detector.ts';
import { errorAnswers, type ErrorAnswer, type ErrorCode } from '../../javascript/error-answers.ts';
import { catchHandler, rejectionHandler } from '../../javascript/error-handlers.ts';
import { errorMiddleware, registeredErrorHandler } from '../../javascript/error-registrations.ts';
import type { AnyFunction } from '../../javascript/expressions.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import type { Edit, Fixer, Suggestion } from '../../language/detector.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { CONSTANT_TEXT, type MessageId, type Options, type SuggestionId } from './answer.ts';

type Ids = MessageId | SuggestionId;

export const javascript: JavaScriptDetector<Ids, Options> = {
  mentions: ['catch', '.then(', 'err', 'rror'],
  visit: ({ source, options, path, report }) => {
    if (isTestFile(path)) return {};
    const told = new Set<JavaScript.Node>();
    const judge = (code: ErrorCode | undefined): void => {
      if (!code) return;
      for (const answer of errorAnswers(code, source, options.errorFactories)) {
        if (told.has(answer.at)) continue;
        told.add(answer.at);
        const name = source.getText(answer.at).slice(0, 50);
        report({ node: answer.at, message: answer.isTrace ? 'trace' : 'text', data: { name }, suggest: waysOut(answer, code, source) });
      }
    };
    const middleware = (definition: AnyFunction): void => {
      if (definition.params.length === 4) judge(errorMiddleware(definition));
    };
    return {
      CatchClause(clause) {
        judge({ node: clause, body: clause.body, error: catchHandler(clause)?.error ?? null });
      },
      CallExpression(call) {
        const name = lastName(call);
        if (name === 'setErrorHandler' || name === 'onError') judge(registeredErrorHandler(call, source));
        if (name !== 'catch' && name !== 'then') return;
        const handler = rejectionHandler(call, source);
        if (handler?.body) judge({ node: handler.node, body: handler.body, error: handler.error });
      },
      FunctionDeclaration: middleware,
      FunctionExpression: middleware,
      ArrowFunctionExpression: middleware,
    };
  },
};

function waysOut({ value, statement, isHere }: ErrorAnswer, { body, error }: ErrorCode, source: JavaScriptSource): Suggestion<Ids>[] {
  // What a variable holds may be more than a text.
  if (!isHere) return [];
  const replace = (fixer: Fixer): Edit => fixer.replaceTextRange(value.range, `'${CONSTANT_TEXT}'`);
  const isLogged = /\b(?:log|logger|console)\b/u.test(source.getText(body));
  const isInBlock = statement.parent?.type === Kind.BlockStatement;
  if (isLogged || !isInBlock || error?.type !== Kind.Identifier) return [{ message: 'constantText', fix: replace }];
  const [start] = statement.range;
  const indent = ' '.repeat(statement.loc.start.column);
  return [
    {
      message: 'constantTextAndLog',
      fix: (fixer) => [fixer.insertTextBeforeRange([start, start], `console.error(${error.name});\n${indent}`), replace(fixer)],
    },
  ];
}
