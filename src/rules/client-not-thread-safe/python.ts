import type { PythonContext, PythonDetector } from '../../python/detector.ts';
import { enclosingFunction } from '../../python/functions.ts';
import { keptUses } from '../../python/kept-uses.ts';
import { threadUnsafeClients } from '../../python/knowledge/thread-unsafe-clients.ts';
import { callsNamed, mayMean } from '../../python/named-calls.ts';
import { calleeName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { calledOn, threadFunctionAround } from '../../python/threads.ts';
import { isSample } from '../../vocabulary/sample-files.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { keepsThreadsApart, type MessageId } from './unsafe-clients.ts';

type Context = PythonContext<MessageId>;

const mayBuild = mayMean(threadUnsafeClients.keys());

export const python: PythonDetector<MessageId> = {
  mentions: ['googleapiclient', 'httplib2', 'boto3', 'sqlalchemy'],
  alsoMentions: ['to_thread', 'run_in_executor', 'submit', 'Thread', 'run_in_threadpool', 'route', '.get(', '.post('],
  visit: (context) => ({
    module() {
      const { path, source } = context;
      if (isTestFile(path) || isSample(path)) return;
      for (const call of callsNamed(source.tree, (name) => mayBuild(source.tree, name))) {
        const library = threadUnsafeClients.get(calleeName(call) ?? '');
        // The text is looked through for locks only in the few files that build one.
        if (library !== undefined && !keepsThreadsApart(source.text)) judge(call, library, context);
      }
    },
  }),
};

function judge(call: Python.Call, library: string, { report }: Context): void {
  const target = call.parent?.type === 'assignment' && call.parent.right === call ? call.parent.left : null;
  if (target?.type !== 'identifier' && target?.type !== 'attribute') return;
  const opening = enclosingFunction(call);
  // What a function builds for itself is used by one call of it.
  if (target.type === 'identifier' && opening) return;
  // Built on the thread that uses it.
  if (opening && threadFunctionAround(call)) return;
  const seen = new Set<number>();
  for (const use of keptUses(target)) {
    const around = threadFunctionAround(use);
    if (!around || around.reason === 'job' || around.definition.row === opening?.row || seen.has(around.definition.row)) continue;
    if (calledOn(use) === null) continue;
    seen.add(around.definition.row);
    report({ node: use, message: 'shared', data: { name: use.text, library } });
  }
}
