import type { JavaScriptSource } from './detector.ts';
import { unwrap, type AnyFunction } from './expressions.ts';
import { frameworks, type FrameworkName } from './knowledge/frameworks.ts';
import { importedModules } from './modules.ts';
import { nestRouteOf } from './nest-routes.ts';
import { nextRoutes } from './next-routes.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { isWrapper, middlewareOf, routeOf, type Middleware, type Route } from './routes.ts';
import { readsOf } from './scopes.ts';

/** What a function is to a web framework. */
export interface HandlerRole {
  readonly role: 'handler' | 'middleware' | 'errorHandler';
  readonly framework: FrameworkName;
  /** What says so; a signature alone may be wrong. */
  readonly evidence: 'registration' | 'decorator' | 'file' | 'signature';
  readonly route: Route | undefined;
  readonly middleware: Middleware | undefined;
}

/** Does a function answer requests, or stand before those that do? `path` is the file's own. */
export function roleOf(node: AnyFunction, source: JavaScriptSource, path: string): HandlerRole | undefined {
  return byRegistration(node, source) ?? byDecorator(node, source) ?? byFile(node, source, path) ?? bySignature(node, source);
}

/** The parameter that holds the request. */
export function requestParameter(node: AnyFunction, { role }: HandlerRole): JavaScript.Parameter | undefined {
  return node.params[role === 'errorHandler' ? 1 : 0];
}

function byRegistration(node: AnyFunction, source: JavaScriptSource): HandlerRole | undefined {
  for (const use of usesOf(node, source)) {
    const call = registeringCall(use, source);
    if (call) return { ...call, role: roleAmong(node, use, call) };
  }
  return undefined;
}

type Registration = Omit<HandlerRole, 'role'>;

function registeringCall(use: JavaScript.Node, source: JavaScriptSource): Registration | undefined {
  let at: JavaScript.Node | undefined = use.parent;
  for (let hops = 0; at && CARRIERS.has(at.type) && hops < MOST_CARRIERS; hops += 1, at = at.parent) {
    if (at.type !== Kind.CallExpression) continue;
    const route = routeOf(at, source);
    const middleware = route ? undefined : middlewareOf(at, source);
    const framework = route?.framework ?? middleware?.framework;
    if (framework) return { framework, evidence: 'registration', route, middleware };
  }
  return undefined;
}

/** A function reaches its registration through lists, wrappers' calls, options and casts, but not through other code. */
const CARRIERS: ReadonlySet<string> = new Set([
  Kind.ArrayExpression,
  Kind.CallExpression,
  Kind.ChainExpression,
  Kind.ObjectExpression,
  Kind.Property,
  Kind.TSAsExpression,
  Kind.TSSatisfiesExpression,
]);
const MOST_CARRIERS = 8;

function roleAmong(node: AnyFunction, use: JavaScript.Node, { framework, route }: Registration): HandlerRole['role'] {
  if (framework === 'express' && node.params.length === 4) return 'errorHandler';
  const last = route?.handlers.at(-1);
  const isLast = last === node || (last !== undefined && contains(last, use));
  return isLast ? 'handler' : 'middleware';
}

function contains(outer: JavaScript.Node, inner: JavaScript.Node): boolean {
  return outer.range[0] <= inner.range[0] && inner.range[1] <= outer.range[1];
}

/** Where a function stands or is named. */
function usesOf(node: AnyFunction, source: JavaScriptSource): JavaScript.Node[] {
  const holder = node.type === Kind.FunctionDeclaration ? node : outermost(node).parent;
  if (holder?.type !== Kind.FunctionDeclaration && holder?.type !== Kind.VariableDeclarator) return [node];
  // A declared function declares its parameters too; the function's own name stands first.
  const [variable] = source.getDeclaredVariables(holder);
  return variable?.defs.some((definition) => (definition.node as JavaScript.Node) === holder) === true ? readsOf(variable) : [];
}

function outermost(node: JavaScript.Node): JavaScript.Node {
  let outer = node;
  while (outer.parent && outer.parent !== unwrap(outer.parent) && unwrap(outer.parent) === node) outer = outer.parent;
  return outer;
}

function byDecorator(node: AnyFunction, source: JavaScriptSource): HandlerRole | undefined {
  const { parent } = node;
  const route = parent.type === Kind.MethodDefinition ? nestRouteOf(parent, source) : undefined;
  return route && { role: 'handler', framework: 'nest', evidence: 'decorator', route, middleware: undefined };
}

function byFile(node: AnyFunction, source: JavaScriptSource, path: string): HandlerRole | undefined {
  if (!/(?:^|\/)(?:app\/|pages\/api\/)/u.test(path)) return undefined;
  const route = nextRoutes(source, path).find(({ handlers }) => handlers.some((handler) => handler === node || isWrapped(handler, node)));
  return route && { role: 'handler', framework: 'next', evidence: 'file', route, middleware: undefined };
}

function isWrapped(handler: JavaScript.Node, node: AnyFunction): boolean {
  return handler.type === Kind.CallExpression && handler.arguments.some((argument) => unwrap(argument) === node);
}

function bySignature(node: AnyFunction, source: JavaScriptSource): HandlerRole | undefined {
  const names = node.params.map((parameter) => (parameter.type === Kind.Identifier ? parameter.name.replace(/^_+/u, '') : ''));
  if (names.length === 0 || isCallback(node)) return undefined;
  const modules = new Set(importedModules(source.ast));
  const found = frameworks.find(({ signatures, modules: own }) =>
    signatures.some(
      (signature) => signature.join() === names.join() && (signature.length > 1 || own.some((module) => modules.has(module))),
    ),
  );
  if (!found) return undefined;
  const role = names.length === 4 ? 'errorHandler' : names.at(-1) === 'next' ? 'middleware' : 'handler';
  return { role, framework: found.name, evidence: 'signature', route: undefined, middleware: undefined };
}

/** An argument of some other call has its parameters from there: `http.createServer((req, res) => ...)`. */
function isCallback({ parent }: AnyFunction): boolean {
  return parent.type === Kind.NewExpression || (parent.type === Kind.CallExpression && !isWrapper(parent));
}
