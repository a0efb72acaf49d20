import { argument, argumentsOf } from '../../python/calls.ts';
import type { PythonContext, PythonDetector } from '../../python/detector.ts';
import { decorators } from '../../python/decorators.ts';
import { enclosingFunction, functionMeantBy, ownNodes } from '../../python/functions.ts';
import { callsNamed } from '../../python/named-calls.ts';
import { calleeName, lastName, rootName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { addedJobs, beatEntries, crontabMinutes, type AddedJob } from '../../python/recurring-jobs.ts';
import { isRouteHandler } from '../../python/routes.ts';
import type { Project } from '../../project/project.ts';
import { Search } from '../../project/search.ts';
import { isHousekeeping } from '../../vocabulary/housekeeping-names.ts';
import { isSample } from '../../vocabulary/sample-files.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { saidAs, speaksOfGuard, type MessageId, type Options, type SuggestionId } from './overlap.ts';

type Context = PythonContext<MessageId | SuggestionId, Options>;

const schedulers = new Search('python', [/scheduler/i]);
const tasks = new Search('python', [/shared_task/i, /celery/i, 'task']);

export const python: PythonDetector<MessageId | SuggestionId, Options> = {
  mentions: [
    'add_job',
    'scheduled_job',
    'beat_schedule',
    'BEAT_SCHEDULE',
    'BEATSCHEDULE',
    'add_periodic_task',
    'periodic_task',
    'schedule.every',
  ],
  visit: (context) => ({
    module() {
      const { path, mentions } = context;
      if (isTestFile(path) || isSample(path)) return;
      if (mentions('add_job') || mentions('scheduled_job')) checkJobs(context);
      if (['beat_schedule', 'BEAT_SCHEDULE', 'BEATSCHEDULE', 'add_periodic_task'].some((word) => mentions(word))) checkBeat(context);
      if (mentions('periodic_task')) checkHuey(context);
      if (mentions('schedule.every')) checkThreads(context);
    },
  }),
};

function checkJobs({ source, options, project, report }: Context): void {
  const jobs = addedJobs(source.tree).filter(({ runsOnce }) => !runsOnce);
  if (jobs.length === 0) return;
  const others = project?.find(schedulers)?.filter((path) => !isTestFile(path)) ?? null;
  // Where the project's other files are not known, neither is what its scheduler was given.
  if (!project || others === null) return;
  const isSaid = (question: (text: string) => boolean): boolean =>
    question(source.text) || others.some((path) => project.ask(question, path) === true);
  let isKept: boolean | undefined;
  let isPatient: boolean | undefined;
  for (const job of jobs) {
    const { call, minutes } = job;
    if (job.isFixed && !isInRoute(call) && argument(call, { keyword: 'jobstore' }) === null) {
      const message = storedAgain(job);
      if (message && (isKept ??= isSaid(keepsJobs))) report({ node: call.function, message });
    }
    if (!options.misfires || minutes === null || minutes < 60 || argument(call, { keyword: 'misfire_grace_time' }) !== null) continue;
    if ((isPatient ??= isSaid(setsMisfires))) continue;
    const words = argumentsOf(call)[0]?.value.text.slice(0, 80) ?? '';
    if (!isHousekeeping(words)) report({ node: call.function, message: 'misfire', data: { interval: saidAs(minutes) } });
  }
}

function storedAgain({ call, isDecorator }: AddedJob): 'duplicate' | 'conflict' | null {
  if (argument(call, { keyword: 'id' }) === null) return 'duplicate';
  if (isDecorator) return null;
  const replacing = argument(call, { keyword: 'replace_existing' });
  return replacing === null || (replacing !== 'unknown' && replacing.type === 'false') ? 'conflict' : null;
}

/** A job that a request adds is another one each time. */
function isInRoute(call: Python.Call): boolean {
  const definition = enclosingFunction(call);
  return definition !== null && isRouteHandler(definition);
}

/** Does a file keep the jobs of its scheduler in a database? */
function keepsJobs(text: string): boolean {
  return /\b(?:SQLAlchemy|Redis|MongoDB|ZooKeeper|RethinkDB|Etcd|Django)JobStore\(|add_jobstore\(\s{0,40}['"](?:sqlalchemy|redis|mongodb)/u.test(
    text,
  );
}

/** Does a file say for all jobs how late they may start: `job_defaults={'misfire_grace_time': 600}`? */
function setsMisfires(text: string): boolean {
  return (
    /['".]misfire_grace_time['"]/u.test(text) || /[jJ][oO][bB]_[dD][eE][fF][aA][uU][lL][tT][sS][^\n]{0,200}misfire_grace_time/u.test(text)
  );
}

function checkBeat({ source, options, project, report }: Context): void {
  for (const { node, minutes, task, words, expires } of beatEntries(source.tree)) {
    if (minutes > options.maxMinutes || expires || isHousekeeping(words)) continue;
    if (!project || isLocked(project, task)) continue;
    report({ node, message: 'beat', data: { interval: saidAs(minutes) } });
  }
}

/** Does the task of this name take a lock, or is it nowhere to be seen? */
function isLocked(project: Project, task: string): boolean {
  const paths = project.find(tasks);
  if (paths === null) return true;
  const found = paths.flatMap((path) => (isTestFile(path) ? [] : (project.ask(guardsByFunction, path)?.get(task) ?? [])));
  return found.length === 0 || found.some((isGuarded) => isGuarded);
}

/** Of each function of a file: does its code, decorators included, speak of a lock? */
function guardsByFunction(text: string): ReadonlyMap<string, boolean> {
  const starts = [...text.matchAll(/^(?:async )?def (\w{1,80})/gmu)];
  // What a file locks, its tasks may reach by way of its other functions.
  const locks = /\b(?:lock|Lock|get_lock|acquire\w{0,20})\(|import [^\n]{0,80}\block\b/u.test(text);
  return new Map(
    starts.map(({ index, 1: name = '' }, place) => {
      const before = text.slice(Math.max(0, index - MOST_BEFORE), index);
      // Its decorators stand behind the last empty line.
      const decorated = before.slice(before.lastIndexOf('\n\n') + 1);
      return [name, locks || speaksOfGuard(decorated + text.slice(index, starts[place + 1]?.index))];
    }),
  );
}

const MOST_BEFORE = 400;

/** huey's `@huey.periodic_task(crontab(minute='*\/5'))` without `@huey.lock_task(...)`. */
function checkHuey({ source, options, report }: Context): void {
  for (const call of callsNamed(source.tree, (name) => name === 'periodic_task' || name === 'db_periodic_task')) {
    const definition =
      call.parent?.type === 'decorator' && call.parent.parent?.type === 'decorated_definition' ? call.parent.parent.definition : null;
    const first = argumentsOf(call)[0]?.value;
    if (definition?.type !== 'function_definition' || first?.type !== 'call' || !(calleeName(first) ?? '').startsWith('huey.')) continue;
    const minutes = crontabMinutes(first);
    if (minutes === null || minutes > options.maxMinutes || isHousekeeping(definition.name.text)) continue;
    const isLocked = decorators(definition).some((decorator) => speaksOfGuard(decorator.node.text)) || speaksOfGuard(definition.text);
    if (!isLocked) report({ node: call.function, message: 'periodic', data: { interval: saidAs(minutes) } });
  }
}

/** `schedule.every(5).minutes.do(run_threaded, work)`: the function that it runs starts a thread. */
function checkThreads({ source, report }: Context): void {
  for (const call of callsNamed(source.tree, (name) => name === 'do')) {
    const root = rootName(call.function);
    if (root?.text !== 'schedule') continue;
    const [first, second] = argumentsOf(call);
    const runner = first && functionMeantBy(first.value);
    if (!runner || speaksOfGuard(runner.text)) continue;
    const threads = ownNodes(runner, 'call').filter((inner) => calleeName(inner) === 'threading.Thread');
    if (threads.length === 0) continue;
    const job = second ?? first;
    const work = functionMeantBy(job.value);
    if (isHousekeeping(job.value.text) || (work && speaksOfGuard(work.text))) continue;
    report({ node: first.value, message: 'thread', data: { job: lastName(job.value) ?? job.value.text } });
  }
}
