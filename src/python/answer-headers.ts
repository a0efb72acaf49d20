import type { Edit } from '../language/detector.ts';
import { argumentsOf } from './calls.ts';
import { classOfMethod } from './classes.ts';
import { moduleOf } from './columns.ts';
import { decorators } from './decorators.ts';
import { errorRegistrations } from './error-registrations.ts';
import { parts } from './expressions.ts';
import type * as Python from './nodes.ts';
import type { StatusAnswer } from './status-answers.ts';
import type { PythonTree } from './syntax/tree.ts';

/**
 * Does a function of this file that works on all answers say something? One that answers errors says it to their callers; one that
 * answers pass through may say it with an answer of its own, so `inPassing` is what it must say to mean all of them.
 */
export function hooksSay(tree: PythonTree, pattern: RegExp, inPassing = pattern): boolean {
  return moduleOf(tree)
    .descendants('function_definition')
    .some((definition) => {
      const hook = hookOf(definition);
      return hook !== null && (hook === 'errors' ? pattern : inPassing).test(definition.text);
    });
}

const ERROR_HOOKS = new Set('errorhandler app_errorhandler exception_handler http_exception_handler'.split(' '));
const PASSING_HOOKS = new Set('after_request after_app_request middleware'.split(' '));
const HOOK_METHODS = new Set('dispatch __call__ process_response process_exception after_request'.split(' '));

function hookOf(definition: Python.FunctionDefinition): 'errors' | 'passing' | null {
  const names = decorators(definition).map(({ lastName: name }) => name ?? '');
  if (names.some((name) => ERROR_HOOKS.has(name)) || isRegistered(definition)) return 'errors';
  if (names.some((name) => PASSING_HOOKS.has(name))) return 'passing';
  return HOOK_METHODS.has(definition.name.text) && classOfMethod(definition) !== null ? 'passing' : null;
}

/** `app.add_exception_handler(HTTPException, definition)`. */
function isRegistered(definition: Python.FunctionDefinition): boolean {
  return errorRegistrations(definition.tree).some((registration) => registration.definition === definition);
}

/** The change that gives an answer one more header; null where it cannot be written. */
export function headerEdit({ call, maker, headers, whole }: StatusAnswer, name: string, value: string): Edit | null {
  const entry = `"${name}": "${value}"`;
  if (headers !== null && headers !== 'unknown') {
    if (headers.type !== 'dictionary') return null;
    const [start] = headers.range;
    const isEmpty = parts(headers).length === 0;
    return { range: [start + 1, start + 1], text: isEmpty ? entry : `${entry}, ` };
  }
  if (call) return maker?.headers ? withArgument(call, `headers={${entry}}`) : null;
  if (whole.type === 'attribute') return null;
  const last = parts(whole).at(-1);
  return last ? { range: [last.range[1], last.range[1]], text: `, {${entry}}` } : null;
}

/** One more argument, on a line of its own where the last one stands so. */
export function withArgument(call: Python.Call, text: string): Edit {
  const last = argumentsOf(call).at(-1);
  if (!last) {
    const place = call.arguments.range[0] + 1;
    return { range: [place, place], text };
  }
  const [start, end] = last.node.range;
  const before = call.tree.text.slice(0, start);
  const indent = /\n([ \t]*)$/u.exec(before.slice(Math.max(0, start - DEEPEST_INDENT)))?.[1];
  return { range: [end, end], text: indent === undefined ? `, ${text}` : `,\n${indent}${text}` };
}

const DEEPEST_INDENT = 200;
