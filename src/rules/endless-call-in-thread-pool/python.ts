import type { Suggestion } from '../../language/detector.ts';
import type { PythonContext, PythonDetector } from '../../python/detector.ts';
import { isEndlessCall, isEndlessCallee, loopsForGood } from '../../python/endless.ts';
import { unwrap } from '../../python/expressions.ts';
import { callsOf, functionMeantBy } from '../../python/functions.ts';
import { callsNamed } from '../../python/named-calls.ts';
import type * as Python from '../../python/nodes.ts';
import { calledByLambda, handOver, poolWords, threadsOf } from '../../python/thread-pools.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import type { MessageId, SuggestionId } from './endless-thread.ts';

type Ids = MessageId | SuggestionId;
type Context = PythonContext<Ids>;

export const python: PythonDetector<Ids> = {
  mentions: ['to_thread', 'run_in_executor', 'run_in_threadpool', 'sync_to_async', 'ThreadPoolExecutor'],
  visit: (context) => ({
    module() {
      if (isTestFile(context.path)) return;
      for (const call of callsNamed(context.source.tree, (name) => poolWords.has(name))) judge(call, context);
    },
  }),
};

/** How many functions of the file are followed from one to the next. */
const MOST_HOPS = 2;

function judge(call: Python.Call, { report }: Context): void {
  const handed = handOver(call);
  // An executor of one thread is there for this call alone; one of several is taken to be made for such calls too.
  if (!handed || (handed.executor !== null && threadsOf(handed.executor) === 1)) return;
  const { callable } = handed;
  const inner = callable.type === 'lambda' ? calledByLambda(callable) : null;
  const callee = inner ? unwrap(inner.function) : callable;
  const text = callee.text.length <= LONGEST ? callee.text : 'lambda';
  if (inner ? isEndlessCall(inner) : isEndlessCallee(callee)) {
    report({ node: callee, message: 'endless', data: { call: text }, suggest: connecting(callee) });
    return;
  }
  const definition = handed.executor === null ? functionMeantBy(callee) : null;
  if (definition && staysForGood(definition, MOST_HOPS)) report({ node: callee, message: 'endlessLoop', data: { call: text } });
}

const LONGEST = 40;

function staysForGood(definition: Python.FunctionDefinition, hops: number): boolean {
  if (loopsForGood(definition)) return true;
  if (hops === 0) return false;
  return callsOf(definition).some((call) => {
    // What only one branch calls may be no part of this.
    const isAlways = call.parent?.type === 'expression_statement' && call.parent.parent === definition.body;
    const next = isAlways ? functionMeantBy(call.function) : null;
    return next !== null && next !== definition && staysForGood(next, hops - 1);
  });
}

/** `SocketModeHandler.connect()` starts the thread that `start()` starts, and does not wait for ever after. */
function connecting(callee: Python.Node): Suggestion<Ids>[] {
  if (callee.type !== 'attribute' || callee.attribute.text !== 'start') return [];
  const { range } = callee.attribute;
  return [{ message: 'connect', fix: (fixer) => fixer.replaceTextRange(range, 'connect') }];
}
