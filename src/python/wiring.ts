import { posix } from 'node:path';
import type { Project } from '../project/project.ts';
import { placeOf } from '../project/projects.ts';
import { meaningOf, pythonModule } from '../project/python-modules.ts';
import { Search } from '../project/search.ts';
import { smellsOfAuth } from '../vocabulary/auth-smell.ts';
import { isTestFile } from '../vocabulary/test-files.ts';
import { argument, argumentsOf, receiver } from './calls.ts';
import { moduleOf } from './columns.ts';
import { constantText } from './constants.ts';
import { decorators } from './decorators.ts';
import { unwrap } from './expressions.ts';
import { hookNames } from './knowledge/registrations.ts';
import { callsNamed } from './named-calls.ts';
import { dottedText, lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { mayRefuse } from './refusing.ts';
import { dependenciesGuard, guards } from './route-guards.ts';

/** What hangs a router into an application, or into another router. */
interface Inclusion {
  /** The router, by where it is made; null when that is not known. */
  readonly router: string | null;
  readonly into: string | null;
  /** Does it bring a guard of its own: `dependencies=[Depends(get_current_user)]`? */
  readonly isGuarded: boolean;
  readonly prefix: string | null;
}

/** A guard that stands before all requests of a router, or of an application. */
interface Gate {
  readonly router: string | null;
  /** The folder whose routes it may stand before, when it belongs to an application. */
  readonly folder: string | null;
}

/** A view that a list of URLs leads to. */
interface Target {
  readonly path: string | null;
  readonly isGuarded: boolean;
}

/** What the modules of a project say together about the way from a request to its handler. */
interface Applications {
  readonly inclusions: readonly Inclusion[];
  readonly gates: readonly Gate[];
  readonly targets: ReadonlyMap<string, readonly Target[]>;
  /** What Django's REST framework asks for where a view says nothing. */
  readonly guardsViews: boolean;
}

const wiring = new Search('python', [
  'include_router',
  'register_blueprint',
  'add_middleware',
  'middleware(',
  'Middleware(',
  'before_request',
  'before_app_request',
  'url_value_preprocessor',
  'dependencies=',
  'urlpatterns',
  'MIDDLEWARE',
  'DEFAULT_PERMISSION_CLASSES',
  'wsgi_app',
  'decorators=',
]);

/** What is known of the applications in a project; null when nobody knows all of its files. */
export function applicationsIn(project: Project): Applications | null {
  return project.overall(findApplications);
}

function findApplications(project: Project): Applications | null {
  const paths = project.find(wiring);
  if (paths === null) return null;
  const inclusions: Inclusion[] = [];
  const gates: Gate[] = [];
  const targets = new Map<string, Target[]>();
  let guardsViews = false;
  for (const path of paths) {
    const tree = isTestFile(path) ? null : pythonModule(project, path);
    if (!tree) continue;
    const folder = folderOf(path);
    for (const call of callsNamed(tree, (name) => CALLS.has(name))) {
      const name = lastName(call.function) ?? '';
      if (name === 'include_router' || name === 'register_blueprint') inclusions.push(inclusionBy(call));
      else if (name === 'path' || name === 're_path' || name === 'url') addTarget(call, targets);
      else gates.push(...gateBy(call, name, folder));
    }
    gates.push(...hooksIn(moduleOf(tree), folder), ...settingsIn(tree.text, folder));
    guardsViews ||= /DEFAULT_PERMISSION_CLASSES["']?\s{0,3}[:=]\s{0,3}[[(]\s{0,60}["'][\w.]{0,100}(?:IsAuth|IsAdmin|Permission)/u.test(
      tree.text,
    );
  }
  return { inclusions, gates, targets, guardsViews };
}

const CALLS = new Set([
  'include_router',
  'register_blueprint',
  'add_middleware',
  'middleware',
  'Middleware',
  'FastAPI',
  'Starlette',
  'APIRouter',
  'Api',
  'Namespace',
  'path',
  're_path',
  'url',
  ...hookNames,
]);

/** Folders that hold the parts of an application, beside others that hold its routes. */
const PARTS = /^(?:src|app|apps|core|config|conf|settings|server|api|middlewares?|lib|common|auth|utils|backend_app|main|web)$/u;

/** Whose routes may something in a file stand before? Those below its folder, or below the one above when it is one of several parts. */
function folderOf(path: string): string {
  let folder = posix.dirname(path);
  for (let up = 0; up < 3 && (PARTS.test(posix.basename(folder)) || (up === 0 && /settings|middleware|wsgi|asgi/u.test(path))); up++)
    folder = posix.dirname(folder);
  return folder === '.' ? '' : `${folder}/`;
}

/** By where it is made: what a name for a router or an application stands for. */
export function routerKey(expression: Python.Node): string | null {
  const meaning = meaningOf(expression);
  return meaning && keyOf(meaning.node);
}

/** Where in the project a node stands. */
function keyOf(node: Python.Node): string {
  return `${placeOf(node.tree)?.path ?? ''} ${String(node.range[0])}`;
}

function inclusionBy(call: Python.Call): Inclusion {
  const given = argument(call, { position: 0, keyword: lastName(call.function) === 'include_router' ? 'router' : 'blueprint' });
  const into = receiver(call);
  const prefix = argumentsOf(call).find(({ name }) => name === 'prefix' || name === 'url_prefix')?.value;
  return {
    router: given === null || given === 'unknown' ? null : routerKey(given),
    into: into && routerKey(into),
    isGuarded: dependenciesGuard(call),
    prefix: prefix ? constantText(prefix) : '',
  };
}

function gateBy(call: Python.Call, name: string, folder: string): Gate[] {
  const [first] = argumentsOf(call);
  switch (name) {
    case 'FastAPI':
    case 'Starlette':
      return dependenciesGuard(call) ? [{ router: null, folder }] : [];
    case 'APIRouter':
      return dependenciesGuard(call) ? [{ router: keyOf(call), folder: null }] : [];
    case 'Api':
    case 'Namespace': {
      const given = argumentsOf(call).find((each) => each.name === 'decorators')?.value;
      const isGuarded = given?.descendants('identifier').some(({ text }) => smellsOfAuth(text)) === true;
      return isGuarded ? [{ router: keyOf(call), folder: name === 'Api' ? folder : null }] : [];
    }
    case 'add_middleware':
    case 'Middleware':
      return first && mayGuardAll(first.value) ? [{ router: null, folder }] : [];
    case 'middleware': {
      // `@app.middleware('http')` above a function, or called with one.
      const decorated = call.parent?.type === 'decorator' ? call.parent.parent : null;
      const body = decorated?.type === 'decorated_definition' ? decorated.definition.name : null;
      const given = call.parent?.type === 'call' ? argumentsOf(call.parent)[0]?.value : null;
      return (body && standsBefore(body)) || (given && standsBefore(given)) ? [{ router: null, folder }] : [];
    }
    default: {
      // `app.before_request(check_login)`.
      const owner = receiver(call);
      return first && owner && call.parent?.type !== 'decorator' && standsBefore(first.value) ? [hookGate(owner, name, folder)] : [];
    }
  }
}

/** Frameworks' own middleware by these names lets everybody pass. */
const HARMLESS =
  /^(?:Session|CORS|TrustedHost|GZip|HTTPSRedirect|CSRF|RawContext|SecurityHeaders?|SecureHeaders?|RequestId|Proxy\w*|Correlation\w*|AuthenticationMiddleware$)(?:Middleware)?$/u;

function mayGuardAll(expression: Python.Node): boolean {
  const name = lastName(unwrap(expression).type === 'call' ? (unwrap(expression) as Python.Call).function : expression) ?? '';
  return !HARMLESS.test(name) && standsBefore(expression);
}

/** Does a hook or middleware look at who is calling, and can it refuse? */
function standsBefore(expression: Python.Node): boolean {
  if (!guards(expression)) return false;
  const named = unwrap(expression);
  const meaning = meaningOf(named.type === 'call' ? named.function : named);
  const code = meaning?.node;
  return (code?.type !== 'function_definition' && code?.type !== 'class_definition') || mayRefuse(code);
}

function hooksIn(module: Python.Module, folder: string): Gate[] {
  if (![...hookNames].some((name) => module.tree.text.includes(name))) return [];
  return module.descendants('function_definition').flatMap((definition) =>
    decorators(definition).flatMap(({ callee }) => {
      if (callee.type !== 'attribute' || !hookNames.has(callee.attribute.text) || !guards(definition.name) || !mayRefuse(definition))
        return [];
      return [hookGate(callee.object, callee.attribute.text, folder)];
    }),
  );
}

function hookGate(owner: Python.Node, method: string, folder: string): Gate {
  const isForAll = method.includes('_app_') || /(?:^|\.)(?:app|application|server|self)$/u.test(dottedText(owner) ?? 'app');
  const key = routerKey(owner);
  return isForAll || key === null ? { router: null, folder } : { router: key, folder: null };
}

/** Middleware of a Django project that asks every caller to log in. */
function settingsIn(text: string, folder: string): Gate[] {
  const [, list = ''] = /^MIDDLEWARE(?:_CLASSES)?\s{0,3}\+?=\s{0,3}[[(]([^\])]{0,5000})/mu.exec(text) ?? [];
  const names = Array.from(list.matchAll(/["']([\w.]{1,200})["']/gu), ([, name = '']) => name);
  const isGate = (name: string): boolean =>
    /LoginRequired|RequireLogin|RequireAuth|AuthRequired/u.test(name) ||
    (!/^(?:django|allauth|whitenoise|corsheaders|oauth2_provider|axes|hijack|impersonate|social_django|django_otp|simple_history|debug_toolbar|waffle|wagtail|cms|csp|reversion|user_sessions|htmx)\b|\.(?:contrib|session)/u.test(
      name,
    ) &&
      /Auth|Login|Permission|Token|Jwt|JWT|Access/u.test(name));
  return names.some(isGate) ? [{ router: null, folder }] : [];
}

/** How many wrappers (`login_required(csrf_exempt(view))`) are looked through. */
const MOST_WRAPPERS = 5;

function addTarget(call: Python.Call, targets: Map<string, Target[]>): void {
  const [route, view] = argumentsOf(call);
  if (!route || !view) return;
  let node = unwrap(view.value);
  let isGuarded = false;
  for (let depth = 0; node.type === 'call' && depth < MOST_WRAPPERS; depth++) {
    const name = lastName(node.function) ?? '';
    if (name === 'include') return;
    if (name === 'as_view') {
      node = unwrap(receiver(node) ?? node.function);
      break;
    }
    // `admin.site.admin_view(view)`.
    isGuarded ||= guards(node.function);
    node = unwrap(argumentsOf(node)[0]?.value ?? node.function);
  }
  const meaning = meaningOf(node);
  if (!meaning) return;
  const key = keyOf(meaning.node);
  targets.set(key, [...(targets.get(key) ?? []), { path: constantText(route.value), isGuarded }]);
}

/** The URLs that lead to a view. */
export function targetsOf({ targets }: Applications, definition: Python.FunctionDefinition | Python.ClassDefinition): readonly Target[] {
  return targets.get(keyOf(definition)) ?? [];
}

/** How many routers stand inside of one another. */
const MOST_ROUTERS = 6;

/** What stands before all routes of a router. */
export interface Surrounding {
  readonly isGuarded: boolean;
  /** What comes before the paths of the router; null when it is not known. */
  readonly prefixes: readonly (string | null)[];
}

/** What stands before the routes that a file registers on a router? */
export function surroundingOf({ inclusions, gates }: Applications, router: Python.Node | null, path: string): Surrounding {
  if (gates.some((gate) => gate.folder !== null && path.startsWith(gate.folder))) return { isGuarded: true, prefixes: [] };
  let keys = [router && routerKey(router)].filter((key) => key !== null);
  const prefixes: (string | null)[] = [];
  for (let hops = 0; hops < MOST_ROUTERS && keys.length > 0; hops++) {
    const around = inclusions.filter((inclusion) => inclusion.router !== null && keys.includes(inclusion.router));
    if (gates.some((gate) => gate.router !== null && keys.includes(gate.router)) || around.some(({ isGuarded }) => isGuarded)) {
      return { isGuarded: true, prefixes: [] };
    }
    prefixes.unshift(...around.map(({ prefix }) => prefix));
    keys = around.flatMap(({ into }) => into ?? []);
  }
  // A guarded inclusion of something that cannot be followed may be the one of this router.
  const isUnclear = router !== null && inclusions.some((inclusion) => inclusion.router === null && inclusion.isGuarded);
  return { isGuarded: isUnclear, prefixes };
}

/** The prefix that a router is made with: `APIRouter(prefix='/users')`, `Blueprint('users', __name__, url_prefix='/users')`. */
export function ownPrefix(router: Python.Node): string | null {
  const made = meaningOf(router)?.node;
  if (made?.type !== 'call') return null;
  const given = argumentsOf(made).find(({ name }) => name === 'prefix' || name === 'url_prefix' || name === 'path')?.value;
  return given ? constantText(given) : '';
}
