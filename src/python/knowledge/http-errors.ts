/** Modules whose exception classes are answers of the web framework: raising one is how a view answers with a status. */
const MODULES = [
  'fastapi',
  'starlette.exceptions',
  'werkzeug.exceptions',
  'quart.exceptions',
  'django.http',
  'django.core.exceptions.PermissionDenied',
  'rest_framework.exceptions',
  'rest_framework.serializers.ValidationError',
  'ninja.errors',
  'aiohttp.web',
  'aiohttp.web_exceptions',
  'tornado.web',
  'falcon',
  'sanic.exceptions',
  'litestar.exceptions',
  'pyramid.httpexceptions',
  'bottle.HTTPError',
  'cherrypy.HTTPError',
  'connexion.exceptions',
  'apiflask',
  'flask_smorest',
];

/** Names that mean such an answer wherever they come from, as projects derive and re-export them. */
const NAMES = new Set(['HTTPException', 'StarletteHTTPException', 'Http404', 'HttpError', 'APIException']);

/** Is raising this class (by its full and its written name) an HTTP answer? */
export function isHttpError(full: string | null, written: string): boolean {
  if (NAMES.has(written)) return true;
  // `requests.HTTPError` and `urllib.error.HTTPError` are answers that others gave, so only known modules count.
  return full !== null && /[A-Z]/u.test(written) && MODULES.some((module) => full === module || full.startsWith(`${module}.`));
}

/** Functions, by full name, that answer by raising. */
export const raisingFunctions: ReadonlySet<string> = new Set([
  'flask.abort',
  'quart.abort',
  'werkzeug.exceptions.abort',
  'flask_restful.abort',
  'flask_smorest.abort',
  'apiflask.abort',
  'bottle.abort',
  'sanic.exceptions.abort',
  'django.shortcuts.get_object_or_404',
  'django.shortcuts.get_list_or_404',
  'rest_framework.generics.get_object_or_404',
]);

/** Methods that answer by raising, whatever they are called on. */
export const raisingMethods: ReadonlySet<string> = new Set(['get_or_404', 'first_or_404', 'one_or_404']);

/** Members of `http.HTTPStatus` that answer for a failure. */
export const statusByName: ReadonlyMap<string, string> = new Map([
  ['BAD_REQUEST', '400'],
  ['UNAUTHORIZED', '401'],
  ['PAYMENT_REQUIRED', '402'],
  ['FORBIDDEN', '403'],
  ['NOT_FOUND', '404'],
  ['METHOD_NOT_ALLOWED', '405'],
  ['NOT_ACCEPTABLE', '406'],
  ['CONFLICT', '409'],
  ['GONE', '410'],
  ['UNPROCESSABLE_ENTITY', '422'],
  ['UNPROCESSABLE_CONTENT', '422'],
  ['TOO_MANY_REQUESTS', '429'],
  ['INTERNAL_SERVER_ERROR', '500'],
  ['BAD_GATEWAY', '502'],
  ['SERVICE_UNAVAILABLE', '503'],
  ['GATEWAY_TIMEOUT', '504'],
]);
