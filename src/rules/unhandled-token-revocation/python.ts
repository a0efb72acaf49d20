import { argumentsOf, methodName, receiver } from '../../python/calls.ts';
import type { PythonDetector } from '../../python/detector.ts';
import { callSites, enclosingFunction } from '../../python/functions.ts';
import { breadth, handlersOf, typeExpression } from '../../python/handlers.ts';
import { importEdit } from '../../python/import-edits.ts';
import { importsAny } from '../../python/imports.ts';
import { logCall } from '../../python/logging.ts';
import { callsNamed } from '../../python/named-calls.ts';
import { instanceOf, lastName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import type { Suggestion } from '../../language/detector.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { namesCredentials, namesRevocation, tells, type Message, type Options } from './refresh.ts';

export const python: PythonDetector<Message, Options> = {
  mentions: ['.refresh(', '.refresh_token('],
  alsoMentions: ['google', 'oauth', 'OAuth', 'authlib'],
  visit: ({ source, options, path, mentions, report }) => {
    if (isTestFile(path) || !['google', 'oauth', 'OAuth', 'authlib'].some((word) => mentions(word))) return {};

    return {
      module() {
        for (const call of callsNamed(source.tree, (name) => name === 'refresh' || name === 'refresh_token')) {
          if (!refreshesGrant(call)) continue;
          const found = handling(call, options, 0);
          if (found === 'told') continue;
          const message = found === 'quiet' ? 'unheard' : 'unhandled';
          report({ node: call.function, message, suggest: message === 'unhandled' ? wrap(call) : [] });
        }
      },
    };
  },
};

/** `credentials.refresh(Request())` of google-auth, `session.refresh_token(url)` of requests-oauthlib and authlib. */
function refreshesGrant(call: Python.Call): boolean {
  const object = receiver(call);
  if (!object) return false;
  const { tree } = call;
  if (methodName(call) === 'refresh') {
    const [first] = argumentsOf(call);
    const isRequest =
      first?.value.type === 'call' ? lastName(first.value.function) === 'Request' : /request/iu.test(lastName(first?.value ?? call) ?? '');
    if (!isRequest || !importsAny(tree, 'google.auth', 'google.oauth2', 'google_auth_oauthlib')) return false;
    // A service account has no grant that a person could revoke.
    const made = instanceOf(object) ?? '';
    if (
      /service_account|google\.auth\.default|compute_engine|impersonated|external_account/u.test(made) ||
      /service_account|google\.auth\.default\(/u.test(enclosingFunction(call)?.text ?? '')
    )
      return false;
    return namesCredentials(lastName(object) ?? '') || made.endsWith('Credentials');
  }
  return importsAny(tree, 'requests_oauthlib', 'authlib') && /session|oauth|client/iu.test(lastName(object) ?? '');
}

type Handling = 'told' | 'quiet' | 'none';

/** How is a revoked grant met, here or up to two callers above? */
function handling(node: Python.Node, options: Options, callers: number): Handling {
  let quiet: Handling = 'none';
  for (let child: Python.Node = node, { parent } = node; parent; child = parent, { parent } = parent) {
    if (parent.type === 'try_statement' && parent.body === child) {
      for (const clause of handlersOf(parent)) {
        const found = handledBy(clause, options);
        if (found === 'told') return found;
        if (found === 'quiet') quiet = found;
      }
    }
    if (parent.type === 'with_statement' && (parent.children[0]?.text ?? '').includes('suppress(')) quiet = 'quiet';
    if (parent.type === 'function_definition') break;
  }
  const around = enclosingFunction(node);
  if (quiet !== 'none' || !around || callers >= MOST_CALLERS) return quiet;
  const { calls } = callSites(around);
  const above = calls.map((call) => handling(call, options, callers + 1));
  return above.length > 0 && above.every((found) => found === 'told') ? 'told' : 'none';
}

const MOST_CALLERS = 2;

function handledBy(clause: Python.ExceptClause, { requireAlert }: Options): Handling {
  const types = typeExpression(clause)?.text ?? '';
  const isNamed = namesRevocation(types) || clause.text.includes('invalid_grant');
  const isBroad = breadth(clause) !== null;
  if (!isNamed && !isBroad) return 'none';
  const calls = clause.descendants('call');
  const alarms = calls.some((call) => {
    const log = logCall(call);
    return log ? /^(?:error|exception|critical|fatal)$/u.test(log.method ?? '') : tells(lastName(call.function) ?? '');
  });
  const raises = clause.descendants('raise_statement').length > 0;
  if (alarms || (raises && !requireAlert)) return 'told';
  // A handler that was written for the revoked grant knows what it does.
  return isNamed && !requireAlert ? 'told' : 'quiet';
}

/** `try: credentials.refresh(Request())`, `except RefreshError as error: raise RuntimeError(...) from error`. */
function wrap(call: Python.Call): Suggestion<Message>[] {
  const statement = call.parent;
  if (statement?.type !== 'expression_statement' || methodName(call) !== 'refresh') return [];
  const { text } = call.tree;
  const [start, end] = statement.range;
  const indent = text.slice(text.lastIndexOf('\n', start) + 1, start);
  const edit = importEdit(call.tree, 'google.auth.exceptions', 'RefreshError');
  if (indent.trim() !== '' || statement.text.includes('\n') || edit === null) return [];
  const step = indent.includes('\t') ? '\t' : '    ';
  const lines = [
    'try:',
    `${indent}${step}${statement.text}`,
    `${indent}except RefreshError as error:`,
    `${indent}${step}raise RuntimeError("The account's access was revoked: log in again.") from error`,
  ];
  return [
    {
      message: 'wrap',
      fix: (fixer) => {
        const replaced = fixer.replaceTextRange([start, end], lines.join('\n'));
        return edit === 'there' ? replaced : [edit, replaced];
      },
    },
  ];
}
