import type { Suggestion } from '../../language/detector.ts';
import { moveLines } from '../../language/move-lines.ts';
import { middlewareStacks, type Middleware } from '../../python/application-middleware.ts';
import { argument, argumentsOf } from '../../python/calls.ts';
import type { PythonDetector } from '../../python/detector.ts';
import { answeringMiddleware, corsMiddleware, quietMiddleware } from '../../python/knowledge/application-middleware.ts';
import { lastName } from '../../python/names.ts';
import type * as Python from '../../python/nodes.ts';
import { isTestFile } from '../../vocabulary/test-files.ts';
import { refusesByName, type Message, type Options } from './cors-place.ts';

export const python: PythonDetector<Message, Options> = {
  mentions: ['CORSMiddleware', 'corsheaders'],
  visit: ({ source, options, path, report }) => ({
    'module:exit'() {
      if (isTestFile(path)) return;
      for (const { middleware } of middlewareStacks(source.tree)) {
        const at = middleware.findIndex(isCors);
        const cors = middleware[at];
        if (!cors) continue;
        const outer = middleware.slice(0, at).filter((each) => answersItself(each, options));
        // The outermost one is told of: moving the headers around it moves them around all of them.
        const [other] = outer;
        if (!other) continue;
        const message = cors.form === 'added' && other.form === 'added' ? 'addedEarly' : 'listedLate';
        report({ node: cors.node, message, data: { cors: cors.name, other: other.name }, suggest: suggestionsFor(cors, other) });
      }
    },
  }),
};

function isCors({ qualified, name }: Middleware): boolean {
  return qualified === null ? name === 'CORSMiddleware' : corsMiddleware.has(qualified) || /\.(?:CORS|Cors)Middleware$/u.test(qualified);
}

function answersItself(middleware: Middleware, options: Options): boolean {
  const { qualified, name, definition } = middleware;
  if (options.quiet.includes(name)) return false;
  if (definition) {
    // It gives its refusals the headers itself.
    if (definition.text.includes('Access-Control-')) return false;
    return options.answering.includes(name) || makesRefusal(definition);
  }
  if (qualified !== null && quietMiddleware.has(qualified)) return false;
  return (qualified !== null && answeringMiddleware.has(qualified)) || refusesByName(name, options);
}

/** Does its code answer with a status of its own that says no? */
function makesRefusal(definition: Python.ClassDefinition | Python.FunctionDefinition): boolean {
  return definition.descendants('call').some((call) => {
    if (!/Response$|^json_response$/u.test(lastName(call.function) ?? '')) return false;
    return (
      argumentsOf(call).some(({ name, value }) => name !== 'content' && isRefusal(value)) ||
      isRefusal(argument(call, { keyword: 'status_code' }))
    );
  });
}

function isRefusal(value: Python.Node | 'unknown' | null): boolean {
  if (value === null || value === 'unknown') return false;
  const text = value.type === 'integer' ? value.text : (lastName(value) ?? '');
  return (
    /^4\d\d$|^HTTP_4\d\d_|^(?:UNAUTHORIZED|FORBIDDEN|TOO_MANY_REQUESTS|BAD_REQUEST|NOT_FOUND)$/u.test(text) ||
    (value.type === 'integer' && /^5\d\d$/u.test(text))
  );
}

function suggestionsFor(cors: Middleware, other: Middleware): Suggestion<Message>[] {
  const { tree } = cors.node;
  // Only where one runs right after the other anyway.
  if (cors.form !== other.form || cors.holder.parent !== other.holder.parent || !isStatement(cors) || !isStatement(other)) return [];
  const edits = moveLines(
    tree.text,
    { range: withComma(cors.holder), floor: 0 },
    cors.form === 'added' ? 'below' : 'above',
    { range: withComma(other.holder), floor: other.holder.range[0] },
    '#',
  );
  const where = cors.form === 'added' ? 'below' : 'above';
  return edits ? [{ message: 'move', data: { cors: cors.name, where, other: other.name }, fix: () => edits }] : [];
}

function isStatement({ form, holder }: Middleware): boolean {
  return form === 'listed' || holder.type === 'expression_statement' || holder.type === 'decorated_definition';
}

/** An element of a list with the comma behind it; without one, it cannot change places with its neighbours. */
function withComma(holder: Python.Node): readonly [number, number] {
  const [start, end] = holder.range;
  const comma = holder.tree.text.slice(end, end + 1) === ',' ? 1 : 0;
  return [start, end + comma];
}
