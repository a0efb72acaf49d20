import { callsUnder } from '../../javascript/scopes.ts';
import { applicationsIn, projectAuthenticates, surroundingOf } from '../../javascript/wiring.ts';
import { lastName } from '../../javascript/calls.ts';
import { dataAccess } from '../../javascript/data-access.ts';
import { decoratorsOf } from '../../javascript/decorators.ts';
import type { JavaScriptDetector } from '../../javascript/detector.ts';
import { isFunction, unwrap, type AnyFunction } from '../../javascript/expressions.ts';
import { lastWordOf } from '../../javascript/last-words.ts';
import { nestRouteOf } from '../../javascript/nest-routes.ts';
import { nextRoutes } from '../../javascript/next-routes.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { looksAtCaller, standingOf } from '../../javascript/route-guards.ts';
import { handlerOf, routeOf, type Route } from '../../javascript/routes.ts';
import type { Suggestion } from '../../language/detector.ts';
import { meaningAcross } from '../../project/javascript-modules.ts';
import { smellsOfAuth } from '../../vocabulary/auth-smell.ts';
import { isPublicDecorator, saysPublic } from '../../vocabulary/public-marker.ts';
import { isSample } from '../../vocabulary/sample-files.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import {
  changes,
  isPublicPath,
  namesChange,
  namesData,
  opensAccount,
  pathNamesData,
  publicComment,
  readsData,
  speaksOfStrangers,
  type Message,
  type Options,
} from './exposure.ts';

