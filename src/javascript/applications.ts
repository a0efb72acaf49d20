import type { JavaScriptSource } from './detector.ts';
import { calleeName, lastName, methodName, type Call } from './calls.ts';
import { isErrorRegistration } from './error-registrations.ts';
import { unwrapAwaited } from './expressions.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { functionOf, variableOf } from './scopes.ts';

/** A web application that a file makes. */
export interface Application {
  readonly call: Call;
  readonly name: string;
  readonly framework: 'express' | 'fastify';
  readonly hasRoutes: boolean;
  /** Does the file hand it to code that is not known here? */
  readonly isHandedOn: boolean;
  /** Does the file give it a handler for all errors, or something that goes by the name of one? */
  readonly handlesErrors: boolean;
}

const MAKERS: ReadonlyMap<string, Application['framework']> = new Map([
  ['express', 'express'],
  ['express.default', 'express'],
  ['fastify', 'fastify'],
  ['fastify.fastify', 'fastify'],
  ['fastify.default', 'fastify'],
]);

const ROUTES = new Set('get post put patch delete all route use register'.split(' '));
const HARMLESS = new Set(
  'createServer createSecureServer serverless serverlessExpress listen request supertest log info dir Server attach expressWs'.split(' '),
);
const NAMED = /err|exception|boom|problem|catch|fail/iu;

/** The application that a call makes, when the file keeps it in a variable. */
export function applicationMade(call: JavaScript.CallExpression, source: JavaScriptSource): Application | undefined {
  const framework = MAKERS.get(calleeName(call, source) ?? '');
  const declarator = declaratorOf(call);
  if (!framework || declarator?.id.type !== Kind.Identifier) return undefined;
  const { id } = declarator;
  const variable = variableOf(id, source);
  let hasRoutes = false;
  let isHandedOn = false;
  let handlesErrors = false;
  for (const { identifier } of variable?.references ?? []) {
    const { parent } = identifier;
    if (identifier === id) continue;
    if (parent.type === Kind.MemberExpression && parent.object === identifier && parent.parent.type === Kind.CallExpression) {
      const made = parent.parent;
      const method = methodName(made) ?? '';
      if (ROUTES.has(method)) hasRoutes = true;
      if (
        isErrorRegistration(made) ||
        ((method === 'use' || method === 'register') && made.arguments.some((given) => isErrorPart(given, source)))
      )
        handlesErrors = true;
    } else if ((parent.type === Kind.CallExpression || parent.type === Kind.NewExpression) && parent.callee !== identifier) {
      const name = lastName(parent) ?? '';
      if (NAMED.test(name)) handlesErrors = true;
      else if (!HARMLESS.has(name)) isHandedOn = true;
    }
  }
  return { call, name: id.name, framework, hasRoutes, isHandedOn, handlesErrors };
}

function declaratorOf(call: JavaScript.CallExpression): JavaScript.VariableDeclarator | undefined {
  let node: JavaScript.Node = call.parent;
  while (node.type === Kind.TSAsExpression || node.type === Kind.AwaitExpression) node = node.parent;
  return node.type === Kind.VariableDeclarator && node.init && unwrapAwaited(node.init) === call ? node : undefined;
}

/** A function with four parameters, or anything that goes by such a name: `errorHandler`, `handlers.onFailure()`. */
function isErrorPart(given: JavaScript.Node, source: JavaScriptSource): boolean {
  if (functionOf(given, source)?.params.length === 4) return true;
  if (given.type === Kind.Literal || given.type === Kind.TemplateLiteral || given.type === Kind.ArrowFunctionExpression) return false;
  return given.type !== Kind.FunctionExpression && NAMED.test(source.getText(given).slice(0, LONGEST));
}

const LONGEST = 200;
