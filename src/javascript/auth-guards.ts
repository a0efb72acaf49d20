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
  readsLanguages,
} from '../vocabulary/guard-names.ts';
import { wordsOf } from '../vocabulary/words.ts';
import { alwaysAnswers, answersValue, onlyRefuses, opensSession, refusesStrangers } from './answering-functions.ts';
import { passerOn } from './caller-passing.ts';
import { lastName, methodName, type Call } from './calls.ts';
import { decoratorsOf } from './decorators.ts';
import type { JavaScriptSource } from './detector.ts';
import { keyOf, stringOf, type AnyFunction } from './expressions.ts';
import { functionName } from './function-names.ts';
import { isIdentityTarget, takesCredential } from './guard-answers.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { enclosingClass, enclosingFunction, ownNodes } from './scopes.ts';

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
  if (readsLanguages(ownerName)) return undefined;
  const isPlain = isPlainGuard(node);
  if (isGuardName(name) && !isLoginName(name) && !isLoginName(ownerName) && isPlain && !alwaysAnswers(node))
    return ownNodes(node.body, source).some(answersValue) ? 'value' : 'returns';
  // A handler has something to answer to those who may come in.
  if (isPlain && onlyRefuses(node, source)) return 'returns';
  if (STRATEGIES.has(name) || (name === 'validate' && isStrategy(owner))) return 'value';
  if (isHandler(node, name))
    return isLoginName(name) || isLoginName(ownerName) || isLoginName(routePath(node)) || opensSession(node, source) ? 'login' : 'answers';
  if (isGuardName(name) || isGuardClass(ownerName) || judgesCredential(node, name)) return 'value';
  const own = ownNodes(node.body, source);
  if (own.some((inner) => inner.type === Kind.AssignmentExpression && isIdentityTarget(inner.left, false))) return 'login';
  // Who verifies a credential by other means, and compares it beside that, is a check; so is who turns strangers away.
  return !isMakingName(name) &&
    own.some(
      (inner) =>
        refusesStrangers(inner) ||
        (inner.type === Kind.CallExpression &&
          (isVerification(dottedText(inner.callee) ?? '') || (isQuestionName(name) && takesCredential(inner, source)))),
    )
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

/** `isStaff(request)`: where such a function hands the credential on to somebody who knows, it is a check. */
function isQuestionName(name: string): boolean {
  return /^_*(?:is|has|can|may)[A-Z]/u.test(name);
}

/** `function validate(token)`, `(username, password) => ...`: who is given a credential, and does not make one, judges it. */
function judgesCredential({ params }: AnyFunction, name: string): boolean {
  const names = params.flatMap((parameter) => (parameter.type === Kind.Identifier ? [parameter.name] : []));
  if (!names.some((parameter) => credentialNoun(parameter) !== null)) return false;
  if (isCheckName(name)) return true;
  return (
    !isMakingName(name) &&
    !meansNo(name) &&
    names.some((parameter) => credentialNoun(parameter) === 'password') &&
    names.some((parameter) => isIdentifierName(parameter) || USERS.test(parameter))
  );
}

/** What the name of a user is called where there is no doubt, as beside a password. */
const USERS = /^(?:user|usr|uname|name|u)$/u;

// --- classes and modules

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
