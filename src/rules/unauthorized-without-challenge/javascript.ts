import { getsHeadersElsewhere, headerEdit, isHandedOn, saidAround } from '../../javascript/answer-headers.ts';
import { takesAuthorization } from '../../javascript/authorization-header.ts';
import { lastName, type Call } from '../../javascript/calls.ts';
import type { JavaScriptDetector, JavaScriptSource } from '../../javascript/detector.ts';
import { enclosingFunction } from '../../javascript/scopes.ts';
import { Kind } from '../../javascript/nodes.ts';
import { answeringFunction, hasHeader, namedAnswerOf, statusAnswerOf, type StatusAnswer } from '../../javascript/status-answers.ts';
import type { Suggestion } from '../../language/detector.ts';
import type { Project } from '../../project/project.ts';
import { Search } from '../../project/search.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { CHALLENGE, SCHEME, namesOtherScheme, speaksOfHeader, type Message, type Options } from './challenge.ts';

const challenging = new Search('javascript', ['WWW-Authenticate', 'www-authenticate', 'Www-Authenticate']);

export const javascript: JavaScriptDetector<Message, Options> = {
  mentions: [/\b401\b/, 'UNAUTHORIZED', 'UnauthorizedException', 'Unauthorized(', 'unauthorized('],
  visit: ({ source, options, path, project, report }) => {
    if (isTestFile(path)) return {};

    function check(answer: StatusAnswer | undefined): void {
      if (!answer || !isBare(answer, source) || !isForToken(answer, options, source)) return;
      if (answer.form === 'error' && (handlesErrors(source.text) || (project && isAddedElsewhere(project, path)))) return;
      report({
        node: answer.node,
        message: 'noChallenge',
        data: { status: source.getText(answer.node) },
        suggest: suggestionsFor(answer, source),
      });
    }

    function checkNamed(call: Call): void {
      if (!/unauthorized/iu.test(lastName(call) ?? '')) return;
      const answer = namedAnswerOf(call, 401, source);
      // `Boom.unauthorized('Expired', 'Bearer')` makes the header of the scheme.
      if (call.arguments.length < 2 || lastName(call) !== 'unauthorized') check(answer);
    }

    return {
      Literal(node) {
        if (node.value === 401) check(statusAnswerOf(node, source));
      },
      Identifier(node) {
        if (!CONSTANTS.has(node.name)) return;
        const { parent } = node;
        if (parent.type !== Kind.MemberExpression) check(statusAnswerOf(node, source));
        else if (parent.property === node) check(statusAnswerOf(parent, source));
      },
      CallExpression: checkNamed,
      NewExpression: checkNamed,
    };
  },
};

const CONSTANTS = new Set(['UNAUTHORIZED', 'HTTP_STATUS_UNAUTHORIZED', 'HTTP_401_UNAUTHORIZED', 'Unauthorized']);

/** Is it seen that the answer comes without the header? */
function isBare(answer: StatusAnswer, source: JavaScriptSource): boolean {
  if (answer.headers && hasHeader(answer.headers, CHALLENGE, source) !== false) return false;
  const inside = answeringFunction(answer, source);
  // Set before the answer, or in the other branch of one function; a name for it counts.
  if (inside && CHALLENGE.test(source.getText(inside))) return false;
  if (inside && getsHeadersElsewhere(answer, inside, { header: CHALLENGE, by: /header|challenge/iu }, source)) return false;
  // What gets the answer handed may add to it.
  return !isHandedOn(answer, source);
}

/** Is the caller one who sends the header `Authorization`? A form, a cookie and a session have no scheme that could be named. */
function isForToken(answer: StatusAnswer, { everywhere }: Options, source: JavaScriptSource): boolean {
  if (everywhere || speaksOfHeader(saidAround(answer, source))) return true;
  const inside = answeringFunction(answer, source);
  return inside !== undefined && takesAuthorization(inside, source);
}

/** Does a handler of errors in another file add the header to all answers? */
function isAddedElsewhere(project: Project, path: string): boolean {
  const others = (project.find(challenging) ?? []).filter((other) => other !== path && !isTestFile(other));
  return others.slice(0, MOST_FILES).some((other) => project.ask(handlesErrors, other) === true);
}

const MOST_FILES = 30;

/** Does a file say how errors are answered, and speak of the header? */
function handlesErrors(text: string): boolean {
  return (
    CHALLENGE.test(text) &&
    /\bExceptionFilter\b|\bsetErrorHandler\(|\.onError\(|\(\s{0,9}_?err(?:or)?(?::\s?\w{1,40})?,\s{0,9}_?req/u.test(text)
  );
}

function suggestionsFor(answer: StatusAnswer, source: JavaScriptSource): Suggestion<Message>[] {
  const around = enclosingFunction(answer.node);
  if (around && namesOtherScheme(source.getText(around))) return [];
  const edit = headerEdit(answer, 'WWW-Authenticate', SCHEME, source);
  return edit ? [{ message: 'addHeader', fix: () => [edit] }] : [];
}
