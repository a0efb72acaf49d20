import { wordsOf } from '../vocabulary/words.ts';
import { argumentsOf } from './calls.ts';
import type { Decorator } from './decorators.ts';
import { frameworkRegistrars, hookNames, registrarClasses, registrarWords, routeNames } from './knowledge/registrations.ts';
import { dottedText, instanceOf, lastName, qualifiedName } from './names.ts';
import type * as Python from './nodes.ts';

/** What a decorator registers the function below it as: a handler of requests, or a function that runs before all of them. */
export type Registration = 'route' | 'hook';

/**
 * Does a decorator hand the function below it to a framework and leave it as it is? Whatever stands above such a decorator
 * changes a name in the module, not what the framework calls.
 */
export function registration({ call, callee, expression }: Decorator): Registration | null {
  const full = qualifiedName(callee);
  if (full !== null && frameworkRegistrars.has(full)) return 'route';
  if (callee.type !== 'attribute') return null;
  const name = callee.attribute.text;
  // `@bp.before_request` stands without parentheses.
  if (hookNames.has(name)) return 'hook';
  if (!call || expression !== call || !routeNames.has(name) || !isRouter(callee.object, name, call)) return null;
  return 'route';
}

function isRouter(object: Python.Node, method: string, call: Python.Call): boolean {
  const made = instanceOf(object);
  if (made !== null && registrarClasses.has(made)) return true;
  const name = lastName(object);
  // A class (`BlueprintPlugin.route`) has no routes yet: it marks the function, and the marks survive a wrapper.
  if (name === null || /^[A-Z][a-z]/u.test(name)) return false;
  if (method === 'route') return true;
  const named = wordsOf(name).some((word) => registrarWords.has(word));
  if (method === 'on' || method === 'event') return named && /socket|sio/iu.test(name);
  return named || startsWithPath(call);
}

function startsWithPath(call: Python.Call): boolean {
  const [first] = argumentsOf(call);
  return first?.value.type === 'string' && /^[a-z]*(?:"""|'''|["'])\//iu.test(first.value.text);
}

/** The name of the object that registers (`bp` of `@bp.route('/')`); null for a function without one. */
export function registrar({ callee }: Decorator): string | null {
  return callee.type === 'attribute' ? dottedText(callee.object) : null;
}
