import type { CallerUse } from '../language/caller-use.ts';
import { isCallerName, isCallerProperty, isCredentialKey, looksCallerUp } from '../vocabulary/caller-names.ts';
import { isVerification } from '../vocabulary/guard-names.ts';
import { guardRole } from '../vocabulary/guard-roles.ts';
import { wordsOf } from '../vocabulary/words.ts';
import { argumentsOf } from './calls.ts';
import { decorators } from './decorators.ts';
import { parts, unwrap } from './expressions.ts';
import { localFunction, parameters } from './functions.ts';
import { anonymousUserAttributes, tokenQuestions } from './knowledge/auth-decorators.ts';
import { oncePerNode } from './memo.ts';
import { dottedText, lastName, qualifiedName } from './names.ts';
import type * as Python from './nodes.ts';
import { resolve, scopeOf } from './scopes.ts';

/** The same as in every language, and what tells a hook that guards from one that only asks. */
export interface PythonCallerUse extends CallerUse {
  /** It turns strangers away: after a look-up of its own, or because `not current_user.is_authenticated`. */
  readonly refusesStrangers: boolean;
}

/** How many functions of the file are followed, one after another, from a decorator's code. */
const MOST_HOPS = 2;

type Definition = Python.FunctionDefinition | Python.ClassDefinition;

/** What does the code of a decorator do with who is calling? */
export const callerUse = oncePerNode((definition: Definition): PythonCallerUse => {
  const seen = new Set<Definition>([definition]);
  let generation: Definition[] = [definition];
  let use: PythonCallerUse = { notes: false, findsOut: false, relies: false, refuses: false, refusesStrangers: false };
  for (let hop = 0; hop <= MOST_HOPS && generation.length > 0; hop++) {
    const called: Definition[] = [];
    for (const each of generation) {
      const own = ownUse(each);
      use = {
        notes: use.notes || own.notes,
        findsOut: use.findsOut || own.findsOut,
        relies: use.relies || own.relies,
        refuses: use.refuses || own.refuses,
        refusesStrangers: use.refusesStrangers || own.refusesStrangers,
      };
      called.push(...each.descendants('call').flatMap((call) => localFunction(call) ?? []));
    }
    generation = called.filter((next) => !seen.has(next));
    for (const next of generation) seen.add(next);
  }
  return use;
});

function ownUse(definition: Definition): PythonCallerUse {
  const calls = definition.descendants('call');
  const attributes = definition.descendants('attribute');
  const subscripts = definition.descendants('subscript');
  const identifiers = definition.descendants('identifier').filter(isVariable);
  const names = identifiers.filter(isCallersName);
  const looksUp =
    calls.some(isOwnLookUp) ||
    [...attributes, ...subscripts].some(isSessionOrCredential) ||
    identifiers.some((name) => isWebSession(name) && !isTakenForGranted(name)) ||
    hasAuthenticatorInside(definition);
  const asking = attributes.filter(answersForStrangers);
  const refuses = definition.descendants('raise_statement', 'return_statement', 'expression_statement').some(refusesCaller);
  return {
    notes: isNoted(definition, calls) || calls.some(handsCallerOn),
    findsOut: looksUp || asking.length > 0,
    relies:
      calls.some(asksToken) ||
      calls.some(takesNotedCaller) ||
      attributes.some(isNotedCaller) ||
      subscripts.some(isNotedCaller) ||
      names.some(isGivenCaller) ||
      names.some(isProxy) ||
      identifiers.some((name) => isWebSession(name) && isTakenForGranted(name)),
    refuses,
    refusesStrangers: refuses && (looksUp || asking.some(isDenied)),
  };
}

/** `not current_user.is_authenticated`, `current_user.is_anonymous`. */
function isDenied(attribute: Python.Attribute): boolean {
  return attribute.attribute.text === 'is_anonymous' || attribute.parent?.type === 'not_operator';
}

const HOLDERS = new Set('g request req state ctx context websocket info event'.split(' '));

function isCallersName(name: Python.Identifier): boolean {
  return isCallerName(name.text);
}

/** Not the `x` of `a.x`, `f(x=1)` or `def f(x)`. */
function isVariable(name: Python.Identifier): boolean {
  const { parent } = name;
  if (parent?.type === 'attribute') return parent.attribute !== name;
  return parent?.type !== 'keyword_argument' || parent.name !== name;
}

