import { argument } from '../../python/calls.ts';
import type { PythonContext, PythonDetector } from '../../python/detector.ts';
import { enclosingFunction } from '../../python/functions.ts';
import { keptUses } from '../../python/kept-uses.ts';
import { runsAsProgram } from '../../python/main-block.ts';
import { callsNamed } from '../../python/named-calls.ts';
import { calleeName, lastName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { resolve } from '../../python/scopes.ts';
import { calledOn, handedOver, threadFunctionAround } from '../../python/threads.ts';
import { isSample } from '../../vocabulary/sample-files.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { keepsThreadsApart, writes, type MessageId } from './sharing.ts';

type Context = PythonContext<MessageId>;

export const python: PythonDetector<MessageId> = {
  mentions: ['sqlite3'],
  visit: (context) => ({
    module() {
      const { path, source } = context;
      if (isTestFile(path) || isSample(path)) return;
      for (const call of callsNamed(source.tree, (name) => name === 'connect')) {
        if (calleeName(call) === 'sqlite3.connect') judge(call, context);
      }
    },
  }),
};

function judge(call: Python.Call, context: Context): void {
  const target = call.parent?.type === 'assignment' && call.parent.right === call ? call.parent.left : null;
  if (target?.type !== 'identifier' && target?.type !== 'attribute') return;
  const check = argument(call, { keyword: 'check_same_thread', position: 4 });
  const uses = usesOf(target);
  if (check === null) refused(call, target, uses, context);
  else if (check !== 'unknown' && check.type === 'false') unguarded(call, target, uses, context);
}

/** The uses of a connection, and of the cursors that are made from it beside it. */
function usesOf(target: Python.Identifier | Python.Attribute): Python.Node[] {
  const uses = keptUses(target);
  const scope = target.type === 'identifier' ? resolve(target)?.scope : undefined;
  if (!scope) return uses;
  const cursors = uses.flatMap((use) => {
    const made = calledOn(use) === 'cursor' ? use.parent?.parent?.parent : null;
    const cursor = made?.type === 'assignment' && made.left.type === 'identifier' ? made.left : null;
    return cursor && resolve(cursor)?.scope === scope ? keptUses(cursor) : [];
  });
  return [...uses, ...cursors];
}

/** The check is on: each use by another thread fails. */
function refused(call: Python.Call, target: Python.Node, uses: readonly Python.Node[], { report }: Context): void {
  const name = target.text;
  const opening = enclosingFunction(call);
  // What only a program's own main block opens stays in the thread of that program.
  if (!opening && runsAsProgram(call) && handedOver(call.tree).length === 0) return;
  const seen = new Set<number>();
  for (const use of uses) {
    const handed = handedOver(call.tree).find(({ given }) => given.some((one) => one.row === use.row));
    if (handed && !isProcess(handed.call)) {
      report({ node: use, message: 'handedOver', data: { name } });
      continue;
    }
    const around = threadFunctionAround(use);
    if (!around || around.definition.row === opening?.row || seen.has(around.definition.row) || calledOn(use) === null) continue;
    // A connection that a function opens for itself and its inner functions belongs to one call of it.
    if (opening && target.type === 'identifier' && around.reason !== 'thread') continue;
    // What a thread's own function calls opens it on that thread.
    if (opening && threadFunctionAround(call)) continue;
    seen.add(around.definition.row);
    report({ node: use, message: 'otherThread', data: { name: use.text } });
  }
}

/** A pool of processes pickles what it is given, which is another error. */
function isProcess(call: Python.Call): boolean {
  return /process/iu.test(call.function.text);
}

/** The check is off: then the threads have to take turns. */
function unguarded(call: Python.Call, target: Python.Node, uses: readonly Python.Node[], { source, report }: Context): void {
  if (keepsThreadsApart(source.text) || (target.type === 'identifier' && enclosingFunction(call))) return;
  const written = uses.filter((use) => {
    const method = calledOn(use);
    const statement = use.parent?.parent;
    return (
      threadFunctionAround(use) &&
      (method === 'commit' || (method?.startsWith('execute') === true && statement?.type === 'call' && writes(statement.text)))
    );
  });
  if (written.length > 0) report({ node: call.function, message: 'unguarded', data: { name: lastName(target) ?? target.text } });
}
