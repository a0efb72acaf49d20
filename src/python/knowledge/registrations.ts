import { django } from './django.ts';
import { fastapi } from './fastapi.ts';
import { flask } from './flask.ts';

/** Methods of applications, blueprints and routers that register the function below them. */
export const routeNames: ReadonlySet<string> = new Set(
  'route get post put patch delete head options trace query websocket websocket_route api_route api_operation on event'.split(' '),
);

/** Methods that register a function to run before every request. */
export const hookNames: ReadonlySet<string> = new Set(
  'before_request before_app_request before_first_request before_websocket before_app_websocket on_request url_value_preprocessor'.split(
    ' ',
  ),
);

/** Classes, by full name, whose instances have such methods. */
export const registrarClasses: ReadonlySet<string> = new Set([
  ...flask.routers,
  ...fastapi.routers,
  ...django.routers,
  'flask_restplus.Namespace',
  'flask_socketio.SocketIO',
  'socketio.AsyncServer',
  'socketio.Server',
  'aiohttp.web.RouteTableDef',
  'sanic.Sanic',
  'sanic.Blueprint',
  'bottle.Bottle',
  'robyn.Robyn',
]);

/** Words in the names of such objects, for those that another module makes. */
export const registrarWords: ReadonlySet<string> = new Set(
  'app application api apis bp bps blp blueprint router routers routes route server web ns namespace socketio sio mod website'.split(' '),
);

/** Functions that register by themselves, without an object. */
export const frameworkRegistrars: ReadonlySet<string> = new Set(
  ['route', 'get', 'post', 'put', 'patch', 'delete'].map((name) => `bottle.${name}`),
);
