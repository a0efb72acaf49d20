import { lastName } from '../../javascript/calls.ts';
import { applicationMade, type Application } from '../../javascript/applications.ts';
import type { JavaScriptDetector } from '../../javascript/detector.ts';
import type { JavaScript } from '../../javascript/nodes.ts';
import type { Project } from '../../project/project.ts';
import { Search } from '../../project/search.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import type { MessageId, Options } from './unhandled.ts';

const registering = new Search('javascript', ['setErrorHandler', 'ErrorHandler(', 'errorHandler', 'next']);

export const javascript: JavaScriptDetector<MessageId, Options> = {
  mentions: ['express', 'fastify'],
  visit: ({ source, options, path, project, report }) => {
    if (isTestFile(path)) return {};
    const made: Application[] = [];
    return {
      CallExpression(call: JavaScript.CallExpression) {
        if (!MAKING.test(lastName(call) ?? '')) return;
        const app = applicationMade(call, source);
        if (app) made.push(app);
      },
      'Program:exit'() {
        const [first] = made;
        if (!first || made.some(({ handlesErrors }) => handlesErrors)) return;
        if (options.idNames.some((name) => source.text.includes(name)) || setsHandler(source.text)) return;
        const others = project ? registersElsewhere(project, path) : 'unknown';
        if (others === true) return;
        for (const { call, name, framework, hasRoutes, isHandedOn } of made) {
          // Where the project's other files are not known, what they do with the application is not known either.
          if (!hasRoutes || (others === 'unknown' && isHandedOn)) continue;
          report({ node: call.callee, message: framework === 'express' ? 'stackTrace' : 'errorText', data: { app: name } });
        }
      },
    };
  },
};

const MAKING = /^(?:express|[fF]astify|createApp|default)$/u;

/** The parameters of an error middleware of Express, and what sets the handler of Fastify. */
const SETTING =
  /setErrorHandler|ErrorHandler\(|\be\w{0,20}(?::[^,()]{0,40})?,\s{0,20}_?req\w{0,10}(?::[^,()]{0,40})?,\s{0,20}_?res\w{0,10}(?::[^,()]{0,40})?,\s{0,20}_?\w{1,20}/u;

function setsHandler(text: string): boolean {
  return SETTING.test(text);
}

function registersElsewhere(project: Project, path: string): boolean | 'unknown' {
  const paths = project.find(registering);
  if (paths === null) return 'unknown';
  return paths.some((other) => other !== path && !isTestFile(other) && project.ask(setsHandler, other) === true);
}
