import type { Admission } from '../language/guarded-flow.ts';
import { credentialNoun } from '../vocabulary/credential-names.ts';
import {
  isCheckName,
  isGuardName,
  isIdentifierName,
  isLoginName,
  isMakingName,
  isVerification,
  meansNo,
} from '../vocabulary/guard-names.ts';
import { wordsOf } from '../vocabulary/words.ts';
import { lastName, methodName, type Call } from './calls.ts';
import { decoratorsOf } from './decorators.ts';
import type { JavaScriptSource } from './detector.ts';
import { keyOf, memberName, stringOf, unwrap, type AnyFunction } from './expressions.ts';
import { isIdentityTarget } from './guard-answers.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { enclosingClass, enclosingFunction, kindOf, ownNodes, variableOf } from './scopes.ts';

/** A function that decides who gets in. */
export interface AuthGuard {
  /** The function; for code at the top of a file, the statement. */
  readonly function: AnyFunction | JavaScript.ProgramStatement;
  readonly admission: Admission;
  /** Does a call pass the caller on to what the guard protects, or turn them away by the same callback? */
  readonly passesOn: (call: Call) => 'yes' | 'no' | undefined;
}

const guards = new WeakMap<AnyFunction, { readonly guard: AuthGuard | undefined }>();

/**
 * The guard that a node runs in: the innermost function, when that is a middleware, a hook, a strategy, a check, a login,
 * or a handler that looks at the request itself.
 */
export function authGuardAround(node: JavaScript.Node, source: JavaScriptSource, path = ''): AuthGuard | undefined {
  const inside = enclosingFunction(node);
  if (!inside) return undefined;
  let known = guards.get(inside);
  if (!known) guards.set(inside, (known = { guard: authGuardOf(inside, source) }));
  // What a handler does once a query has answered, it does as the handler.
  const outer = isCallback(inside) && known.guard?.admission !== 'passes on' ? authGuardAround(inside, source) : undefined;
  if (outer) return { ...outer, function: inside };
  if (known.guard) return known.guard;
  return isAuthModule(path) && isFunctionWithValue(inside, source) ? guard(inside, 'value') : undefined;
}

/** `User.findOne(...).then((user) => ...)`, `db.query(sql, (error, rows) => ...)`. */
function isCallback({ parent }: AnyFunction): boolean {
  return parent.type === Kind.CallExpression && CALLBACK_METHODS.test(lastName(parent) ?? '');
}

const CALLBACK_METHODS = /^(?:then|catch|finally|find\w*|get\w*|query|exec|lookup|load\w*|verify|compare|authenticate|all|each|run)$/u;

/** The function that a node runs in, taken for a check because of what it asks. */
export function functionAsCheck(node: JavaScript.Node, source: JavaScriptSource): AuthGuard | undefined {
  const inside = enclosingFunction(node);
  return inside && (authGuardAround(node, source) ?? guard(inside, 'value'));
}

/**
 * The function (or the statement at the top of a file) that a node runs in, taken for something that a person in front of
 * the browser sets off.
 */
export function codeAsLogin(node: JavaScript.Node): AuthGuard | undefined {
  const inside = enclosingFunction(node);
  if (inside) return guard(inside, 'login');
  let statement: JavaScript.Node = node;
  while (statement.parent && statement.parent.type !== Kind.Program) statement = statement.parent;
  return statement.parent && guard(statement as JavaScript.ProgramStatement, 'login');
}

function guard(node: AuthGuard['function'], admission: Admission): AuthGuard {
  return { function: node, admission, passesOn: () => undefined };
}

function authGuardOf(node: AnyFunction, source: JavaScriptSource): AuthGuard | undefined {
  const passesOn = passerOn(node, source);
  if (passesOn) return { function: node, admission: 'passes on', passesOn };
  const admission = admissionOf(node, source);
  return admission && guard(node, admission);
}

