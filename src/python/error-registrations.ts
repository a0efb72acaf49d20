import { argumentsOf, methodName } from './calls.ts';
import { decorators } from './decorators.ts';
import { unwrap } from './expressions.ts';
import { functionMeantBy, parameters } from './functions.ts';
import { oncePerTree } from './memo.ts';
import { callsNamed } from './named-calls.ts';
import { lastName } from './names.ts';
import type * as Python from './nodes.ts';
import type { PythonTree } from './syntax/tree.ts';

/** A function that an application calls with the errors that nobody else caught. */
export interface ErrorRegistration {
  readonly definition: Python.FunctionDefinition | null;
  /** What registers it: the decorator, the call. */
  readonly node: Python.Node;
  /** The class of errors, or the status, as it is written; null when it cannot be seen. */
  readonly type: Python.Node | null;
  /** The application or router, as it is written. */
  readonly owner: string | null;
  /** Does it get every error there is? */
  readonly isForAll: boolean;
}

/** The handlers of errors that a file registers: `@app.errorhandler(...)`, `@app.exception_handler(...)`, `app.add_exception_handler(...)`. */
export const errorRegistrations = oncePerTree((tree: PythonTree): readonly ErrorRegistration[] => {
  const found: ErrorRegistration[] = [];
  for (const call of callsNamed(tree, (name) => REGISTERING.has(name))) {
    const given = argumentsOf(call);
    const owner = unwrap(call.function).type === 'attribute' ? unwrap(call.function) : null;
    const object = owner?.type === 'attribute' ? owner.object.text : null;
    const type =
      given[0]?.kind === 'positional'
        ? given[0].value
        : (given.find(({ name }) => name === 'code_or_exception' || name === 'exc_class_or_status_code')?.value ?? null);
    const decorated = call.parent?.type === 'decorator' ? call.parent.parent : null;
    const definition =
      decorated?.type === 'decorated_definition'
        ? decorated.definition.type === 'function_definition'
          ? decorated.definition
          : null
        : given[1]
          ? functionMeantBy(given[1].value)
          : null;
    // Sanic's `@app.exception(Exception)`; `logger.exception(...)` is no registration.
    if (methodName(call) === 'exception' && !decorated) continue;
    found.push({ definition, node: call, type, owner: object, isForAll: type !== null && isForAll(type) });
  }
  return found;
});

const REGISTERING = new Set(
  'errorhandler app_errorhandler register_error_handler exception_handler add_exception_handler exception add_error_handler'.split(' '),
);

/** `Exception`, `500`, `HTTPStatus.INTERNAL_SERVER_ERROR` */
export function isForAll(type: Python.Node): boolean {
  const inner = unwrap(type);
  return (
    inner.text === '500' ||
    /^(?:Exception|BaseException|InternalServerError|INTERNAL_SERVER_ERROR|HTTP_500_INTERNAL_SERVER_ERROR)$/u.test(lastName(inner) ?? '')
  );
}

/** The parameter that holds the error: the last of `(request, exc)`, the first of `(error)`. */
export function errorParameter(definition: Python.FunctionDefinition): Python.Identifier | null {
  const given = parameters(definition).filter(({ name }) => name !== 'self' && name !== 'cls');
  const found = given.length > 1 ? given[1] : given[0];
  if (!found || decorators(definition).length > 3) return null;
  return found.node.type === 'identifier' ? found.node : (found.node.descendants('identifier')[0] ?? null);
}
