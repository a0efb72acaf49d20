import { argument, argumentsOf } from './calls.ts';
import { unwrap } from './expressions.ts';
import { functionMeantBy, parameters } from './functions.ts';
import { importsAny } from './imports.ts';
import { callsNamed } from './named-calls.ts';
import { calleeName, lastName, qualifiedName } from './names.ts';
import type * as Python from './nodes.ts';
import { references, resolve } from './scopes.ts';
import type { PythonTree } from './syntax/tree.ts';

/** A web application that a file makes. */
export interface Application {
  readonly call: Python.Call;
  readonly name: string;
  readonly framework: 'flask' | 'fastapi';
  /** Does the file give it routes, routers or blueprints? */
  readonly hasRoutes: boolean;
  /** What the file hands it to, or puts into it, that is not known here and may do anything with it. */
  readonly isHandedOn: boolean;
  /** What its middleware and routers are called, as it is written. */
  readonly parts: readonly string[];
}

const CLASSES: ReadonlyMap<string, Application['framework']> = new Map([
  ['flask.Flask', 'flask'],
  ['flask.app.Flask', 'flask'],
  ['quart.Quart', 'flask'],
  ['fastapi.FastAPI', 'fastapi'],
  ['fastapi.applications.FastAPI', 'fastapi'],
]);

const ROUTES = new Set(
  'get post put patch delete route api_route websocket include_router register_blueprint add_url_rule add_api_route mount add_route'.split(
    ' ',
  ),
);
const PARTS = new Set(['include_router', 'register_blueprint', 'add_middleware', 'mount']);

/** Libraries that take an application and leave its errors alone. */
const HARMLESS =
  /^(?:flask|fastapi|starlette|quart|uvicorn|hypercorn|waitress|gunicorn|mangum|werkzeug|whitenoise|prometheus_\w+|opentelemetry|sentry_sdk|sqladmin|slowapi|strawberry|gradio|socketio|asgiref|celery|authlib|ddtrace|elasticapm|debugpy|builtins|a2wsgi|asgi_\w+|flask_\w+)(?:\.|$)/u;

/** The applications that a file makes and keeps in a variable. */
export function applicationsOf(tree: PythonTree): Application[] {
  return callsNamed(tree, (name) => name === 'Flask' || name === 'FastAPI' || name === 'Quart').flatMap((call): Application[] => {
    const framework = CLASSES.get(calleeName(call) ?? '');
    const { parent } = call;
    const target = parent?.type === 'assignment' && parent.right === call ? parent.left : null;
    const binding = target?.type === 'identifier' ? resolve(target) : null;
    if (!framework || target?.type !== 'identifier' || !binding) return [];
    let hasRoutes = false;
    let isHandedOn = false;
    const parts: string[] = [];
    for (const reference of references(binding)) {
      const up = reference.parent;
      if (up?.type === 'attribute' && up.object === reference) {
        const method = up.attribute.text;
        if (ROUTES.has(method)) hasRoutes = true;
        if (PARTS.has(method) && up.parent?.type === 'call') parts.push(up.parent.arguments.text);
      } else if (up?.type === 'argument_list' || up?.type === 'keyword_argument') {
        const list: Python.Node | null = up.type === 'argument_list' ? up : up.parent;
        if (list?.parent?.type !== 'call' || isHarmless(list.parent)) continue;
        const inside = usesInside(list.parent, reference);
        // `mount_parts(app)` of this file is read on; what else is done with the application there is not.
        if (inside.some((method) => ROUTES.has(method))) hasRoutes = true;
        isHandedOn = true;
      }
    }
    return [{ call, name: target.text, framework, hasRoutes, isHandedOn, parts }];
  });
}

/** What a function of this file calls on the application that it is given. */
function usesInside(call: Python.Call, given: Python.Node): string[] {
  const callee = functionMeantBy(call.function);
  if (callee?.tree !== given.tree) return [];
  const before = unwrap(call.function).type === 'attribute' ? 1 : 0;
  const found = argumentsOf(call).findIndex(({ value }) => value === given);
  const { kind, name } = argumentsOf(call)[found] ?? {};
  const taken = parameters(callee);
  const parameter = kind === 'keyword' ? taken.find((one) => one.name === name) : kind === 'positional' ? taken[found + before] : undefined;
  const binding = parameter && resolve(parameter.identifier);
  return (binding ? references(binding) : []).flatMap(({ parent, row }) =>
    parent?.type === 'attribute' && parent.object.row === row ? [parent.attribute.text] : [],
  );
}

/** `uvicorn.run(app)`, `CORS(app)`, `db.init_app(app)` */
function isHarmless(call: Python.Call): boolean {
  const full = qualifiedName(call.function);
  if (full !== null && HARMLESS.test(full)) return true;
  return lastName(call.function) === 'init_app' || lastName(call.function) === 'instrument_app' || lastName(call.function) === 'TestClient';
}

/** Does the file use an extension that answers for all errors by itself? */
export function answersErrorsByItself(tree: PythonTree): boolean {
  return importsAny(
    tree,
    'flask_restx',
    'flask_restful',
    'flask_restplus',
    'flask_smorest',
    'apiflask',
    'connexion',
    'flask_openapi3',
    'rfc9457',
    'fastapi_problem',
  );
}

/** What a call is given for its handlers of errors from the start, `FastAPI(exception_handlers=...)`; `'unknown'` where a `**x` may hold them. */
export function givenHandlers(call: Python.Call): Python.Node | 'unknown' | null {
  return argument(call, { keyword: 'exception_handlers' });
}