function admissionOf(node: AnyFunction, source: JavaScriptSource): Admission | undefined {
  const name = functionName(node) ?? '';
  if (HOOKS.has(name) || isAddedHook(node)) return 'returns';
  const owner = enclosingMethodClass(node);
  const ownerName = owner?.id?.name ?? '';
  // Its tokens are words of a language.
  if (READS_LANGUAGES.test(ownerName)) return undefined;
  if (isGuardName(name) && !isLoginName(name) && !isLoginName(ownerName) && isPlainGuard(node))
    return ownNodes(node.body, source).some(answersValue) ? 'value' : 'returns';
  if (STRATEGIES.has(name) || (name === 'validate' && isStrategy(owner))) return 'value';
  if (isHandler(node, name)) return isLoginName(name) || isLoginName(ownerName) || isLoginName(routePath(node)) ? 'login' : 'answers';
  if (isGuardName(name) || isGuardClass(ownerName) || judgesCredential(node, name)) return 'value';
  const own = ownNodes(node.body, source);
  if (own.some((inner) => inner.type === Kind.AssignmentExpression && isIdentityTarget(inner.left, false))) return 'login';
  // Who verifies a credential by other means, and compares it beside that, is a check.
  return !isMakingName(name) && own.some((inner) => inner.type === Kind.CallExpression && isVerification(dottedText(inner.callee) ?? ''))
    ? 'value'
    : undefined;
}

/** `async function authenticate(request, reply)`: whoever comes back from it without an answer may go on. */
function isPlainGuard({ params: [first, second] }: AnyFunction): boolean {
  return (
    first?.type === Kind.Identifier &&
    /^_?req(?:uest)?$/u.test(first.name) &&
    second?.type === Kind.Identifier &&
    /^_?(?:res|reply|response)$/u.test(second.name)
  );
}

function answersValue(node: JavaScript.Node): boolean {
  return node.type === Kind.ReturnStatement && node.argument !== null && VALUES.has(node.argument.type);
}

const VALUES: ReadonlySet<string> = new Set([Kind.Literal, Kind.Identifier, Kind.ObjectExpression]);

/** `function validate(token)`, `(username, password) => ...`: who is given a credential, and does not make one, judges it. */
function judgesCredential({ params }: AnyFunction, name: string): boolean {
  const names = params.flatMap((parameter) => (parameter.type === Kind.Identifier ? [parameter.name] : []));
  if (!names.some((parameter) => credentialNoun(parameter) !== null)) return false;
  if (isCheckName(name)) return true;
  return (
    !isMakingName(name) &&
    !meansNo(name) &&
    names.some((parameter) => credentialNoun(parameter) === 'password') &&
    names.some(isIdentifierName)
  );
}

// --- names

/** The name a function goes by: its own, its variable's, its method's, or that of the property it is the value of. */
export function functionName(node: AnyFunction): string | undefined {
  if (node.type !== Kind.ArrowFunctionExpression && node.id) return node.id.name;
  let parent: JavaScript.Node = node.parent;
  // `const requireAuth = asyncHandler(async (req, res, next) => ...)`.
  while (parent.type === Kind.CallExpression && WRAPPERS.test(lastName(parent) ?? '')) ({ parent } = parent);
  switch (parent.type) {
    case Kind.VariableDeclarator:
      return parent.id.type === Kind.Identifier ? parent.id.name : undefined;
    case Kind.AssignmentExpression:
      return parent.left.type === Kind.MemberExpression
        ? memberName(parent.left)
        : parent.left.type === Kind.Identifier
          ? parent.left.name
          : undefined;
    case Kind.MethodDefinition:
    case Kind.PropertyDefinition:
    case Kind.Property:
      return keyOf(parent);
    case Kind.CallExpression:
      // Fastify's `app.decorate('authenticate', async (request, reply) => ...)`.
      return methodName(parent) === 'decorate' ? stringOf(parent.arguments[0]) : undefined;
    default:
      return undefined;
  }
}

const WRAPPERS = /async|catch|wrap|memo|useCallback|handler|define|cache|fp$/iu;

