import { argumentsOf } from '../../python/calls.ts';
import type { PythonDetector } from '../../python/detector.ts';
import { unwrap } from '../../python/expressions.ts';
import { callsOf, enclosingFunction } from '../../python/functions.ts';
import { logCall } from '../../python/logging.ts';
import { callsNamed, mayMean } from '../../python/named-calls.ts';
import { calleeName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { namesSetUp } from '../../vocabulary/set-up-names.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { claimsReadiness, PYTHON_CLIENTS, type MessageId } from './proving.ts';

const mayMake = mayMean(PYTHON_CLIENTS.keys());

export const python: PythonDetector<MessageId> = {
  mentions: ['gspread', 'googleapiclient', 'anthropic', 'openai', 'slack_sdk', 'boto3', 'redis', 'StripeClient', 'create_engine'],
  visit: ({ source, path, report }) => ({
    'module:exit'() {
      if (isTestFile(path)) return;
      for (const call of callsNamed(source.tree, (name) => mayMake(source.tree, name))) {
        const probe = PYTHON_CLIENTS.get(calleeName(call) ?? '');
        const target = probe === undefined ? null : targetOf(call);
        const log = target && claimAfter(call, target);
        if (probe !== undefined && log) report({ node: log, message: 'unproven', data: { client: target.text.slice(-LONGEST), probe } });
      }
    },
  }),
};

const LONGEST = 30;

function targetOf(call: Python.Call): Python.Node | null {
  const { parent } = call;
  return parent?.type === 'assignment' &&
    parent.right !== null &&
    unwrap(parent.right) === call &&
    /^(?:identifier|attribute)$/u.test(parent.left.type)
    ? parent.left
    : null;
}

/** The log line that calls the client ready, with nothing asked of it, and nobody given it, in between. */
function claimAfter(made: Python.Call, target: Python.Node): Python.Node | null {
  const definition = enclosingFunction(made);
  if (!definition || !namesSetUp(definition.name.text)) return null;
  const name = target.text;
  for (const call of callsOf(definition)) {
    if (call.range[0] < made.range[1]) continue;
    if (call.function.text.startsWith(`${name}.`) || argumentsOf(call).some(({ value }) => value.text === name)) return null;
    const [text] = logCall(call) ? argumentsOf(call) : [];
    if (text && claimsReadiness(text.value.text.slice(0, 300))) return call.function;
  }
  return null;
}
