import { argumentsOf, methodName } from '../../python/calls.ts';
import type { PythonContext, PythonDetector } from '../../python/detector.ts';
import { parts, unwrap } from '../../python/expressions.ts';
import { enclosingFunction, parameters } from '../../python/functions.ts';
import { callsNamed } from '../../python/named-calls.ts';
import { lastName, rootName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { projectAuthenticates } from '../../python/project-auth.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import {
  asksForLife,
  choosesRecipients,
  concernsEverybody,
  CONTAINER_WORDS,
  namesEverybody,
  namesSend,
  type MessageId,
} from './recipients.ts';

export const python: PythonDetector<MessageId> = {
  mentions: CONTAINER_WORDS,
  alsoMentions: ['ebsocket', 'ebSocket', 'socketio'],
  visit: (context) => ({
    'module:exit'() {
      const { source, path, mentions } = context;
      if (isTestFile(path) || !(mentions('ebsocket') || mentions('ebSocket') || mentions('socketio'))) return;
      for (const call of callsNamed(source.tree, namesSend)) judge(call, context);
    },
  }),
};

function judge(call: Python.Call, { project, report }: PythonContext<MessageId>): void {
  const receiver = methodName(call) === null ? null : rootName(call.function);
  const loop = receiver && loopOver(call, receiver.text);
  if (!loop) return;
  const name = everybodyIn(loop.right);
  const definition = enclosingFunction(call);
  if (name === null || loop.isFiltered || !definition || concernsEverybody(definition.name.text)) return;
  // A room, a user or a topic that is asked about in the loop chooses who gets it.
  const text = loop.body.text;
  if (parameters(definition).some((parameter) => choosesRecipients(parameter.name) && text.includes(parameter.name))) return;
  if (argumentsOf(call).some(({ value }) => /["'](?:ping|pong|heartbeat|shutdown|close)["']/iu.test(value.text.slice(0, 200)))) return;
  // Where nobody has to say who he is, there is nobody to keep things from.
  if (project && !projectAuthenticates(project)) return;
  report({ node: loop.right, message: 'everybody', data: { clients: name } });
}

interface Loop {
  readonly right: Python.Node;
  readonly body: Python.Node;
  /** Does a condition in it choose among the clients? */
  readonly isFiltered: boolean;
}

/** The loop, or comprehension, that the receiver is the variable of. */
function loopOver(call: Python.Call, name: string): Loop | null {
  let isFiltered = false;
  for (let up = call.parent, child: Python.Node = call; up; child = up, up = up.parent) {
    switch (up.type) {
      case 'if_statement':
        isFiltered ||= !asksForLife(up.condition.text);
        break;
      case 'conditional_expression':
        isFiltered = true;
        break;
      case 'for_statement':
        if (!binds(up.left, name)) break;
        return { right: up.right, body: up.body, isFiltered: isFiltered || skips(up.body) };
      case 'list_comprehension':
      case 'set_comprehension':
      case 'generator_expression': {
        const clauses = up.descendants('for_in_clause');
        const clause = clauses.find(({ left }) => binds(left, name));
        if (!clause) break;
        return {
          right: clause.right,
          body: up,
          isFiltered: isFiltered || up.descendants('if_clause').some(({ text }) => !asksForLife(text)),
        };
      }
      case 'function_definition':
      case 'lambda':
        return null;
    }
    if (child === call && up.type === 'argument_list') continue;
  }
  return null;
}

function binds(left: Python.Node, name: string): boolean {
  return left.type === 'identifier' ? left.text === name : left.descendants('identifier').some(({ text }) => text === name);
}

/** `if client.topic != topic: continue` before the send. */
function skips(body: Python.Node): boolean {
  return body
    .descendants('if_statement')
    .some((statement) => statement.descendants('continue_statement').length > 0 && !asksForLife(statement.condition.text));
}

/** `active_connections` of `list(self.active_connections.values())`; null for what is chosen by a key, or is none of it. */
function everybodyIn(right: Python.Node): string | null {
  let node = unwrap(right);
  for (let step = 0; step < MOST_STEPS; step++) {
    if (node.type === 'call') {
      const callee = unwrap(node.function);
      const [first] = argumentsOf(node);
      if (callee.type === 'attribute' && /^(?:copy|values|items|keys)$/u.test(callee.attribute.text)) node = unwrap(callee.object);
      else if (callee.type === 'identifier' && /^(?:list|tuple|set|frozenset|sorted)$/u.test(callee.text) && first)
        node = unwrap(first.value);
      else return null;
    } else if (node.type === 'subscript' && node.descendants('slice').length > 0) node = unwrap(parts(node)[0] ?? node);
    else if (node.type === 'identifier' || node.type === 'attribute') {
      const name = lastName(node);
      return name !== null && namesEverybody(name) ? name : null;
    } else return null;
  }
  return null;
}

const MOST_STEPS = 6;
