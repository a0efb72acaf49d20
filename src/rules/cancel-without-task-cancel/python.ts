import { pythonModule } from '../../project/python-modules.ts';
import type { Project } from '../../project/project.ts';
import { Search } from '../../project/search.ts';
import { calledBy } from '../../python/called-functions.ts';
import { argumentsOf, receiver } from '../../python/calls.ts';
import { classOfMethod } from '../../python/classes.ts';
import { moduleOf } from '../../python/columns.ts';
import { constantText } from '../../python/constants.ts';
import type { PythonContext, PythonDetector } from '../../python/detector.ts';
import { parts, unwrap } from '../../python/expressions.ts';
import { logCall } from '../../python/logging.ts';
import { lastName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { routesOf } from '../../python/routes.ts';
import type { PythonTree } from '../../python/syntax/tree.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import {
  cancels,
  isCancelPath,
  isStatusName,
  isStopFlag,
  isWork,
  keepsRecords,
  mayStop,
  saysCancelled,
  type MessageId,
} from './stopping.ts';

type Context = PythonContext<MessageId>;

export const python: PythonDetector<MessageId> = {
  mentions: ['cancelled', 'canceled', 'CANCELLED', 'CANCELED', 'cancelling', 'CANCELLING', 'aborted', 'ABORTED', 'stopped', 'STOPPED'],
  alsoMentions: ['def cancel', 'def stop', 'def abort', 'def terminate', '/cancel', '/stop', '/abort', '_cancel', '_stop', '_abort'],
  visit: (context) => ({
    module() {
      const { source, path, mentions } = context;
      if (isTestFile(path) || !python.alsoMentions?.some(mentions)) return;
      const byPath = mentions('/cancel') || mentions('/stop') || mentions('/abort');
      for (const definition of moduleOf(source.tree).descendants('function_definition')) {
        const paths = byPath ? routesOf(definition).flatMap(({ path: at }) => at ?? []) : [];
        if (cancels(definition.name.text) || paths.some(isCancelPath)) judge(definition, paths, context);
      }
    },
  }),
};

/** How many functions are followed from one to the next. */
const MOST_HOPS = 2;

function judge(definition: Python.FunctionDefinition, paths: readonly string[], { project, report }: Context): void {
  const owner = classOfMethod(definition);
  const name = definition.name.text;
  // What keeps the records leaves the work to its callers.
  if (!isWork(name, ...paths, owner?.name.text ?? '') || (owner && keepsRecords(owner.name.text))) return;
  const mark = markIn(definition);
  if (!mark || mayReachWork(definition, MOST_HOPS, new Set())) return;
  // What reads the status while it works stops by itself.
  if (readsStatus(definition.tree, definition) || (project && isReadElsewhere(project))) return;
  report({ node: mark.node, message: 'goesOn', data: { name, status: mark.status } });
}

interface Mark {
  readonly node: Python.Node;
  readonly status: string;
}

/** Where does a function set a status to something like "cancelled"? */
function markIn(definition: Python.FunctionDefinition): Mark | null {
  for (const node of definition.descendants('assignment', 'call')) {
    const mark = node.type === 'assignment' ? assignedMark(node) : givenMark(node);
    if (mark) return mark;
  }
  return null;
}

function assignedMark({ left, right }: Python.Assignment): Mark | null {
  const name = left.type === 'attribute' ? left.attribute.text : left.type === 'subscript' ? keyOf(left) : '';
  return right && isStatusName(name) ? markOf(right) : null;
}

function keyOf(subscript: Python.Subscript): string {
  const [key] = subscript.all('subscript');
  return (key && constantText(key)) ?? '';
}

function markOf(value: Python.Node): Mark | null {
  const node = unwrap(value);
  if (node.type === 'string') {
    const text = constantText(node) ?? '';
    return saysCancelled(text) ? { node, status: text } : null;
  }
  if (node.type !== 'attribute') return null;
  const last = node.attribute.text === 'value' || node.attribute.text === 'name' ? lastName(node.object) : node.attribute.text;
  return last !== null && saysCancelled(last) ? { node, status: last } : null;
}

