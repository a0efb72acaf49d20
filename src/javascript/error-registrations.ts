import type { JavaScriptSource } from './detector.ts';
import { methodName, receiver } from './calls.ts';
import type { ErrorCode } from './error-answers.ts';
import type { AnyFunction } from './expressions.ts';
import { dottedText } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { functionOf } from './scopes.ts';

/** The code that gets the errors nobody else caught: Express' `(err, req, res, next)`, `setErrorHandler(f)`, `app.onError(f)`. */
export function errorMiddleware(definition: AnyFunction): ErrorCode | undefined {
  const [error, request, response] = definition.params;
  if (definition.params.length !== 4 || !error || !named(request, /^_*(?:req|request)$/u) || !named(response, /^_*(?:res|response)$/u))
    return undefined;
  return { node: definition, body: definition.body, error };
}

/** The handler that a call registers for all errors of an application. */
export function registeredErrorHandler(call: JavaScript.CallExpression, source: JavaScriptSource): ErrorCode | undefined {
  if (!isErrorRegistration(call)) return undefined;
  const given = call.arguments.at(-1);
  const handler = given && functionOf(given, source);
  return handler && { node: handler, body: handler.body, error: handler.params[0] ?? null };
}

/** Does a call register a handler for all errors of an application: Fastify's `setErrorHandler`, Hono's and Elysia's `onError`? */
export function isErrorRegistration(call: JavaScript.CallExpression): boolean {
  const name = methodName(call) ?? '';
  const owner = receiver(call);
  if (name === 'setErrorHandler') return true;
  return name === 'onError' && /^(?:app|api|router|server|hono)$/u.test((owner && dottedText(owner)?.split('.').at(-1)) ?? '');
}

function named(parameter: JavaScript.Parameter | undefined, pattern: RegExp): boolean {
  return parameter?.type === Kind.Identifier && pattern.test(parameter.name);
}
