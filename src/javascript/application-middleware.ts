import { lastName, methodName, receiver } from './calls.ts';
import type { JavaScriptSource } from './detector.ts';
import { stringOf, unwrap } from './expressions.ts';
import { dottedText, instanceOf, qualifiedName } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { frameworkOf, middlewareOf } from './routes.ts';
import { enclosingFunction, functionOf, singleValue, variableOf } from './scopes.ts';

/** One middleware that a call puts before the routes of an application. */
export interface UsedMiddleware {
  /** What names or makes it. */
  readonly node: JavaScript.Node;
  readonly call: JavaScript.CallExpression;
  /** As it is written, and what it was made by: `limiter`, `express-rate-limit`. */
  readonly names: readonly string[];
  /** Undefined where it stands before all paths; `unknown` where the path is not known. */
  readonly path: string | undefined;
  /** The application's name, and the function it is put together in: only what shares both runs one after the other. */
  readonly app: string;
  readonly place: JavaScript.Node | undefined;
  /** Does the framework call it in the order of the text? Plugins of Fastify come after its hooks, unless they are awaited. */
  readonly isDeferred: boolean;
}

/** What a call of `use`, `register`, `addHook('onRequest', ...)` or Nest's `enableCors` puts before the routes; empty for other calls. */
export function usedMiddleware(call: JavaScript.CallExpression, source: JavaScriptSource): UsedMiddleware[] {
  const method = methodName(call);
  const owner = receiver(call);
  if (!owner || method === undefined || !METHODS.has(method)) return [];
  const app = dottedText(owner);
  if (app === undefined) return [];
  const base = { call, app, place: enclosingFunction(call), path: undefined, isDeferred: false };
  const isNest = instanceOf(owner, source)?.startsWith('@nestjs/core.NestFactory.create') === true;
  if (method === 'enableCors') return [{ ...base, node: call, names: ['enableCors'] }];
  const [first, ...rest] = call.arguments;
  if (!first) return [];
  if (method === 'register') {
    if (frameworkOf(owner, source) !== 'fastify') return [];
    const isDeferred = call.parent.type !== Kind.AwaitExpression;
    return [{ ...base, node: first, names: namesOf(first, source), isDeferred }];
  }
  if (method === 'addHook') {
    if (stringOf(first) !== 'onRequest' || !middlewareOf(call, source)) return [];
    return rest.map((node) => ({ ...base, node, names: namesOf(node, source) }));
  }
  if (!isNest && !middlewareOf(call, source)) return [];
  const text = stringOf(first);
  const hasPath = rest.length > 0 && (text !== undefined || unwrap(first).type === Kind.TemplateLiteral);
  const path = hasPath ? (text ?? 'unknown') : undefined;
  return (hasPath ? rest : call.arguments).flatMap((given) => {
    const node = unwrap(given.type === Kind.SpreadElement ? given.argument : given);
    const elements = node.type === Kind.ArrayExpression ? node.elements.filter((element) => element !== null) : [node];
    return elements.map((element) => ({ ...base, path, node: element, names: namesOf(element, source) }));
  });
}

const METHODS: ReadonlySet<string> = new Set(['addHook', 'enableCors', 'register', 'use']);

function namesOf(node: JavaScript.Node, source: JavaScriptSource): string[] {
  const inner = unwrap(node);
  const called = inner.type === Kind.CallExpression || inner.type === Kind.NewExpression ? inner : undefined;
  const written = dottedText(called ? called.callee : inner);
  const full = qualifiedName(called ? called.callee : inner, source);
  const made = inner.type === Kind.Identifier ? madeBy(inner, source) : undefined;
  return [written, full, made].filter((name) => name !== undefined);
}

/** `express-rate-limit` of `const limiter = rateLimit({...})`. */
function madeBy(name: JavaScript.Identifier, source: JavaScriptSource): string | undefined {
  const variable = variableOf(name, source);
  const value = variable && singleValue(variable);
  const call = value?.path.length === 0 ? unwrap(value.expression) : undefined;
  if (call?.type !== Kind.CallExpression && call?.type !== Kind.NewExpression) return undefined;
  return qualifiedName(call.callee, source) ?? lastName(call);
}

/** Does this middleware add the headers that let other sites' pages read the answers? */
export function isCors({ node, names }: UsedMiddleware, source: JavaScriptSource): boolean {
  if (names.some((name) => CORS.test(name))) return true;
  const code = functionOf(unwrap(node), source);
  return code !== undefined && source.getText(code).includes('Access-Control-Allow-Origin');
}

const CORS =
  /^(?:@?[\w-]+\/)?(?:koa2?-)?cors(?:\.\w+)?(?:\(\))?$|^enableCors$|^(?:\w+\.)*(?:corsMiddleware|corsHandler|enableCors|setupCors)$/iu;
