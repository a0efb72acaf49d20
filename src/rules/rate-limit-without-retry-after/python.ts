import type { Suggestion } from '../../language/detector.ts';
import { argumentsOf, hasSplat, argument } from '../../python/calls.ts';
import { classOfMethod } from '../../python/classes.ts';
import { decorators } from '../../python/decorators.ts';
import type { PythonDetector } from '../../python/detector.ts';
import { parts } from '../../python/expressions.ts';
import { enclosingFunction } from '../../python/functions.ts';
import { moduleOf } from '../../python/columns.ts';
import { lastName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { hasHeader, isHandedOn, saidBy, statusAnswers, type StatusAnswer } from '../../python/status-answers.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { asksForMoney, RETRY_AFTER, SECONDS, type Message, type Options } from './waiting-time.ts';

export const python: PythonDetector<Message, Options> = {
  mentions: [/\b429\b/, 'TOO_MANY_REQUESTS', 'TooManyRequests', 'Throttled'],
  alsoMentions: [/retry-after/i, 'inject_headers', 'headers_enabled', 'HEADERS_ENABLED'],
  visit: ({ source, options, path, mentions, report }) => ({
    'module:exit'() {
      if (isTestFile(path)) return;
      // An extension that is told to add the headers adds them to every answer of the application.
      if (mentions('headers_enabled') || mentions('HEADERS_ENABLED')) return;
      const answers = statusAnswers(source.tree, 429, 'TOO_MANY_REQUESTS').filter((answer) => isBare(answer, options));
      if (answers.length === 0) return;
      const mayHaveHeader = mentions(/retry-after/i) || mentions('inject_headers');
      if (mayHaveHeader && isAddedByHook(moduleOf(source.tree))) return;
      for (const answer of answers) {
        // `response.headers["Retry-After"] = ...` before or after it, or in the other branch of one function.
        if (mayHaveHeader && addsHeader(enclosingFunction(answer.node))) continue;
        const wait = answer.maker?.wait?.keyword;
        const status = wait === undefined ? answer.node.text : (lastName(answer.node) ?? answer.node.text);
        const message = wait === undefined ? 'noHeader' : 'noWait';
        report({ node: answer.node, message, data: { status, parameter: wait ?? '' }, suggest: suggestionsFor(answer) });
      }
    },
  }),
};

/** Is it seen that the answer comes without the header? */
function isBare(answer: StatusAnswer, { quotas }: Options): boolean {
  const { call, maker, headers, whole } = answer;
  // `**headers` may hold it, and so may a dictionary from elsewhere.
  if (headers === 'unknown' || (call && hasSplat(call))) return false;
  if (headers !== null && hasHeader(headers, RETRY_AFTER) !== false) return false;
  if (call && maker?.wait && argument(call, maker.wait) !== null) return false;
  // What gets the answer handed may add to it.
  if (isHandedOn(answer)) return false;
  // Coming back later does not help who is asked for money.
  return quotas || !asksForMoney(saidBy(whole));
}

function addsHeader(definition: Python.FunctionDefinition | null): boolean {
  return definition !== null && ADDED.test(definition.text);
}

const ADDED = /["']retry-after["']|_inject_headers/iu;

/** Does a function of this file that works on all answers add the header? */
function isAddedByHook(module: Python.Module): boolean {
  return module.descendants('function_definition').some((definition) => isHook(definition) && addsHeader(definition));
}

const HOOKS = new Set(
  'errorhandler app_errorhandler exception_handler after_request after_app_request middleware http_exception_handler'.split(' '),
);
const HOOK_METHODS = new Set('dispatch __call__ process_response process_exception after_request'.split(' '));

function isHook(definition: Python.FunctionDefinition): boolean {
  if (decorators(definition).some(({ lastName: name }) => name !== null && HOOKS.has(name))) return true;
  return HOOK_METHODS.has(definition.name.text) && classOfMethod(definition) !== null;
}

function suggestionsFor({ call, maker, headers, whole }: StatusAnswer): Suggestion<Message>[] {
  const entry = `"Retry-After": "${String(SECONDS)}"`;
  if (call && maker?.wait?.keyword !== undefined) {
    const { keyword } = maker.wait;
    return [{ message: 'addWait', data: { parameter: keyword }, fix: () => [appended(call, `${keyword}=${String(SECONDS)}`)] }];
  }
  if (headers !== null && headers !== 'unknown') {
    if (headers.type !== 'dictionary') return [];
    const [start] = headers.range;
    const isEmpty = parts(headers).length === 0;
    return [{ message: 'addHeader', fix: () => [{ range: [start + 1, start + 1], text: isEmpty ? entry : `${entry}, ` }] }];
  }
  if (call) return maker?.headers ? [{ message: 'addHeader', fix: () => [appended(call, `headers={${entry}}`)] }] : [];
  if (whole.type === 'attribute') return [];
  const last = parts(whole).at(-1);
  return last ? [{ message: 'addHeader', fix: () => [{ range: [last.range[1], last.range[1]], text: `, {${entry}}` }] }] : [];
}

/** One more argument, on a line of its own where the last one stands so. */
function appended(call: Python.Call, text: string): { range: [number, number]; text: string } {
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
