import { callsUnder } from './scopes.ts';
import { posix } from 'node:path';
import { javascriptModule, meaningAcross } from '../project/javascript-modules.ts';
import type { Project } from '../project/project.ts';
import { placeOf } from '../project/projects.ts';
import { Search } from '../project/search.ts';
import { isSample } from '../vocabulary/sample-files.ts';
import { isTestFile } from '../vocabulary/test-files.ts';
import { calleeOf } from './auth-middleware.ts';
import { methodName } from './calls.ts';
import type { JavaScriptSource } from './detector.ts';
import { isFunction, unwrap } from './expressions.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { standingOf } from './route-guards.ts';
import { middlewareOf } from './routes.ts';
import { lastWordOf } from './last-words.ts';

/** Where in the project something stands. */
interface Spot {
  readonly path: string;
  readonly offset: number;
}

/** What hangs a router into an application, or into another router. */
interface Inclusion extends Spot {
  readonly router: string | null;
  readonly into: string | null;
  readonly isGuarded: boolean;
  readonly prefix: string | null;
}

/** A guard that stands before the requests of a router, or of an application that other modules are handed. */
interface Gate extends Spot {
  readonly router: string | null;
  readonly folder: string;
  readonly prefix: string | null;
}

interface Applications {
  readonly inclusions: readonly Inclusion[];
  readonly gates: readonly Gate[];
}

const wiring = new Search('javascript', [
  '.use(',
  'addHook(',
  '.register(',
  'APP_GUARD',
  'useGlobalGuards',
  'clerkMiddleware',
  'export const config',
  'withAuth',
  '.apply(',
  'authMiddleware',
  'beforeHandle',
  '.derive(',
  'onBeforeHandle',
]);
const authentication = new Search('javascript', [
  'requireAuth',
  'isAuthenticated',
  'ensureAuthenticated',
  'ensureLoggedIn',
  'passport.authenticate',
  'verifyToken',
  'authenticateToken',
  'authMiddleware',
  'jwt.verify',
  'jwtVerify',
  'getServerSession',
  'AuthGuard',
  'JwtAuthGuard',
  'UseGuards',
  'clerkMiddleware',
  'requireUser',
  'requireLogin',
  'isLoggedIn',
  'checkAuth',
  'req.user',
  'request.user',
  'ctx.state.user',
  'express-jwt',
  'currentUser(',
  'protectRoute',
  'requireAdmin',
  'isAdmin',
  '@Authorized',
]);

/** Does any module of a project ask who is calling? */
export function projectAuthenticates(project: Project): boolean {
  return project.find(authentication)?.some((path) => !isTestFile(path)) === true;
}

/** Whose class of source modules are read with; the answer does not depend on it. */
let asking: JavaScriptSource | undefined;

/** What is known of the applications in a project; null when nobody knows all of its files. */
export function applicationsIn(project: Project, source: JavaScriptSource): Applications | null {
  asking = source;
  const found = project.overall(findApplications);
  asking = undefined;
  return found;
}

function findApplications(project: Project): Applications | null {
  const paths = project.find(wiring);
  if (paths === null || !asking) return null;
  const inclusions: Inclusion[] = [];
  const gates: Gate[] = [];
  for (const path of paths) {
    const source = isTestFile(path) || isSample(path) ? null : javascriptModule(asking, path);
    if (!source) continue;
    const folder = folderOf(path);
    const next = /(?:^|\/)(?:middleware|proxy)\.[jt]s$/u.test(path) && /auth|session|token|clerk|login|user/iu.test(source.text);
    if (next || /\bAPP_GUARD\b|\buseGlobalGuards\b/u.test(source.text)) gates.push({ path, offset: -1, router: null, folder, prefix: '' });
    if (/\.apply\([^)]{0,200}(?:Auth|Jwt|Token|Session|User)/u.test(source.text))
      gates.push({ path, offset: -1, router: null, folder, prefix: '' });
    for (const call of callsUnder(source.ast, source)) {
      const method = methodName(call);
      if (method !== 'use' && method !== 'addHook' && method !== 'register' && method !== 'onBeforeHandle' && method !== 'derive') continue;
      readUse(call, method, { path, offset: call.range[0] }, folder, source, inclusions, gates);
    }
  }
  return { inclusions, gates };
}

