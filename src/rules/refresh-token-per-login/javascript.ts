import { constantText } from '../../javascript/constants.ts';
import type { JavaScriptDetector } from '../../javascript/detector.ts';
import { keyOf } from '../../javascript/expressions.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import type { Suggestion } from '../../language/detector.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { asksForToken, asksInText, forcesConsent, isScript, offlineKeys, promptKeys, type Message } from './consent.ts';

export const javascript: JavaScriptDetector<Message> = {
  mentions: ['offline'],
  alsoMentions: ['consent', 'approval_prompt', 'approvalPrompt'],
  visit: ({ source, path, mentions, report }) => {
    if (isTestFile(path) || isScript(path) || !['consent', 'approval_prompt', 'approvalPrompt'].some((word) => mentions(word))) return {};

    return {
      ObjectExpression(node) {
        const pairs = node.properties.flatMap((pair) => (pair.type === Kind.Property ? [pair] : []));
        const isOffline = pairs.some((pair) => offlineKeys.has(keyOf(pair) ?? '') && constantText(pair.value, source) === 'offline');
        const prompt = isOffline
          ? pairs.find((pair) => promptKeys.has(keyOf(pair) ?? '') && forcesConsent(constantText(pair.value, source) ?? ''))
          : undefined;
        if (prompt && !isGuarded(node)) report({ node: prompt, message: 'forcedConsent', suggest: dropPair(prompt, node) });
      },
      Literal(node) {
        if (typeof node.value === 'string' && asksInText(node.value) && !isGuarded(node)) report({ node, message: 'forcedConsent' });
      },
      TemplateLiteral(node) {
        if (asksInText(node.quasis.map(({ value }) => value.cooked).join('{}')) && !isGuarded(node))
          report({ node, message: 'forcedConsent' });
      },
    };

    /** Does a branch, or a statement above that leaves, ask whether there is a token already? */
    function isGuarded(node: JavaScript.Node): boolean {
      for (let child: JavaScript.Node = node, { parent } = node; parent; child = parent, { parent } = parent) {
        if (
          (parent.type === Kind.IfStatement || parent.type === Kind.ConditionalExpression) &&
          parent.test !== child &&
          asksForToken(source.getText(parent.test))
        )
          return true;
        if (parent.type !== Kind.BlockStatement) continue;
        const above = parent.body.slice(
          0,
          parent.body.findIndex((statement) => statement === child),
        );
        if (above.some((statement) => statement.type === Kind.IfStatement && asksForToken(source.getText(statement.test)))) return true;
      }
      return false;
    }
  },
};

/** Takes a property out of an object, with the comma beside it. */
function dropPair(pair: JavaScript.Property, { properties }: JavaScript.ObjectExpression): Suggestion<Message>[] {
  const at = properties.indexOf(pair);
  const next = properties[at + 1];
  const previous = properties[at - 1];
  const range: readonly [number, number] = next ? [pair.range[0], next.range[0]] : [previous?.range[1] ?? pair.range[0], pair.range[1]];
  return [{ message: 'dropPrompt', fix: (fixer) => fixer.removeRange(range) }];
}
