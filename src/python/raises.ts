import { argumentsOf } from './calls.ts';
import { parts, unwrap } from './expressions.ts';
import { boundName, handlerBody } from './handlers.ts';
import { lastName, qualifiedName, rootName } from './names.ts';
import type * as Python from './nodes.ts';
import { references, resolve, resolveName, scopeOf, singleDefinition } from './scopes.ts';

/** An exception that a handler raises in place of the one it got. */
export interface Translation {
  readonly statement: Python.RaiseStatement;
  readonly clause: Python.ExceptClause;
  /** What names the exception: `ValueError` of `raise ValueError("x")`. */
  readonly type: Python.Node;
  /** The same, or the variable that the exception was kept in. */
  readonly place: Python.Node;
  /** Does it say which error it comes from: by `from`, by `cause=`, or by handing over the traceback? */
  readonly namesCause: boolean;
}

/** Does this statement raise another exception than the one that the handler around it got? */
export function translationAt(statement: Python.RaiseStatement): Translation | null {
  const clause = handlerAround(statement);
  const [raised] = parts(statement);
  if (!clause || !raised) return null;
  const error = boundName(clause)?.text ?? null;
  const inner = unwrap(raised);
  // `raise type(e), e, tb` of Python 2.
  if (inner.type === 'expression_list' || comesFrom(inner, error)) return null;
  const made = inner.type === 'identifier' ? madeHere(inner, clause) : null;
  const type = inner.type === 'call' ? inner.function : (made?.function ?? inner);
  if (!(inner.type === 'call' || made || namesClass(inner))) return null;
  const call = inner.type === 'call' ? inner : made;
  return {
    statement,
    clause,
    type,
    place: made ? inner : type,
    namesCause: statement.cause !== null || (call !== null && carriesCause(call, error)),
  };
}

/** The handler that a node runs in; not one around the function that it is defined in. */
function handlerAround(node: Python.Node): Python.ExceptClause | null {
  for (let up = node.parent, child = node; up; child = up, up = up.parent) {
    if (up.type === 'except_clause') return up.value === child ? null : up;
    if (up.type === 'function_definition' || up.type === 'class_definition') return null;
  }
  return null;
}

/** `e`, `e.original`, `e.as_answer()`, `ValueError(e).with_traceback(tb)`: the error itself, or what it gives. */
function comesFrom(raised: Python.Node, error: string | null): boolean {
  if (error !== null && rootName(raised)?.text === error) return true;
  return raised.type === 'call' && lastName(raised.function) === 'with_traceback';
}

/** The call that made the exception which the handler keeps in a variable until it raises it. */
function madeHere(name: Python.Identifier, clause: Python.ExceptClause): Python.Call | null {
  const binding = resolve(name);
  const definition = binding && singleDefinition(binding);
  const value = definition?.kind === 'assignment' && definition.value ? unwrap(definition.value) : null;
  if (value?.type !== 'call' || !clause.contains(value) || !namesClass(value.function)) return null;
  // `failure.__cause__ = e`, `attach(failure, e)`: what becomes of it in between is not known.
  const uses = binding ? references(binding).filter((use) => use.row !== name.row && use.row !== definition?.node.row) : [];
  return uses.length === 0 ? value : null;
}

function namesClass(node: Python.Node): boolean {
  const inner = unwrap(node);
  const name = inner.type === 'identifier' || inner.type === 'attribute' ? lastName(inner) : null;
  return name !== null && /^_*[A-Z]/u.test(name) && (qualifiedName(inner)?.startsWith('builtins.') === true || !/^[A-Z\d_]+$/u.test(name));
}

function carriesCause(call: Python.Call, error: string | null): boolean {
  const given = argumentsOf(call);
  // `**kwargs` may hold it as well.
  if (given.some(({ name, kind }) => kind === 'double splat' || (name !== null && CAUSE.test(name)))) return true;
  // A function that makes exceptions may set the cause by itself: `raise to_http(e)`, `raise self.retry(exc=e)`.
  return (
    !namesClass(call.function) && error !== null && given.some(({ value }) => unwrap(value).type === 'identifier' && value.text === error)
  );
}

const CAUSE = /^_*(?:cause|caused_by|from_exc|from_exception|inner|inner_exception|original|original_exception|orig|exc_info)$/u;

/** Is the caught error still known by its name where this statement stands? */
export function keepsErrorName(statement: Python.Node, clause: Python.ExceptClause): boolean {
  const name = boundName(clause);
  const binding = name && resolve(name);
  if (!binding) return false;
  return !binding.definitions.some(({ node }) => node.row !== name.row && clause.row < node.row && node.row < statement.row);
}

/** A name for the caught error that nothing in its scope has yet. */
export function freeErrorName(clause: Python.ExceptClause): string | null {
  const scope = scopeOf(handlerBody(clause) ?? clause);
  return ['error', 'exc', 'caught'].find((name) => resolveName(name, scope) === null) ?? null;
}
