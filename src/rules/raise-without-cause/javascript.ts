import { unwrap } from '../../javascript/expressions.ts';
import type { JavaScriptDetector, JavaScriptSource } from '../../javascript/detector.ts';
import { Kind } from '../../javascript/nodes.ts';
import { withoutCause, type Translation } from '../../javascript/throws.ts';
import type { Edit, Fixer, Suggestion } from '../../language/detector.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import type { MessageId, Options, SuggestionId } from './lost-cause.ts';

type Ids = MessageId | SuggestionId;

export const javascript: JavaScriptDetector<Ids, Options> = {
  mentions: ['catch', '.then('],
  visit: ({ source, options, path, report }) => {
    if (isTestFile(path)) return {};
    return {
      ThrowStatement(statement) {
        const found = withoutCause(statement, source);
        if (!found) return;
        const type = source.getText(found.call.callee);
        if (options.ignore.includes(type.split('.').at(-1) ?? type)) return;
        report({ node: found.call.callee, message: 'noErrorCause', data: { type }, suggest: waysOut(found, source) });
      },
    };
  },
};

function waysOut(found: Translation, source: JavaScriptSource): Suggestion<Ids>[] {
  const { call, place, error } = found;
  // Where what stands before the options is missing, a person has to say what it should be.
  if (call.arguments.length < place || (call.arguments.length === place + 1 && !isObject(call.arguments[place]))) return [];
  return [{ message: 'addCause', data: { error }, fix: (fixer) => addCause(found, source, fixer) }];
}

function isObject(node: Translation['call']['arguments'][number] | undefined): boolean {
  return node !== undefined && unwrap(node).type === Kind.ObjectExpression;
}

function addCause({ call, place, error }: Translation, source: JavaScriptSource, fixer: Fixer): Edit | null {
  const options = call.arguments[place];
  const inner = options && unwrap(options);
  const cause = error === 'cause' ? 'cause' : `cause: ${error}`;
  if (inner?.type === Kind.ObjectExpression) {
    const last = inner.properties.at(-1);
    return last ? fixer.insertTextAfterRange(last.range, `, ${cause}`) : fixer.replaceTextRange(inner.range, `{ ${cause} }`);
  }
  const last = call.arguments.at(-1);
  // A comma may stand behind the last argument already.
  const after = last && source.getTokenAfter(last);
  if (!last) return null;
  return after?.value === ','
    ? fixer.insertTextAfterRange(after.range, ` { ${cause} },`)
    : fixer.insertTextAfterRange(last.range, `, { ${cause} }`);
}
