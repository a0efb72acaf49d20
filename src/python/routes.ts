import { argument, argumentsOf, methodName, receiver, type Place } from './calls.ts';
import { classInfo, classMeantBy, classOfMethod, receiverClass } from './classes.ts';
import { moduleOf } from './columns.ts';
import { constantStrings, constantText } from './constants.ts';
import { decorators, type Decorator } from './decorators.ts';
import { unwrap } from './expressions.ts';
import { functionMeantBy, parameters } from './functions.ts';
import { importsAny } from './imports.ts';
import { django, urlFunctions, viewDecorators, viewSetMethods, viewSets } from './knowledge/django.ts';
import { fastapi } from './knowledge/fastapi.ts';
import { flask } from './knowledge/flask.ts';
import { routerName, verbs, type Framework, type RouterFacts } from './knowledge/router.ts';
import { oncePerNode, oncePerTree } from './memo.ts';
import { callsNamed } from './named-calls.ts';
import { calleeName, instanceOf, lastName, qualifiedName } from './names.ts';
import type * as Python from './nodes.ts';
import { scopeOf } from './scopes.ts';
import type { PythonTree } from './syntax/tree.ts';

const frameworks: readonly RouterFacts[] = [flask, fastapi, django];

/** One way in which requests reach a function. */
export interface Route {
  /** Null when a router's name gives the route away but nothing tells its framework. */
  readonly framework: Framework | null;
  readonly handler: Python.FunctionDefinition;
  /** As it is written, without the prefix of its router; null when it is not constant or not known in this file. */
  readonly path: string | null;
  /** In capitals, `WEBSOCKET` among them; null when they are not known, or all. */
  readonly methods: readonly string[] | null;
  /** The app or router, when one is named. */
  readonly router: Python.Node | null;
  /** The call with the route's arguments: of a decorator, of `path(...)`, of `add_url_rule(...)`. */
  readonly call: Python.Call | null;
  /** The decorator that makes the route, and its place among the handler's decorators (0 on top); -1 when it is none of them. */
  readonly decorator: Decorator | null;
  readonly position: number;
}

/** The routes that lead to a function, as far as its own file tells. */
export const routesOf = oncePerNode((handler: Python.FunctionDefinition): readonly Route[] => {
  const own = decorators(handler).flatMap((decorator, position) => decoratorRoute(handler, decorator, position));
  const given = (registrations(handler.tree).get(handler) ?? []).map((registration) => ({ ...registration, handler }));
  const all = [...own, ...given, ...viewRoutes(handler)];
  // `@api_view(['GET'])` knows the methods, `path('x', f)` the path of one and the same route.
  return all.length === 2 && own.length === 1 && given.length === 1 && own[0]?.path === null ? [mergedRoute(own[0], given[0])] : all;
});

/** Do requests reach this function? */
export function isRouteHandler(definition: Python.FunctionDefinition): boolean {
  return routesOf(definition).length > 0;
}

/** All routes whose handlers a file defines, in the order of the handlers. */
export const routes = oncePerTree((tree: PythonTree): readonly Route[] =>
  moduleOf(tree).descendants('function_definition').flatMap(routesOf),
);

function mergedRoute(own: Route, given: Route | undefined): Route {
  return { ...own, path: given?.path ?? null, methods: own.methods ?? given?.methods ?? null };
}

type Registration = Omit<Route, 'handler'>;

function decoratorRoute(handler: Python.FunctionDefinition, decorator: Decorator, position: number): Route[] {
  const registration = registrationBy(decorator, position) ?? viewRegistration(decorator, position);
  return registration ? [{ ...registration, handler }] : [];
}

/** `@app.get('/x')`, also above a class. */
function registrationBy(decorator: Decorator, position: number): Registration | null {
  const { call } = decorator;
  const router = call && receiver(call);
  const method = call && methodName(call);
  if (!router || method === null || !frameworks.some(({ decorators: known }) => method in known)) return null;
  const facts = factsOf(router, method);
  if (facts === null) return null;
  const standing = facts?.decorators[method] ?? frameworks.find(({ decorators: known }) => method in known)?.decorators[method] ?? [];
  const pathAt = method === 'api_operation' ? 1 : 0;
  return {
    framework: facts?.framework ?? null,
    path: textAt(call, { position: pathAt, keyword: facts?.pathKeyword ?? 'path' }),
    methods: methodsAt(call, method === 'api_operation' ? { position: 0, keyword: 'methods' } : { keyword: 'methods' }, standing),
    router,
    call,
    decorator,
    position,
  };
}

/** The framework of a router; undefined when only its name says that it is one, null when it is none. */
function factsOf(router: Python.Node, method: string): RouterFacts | undefined | null {
  const made = instanceOf(router);
  const known = made === null ? undefined : frameworks.find(({ routers }) => routers.has(made));
  if (known) return known;
  const local = receiverClass(router);
  const inherited = local && frameworks.find(({ routers }) => classInfo(local).inheritsFrom(...routers));
  if (inherited) return inherited;
  if (!routerName.test(lastName(router) ?? '')) return null;
  const imported = frameworks.filter(({ modules, decorators: known }) => method in known && importsAny(router.tree, ...modules));
  return imported.length === 1 ? imported[0] : undefined;
}

