import type { JavaScriptSource } from './detector.ts';
import { nestRouteOf } from './nest-routes.ts';
import { nextRoutes } from './next-routes.ts';
import type { JavaScript } from './nodes.ts';
import { handlerOf, routeOf, type Route } from './routes.ts';

/** The functions of a file that answer its routes, each with its route; by the calls and methods of the file. */
export function routeHandlers(
  calls: readonly JavaScript.CallExpression[],
  methods: readonly JavaScript.MethodDefinition[],
  source: JavaScriptSource,
  path: string,
): Map<JavaScript.Node, Route> {
  const all = [
    ...calls.flatMap((call) => routeOf(call, source) ?? []),
    ...methods.flatMap((method) => nestRouteOf(method, source) ?? []),
    ...nextRoutes(source, path),
  ];
  return new Map(
    all.flatMap((route) => {
      const handler = handlerOf(route, source);
      return handler ? [[handler, route] as const] : [];
    }),
  );
}