function isHolder(expression: Python.Node): boolean {
  const name = lastName(expression);
  return name !== null && HOLDERS.has(name);
}

/** `g.user`, `request.state.user`, `request['user']`, `kwargs['current_user']`. */
function isCallersPlace(node: Python.Node, isNamed = isCallerName): boolean {
  const place = unwrap(node);
  if (place.type === 'attribute') return isHolder(place.object) && isNamed(place.attribute.text);
  if (place.type !== 'subscript') return false;
  const holder = lastName(place.value);
  return holder !== null && (HOLDERS.has(holder) || holder === 'kwargs') && isNamed(place.subscript.text);
}

function isNoted(definition: Definition, calls: readonly Python.Call[]): boolean {
  const targets = definition.descendants('assignment').flatMap(({ left }) => (left.type === 'pattern_list' ? parts(left) : [left]));
  if (targets.some((target) => isCallersPlace(target))) return true;
  return calls.some((call) => {
    const [holder, name] = argumentsOf(call);
    if (lastName(call.function) === 'login_user') return true;
    return (
      lastName(call.function) === 'setattr' &&
      holder !== undefined &&
      name !== undefined &&
      isHolder(holder.value) &&
      isCallerName(name.value.text)
    );
  });
}

/** `return f(current_user, *args, **kwargs)`, where the wrapper found the user itself. */
function handsCallerOn(call: Python.Call): boolean {
  const callee = unwrap(call.function);
  if (callee.type !== 'identifier' || !isParameter(callee)) return false;
  return argumentsOf(call).some(({ kind, name, value }) => {
    if (kind === 'keyword') return name !== null && isCallerName(name) && !isGivenCaller(value);
    return kind === 'positional' && value.type === 'identifier' && isCallersName(value) && !isParameter(value);
  });
}

function isParameter(name: Python.Identifier): boolean {
  return resolve(name)?.definitions.some(({ kind }) => kind === 'parameter') === true;
}

const LOGIN_WORDS = new Set('login signin unauthorized redirect_to_login'.split(' '));

/** `verify_jwt_in_request()`, `jwt.decode(token)`, `get_current_user()`, `login_manager.unauthorized()`, `login_required(f)`. */
function isOwnLookUp(call: Python.Call): boolean {
  if (asksToken(call)) return false;
  const name = dottedText(call.function);
  if (name === null) return false;
  const last = name.slice(name.lastIndexOf('.') + 1);
  const role = guardRole(name);
  if (role === 'authenticator' || role === 'both' || last === 'user_passes_test') return true;
  const words = wordsOf(last);
  if (words.some((word) => LOGIN_WORDS.has(word)) && last !== 'login_user') return true;
  // `get_user_by_id(g.user_id)` and `verify_user_plan(g.user)` only go on from what is known.
  const goesOn = argumentsOf(call).some(({ value }) => isCallersPlace(value) || (value.type === 'identifier' && isGivenCaller(value)));
  return (isVerification(name) || looksCallerUp(last)) && !goesOn;
}

/** `get_jwt_identity()`: an error unless the token was verified before. */
function asksToken(call: Python.Call): boolean {
  const full = qualifiedName(call.function);
  return full !== null && tokenQuestions.has(full);
}

/** `current_user.is_authenticated`; of what a decorator notes (`g.user`), nothing answers before that decorator ran. */
function answersForStrangers(attribute: Python.Attribute): boolean {
  const { object } = attribute;
  const name = attribute.attribute.text;
  const isUser = object.type === 'identifier' ? object.text === 'current_user' && !isParameter(object) : isRequestUser(object);
  if (!isUser) return false;
  return (
    name === 'is_authenticated' ||
    name === 'is_anonymous' ||
    (isRequestUser(object) && usesDjango(attribute) && anonymousUserAttributes.has(name))
  );
}

function isRequestUser(node: Python.Node): boolean {
  const place = unwrap(node);
  return (
    place.type === 'attribute' &&
    place.attribute.text === 'user' &&
    /(?:^|\.)(?:request|req|context)$/u.test(dottedText(place.object) ?? '')
  );
}

function usesDjango(node: Python.Node): boolean {
  return /^[ \t]*(?:from|import)[ \t]+(?:django|rest_framework)\b/mu.test(node.tree.text);
}

const CREDENTIAL_PLACES = new Set('authorization cookies session'.split(' '));

