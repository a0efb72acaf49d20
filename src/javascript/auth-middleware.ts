import { roleOfCode } from '../language/caller-use.ts';
import { givenRole, guardRole, type GuardNames, type GuardRole } from '../vocabulary/guard-roles.ts';
import { methodName, receiver } from './calls.ts';
import { callerUse } from './caller-use.ts';
import type { JavaScriptSource } from './detector.ts';
import { unwrap, unwrapAwaited } from './expressions.ts';
import { loadedModule } from './modules.ts';
import { dottedText, qualifiedName } from './names.ts';
import { Kind, type JavaScript } from './nodes.ts';
import { definitionOf, functionOf, singleValue, variableOf } from './scopes.ts';

/** What a middleware or guard does with the caller, and how that is known. */
export interface AuthMiddleware {
  readonly role: GuardRole;
  /** `body`: this file holds its code; `library`: a table knows it; `name`: nothing but its name tells. */
  readonly evidence: 'body' | 'library' | 'name';
}

/** How many variables (`const adminOnly = requireRole('admin')`) are followed. */
const MOST_HOPS = 3;

/** Packages whose own export is a middleware that finds out who is calling. */
const LIBRARIES: ReadonlyMap<string, GuardRole> = new Map<string, GuardRole>([
  ['express-jwt', 'authenticator'],
  ['express-jwt.expressjwt', 'authenticator'],
  ['koa-jwt', 'authenticator'],
  ['express-basic-auth', 'authenticator'],
  ['hono/jwt.jwt', 'authenticator'],
  ['hono/basic-auth.basicAuth', 'authenticator'],
  ['hono/bearer-auth.bearerAuth', 'authenticator'],
  ['express-oauth2-jwt-bearer.auth', 'authenticator'],
  ['express-openid-connect.requiresAuth', 'authenticator'],
  ['connect-ensure-login.ensureLoggedIn', 'authenticator'],
  ['express-jwt-permissions().check', 'consumer'],
  ['nest-keycloak-connect.RoleGuard', 'consumer'],
  ['nest-keycloak-connect.ResourceGuard', 'consumer'],
]);

/** What does a middleware, a guard, or a factory of them do with the caller? Undefined when it is neither authenticator nor consumer. */
export function authMiddleware(expression: JavaScript.Node, names: GuardNames, source: JavaScriptSource): AuthMiddleware | undefined {
  let callee = calleeOf(expression);
  const name = middlewareName(expression);
  const given = name === undefined ? null : givenRole(name, names);
  if (given) return { role: given, evidence: 'name' };
  for (let hops = 0; hops <= MOST_HOPS; hops += 1) {
    const known = LIBRARIES.get(qualifiedName(callee, source) ?? '');
    if (known) return { role: known, evidence: 'library' };
    const local = functionOf(callee, source) ?? classOf(callee, source);
    if (local) {
      const role = roleOfCode(roleByName(name), callerUse(local, source));
      return role ? { role, evidence: 'body' } : undefined;
    }
    const value = valueBehind(callee, source);
    if (!value) break;
    callee = calleeOf(value);
  }
  const role = roleByName(name) ?? roleByName(dottedText(callee)) ?? roleByName(exportedName(callee, source));
  return role ? { role, evidence: 'name' } : undefined;
}

/** `requireRole` for `import { requireRole as needs }`. */
function exportedName(callee: JavaScript.Node, source: JavaScriptSource): string | undefined {
  const variable = callee.type === Kind.Identifier ? variableOf(callee, source) : undefined;
  const specifier = variable && definitionOf(variable)?.node;
  return specifier?.type === Kind.ImportSpecifier && specifier.imported.type === Kind.Identifier ? specifier.imported.name : undefined;
}

/** `requireRole` of `requireRole('admin')`, of `new RolesGuard(reflector)` and of `requireRole.bind(this)`. */
export function calleeOf(expression: JavaScript.Node): JavaScript.Node {
  const node = unwrapAwaited(expression);
  if (node.type === Kind.CallExpression && methodName(node) === 'bind') return receiver(node) ?? node;
  return node.type === Kind.CallExpression || node.type === Kind.NewExpression ? unwrap(node.callee) : node;
}

/** The name of a middleware or of the factory that makes it; of one that is loaded on the spot, its module's: `require('./auth')`. */
export function middlewareName(expression: JavaScript.Node): string | undefined {
  const module = loadedModule(expression);
  if (module === undefined) return dottedText(calleeOf(expression));
  return module.slice(module.lastIndexOf('/') + 1).replace(/\.\w+$/u, '');
}

function roleByName(name: string | undefined): GuardRole | null {
  return name === undefined ? null : guardRole(name);
}

/** A guard of Nest that this file defines. */
function classOf(callee: JavaScript.Node, source: JavaScriptSource): JavaScript.Node | undefined {
  if (callee.type !== Kind.Identifier) return undefined;
  const variable = variableOf(callee, source);
  const definition = variable && definitionOf(variable);
  return definition?.node.type === Kind.ClassDeclaration ? definition.node : undefined;
}

function valueBehind(callee: JavaScript.Node, source: JavaScriptSource): JavaScript.Node | undefined {
  const variable = callee.type === Kind.Identifier ? variableOf(callee, source) : undefined;
  const value = variable && singleValue(variable);
  return value?.path.length === 0 ? value.expression : undefined;
}
