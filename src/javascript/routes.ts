import { argument, lastName, methodName, objectLiteral, property, receiver } from './calls.ts';
import { constantText } from './constants.ts';
import type { JavaScriptSource } from './detector.ts';
import { isFunction, stringOf, unwrap, unwrapAwaited, type AnyFunction } from './expressions.ts';
import { frameworks, hooksBeforeHandler, routerNames, verbs, type Framework, type FrameworkName } from './knowledge/frameworks.ts';
import { importedModules } from './modules.ts';
import { dottedText, instanceOf } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { definitionOf, functionOf, kindOf, variableOf } from './scopes.ts';

/** A route, however its framework writes one. */
export interface Route {
  readonly framework: FrameworkName;
  /** What registers it: a call, a decorated method, an exported function. */
  readonly node: JavaScript.Node;
  /** Undefined where it cannot be known. */
  readonly path: string | undefined;
  /** `GET`, `POST`..., or `ALL`. */
  readonly methods: readonly string[];
  /** The router or application it is registered on; none for decorators and files. */
  readonly router: JavaScript.Node | undefined;
  /** What runs for it, in the order it runs: guards and hooks first, the handler last. A spread stands for what it spreads. */
  readonly handlers: readonly JavaScript.Node[];
}

/** Functions put before all routes of a router, or of a path: `app.use(...)`, `fastify.addHook(...)`. */
export interface Middleware {
  readonly framework: FrameworkName;
  readonly node: JavaScript.CallExpression;
  readonly path: string | undefined;
  readonly router: JavaScript.Node;
  readonly handlers: readonly JavaScript.Node[];
  /** The hook of Fastify it waits for. */
  readonly hook: string | undefined;
}

/** The route a call registers: `app.get('/x', a, b)`, `router.route('/x').get(b)`, `fastify.route({...})`. */
export function routeOf(call: JavaScript.CallExpression, source: JavaScriptSource): Route | undefined {
  const method = methodName(call);
  const owner = receiver(call);
  if (method === undefined || !owner) return undefined;
  const chained = chainedRoute(owner);
  if (chained && verbs[method]) {
    const router = receiver(chained);
    const framework = router && frameworkOf(router, source);
    if (!framework) return undefined;
    return {
      framework,
      node: call,
      path: pathOf(argument(chained, 0), source),
      methods: verbs[method],
      router,
      handlers: handlersIn(call.arguments, source),
    };
  }
  const framework = frameworkOf(owner, source);
  if (!framework) return undefined;
  if (method === 'route') return routeByOptions(call, framework, owner, source);
  if (method === 'on') return routeByNames(call, framework, owner, source);
  const methods = verbs[method];
  const [path, ...rest] = pathFirst(call, framework, source);
  // `app.get('setting')` reads one.
  if (!methods || !path || rest.length === 0 || !looksLikePath(path, source)) return undefined;
  const handlers = handlersIn(rest, source);
  const last = handlers.at(-1);
  // A client's `api.get('/users', options)` looks the same until its last argument is seen.
  if (!last || (!isRouter(owner, source) && !mayBeHandler(last, source))) return undefined;
  return { framework, node: call, path: pathOf(path, source), methods, router: owner, handlers };
}

/** Koa's routers take a name for the route before its path. */
function pathFirst(
  call: JavaScript.CallExpression,
  framework: FrameworkName,
  source: JavaScriptSource,
): readonly JavaScript.CallExpressionArgument[] {
  const [first, second, third] = call.arguments;
  const isNamed = framework === 'koa' && third && stringOf(first) !== undefined && second && isPath(second, source);
  return isNamed ? call.arguments.slice(1) : call.arguments;
}

/** What `router.use(...)` or `fastify.addHook('preHandler', ...)` puts before the routes that follow. */
export function middlewareOf(call: JavaScript.CallExpression, source: JavaScriptSource): Middleware | undefined {
  const method = methodName(call);
  const router = receiver(call);
  if (!router || (method !== 'use' && method !== 'addHook')) return undefined;
  const framework = frameworkOf(router, source);
  if (!framework) return undefined;
  const [first, ...rest] = call.arguments;
  if (!first) return undefined;
  if (method === 'addHook') {
    return { framework, node: call, path: undefined, router, handlers: handlersIn(rest, source), hook: stringOf(first) };
  }
  const hasPath = rest.length > 0 && isPath(first, source);
  const handlers = handlersIn(hasPath ? rest : call.arguments, source);
  return { framework, node: call, path: hasPath ? pathOf(first, source) : undefined, router, handlers, hook: undefined };
}

