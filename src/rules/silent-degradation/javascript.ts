import { lastName } from '../../javascript/calls.ts';
import type { JavaScriptDetector, JavaScriptSource } from '../../javascript/detector.ts';
import { catchHandler, outcomeOf, type Handler } from '../../javascript/error-handlers.ts';
import { unwrap } from '../../javascript/expressions.ts';
import { failedSetup, traceOf } from '../../javascript/failed-setups.ts';
import { functionName } from '../../javascript/function-names.ts';
import { dottedText } from '../../javascript/names.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { enclosingFunction } from '../../javascript/scopes.ts';
import { isInterface } from '../../javascript/user-interface.ts';
import { namesDefaults, namesSettings } from '../../vocabulary/set-up-names.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import type { MessageId, Options, SuggestionId } from './degrading.ts';

export const javascript: JavaScriptDetector<MessageId | SuggestionId, Options> = {
  mentions: ['catch'],
  visit: ({ source, path, options, report }) => {
    if (isTestFile(path)) return {};
    return {
      CatchClause(clause) {
        const handler = catchHandler(clause);
        const keyword = source.getFirstToken(clause);
        if (!handler || !keyword) return;
        const setup = failedSetup(handler, source);
        const value = setup || !options.fallbackConfig ? undefined : defaultsIn(handler, source);
        const trace = setup || value ? traceOf(clause.body, source) : null;
        // A page goes on with what it has.
        if (trace === null || isInterface(source)) return;
        if (setup)
          report({ loc: keyword.loc, message: 'leftEmpty', data: { name: setup.name.slice(-LONGEST), value: setup.value, trace } });
        else if (value)
          report({
            loc: keyword.loc,
            message: 'fallbackConfig',
            data: { value: source.getText(value).replace(/\s+/gu, ' ').slice(0, LONGEST), trace },
          });
      },
    };
  },
};

const LONGEST = 30;

/** What a handler gives in place of settings that cannot be read. */
function defaultsIn(handler: Handler, source: JavaScriptSource): JavaScript.Node | undefined {
  const { body, whole } = handler;
  const last = body?.type === Kind.BlockStatement ? body.body.at(-1) : undefined;
  const value = last?.type === Kind.ReturnStatement && last.argument ? unwrap(last.argument) : undefined;
  const definition = enclosingFunction(whole);
  if (!value || !definition || !namesSettings(functionName(definition) ?? '') || !isDefaults(value)) return undefined;
  const { effects } = outcomeOf(handler, source, true);
  // Whoever looks at the error may only mean a file that is not there.
  if (
    effects.raisesAgain ||
    effects.raisesAnother ||
    effects.tells ||
    effects.sends ||
    /\.code\b|ENOENT/u.test(source.getText(body ?? whole))
  )
    return undefined;
  return value;
}

function isDefaults(value: JavaScript.Node): boolean {
  switch (value.type) {
    case Kind.ObjectExpression:
      return value.properties.length > 0;
    case Kind.CallExpression:
    case Kind.NewExpression:
      return (
        namesDefaults(lastName(value) ?? '') ||
        (lastName(value) === 'structuredClone' && namesDefaults(dottedText(value.arguments[0] ?? value) ?? ''))
      );
    default:
      return namesDefaults(dottedText(value)?.split('.').at(-1) ?? '');
  }
}
