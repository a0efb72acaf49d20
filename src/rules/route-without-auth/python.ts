import { applicationsIn, ownPrefix, surroundingOf, targetsOf } from '../../python/wiring.ts';
import { calledBy } from '../../python/called-functions.ts';
import { classOfMethod } from '../../python/classes.ts';
import { commentsAbove, commentsInside, docstringText } from '../../python/comments.ts';
import { dataAccess, takesDatabase } from '../../python/data-access.ts';
import { decorators, withDecorators } from '../../python/decorators.ts';
import type { Suggestion } from '../../language/detector.ts';
import type { PythonDetector } from '../../python/detector.ts';
import { callsOf, parameters } from '../../python/functions.ts';
import { lastName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { registration } from '../../python/registrations.ts';
import { classGuards, dependenciesGuard, isGuardingParameter, looksAtCaller, mayGuard } from '../../python/route-guards.ts';
import { isRouteHandler, routesOf, type Route } from '../../python/routes.ts';
import { projectAuthenticates } from '../../python/project-auth.ts';
import { saysPublic } from '../../vocabulary/public-marker.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { isSample } from '../../vocabulary/sample-files.ts';
import {
  changes,
  isPublicPath,
  namesChange,
  namesData,
  opensAccount,
  pathNamesData,
  readsData,
  publicComment,
  speaksOfStrangers,
  type Message,
  type Options,
} from './exposure.ts';

export const python: PythonDetector<Message, Options> = {
  mentions: [
    'route',
    'router',
    'get(',
    'post(',
    'put(',
    'patch(',
    'delete(',
    'APIView',
    'api_view',
    'MethodView',
    'Resource',
    'request',
    'websocket',
  ],
  visit: ({ source, options, path, project, report }) => {
    // What stands before a route may be in any other module.
    if (!project || isTestFile(path) || isSample(path)) return {};
    const applications = applicationsIn(project);
    if (!applications) return {};
    let hasReportedFile = false;

    function check(handler: Python.FunctionDefinition): void {
      const found = isRouteHandler(handler) ? routesOf(handler) : [];
      const exposed = found.length > 0 ? exposureOf(handler, found) : null;
      if (!exposed) return;
      const { message, route } = exposed;
      const node = route.decorator?.node ?? handler.name;
      const where = shownPath(handler, route);
      if (!project || !projectAuthenticates(project)) {
        if (!options.projectsWithoutAuth || message !== 'changesData' || hasReportedFile) return;
        hasReportedFile = true;
        report({ node, message: 'noAuthAnywhere', data: { route: shown(route, where) } });
        return;
      }
      report({ node, message, data: { route: shown(route, where) }, suggest: markPublic(handler) });
    }

    /** What is exposed by which of a handler's routes? */
    function exposureOf(handler: Python.FunctionDefinition, found: readonly Route[]): { message: Message; route: Route } | null {
      for (const route of found) {
        const isSocket = route.methods?.includes('WEBSOCKET') === true;
        const message = isSocket ? 'opensSocket' : exposes(handler, route);
        if (message && !isExpected(handler, route) && !isGuarded(handler, route, isSocket)) return { message, route };
      }
      return null;
    }

    function exposes(handler: Python.FunctionDefinition, { methods, path: own }: Route): Message | null {
      const changing = changes(methods);
      const access = dataAccess(handler);
      const called = callsOf(handler).map((call) => lastName(call.function) ?? '');
      if (changing !== false) {
        const writes =
          access.writes ||
          (changing === true && (takesDatabase(handler) || called.some(namesChange)) && (called.some(namesChange) || access.reads));
        // A view for all methods that writes only when it is sent a form.
        if (writes && (changing === true || /\bmethod\b|\bPOST\b|\.form\b/u.test(handler.text))) return 'changesData';
        if (changing === true) return null;
      }
      if (!options.reads || /^\s*(?:return\s+)?(?:redirect|send_file|send_from_directory)/u.test(handler.body.text)) return null;
      const isAbout = pathNamesData(own, options) || namesData(handler.name.text, options);
      const reads =
        (access.reads && isAbout) ||
        called.some((name) => readsData(name, options)) ||
        (access.reads && modelsIn(handler).some((name) => namesData(name, options)));
      return reads ? 'returnsData' : null;
    }

    /** Do paths, names, docstrings or comments say that strangers are expected? */
    function isExpected(handler: Python.FunctionDefinition, route: Route): boolean {
      const paths = wholePaths(handler, route);
      const names = [handler.name.text, classOfMethod(handler)?.name.text ?? ''];
      if (names.some((name) => speaksOfStrangers(null, name, options)) || paths.some((each) => speaksOfStrangers(each, '', options)))
        return true;
      if (changes(route.methods) === false && paths.some((each) => each !== null && isPublicPath(each, options))) return true;
      if (route.methods?.includes('POST') === true && paths.some((each) => opensAccount(each, handler.name.text))) return true;
      // `auth/password.py`: all of it is for people who cannot come in.
      if (FOR_STRANGERS.test(path)) return true;
      const comments = [...commentsAbove(withDecorators(handler)), ...commentsInside(withDecorators(handler)).slice(0, MOST_COMMENTS)];
      return saysPublic(docstringText(handler) ?? '') || comments.some(({ text }) => saysPublic(text));
    }

    /** The paths of a route with all that stands before it; null where that is not known. */
    function wholePaths(handler: Python.FunctionDefinition, route: Route): readonly (string | null)[] {
      const { router, path: own } = route;
      const listed = applications ? targetsOf(applications, classOfMethod(handler) ?? handler).map((target) => target.path) : [];
      if (own === null) return listed.length > 0 ? listed : [null];
      const prefix = router && ownPrefix(router);
      const around = router && applications ? surroundingOf(applications, router, path).prefixes : [];
      if (prefix === null || around.includes(null)) return [null];
      return [[...around, prefix, own].join('')];
    }

    function shownPath(handler: Python.FunctionDefinition, route: Route): string {
      const owner = classOfMethod(handler);
      const [listed] = route.path === null && applications ? targetsOf(applications, owner ?? handler) : [];
      if (listed?.path) return listed.path;
      const prefix = route.router && ownPrefix(route.router);
      return (route.path !== null && `${prefix ?? ''}${route.path}`) || (owner ?? handler).name.text;
    }

    function isGuarded(handler: Python.FunctionDefinition, route: Route, isSocket: boolean): boolean {
      const head = source.text.slice(withDecorators(handler).range[0], handler.body.range[0]);
      if (options.authenticators.some((name) => head.includes(name))) return true;
      if (decorators(handler).some((decorator) => registration(decorator) === null && mayGuard(decorator))) return true;
      if (route.call && dependenciesGuard(route.call)) return true;
      if (parameters(handler).some((parameter) => isGuardingParameter(parameter))) return true;
      if (classGuards(handler)) return true;
      if (applications) {
        const target = targetsOf(applications, classOfMethod(handler) ?? handler);
        if (target.some((each) => each.isGuarded)) return true;
        if (route.framework === 'django' && applications.guardsViews) return true;
        // Middleware of Starlette's kind, as of Express, does not see sockets; hooks and dependencies of routers do.
        if (surroundingOf(applications, route.router, path).isGuarded && !isSocket) return true;
      }
      // A guarded function inside of the handler, which calls it.
      if (handler.body.descendants('function_definition').some((inner) => decorators(inner).some(mayGuard))) return true;
      if (isSocket && /\.(?:headers|cookies|query_params)\b/u.test(handler.text)) return true;
      if (looksAtCaller(handler)) return true;
      // `page.rename_as(...)`, which calls `self.rename(...)`, which asks.
      return calledBy(handler).some((called) => looksAtCaller(called) || calledBy(called).some((inner) => looksAtCaller(inner)));
    }

    /** The comment by which people say so. */
    function markPublic(handler: Python.FunctionDefinition): readonly Suggestion<Message>[] {
      const { range, loc } = withDecorators(handler);
      const indent = source.text.slice(range[0] - loc.start.column, range[0]);
      return [{ message: 'markPublic', fix: (fixer) => fixer.insertTextBeforeRange(range, publicComment('#', indent, source.text)) }];
    }

    return { function_definition: check };
  },
};

const FOR_STRANGERS =
  /(?:^|\/)(?:(?:forgot(?:ten)?|lost|reset|recover|change)_?)?(?:passwords?|login|signin|sign_?up|registration|activation)\.py$/u;

function shown({ methods }: Route, where: string): string {
  return methods && methods.length > 0 && !methods.includes('WEBSOCKET') ? `${methods.join('/')} ${where}` : where;
}

/** Comments before a handler's first lines say what it is for. */
const MOST_COMMENTS = 5;

/** The classes that a function names: `User` of `User.query`, of `select(User)`. */
function modelsIn(handler: Python.FunctionDefinition): string[] {
  return handler.body
    .descendants('identifier')
    .map(({ text }) => text)
    .filter((text) => /^[A-Z][a-z]/u.test(text) && !/(?:Exception|Error|Response|Schema|Request|Form|Out|In|Read)$/u.test(text));
}
