import type { RouterFacts } from './router.ts';

/** FastAPI and Starlette. */
export const fastapi: RouterFacts = {
  framework: 'fastapi',
  modules: ['fastapi', 'starlette'],
  routers: new Set([
    'fastapi.FastAPI',
    'fastapi.APIRouter',
    'fastapi.applications.FastAPI',
    'fastapi.routing.APIRouter',
    'starlette.applications.Starlette',
    'starlette.routing.Router',
  ]),
  decorators: {
    get: ['GET'],
    post: ['POST'],
    put: ['PUT'],
    patch: ['PATCH'],
    delete: ['DELETE'],
    head: ['HEAD'],
    options: ['OPTIONS'],
    trace: ['TRACE'],
    api_route: ['GET'],
    route: ['GET'],
    websocket: ['WEBSOCKET'],
    websocket_route: ['WEBSOCKET'],
  },
  registrars: {
    add_api_route: { position: 1, keyword: 'endpoint' },
    add_api_websocket_route: { position: 1, keyword: 'endpoint' },
    add_route: { position: 1, keyword: 'endpoint' },
    Route: { position: 1, keyword: 'endpoint' },
    WebSocketRoute: { position: 1, keyword: 'endpoint' },
  },
  views: ['starlette.endpoints.HTTPEndpoint'],
  pathKeyword: 'path',
};

/** Classes, by full name, of which a parameter is the request itself. */
export const fastapiRequests: ReadonlySet<string> = new Set([
  'fastapi.Request',
  'fastapi.WebSocket',
  'fastapi.requests.Request',
  'starlette.requests.Request',
  'starlette.requests.HTTPConnection',
  'starlette.websockets.WebSocket',
]);

/** What of a request the client decides. */
export const fastapiRequestData: ReadonlySet<string> = new Set(
  `query_params path_params headers cookies json body form url stream
  receive_text receive_json receive_bytes iter_text iter_json`.split(/\s+/u),
);

/** Functions whose call as a default makes a parameter a dependency, not a value that the client sends. */
export const dependencyMarkers: ReadonlySet<string> = new Set([
  'fastapi.Depends',
  'fastapi.Security',
  'fastapi.params.Depends',
  'fastapi.params.Security',
]);

/** Classes that FastAPI hands in by the annotation alone. */
export const injectedClasses: ReadonlySet<string> = new Set([
  'fastapi.Response',
  'fastapi.BackgroundTasks',
  'fastapi.security.SecurityScopes',
  'starlette.responses.Response',
  'starlette.background.BackgroundTasks',
]);
