import { argument, argumentsOf, methodName, receiver } from '../../python/calls.ts';
import { decorators } from '../../python/decorators.ts';
import type { PythonContext, PythonDetector } from '../../python/detector.ts';
import { parts, unwrap } from '../../python/expressions.ts';
import { callsOf, functionMeantBy, isAsync, localFunction, ownNodes, parameters } from '../../python/functions.ts';
import { callsNamed } from '../../python/named-calls.ts';
import { logCall } from '../../python/logging.ts';
import { calleeName, dottedText, lastName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { isRemoteCall } from '../../python/silent-fetches.ts';
import type { Suggestion } from '../../language/detector.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { LISTENERS, REPLIES, type MessageId, type SuggestionId } from './acknowledging.ts';

type Ids = MessageId | SuggestionId;
type Context = PythonContext<Ids>;

export const python: PythonDetector<Ids> = {
  mentions: ['slack_bolt', 'discord', 'nextcord', 'disnake'],
  visit: (context) => ({
    'module:exit'() {
      const { source, path, mentions } = context;
      if (isTestFile(path)) return;
      if (mentions('slack_bolt')) for (const handler of slackHandlers(source.tree)) judgeSlack(handler, context);
      else for (const call of firstReplies(source.tree)) judgeDiscord(call, context);
    },
  }),
};

type Tree = Context['source']['tree'];

/** Functions that Bolt calls for a command, an action, a view or a shortcut; one with lazy listeners is only there to acknowledge. */
function slackHandlers(tree: Tree): Python.FunctionDefinition[] {
  const found = new Set<Python.FunctionDefinition>();
  for (const call of callsNamed(tree, (name) => LISTENERS.has(name))) {
    if (!/app|bolt/iu.test(receiverName(call))) continue;
    const { parent } = call;
    if (parent?.type === 'decorator' && parent.parent?.type === 'decorated_definition') {
      const { definition } = parent.parent;
      if (definition.type === 'function_definition') found.add(definition);
    } else if (parent?.type === 'call' && parent.function === call && argument(parent, { keyword: 'lazy' }) === null) {
      const [first] = argumentsOf(parent);
      const handler = first && functionMeantBy(first.value);
      if (handler) found.add(handler);
    }
  }
  return [...found].filter(
    (handler) => !decorators(handler).some(({ call }) => call !== null && argument(call, { keyword: 'lazy' }) !== null),
  );
}

function receiverName(call: Python.Call): string {
  const owner = methodName(call) === null ? null : receiver(call);
  return owner ? (lastName(owner) ?? '') : '';
}

function judgeSlack(handler: Python.FunctionDefinition, { report }: Context): void {
  const all = parameters(handler);
  const ack = all.find(({ name }) => name === 'ack');
  // Another function may have the handler's arguments, `ack` among them.
  if (all.some(({ kind, name }) => kind === 'kwargs' || kind === 'args' || name === 'args')) return;
  const calls = callsOf(handler);
  if (ack && calls.some((call) => argumentsOf(call).some(({ value }) => unwrap(value).text === 'ack'))) return;
  const first = calls.find((call) => call.function.text === 'ack');
  if (!first) {
    if (!handler.body.text.includes('ack') && all.length > 0) report({ node: handler.name, message: 'never' });
    return;
  }
  const slow = slowBefore(handler, first);
  if (slow) report({ node: slow, message: 'late', data: { call: nameOf(slow) }, suggest: ackFirst(handler, first) });
}

function nameOf(node: Python.Node): string {
  if (node.type !== 'call') return node.type === 'while_statement' ? 'while' : 'for';
  return (dottedText(node.function) ?? lastName(node.function) ?? 'this').slice(-LONGEST);
}

const LONGEST = 40;

/** What takes its time before the answer: whatever is awaited, asks somebody else, or goes round and round. */
function slowBefore(handler: Python.FunctionDefinition, answer: Python.Call): Python.Node | null {
  const before = ownNodes(handler, 'call').filter((node) => node.range[1] <= answer.range[0] && !isElsewhere(node, answer));
  return before.find((node) => isSlow(node, isAsync(handler), 2)) ?? null;
}

/** A branch that answers by itself and leaves is not on the way to this answer. */
function isElsewhere(node: Python.Node, answer: Python.Node): boolean {
  for (let up = node.parent; up && up.type !== 'function_definition'; up = up.parent) {
    if (up.type !== 'block' || up.contains(answer)) continue;
    const last = parts(up).at(-1);
    if (last?.type === 'return_statement' || last?.type === 'raise_statement') return true;
  }
  return false;
}

function isSlow(call: Python.Call, awaits: boolean, hops: number): boolean {
  if (logCall(call)) return false;
  if (awaits && call.parent?.type === 'await') return true;
  const name = lastName(call.function) ?? '';
  const full = calleeName(call) ?? '';
  if (full === 'time.sleep' || /^subprocess\.(?:run|call|check_\w+)$/u.test(full) || isRemoteCall(call)) return true;
  // The web API of Slack, a database, a model, mail.
  if (/^(?:chat|views|users|conversations|files|reactions)_[a-zA-Z]+$/u.test(name) && methodName(call) !== null) return true;
  if (/^(?:execute|executemany|commit|fetchone|fetchall|sendmail|send_message)$/u.test(name) && methodName(call) !== null) return true;
  if (/(?:messages|completions|responses)\.(?:create|parse)$/u.test(dottedText(call.function) ?? '')) return true;
  const local = hops > 0 ? localFunction(call) : null;
  return local !== null && callsOf(local).some((inner) => isSlow(inner, isAsync(local), hops - 1));
}

/** The calls that first answer a Discord interaction, each in its function. */
function firstReplies(tree: Tree): Python.Call[] {
  const found = new Map<Python.FunctionDefinition, Python.Call>();
  for (const call of callsNamed(tree, (name) => REPLIES.has(name))) {
    const owner = methodName(call) === null ? null : receiver(call);
    const definition = owner && /^(?:interaction|inter|ctx|itx)\.response$/u.test(owner.text) ? enclosing(call) : null;
    if (definition && !found.has(definition)) found.set(definition, call);
  }
  return [...found.values()];
}

function enclosing(call: Python.Node): Python.FunctionDefinition | null {
  for (let up = call.parent; up; up = up.parent) if (up.type === 'function_definition') return up;
  return null;
}

function judgeDiscord(reply: Python.Call, { report }: Context): void {
  const handler = enclosing(reply);
  if (!handler || !parameters(handler).some(({ name }) => /^(?:interaction|inter|ctx|itx)$/u.test(name))) return;
  const before = ownNodes(handler, 'call').filter((node) => node.range[1] <= reply.range[0] && !isElsewhere(node, reply));
  const slow = before.find((node) => isRemoteCall(node));
  if (slow) report({ node: slow, message: 'lateReply', data: { call: nameOf(slow) } });
}

/** The statement `ack()`, where it stands in the handler's own block, as its first one. */
function ackFirst(handler: Python.FunctionDefinition, answer: Python.Call): Suggestion<Ids>[] {
  let statement: Python.Node = answer;
  while (statement.parent && statement.parent !== handler.body) statement = statement.parent;
  const inner = parts(statement)[0];
  const isPlain =
    statement.type === 'expression_statement' &&
    inner !== undefined &&
    (inner === answer || inner.type === 'await') &&
    argumentsOf(answer).length === 0;
  const [first] = parts(handler.body);
  if (!isPlain || !first || first.loc.start.line === handler.loc.start.line) return [];
  const { text } = handler.tree;
  const lineStart = text.lastIndexOf('\n', statement.range[0] - 1) + 1;
  const lineEnd = text.indexOf('\n', statement.range[1]);
  if (text.slice(lineStart, statement.range[0]).trim() !== '' || lineEnd < 0 || text.slice(statement.range[1], lineEnd).trim() !== '')
    return [];
  const indent = text.slice(lineStart, statement.range[0]);
  const isDocumented = first.type === 'expression_statement' && parts(first)[0]?.type === 'string';
  const written = text.slice(...statement.range);
  return [
    {
      message: 'ackFirst',
      fix: (fixer) => [
        isDocumented
          ? fixer.insertTextAfterRange(first.range, `\n${indent}${written}`)
          : fixer.insertTextBeforeRange(first.range, `${written}\n${indent}`),
        fixer.removeRange([lineStart, lineEnd + 1]),
      ],
    },
  ];
}
