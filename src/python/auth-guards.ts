import type { Admission } from '../language/guarded-flow.ts';
import { isGuardName, isLoginName, isMakingName, readsLanguages } from '../vocabulary/guard-names.ts';
import { wordsOf } from '../vocabulary/words.ts';
import { passerOn } from './caller-passing.ts';
import { argumentsOf } from './calls.ts';
import { classInfo, classOfMethod } from './classes.ts';
import { decorators } from './decorators.ts';
import { parts } from './expressions.ts';
import { asksElsewhere, judgesCredential, refusesStrangers, verifiesCredential } from './credential-judges.ts';
import { isGivenByRequest } from './credentials.ts';
import { notesIdentity, opensSession } from './identity-notes.ts';
import { callsOf, enclosingFunction, ownNodes, parameters } from './functions.ts';
import { oncePerNode, oncePerTree } from './memo.ts';
import { lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { isRouteHandler, routesOf } from './routes.ts';
import { scopeOf } from './scopes.ts';
import type { PythonTree } from './syntax/tree.ts';

/** A function that decides who gets in. */
export interface Guard {
  /** The function; for a script that is a page by itself, the module. */
  readonly function: Python.FunctionDefinition | Python.Module;
  readonly admission: Admission;
  /** Does a call pass the caller on to what the guard protects? */
  readonly passesOn: (call: Python.Call) => boolean;
}

/**
 * The guard that a node runs in: the innermost function, when that is a decorator's wrapper, a middleware, a hook, a
 * dependency, a check, a login, or a handler that looks at the request itself.
 */
export function guardAround(node: Python.Node, path = ''): Guard | null {
  const inside = enclosingFunction(node);
  if (!inside) return pageOf(node.tree);
  return guardOf(inside) ?? (isAuthModule(path) && returnsValue(inside) ? guard(inside, 'value') : null);
}

const guardOf = oncePerNode((definition: Python.FunctionDefinition): Guard | null => {
  const passesOn = passerOn(definition);
  if (passesOn) return { function: definition, admission: 'passes on', passesOn };
  const admission = admissionOf(definition);
  return admission && guard(definition, admission);
});

/** A script of Streamlit is a page, from its first line to its last or to `st.stop()`. */
const pageOf = oncePerTree((tree: PythonTree): Guard | null => {
  if (!tree.text.includes('streamlit')) return null;
  const module = tree.root as unknown as Python.Module;
  return guard(module, admissionOfPage(module));
});

function admissionOfPage(page: Python.Module | Python.FunctionDefinition): Admission {
  const called = ownNodes(page, 'call').map((call) => call.function.text.slice(0, LONGEST_CALLEE));
  const refuses = called.some((name) => /^st\.(?:stop|error|warning)$/u.test(name));
  return refuses ? 'answers' : 'login';
}

const LONGEST_CALLEE = 20;

function guard(definition: Guard['function'], admission: Admission): Guard {
  return { function: definition, admission, passesOn: () => false };
}

function admissionOf(definition: Python.FunctionDefinition): Admission | null {
  const name = definition.name.text;
  const owner = classOfMethod(definition);
  // Its tokens are words of a language.
  if (owner && readsLanguages(owner.name.text)) return null;
  if (isHook(definition)) return 'returns';
  if (isCheckedBy(definition)) return 'value';
  const isLambda = parameters(definition)[0]?.name === 'event' && name.includes('handler');
  if (isLambda || isRoute(definition, owner)) {
    // A dependency that is given the request, and has nothing to answer: it raises, or it lets the caller pass.
    if (!isLambda && !isRouteHandler(definition) && !returnsValue(definition) && ownNodes(definition, 'raise_statement').length > 0)
      return 'value';
    const isLogin = isLoginName(name) || (owner !== null && isLoginName(owner.name.text)) || hasLoginPath(definition);
    return isLogin || (!isLambda && opensSession(definition)) ? 'login' : 'answers';
  }
  // A login that is no route by itself, but a method that a route calls.
  if (isLoginName(name) && (notesIdentity(definition) || answersWithPage(definition))) return 'login';
  if (owner !== null && (name === 'test_func' || isGuardClass(owner))) return 'value';
  if (isDependency(definition) || isGuardName(name) || judgesCredential(definition)) return 'value';
  if (asksElsewhere(definition)) return 'value';
  if (notesIdentity(definition)) return 'login';
  if (readsRequest(definition)) return 'answers';
  if (definition.tree.text.includes('streamlit') && callsOf(definition).some((call) => call.function.text.startsWith('st.')))
    return admissionOfPage(definition);
  return !isMakingName(name) && (verifiesCredential(definition) || refusesStrangers(definition)) ? 'value' : null;
}

// --- functions that run before the handlers

const HOOKS = new Set(
  [
    'before_request before_app_request before_websocket before_app_websocket on_request before_request_func',
    'process_request process_view process_resource',
  ]
    .join(' ')
    .split(' '),
);

function isHook(definition: Python.FunctionDefinition): boolean {
  if (classOfMethod(definition) && (HOOKS.has(definition.name.text) || definition.name.text === 'prepare')) return true;
  if (
    decorators(definition).some(
      ({ lastName: name, call }) =>
        (name !== null && HOOKS.has(name)) ||
        (name === 'middleware' && call !== null && saysRequest(call)) ||
        (name === 'hook' && call !== null && saysRequest(call)),
    )
  ) {
    return true;
  }
  return registered(definition.tree).hooks.has(definition.name.text);
}

/** `@app.middleware('request')` of Sanic, `@hook('before_request')` of Bottle. */
function saysRequest(call: Python.Call): boolean {
  return argumentsOf(call).some(({ value }) => value.type === 'string' && value.text.includes('request'));
}

// --- checks and dependencies

/** Decorators under which an extension asks a function who is calling. */
const CHECKED_BY = new Set(
  [
    'verify_password verify_token request_loader user_loader header_loader get_user_roles authorization_callback',
    'password_auth_callback header_auth_callback authenticate authenticator',
  ]
    .join(' ')
    .split(' '),
);

function isCheckedBy(definition: Python.FunctionDefinition): boolean {
  return decorators(definition).some(
    ({ lastName: name, call }) => name !== null && (CHECKED_BY.has(name) || (CONNECTING.has(name) && isConnection(definition, call))),
  );
}

/** `@sio.on('connect')`, `@sio.event def connect(...)`: who answers no to a connection turns it away. */
const CONNECTING = new Set(['on', 'event', 'connect']);

function isConnection({ name }: Python.FunctionDefinition, call: Python.Call | null): boolean {
  return name.text === 'connect' || (call !== null && argumentsOf(call)[0]?.value.text.slice(1, -1) === 'connect');
}

const GUARD_CLASS = new Set(
  [
    'auth authentication authenticator authorization permission permissions guard login oauth session middleware',
    'strategy bearer verifier policy accesscontrol',
  ]
    .join(' ')
    .split(' '),
);

function isGuardClass(owner: Python.ClassDefinition): boolean {
  // A view with `LoginRequiredMixin` is guarded, and guards nothing.
  const bases = classInfo(owner).bases.flatMap(({ text }) =>
    text === null || /Mixin|View/u.test(text) ? [] : [text.slice(text.lastIndexOf('.') + 1)],
  );
  return [owner.name.text, ...bases].some((name) => wordsOf(name).some((word) => GUARD_CLASS.has(word)));
}

/** Is the module itself, by its name, about who gets in? */
function isAuthModule(path: string): boolean {
  return /(?:^|[_/.-])(?:auth|oauth|oauth2|authentication|login|session|sessions)(?:[_.-][^/]*)?$/iu.test(
    path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/u, ''),
  );
}

