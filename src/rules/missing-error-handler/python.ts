import { answersErrorsByItself, applicationsOf, givenHandlers, type Application } from '../../python/applications.ts';
import type { PythonDetector } from '../../python/detector.ts';
import { errorRegistrations, isForAll } from '../../python/error-registrations.ts';
import { moduleOf } from '../../python/columns.ts';
import { parts } from '../../python/expressions.ts';
import { lastName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { scopeOf } from '../../python/scopes.ts';
import type { PythonTree } from '../../python/syntax/tree.ts';
import type { Project } from '../../project/project.ts';
import { meaningOf, pythonModule } from '../../project/python-modules.ts';
import { Search } from '../../project/search.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import type { MessageId, Options } from './unhandled.ts';

const routing = new Search('python', ['.route(', ".get('/", '.get("/', '.post(']);
const registering = new Search('python', ['errorhandler', 'error_handler', 'exception_handler', '.exception(']);

export const python: PythonDetector<MessageId, Options> = {
  mentions: ['Flask(', 'FastAPI(', 'Quart('],
  visit: ({ source, options, path, project, report }) => {
    if (isTestFile(path)) return {};
    const { tree } = source;
    return {
      'module:exit'() {
        const found = applicationsOf(tree).filter(
          (app) => (app.hasRoutes || isRoutedElsewhere(app, project, path)) && !handlesByParts(app) && !isGivenHandlers(app),
        );
        if (found.length === 0 || options.idNames.some((name) => source.text.includes(name)) || answersErrorsByItself(tree)) return;
        if (registersForAll(tree, found)) return;
        // Where the project's other files are not known, what is done with the application elsewhere is not known either.
        const others = project ? registersElsewhere(project, path, found) : 'unknown';
        for (const { call, name, isHandedOn, parts: own } of found) {
          if (others === true || (others === 'unknown' && (isHandedOn || own.length > 0))) continue;
          report({ node: call.function, message: 'plainPage', data: { app: name } });
        }
      },
    };
  },
};

/** Does another file take the application by its name and give it routes: `from shop import app` and `@app.route(...)`? */
function isRoutedElsewhere({ call, name }: Application, project: Project | undefined, path: string): boolean {
  if (!project || scopeOf(call).kind !== 'module') return false;
  const others = (project.find(routing) ?? []).filter((other) => other !== path && !isTestFile(other));
  return others.slice(0, MOST_FILES).some((other) => {
    const tree = pythonModule(project, other);
    return tree !== null && routedNames(tree).some((node) => node.text === name && meaningOf(node)?.node === call);
  });
}

/** The names that routes of a file are given to at its top: `app` of `@app.route('/')`. */
function routedNames(tree: PythonTree): Python.Node[] {
  const found = moduleOf(tree)
    .descendants('decorator')
    .flatMap((decorator) => {
      const called = parts(decorator)[0];
      const callee = called?.type === 'call' ? called.function : null;
      return callee?.type === 'attribute' && callee.object.type === 'identifier' && ROUTING.has(callee.attribute.text)
        ? [callee.object]
        : [];
    });
  return [...new Map(found.map((node) => [node.text, node])).values()];
}

const ROUTING = new Set(['route', 'get', 'post', 'put', 'delete']);

/** A middleware or blueprint that goes by the name of a handler: `ErrorMiddleware`, `errors_bp`. */
function handlesByParts({ parts: own }: Application): boolean {
  return own.some((text) => /err|exception|catch|problem/iu.test(text));
}

function isGivenHandlers({ call }: Application): boolean {
  const given = givenHandlers(call);
  if (given === null) return false;
  // What is written out can be read; of all else nobody knows.
  return given === 'unknown' || given.type !== 'dictionary' || parts(given).some((pair) => pair.type !== 'pair' || isForAll(pair.key));
}

function registersForAll(tree: PythonTree, apps: readonly Application[]): boolean {
  return errorRegistrations(tree).some(({ type, isForAll: isAll }) => {
    if (isAll || type === null) return true;
    // Flask looks for the handler of an unexpected error among those of HTTPException too.
    const name = lastName(type);
    if (name === 'HTTPException') return apps.some(({ framework }) => framework === 'flask');
    return type.type === 'identifier' && name !== null && /^[a-z]/u.test(name);
  });
}

function registersElsewhere(project: Project, path: string, apps: readonly Application[]): boolean | 'unknown' {
  const paths = project.find(registering);
  if (paths === null) return 'unknown';
  const others = paths.filter((other) => other !== path && !isTestFile(other));
  if (others.length > MOST_FILES) return true;
  return others.some((other) => {
    const tree = pythonModule(project, other);
    return tree === null || registersForAll(tree, apps);
  });
}

const MOST_FILES = 60;