function enclosingMethodClass(node: AnyFunction): JavaScript.ClassDeclaration | JavaScript.ClassExpression | undefined {
  return node.parent.type === Kind.MethodDefinition || node.parent.type === Kind.PropertyDefinition ? enclosingClass(node) : undefined;
}

const GUARD_CLASS = new Set(
  [
    'auth authentication authenticator authorization permission permissions guard login oauth session middleware',
    'strategy verifier policy',
  ]
    .join(' ')
    .split(' '),
);

function isGuardClass(name: string): boolean {
  return wordsOf(name).some((word) => GUARD_CLASS.has(word));
}

/** Is the module itself, by its name, about who gets in? */
function isAuthModule(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/(?:\.\w+)?\.[cm]?[jt]sx?$/u, '');
  return /(?:^|[_.-])(?:auth|oauth2?|authentication|login|session|sessions)$/iu.test(wordsOf(name).join('-'));
}

function isFunctionWithValue(node: AnyFunction, source: JavaScriptSource): boolean {
  return (
    node.body.type !== Kind.BlockStatement ||
    ownNodes(node.body, source).some((inner) => inner.type === Kind.ReturnStatement && inner.argument !== null)
  );
}

// --- functions that pass the caller on

const NEXT = new Set('next done cb callback _next verified resolve'.split(' '));

function passerOn(node: AnyFunction, source: JavaScriptSource): AuthGuard['passesOn'] | undefined {
  const isPassing = (call: Call): 'yes' | 'no' | undefined => {
    const callee = unwrap(call.callee);
    if (callee.type === Kind.Identifier) {
      const owner = parameterOwner(callee, source);
      if (owner === node && NEXT.has(callee.name)) return answerOfCallback(call, callee.name);
      if (!owner || owner === node || !contains(owner, node)) return undefined;
      // `next()` of the middleware in a callback of its own; `handler(req, res)` in what `withAuth(handler)` returns.
      if (NEXT.has(callee.name)) return answerOfCallback(call, callee.name);
      return call.arguments.length > 0 ? 'yes' : undefined;
    }
    if (callee.type !== Kind.MemberExpression || memberName(callee) !== 'next') return undefined;
    const object = unwrap(callee.object);
    if (object.type !== Kind.Identifier) return undefined;
    // `NextResponse.next()`, tRPC's `opts.next()`.
    return object.name === 'NextResponse' || parameterOwner(object, source) === node ? 'yes' : undefined;
  };
  const calls = ownNodes(node.body, source).filter((inner) => inner.type === Kind.CallExpression);
  const own = node.body.type === Kind.CallExpression ? [node.body, ...calls] : calls;
  return own.some((call) => isPassing(call) !== undefined) ? isPassing : undefined;
}

/** `next()` goes on, `next(error)` does not; `done(null, user)` has found somebody, `done(null, false)` nobody. */
function answerOfCallback(call: Call, name: string): 'yes' | 'no' {
  const [first, second] = call.arguments;
  if (!first) return name === 'next' || name === '_next' || name === 'done' ? 'yes' : 'no';
  if (second) return isNothing(first) && !isNothing(second) ? 'yes' : 'no';
  if (isNothing(first)) return 'yes';
  // `next({ ctx })` and `resolve(event)` go on with something; an error ends it.
  return first.type === Kind.ObjectExpression ||
    name === 'resolve' ||
    (name !== 'next' && name !== '_next' && first.type === Kind.Literal && first.value === true)
    ? 'yes'
    : 'no';
}

function isNothing(node: JavaScript.Node): boolean {
  if (node.type === Kind.Literal) return node.value === null || node.value === false;
  return node.type === Kind.Identifier && node.name === 'undefined';
}

function parameterOwner(identifier: JavaScript.Identifier, source: JavaScriptSource): JavaScript.Node | undefined {
  const definition = variableOf(identifier, source)?.defs[0];
  return definition && kindOf(definition) === 'Parameter' ? definition.node : undefined;
}