const PROVIDERS = new Set(['Depends', 'Security']);
const GIVEN_BY_REQUEST = new Set([
  'Depends',
  'Security',
  'Header',
  'Cookie',
  'HTTPAuthorizationCredentials',
  'HTTPBasicCredentials',
  'APIKeyHeader',
  'APIKeyQuery',
  'APIKeyCookie',
]);

function isDependency(definition: Python.FunctionDefinition): boolean {
  if (registered(definition.tree).dependencies.has(definition.name.text)) return true;
  return parameters(definition).some((parameter) => isGivenByRequest(parameter, GIVEN_BY_REQUEST));
}

interface Registered {
  readonly dependencies: ReadonlySet<string>;
  readonly hooks: ReadonlySet<string>;
}

/** The names of functions that this file hands to `Depends(...)` or registers as a hook. */
const registered = oncePerTree((tree: PythonTree): Registered => {
  const dependencies = new Set<string>();
  const hooks = new Set<string>();
  for (const call of (tree.root as unknown as Python.Module).descendants('call')) {
    const called = lastName(call.function);
    if (called === null) continue;
    const names = PROVIDERS.has(called) ? dependencies : HOOKS.has(called) ? hooks : null;
    if (!names) continue;
    for (const { value } of argumentsOf(call)) {
      const name = lastName(value);
      if (name !== null) names.add(name);
    }
  }
  return { dependencies, hooks };
});

// --- handlers and logins

const METHODS = new Set(
  'get post put patch delete head options handle do_GET do_POST do_PUT do_DELETE do_PATCH on_get on_post on_put on_delete'.split(' '),
);

function isRoute(definition: Python.FunctionDefinition, owner: Python.ClassDefinition | null): boolean {
  if (isRouteHandler(definition)) return true;
  const [first, second] = parameters(definition).map(({ name }) => name);
  if (owner) return METHODS.has(definition.name.text) && (second === 'request' || second === 'req' || classInfo(owner).bases.length > 0);
  // A view that another module routes to: `def dashboard(request)`.
  return first === 'request' && !isGuardName(definition.name.text) && scopeOf(definition).kind === 'module';
}

function hasLoginPath(definition: Python.FunctionDefinition): boolean {
  return routesOf(definition).some(({ path }) => path !== null && isLoginName(path));
}

function answersWithPage(definition: Python.FunctionDefinition): boolean {
  return callsOf(definition).some((call) => PAGES.has(lastName(call.function) ?? ''));
}

const PAGES = new Set(
  'render_template render redirect HTTPFound HTTPSeeOther TemplateResponse RedirectResponse HttpResponseRedirect'.split(' '),
);

function readsRequest(definition: Python.FunctionDefinition): boolean {
  if (parameters(definition).some(({ name }) => name === 'request' || name === 'req' || name === 'websocket')) return true;
  return ownNodes(definition, 'attribute').some(({ object }) => object.type === 'identifier' && object.text === 'request');
}

function returnsValue(definition: Python.FunctionDefinition): boolean {
  return ownNodes(definition, 'return_statement').some((statement) => parts(statement).length > 0);
}

/** The function that a node runs in, taken for a check because of what it asks. */
export function functionAsCheck(node: Python.Node): Guard | null {
  const inside = enclosingFunction(node);
  return inside && (guardOf(inside) ?? guard(inside, 'value'));
}