/** The framework whose application or router something is, by what made it, its type, or its name and the file's imports. */
export function frameworkOf(node: JavaScript.Node, source: JavaScriptSource): FrameworkName | undefined {
  const known = routerFramework(node, source);
  if (known) return known.name;
  const name = dottedText(node)?.split('.').at(-1);
  if (name === undefined || !routerNames.test(name)) return undefined;
  // Made by something else that is known: a client of some API, a test's server.
  if (instanceOf(node, source) !== undefined) return undefined;
  const modules = new Set(importedModules(source.ast));
  const imported = frameworks.find((framework) => framework.modules.some((module) => modules.has(module)));
  return imported?.name ?? frameworks.find((framework) => framework.name === name)?.name ?? 'express';
}

function isRouter(node: JavaScript.Node, source: JavaScriptSource): boolean {
  return routerFramework(node, source) !== undefined;
}

function routerFramework(node: JavaScript.Node, source: JavaScriptSource): Framework | undefined {
  const above: JavaScript.Node[] = [];
  let inner = unwrapAwaited(node);
  // `new Hono().get(...).post(...)`: each call gives the router back, so the one at the bottom is asked for all of them.
  while (!foundFrameworks.has(inner) && inner.type === Kind.CallExpression && CHAINABLE.has(methodName(inner) ?? '')) {
    above.push(inner);
    inner = unwrapAwaited(receiver(inner) ?? inner.callee);
  }
  const known = foundFrameworks.get(inner);
  const framework = known ? known.framework : frameworkMadeBy(inner, source);
  for (const call of [...above, inner]) foundFrameworks.set(call, { framework });
  return framework;
}

/** A chain of a thousand calls asks about the same router a thousand times. */
const foundFrameworks = new WeakMap<JavaScript.Node, { readonly framework: Framework | undefined }>();

function frameworkMadeBy(node: JavaScript.Node, source: JavaScriptSource): Framework | undefined {
  const name = instanceOf(node, source);
  const found = name === undefined ? undefined : BY_INSTANCE.get(name);
  return found ?? pluginFramework(node, source);
}

/** Fastify hands each plugin an instance of its own: `app.register(async (instance) => {...})`. */
function pluginFramework(node: JavaScript.Node, source: JavaScriptSource): Framework | undefined {
  if (node.type !== Kind.Identifier) return undefined;
  const variable = variableOf(node, source);
  const definition = variable && definitionOf(variable);
  if (!definition || kindOf(definition) !== 'Parameter') return undefined;
  const plugin = definition.node as JavaScript.Node;
  if (!isFunction(plugin) || plugin.params[0] !== definition.name) return undefined;
  const { parent } = plugin;
  if (parent.type !== Kind.CallExpression || parent.arguments[0] !== plugin || methodName(parent) !== 'register') return undefined;
  const owner = receiver(parent);
  const framework = owner && frameworkOf(owner, source) === 'fastify';
  return framework === true ? frameworks.find(({ name }) => name === 'fastify') : undefined;
}

const CHAINABLE: ReadonlySet<string> = new Set([...Object.keys(verbs), 'use', 'basePath', 'withTypeProvider', 'prefix', 'register']);
const BY_INSTANCE: ReadonlyMap<string, Framework> = new Map(
  frameworks.flatMap((framework) => framework.instances.map((name) => [name, framework] as const)),
);

/** The `.route('/x')` under a chain of verbs. */
function chainedRoute(owner: JavaScript.Node): JavaScript.CallExpression | undefined {
  const above: JavaScript.Node[] = [];
  let inner = owner;
  while (!foundRoutes.has(inner) && inner.type === Kind.CallExpression && !isRouteOfPath(inner) && (methodName(inner) ?? '') in verbs) {
    above.push(inner);
    inner = receiver(inner) ?? inner.callee;
  }
  const route = foundRoutes.get(inner) ?? (inner.type === Kind.CallExpression && isRouteOfPath(inner) ? inner : undefined);
  for (const call of above) foundRoutes.set(call, route);
  return route;
}

const foundRoutes = new WeakMap<JavaScript.Node, JavaScript.CallExpression | undefined>();

function isRouteOfPath(call: JavaScript.CallExpression): boolean {
  return methodName(call) === 'route' && call.arguments.length === 1 && call.arguments[0]?.type !== Kind.ObjectExpression;
}

/** Fastify's `route({ method, url, preHandler, handler })`. */
function routeByOptions(
  call: JavaScript.CallExpression,
  framework: FrameworkName,
  router: JavaScript.Node,
  source: JavaScriptSource,
): Route | undefined {
  const options = objectLiteral(argument(call, 0), source);
  const handler = property(options, 'handler');
  if (!options || !handler) return undefined;
  const path = property(options, 'url') ?? property(options, 'path');
  return {
    framework,
    node: call,
    path: path && constantText(path, source),
    methods: methodNames(property(options, 'method'), source),
    router,
    handlers: [...hooksIn(options, source), handler],
  };
}

