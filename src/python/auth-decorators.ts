import { roleOfCode } from '../language/caller-use.ts';
import { meaningOf } from '../project/python-modules.ts';
import { givenRole, guardRole, mayGuard, type GuardNames, type GuardRole } from '../vocabulary/guard-roles.ts';
import { callerUse } from './caller-use.ts';
import { classMeantBy } from './classes.ts';
import { unwrap } from './expressions.ts';
import { functionMeantBy } from './functions.ts';
import { libraryDecorators, libraryMethods } from './knowledge/auth-decorators.ts';
import { dottedText, instanceOf, lastName, qualifiedName } from './names.ts';
import type * as Python from './nodes.ts';
import { resolve, singleDefinition } from './scopes.ts';

/** What a decorator does with the caller, and how that is known. */
export interface AuthDecorator {
  readonly role: GuardRole;
  /** `body`: this file holds its code, `module`: another one does; `library`: a table knows it; `name`: nothing but its name tells. */
  readonly evidence: 'body' | 'module' | 'library' | 'name';
  /** Does its code note the caller for those after it (`g.user = ...`)? */
  readonly notes?: boolean;
}

/** How many variables (`admin_required = role_required('admin')`) are followed. */
const MOST_HOPS = 3;

/** What does a decorator, or a factory of decorators, do with the caller? Null when it is neither authenticator nor consumer. */
export function authDecorator(expression: Python.Node, names: GuardNames = {}): AuthDecorator | null {
  let callee = calleeOf(expression);
  const name = dottedText(callee);
  const given = name === null ? null : givenRole(name, names);
  if (given) return { role: given, evidence: 'name' };
  for (let hops = 0; hops <= MOST_HOPS; hops++) {
    const known = libraryRole(callee);
    if (known) return { role: known, evidence: 'library' };
    const local = functionMeantBy(callee) ?? classMeantBy(callee);
    const code = local ?? importedCode(callee);
    if (code) {
      const use = callerUse(code);
      const role = roleOfCode(roleByName(name), use);
      return role && { role, evidence: local ? 'body' : 'module', notes: use.notes };
    }
    const value = valueBehind(callee);
    if (!value) break;
    callee = calleeOf(value);
  }
  // `from auth import require_role as needs`: what it is called where it comes from tells too.
  const role = roleByName(name) ?? roleByName(dottedText(callee)) ?? roleByName(qualifiedName(callee));
  return role && { role, evidence: 'name' };
}

/** The function or class of another module of the project, as far as its name lets it have to do with who is calling. */
function importedCode(callee: Python.Node): Python.FunctionDefinition | Python.ClassDefinition | null {
  const name = lastName(callee);
  if (name === null || !mayGuard(name)) return null;
  const node = meaningOf(callee)?.node;
  return node?.type === 'function_definition' || node?.type === 'class_definition' ? node : null;
}

/** `role_required` of `role_required('admin')`. */
function calleeOf(expression: Python.Node): Python.Node {
  const node = unwrap(expression);
  return node.type === 'call' ? unwrap(node.function) : node;
}

function roleByName(name: string | null): GuardRole | null {
  // Marks on tests guard nothing.
  return name === null || name.startsWith('pytest.') ? null : guardRole(name);
}

function libraryRole(callee: Python.Node): GuardRole | null {
  const full = qualifiedName(callee);
  const known = full === null ? undefined : libraryDecorators.get(full);
  if (known) return known;
  if (callee.type !== 'attribute') return null;
  const owner = instanceOf(callee.object);
  return (owner === null ? undefined : libraryMethods.get(`${owner}.${lastName(callee) ?? ''}`)) ?? null;
}

function valueBehind(callee: Python.Node): Python.Node | null {
  const binding = callee.type === 'identifier' ? resolve(callee) : null;
  const definition = binding && singleDefinition(binding);
  return definition?.kind === 'assignment' ? definition.value : null;
}
