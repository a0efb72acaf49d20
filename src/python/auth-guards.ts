import type { Admission } from '../language/guarded-flow.ts';
import { credentialNoun } from '../vocabulary/credential-names.ts';
import {
  isCheckName,
  isGuardName,
  isIdentifierName,
  isIdentityName,
  isLoginName,
  isMakingName,
  isVerification,
  meansNo,
} from '../vocabulary/guard-names.ts';
import { wordsOf } from '../vocabulary/words.ts';
import { argumentsOf } from './calls.ts';
import { classInfo, classOfMethod } from './classes.ts';
import { decorators } from './decorators.ts';
import { parts, unwrap } from './expressions.ts';
import { callsOf, enclosingFunction, ownNodes, parameters } from './functions.ts';
import { oncePerNode, oncePerTree } from './memo.ts';
import { dottedText, lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { isRouteHandler, routesOf } from './routes.ts';
import { resolve, scopeOf } from './scopes.ts';
import type { PythonTree } from './syntax/tree.ts';

/** A function that decides who gets in. */
export interface Guard {
  readonly function: Python.FunctionDefinition;
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
  return inside && (guardOf(inside) ?? (isAuthModule(path) && returnsValue(inside) ? guard(inside, 'value') : null));
}

const guardOf = oncePerNode((definition: Python.FunctionDefinition): Guard | null => {
  const passesOn = passerOn(definition);
  if (passesOn) return { function: definition, admission: 'passes on', passesOn };
  const admission = admissionOf(definition);
  return admission && guard(definition, admission);
});

function guard(definition: Python.FunctionDefinition, admission: Admission): Guard {
  return { function: definition, admission, passesOn: () => false };
}

function admissionOf(definition: Python.FunctionDefinition): Admission | null {
  const name = definition.name.text;
  const owner = classOfMethod(definition);
  // Its tokens are words of a language.
  if (owner && READS_LANGUAGES.test(owner.name.text)) return null;
  if (isHook(definition)) return 'returns';
  if (isCheckedBy(definition)) return 'value';
  const isLambda = parameters(definition)[0]?.name === 'event' && name.includes('handler');
  if (isLambda || isRoute(definition, owner)) {
    // A dependency that is given the request, and has nothing to answer: it raises, or it lets the caller pass.
    if (!isLambda && !isRouteHandler(definition) && !returnsValue(definition) && ownNodes(definition, 'raise_statement').length > 0)
      return 'value';
    const isLogin = isLoginName(name) || (owner !== null && isLoginName(owner.name.text)) || hasLoginPath(definition);
    return isLogin ? 'login' : 'answers';
  }
  if (isDependency(definition) || isGuardName(name) || judgesCredential(definition) || (owner !== null && isGuardClass(owner)))
    return 'value';
  if (notesIdentity(definition)) return 'login';
  if (readsRequest(definition)) return 'answers';
  return verifiesCredential(definition) && !isMakingName(name) ? 'value' : null;
}

const READS_LANGUAGES = /(?:Lexer|Tokeni[sz]er|Scanner|Compiler)$|^(?!.*(?:Auth|JWT|Jwt|Token|Bearer)).*Parser$/u;

// --- functions that pass the caller on

/** Names under which frameworks hand a middleware what comes after it. */
const NEXT = new Set('call_next handler get_response next_handler next nxt inner downstream next_ next_call continuation'.split(' '));
/** What a middleware class calls its inner application or wrapped function. */
const INNER = new Set(
  'get_response app application wsgi_app asgi_app func f fn wrapped view view_func handler next inner wrapped_view'.split(' '),
);

function passerOn(definition: Python.FunctionDefinition): Guard['passesOn'] | null {
  const own = new Set(
    parameters(definition)
      .map(({ name }) => name)
      .filter((name) => NEXT.has(name)),
  );
  const outer = parametersAround(definition);
  const isMethod = classOfMethod(definition) !== null;
  const method = definition.name.text;
  const isPassed = (callee: Python.Node): boolean => {
    const node = unwrap(callee);
    if (node.type === 'identifier') return own.has(node.text) || outer(node);
    // `ensure_sync(f)(*args)`.
    if (node.type === 'call') return argumentsOf(node).some(({ value }) => value.type === 'identifier' && outer(value));
    if (node.type !== 'attribute' || !isMethod) return false;
    if (node.object.type === 'identifier' && node.object.text === 'self') {
      // A consumer of web sockets accepts the connection.
      return INNER.has(node.attribute.text) || (method === 'connect' && node.attribute.text === 'accept');
    }
    // `super().dispatch(...)` in a mixin of class-based views.
    return (
      node.object.type === 'call' && lastName(node.object.function) === 'super' && node.attribute.text === method && PASSED_UP.has(method)
    );
  };
  const passes = (call: Python.Call): boolean => isPassed(call.function);
  return callsOf(definition).some(passes) ? passes : null;
}

const PASSED_UP = new Set('dispatch dispatch_request __call__ process_request get post put patch delete is_accessible'.split(' '));

/** Is a name a parameter of a function around this one, as a decorator's wrapped function is? */
function parametersAround(definition: Python.FunctionDefinition): (name: Python.Identifier) => boolean {
  return (name) => {
    const definitions = resolve(name)?.definitions ?? [];
    return definitions.some(({ kind, node }) => {
      if (kind !== 'parameter') return false;
      const owner = scopeOf(node).node;
      return owner !== definition && owner.type === 'function_definition' && owner.contains(definition);
    });
  };
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
  return decorators(definition).some(({ lastName: name }) => name !== null && CHECKED_BY.has(name));
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
  return parameters(definition).some(({ default: value, annotation }) => {
    const called = value?.type === 'call' ? lastName(value.function) : null;
    return (
      (called !== null && GIVEN_BY_REQUEST.has(called)) ||
      (annotation !== null && [...annotation.descendants('identifier')].some(({ text }) => GIVEN_BY_REQUEST.has(text)))
    );
  });
}

/** `def validate(self, token)`, `def __call__(self, username, password)`: who is given a credential, and does not make one, judges it. */
function judgesCredential(definition: Python.FunctionDefinition): boolean {
  const name = definition.name.text;
  const names = parameters(definition).map((parameter) => parameter.name);
  if (!names.some((parameter) => credentialNoun(parameter) !== null)) return false;
  if (isCheckName(name)) return true;
  return (
    !isMakingName(name) &&
    !meansNo(name) &&
    names.some((parameter) => credentialNoun(parameter) === 'password') &&
    names.some(isIdentifierName)
  );
}

/** Does a function that compares a credential also verify one, so that the comparison stands beside a real check? */
function verifiesCredential(definition: Python.FunctionDefinition): boolean {
  return callsOf(definition).some((call) => isVerification(dottedText(call.function) ?? lastName(call.function) ?? ''));
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

/** `g.user = ...`, `request.user = ...`, `session['user_id'] = ...`, `login_user(...)`. */
function notesIdentity(definition: Python.FunctionDefinition): boolean {
  return (
    ownNodes(definition, 'assignment').some(({ left }) => isIdentityTarget(left)) ||
    callsOf(definition).some((call) => lastName(call.function) === 'login_user')
  );
}

/** Does an assignment to this target say who is calling? */
export function isIdentityTarget(target: Python.Node): boolean {
  const node = unwrap(target);
  if (node.type === 'subscript') {
    const holder = dottedText(node.value);
    return (
      holder !== null &&
      /(?:^|[._])(?:session|session_state|state|g|user_session|storage)$/u.test(holder) &&
      isIdentityName(node.subscript.text)
    );
  }
  if (node.type !== 'attribute' || !isIdentityName(node.attribute.text)) return false;
  const holder = dottedText(node.object);
  return (
    holder !== null &&
    /(?:^|[._])(?:g|request|req|state|session|session_state|context|ctx|top|local|scope|websocket|info|handler|self)$/u.test(holder)
  );
}

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
