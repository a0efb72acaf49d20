import type { PythonContext, PythonDetector } from '../../python/detector.ts';
import { enclosingFunction } from '../../python/functions.ts';
import type * as Python from '../../python/nodes.ts';
import { isDaemon, keptRunners, mentionsOfMethod, type KeptRunner } from '../../python/runners.ts';
import type { Project } from '../../project/project.ts';
import { Search } from '../../project/search.ts';
import { isSample } from '../../vocabulary/sample-files.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { methodsSpokenOf, type MessageId, type Options } from './stopping.ts';

type Context = PythonContext<MessageId, Options>;

const speaking = new Search('python', ['shutdown', 'stop', 'cancel', 'start']);

export const python: PythonDetector<MessageId, Options> = {
  mentions: ['apscheduler', 'watchdog', 'Timer(', 'PoolExecutor'],
  visit: (context) => ({
    module() {
      const { path, source, options } = context;
      if (isTestFile(path) || isSample(path)) return;
      for (const kept of keptRunners(source.tree)) {
        const { runner, place } = kept;
        if (runner.kind === 'executor' && (!options.executors || place === 'local')) continue;
        // A timer or watcher that only a function knows is gone with what it does, and for a daemon nobody waits.
        if ((runner.kind === 'timer' || runner.kind === 'observer') && (place === 'local' || isDaemon(kept))) continue;
        judge(kept, context);
      }
    },
  }),
};

function judge(kept: KeptRunner, { source, path, project, report }: Context): void {
  const { call, runner, text, names, place, escapes } = kept;
  const starts = runner.start === null ? [] : mentionsOfMethod(source.tree, names, [runner.start]);
  const stops = mentionsOfMethod(source.tree, names, runner.stops);
  if (stops.length > 0) {
    if (starts.length > 0 && runner.kind !== 'executor' && stops.every((stop) => isSkippedByErrors(stop, starts)))
      report({ node: stops[0] ?? call, message: 'unreachable', data: { name: text } });
    return;
  }
  // Who is handed it may stop it under another name.
  if (escapes) return;
  if (place !== 'local') {
    if (!project || isSpokenOf(project, path, names, runner.stops) !== false) return;
    if (runner.start !== null && starts.length === 0 && isSpokenOf(project, path, names, [runner.start]) !== true) return;
  } else if (starts.length === 0 || (names.size > 1 && project && isSpokenOf(project, path, names, runner.stops) !== false)) return;
  const message = runner.kind === 'observer' ? 'scheduler' : runner.kind;
  report({ node: call.function, message, data: { name: text, stop: runner.stops[0] ?? '' } });
}

/** Does another file of the project call one of these methods on something of this name? */
function isSpokenOf(project: Project, path: string, names: ReadonlySet<string>, methods: readonly string[]): boolean | 'unknown' {
  const paths = project.find(speaking);
  if (paths === null) return 'unknown';
  return paths.some((other) => {
    if (other === path || isTestFile(other)) return false;
    const spoken = project.ask(methodsSpokenOf, other);
    return spoken !== null && methods.some((method) => [...names].some((name) => spoken.has(`${name}.${method}`)));
  });
}

/** Does it stand at the end of a `try` that does other work first, in the function that starts it, where an error goes past it? */
function isSkippedByErrors(stop: Python.Attribute, starts: readonly Python.Attribute[]): boolean {
  const definition = enclosingFunction(stop);
  if (!starts.some((start) => enclosingFunction(start) === definition && start.range[0] < stop.range[0])) return false;
  let child: Python.Node = stop;
  for (let node = stop.parent; node && node !== definition; child = node, node = node.parent) {
    switch (node.type) {
      case 'lambda':
      case 'finally_clause':
      case 'except_clause':
      case 'argument_list':
        return false;
      case 'try_statement':
        // Registered beforehand, or the first thing that the `try` does.
        return node.body === child && node.body.children[0]?.contains(stop) !== true && !endsLater(node);
      default:
    }
  }
  return false;
}

function endsLater({ children }: Python.TryStatement): boolean {
  return children.some(({ type }) => type === 'finally_clause');
}
