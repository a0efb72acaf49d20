import { argumentsOf, methodName, receiver } from '../../python/calls.ts';
import type { PythonContext, PythonDetector } from '../../python/detector.ts';
import { nodeAt } from '../../python/columns.ts';
import { enclosingFunction, ownNodes } from '../../python/functions.ts';
import { identifiersOf } from '../../python/identifiers.ts';
import { lastName, rootName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { claims, makesSchedule, owners, startsGivenWork, startsWork, stores, timeKept, type MessageId } from './advancing.ts';

type Context = PythonContext<MessageId>;

export const python: PythonDetector<MessageId> = {
  mentions: [
    'next_run',
    'next_exec',
    'next_fire',
    'next_trigger',
    'next_due',
    'next_send',
    'next_dispatch',
    'last_run',
    'last_exec',
    'last_fire',
    'last_trigger',
  ],
  alsoMentions: owners,
  visit: (context) => ({
    module() {
      const { path, source, mentions } = context;
      // A library that keeps the times itself moves them as it likes.
      if (isTestFile(path) || owners.some((word) => mentions(word))) return;
      const names = identifiersOf(source.tree);
      for (const name of names.names()) {
        if (timeKept(name) === null) continue;
        for (const row of names.rows(name)) {
          const identifier = nodeAt(source.tree, row);
          if (identifier.type === 'identifier') judge(identifier, context);
        }
      }
    },
  }),
};

function judge(identifier: Python.Identifier, { source, report }: Context): void {
  const written = writtenBy(identifier);
  const definition = written && enclosingFunction(written.node);
  if (!written || !definition || makesSchedule(definition.name.text) || isOnFailure(written.node, definition)) return;
  // A last time that nothing is compared with is a record.
  if (timeKept(identifier.text) === 'last' && !isCompared(identifier.text, source.text)) return;
  const start = ownNodes(definition, 'call').find(
    (call) => call.range[1] <= written.node.range[0] && runsBefore(call, written.node, definition) && starts(call, written.owner),
  );
  if (!start) return;
  const { text } = source;
  if (claims(text.slice(definition.range[0], start.range[0])) || isMovedBefore(identifier, start, definition)) return;
  // What is only in memory is gone with the process, and nothing is done twice.
  if (!written.isStored && !stores(text.slice(written.node.range[1], definition.range[1]))) return;
  report({ node: identifier, message: 'repeats', data: { field: identifier.text } });
}

interface Written {
  readonly node: Python.Node;
  /** The name of what is due: `job` of `job.next_run = ...`; null where a query says so. */
  readonly owner: string | null;
  readonly isStored: boolean;
}

/** `job.next_run = x`, `query.update(next_run=x)`. */
function writtenBy(identifier: Python.Identifier): Written | null {
  const { parent } = identifier;
  if (parent?.type === 'attribute' && parent.attribute === identifier) {
    const { parent: statement } = parent;
    if (statement?.type !== 'assignment' || statement.left !== parent || !statement.right || statement.right.type === 'none') return null;
    return { node: statement, owner: rootName(parent)?.text ?? null, isStored: false };
  }
  if (parent?.type !== 'keyword_argument' || parent.name !== identifier) return null;
  const call = parent.parent?.parent;
  if (call?.type !== 'call' || !/^(?:a?update|values|update_\w{1,60}|_update\w{0,60}|set)$/u.test(lastName(call.function) ?? ''))
    return null;
  return { node: call, owner: null, isStored: true };
}

/** Does a call start what is due? Databases execute too, but nothing that was scheduled. */
function starts(call: Python.Call, owner: string | null): boolean {
  const name = lastName(call.function) ?? '';
  const object = receiver(call);
  const on = object ? (lastName(object) ?? '') : '';
  if (
    /^_*(?:db|database|session|cursor|cur|conn|connection|engine|redis|client|tx|transaction|log|logger|ws|websocket|bus|events?)$/iu.test(
      on,
    )
  )
    return false;
  if (startsWork(name) && (owner === null || owner === 'self' || isAbout(call, owner))) return true;
  return owner !== null && owner !== 'self' && startsGivenWork(name) && isAbout(call, owner);
}

/** Is a call made on something, or given it? */
function isAbout(call: Python.Call, owner: string): boolean {
  if (rootName(call.function)?.text === owner && methodName(call) !== null) return true;
  return argumentsOf(call).some(({ value }) => rootName(value)?.text === owner);
}

/** Does one run before the other: are they not in two branches of the same statement? */
function runsBefore(call: Python.Call, written: Python.Node, definition: Python.FunctionDefinition): boolean {
  for (let node = call.parent; node && node !== definition; node = node.parent) {
    const isBranch = node.type === 'if_statement' || node.type === 'match_statement' || node.type === 'conditional_expression';
    if (isBranch && node.contains(written)) {
      // Together in one branch, or in two?
      const both = node.children.find((child) => child.contains(call) && child.contains(written));
      if (!both) return false;
    }
    if (node.type === 'if_statement' && !node.contains(written) && leaves(node, call)) return false;
  }
  return true;
}

/** Does the branch that a call stands in end by leaving? */
function leaves({ children }: Python.IfStatement, call: Python.Call): boolean {
  const branch = children.find((child) => child.contains(call));
  const last = branch?.type === 'block' ? branch.children.at(-1) : undefined;
  return (
    last?.type === 'return_statement' ||
    last?.type === 'continue_statement' ||
    last?.type === 'raise_statement' ||
    last?.type === 'break_statement'
  );
}

function isOnFailure(written: Python.Node, definition: Python.FunctionDefinition): boolean {
  for (let node = written.parent; node && node !== definition; node = node.parent) if (node.type === 'except_clause') return true;
  return false;
}

/** Is the same time set before the work starts as well? */
function isMovedBefore(identifier: Python.Identifier, start: Python.Call, definition: Python.FunctionDefinition): boolean {
  return identifiersOf(identifier.tree)
    .rows(identifier.text)
    .some((row) => {
      const other = nodeAt(identifier.tree, row);
      if (other.type !== 'identifier' || other.range[0] >= start.range[0] || !definition.contains(other)) return false;
      return writtenBy(other) !== null;
    });
}

/** `now - job.last_run > interval`, `job.last_run < limit`, a filter `last_run__lte`. */
function isCompared(name: string, text: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const behind = text.slice(at + name.length, at + name.length + 24);
    const before = text.slice(Math.max(0, at - 40), at);
    if (
      /^\)?\s{0,4}(?:[<>]|__(?:lte?|gte?))/u.test(behind) ||
      /[<>]=?\s{0,4}[\w.]{0,30}$/u.test(before) ||
      /-\s{0,4}[\w.]{1,30}\.$/u.test(before)
    )
      return true;
  }
  return false;
}
