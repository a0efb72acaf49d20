import { decoratorsOf } from '../../javascript/decorators.ts';
import type { JavaScriptDetector, JavaScriptSource } from '../../javascript/detector.ts';
import { calleeName, lastName, methodName } from '../../javascript/calls.ts';
import { authMiddleware } from '../../javascript/auth-middleware.ts';
import { dottedText } from '../../javascript/names.ts';
import { nestRouteOf } from '../../javascript/nest-routes.ts';
import { nextRoutes } from '../../javascript/next-routes.ts';
import { Kind, type JavaScript } from '../../javascript/nodes.ts';
import { handlerOf, routeOf, type Route } from '../../javascript/routes.ts';
import { enclosingClass, singleValue, variableOf } from '../../javascript/scopes.ts';
import { verbs } from '../../javascript/knowledge/frameworks.ts';
import type { Project } from '../../project/project.ts';
import { Search } from '../../project/search.ts';
import { admitsStrangers } from '../../vocabulary/guard-roles.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { checksTypedCredential, countsTries, LIMITERS_JAVASCRIPT, namesAuthRoute, type Message, type Options } from './auth-route.ts';

/** The files of a project that limit requests somehow. */
const limiters = new Search('javascript', LIMITERS_JAVASCRIPT);

export const javascript: JavaScriptDetector<Message, Options> = {
  mentions: [/login/i, /signin/i, /sign-in/i, /register/i, /signup/i, /sign-up/i, /password/i, /authenticate/i, /otp/i, /mfa/i],
  visit: ({ source, options, path, project, report }) => {
    if (options.gatewayLimits || isTestFile(path)) return {};
    const open: { readonly node: JavaScript.Node; readonly name: string; readonly message: Message }[] = [];

    function judge(route: Route, node: JavaScript.Node): void {
      const { methods, handlers } = route;
      if (!methods.includes('POST') && !methods.includes('PUT') && !(route.framework === 'next' && methods.includes('ALL'))) return;
      const handler = handlerOf(route, source);
      const checks = handler !== undefined && checksIn(source.getText(handler.body));
      const segments = (route.path ?? '').split('/').filter((segment) => segment !== '' && !segment.startsWith(':')).slice(-2).join('/');
      if (!checks && !namesAuthRoute(segments, options.authRoutes)) return;
      const before = handlers.slice(0, -1);
      const isLimited = [...before.map((link) => valueOf(link, source)), ...(handler ? [handler.body] : handlers.slice(-1))].some(
        (link) => countsTries(flat(source.getText(link))) || hasLimiter(source.getText(link)),
      );
      if (isLimited || before.some((link) => isGuard(link, source))) return;
      open.push({ node, name: route.path ?? segments, message: checks ? 'credential' : 'authRoute' });
    }

    return {
      CallExpression(node) {
        const method = methodName(node);
        if (method === undefined || !(verbs[method] || method === 'route' || method === 'on')) return;
        const route = routeOf(node, source);
        if (route && route.framework !== 'nest') judge(route, node.arguments[0] ?? node);
      },
      MethodDefinition(node) {
        const route = nestRouteOf(node, source);
        if (!route) return;
        const owner = enclosingClass(node);
        const around = [...decoratorsOf(node), ...(owner ? decoratorsOf(owner) : [])];
        const isSkipped = decoratorsOf(node).some(({ name }) => name === 'SkipThrottle');
        if (!isSkipped && around.some(({ name, node: decorator }) => /throttle|limit/iu.test(name) || hasLimiter(source.getText(decorator)))) return;
        judge(route, node.key);
      },
      'Program:exit'() {
        for (const route of nextRoutes(source, path)) judge(route, route.node);
        if (open.length === 0 || limitsAll(source.text) || (project && isLimitedElsewhere(project, path))) return;
        for (const { node, name, message } of open) report({ node, message, data: { route: name } });
      },
    };
  },
};

function checksIn(text: string): boolean {
  return [...text.slice(0, LONGEST_HANDLER).matchAll(/([\w.]{1,60})\(/gu)].some(([, name]) => name !== undefined && checksTypedCredential(name.replace(/^(?:this|await)\./u, '')));
}

const LONGEST_HANDLER = 20_000;

/** `rateLimit({...})` of `const strict = rateLimit({...})`. */
function valueOf(link: JavaScript.Node, source: JavaScriptSource): JavaScript.Node {
  const variable = link.type === Kind.Identifier && !hasLimiter(link.name) ? variableOf(link, source) : undefined;
  const value = variable && singleValue(variable);
  return value?.path.length === 0 ? value.expression : link;
}

function hasLimiter(text: string): boolean {
  return /rate_?-?limit|limiter|throttl|slow_?down|attempt|captcha|brute|arcjet|\b429\b/iu.test(text.slice(0, LONGEST_HANDLER));
}

function flat(text: string): string {
  return text.length > 150 ? '' : text;
}

/** Is the caller known before the handler runs? */
function isGuard(link: JavaScript.Node, source: JavaScriptSource): boolean {
  const inner = link.type === Kind.CallExpression || link.type === Kind.NewExpression ? link : undefined;
  // `passport.authenticate('local')` is the check itself.
  if (inner && (dottedText(inner.callee)?.endsWith('.authenticate') === true || calleeName(inner, source)?.startsWith('passport') === true || lastName(inner) === 'AuthGuard')) return false;
  if (/local/iu.test(source.getText(link).slice(0, 60))) return false;
  const name = dottedText(inner ? inner.callee : link) ?? '';
  return authMiddleware(link, {}, source) !== undefined && !admitsStrangers(name);
}

/** Does this text limit all requests: `app.use(limiter)`, `register(rateLimit)`, a throttler for all of Nest's routes? */
function limitsAll(text: string): boolean {
  return (
    /\.(?:use|register)\(\s*(?:['"`][^'"`\n]{0,60}['"`]\s*,\s*)?(?:\w+\.)?\w*(?:limit|throttl)\w*/iu.test(text) ||
    /(?:APP_GUARD|useGlobalGuards)[\s\S]{0,200}Throttler/u.test(text)
  );
}

function isLimitedElsewhere(project: Project, path: string): boolean {
  return (project.find(limiters) ?? []).some((other) => other !== path && !isTestFile(other) && project.ask(limitsRequests, other) === true);
}

/** What only other routes are given says nothing; what counts tries in a controller may belong to these. */
function limitsRequests(text: string): boolean {
  return limitsAll(text) || /rate-limiter-flexible|@upstash\/ratelimit|@arcjet|express-brute/u.test(text);
}
