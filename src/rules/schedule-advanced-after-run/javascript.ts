import { lastName, receiver, type Call } from '../../javascript/calls.ts';
import type { JavaScriptContext, JavaScriptDetector, JavaScriptSource } from '../../javascript/detector.ts';
import { isFunction, keyOf, memberName, unwrap, type AnyFunction } from '../../javascript/expressions.ts';
import { functionName } from '../../javascript/function-names.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { enclosingFunction, ownNodes } from '../../javascript/scopes.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { claims, makesSchedule, owners, startsGivenWork, startsWork, stores, timeKept, type MessageId } from './advancing.ts';

type Context = JavaScriptContext<MessageId>;

export const javascript: JavaScriptDetector<MessageId> = {
  mentions: ['nextRun', 'nextExec', 'nextFire', 'nextTrigger', 'nextDue', 'nextDispatch', 'next_run', 'lastRun', 'lastExec', 'last_run'],
  alsoMentions: owners,
  visit: (context) => {
    const { path, mentions } = context;
    // A library that keeps the times itself moves them as it likes; a page stores nothing.
    if (isTestFile(path) || /\.[jt]sx$/u.test(path) || owners.some((word) => mentions(word))) return {};
    return {
      AssignmentExpression(assignment) {
        const { left } = assignment;
        const name = left.type === Kind.MemberExpression ? memberName(left) : undefined;
        if (left.type !== Kind.MemberExpression || name === undefined || timeKept(name) === null) return;
        if (assignment.right.type === Kind.Literal && assignment.right.value === null) return;
        judge({ node: assignment, name, at: left.property, owner: rootOf(left), isStored: false }, context);
      },
      Property(entry) {
        const name = entry.parent.type === Kind.ObjectExpression ? keyOf(entry) : undefined;
        if (name === undefined || timeKept(name) === null) return;
        const call = updateAround(entry);
        if (call) judge({ node: call, name, at: entry.key, owner: null, isStored: true }, context);
      },
    };
  },
};

interface Written {
  readonly node: JavaScript.Node;
  readonly name: string;
  readonly at: JavaScript.Node;
  readonly owner: string | null;
  readonly isStored: boolean;
}

function judge(written: Written, { source, report }: Context): void {
  const { node, name, at, owner, isStored } = written;
  const definition = enclosingFunction(node);
  if (!definition || makesSchedule(functionName(definition) ?? '') || isOnFailure(node, definition)) return;
  if (timeKept(name) === 'last' && !isCompared(name, source.text)) return;
  const inner = ownNodes(definition.body, source);
  const start = inner.find(
    (call) =>
      call.type === Kind.CallExpression &&
      call.range[1] <= node.range[0] &&
      runsBefore(call, node, definition) &&
      starts(call, owner, source),
  );
  if (!start) return;
  const { text } = source;
  if (claims(text.slice(definition.range[0], start.range[0]))) return;
  const isMovedBefore = inner.some((other) => other.range[1] <= start.range[0] && writes(other, name));
  if (isMovedBefore) return;
  // What is only in memory is gone with the process, and nothing is done twice.
  if (!isStored && !stores(text.slice(node.range[1], definition.range[1]))) return;
  report({ node: at, message: 'repeats', data: { field: name } });
}

function writes(node: JavaScript.Node, name: string): boolean {
  if (node.type === Kind.AssignmentExpression) return node.left.type === Kind.MemberExpression && memberName(node.left) === name;
  return node.type === Kind.Property && keyOf(node) === name && updateAround(node) !== undefined;
}

/** The call that stores what an object says: `repository.update(id, { nextRunAt })`, Prisma's `update({ where, data: { nextRunAt } })`. */
function updateAround(entry: JavaScript.Property): Call | undefined {
  let node = entry.parent as JavaScript.Node | undefined;
  for (let hops = 0; node && hops < 5; hops++, node = node.parent) {
    if (node.type === Kind.CallExpression)
      return /^(?:update\w{0,30}|set|findByIdAndUpdate|save|patch)$/u.test(lastName(node) ?? '') ? node : undefined;
    if (node.type !== Kind.ObjectExpression && node.type !== Kind.Property) return undefined;
  }
  return undefined;
}

function rootOf(member: JavaScript.Node): string | null {
  let node = unwrap(member);
  while (node.type === Kind.MemberExpression) node = unwrap(node.object);
  return node.type === Kind.Identifier ? node.name : node.type === Kind.ThisExpression ? 'this' : null;
}

function starts(call: JavaScript.CallExpression, owner: string | null, source: JavaScriptSource): boolean {
  const name = lastName(call) ?? '';
  const object = receiver(call);
  const on = object === undefined ? '' : (source.getText(object).split('.').at(-1) ?? '');
  if (
    /^_*(?:db|database|session|client|conn|connection|pool|prisma|redis|repository|repo|logger|log|console|res|reply|ws|socket|bus|events?|emitter|tx|trx)$/iu.test(
      on,
    )
  )
    return false;
  const isAny = owner === null || owner === 'this';
  if (startsWork(name) && (isAny || isAbout(call, owner))) return true;
  return !isAny && startsGivenWork(name) && isAbout(call, owner);
}

/** Is a call made on something, or given it? */
function isAbout(call: JavaScript.CallExpression, owner: string): boolean {
  if (call.callee.type === Kind.MemberExpression && rootOf(call.callee) === owner) return true;
  return call.arguments.some((given) => rootOf(given) === owner);
}

/** Does one run before the other: are they not in two branches of the same statement, and does the first not leave? */
function runsBefore(call: JavaScript.Node, written: JavaScript.Node, definition: AnyFunction): boolean {
  let child = call;
  for (let node = call.parent; node && node !== definition; child = node, node = node.parent) {
    if (isFunction(node)) return false;
    if (node.type !== Kind.IfStatement && node.type !== Kind.ConditionalExpression && node.type !== Kind.SwitchCase) continue;
    const isInside = contains(node, written);
    if (isInside && !contains(child, written)) return child === node.test;
    if (!isInside && node.type === Kind.IfStatement && child !== node.test && leaves(child)) return false;
  }
  return true;
}

function contains(outer: JavaScript.Node, inner: JavaScript.Node): boolean {
  return outer.range[0] <= inner.range[0] && inner.range[1] <= outer.range[1];
}

function leaves(branch: JavaScript.Node): boolean {
  const last = branch.type === Kind.BlockStatement ? branch.body.at(-1) : branch;
  return /^(?:Return|Throw|Continue|Break)Statement$/u.test(last?.type ?? '');
}

function isOnFailure(node: JavaScript.Node, definition: AnyFunction): boolean {
  for (let up = node.parent; up && up !== definition; up = up.parent) if (up.type === Kind.CatchClause) return true;
  return false;
}

/** `now - job.lastRun > interval`, `job.lastRun < limit`. */
function isCompared(name: string, text: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const behind = text.slice(at + name.length, at + name.length + 24);
    const before = text.slice(Math.max(0, at - 40), at);
    if (
      /^(?:\.getTime\(\))?\)?\s{0,4}[<>]/u.test(behind) ||
      /[<>]=?\s{0,4}[\w.]{0,30}$/u.test(before) ||
      /-\s{0,4}[\w.]{1,30}\.$/u.test(before)
    )
      return true;
  }
  return false;
}