export const javascript: JavaScriptDetector<Message, Options> = {
  mentions: [
    '.get(',
    '.post(',
    '.put(',
    '.patch(',
    '.delete(',
    '.all(',
    '.route(',
    '@Controller',
    'GET',
    'POST',
    'PUT',
    'PATCH',
    'DELETE',
    'export default',
  ],
  visit: ({ source, options, path, project, report }) => {
    if (!project || isTestFile(path) || isSample(path)) return {};
    let told = false;

    function check(route: Route, handler: AnyFunction | undefined, name: string, handlerSource = source): void {
      if (!project || !handler) return;
      const message = exposes(route, handler, name, handlerSource);
      if (!message) return;
      const [start] = statementOf(route.node).range;
      const head = source.text.slice(start, Math.max(start, handlerSource === source ? handler.body.range[0] : route.node.range[1]));
      if (options.authenticators.some((given) => head.includes(given))) return;
      const applications = applicationsIn(project, source);
      if (!applications) return;
      const { isGuarded, prefixes } = surroundingOf(applications, route.router, { path, offset: route.node.range[0] }, source);
      const whole = route.path === undefined || prefixes.includes(null) ? null : [...prefixes, route.path].join('');
      if (isGuarded || isExpected(route, handler, name, whole)) return;
      if (route.handlers.slice(0, -1).some((element) => standingOf(element, source) !== 'harmless')) return;
      if (chainGuards(route.node) || looksAtCaller(handler, handlerSource) || callsGuard(handler, handlerSource)) return;
      const shown = `${route.methods.join('/')} ${whole ?? route.path ?? name}`;
      const node =
        route.node.type === Kind.MethodDefinition
          ? route.node.key
          : route.node.type === Kind.CallExpression
            ? route.node.callee
            : route.node;
      const loc = route.framework === 'next' ? { start: route.node.loc.start, end: route.node.loc.start } : undefined;
      if (projectAuthenticates(project)) {
        report({ ...(loc ? { loc } : { node }), message, data: { route: shown }, suggest: markPublic(route.node) });
      } else if (options.projectsWithoutAuth && message === 'changesData' && !told) {
        told = true;
        report({ ...(loc ? { loc } : { node }), message: 'noAuthAnywhere', data: { route: shown } });
      }
    }

    function exposes(route: Route, handler: AnyFunction, name: string, handlerSource: typeof source): Message | null {
      const changing = changes(route.methods);
      const access = dataAccess(handler, handlerSource);
      const called = callsUnder(handler, handlerSource).map((call) => lastName(call) ?? '');
      if (changing !== false) {
        if (access.writes || (changing === true && called.some(namesChange))) return 'changesData';
        if (changing === true) return null;
      }
      if (!options.reads) return null;
      const isAbout =
        pathNamesData(route.path ?? null, options) || namesData(name, options) || access.owners.some((owner) => namesData(owner, options));
      return (access.reads && isAbout) || called.some((each) => readsData(each, options)) ? 'returnsData' : null;
    }

    function isExpected(route: Route, handler: AnyFunction, name: string, whole: string | null): boolean {
      if (speaksOfStrangers(route.path ?? null, name, options) || speaksOfStrangers(whole, '', options)) return true;
      // A file of such routes: `routes/auth.js`.
      if (speaksOfStrangers(path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/u, ''), '', options)) return true;
      if (changes(route.methods) === false && whole !== null && isPublicPath(whole, options)) return true;
      if (route.methods.includes('POST') && opensAccount(whole ?? route.path ?? null, name)) return true;
      const statement = statementOf(route.node);
      const comments = [...source.getCommentsBefore(statement), ...source.getCommentsInside(handler).slice(0, MOST_COMMENTS)];
      return comments.some((comment) => saysPublic(comment.value));
    }

    /** The comment by which people say so. */
    function markPublic(node: JavaScript.Node): readonly Suggestion<Message>[] {
      const { range, loc } = statementOf(node);
      const indent = source.text.slice(range[0] - loc.start.column, range[0]);
      return [{ message: 'markPublic', fix: (fixer) => fixer.insertTextBeforeRange(range, publicComment('//', indent, source.text)) }];
    }

    /** `router.route('/x').all(requireAuth).get(list)`. */
    function chainGuards(node: JavaScript.Node): boolean {
      let at = node.type === Kind.CallExpression && node.callee.type === Kind.MemberExpression ? unwrap(node.callee.object) : undefined;
      for (let hops = 0; at?.type === Kind.CallExpression && hops < MOST_CHAINED; hops++) {
        const method = lastName(at);
        if (
          (method === 'all' || method === 'use') &&
          at.arguments.some(
            (given) => given.type !== Kind.SpreadElement && !isFunction(unwrap(given)) && standingOf(given, source) === 'guard',
          )
        )
          return true;
        at = at.callee.type === Kind.MemberExpression ? unwrap(at.callee.object) : undefined;
      }
      return false;
    }

    function callsGuard(handler: AnyFunction, handlerSource: typeof source): boolean {
      return callsUnder(handler, handlerSource).some((call) => {
        const meaning = meaningAcross(call.callee, handlerSource);
        return meaning !== undefined && isFunction(meaning.node) && looksAtCaller(meaning.node, meaning.source);
      });
    }

    function checkCall(call: JavaScript.CallExpression): void {
      const route = routeOf(call, source);
      if (!route || (route.methods.length === 1 && route.methods[0] === 'ALL')) return;
      const last = route.handlers.at(-1);
      const local = handlerOf(route, source);
      const meaning = local || !last ? undefined : meaningAcross(innermost(last), source);
      const name = last ? (lastWordOf(innermost(last)) ?? '') : '';
      if (local) check(route, local, name);
      else if (meaning && isFunction(meaning.node)) check(route, meaning.node, name, meaning.source);
    }

    function checkMethod(method: JavaScript.MethodDefinition): void {
      const route = nestRouteOf(method, source);
      if (!route || method.value.type !== Kind.FunctionExpression) return;
      const around = [...route.classDecorators, ...route.methodDecorators];
      if (route.guards.some((guard) => standingOf(guard, source) !== 'harmless')) return;
      if (
        around.some(
          ({ name, arguments: given }) =>
            isPublicDecorator(name) ||
            (name !== 'Controller' && smellsOfAuth(name)) ||
            given.some(
              (each) =>
                each.type !== Kind.Literal &&
                name !== 'Controller' &&
                name !== 'UseGuards' &&
                /Auth|Guard|Role/u.test(source.getText(each).slice(0, LONGEST)),
            ),
        )
      )
        return;
      // A decorator of the project's own may compose guards.
      if (decoratorsOf(method).some(({ node }) => composesGuards(node))) return;
      const key = method.key.type === Kind.Identifier ? method.key.name : '';
      check({ ...route, handlers: [method.value] }, method.value, key);
    }

    function composesGuards(decorator: JavaScript.Decorator): boolean {
      const expression = unwrap(decorator.expression);
      const meaning = meaningAcross(expression.type === Kind.CallExpression ? expression.callee : expression, source);
      return meaning?.source.getText(meaning.node).slice(0, LONGEST).includes('UseGuards') === true;
    }

    return {
      CallExpression: checkCall,
      MethodDefinition: checkMethod,
      Program() {
        for (const route of nextRoutes(source, path)) {
          const handler = handlerOf(route, source);
          // A wrapper around the handler may be a guard.
          if (handler && route.handlers.at(-1) === handler && route.methods[0] !== 'ALL') check(route, handler, '');
        }
      },
    };
  },
};

const MOST_COMMENTS = 5;
const MOST_CHAINED = 20;
const LONGEST = 600;
const MOST_WRAPPERS = 4;

/** `create` of `asyncHandler(create)`. */
function innermost(node: JavaScript.Node): JavaScript.Node {
  let inner = unwrap(node);
  for (let hops = 0; inner.type === Kind.CallExpression && hops < MOST_WRAPPERS; hops++) {
    const last = inner.arguments.at(-1);
    if (!last || last.type === Kind.SpreadElement) return inner;
    inner = unwrap(last);
  }
  return inner;
}

function statementOf(node: JavaScript.Node): JavaScript.Node {
  let at = node;
  while (at.parent && at.parent.type !== Kind.Program && at.parent.type !== Kind.BlockStatement && at.parent.type !== Kind.ClassBody)
    at = at.parent;
  return at;
}
