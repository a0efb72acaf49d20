import { decoratorsOf } from '../../javascript/decorators.ts';
import type { JavaScriptDetector } from '../../javascript/detector.ts';
import { methodName } from '../../javascript/calls.ts';
import { knowsCaller } from '../../javascript/known-caller.ts';
import { nestRouteOf } from '../../javascript/nest-routes.ts';
import { nextRoutes } from '../../javascript/next-routes.ts';
import type { JavaScript } from '../../javascript/nodes.ts';
import { hasLimiter, isLimited, isLimitedElsewhere, limitsAll } from '../../javascript/request-limits.ts';
import { handlerOf, routeOf, type Route } from '../../javascript/routes.ts';
import { enclosingClass } from '../../javascript/scopes.ts';
import { verbs } from '../../javascript/knowledge/frameworks.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { checksTypedCredential } from '../../vocabulary/typed-credentials.ts';
import { namesAuthRoute, type Message, type Options } from './auth-route.ts';

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
      const segments = (route.path ?? '')
        .split('/')
        .filter((segment) => segment !== '' && !segment.startsWith(':'))
        .slice(-2)
        .join('/');
      if (!checks && !namesAuthRoute(segments, options.authRoutes)) return;
      const before = handlers.slice(0, -1);
      if (
        isLimited([...before, ...(handler ? [handler.body] : handlers.slice(-1))], source) ||
        before.some((link) => knowsCaller(link, source))
      )
        return;
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
        if (
          !isSkipped &&
          around.some(({ name, node: decorator }) => /throttle|limit/iu.test(name) || hasLimiter(source.getText(decorator)))
        )
          return;
        judge(route, node.key);
      },
      'Program:exit'() {
        for (const route of nextRoutes(source, path)) judge(route, route.node);
        if (open.length === 0 || limitsAll(source.text) || isLimitedElsewhere(project, path)) return;
        for (const { node, name, message } of open) report({ node, message, data: { route: name } });
      },
    };
  },
};

function checksIn(text: string): boolean {
  return [...text.slice(0, LONGEST_HANDLER).matchAll(/(?<![\w.])([\w.]{1,60})\(/gu)].some(
    ([, name]) => name !== undefined && checksTypedCredential(name.replace(/^(?:this|await)\./u, '')),
  );
}

const LONGEST_HANDLER = 20_000;
