import type { Suggestion } from '../../language/detector.ts';
import { headerEdit, hooksSay, withArgument } from '../../python/answer-headers.ts';
import { hasSplat, argument } from '../../python/calls.ts';
import type { PythonDetector } from '../../python/detector.ts';
import { enclosingFunction } from '../../python/functions.ts';
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
      if (mayHaveHeader && hooksSay(source.tree, ADDED)) return;
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

function suggestionsFor(answer: StatusAnswer): Suggestion<Message>[] {
  const { call, maker } = answer;
  if (call && maker?.wait?.keyword !== undefined) {
    const { keyword } = maker.wait;
    return [{ message: 'addWait', data: { parameter: keyword }, fix: () => [withArgument(call, `${keyword}=${String(SECONDS)}`)] }];
  }
  const edit = headerEdit(answer, 'Retry-After', String(SECONDS));
  return edit ? [{ message: 'addHeader', fix: () => [edit] }] : [];
}
