import { meaningOf } from '../project/python-modules.ts';
import { smellsOfAuth } from '../vocabulary/auth-smell.ts';
import { argumentsOf } from './calls.ts';
import { classInfo, type ClassInfo } from './classes.ts';
import { decorators } from './decorators.ts';
import type * as Python from './nodes.ts';
import { senderCheckIn, signIn, standsBefore } from './sender-checks.ts';

/** How many generations of base classes in other modules are looked at. */
const MOST_GENERATIONS = 4;

/**
 * Does a class of views, or one of its bases in whatever module, look at who sends before its handlers run? A base that
 * cannot be seen may.
 */
export function checksClass(owner: Python.ClassDefinition, handler: Python.FunctionDefinition, hops = MOST_GENERATIONS): boolean {
  return classInfo(owner)
    .lineage()
    .some(
      (info) =>
        checksItself(info, handler) ||
        info.bases.some(({ local, qualified, node, text }) => {
          if (local || (qualified !== null && FRAMEWORKS.test(qualified))) return false;
          if (text === null || smellsOfAuth(text.replace(/(?:View|Mixin)$/u, ''))) return true;
          const meant = meaningOf(node)?.node;
          return meant?.type !== 'class_definition' || hops === 0 || checksClass(meant, handler, hops - 1);
        }),
    );
}

const FRAMEWORKS =
  /^(?:django|rest_framework|flask|flask_restful|flask_restx|flask_smorest|fastapi|starlette|builtins|typing|abc|aiohttp|tornado|ninja|ninja_extra)\b/u;
const BEFORE =
  /^(?:dispatch|initial|prepare|before\w*|check\w*|verify\w*|validate\w*|authenticate\w*|get_permissions|get_authenticators|initialize_request|test_func)$/u;

function checksItself({ node, attributes, methods }: ClassInfo, handler: Python.FunctionDefinition): boolean {
  for (const decorator of decorators(node)) {
    const given = decorator.call ? argumentsOf(decorator.call) : [];
    const wrapped = decorator.lastName === 'method_decorator' ? given[0]?.value : decorator.expression;
    if (wrapped && !/^(?:csrf_exempt|never_cache|require_POST)$/u.test(wrapped.text.slice(0, SHORT)) && standsBefore(wrapped)) return true;
  }
  for (const name of LISTS) {
    const value = attributes.get(name)?.at(-1)?.value;
    if (
      value &&
      !/^[[(]\s?(?:[\w.]{0,60}AllowAny,?)?\s?[\])]$|^None$/u.test(value.text.slice(0, SHORT)) &&
      !/^[[(]\s?csrf_exempt,?\s?[\])]$/u.test(value.text.slice(0, SHORT))
    )
      return true;
  }
  return [...methods].some(
    ([name, method]) => method !== handler && BEFORE.test(name) && (signIn(method) !== null || senderCheckIn(method) === 'checked'),
  );
}

const LISTS = ['permission_classes', 'authentication_classes', 'decorators', 'method_decorators', 'permission_required'];
const SHORT = 100;
