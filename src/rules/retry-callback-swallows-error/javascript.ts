import { calleeName, lastName, receiver } from '../../javascript/calls.ts';
import type { JavaScriptDetector } from '../../javascript/detector.ts';
import { unwrap, unwrapAwaited } from '../../javascript/expressions.ts';
import { retryMakers } from '../../javascript/knowledge/retries.ts';
import { logCall } from '../../javascript/loggers.ts';
import { dottedText } from '../../javascript/names.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { functionOf, ownNodes, readsOf, returnedExpressions } from '../../javascript/scopes.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { saysThatItRaises, type MessageId, type SuggestionId } from './outcome.ts';

export const javascript: JavaScriptDetector<MessageId | SuggestionId> = {
  mentions: [/retry/i, 'backOff', 'cockatiel'],
  alsoMentions: ['.catch('],
  visit: ({ source, path, mentions, report }) => {
    if (!mentions('.catch(') || isTestFile(path)) return {};

    /** Does a call try again: by a library, or by a function of that name? */
    function triesAgain(call: JavaScript.CallExpression): boolean {
      return retryMakers.has(calleeName(call, source) ?? '') || /retry|^backOff$/iu.test(lastName(call) ?? '');
    }

    /** Does the handler come to its end with nothing in hand? */
    function onlyTells(handler: JavaScript.Node): boolean {
      // `.catch(console.error)`.
      if (/^console\.\w+$/u.test(dottedText(handler) ?? '')) return true;
      const callback = functionOf(unwrap(handler), source);
      if (!callback) return false;
      if (callback.body.type !== Kind.BlockStatement) {
        const value = unwrapAwaited(callback.body);
        return value.type === Kind.CallExpression && logCall(value, source) !== undefined;
      }
      const own = ownNodes(callback.body, source);
      if (own.some(({ type }) => type === Kind.ThrowStatement)) return false;
      if (
        own.some(
          (node) =>
            node.type === Kind.CallExpression && (saysThatItRaises(lastName(node) ?? '') || dottedText(node.callee) === 'Promise.reject'),
        )
      )
        return false;
      return returnedExpressions(callback, source).every((value) => value === undefined);
    }

    return {
      VariableDeclarator(declarator) {
        if (declarator.init?.type !== Kind.AwaitExpression || declarator.id.type !== Kind.Identifier) return;
        const call = unwrap(declarator.init.argument);
        if (call.type !== Kind.CallExpression || lastName(call) !== 'catch') return;
        const tried = receiver(call);
        const [handler] = call.arguments;
        if (tried?.type !== Kind.CallExpression || !triesAgain(tried) || !handler || !onlyTells(handler)) return;
        const [variable] = source.getDeclaredVariables(declarator);
        // Who asks whether there is a value at all, expects that there may be none.
        if (!variable || !isUsedBlindly(readsOf(variable))) return;
        report({ node: handler, message: 'unset', data: { name: declarator.id.name } });
      },
    };
  },
};

/** Is the first use one that takes a value for granted? */
function isUsedBlindly([first]: readonly JavaScript.Node[]): boolean {
  const parent = first?.parent;
  if (!first || !parent) return false;
  switch (parent.type) {
    case Kind.IfStatement:
    case Kind.UnaryExpression:
    case Kind.LogicalExpression:
    case Kind.BinaryExpression:
      return false;
    case Kind.ConditionalExpression:
      return parent.test !== first;
    case Kind.MemberExpression:
      return !parent.optional;
    default:
      return true;
  }
}
