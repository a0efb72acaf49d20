import { argument, argumentsOf, methodName, receiver } from '../../python/calls.ts';
import type { PythonDetector } from '../../python/detector.ts';
import { callsOf } from '../../python/functions.ts';
import { keepingOf } from '../../python/tasks.ts';
import { calleeName, dottedText, lastName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { routes, type Route } from '../../python/routes.ts';
import type { Suggestion } from '../../language/detector.ts';
import { clearsUp } from '../../vocabulary/cleanup-names.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { asksForWork, speaksOfAccepted, STARTING, type MessageId, type SuggestionId } from './accepting.ts';

type Ids = MessageId | SuggestionId;

export const python: PythonDetector<Ids> = {
  mentions: STARTING,
  visit: ({ source, path, report }) => ({
    'module:exit'() {
      if (isTestFile(path)) return;
      for (const route of routes(source.tree)) {
        if (route.path === null || route.methods?.includes('POST') !== true || !asksForWork(route.path)) continue;
        const { handler, decorator } = route;
        const started = callsOf(handler).find(startsWork);
        const code = started && codeOf(route);
        // A wait for the result, or an answer that says so, and all is well.
        if (!started || code == null || speaksOfAccepted(handler.text) || waits(handler)) continue;
        report({
          node: decorator?.node ?? handler.name,
          message: 'started',
          data: { call: (dottedText(started.function) ?? 'this').slice(-LONGEST), code },
          suggest: answer202(route),
        });
      }
    },
  }),
};

const LONGEST = 40;

/** Does this call start work that goes on when the route has answered? */
function startsWork(call: Python.Call): boolean {
  const name = lastName(call.function) ?? '';
  switch (name) {
    case 'create_task':
    case 'ensure_future':
      // A task that is awaited, or gathered, is done when the route answers.
      return keepingOf(call).kind !== 'returned' && call.parent?.type !== 'await' && !isAwaitedLater(call);
    case 'add_task':
      // What is only put away, told or counted afterwards is not the work.
      if (isBesideTheWork(call)) return false;
      return /task|background|^bg$/iu.test(nameOfReceiver(call));
    case 'delay':
    case 'apply_async':
      return receiver(call) !== null && calleeName(call)?.startsWith('asyncio.') !== true;
    case 'enqueue':
    case 'start_task':
    case 'send_task':
    case 'start_soon':
      return true;
    case 'submit':
      return /executor|pool|scheduler/iu.test(nameOfReceiver(call)) && !isAwaitedLater(call);
    case 'Thread':
      return calleeName(call) === 'threading.Thread';
    default:
      return false;
  }
}

function isBesideTheWork(call: Python.Call): boolean {
  const name = lastName(argumentsOf(call)[0]?.value ?? call.function) ?? '';
  return (
    clearsUp(name) ||
    /^_*(?:send|notify|log|track|record|audit|emit|publish|refresh|invalidate|clean|delete|rmtree|capture|report)/u.test(name)
  );
}

function nameOfReceiver(call: Python.Call): string {
  const owner = methodName(call) === null ? null : receiver(call);
  return owner ? (lastName(owner) ?? '') : '';
}

/** `task = create_task(...)`, then `await task`. */
function isAwaitedLater(call: Python.Call): boolean {
  const assignment = call.parent?.type === 'assignment' ? call.parent : null;
  const name = assignment?.left.type === 'identifier' ? assignment.left.text : null;
  if (name === null) return false;
  let scope: Python.Node | null = call;
  while (scope && scope.type !== 'function_definition') scope = scope.parent;
  return scope?.descendants('await').some((awaited) => new RegExp(`\\b${name}\\b`, 'u').test(awaited.text.slice(0, 200))) === true;
}

/** `result.get(timeout=10)`, `thread.join()`: the route waits until it is done. */
function waits(handler: Python.FunctionDefinition): boolean {
  return callsOf(handler).some((call) => {
    const name = methodName(call);
    if (name === 'join') return /thread|process|worker/iu.test(nameOfReceiver(call));
    if (name === 'result') return argumentsOf(call).length <= 1 && /future|task|handle/iu.test(nameOfReceiver(call));
    return (
      (name === 'get' || name === 'wait') &&
      /^(?:result|async_result|task|job)$/u.test(nameOfReceiver(call)) &&
      argumentsOf(call).every(({ name: keyword }) => keyword === 'timeout')
    );
  });
}

/** The status that the route answers with, as far as it is written; null for one that fits, or that nobody knows. */
function codeOf({ call, framework, handler }: Route): string | null {
  const given = call && argument(call, { keyword: 'status_code' });
  if (given && given !== 'unknown')
    return /20[01]|_OK\b|CREATED/u.test(given.text) ? (/201|CREATED/u.test(given.text) ? '201' : '200') : null;
  if (given === 'unknown') return null;
  // What hands the answer on from elsewhere may carry any status.
  if (
    /\b(?:redirect|RedirectResponse|StreamingResponse|FileResponse|send_file)\b|status_code\s*=\s*(?!20[01])|\bstatus=(?!20[01])/u.test(
      handler.text,
    )
  )
    return null;
  if (/\b201\b|CREATED/u.test(handler.text)) return '201';
  return framework === null ? null : '200';
}

function answer202({ call, framework }: Route): Suggestion<Ids>[] {
  if (framework !== 'fastapi' || call?.arguments.type !== 'argument_list') return [];
  const given = argument(call, { keyword: 'status_code' });
  const last = argumentsOf(call).at(-1);
  if (given === 'unknown' || !last) return [];
  return [
    {
      message: 'answer202',
      fix: (fixer) =>
        given ? fixer.replaceTextRange(given.range, '202') : fixer.insertTextAfterRange(last.node.range, ', status_code=202'),
    },
  ];
}