function contains(outer: JavaScript.Node, inner: JavaScript.Node): boolean {
  return outer.range[0] <= inner.range[0] && inner.range[1] <= outer.range[1];
}

// --- hooks, strategies, handlers

const HOOKS = new Set(['onRequest', 'preHandler', 'preValidation', 'preParsing', 'beforeHandle', 'onBeforeHandle', 'preAuth']);
/** What frameworks call to ask who is there. */
const STRATEGIES = new Set([
  'canActivate',
  'authorize',
  'authenticate',
  'authChecker',
  'handleRequest',
  'isAuthenticated',
  'authorizer',
  'onAuth',
  'onAuthenticate',
  'verifyClient',
  'context',
  'createContext',
]);

/** A form has a `validate` too; a strategy's, or the one among a server's options, is asked who is there. */
function isStrategy(owner: JavaScript.ClassDeclaration | JavaScript.ClassExpression | undefined): boolean {
  if (!owner) return true;
  const base =
    owner.superClass?.type === Kind.CallExpression
      ? (lastName(owner.superClass) ?? '')
      : owner.superClass?.type === Kind.Identifier
        ? owner.superClass.name
        : '';
  return base.includes('Strategy') || isGuardClass(owner.id?.name ?? '');
}

const READS_LANGUAGES = /(?:Lexer|Tokeni[sz]er|Scanner|Compiler)$|^(?!.*(?:Auth|JWT|Jwt|Token|Bearer)).*Parser$/u;

/** `fastify.addHook('onRequest', async (request, reply) => ...)`, `app.onBeforeHandle(...)`. */
function isAddedHook(node: AnyFunction): boolean {
  const { parent } = node;
  // `preHandler: [async (request, reply) => ...]`.
  if (parent.type === Kind.ArrayExpression && parent.parent.type === Kind.Property) return HOOKS.has(keyOf(parent.parent) ?? '');
  if (parent.type !== Kind.CallExpression) return false;
  const [first] = parent.arguments;
  const method = methodName(parent) ?? '';
  return (method === 'addHook' && HOOKS.has(stringOf(first) ?? '')) || HOOKS.has(method);
}

const REQUEST_PARAMETERS = new Set(['req', 'request', '_req', '_request', 'ctx', 'context', 'c', 'event', 'socket', 'ws', 'policyContext']);
const VERBS = new Set('get post put patch delete all use head options on route'.split(' '));
const EXPORTED = new Set([
  'GET',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'handler',
  'loader',
  'action',
  'load',
  'fetch',
  'onRequestGet',
  'onRequestPost',
  'getServerSideProps',
]);
const ROUTE_DECORATORS = new Set(['Get', 'Post', 'Put', 'Patch', 'Delete', 'All', 'SubscribeMessage']);

function isHandler(node: AnyFunction, name: string): boolean {
  const [first] = node.params;
  const { parent } = node;
  if (parent.type === Kind.MethodDefinition && decoratorsOf(parent).some((decorator) => ROUTE_DECORATORS.has(decorator.name))) return true;
  if (parent.type === Kind.CallExpression && VERBS.has(methodName(parent) ?? '') && stringOf(parent.arguments[0]) !== undefined)
    return true;
  if (EXPORTED.has(name)) return true;
  return first?.type === Kind.Identifier && REQUEST_PARAMETERS.has(first.name) && !(isGuardName(name) && node.params.length === 1);
}

/** `/login` of `app.post('/login', (req, res) => ...)` and of `@Post('login')`. */
function routePath(node: AnyFunction): string {
  const { parent } = node;
  if (parent.type === Kind.CallExpression) return stringOf(parent.arguments[0]) ?? '';
  if (parent.type !== Kind.MethodDefinition) return '';
  const first = decoratorsOf(parent).find((decorator) => ROUTE_DECORATORS.has(decorator.name))?.arguments[0];
  return stringOf(first) ?? '';
}
