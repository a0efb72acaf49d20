import type { GuardNames, GuardRole } from '../vocabulary/guard-roles.ts';
import { wordsOf } from '../vocabulary/words.ts';
import { authMiddleware, calleeOf, middlewareName, type AuthMiddleware } from './auth-middleware.ts';
import { lastName, methodName, objectLiteral, property, receiver } from './calls.ts';
import { callerUse } from './caller-use.ts';
import { decoratorsOf } from './decorators.ts';
import type { JavaScriptSource } from './detector.ts';
import { isFunction, unwrap } from './expressions.ts';
import { hooksBeforeHandler } from './knowledge/frameworks.ts';
import { loadedModule } from './modules.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { frameworkOf, middlewareOf, routeOf } from './routes.ts';
import { definitionOf, functionOf, singleValue, variableOf } from './scopes.ts';

/** One function or guard between a request and its handler. */
export interface ChainLink {
  readonly role: GuardRole | 'cache';
  readonly evidence: AuthMiddleware['evidence'];
  /** What to point at: the name, without arguments. */
  readonly node: JavaScript.Node;
  /** As it is written: `passport.authenticate`. */
  readonly name: string;
  /** The whole argument or element. */
  readonly element: JavaScript.Node;
  /** What holds the element: a call, an array, an `@UseGuards(...)`. */
  readonly holder: JavaScript.Node;
}

export interface ChainOptions {
  readonly names: GuardNames;
  readonly caches: readonly string[];
}

/** How many lists (`const adminOnly = [requireAuth, isAdmin]`) are opened inside of one another, and how long a chain may grow. */
const DEEPEST_LIST = 5;
const LONGEST_CHAIN = 200;

/** Reads the chains of one file. */
export class GuardChains {
  readonly #source: JavaScriptSource;
  readonly #options: ChainOptions;
  readonly #known = new WeakMap<JavaScript.Node, ChainLink[]>();

  constructor(source: JavaScriptSource, options: ChainOptions) {
    this.#source = source;
    this.#options = options;
  }

