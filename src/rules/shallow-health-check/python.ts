import type { PythonContext, PythonDetector } from '../../python/detector.ts';
import { answersFixedly } from '../../python/fixed-answers.ts';
import { handlersOf, triedNodes } from '../../python/handlers.ts';
import { lastName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { ownNodes } from '../../python/functions.ts';
import { routes, type Route } from '../../python/routes.ts';
import type { PythonTree } from '../../python/syntax/tree.ts';
import type { Project } from '../../project/project.ts';
import { pythonModule } from '../../project/python-modules.ts';
import { Search } from '../../project/search.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { answersFailure, CHECKING, HEALTH_WORDS, isHealthPath, PYTHON_DEPENDENCIES, type MessageId, type Options } from './health.ts';

const checking = new Search('python', HEALTH_WORDS);
const dependencies = new Search('python', PYTHON_DEPENDENCIES);
const packages = new Search('python', ['health_check.urls', "'health_check'", '"health_check"', 'import HealthCheck', 'fastapi_health']);

export const python: PythonDetector<MessageId, Options> = {
  mentions: HEALTH_WORDS,
  alsoMentions: PYTHON_DEPENDENCIES,
  visit: (context) => ({
    'module:exit'() {
      const { source, path, report, options } = context;
      if (isTestFile(path)) return;
      const found = healthRoutes(source.tree);
      const constant = found.filter(({ handler }) => answersFixedly(handler));
      if (constant.length > 0 && !found.some(checks) && needsOthers(context) && !isCheckedElsewhere(context))
        for (const route of firsts(constant)) report({ node: placeOf(route), message: 'constant', data: { path: route.path ?? '' } });
      for (const route of firsts(found)) {
        judgeFailures(route, context);
        if (options.requireWrite && context.mentions('sqlite3') && onlyReads(route.handler.text))
          report({ node: placeOf(route), message: 'neverWrites', data: { path: route.path ?? '' } });
      }
    },
  }),
};

function healthRoutes(tree: PythonTree): Route[] {
  return routes(tree).filter(({ path, methods }) => path !== null && isHealthPath(path) && methods?.includes('GET') !== false);
}

/** One route for each handler: `/health` and `/healthz` are told once. */
function firsts(found: readonly Route[]): Route[] {
  return found.filter(({ handler }, at) => found.findIndex((other) => other.handler === handler) === at);
}

function placeOf({ decorator, handler }: Route): Python.Node {
  return decorator?.node ?? handler.name;
}

/** Has the project anything that can be gone: a database, a queue, somebody's service? */
function needsOthers({ mentions, project, path }: PythonContext<MessageId, Options>): boolean {
  if (PYTHON_DEPENDENCIES.some((word) => mentions(word))) return true;
  const part = partOf(path);
  return project?.find(dependencies)?.some((other) => !isTestFile(other) && partOf(other) === part) === true;
}

/** In a repository of several services, what another one needs is of no concern here. */
function partOf(path: string): string {
  const [first = '', second, third] = path.split('/');
  if (second === undefined) return '';
  return third !== undefined && /^(?:services|apps|packages|backend|src)$/u.test(first) ? `${first}/${second}` : first;
}

/** Does another route, or a package, check what the service needs, so that this one is there to say that it runs? */
function isCheckedElsewhere({ project, path }: PythonContext<MessageId, Options>): boolean {
  if (!project) return false;
  if ((project.find(packages) ?? []).length > 0) return true;
  return (project.find(checking) ?? []).some((other) => {
    if (other === path || isTestFile(other)) return false;
    return isChecking(project, other);
  });
}

function isChecking(project: Project, path: string): boolean {
  const tree = pythonModule(project, path);
  return tree !== null && healthRoutes(tree).some(checks);
}

/** Does the route look at something? A page called status may show anything. */
function checks({ path, handler }: Route): boolean {
  return path?.includes('status') === false && !answersFixedly(handler);
}

/** Handlers of failed checks, after which the answer is 200 all the same. */
function judgeFailures(route: Route, { report }: PythonContext<MessageId, Options>): void {
  const { handler } = route;
  const statements = ownNodes(handler, 'try_statement');
  if (statements.length === 0 || answersFailure(handler.text)) return;
  // What else the function asks may decide about its answer.
  const statement = statements.find((candidate) =>
    triedNodes(candidate, 'call').some((call) => CHECKING.test(lastName(call.function) ?? '')),
  );
  const clause = statement && handlersOf(statement)[0];
  const keyword = clause?.tokens[0] as Python.Node | undefined;
  if (keyword) report({ node: keyword, message: 'hidesFailure', data: { path: route.path ?? '' } });
}

function onlyReads(text: string): boolean {
  return /select\s+1\b/iu.test(text) && !/BEGIN IMMEDIATE|INSERT|UPDATE|REPLACE|W_OK|\bwrite/iu.test(text);
}
