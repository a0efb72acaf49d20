import { calleeName, type Call } from '../../javascript/calls.ts';
import type { JavaScriptDetector, JavaScriptSource } from '../../javascript/detector.ts';
import { unwrap } from '../../javascript/expressions.ts';
import { functionName } from '../../javascript/function-names.ts';
import { logCall } from '../../javascript/loggers.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { enclosingFunction, ownNodes } from '../../javascript/scopes.ts';
import { namesSetUp } from '../../vocabulary/set-up-names.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { claimsReadiness, JAVASCRIPT_CLIENTS, type MessageId } from './proving.ts';

export const javascript: JavaScriptDetector<MessageId> = {
  mentions: ['@aws-sdk/', '@slack/web-api', 'openai', '@anthropic-ai/sdk', 'stripe', '@prisma/client', "'pg'", '"pg"'],
  visit: ({ source, path, report }) => {
    if (isTestFile(path)) return {};
    return {
      NewExpression(made) {
        const probe = JAVASCRIPT_CLIENTS.get(calleeName(made, source) ?? '');
        const target = probe === undefined ? undefined : targetOf(made);
        const log = target && claimAfter(made, source.getText(target), source);
        if (probe !== undefined && log)
          report({ node: log.callee, message: 'unproven', data: { client: source.getText(target).slice(-LONGEST), probe } });
      },
    };
  },
};

const LONGEST = 30;

function targetOf(made: JavaScript.NewExpression): JavaScript.Node | undefined {
  const { parent } = made;
  if (parent.type === Kind.VariableDeclarator && parent.id.type === Kind.Identifier) return parent.id;
  return parent.type === Kind.AssignmentExpression ? parent.left : undefined;
}

/** The log line that calls the client ready, with nothing asked of it, and nobody given it, in between. */
function claimAfter(made: JavaScript.NewExpression, name: string, source: JavaScriptSource): Call | undefined {
  const definition = enclosingFunction(made);
  if (definition && !namesSetUp(functionName(definition) ?? '')) return undefined;
  const root = definition?.body ?? source.ast;
  for (const node of ownNodes(root, source)) {
    if (node.range[0] < made.range[1] || (node.type !== Kind.CallExpression && node.type !== Kind.NewExpression)) continue;
    if (source.getText(node.callee).startsWith(`${name}.`) || node.arguments.some((argument) => source.getText(unwrap(argument)) === name))
      return undefined;
    const [text] = logCall(node, source) ? node.arguments : [];
    if (text && claimsReadiness(source.getText(text).slice(0, 300))) return node;
  }
  return undefined;
}
