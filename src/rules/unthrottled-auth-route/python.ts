import { classInfo, classOfMethod } from '../../python/classes.ts';
import { moduleOf } from '../../python/columns.ts';
import { decorators } from '../../python/decorators.ts';
import { authDecorator } from '../../python/auth-decorators.ts';
import type { PythonDetector } from '../../python/detector.ts';
import { callsOf, localFunction, parameters } from '../../python/functions.ts';
import { dottedText, lastName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { isCallerKnown } from '../../python/request-guards.ts';
import { routesOf, type Route } from '../../python/routes.ts';
import { scopeOf } from '../../python/scopes.ts';
import { Search } from '../../project/search.ts';
import { isLimiterName } from '../../vocabulary/limiter-names.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { checksTypedCredential, countsTries, LIMITS_ALL_PYTHON, namesAuthRoute, type Message, type Options } from './auth-route.ts';

/** The files of a project in which an application limits all of its routes. */
const limitsAll = new Search('python', LIMITS_ALL_PYTHON);

export const python: PythonDetector<Message, Options> = {
  mentions: [/login/i, /signin/i, /sign_in/i, /register/i, /signup/i, /sign_up/i, /password/i, /authenticate/i, /otp/i, /mfa/i],
  alsoMentions: LIMITS_ALL_PYTHON,
  visit: ({ source, options, path, project, mentions, report }) => ({
    'module:exit'() {
      if (options.gatewayLimits || isTestFile(path)) return;
      const open = moduleOf(source.tree)
        .descendants('function_definition')
        .flatMap((handler) => openRoute(handler, options) ?? []);
      if (open.length === 0) return;
      if (LIMITS_ALL_PYTHON.some((word) => mentions(word)) || isLimitedAsAWhole(source.tree.text)) return;
      // An application that limits all routes mostly says so in another file.
      if ((project?.find(limitsAll)?.length ?? 0) > 0) return;
      for (const { handler, name, message } of open) report({ node: handler.name, message, data: { route: name } });
    },
  }),
};

interface OpenRoute {
  readonly handler: Python.FunctionDefinition;
  readonly name: string;
  readonly message: Message;
}

function openRoute(handler: Python.FunctionDefinition, { authRoutes }: Options): OpenRoute | null {
  const routes = routesOf(handler).filter(isPosted);
  const isView = routes.length === 0 && isDjangoView(handler);
  if (routes.length === 0 && !isView) return null;
  const path = routes.map((route) => route.path).find((text) => text !== null) ?? null;
  const checks = callsOf(handler).some((call) => checksTypedCredential(dottedText(call.function) ?? lastName(call.function) ?? ''));
  const owner = classOfMethod(handler);
  const ownName = owner ? owner.name.text : handler.name.text;
  if (!checks && !(namesAuthRoute(lastSegments(path), authRoutes) || (!isView && path === null && namesAuthRoute(ownName, authRoutes)))) return null;
  if (/logout|sign_?out|webhook/iu.test(ownName)) return null;
  // Who is known already proves something once more; that is another question.
  if (isCallerKnown(handler, {}) || isGuarded(handler, owner) || isLimited(handler, owner)) return null;
  return { handler, name: path ?? handler.name.text, message: checks ? 'credential' : 'authRoute' };
}

function isPosted({ methods }: Route): boolean {
  return methods === null ? false : methods.includes('POST') || methods.includes('PUT');
}

/** `def login(request)` that reads a form; its path stands in another file. */
function isDjangoView(handler: Python.FunctionDefinition): boolean {
  const [first] = parameters(handler);
  return first?.name === 'request' && scopeOf(handler).kind === 'module' && /\brequest\.(?:POST|data|body)\b/u.test(handler.text) && /\b(?:django|rest_framework)\b/u.test(handler.tree.text);
}

/** The last two segments of a path, which say what it does. */
function lastSegments(path: string | null): string {
  return (path ?? '').split('/').filter((segment) => segment !== '' && !/^[<{]/u.test(segment)).slice(-2).join('/');
}

function isGuarded(handler: Python.FunctionDefinition, owner: Python.ClassDefinition | null): boolean {
  const all = [...decorators(handler), ...(owner ? decorators(owner) : [])];
  if (all.some(({ callee }) => ['authenticator', 'consumer', 'both'].includes(authDecorator(callee, {})?.role ?? ''))) return true;
  const permission = owner && classInfo(owner).attributes.get('permission_classes')?.at(-1)?.value;
  if (permission && !permission.text.includes('AllowAny') && /Is|Permission|Auth/u.test(permission.text)) return true;
  // `user: User = Depends(get_current_user)`, whatever it is called.
  return parameters(handler).some(({ node }) => /Depends\(\s*[\w.]*(?:current|active|auth|verified|require|logged)|(?:Current|Authenticated|Admin|Verified)\w*(?:User|Account|Dep)|Session(?:Container|Dep)?\b.*verify/iu.test(node.text.slice(0, LONGEST_TEXT)));
}

const LONGEST_TEXT = 300;

/** Does something around the handler, or in it, count the tries? */
function isLimited(handler: Python.FunctionDefinition, owner: Python.ClassDefinition | null): boolean {
  const around = [...decorators(handler), ...(owner ? decorators(owner) : [])].map(({ node }) => node);
  const attributes = owner ? [...classInfo(owner).lineage()].flatMap((info) => [...info.attributes.keys(), ...info.bases.map(({ text }) => text ?? '')]) : [];
  if (attributes.some((name) => isLimiterName(name) || countsTries(name))) return true;
  const inside: Python.Node[] = [handler, ...callsOf(handler).flatMap((call) => localFunction(call) ?? [])];
  const names = [...around, ...inside].flatMap((node) => node.descendants('identifier').map(({ text }) => text));
  return names.some((name) => countsTries(name) || isLimiterName(name)) || inside.some(({ text }) => /\b429\b/u.test(text));
}

/** `limiter.limit("5/minute")(bp)`, `APIRouter(dependencies=[Depends(rate_limit)])`, a `before_request` that counts. */
function isLimitedAsAWhole(text: string): boolean {
  return /limit(?:er)?\.limit\([^)\n]*\)\(|(?:dependencies|before_request)[^\n]{0,120}(?:limit|throttl)|def\s+\w*(?:rate_?limit|throttl)\w*\([^)\n]*\)[^\n]*:\s*\n/iu.test(text);
}
