import { lastName } from '../../javascript/calls.ts';
import type { JavaScriptContext, JavaScriptDetector } from '../../javascript/detector.ts';
import { isFunction, unwrap, type AnyFunction } from '../../javascript/expressions.ts';
import { answersFixedly } from '../../javascript/fixed-answers.ts';
import { callsIn } from '../../javascript/questions.ts';
import { nestRouteOf } from '../../javascript/nest-routes.ts';
import { nextRoutes } from '../../javascript/next-routes.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { middlewareOf, routeOf } from '../../javascript/routes.ts';
import { functionOf, ownNodes } from '../../javascript/scopes.ts';
import { Search } from '../../project/search.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { answersFailure, CHECKING, HEALTH_WORDS, isHealthPath, JAVASCRIPT_DEPENDENCIES, type MessageId, type Options } from './health.ts';

type Context = JavaScriptContext<MessageId, Options>;

const dependencies = new Search('javascript', JAVASCRIPT_DEPENDENCIES);
const packages = new Search('javascript', [
  '@nestjs/terminus',
  '@godaddy/terminus',
  'lightship',
  'HealthCheckService',
  '/readyz',
  "'/ready'",
  '"/ready"',
]);

/** A route by which the service is watched. */
interface Check {
  readonly path: string;
  readonly place: JavaScript.Node;
  readonly handler: AnyFunction;
}

export const javascript: JavaScriptDetector<MessageId, Options> = {
  // Next's routes have their path from the file's name.
  mentions: [...HEALTH_WORDS, 'GET'],
  alsoMentions: JAVASCRIPT_DEPENDENCIES,
  visit: (context) => {
    const { source, path, mentions } = context;
    const isNextFile =
      /\/(?:health\w*|ready\w*|status)\/route\.[jt]sx?$|pages\/api\/(?:.*\/)?(?:health\w*|ready\w*|status)\.[jt]sx?$/u.test(path);
    if (isTestFile(path) || !(isNextFile || HEALTH_WORDS.some(mentions))) return {};
    const found: Check[] = [];
    const add = (
      route: { path: string | undefined; methods: readonly string[]; handlers: readonly JavaScript.Node[] },
      place: JavaScript.Node,
    ) => {
      if (route.path === undefined || !isHealthPath(route.path) || !(route.methods.includes('GET') || route.methods.includes('ALL')))
        return;
      const last = route.handlers.at(-1);
      const handler = last && (isFunction(last) ? last : functionOf(unwrap(last), source));
      if (handler) found.push({ path: route.path, place, handler });
    };
    return {
      CallExpression(call) {
        const name = lastName(call);
        if (name === 'use') {
          // `app.use('/healthz', (req, res) => res.send('ok'))`
          const use = middlewareOf(call, source);
          if (use?.handlers.length === 1) add({ ...use, methods: ['ALL'] }, call.callee);
          return;
        }
        if (name !== 'get' && name !== 'all' && name !== 'route') return;
        const route = routeOf(call, source);
        if (route) add(route, call.callee.type === Kind.MemberExpression ? call.callee.property : call.callee);
      },
      MethodDefinition(method) {
        const route = nestRouteOf(method, source);
        if (route) add(route, method.key);
      },
      'Program:exit'() {
        if (isNextFile) for (const route of nextRoutes(source, path)) add(route, route.node);
        tell(found, context);
      },
    };
  },
};

function tell(found: readonly Check[], context: Context): void {
  const { source, report } = context;
  const constant = found.filter(({ handler }) => answersFixedly(handler, source));
  if (constant.length > 0 && constant.length === found.length && needsOthers(context) && !isCheckedElsewhere(context))
    for (const { path, place } of constant) report({ node: startOf(place), message: 'constant', data: { path } });
  for (const { handler, path } of found) {
    const keyword = hiddenFailure(handler, context);
    if (keyword) report({ loc: keyword.loc, message: 'hidesFailure', data: { path } });
  }
}

/** A function is named by its name, not by all of its lines. */
function startOf(place: JavaScript.Node): JavaScript.Node {
  if (isFunction(place) && place.type !== Kind.ArrowFunctionExpression && place.id) return place.id;
  if (place.type === Kind.VariableDeclarator) return place.id;
  return place;
}

/** Has the project anything that can be gone: a database, a queue, somebody's service? */
function needsOthers({ mentions, project }: Context): boolean {
  if (JAVASCRIPT_DEPENDENCIES.some((word) => mentions(word))) return true;
  return project?.find(dependencies)?.some((other) => !isTestFile(other)) === true;
}

/** Does a package, or a route called ready, check what the service needs, so that this one is there to say that it runs? */
function isCheckedElsewhere({ project }: Context): boolean {
  return project?.find(packages)?.some((other) => !isTestFile(other)) === true;
}

function hiddenFailure(handler: AnyFunction, { source }: Context): JavaScript.Token | undefined {
  const statement = ownNodes(handler.body, source).find(
    (node): node is JavaScript.TryStatement =>
      node.type === Kind.TryStatement && callsIn(node.block, source).some((call) => CHECKING.test(lastName(call) ?? '')),
  );
  const clause = statement?.handler;
  if (!clause || answersFailure(source.getText(handler))) return undefined;
  return source.getFirstToken(clause) ?? undefined;
}
