import { argument, argumentsOf } from './calls.ts';
import { CarriedError } from './carried-error.ts';
import { classInfo, classMeantBy } from './classes.ts';
import { unwrap } from './expressions.ts';
import { boundName, caughtTypes, handlerBody, triedNodes, tryOf } from './handlers.ts';
import { importsAny } from './imports.ts';
import { logCalls } from './logging.ts';
import { lastName, qualifiedName } from './names.ts';
import type * as Python from './nodes.ts';
import type { PythonTree } from './syntax/tree.ts';

/** A log call that shows what pydantic was given when it read the settings. */
export interface LoggedInput {
  readonly node: Python.Node;
  /** `error.errors()`, where it says so itself. */
  readonly errors: Python.Call | null;
  /** Is the version of pydantic known to have `include_input`? */
  readonly isSafe: boolean;
}

/** Where does a handler log the error that pydantic raised about the settings, with the values it was given? */
export function loggedInputs(tree: PythonTree): LoggedInput[] {
  const isSafe = importsAny(tree, 'pydantic_settings');
  return logCalls(tree).flatMap(({ call, keepsTrace }): LoggedInput[] => {
    const clause = handlerAround(call);
    const error = clause && boundName(clause);
    if (!clause || !readsSettings(clause)) return [];
    const carried = new CarriedError(clause, error);
    for (const { value } of argumentsOf(call)) {
      const errors = value.type === 'call' ? value : (value.descendants('call').find((inner) => isErrors(inner, carried)) ?? null);
      if (errors && isErrors(errors, carried)) {
        if (argument(errors, { keyword: 'include_input' }) !== null || picksParts(errors)) continue;
        return [{ node: errors, errors: lastName(errors.function) === 'errors' ? errors : null, isSafe }];
      }
      const shown = [value, ...value.descendants('identifier')].find((node) => carried.is(node) && isShownWhole(node));
      if (shown) return [{ node: shown, errors: null, isSafe }];
    }
    return keepsTrace ? [{ node: call.function, errors: null, isSafe }] : [];
  });
}

function isErrors(call: Python.Call, carried: CarriedError): boolean {
  const callee = unwrap(call.function);
  return callee.type === 'attribute' && /^(?:errors|json)$/u.test(callee.attribute.text) && carried.is(callee.object);
}

/** `[e["loc"] for e in error.errors()]` */
function picksParts(errors: Python.Call): boolean {
  return (
    errors.parent?.type === 'for_in_clause' ||
    errors.parent?.type === 'subscript' ||
    (errors.parent?.type === 'argument_list' && /^(?:len|bool)$/u.test(callee(errors.parent) ?? ''))
  );
}

function callee(list: Python.Node): string | null {
  return list.parent?.type === 'call' ? lastName(list.parent.function) : null;
}

/** `error` and `str(error)`, but not `error.title` or `error.error_count()`. */
function isShownWhole(node: Python.Node): boolean {
  return (
    node.parent?.type !== 'attribute' &&
    !(node.parent?.type === 'argument_list' && /^(?:type|len|isinstance)$/u.test(callee(node.parent) ?? ''))
  );
}

function handlerAround(node: Python.Node): Python.ExceptClause | null {
  for (let up = node.parent; up; up = up.parent) {
    if (up.type === 'except_clause') return caughtTypes(up).some(isValidationError) ? up : null;
    if (up.type === 'function_definition' || up.type === 'class_definition') return null;
  }
  return null;
}

function isValidationError(type: Python.Node): boolean {
  return lastName(type) === 'ValidationError' && qualifiedName(type)?.startsWith('pydantic') === true;
}

/** Does the `try` make an object of a class of settings? */
function readsSettings(clause: Python.ExceptClause): boolean {
  const statement = tryOf(clause);
  if (!statement || !handlerBody(clause)) return false;
  return triedNodes(statement, 'call').some((call) => {
    const local = classMeantBy(call.function);
    if (local) {
      const lineage = classInfo(local).lineage();
      return (
        // In pydantic 1 they came from `pydantic` itself, and errors held no input.
        lineage.some(({ bases }) =>
          bases.some(({ text, qualified }) => /(?:^|\.)BaseSettings$/u.test(text ?? '') && qualified !== 'pydantic.BaseSettings'),
        ) && !lineage.some(({ node }) => node.text.includes('hide_input_in_errors'))
      );
    }
    return (lastName(call.function) ?? '').endsWith('Settings');
  });
}
