import { answerOf } from '../../python/answers.ts';
import type { PythonContext, PythonDetector } from '../../python/detector.ts';
import { parts, unwrap } from '../../python/expressions.ts';
import { functionMeantBy, ownNodes, parameters } from '../../python/functions.ts';
import { logCall } from '../../python/logging.ts';
import { callsNamed } from '../../python/named-calls.ts';
import { dottedText, lastName, rootName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { routes } from '../../python/routes.ts';
import { resolve, singleDefinition } from '../../python/scopes.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { deliveryAt } from '../../vocabulary/webhook-names.ts';
import { namesSwitch, type MessageId } from './dropping.ts';

export const python: PythonDetector<MessageId> = {
  mentions: ['hook', 'ubsub', 'push', 'callback', 'inbound', 'ipn', 'create_task', 'ensure_future'],
  visit: (context) => ({
    'module:exit'() {
      const { source, path } = context;
      if (isTestFile(path)) return;
      const file = /([^/]*?)\.\w+$/u.exec(path)?.[1] ?? '';
      const receivers = new Set<Python.FunctionDefinition>();
      for (const { handler, path: address, methods } of routes(source.tree)) {
        if (methods?.includes('POST') !== false && deliveryAt({ path: address, handlers: [handler.name.text], file }) !== null)
          receivers.add(handler);
      }
      for (const job of jobsIn(source.tree)) receivers.add(job);
      for (const receiver of receivers) judge(receiver, context);
    },
  }),
};

/** Coroutines of this file that run on their own: `create_task(self.answer(text))`. */
function jobsIn(tree: PythonContext<MessageId>['source']['tree']): Python.FunctionDefinition[] {
  return callsNamed(tree, (name) => name === 'create_task' || name === 'ensure_future').flatMap((call) => {
    const [first] = call.arguments.type === 'argument_list' ? parts(call.arguments) : [];
    const started = first && unwrap(first);
    // What is given nothing to work on has no message to lose.
    if (started?.type !== 'call' || parts(started.arguments).length === 0) return [];
    return functionMeantBy(started.function) ?? [];
  });
}

function judge(handler: Python.FunctionDefinition, { report }: PythonContext<MessageId>): void {
  for (const statement of ownNodes(handler, 'if_statement')) {
    const missing = missingIn(statement.condition);
    if (!missing || !isDependency(missing, handler) || !endsWell(statement.consequence)) continue;
    report({ node: missing, message: 'dropped', data: { name: (dottedText(missing) ?? missing.text).slice(-LONGEST) } });
  }
}

const LONGEST = 40;

/** `x` of `if x is None` and `if not x`. */
function missingIn(condition: Python.Node): Python.Node | null {
  const test = unwrap(condition);
  if (test.type === 'not_operator') return unwrap(test.argument);
  if (test.type !== 'comparison_operator' || !/\bis\s+None$/u.test(test.text)) return null;
  const [left] = parts(test);
  return left ? unwrap(left) : null;
}

/** Is this something of the service's own, rather than of the message? */
function isDependency(node: Python.Node, handler: Python.FunctionDefinition): boolean {
  const name = node.type === 'subscript' ? node.text : (lastName(node) ?? '');
  if (name === '' || namesSwitch(name)) return false;
  if (node.type === 'identifier') {
    const binding = resolve(node);
    const definition = binding && singleDefinition(binding);
    if (!definition) return binding?.scope.kind === 'module';
    if (definition.kind === 'import') return true;
    if (definition.kind === 'parameter' || !definition.value) return false;
    if (binding.scope.kind === 'module') return true;
    const value = unwrap(definition.value);
    return value.type !== 'await' && isOfService(value, handler);
  }
  return (node.type === 'attribute' || node.type === 'subscript') && isOfService(node, handler);
}

/** `services.get("mail")`, `self.mailer`, `request.app.state.mailer`, `getattr(app.state, "mailer", None)`. */
function isOfService(node: Python.Node, handler: Python.FunctionDefinition): boolean {
  if (/\bapp\.state\b|\bapp\[/u.test(node.text.slice(0, 200))) return true;
  const root = rootName(node);
  if (!root) return false;
  const given = parameters(handler).some(({ name }) => name === root.text);
  if (root.text === 'self') return node.type === 'attribute' && unwrap(node.object).type === 'identifier';
  return !given && /^_*(?:services|state|clients|container|deps|dependencies|app)$/u.test(root.text);
}

/** Does the branch say that all is well, having done nothing with the message? */
function endsWell(block: Python.Block): boolean {
  const statements = parts(block);
  const last = statements.at(-1);
  if (last?.type !== 'return_statement') return false;
  const [value] = parts(last);
  if (value && (answerOf(value) === 'failure' || /\b[45]\d\d\b|retry|raise/iu.test(value.text))) return false;
  return statements.slice(0, -1).every((statement) => {
    const [inner] = parts(statement);
    const log = statement.type === 'expression_statement' && inner?.type === 'call' ? logCall(inner) : null;
    return log !== null && /^a?(?:debug|info|warn|warning|log|verbose|trace)$/u.test(log.method ?? 'info');
  });
}