/** Hono's `on('GET', '/x', handler)`, also with lists of both. */
function routeByNames(
  call: JavaScript.CallExpression,
  framework: FrameworkName,
  router: JavaScript.Node,
  source: JavaScriptSource,
): Route | undefined {
  const [names, path, ...rest] = call.arguments;
  // Anything with events has an `on` too.
  if (!names || !path || rest.length === 0 || framework !== 'hono') return undefined;
  return {
    framework,
    node: call,
    path: pathOf(path, source),
    methods: methodNames(names, source),
    router,
    handlers: handlersIn(rest, source),
  };
}

function methodNames(node: JavaScript.Node | undefined, source: JavaScriptSource): string[] {
  if (!node) return ['ALL'];
  const names = node.type === Kind.ArrayExpression ? node.elements : [node];
  return names.flatMap((name) => {
    const text = name && constantText(name, source);
    return text === undefined || text === null ? [] : [text.toUpperCase()];
  });
}

function hooksIn(options: JavaScript.ObjectExpression, source: JavaScriptSource): JavaScript.Node[] {
  return hooksBeforeHandler.flatMap((hook) => {
    const value = property(options, hook);
    return value ? flatten(value, source) : [];
  });
}

/** The functions among a registering call's arguments: arrays flattened, Fastify's options unfolded into their hooks. */
function handlersIn(nodes: readonly JavaScript.Node[], source: JavaScriptSource): JavaScript.Node[] {
  return nodes.flatMap((node) => {
    const options = unwrap(node);
    if (options.type !== Kind.ObjectExpression) return flatten(node, source);
    const handler = property(options, 'handler');
    return handler ? [...hooksIn(options, source), handler] : hooksIn(options, source);
  });
}

function flatten(node: JavaScript.Node, source: JavaScriptSource): JavaScript.Node[] {
  const found: JavaScript.Node[] = [];
  const stack = [node];
  for (let at = stack.pop(); at; at = stack.pop()) {
    const inner = unwrap(at);
    if (inner.type === Kind.ArrayExpression) stack.push(...inner.elements.filter((element) => element !== null).reverse());
    else found.push(inner.type === Kind.SpreadElement ? inner.argument : inner);
  }
  return found.filter(({ type }) => type !== Kind.Literal).map((handler) => functionOf(handler, source) ?? handler);
}

/** Is this surely a path, or a pattern or list of them? */
function isPath(node: JavaScript.Node, source: JavaScriptSource): boolean {
  const inner = unwrap(node);
  if (inner.type === Kind.ArrayExpression) {
    return inner.elements.some((element) => element !== null && element.type !== Kind.ArrayExpression && isPath(element, source));
  }
  if (inner.type === Kind.Literal && 'regex' in inner) return true;
  const text = constantText(inner, source);
  return text === undefined ? inner.type === Kind.TemplateLiteral : text === '' || /^[/*:(]/u.test(text);
}

/** The same, or a name or sum that may well make one. */
function looksLikePath(node: JavaScript.Node, source: JavaScriptSource): boolean {
  const inner = unwrap(node);
  return isPath(inner, source) || (UNKNOWN_TEXTS.has(inner.type) && constantText(inner, source) === undefined);
}

const UNKNOWN_TEXTS: ReadonlySet<string> = new Set([Kind.Identifier, Kind.MemberExpression, Kind.BinaryExpression]);

function pathOf(node: JavaScript.Node | undefined, source: JavaScriptSource): string | undefined {
  return node && constantText(node, source);
}

/** Can this be a handler: a function, a name or member, or a wrapper's call around one? */
function mayBeHandler(node: JavaScript.Node, source: JavaScriptSource): boolean {
  if (isFunction(node)) return true;
  if (node.type === Kind.CallExpression)
    return node.arguments.some((inner) => functionOf(unwrap(inner), source) !== undefined) || isWrapper(node);
  if (node.type === Kind.Identifier) return !objectLiteral(node, source) && !ARGUMENT_NAMES.test(node.name);
  return node.type === Kind.MemberExpression && !ARGUMENT_NAMES.test(dottedText(node) ?? '');
}

/** Is this a call like `asyncHandler(...)` or `wrap(...)`, which gives a handler back? */
export function isWrapper(call: JavaScript.CallExpression): boolean {
  return WRAPPERS.test(lastName(call) ?? '');
}

const WRAPPERS = /async|catch|wrap|handle/iu;
/** What clients take in a handler's place. */
const ARGUMENT_NAMES = /(?:config|options|opts|params|headers|data|body|payload)$/iu;

/** The function that answers a route, where the file holds it; also behind a wrapper such as `asyncHandler(...)`. */
export function handlerOf(route: Route, source: JavaScriptSource): AnyFunction | undefined {
  let last = route.handlers.at(-1);
  for (let hops = 0; last?.type === Kind.CallExpression && hops < MOST_WRAPPERS; hops += 1) {
    const inner = last.arguments.findLast((wrapped) => wrapped.type !== Kind.SpreadElement && wrapped.type !== Kind.ObjectExpression);
    last = inner && unwrap(inner);
  }
  return last && functionOf(last, source);
}

const MOST_WRAPPERS = 4;
