import { guardRole, type GuardNames } from '../vocabulary/guard-roles.ts';
import { authDecorator } from './auth-decorators.ts';
import { argumentsOf } from './calls.ts';
import { callerUse } from './caller-use.ts';
import { decorators, type Decorator } from './decorators.ts';
import { unwrap } from './expressions.ts';
import { functionMeantBy, parameters } from './functions.ts';
import { hookNames } from './knowledge/registrations.ts';
import { dottedText, lastName } from './names.ts';
import type * as Python from './nodes.ts';
import { registrar, registration } from './registrations.ts';
import { resolve, singleDefinition } from './scopes.ts';
import type { PythonTree } from './syntax/tree.ts';

interface Hook {
  readonly node: Python.Node;
  /** `bp` of `@bp.before_request`. */
  readonly owner: string | null;
  readonly isForAll: boolean;
}

/** Does something that runs before a handler's decorators already know who is calling: a hook, the router, a dependency? */
export function isCallerKnown(definition: Python.FunctionDefinition, names: GuardNames): boolean {
  const routes = decorators(definition).filter((decorator) => registration(decorator) === 'route');
  const owners = routes.map(registrar);
  if (
    hooksOf(definition, names).some(
      ({ owner, isForAll, node }) => node !== definition && (isForAll || owners.length === 0 || owners.includes(owner)),
    )
  )
    return true;
  return (
    routes.some((route) => hasDependency(route, names)) ||
    parameters(definition).some((parameter) => dependsOnGuard(parameter.default, names) || dependsOnGuard(parameter.annotation, names))
  );
}

/** What a file's hooks are, for the names they were last asked for with: a rule asks once for each of its functions. */
const known = new WeakMap<PythonTree, { readonly names: GuardNames; readonly hooks: readonly Hook[] }>();

/** The functions of this file that run before every request and find out who is calling. */
function hooksOf({ tree }: Python.Node, names: GuardNames): readonly Hook[] {
  const before = known.get(tree);
  if (before?.names === names) return before.hooks;
  const hooks = findHooks(tree, names);
  known.set(tree, { names, hooks });
  return hooks;
}

function findHooks(tree: PythonTree, names: GuardNames): Hook[] {
  // Most files have none, and the tree need not be searched for them.
  if (![...hookNames].some((name) => tree.text.includes(name))) return [];
  const root = tree.root as unknown as Python.Module;
  const decorated = root.descendants('function_definition').flatMap((definition) => {
    const hooks = decorators(definition).filter((decorator) => registration(decorator) === 'hook');
    return hooks.length > 0 && findsCaller(definition, names)
      ? hooks.map((hook) => hookOf(definition, registrar(hook), hook.lastName))
      : [];
  });
  const called = root.descendants('call').flatMap((call) => {
    const name = lastName(call.function);
    const [first] = argumentsOf(call);
    if (name === null || !first || !hookNames.has(name) || call.function.type !== 'attribute') return [];
    const given = unwrap(first.value);
    const local = functionMeantBy(given);
    return (local ? findsCaller(local, names) : isGuard(given, names))
      ? [hookOf(local ?? given, dottedText(call.function.object), name)]
      : [];
  });
  return [...decorated, ...called];
}

function hookOf(node: Python.Node, owner: string | null, method: string | null): Hook {
  return { node, owner, isForAll: method?.includes('_app_') === true || /(?:^|\.)(?:app|application)$/u.test(owner ?? '') };
}

function findsCaller(definition: Python.FunctionDefinition, names: GuardNames): boolean {
  const use = callerUse(definition);
  // `session.permanent = True` finds out nothing, and who is asked to confirm an address is known only if known before.
  return use.notes || use.refusesStrangers || decorators(definition).some(({ expression }) => isGuard(expression, names));
}

function isGuard(expression: Python.Node, names: GuardNames): boolean {
  const role = authDecorator(expression, names)?.role;
  return role === 'authenticator' || role === 'both';
}

/** `@router.get('/', dependencies=[Depends(current_user)])`, `router = APIRouter(dependencies=[...])`. */
function hasDependency({ call, callee }: Decorator, names: GuardNames): boolean {
  if (call && dependsOnGuard(keyword(call, 'dependencies'), names)) return true;
  const object = callee.type === 'attribute' ? unwrap(callee.object) : null;
  const binding = object?.type === 'identifier' ? resolve(object) : null;
  const made = binding && singleDefinition(binding)?.value;
  return made?.type === 'call' && dependsOnGuard(keyword(made, 'dependencies'), names);
}

function keyword(call: Python.Call, name: string): Python.Node | null {
  return argumentsOf(call).find((given) => given.name === name)?.value ?? null;
}

const PROVIDERS = new Set(['Depends', 'Security']);

function dependsOnGuard(node: Python.Node | null, names: GuardNames): boolean {
  if (!node) return false;
  const calls = node.type === 'call' ? [node, ...node.descendants('call')] : node.descendants('call');
  return calls.some((call) => {
    if (!PROVIDERS.has(lastName(call.function) ?? '')) return false;
    const [first] = argumentsOf(call);
    if (!first) return false;
    const name = dottedText(first.value.type === 'call' ? first.value.function : first.value);
    // Of dependencies the inner ones run first, so whatever judges the caller has found them out.
    return name !== null && guardRole(name, names) !== null;
  });
}
