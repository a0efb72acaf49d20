import type { RouterFacts } from './router.ts';

/** Flask and what is shaped like it: Quart and the extensions with routers of their own. */
export const flask: RouterFacts = {
  framework: 'flask',
  modules: ['flask', 'quart', 'apiflask', 'flask_restful', 'flask_restx', 'flask_smorest', 'flask_openapi3'],
  routers: new Set([
    'flask.Flask',
    'flask.Blueprint',
    'flask.app.Flask',
    'flask.blueprints.Blueprint',
    'quart.Quart',
    'quart.Blueprint',
    'apiflask.APIFlask',
    'apiflask.APIBlueprint',
    'flask_smorest.Blueprint',
    'flask_openapi3.OpenAPI',
    'flask_openapi3.APIBlueprint',
    'flask_restx.Namespace',
    'flask_restx.Api',
    'flask_restful.Api',
  ]),
  decorators: {
    route: ['GET'],
    get: ['GET'],
    post: ['POST'],
    put: ['PUT'],
    patch: ['PATCH'],
    delete: ['DELETE'],
    websocket: ['WEBSOCKET'],
  },
  registrars: {
    add_url_rule: { position: 2, keyword: 'view_func' },
    add_websocket: { position: 2, keyword: 'view_func' },
    add_resource: { position: 0, keyword: 'resource' },
  },
  views: ['flask.views.MethodView', 'quart.views.MethodView', 'flask_restful.Resource', 'flask_restx.Resource'],
  pathKeyword: 'rule',
};

/** The objects, by full name, that hold the request being handled. */
export const flaskRequests: ReadonlySet<string> = new Set(['flask.request', 'quart.request', 'quart.websocket', 'flask.globals.request']);

/** What of a request the client decides. */
export const flaskRequestData: ReadonlySet<string> = new Set(
  'args form json values data files headers cookies view_args query_string get_json get_data stream full_path path url host'.split(' '),
);
