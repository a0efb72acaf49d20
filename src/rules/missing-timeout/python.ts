import type { Suggestion } from '../../language/detector.ts';
import { argument, argumentsOf, methodName, receiver } from '../../python/calls.ts';
import { constantText } from '../../python/constants.ts';
import { decorators } from '../../python/decorators.ts';
import type { PythonDetector } from '../../python/detector.ts';
import { parts } from '../../python/expressions.ts';
import { sessionMakers, sessionMethods, sessionRequest, waitingCalls, type WaitingCall } from '../../python/knowledge/waiting-calls.ts';
import { callsNamed, mayMean } from '../../python/named-calls.ts';
import { calleeName, instanceOf, lastName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { resolve, singleDefinition } from '../../python/scopes.ts';
import type { PythonTree } from '../../python/syntax/tree.ts';
import { followed } from '../../python/values.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { asksForVersion, namesLimit, ownIndent, secondsFor, verdictOn, type MessageId, type Options } from './waiting.ts';

const SERVERS = ['requests', 'urlopen', 'http.client', 'smtplib', 'imaplib', 'poplib', 'ftplib', 'create_connection'];
const MODELS = ['ollama', 'openai', 'anthropic', 'litellm'];
const OTHERS = ['subprocess', 'psycopg2'];

const mayWait = mayMean(waitingCalls.keys());

export const python: PythonDetector<MessageId, Options> = {
  mentions: [...SERVERS, ...MODELS, ...OTHERS],
  visit: ({ source, options, path, mentions, report }) => {
    // A test that hangs is stopped by whoever runs it.
    if (isTestFile(path)) return {};
    const { tree, text } = source;
    const isAsked =
      [...SERVERS, ...MODELS].some(mentions) ||
      (options.processes && mentions('subprocess')) ||
      (options.databases && mentions('psycopg2'));
    if (!isAsked) return {};
    const hasSessions = mentions('requests');
    return {
      'module:exit'() {
        const calls = callsNamed(tree, (name) => mayWait(tree, name) || (hasSessions && sessionMethods.has(name)));
        for (const call of calls) {
          const wait = waitOf(call);
          const verdict = wait && verdictOn(wait, options);
          if (!wait || !verdict || isLimited(call, wait, text) || isUnderLimit(call)) continue;
          const data = { call: nameOf(call), limit: wait.limit ?? 0, keyword: wait.keywords[0] ?? 'timeout' };
          report({ node: call.function, message: verdict, data, suggest: withTimeout(call, wait, secondsFor(wait, options)) });
        }
      },
    };
  },
};

/** What a call waits for; null for one that does not wait, or of which nobody knows. */
function waitOf(call: Python.Call): WaitingCall | null {
  const known = waitingCalls.get(calleeName(call) ?? '');
  if (known) return known.peer === 'process' && isQuick(call) ? null : known;
  const session = receiver(call);
  if (!session || !sessionMethods.has(methodName(call) ?? '')) return null;
  return sessionMakers.has(makerOf(session) ?? '') ? sessionRequest : null;
}

/** What makes a value, where that is seen: a session that is handed in may have been given a limit for all it sends. */
function makerOf(value: Python.Node): string | null {
  const made = followed(value);
  if (made.type === 'call') return calleeName(made);
  const binding = made.type === 'identifier' ? resolve(made) : null;
  return binding && singleDefinition(binding)?.kind === 'with' ? instanceOf(made) : null;
}

/** `["ffmpeg", "-version"]`. */
function isQuick(call: Python.Call): boolean {
  const command = argument(call, { position: 0, keyword: 'args' });
  if (!command || command === 'unknown') return true;
  const words =
    command.type === 'list' || command.type === 'tuple'
      ? parts(command).map((part) => constantText(part) ?? '')
      : (constantText(command) ?? '').split(/\s+/u);
  return words.some(asksForVersion);
}

/** Is a limit given, or may one be: by the call, by the file's own defaults, by what is done with the client? */
function isLimited(call: Python.Call, { keywords, position, obeysSocket, peer }: WaitingCall, text: string): boolean {
  // A limit that is written out as `None` was thought about.
  if (keywords.some((keyword) => argument(call, { keyword }) !== null)) return true;
  if (position !== undefined && argument(call, { position }) !== null) return true;
  if (argumentsOf(call).some(({ kind }) => kind === 'double splat')) return true;
  if (obeysSocket && text.includes('setdefaulttimeout')) return true;
  if (peer === 'model') return isLimitedLater(call.tree);
  return peer === 'server' && receiver(call) !== null && hasPatientSessions(text) && !waitingCalls.has(calleeName(call) ?? '');
}

/** `client.with_options(timeout=40)`, `client.messages.create(..., timeout=40)`: who limits calls need not limit the client. */
function isLimitedLater(tree: PythonTree): boolean {
  return callsNamed(tree, (name) => LATER.has(name)).some((call) => argument(call, { keyword: 'timeout' }) !== null);
}

const LATER = new Set(['with_options', 'create', 'stream', 'parse', 'copy', 'invoke', 'ainvoke']);

/** Does the file give its sessions an adapter, or another `request`, that sets a limit? */
function hasPatientSessions(text: string): boolean {
  return (text.includes('.mount(') && /timeout/iu.test(text)) || (text.includes('.request = ') && text.includes('timeout'));
}

/** Does something around a call end it: `with timeout(5):`, `wait_for(...)`, a task's `time_limit`? */
function isUnderLimit(call: Python.Call): boolean {
  for (let node = call.parent; node; node = node.parent) {
    if (node.type === 'call' && namesLimit(lastName(node.function) ?? '')) return true;
    if (node.type === 'with_statement' && node.descendants('with_item').some((item) => node.body.contains(call) && isLimit(item)))
      return true;
    if (
      node.type === 'function_definition' &&
      decorators(node).some(({ node: decorator }) => namesLimit(decorator.text.slice(0, LONGEST_DECORATOR)))
    )
      return true;
  }
  return false;
}

const LONGEST_DECORATOR = 300;

function isLimit(item: Python.Node): boolean {
  return item.descendants('call').some((call) => namesLimit(lastName(call.function) ?? ''));
}

function nameOf({ function: callee }: Python.Call): string {
  return callee.text.slice(0, LONGEST_NAME);
}

const LONGEST_NAME = 40;

function withTimeout(call: Python.Call, { keywords }: WaitingCall, seconds: number): Suggestion<MessageId>[] {
  const given = argumentsOf(call);
  const last = given.at(-1);
  const code = `${keywords[0] ?? 'timeout'}=${String(seconds)}`;
  const list = call.arguments;
  // `f(x for x in y)` takes no second argument.
  if (list.type !== 'argument_list') return [];
  const suggestion = (fix: Suggestion<MessageId>['fix']): Suggestion<MessageId>[] => [{ message: 'addTimeout', data: { code }, fix }];
  if (!last) return suggestion((fixer) => fixer.replaceTextRange([list.range[0], list.range[1]], `(${code})`));
  const indent = ownIndent(call.tree.text, last.node.range[0]);
  return suggestion((fixer) => fixer.insertTextAfterRange(last.node.range, indent === null ? `, ${code}` : `,\n${indent}${code}`));
}
