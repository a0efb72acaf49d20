import type { JavaScriptDetector } from '../../javascript/detector.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { givesPromise, heldPromiseUse, promiseUse } from '../../javascript/promise-uses.ts';
import { enclosingFunction } from '../../javascript/scopes.ts';
import type { Suggestion } from '../../language/detector.ts';
import { shortened, type MessageId, type SuggestionId } from './waiting.ts';

type Ids = MessageId | SuggestionId;

export const javascript: JavaScriptDetector<Ids> = {
  // Promises that are simply dropped are left to `dangling-task`.
  mentions: ['async'],
  visit: ({ source, report }) => ({
    CallExpression(call) {
      const use = promiseUse(call) ?? heldPromiseUse(call, source);
      if (use === undefined || !givesPromise(call, source)) return;
      report({
        node: call.callee,
        message: use === 'tested' ? 'promiseTested' : 'promiseRead',
        data: { call: shortened(source.getText(call.callee)) },
        suggest: enclosingFunction(call)?.async === true ? awaiting(call) : [],
      });
    },
  }),
};

function awaiting(call: JavaScript.CallExpression): Suggestion<Ids>[] {
  const outer = call.parent.type === Kind.ChainExpression ? call.parent : call;
  const isBare = BARE.has(outer.parent.type);
  return [
    {
      message: 'awaitIt',
      fix: (fixer) =>
        isBare
          ? fixer.insertTextBeforeRange(outer.range, 'await ')
          : [fixer.insertTextBeforeRange(call.range, '(await '), fixer.insertTextAfterRange(call.range, ')')],
    },
  ];
}

/** Where `await f()` needs no parentheses around it. */
const BARE: ReadonlySet<string> = new Set([
  Kind.VariableDeclarator,
  Kind.IfStatement,
  Kind.WhileStatement,
  Kind.UnaryExpression,
  Kind.LogicalExpression,
  Kind.BinaryExpression,
  Kind.ConditionalExpression,
  Kind.TemplateLiteral,
  Kind.SpreadElement,
  Kind.ForOfStatement,
]);