  /** What the handlers of a route do, in the order in which they run, up to the last one, which answers; undefined for other calls. */
  ofRoute(
    call: JavaScript.CallExpression,
  ): { links: ChainLink[]; prefix: string | undefined; router: JavaScript.Node | undefined } | undefined {
    // The last one answers, whatever it is called (`getCurrentUser`); of `all` it may be one more guard.
    const answer = methodName(call) === 'all' ? undefined : lastFunction(call);
    const own = call.arguments.flatMap((given) => this.#linksIn(given, call)).filter(({ element }) => element !== answer);
    const links = [...this.#chainedHandlers(call), ...own];
    // Whether it is a route at all is asked last, as it costs most.
    const route = links.length > 0 ? routeOf(call, this.#source) : undefined;
    return route && { links, prefix: prefixOf(route.path), router: route.router };
  }

  /** What a call of `use` or `addHook` puts before the routes; undefined for other calls. */
  ofMiddleware(
    call: JavaScript.CallExpression,
  ): { links: ChainLink[]; prefix: string | undefined; hook: string | undefined; router: JavaScript.Node } | undefined {
    const method = methodName(call);
    const middleware = method === 'use' || method === 'addHook' ? middlewareOf(call, this.#source) : undefined;
    if (!middleware) return undefined;
    const { hook, router } = middleware;
    const [first, ...rest] = call.arguments;
    // Without a path it stands before all of them; with one that is not known, before nobody knows which.
    const hasPath = hook === undefined && rest.length > 0 && first !== undefined && !this.#isAmong(first, middleware.handlers);
    return {
      links: call.arguments.flatMap((given) => this.#linksIn(given, call)),
      prefix: hasPath ? prefixOf(middleware.path) : '',
      hook,
      router,
    };
  }

  /** Is a call's first argument one of its handlers, and no path? */
  #isAmong(first: JavaScript.Node, handlers: readonly JavaScript.Node[]): boolean {
    const node = unwrap(first);
    return (
      handlers.includes(functionOf(node, this.#source) ?? node) || node.type === Kind.ArrayExpression || node.type === Kind.SpreadElement
    );
  }

  /** `t.procedure.use(a).use(b)`: the calls on top of one another, the first one first. */
  ofUseChain(call: JavaScript.CallExpression): ChainLink[] {
    const calls: JavaScript.CallExpression[] = [];
    let root: JavaScript.Node | undefined = call;
    for (; root?.type === Kind.CallExpression; root = receiver(root)) if (methodName(root) === 'use') calls.push(root);
    // Plugins of a page are `use`d in chains too, and run in no order.
    const isServer = root !== undefined && (/procedure/iu.test(dottedText(root) ?? '') || frameworkOf(root, this.#source) !== undefined);
    if (calls.length < 2 || !isServer) return [];
    return calls
      .slice(0, LONGEST_CHAIN)
      .reverse()
      .flatMap((use) => use.arguments.flatMap((given) => this.#linksIn(given, use)));
  }

  /** The guards of a class or a method, in Nest's order: of stacked `@UseGuards` the lower one first, in each from left to right. */
  ofDecorators(node: JavaScript.Node): ChainLink[] {
    return decoratorsOf(node)
      .toReversed()
      .flatMap(({ name, node: decorator, arguments: given }) => {
        if (name === 'UseGuards') return given.flatMap((guard) => this.#linksIn(guard, decorator));
        // What is composed runs as it is listed.
        return name === 'applyDecorators' ? this.#composed(given) : [];
      });
  }

  /** `applyDecorators(UseGuards(A), UseGuards(B))`, `UseGuards(A, B)` and `useGlobalGuards(a, b)` outside of decorators. */
  ofGuardCall(call: JavaScript.CallExpression): ChainLink[] {
    if (call.parent.type === Kind.Decorator) return [];
    const name = lastName(call);
    if (name === 'applyDecorators') return this.#composed(call.arguments);
    return name === 'UseGuards' || name === 'useGlobalGuards' ? call.arguments.flatMap((guard) => this.#linksIn(guard, call)) : [];
  }

  /** `providers: [{ provide: APP_GUARD, useClass: A }, ...]`, which Nest asks from first to last. */
  ofProviders(list: JavaScript.ArrayExpression): ChainLink[] {
    return list.elements.flatMap((element) => {
      const provide = property(element ?? undefined, 'provide');
      const guard = property(element ?? undefined, 'useClass') ?? property(element ?? undefined, 'useExisting');
      if (!element || !guard || !provide || dottedText(provide)?.split('.').at(-1) !== 'APP_GUARD') return [];
      return this.#linkFor(guard, list).map((link) => ({ ...link, element }));
    });
  }

  /** The wrappers of `outer(inner(handler))` from the outside in, as they run, and their calls. */
  ofComposition(call: JavaScript.CallExpression): { links: ChainLink[]; calls: JavaScript.CallExpression[] } {
    const calls: JavaScript.CallExpression[] = [];
    let node: JavaScript.Node = call;
    while (node.type === Kind.CallExpression && calls.length < LONGEST_CHAIN) {
      const [wrapped] = node.arguments;
      if (!wrapped || node.arguments.length !== 1 || wrapped.type === Kind.SpreadElement) break;
      calls.push(node);
      node = unwrap(wrapped);
    }
    // Before anything is asked about names: most nested calls wrap no function.
    if (calls.length < 2 || !this.#isHandler(node)) return { links: [], calls: [] };
    return { links: calls.flatMap((wrapper) => this.#linkFor(wrapper.callee, wrapper)), calls };
  }

  #composed(decorators: readonly JavaScript.Node[]): ChainLink[] {
    return decorators.flatMap((decorator) => {
      const call = unwrap(decorator);
      if (call.type !== Kind.CallExpression || lastName(call) !== 'UseGuards') return [];
      return call.arguments.flatMap((guard) => this.#linksIn(guard, call));
    });
  }

  /** `router.route('/x').all(auth).get(handler)`: what earlier calls of the chain put there for all methods. */
  #chainedHandlers(call: JavaScript.CallExpression): ChainLink[] {
    const found: ChainLink[] = [];
    let node = receiver(call);
    for (let hops = 0; node?.type === Kind.CallExpression && hops < LONGEST_CHAIN; hops += 1) {
      const earlier: JavaScript.CallExpression = node;
      if (methodName(earlier) === 'all') found.unshift(...earlier.arguments.flatMap((given) => this.#linksIn(given, earlier)));
      node = receiver(earlier);
    }
    return found;
  }

  /** The links of one argument: arrays and constants that hold them opened, Fastify's options unfolded into their hooks. */
  #linksIn(given: JavaScript.Node, holder: JavaScript.Node, depth = 0): ChainLink[] {
    const node = unwrap(given.type === Kind.SpreadElement ? given.argument : given);
    if (depth > DEEPEST_LIST) return [];
    if (node.type === Kind.ArrayExpression) {
      return node.elements.flatMap((element) => (element ? this.#linksIn(element, node, depth + 1) : [])).slice(0, LONGEST_CHAIN);
    }
    if (node.type === Kind.ObjectExpression) {
      return hooksBeforeHandler.flatMap((hook) => {
        const value = property(node, hook);
        return value ? this.#linksIn(value, node, depth + 1) : [];
      });
    }
    const combined = node.type === Kind.CallExpression ? COMBINERS.has(lastName(node) ?? '') : false;
    if (combined && node.type === Kind.CallExpression) return node.arguments.flatMap((inner) => this.#linksIn(inner, node, depth + 1));
    const list = this.#listBehind(node);
    return list ? this.#linksIn(list, holder, depth + 1) : this.#linkFor(node, holder);
  }

  #listBehind(node: JavaScript.Node): JavaScript.Node | undefined {
    if (node.type !== Kind.Identifier) return undefined;
    const variable = variableOf(node, this.#source);
    const value = variable && singleValue(variable);
    const expression = value?.path.length === 0 ? unwrap(value.expression) : undefined;
    if (expression?.type === Kind.ArrayExpression) return expression;
    return objectLiteral(node, this.#source);
  }

  #linkFor(element: JavaScript.Node, holder: JavaScript.Node): ChainLink[] {
    const known = this.#known.get(element);
    if (known) return known;
    const links = this.#readLink(element, holder);
    this.#known.set(element, links);
    return links;
  }

  #readLink(element: JavaScript.Node, holder: JavaScript.Node): ChainLink[] {
    if (isFunction(element)) return [];
    const node = calleeOf(element);
    const name = middlewareName(element);
    if (name === undefined) return [];
    // `app.use('/api', admin)`: what a module of routes exports guards nothing.
    if (isRouterModule(moduleBehind(element, this.#source))) return [];
    const auth = authMiddleware(element, this.#options.names, this.#source);
    if (auth) return [{ ...auth, node, name, element, holder }];
    // `asyncHandler(protect)` is `protect`.
    const [wrapped] = element.type === Kind.CallExpression && element.arguments.length === 1 ? element.arguments : [];
    if (wrapped && WRAPPERS.test(name) && wrapped.type !== Kind.SpreadElement && !isFunction(wrapped)) {
      return this.#readLink(unwrap(wrapped), holder).map((link) => ({ ...link, element }));
    }
    return this.#isCache(node, name) ? [{ role: 'cache', evidence: 'name', node, name, element, holder }] : [];
  }

  #isCache(callee: JavaScript.Node, name: string): boolean {
    const parts = name.split('.').map((part) => wordsOf(part).join('_'));
    const last = parts.at(-1) ?? '';
    const spelling = last === 'middleware' || last === 'route' ? `${parts.at(-2) ?? ''}_${last}` : last;
    const isNamed = this.#options.caches.some((cache) => wordsOf(cache).join('_') === spelling) || CACHE_MIDDLEWARE.has(spelling);
    const local = isNamed ? functionOf(callee, this.#source) : undefined;
    if (!local) return isNamed;
    // A cache of the project's own that asks who is calling puts them into the key.
    const use = callerUse(local, this.#source);
    return !use.relies && !use.findsOut;
  }

  /** A function, and no value: in `check(authenticate(token))` the inner call runs first. */
  #isHandler(node: JavaScript.Node): boolean {
    const definition = functionOf(node, this.#source);
    if (definition)
      return isFunction(node) ? definition.params.some((parameter) => HANDLER_PARAMETERS.has(parameterName(parameter))) : true;
    return HANDLER_NAME.test(dottedText(node)?.split('.').at(-1) ?? '');
  }
}

/** Functions that make one middleware of several, which run as they are listed. */
const COMBINERS = new Set('compose koaCompose chain combineMiddleware'.split(' '));
const WRAPPERS = /async|catch|wrap|(?:^|\.)try/iu;
const CACHE_MIDDLEWARE = new Set(
  'apicache_middleware cache_middleware route_cache cache_route redis_cache_middleware express_redis_cache'.split(' '),
);
const HANDLER_PARAMETERS = new Set('req request _req ctx context c event'.split(' '));
const HANDLER_NAME = /(?:handler|controller|endpoint|action)$/iu;

function parameterName(parameter: JavaScript.Parameter): string {
  return parameter.type === Kind.Identifier ? parameter.name : '';
}

/** The part of a path that others begin with when they lie under it; empty for one that holds all, undefined for one that is not known. */
export function prefixOf(path: string | undefined): string | undefined {
  return path?.replace(/\/?\*?$/u, '');
}

/** Do requests for the one prefix pass through what is registered for the other? One that is not known covers nothing. */
export function covers(prefix: string | undefined, other: string | undefined): boolean {
  if (prefix === '') return true;
  return prefix !== undefined && other !== undefined && (other === prefix || other.startsWith(`${prefix}/`));
}

function lastFunction(call: JavaScript.CallExpression): JavaScript.Node | undefined {
  const last = call.arguments.at(-1);
  const node = last && unwrap(last);
  return node?.type === Kind.ArrayExpression ? (node.elements.at(-1) ?? undefined) : node;
}

/** The place of a hook of Fastify among those that run before the handler; 0 where there is none. */
export function hookRank(hook: string | undefined): number {
  return Math.max(0, hooksBeforeHandler.indexOf(hook ?? ''));
}

/** The module that a name or a `require` stands for as a whole; one of its exports is something else. */
export function moduleBehind(element: JavaScript.Node, source: JavaScriptSource): string | undefined {
  const loaded = loadedModule(element);
  const variable = loaded === undefined && element.type === Kind.Identifier ? variableOf(element, source) : undefined;
  const definition = variable && definitionOf(variable);
  if (!definition) return loaded;
  const { node, parent } = definition as { node: JavaScript.Node; parent?: JavaScript.Node | null };
  if (node.type === Kind.ImportDefaultSpecifier && parent?.type === Kind.ImportDeclaration) return parent.source.value;
  return node.type === Kind.VariableDeclarator && node.id.type === Kind.Identifier && node.init ? loadedModule(node.init) : undefined;
}

const ROUTER_FOLDERS = /(?:^|\/)(?:routes?|routers?|controllers?|apis?|endpoints?|views?)\//iu;
const ROUTER_FILE = /(?:routes?|routers?|controllers?)(?:\.[cm]?[jt]sx?)?$/iu;

/** Does a module hold routes, by its folder or its own name? */
export function isRouterModule(module: string | undefined): boolean {
  return module !== undefined && (ROUTER_FOLDERS.test(module) || ROUTER_FILE.test(module));
}