/** `request.session`, `request.authorization`, `request.headers['X-API-Key']`. */
function isSessionOrCredential(node: Python.Attribute | Python.Subscript): boolean {
  const object = node.type === 'attribute' ? node.object : node.value;
  const objectName = dottedText(object);
  if (
    node.type === 'attribute' &&
    CREDENTIAL_PLACES.has(node.attribute.text) &&
    objectName !== null &&
    /(?:^|\.)(?:request|req)$/u.test(objectName)
  )
    return true;
  const key = keyOf(node);
  return key !== null && /(?:^|\.)(?:headers|META)$/u.test(objectName ?? '') && isCredentialKey(key);
}

/** `'X-API-Key'` of `headers['X-API-Key']` and of `headers.get('X-API-Key')`. */
function keyOf(node: Python.Attribute | Python.Subscript): string | null {
  if (node.type === 'subscript') return node.subscript.text;
  const call = node.parent;
  return call?.type === 'call' && call.function === node ? (argumentsOf(call)[0]?.value.text ?? null) : null;
}

/** What the browser brings back signed; a database's session is called the same. */
function isWebSession(name: Python.Identifier): boolean {
  return name.text === 'session' && WEB_SESSIONS.has(qualifiedName(name) ?? '');
}

/** `session['role']` is an error where nobody has logged in; `session.get('role')` and `'role' in session` ask. */
function isTakenForGranted(name: Python.Identifier): boolean {
  const { parent } = name;
  return parent?.type === 'subscript' && parent.value === name && (parent.parent?.type !== 'assignment' || parent.parent.left !== parent);
}

const WEB_SESSIONS = new Set(['flask.session', 'quart.session']);

/** A wrapper that is itself decorated with `@login_required`. */
function hasAuthenticatorInside(definition: Definition): boolean {
  return definition.descendants('function_definition').some((inner) =>
    decorators(inner).some(({ name }) => {
      const role = name === null ? null : guardRole(name);
      return role === 'authenticator' || role === 'both';
    }),
  );
}

/** `g.user.role`, not where it is set. */
function isNotedCaller(node: Python.Attribute | Python.Subscript): boolean {
  if (!isCallersPlace(node, isCallerProperty)) return false;
  const { parent } = node;
  return parent?.type !== 'assignment' || parent.left !== node;
}

/** `g.get('user')` and `getattr(g, 'user', None)`: what nobody noted before is missing there too. */
function takesNotedCaller(call: Python.Call): boolean {
  const [first, second] = argumentsOf(call);
  const isGetattr = call.function.text === 'getattr';
  const name = isGetattr ? second?.value : first?.value;
  const holder = isGetattr
    ? first?.value
    : call.function.type === 'attribute' && call.function.attribute.text === 'get'
      ? call.function.object
      : null;
  return holder?.type === 'identifier' && holder.text === 'g' && name?.type === 'string' && isCallerName(name.text);
}

/** The `current_user` that a wrapper is called with: `def wrapper(current_user, *args)`. */
function isGivenCaller(node: Python.Node): boolean {
  const name = unwrap(node);
  if (name.type !== 'identifier' || !isCallersName(name)) return false;
  const definition = resolve(name)?.definitions.find(({ kind }) => kind === 'parameter');
  const owner = definition && scopeOf(definition.node).node;
  // Of a decorator's own arguments (`@require(user_role)`), none is a caller: only a wrapper, which takes `*args`, gets one.
  return owner?.type === 'function_definition' && parameters(owner).some(({ kind }) => kind === 'args' || kind === 'kwargs');
}

/** Flask-Login's `current_user` and its like, which every request can ask. */
function isProxy(name: Python.Identifier): boolean {
  return (name.text === 'current_user' || name.text === 'current_identity') && !isParameter(name) && qualifiedName(name) !== null;
}

/**
 * What says that somebody is turned away for who they are, and not for asking too often: also that they have to pay (402), and
 * that there is nothing for them to see (404).
 */
const REFUSAL =
  /\b40[1-4]\b|unauthori[sz]ed|forbidden|permission_?denied|access_?denied|not_?authori[sz]ed|redirect\(|http404|payment.?required/iu;
/** Of a long answer the beginning tells. */
const LONGEST_REFUSAL = 300;

function refusesCaller(statement: Python.Node): boolean {
  return REFUSAL.test(statement.text.slice(0, LONGEST_REFUSAL));
}
