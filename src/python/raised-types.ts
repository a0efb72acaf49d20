import { methodName } from './calls.ts';
import { parts } from './expressions.ts';
import { raisedBy, raisedByMethod } from './knowledge/raises.ts';
import { calleeName, qualifiedName } from './names.ts';
import { triedNodes } from './handlers.ts';
import type * as Python from './nodes.ts';
import { resolveName, scopeOf } from './scopes.ts';

/** The exceptions that a `try` is there for, as they would be written, when its only call (or import) is a known one; otherwise null. */
export function expectedTypes(statement: Python.TryStatement): string | null {
  if (importsOnly(statement)) return 'ImportError';
  const [call, ...others] = triedNodes(statement, 'call');
  if (!call || others.length > 0) return null;
  const name = calleeName(call);
  if (name?.startsWith('subprocess.') === true) return isImported('subprocess', call) ? '(OSError, subprocess.SubprocessError)' : null;
  if (name === 'json.loads') return isImported('json', call) ? 'json.JSONDecodeError' : 'ValueError';
  return (name !== null ? raisedBy.get(name) : raisedByMethod.get(methodName(call) ?? '')) ?? null;
}

/** Are there imports in the `try`, besides which it only sets constants? */
export function importsOnly(statement: Python.TryStatement): boolean {
  return (
    importsIn(statement).length > 0 &&
    triedNodes(statement, 'call', 'await', 'return_statement', 'for_statement', 'with_statement', 'if_statement').length === 0
  );
}

/** The imports that the `try` itself runs. */
export function importsIn(statement: Python.TryStatement): (Python.ImportStatement | Python.ImportFromStatement)[] {
  return triedNodes(statement, 'import_statement', 'import_from_statement');
}

/** Is the module known by its own name where the node stands? */
function isImported(module: string, node: Python.Node): boolean {
  const definition = resolveName(module, scopeOf(node))?.definitions[0];
  return definition?.kind === 'import' && qualifiedName(definition.node) === module;
}

/** Is there nothing else in the block than this one statement? */
export function isOnlyStatement(statement: Python.Node): boolean {
  return statement.parent !== null && parts(statement.parent).length === 1;
}