/** `@api_view(['GET'])`. */
function viewRegistration(decorator: Decorator, position: number): Registration | null {
  const { qualified } = decorator;
  const place = qualified === null ? undefined : viewDecorators[qualified];
  if (!place) return null;
  const { call } = decorator;
  const methods = call ? methodsAt(call, place, ['GET']) : ['GET'];
  return { framework: 'django', path: null, methods, router: null, call, decorator, position };
}

/** The methods `get`, `post`... of class-based views. */
function viewRoutes(handler: Python.FunctionDefinition): Route[] {
  const name = handler.name.text;
  const isVerb = (verbs as readonly string[]).includes(name);
  if (!isVerb && !(name in viewSetMethods)) return [];
  const owner = classOfMethod(handler);
  if (!owner) return [];
  const info = classInfo(owner);
  const onClass = decorators(owner).flatMap((decorator) => registrationBy(decorator, -1) ?? []);
  const given = [...onClass, ...(registrations(handler.tree).get(owner) ?? [])];
  const facts = frameworks.find(({ views }) => info.inheritsFrom(...views));
  const isViewSet = info.inheritsFrom(...viewSets);
  if (isVerb ? !facts && given.length === 0 : !isViewSet) return [];
  const methods = isVerb ? [name.toUpperCase()] : (viewSetMethods[name] ?? null);
  if (given.length > 0) return given.map((registration) => ({ ...registration, methods, handler, position: -1 }));
  const framework = isViewSet ? 'django' : (facts?.framework ?? null);
  return [{ framework, handler, path: null, methods, router: null, call: null, decorator: null, position: -1 }];
}

const registrarNames = new Set(frameworks.flatMap(({ registrars }) => Object.keys(registrars)));

/** What a file's calls of `path(...)`, `add_url_rule(...)` and the like register, by the function or class they are given. */
const registrations = oncePerTree((tree: PythonTree): ReadonlyMap<Python.Node, readonly Registration[]> => {
  const found = new Map<Python.Node, Registration[]>();
  if (!frameworks.some(({ modules }) => importsAny(tree, ...modules))) return found;
  for (const call of callsNamed(tree, (name) => registrarNames.has(name))) {
    const name = lastName(call.function) ?? '';
    const facts = registrarFacts(call, name);
    const place = facts?.registrars[name];
    const target = facts && place ? targetOf(argument(call, place)) : null;
    if (!facts || !target) continue;
    const registration = registrationOf(call, name, facts);
    const known = found.get(target);
    if (known) known.push(registration);
    else found.set(target, [registration]);
  }
  return found;
});

function registrarFacts(call: Python.Call, name: string): RouterFacts | null {
  const facts = frameworks.filter(({ registrars }) => name in registrars);
  if (name in django.registrars) {
    const full = calleeName(call);
    return full !== null && urlFunctions.has(full) ? django : null;
  }
  return facts.find(({ modules }) => importsAny(call.tree, ...modules)) ?? null;
}

function registrationOf(call: Python.Call, name: string, facts: RouterFacts): Registration {
  const isResource = name === 'add_resource';
  return {
    framework: facts.framework,
    path: textAt(call, { position: isResource ? 1 : 0, keyword: facts.pathKeyword }),
    methods: facts === django || isResource ? null : methodsAt(call, { keyword: 'methods' }, ['GET']),
    router: receiver(call),
    call,
    decorator: null,
    position: -1,
  };
}

/** How many wrappers (`login_required(csrf_exempt(view))`) are looked through. */
const MOST_WRAPPERS = 5;

function targetOf(given: Python.Node | 'unknown' | null): Python.Node | null {
  if (given === null || given === 'unknown') return null;
  let node = unwrap(given);
  for (let depth = 0; depth <= MOST_WRAPPERS; depth++) {
    const named = functionMeantBy(node) ?? classMeantBy(node);
    if (named) return named;
    if (node.type !== 'call') return null;
    const view = methodName(node) === 'as_view' ? receiver(node) : argumentsOf(node)[0]?.value;
    if (!view) return null;
    node = unwrap(view);
  }
  return null;
}

function textAt(call: Python.Call, place: Place): string | null {
  const given = argument(call, place);
  return given === null || given === 'unknown' ? null : constantText(given);
}

function methodsAt(call: Python.Call, place: Place, standing: readonly string[]): readonly string[] | null {
  const given = argument(call, place);
  if (given === null) return standing;
  if (given === 'unknown') return null;
  return constantStrings(given)?.map((method) => method.toUpperCase()) ?? null;
}

/** Is this a call that makes an app or a router: `Flask(__name__)`, `APIRouter(prefix='/x')`? Its framework. */
export function routerMadeBy(call: Python.Call): Framework | null {
  const name = qualifiedName(call.function);
  return (name === null ? undefined : frameworks.find(({ routers }) => routers.has(name)))?.framework ?? null;
}

/** `def login(request)` of a file that knows Django: a view, whose path stands in a list of another file. */
export function isDjangoView(definition: Python.FunctionDefinition): boolean {
  const [first] = parameters(definition);
  return first?.name === 'request' && scopeOf(definition).kind === 'module' && importsAny(definition.tree, ...django.modules);
}