function readUse(
  call: JavaScript.CallExpression,
  method: string,
  spot: Spot,
  folder: string,
  source: JavaScriptSource,
  inclusions: Inclusion[],
  gates: Gate[],
): void {
  const middleware = middlewareOf(call, source);
  const receiver = call.callee.type === Kind.MemberExpression ? call.callee.object : undefined;
  if (!receiver) return;
  const into = keyAcross(receiver, source);
  const handlers = middleware?.handlers ?? call.arguments.map((given) => (given.type === Kind.SpreadElement ? given.argument : given));
  const prefix = middleware
    ? (middleware.path ?? (call.arguments.length > middleware.handlers.length && middleware.hook === undefined ? null : ''))
    : '';
  const standings = handlers.map((handler) => (isRouterLike(handler, source) ? 'router' : standingOf(handler, source)));
  const routers = handlers.filter((_, index) => standings[index] === 'router');
  const isGuarded = standings.includes('guard');
  if (method !== 'register')
    for (const router of routers) inclusions.push({ ...spot, router: keyAcross(router, source), into, isGuarded, prefix });
  if (method === 'register') {
    const text = source.getText(call).slice(0, LONGEST_CALL);
    inclusions.push({
      ...spot,
      router: handlers[0] ? keyAcross(handlers[0], source) : null,
      into,
      isGuarded: /preHandler|onRequest/u.test(text),
      prefix: text.includes('prefix') ? null : '',
    });
    if (handlers[0] && standings[0] === 'guard' && !isFunction(handlers[0])) gates.push({ ...spot, router: null, folder, prefix: '' });
    return;
  }
  if (routers.length > 0 || !isGuarded) return;
  // The application is handed to other modules, or is known there by another name.
  const isApplication = into === null || /^(?:app|server|application|fastify|instance|api)$/iu.test(lastWordOf(receiver) ?? '');
  gates.push({ ...spot, router: isApplication ? null : into, folder, prefix });
}

const LONGEST_CALL = 1000;

/** Is what `use` is given a router: by what made it, or by the names of what is imported? */
function isRouterLike(node: JavaScript.Node, source: JavaScriptSource): boolean {
  const inner = unwrap(node);
  if (isFunction(inner)) return false;
  const name = lastWordOf(calleeOf(inner)) ?? '';
  if (/(?:router|routers|routes|route|controller|api)s?$/iu.test(name)) return true;
  const meaning = meaningAcross(inner, source);
  return meaning?.node.type === Kind.CallExpression && (lastWordOf(calleeOf(meaning.node)) ?? '').endsWith('Router');
}

/** Where what an expression stands for is made. */
export function keyAcross(node: JavaScript.Node, source: JavaScriptSource): string | null {
  const inner = unwrap(node);
  // `router.route('/x')`, `new Hono().get(...)`: a chain belongs to what it begins with.
  const meaning = meaningAcross(
    inner.type === Kind.CallExpression && inner.callee.type === Kind.MemberExpression && methodName(inner) !== 'Router'
      ? inner.callee.object
      : inner,
    source,
  );
  return meaning ? `${placeOf(meaning.source)?.path ?? ''} ${String(meaning.node.range[0])}` : null;
}

const PARTS =
  /^(?:src|app|core|config|server|api|middlewares?|lib|common|auth|utils|backend|main|loaders?|routes?|setup|bootstrap|infra(?:structure)?|modules?)$/u;

/** Whose routes may something in a file stand before? */
function folderOf(path: string): string {
  let folder = posix.dirname(path);
  for (let up = 0; up < 4 && PARTS.test(posix.basename(folder)); up++) folder = posix.dirname(folder);
  return folder === '.' ? '' : `${folder}/`;
}

/** How many routers stand inside of one another. */
const MOST_ROUTERS = 6;

/** What stands before a route. */
export interface Surrounding {
  readonly isGuarded: boolean;
  readonly prefixes: readonly (string | null)[];
}

/** What stands before a route of a router, as far as the project tells? */
export function surroundingOf(
  { inclusions, gates }: Applications,
  router: JavaScript.Node | undefined,
  route: Spot,
  source: JavaScriptSource,
): Surrounding {
  const key = router && keyAcross(router, source);
  const before = (gate: Spot, spot: Spot): boolean => gate.path !== spot.path || gate.offset < spot.offset;
  const spots: Spot[] = [route];
  const prefixes: (string | null)[] = [];
  let keys = key ? [key] : [];
  for (let hops = 0; hops < MOST_ROUTERS && keys.length > 0; hops++) {
    if (gates.some((gate) => gate.router !== null && keys.includes(gate.router) && spots.some((spot) => before(gate, spot))))
      return { isGuarded: true, prefixes: [] };
    const around = inclusions.filter((inclusion) => inclusion.router !== null && keys.includes(inclusion.router));
    if (around.some(({ isGuarded }) => isGuarded)) return { isGuarded: true, prefixes: [] };
    if (around.length > 0) spots.splice(0, spots.length, ...around);
    prefixes.unshift(...around.map(({ prefix }) => prefix));
    keys = around.flatMap(({ into }) => into ?? []);
  }
  const isCovered = gates.some(
    (gate) =>
      gate.router === null &&
      route.path.startsWith(gate.folder) &&
      spots.some((spot) => before(gate, spot)) &&
      coversPrefix(gate.prefix, prefixes),
  );
  const isUnclear = inclusions.some(
    (inclusion) => inclusion.router === null && inclusion.isGuarded && route.path.startsWith(folderOf(inclusion.path)),
  );
  return { isGuarded: isCovered || isUnclear, prefixes };
}

function coversPrefix(prefix: string | null, prefixes: readonly (string | null)[]): boolean {
  if (prefix === '' || prefix === null || prefix === '/') return true;
  const [first] = prefixes;
  return first === undefined || first === null || first === '' || first.startsWith(prefix) || prefix.startsWith(first);
}