/** `update(run_id, status="cancelled")`, `set_status(run, Status.CANCELLED)`, `execute("UPDATE runs SET status = 'cancelled' ...")` */
function givenMark(call: Python.Call): Mark | null {
  const callee = lastName(call.function) ?? '';
  // `RunResponse(status="cancelled")` says so to the caller.
  if (/^_*[A-Z]/u.test(callee) || logCall(call)) return null;
  const isUpdate = /update|values|set|save|patch|mark|change|write|transition/iu.test(callee);
  const isSql = /^(?:execute\w{0,20}|run_query|query|text)$/u.test(callee);
  for (const { name, value } of argumentsOf(call)) {
    const node = unwrap(value);
    if (isUpdate && (name === null ? isStatusName(callee) : isStatusName(name))) {
      const mark = markOf(node);
      if (mark) return mark;
    }
    if (isUpdate && node.type === 'dictionary') {
      for (const pair of parts(node)) {
        const mark = pair.type === 'pair' && isStatusName(constantText(pair.key) ?? '') ? markOf(pair.value) : null;
        if (mark) return mark;
      }
    }
    if (isSql) {
      const mark = sqlMark(call, node);
      if (mark) return mark;
    }
  }
  return null;
}

function sqlMark(call: Python.Call, node: Python.Node): Mark | null {
  const text = node.type === 'string' || node.type === 'concatenated_string' ? (constantText(node) ?? '').slice(0, LONGEST_SQL) : '';
  if (!/\bUPDATE\b/iu.test(text) || !/\bset\b/iu.test(text) || !/\b(?:status|state)\b/iu.test(text)) return null;
  const inText = /'((?:cancell?|abort|stopp?)(?:ed|ing))'/iu.exec(text)?.[1];
  if (inText !== undefined) return { node, status: inText };
  const given = call.arguments.descendants('string').find((value) => saysCancelled(constantText(value) ?? ''));
  return given ? { node: given, status: constantText(given) ?? '' } : null;
}

const LONGEST_SQL = 1000;

/** Does a function, or one that it calls, stop what runs, tell it to stop, or do what may do so? */
function mayReachWork(definition: Python.FunctionDefinition, hops: number, seen: Set<Python.Node>): boolean {
  seen.add(definition);
  if (definition.descendants('assignment').some(setsFlag)) return true;
  const called = new Map(calledBy(definition).map((other) => [other.name.text, other]));
  for (const call of definition.descendants('call')) {
    const name = lastName(call.function) ?? '';
    const object = receiver(call);
    // `self.cancelled.add(run_id)`
    if (object && isStopFlag(lastName(object) ?? '') && /^(?:add|append|set|put|discard|pop|remove)/u.test(name)) return true;
    if (!mayStop(name) || logCall(call) || givenMark(call)) continue;
    const local = called.get(name);
    if (!local || (hops > 0 && !seen.has(local) && mayReachWork(local, hops - 1, seen))) return true;
  }
  return [...called.values()].some((other) => hops > 0 && !seen.has(other) && mayReachWork(other, hops - 1, seen));
}

function setsFlag({ left }: Python.Assignment): boolean {
  if (left.type === 'attribute') return isStopFlag(left.attribute.text) && !/_at$|_by$|time|reason/u.test(left.attribute.text);
  return left.type === 'subscript' && isStopFlag(lastName(left.value) ?? '');
}

const asking = new Search('python', [
  'cancelled',
  'canceled',
  'CANCELLED',
  'CANCELED',
  'aborted',
  'ABORTED',
  'stopped',
  'STOPPED',
  'should_stop',
  'cancel_requested',
]);

/** So many other files are read. */
const MOST_FILES = 40;

function isReadElsewhere(project: Project): boolean {
  const paths = project.find(asking);
  // Where not all can be known, nothing is said.
  if (!paths || paths.length > MOST_FILES) return true;
  return paths.some((path) => {
    const tree = isTestFile(path) ? null : pythonModule(project, path);
    return tree !== null && readsStatus(tree, null);
  });
}

/** Is a status compared with "cancelled" inside of a loop, or in a function that is there to ask? */
function readsStatus(tree: PythonTree, except: Python.FunctionDefinition | null): boolean {
  if (
    moduleOf(tree)
      .descendants('function_definition')
      .some(({ name }) => ASKS.test(name.text))
  )
    return true;
  return moduleOf(tree)
    .descendants('comparison_operator')
    .some((comparison) => {
      if (except?.contains(comparison) || !comparison.descendants('string', 'attribute', 'identifier').some(meansCancelled)) return false;
      for (let up = comparison.parent; up; up = up.parent) {
        if (up.type === 'while_statement' || up.type === 'for_statement') return true;
        if (up.type === 'function_definition') return false;
      }
      return false;
    });
}

const ASKS = /^_{0,2}(?:is|was|should|check|raise|ensure|must)_\w{0,30}(?:cancel|stop|abort)/u;

function meansCancelled(node: Python.Node): boolean {
  if (node.type === 'string') return saysCancelled(constantText(node) ?? '');
  return saysCancelled(lastName(node) ?? '');
}
