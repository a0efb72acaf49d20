import { lastName } from '../../javascript/calls.ts';
import type { JavaScriptDetector, JavaScriptSource } from '../../javascript/detector.ts';
import { isFunction, unwrap, unwrapAwaited } from '../../javascript/expressions.ts';
import { logCall } from '../../javascript/loggers.ts';
import { dottedText } from '../../javascript/names.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { routeOf } from '../../javascript/routes.ts';
import { functionOf, kindOf, ownNodes, variableOf } from '../../javascript/scopes.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { deliveryAt } from '../../vocabulary/webhook-names.ts';
import { namesSwitch, type MessageId } from './dropping.ts';

export const javascript: JavaScriptDetector<MessageId> = {
  mentions: ['hook', 'ubsub', 'push', 'callback', 'inbound', 'ipn'],
  visit: ({ source, path, report }) => {
    if (isTestFile(path)) return {};
    const file = /([^/]*?)\.\w+$/u.exec(path)?.[1] ?? '';
    return {
      CallExpression(call) {
        const name = lastName(call);
        if (name !== 'post' && name !== 'all' && name !== 'route') return;
        const route = routeOf(call, source);
        if (route?.path === undefined || deliveryAt({ path: route.path, handlers: [], file }) === null) return;
        const last = route.handlers.at(-1);
        const handler = last && (isFunction(last) ? last : functionOf(unwrap(last), source));
        for (const node of handler ? ownNodes(handler.body, source) : []) {
          if (node.type !== Kind.IfStatement) continue;
          const missing = missingIn(node.test);
          if (missing && isDependency(missing, source) && endsWell(node.consequent, source))
            report({ node: missing, message: 'dropped', data: { name: (dottedText(missing) ?? '').slice(-LONGEST) } });
        }
      },
    };
  },
};

const LONGEST = 40;

/** `x` of `if (!x)`, `if (x === null)`, `if (x == undefined)`. */
function missingIn(condition: JavaScript.Node): JavaScript.Node | undefined {
  const test = unwrap(condition);
  if (test.type === Kind.UnaryExpression && test.operator === '!') return unwrap(test.argument);
  if (test.type !== Kind.BinaryExpression || !test.operator.startsWith('==')) return undefined;
  const right = unwrap(test.right);
  const isNothing = (right.type === Kind.Literal && right.value === null) || (right.type === Kind.Identifier && right.name === 'undefined');
  return isNothing ? unwrap(test.left) : undefined;
}

/** Is this something of the service's own, rather than of the message? */
function isDependency(node: JavaScript.Node, source: JavaScriptSource): boolean {
  const name = dottedText(node);
  if (name === undefined || namesSwitch(name.split('.').at(-1) ?? '')) return false;
  if (node.type === Kind.Identifier) return isOfModule(node, source);
  if (/\bapp\.locals\.\w+$/u.test(name)) return true;
  if (/^this\.\w+$/u.test(name)) return true;
  if (node.type !== Kind.MemberExpression) return false;
  const root = unwrap(node.object);
  return (
    root.type === Kind.Identifier &&
    /^(?:services|state|clients|container|deps|dependencies|app)$/u.test(root.name) &&
    isOfModule(root, source)
  );
}

/** Is the name the module's own, or imported, rather than given or worked out by the function? */
function isOfModule(name: JavaScript.Identifier, source: JavaScriptSource): boolean {
  const variable = variableOf(name, source);
  const [definition] = variable?.defs ?? [];
  if (!variable || !definition) return false;
  const scope: string = variable.scope.type;
  return kindOf(definition) === 'ImportBinding' || scope === 'module' || scope === 'global';
}

/** Does the branch say that all is well, having done nothing with the message? */
function endsWell(branch: JavaScript.Node, source: JavaScriptSource): boolean {
  const statements = branch.type === Kind.BlockStatement ? branch.body : [branch];
  if (statements.at(-1)?.type !== Kind.ReturnStatement) return false;
  const text = source.getText(branch);
  if (/\b[45]\d\d\b|\bnext\(|throw\b|error|fail|retry/iu.test(text.replace(/(['"`])(?:(?!\1).){0,300}\1/gu, ''))) return false;
  let answers = false;
  for (const node of ownNodes(branch, source)) {
    if (node.type !== Kind.CallExpression) continue;
    const log = logCall(node, source);
    if (log) {
      if (!/^(?:debug|info|warn|warning|log|verbose|trace)$/u.test(log.method)) return false;
    } else if (/^(?:sendStatus|send|json|end|status|code)$/u.test(lastName(node) ?? '') && unwrapAwaited(node).type === Kind.CallExpression)
      answers = true;
    else return false;
  }
  return answers;
}
