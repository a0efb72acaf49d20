import type { Suggestion } from '../../language/detector.ts';
import type { Project } from '../../project/project.ts';
import { pythonModule } from '../../project/python-modules.ts';
import { Search } from '../../project/search.ts';
import { headerEdit, hooksSay } from '../../python/answer-headers.ts';
import { fileTakesAuthorization, takesAuthorization } from '../../python/authorization-header.ts';
import { argument, hasSplat } from '../../python/calls.ts';
import type { PythonDetector } from '../../python/detector.ts';
import { enclosingFunction } from '../../python/functions.ts';
import { lastName } from '../../python/names.ts';
import { hasHeader, isHandedOn, saidBy, statusAnswers, type StatusAnswer } from '../../python/status-answers.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { CHALLENGE, SCHEME, namesOtherScheme, speaksOfHeader, type Message, type Options } from './challenge.ts';

const challenging = new Search('python', ['WWW-Authenticate', 'www-authenticate', 'Www-Authenticate', 'www_authenticate']);

export const python: PythonDetector<Message, Options> = {
  mentions: [/\b401\b/, 'UNAUTHORIZED', 'Unauthorized'],
  alsoMentions: [/www-authenticate/i, 'www_authenticate'],
  visit: ({ source, options, path, mentions, project, report }) => ({
    'module:exit'() {
      if (isTestFile(path)) return;
      const { tree } = source;
      const answers = statusAnswers(tree, 401, 'UNAUTHORIZED').filter((answer) => isBare(answer) && isForToken(answer, options));
      if (answers.length === 0) return;
      const mayHaveHeader = mentions(/www-authenticate/i) || mentions('www_authenticate');
      if (mayHaveHeader && hooksSay(tree, CHALLENGE, ADDED)) return;
      const bare = answers.filter((answer) => !mayHaveHeader || !addsHeader(answer));
      if (bare.length === 0 || (project && isAddedElsewhere(project, path))) return;
      for (const answer of bare) {
        const challenge = answer.maker?.headers ? undefined : answer.maker?.challenge?.keyword;
        const status = answer.call && answer.maker?.status === null ? (lastName(answer.node) ?? answer.node.text) : answer.node.text;
        const message = challenge === undefined ? 'noChallenge' : 'noScheme';
        report({ node: answer.node, message, data: { status, parameter: challenge ?? '' }, suggest: suggestionsFor(answer) });
      }
    },
  }),
};

/** Is it seen that the answer comes without the header? */
function isBare(answer: StatusAnswer): boolean {
  const { call, maker, headers } = answer;
  // `**headers` may hold it, and so may a dictionary from elsewhere.
  if (headers === 'unknown' || (call && hasSplat(call))) return false;
  if (headers !== null && hasHeader(headers, CHALLENGE) !== false) return false;
  if (call && maker?.challenge && argument(call, maker.challenge) !== null) return false;
  // What gets the answer handed may add to it.
  return !isHandedOn(answer);
}

/** Is the caller one who sends the header `Authorization`? A form, a cookie and a session have no scheme that could be named. */
function isForToken({ node, whole }: StatusAnswer, { everywhere }: Options): boolean {
  if (everywhere || speaksOfHeader(saidBy(whole))) return true;
  const definition = enclosingFunction(node);
  return definition ? takesAuthorization(definition) : fileTakesAuthorization(node.tree);
}

/** `response.headers["WWW-Authenticate"] = ...` before or after it, or in the other branch of one function. */
function addsHeader({ node }: StatusAnswer): boolean {
  const definition = enclosingFunction(node);
  return definition !== null && CHALLENGE.test(definition.text);
}

/** Does a hook, a middleware or a handler of errors in another file add the header to all answers? */
function isAddedElsewhere(project: Project, path: string): boolean {
  const others = (project.find(challenging) ?? []).filter((other) => other !== path && !isTestFile(other));
  // So many files that speak of it belong to something larger than one application.
  return others.slice(0, MOST_FILES).some((other) => {
    const tree = pythonModule(project, other);
    return tree !== null && hooksSay(tree, CHALLENGE, ADDED);
  });
}

/** `headers["WWW-Authenticate"] = ...`, `headers.setdefault("WWW-Authenticate", ...)`. */
const ADDED =
  /(?:\[b?["']www-authenticate["']\]\s?=|(?:set|setdefault|add|append|add_header|update)\([({]{0,2}b?["']www-authenticate["'])/iu;

const MOST_FILES = 30;

function suggestionsFor(answer: StatusAnswer): Suggestion<Message>[] {
  if (namesOtherScheme(enclosingFunction(answer.node)?.text ?? '')) return [];
  const edit = headerEdit(answer, 'WWW-Authenticate', SCHEME);
  return edit ? [{ message: 'addHeader', fix: () => [edit] }] : [];
}
