import { decorators } from '../../python/decorators.ts';
import type { PythonDetector } from '../../python/detector.ts';
import { callsOf, enclosingFunction, localFunction, ownNodes } from '../../python/functions.ts';
import { knowsCaller } from '../../python/known-caller.ts';
import { logCall } from '../../python/logging.ts';
import { callsNamed } from '../../python/named-calls.ts';
import { calleeName, dottedText, lastName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { passwordSettings } from '../../python/password-hashing.ts';
import { isDjangoView, routesOf } from '../../python/routes.ts';
import { Search } from '../../project/search.ts';
import { isCommandLinePath } from '../../vocabulary/command-line.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { checksTypedCredential } from '../../vocabulary/typed-credentials.ts';
import {
  AUDIT_WORDS,
  fieldEvent,
  isRecordedSomewhere,
  isSessionPlace,
  keepsRecord,
  makesAccount,
  type Message,
  opensSession,
  type Options,
} from './security-event.ts';

const records = new Search('python', AUDIT_WORDS);

export const python: PythonDetector<Message, Options> = {
  mentions: ['passw', /login/i, 'authenticate', 'role', 'is_admin', 'is_superuser', 'permissions', /totp/i, /mfa/i, '2fa', /two_factor/i],
  visit: ({ source, options, path, project, report }) => ({
    'module:exit'() {
      if (options.auditedElsewhere || isTestFile(path) || isCommandLinePath(path)) return;
      const events = [...eventsIn(source.tree)].filter(([handler]) => !leavesRecord(handler));
      // A middleware, a signal or a service of another file may keep the record.
      if (events.length === 0 || isRecordedSomewhere(project, records)) return;
      for (const [handler, event] of events) report({ node: handler.name, message: event, data: { function: handler.name.text } });
    },
  }),
};

/** What happens in the handlers of a file; of several events in one, the first in this order. */
function eventsIn(tree: Python.Node['tree']): Map<Python.FunctionDefinition, Message> {
  const found = new Map<Python.FunctionDefinition, Message>();
  const note = (node: Python.Node, event: (handler: Python.FunctionDefinition) => Message | null) => {
    const handler = enclosingFunction(node);
    if (!handler || found.has(handler) || !isHandler(handler)) return;
    const what = event(handler);
    if (what !== null) found.set(handler, what);
  };
  for (const check of callsNamed(tree, (name) => /passw|checkpw|verify|authenticate|compare|otp|mfa|2fa/iu.test(name))) {
    const name = dottedText(check.function) ?? lastName(check.function) ?? '';
    if (checksTypedCredential(name)) note(check, (handler) => (letsIn(handler) && !knowsCaller(handler) ? 'login' : null));
  }
  for (const { call } of passwordSettings(tree))
    note(call, (handler) =>
      makesAccount(handler.name.text) || callsOf(handler).some((each) => /create_user|^User$/u.test(lastName(each.function) ?? ''))
        ? 'account'
        : 'password',
    );
  for (const [handler, event] of fieldEvents(tree)) note(handler, () => event);
  return found;
}

/** `user.role = ...`, `user.totp_enabled = False`. */
function fieldEvents(tree: Python.Node['tree']): [Python.Node, Message][] {
  return (tree.root as unknown as Python.Module).descendants('assignment').flatMap((node): [Python.Node, Message][] => {
    const event = node.left.type === 'attribute' && node.left.object.text !== 'self' ? fieldEvent(node.left.attribute.text) : null;
    return event === null ? [] : [[node, event]];
  });
}

function letsIn(handler: Python.FunctionDefinition): boolean {
  return (
    callsOf(handler).some(
      (call) =>
        opensSession(dottedText(call.function) ?? lastName(call.function) ?? '') || calleeName(call) === 'django.contrib.auth.login',
    ) || ownNodes(handler, 'assignment').some(({ left }) => left.type === 'subscript' && isSessionPlace(left.text))
  );
}

/** A route, or a view of Django, which stands in a list of another file. */
function isHandler(definition: Python.FunctionDefinition): boolean {
  return routesOf(definition).length > 0 || isDjangoView(definition);
}

/** Does a handler, a decorator of it, or a helper of the file that it calls, write down what happens? */
function leavesRecord(handler: Python.FunctionDefinition): boolean {
  if (decorators(handler).some(({ node }) => keepsRecord(node.text))) return true;
  return [handler, ...callsOf(handler).flatMap((call) => localFunction(call) ?? [])].some((code) =>
    callsOf(code).some((call) => isRecord(call, code)),
  );
}

function isRecord(call: Python.Call, code: Python.FunctionDefinition): boolean {
  const log = logCall(call);
  if (!log) return keepsRecord(dottedText(call.function) ?? lastName(call.function) ?? '');
  if (log.method === 'debug' || log.method === 'trace') return false;
  // What is logged of an error says nothing of what went well.
  for (let at: Python.Node | null = call; at && at !== code; at = at.parent) if (at.type === 'except_clause') return false;
  return true;
}
