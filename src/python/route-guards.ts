import { guardRole } from '../vocabulary/guard-roles.ts';
import { isVerification } from '../vocabulary/guard-names.ts';
import { smellsOfAuth } from '../vocabulary/auth-smell.ts';
import { meaningOf } from '../project/python-modules.ts';
import { argumentsOf } from './calls.ts';
import { callerUse } from './caller-use.ts';
import { classInfo, classOfMethod } from './classes.ts';
import { refusesStrangers } from './credential-judges.ts';
import { decorators, type Decorator } from './decorators.ts';
import { parts, unwrap } from './expressions.ts';
import { parameters, type Parameter } from './functions.ts';
import { dottedText, lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { registration } from './registrations.ts';

type Definition = Python.FunctionDefinition | Python.ClassDefinition;

/** How many dependencies of dependencies are followed. */
const MOST_HOPS = 4;

/** Is a decorator around a handler, or may it be, one that looks at who is calling? */
export function mayGuard(decorator: Decorator): boolean {
  if (registration(decorator) !== null) return false;
  const { call, callee } = decorator;
  // A protection against forged forms asks nobody who they are, and most of these take it away.
  if (/(?:^|[._])csrf(?:$|[._])/iu.test(dottedText(callee) ?? '')) return false;
  // `@method_decorator(login_required)`, `@permission_classes([IsAdmin])`, `@decorators.compose(a, b)`: what it is given counts too.
  const given = call ? argumentsOf(call).map(({ value }) => value) : [];
  return guards(callee) || given.some((value) => namesIn(value).some((name) => smellsOfAuth(name)));
}

/** The names in a short expression; those of a long one are data. */
function namesIn(expression: Python.Node): string[] {
  const node = unwrap(expression);
  if (node.type === 'string') return [];
  const [start, end] = node.range;
  if (end - start > LONGEST_ARGUMENT) return [];
  return node.type === 'identifier' ? [node.text] : node.descendants('identifier').map(({ text }) => text);
}

const LONGEST_ARGUMENT = 300;

/** Does a function or class look at who is calling: by its name, or by its code, in whatever module that stands? */
export function guards(expression: Python.Node, hops = MOST_HOPS): boolean {
  const callee = unwrap(expression);
  const called = callee.type === 'call' ? unwrap(callee.function) : callee;
  const name = dottedText(called);
  if (name === null) return true;
  if (smellsOfAuth(name)) return true;
  const meaning = meaningOf(called);
  return meaning !== null && hops > 0 && bodyGuards(meaning.node, hops - 1);
}

/** Does the code behind a name look at who is calling? */
function bodyGuards(node: Python.Node, hops: number): boolean {
  if (node.type === 'function_definition' || node.type === 'class_definition') return definitionGuards(node, hops);
  // `admin_only = compose(login_required, role('admin'))`, `CurrentUser = Annotated[User, Depends(...)]`, `auth = HTTPBearer()`.
  return namesIn(node).some((name) => smellsOfAuth(name));
}

function definitionGuards(definition: Definition, hops: number): boolean {
  const use = callerUse(definition);
  if (use.notes || use.relies || looksAtCaller(definition) || definition.descendants('function_definition').some(refusesStrangers))
    return true;
  const methods = definition.type === 'function_definition' ? [definition] : [...classInfo(definition).methods.values()];
  return methods.some((method) => parameters(method).some((parameter) => isGuardingParameter(parameter, hops)));
}

const CALLER =
  /\b(?:current_user|current_identity|current_account|get_jwt\w*|login_user)\b|\bg\.\w{0,20}(?:user|token|identity|account|auth)|\b(?:request|req|websocket|ws|scope|info\.context)\.(?:user|auth|authorization|session|cookies|state\.\w{0,20}(?:user|auth|token|identity))\b|(?<![.\w])session(?:\[|\.get\(|\.user)|["'](?:http_)?(?:x-)?(?:authorization|api[-_]?key|auth[-_]token|[\w-]{0,30}signature|[\w-]{0,30}token|[\w-]{0,30}secret|[\w-]{0,20}key)["']/iu;

/** Does a function's code look at who is calling, or at something that only a known caller can bring? */
export function looksAtCaller(definition: Definition): boolean {
  if (CALLER.test(definition.text)) return true;
  if (definition.type === 'function_definition' && refusesStrangers(definition)) return true;
  return definition.descendants('call').some((call) => {
    const name = dottedText(call.function) ?? lastName(call.function);
    return name !== null && (guardRole(name) !== null || isVerification(name) || ADMISSION.test(name));
  });
}

const ADMISSION =
  /(?:^|[._])(?:compare_digest|construct_event|signature|authenticat\w*|authoriz\w*|authoris\w*|(?:check|verify|require|ensure|validate|assert|has|can)_?\w{0,30}(?:token|auth|signature|key|session|user|access|perm\w*|owner\w*|role|admin|login))(?:$|_)/iu;

const PROVIDERS = new Set(['Depends', 'Security']);
const CREDENTIALS = /HTTPAuthorizationCredentials|HTTPBasicCredentials|SecurityScopes|OAuth2PasswordRequestForm/u;

/** Does a parameter of a handler bring who is calling, or what proves it? */
export function isGuardingParameter({ name, annotation, default: value }: Parameter, hops = MOST_HOPS): boolean {
  for (const node of [annotation, value]) {
    if (!node) continue;
    if (CREDENTIALS.test(node.text.slice(0, LONGEST_ARGUMENT))) return true;
    const calls = node.type === 'call' ? [node, ...node.descendants('call')] : node.descendants('call');
    for (const call of calls) {
      const called = lastName(call.function) ?? '';
      if (PROVIDERS.has(called) && dependencyGuards(call, name, annotation, hops)) return true;
      // `x_api_key: str = Header(...)`: what a client must bring.
      if ((called === 'Header' || called === 'Cookie') && CREDENTIAL.test(`${name} ${call.text.slice(0, LONGEST_ARGUMENT)}`)) return true;
    }
  }
  // `user: CurrentUser`, where another module says what that is.
  if (annotation && !value && aliasGuards(annotation, hops)) return true;
  return isTokenName(name) && (value === null || value.type === 'none' || value.type === 'call');
}

const CREDENTIAL = /auth|token|key|signature|secret|session|user/iu;

function isTokenName(name: string): boolean {
  return /^(?:access_|auth_|api_|bearer_|id_)?(?:token|ticket)$|^(?:x_)?api_?key$|^authorization$|^(?:x_\w{1,30}_)?signature$|^(?:webhook_|admin_|shared_)?secret(?:_token|_key)?$/u.test(
    name,
  );
}

function dependencyGuards(call: Python.Call, parameter: string, annotation: Python.Node | null, hops: number): boolean {
  const [first] = argumentsOf(call);
  if (lastName(call.function) === 'Security') return true;
  // `service: UserService = Depends()`: the class is its own factory, whatever its name.
  const given = first && first.name !== 'use_cache' ? first.value : null;
  if (!given) return annotation !== null && codeGuards(annotation, hops);
  const name = dottedText(given.type === 'call' ? given.function : given);
  if (name === null) return true;
  // `Depends(ProjectManager())` calls an instance, whose class may check anything.
  if (given.type !== 'call' && isService(name)) return codeGuards(given, hops);
  return guards(given, hops) || smellsOfAuth(parameter);
}

function codeGuards(expression: Python.Node, hops: number): boolean {
  const meaning = meaningOf(unwrap(expression).type === 'call' ? (unwrap(expression) as Python.Call).function : expression);
  return meaning !== null && hops > 0 && (meaning.node.type === 'function_definition' || meaning.node.type === 'class_definition')
    ? constructorGuards(meaning.node, hops - 1)
    : false;
}

/** Of a class that is made for a handler, only what making it asks for counts: its methods do what they are called for. */
function constructorGuards(definition: Definition, hops: number): boolean {
  const made = definition.type === 'function_definition' ? definition : classInfo(definition).method('__init__');
  return made !== null && (looksAtCaller(made) || parameters(made).some((parameter) => isGuardingParameter(parameter, hops)));
}

/** `get_user_service`, `UserRepository`: what works on users, and asks none who they are. */
function isService(name: string): boolean {
  return /(?:service|services|repo|repository|repositories|dao|manager|store|storage|crud|usecase|use_case|uow|factory|client|settings|config|db|database|engine|query|params|filter|filters|pagination|handler|controller|gateway|provider|svc)s?$/iu.test(
    name,
  );
}

function aliasGuards(annotation: Python.Node, hops: number): boolean {
  const [only] = parts(annotation);
  const node = unwrap(annotation.type === 'type' ? (only ?? annotation) : annotation);
  if (node.type !== 'identifier' && node.type !== 'attribute') return false;
  const meaning = meaningOf(node);
  // A type alias that cannot be looked up, but is called so.
  if (!meaning)
    return /^(?:Current|Auth|Logged|Verified|Admin|Super)\w{0,40}(?:User|Dep|Account|Token|Admin|Auth)\w{0,40}$/u.test(
      lastName(node) ?? '',
    );
  if (meaning.node.type !== 'subscript' || !meaning.node.text.startsWith('Annotated')) return false;
  return meaning.node
    .descendants('call')
    .some((call) => PROVIDERS.has(lastName(call.function) ?? '') && dependencyGuards(call, '', null, hops));
}

/** Does a list of dependencies (`dependencies=[Depends(get_current_user)]`) hold one that looks at who is calling? */
export function dependenciesGuard(call: Python.Call): boolean {
  const given = argumentsOf(call).find(({ name }) => name === 'dependencies')?.value;
  if (!given) return false;
  const list = unwrap(given);
  const meaning = list.type === 'identifier' || list.type === 'attribute' ? meaningOf(list) : null;
  const calls = (meaning?.node ?? list).descendants('call').filter((inner) => PROVIDERS.has(lastName(inner.function) ?? ''));
  // A list that cannot be seen may hold one.
  if (calls.length === 0) return list.type !== 'list' && meaning === null;
  return calls.some((inner) => dependencyGuards(inner, '', null, MOST_HOPS));
}

/** Does a class around a handler bring guards of its own: a mixin, a list of decorators or permissions, a method that is called first? */
export function classGuards(definition: Python.FunctionDefinition): boolean {
  const owner = classOfMethod(definition);
  if (!owner) return false;
  const info = classInfo(owner);
  for (const { node, attributes, methods, bases } of info.lineage()) {
    if (decorators(node).some(mayGuard)) return true;
    if (
      [
        'permission_classes',
        'authentication_classes',
        'permission_required',
        'permission_class',
        'login_required',
        'auth',
        'security',
      ].some((name) => attributes.has(name))
    )
      return true;
    for (const name of ['decorators', 'method_decorators', 'dependencies']) {
      const value = attributes.get(name)?.at(-1)?.value;
      if (value && (value.type === 'identifier' || namesIn(value).some((inner) => smellsOfAuth(inner)))) return true;
    }
    for (const name of [
      'dispatch',
      'prepare',
      'initial',
      'get_permissions',
      'test_func',
      'before_request',
      'dispatch_request',
      'check_permissions',
    ]) {
      const method = methods.get(name);
      if (method && method !== definition && (name !== 'dispatch_request' || looksAtCaller(method))) return true;
    }
    // `self.request.user` filtered somewhere is a caller that is asked for.
    for (const base of bases) {
      const text = base.text ?? '';
      if (/Login|Permission|Auth|UserPasses|Staff|Superuser|Admin|Secure|Protected|Owner|Member/u.test(text)) return true;
      if (base.local) continue;
      const meaning = meaningOf(base.node);
      if (meaning?.node.type === 'class_definition' && meaning.node !== node && classDefinitionGuards(meaning.node, 3)) return true;
    }
  }
  return false;
}

function classDefinitionGuards(definition: Python.ClassDefinition, hops: number): boolean {
  if (hops === 0) return true;
  const info = classInfo(definition);
  return info.lineage().some(({ node, attributes, bases, methods }) => {
    if (decorators(node).some(mayGuard)) return true;
    if (
      ['permission_classes', 'authentication_classes', 'decorators', 'method_decorators', 'permission_required'].some((name) =>
        attributes.has(name),
      )
    )
      return true;
    if (['dispatch', 'prepare', 'initial', 'get_permissions', 'test_func', 'before_request'].some((name) => methods.has(name))) return true;
    return bases.some((base) => {
      if (/Login|Permission|Auth|UserPasses|Staff|Superuser|Admin|Secure|Protected/u.test(base.text ?? '')) return true;
      const meaning = base.local ? null : meaningOf(base.node);
      return meaning?.node.type === 'class_definition' && meaning.node !== node && classDefinitionGuards(meaning.node, hops - 1);
    });
  });
}
