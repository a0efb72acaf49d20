import { argumentsOf, receiver } from '../../python/calls.ts';
import { sideOf } from '../../python/check-sides.ts';
import { classInfo, classOfMethod } from '../../python/classes.ts';
import { decorators } from '../../python/decorators.ts';
import type { PythonDetector } from '../../python/detector.ts';
import { unwrap } from '../../python/expressions.ts';
import { callSites, enclosingFunction, localFunction, ownNodes, parameters } from '../../python/functions.ts';
import { knowsCaller } from '../../python/known-caller.ts';
import { logCall } from '../../python/logging.ts';
import { callsNamed } from '../../python/named-calls.ts';
import { calleeName, dottedText, lastName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { isLimited, isLimitedSomewhere, LIMITS_ALL, limitsAsAWhole } from '../../python/request-limits.ts';
import { routesOf } from '../../python/routes.ts';
import { resolve, singleDefinition } from '../../python/scopes.ts';
import { Search } from '../../project/search.ts';
import { COUNTING_WORDS, countsTries, recordsFailure } from '../../vocabulary/counted-tries.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { namesLogin, typedCredential, type TypedCredential } from '../../vocabulary/typed-credentials.ts';
import {
  isAnswer,
  isCountedElsewhere,
  isKnownPerson,
  isMetric,
  isUnguessable,
  keepsSomething,
  type Message,
  namesChange,
  type Options,
} from './failed-login.ts';

/** What counts for all of Django's logins, and what a project says when it counts itself. */
const WATCHERS = ['user_login_failed', 'axes.middleware', 'axes.backends', 'AxesMiddleware', 'defender.middleware', 'django_lockout'];
const watchers = new Search('python', WATCHERS);
const lockouts = new Search('python', COUNTING_WORDS);

export const python: PythonDetector<Message, Options> = {
  mentions: [
    'check_password',
    'verify_password',
    'compare_password',
    'checkpw',
    'verify_and_update',
    '.verify(',
    '_password_hash(',
    /totp/i,
    /_otp\b/i,
    '2fa',
    'authenticate(',
  ],
  alsoMentions: [...LIMITS_ALL, ...WATCHERS],
  visit: ({ source, options, path, project, mentions, report }) => {
    if (options.lockedElsewhere || isTestFile(path)) return {};
    return {
      'module:exit'() {
        const open = openLogins(source.tree);
        if (open.length === 0) return;
        if ([...LIMITS_ALL, ...WATCHERS].some((word) => mentions(word)) || limitsAsAWhole(source.tree.text)) return;
        if (isLimitedSomewhere(project) || (project?.find(watchers) ?? []).some((other) => !isTestFile(other))) return;
        // The failures of what a route of another file calls may be counted there.
        const isCounted = open.some(({ isRoute }) => !isRoute) && isCountedElsewhere(project, lockouts);
        for (const { login, isRoute, check, credential } of open) {
          if (!isRoute && isCounted) continue;
          report({
            node: check.function.type === 'attribute' ? check.function.attribute : check.function,
            message: credential,
            data: { function: login.name.text },
          });
        }
      },
    };
  },
};

interface OpenLogin {
  readonly login: Python.FunctionDefinition;
  readonly isRoute: boolean;
  readonly check: Python.Call;
  readonly credential: TypedCredential;
}

function openLogins(tree: Python.Node['tree']): OpenLogin[] {
  const told = new Map<Python.FunctionDefinition, Set<TypedCredential>>();
  return callsNamed(tree, mayCheck).flatMap((check): OpenLogin[] => {
    const credential = credentialOf(check);
    if (credential === null || isOfKnownPerson(check)) return [];
    const login = loginAround(check);
    if (!login || told.get(login)?.has(credential) === true) return [];
    if (!told.has(login)) told.set(login, new Set());
    told.get(login)?.add(credential);
    if (isVerdict(check) || isAboutChange(login, check) || counts(login, check)) return [];
    return [{ login, isRoute: isRoute(login), check, credential }];
  });
}

function mayCheck(name: string): boolean {
  return name === 'verify' || name === 'check' || name === 'authenticate' || typedCredential(name) !== null;
}

function credentialOf(check: Python.Call): TypedCredential | null {
  const name = dottedText(check.function) ?? lastName(check.function) ?? '';
  // Django's own sends a signal for each failure; who listens stands elsewhere, and is looked for.
  if (name.endsWith('authenticate'))
    return calleeName(check) === 'django.contrib.auth.authenticate' && takesPassword(check) ? 'password' : null;
  const object = receiver(check);
  // `pyotp.TOTP(secret).verify(code)`
  if (object?.type === 'call' && /^(?:TOTP|HOTP)$/u.test(lastName(object.function) ?? '')) return 'code';
  if (object?.type === 'call' && lastName(object.function) === 'PasswordHasher') return 'password';
  const credential = typedCredential(name);
  return credential === 'password' && argumentsOf(check).some(({ value }) => isUnguessable(lastName(value) ?? '')) ? null : credential;
}

/** `authenticate(autologin=account)` asks for none. */
function takesPassword(check: Python.Call): boolean {
  return argumentsOf(check).some(
    ({ name, value }) =>
      name === 'password' || /pass(?:word|wd)|pwd/iu.test(lastName(value) ?? '') || name === null || value.type === 'dictionary_splat',
  );
}

/** `current_user.check_password(...)`: who is logged in proves it once more. */
function isOfKnownPerson(check: Python.Call): boolean {
  if (isKnownPerson(check.text)) return true;
  return check.descendants('identifier').some((name) => {
    const binding = resolve(name);
    const value = binding?.scope.kind === 'function' ? singleDefinition(binding)?.value : null;
    return value != null && isKnownPerson(value.text);
  });
}

/** The function around a check that lets somebody in: a route for strangers, or by its name or that of its class. */
function loginAround(check: Python.Call): Python.FunctionDefinition | null {
  for (let at = enclosingFunction(check); at; at = at.parent ? enclosingFunction(at.parent) : null) {
    if (isRoute(at)) return knowsCaller(at) ? null : at;
    const owner = classOfMethod(at);
    // Django and its kind ask each of their backends, and tell who listens when all have failed.
    if (
      owner &&
      (owner.name.text.endsWith('Backend') ||
        [...classInfo(owner).lineage()].some(({ bases }) => bases.some(({ text }) => /Backend$|Authentication$/u.test(text ?? ''))))
    )
      return null;
    if (namesLogin(at.name.text) || (owner && VAGUE.test(at.name.text) && namesLogin(owner.name.text.replace(/authentication/iu, 'Login'))))
      return knowsCaller(at) || isTool(at) ? null : at;
  }
  return null;
}

/** What says nothing of its own, so that its class does. */
const VAGUE =
  /^(?:validate\w{0,20}|clean\w{0,20}|post|get|dispatch|execute|handle|run|__call__|mutate|perform|process|form_valid|submit|on_post)$/u;

function isRoute(definition: Python.FunctionDefinition): boolean {
  return routesOf(definition).length > 0;
}

/** `def authenticate(self, force)` of a client takes no password. */
function isTool(definition: Python.FunctionDefinition): boolean {
  return decorators(definition).some(({ lastName: name }) => name === 'command' || name === 'task' || name === 'fixture');
}

/** `return check_password_hash(...)`: what follows a failure, the caller decides. */
function isVerdict(check: Python.Call): boolean {
  const { parent } = check;
  return (parent?.type === 'await' ? parent.parent : parent)?.type === 'return_statement';
}

function isAboutChange(login: Python.FunctionDefinition, check: Python.Call): boolean {
  // Who has just registered is logged in with the password they have just chosen.
  if (ownNodes(login, 'call').some((call) => CREATING.test(lastName(call.function) ?? '') && call.row < check.row)) return true;
  if (namesChange(login.name.text) || parameters(login).some(({ name }) => namesChange(name))) return true;
  return (
    ownNodes(login, 'identifier').some(({ text }) => namesChange(text)) ||
    ownNodes(login, 'string').some(({ text }) => namesChange(text.replace(/^\w?["']|["']$/gu, '')))
  );
}

const CREATING = /^(?:create_user|create_superuser|register_user|set_password)$/u;

/** Is a failed check counted in the login, in a helper of the file that it calls, or in what calls it? */
function counts(login: Python.FunctionDefinition, check: Python.Call): boolean {
  if (isLimited(login) || marksTries(login)) return true;
  if (ownNodes(login, 'call', 'assignment', 'augmented_assignment').some((node) => mayRecord(node, check))) return true;
  const helpers = ownNodes(login, 'call').flatMap((call) => localFunction(call) ?? []);
  const callers = callSites(login).calls.flatMap((call) => enclosingFunction(call) ?? []);
  return (
    helpers.some((helper) => helper !== login && marksTries(helper)) ||
    callers.some(
      (caller) =>
        caller !== login &&
        (isLimited(caller) ||
          marksTries(caller) ||
          knowsCaller(caller) ||
          ownNodes(caller, 'call').some((call) => recordsFailure(calledName(call)) && !isRaised(call) && !logCall(call))),
    )
  );
}

/** Is there a text without spaces in it that speaks of tries: the key under which they are counted? */
function marksTries(definition: Python.FunctionDefinition): boolean {
  return ownNodes(definition, 'string').some(
    ({ text, parent }) => parent?.type !== 'expression_statement' && text.length < LONGEST_KEY && !/\s/u.test(text) && countsTries(text),
  );
}

const LONGEST_KEY = 100;

function mayRecord(node: Python.Call | Python.Assignment | Python.AugmentedAssignment, check: Python.Call): boolean {
  const isCall = node.type === 'call';
  if (isCall && (node === check || node.contains(check) || isRaised(node) || logCall(node) || isMetric(calledName(node)))) return false;
  const name = isCall ? calledName(node) : (dottedText(node.left) ?? '');
  if (isAnswer(name)) return false;
  const side =
    recordsFailure(name) || (isCall ? keepsSomething(lastName(node.function) ?? '') : node.left.type !== 'identifier')
      ? sideOf(node, check)
      : 'success';
  if (side === 'success') return false;
  return side === 'failure' || recordsFailure(name);
}

function calledName(call: Python.Call): string {
  return dottedText(call.function) ?? lastName(call.function) ?? '';
}

/** `raise LoginFailed(...)` counts nothing. */
function isRaised(call: Python.Call): boolean {
  const outer = call.parent && unwrap(call.parent);
  return outer?.type === 'raise_statement' || /^[A-Z]/u.test(lastName(call.function) ?? '');
}
