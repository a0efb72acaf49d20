/** Request objects that a framework hands out by import, by full name. */
export const requestObjects: ReadonlySet<string> = new Set([
  'flask.request',
  'quart.request',
  'bottle.request',
  'flask.globals.request',
  'quart.globals.request',
  'cherrypy.request',
  'web.ctx',
]);

/** Names under which handlers take, or keep, their request. */
export const requestNames: ReadonlySet<string> = new Set(['request', 'req', '_request', 'http_request', 'websocket']);

/** The last word of a request's type. */
export const requestTypes: ReadonlySet<string> = new Set([
  'Request',
  'HttpRequest',
  'WSGIRequest',
  'ASGIRequest',
  'HTTPConnection',
  'WebSocket',
  'BaseRequest',
]);

/** Parts of a request that hold what a user sent. */
export const requestParts: ReadonlySet<string> = new Set(
  `args form json values data files headers cookies body query_params path_params match_info query query_string view_args params
  GET POST FILES COOKIES META QUERY_PARAMS DATA query_arguments body_arguments arguments rel_url raw_post_data matchdict json_body swagger_data
  path_info full_path`
    .trim()
    .split(/\s+/u),
);

/** Methods of a request (or of Tornado's handlers) that read what a user sent. */
export const requestReaders: ReadonlySet<string> = new Set(
  `get_json json form body text post read get_data get_argument get_arguments get_query_argument get_query_arguments get_body_argument
  get_body_arguments get_cookie get_secure_cookie receive_text receive_json get_full_path`
    .trim()
    .split(/\s+/u),
);

/** Methods that only a request handler of Tornado has, so `self` is request enough. */
export const handlerReaders: ReadonlySet<string> = new Set(
  'get_argument get_arguments get_query_argument get_query_arguments get_body_argument get_body_arguments'.split(' '),
);

/** What a person types at the terminal, by full name. */
export const terminalInput: ReadonlySet<string> = new Set([
  'builtins.input',
  'builtins.raw_input',
  'sys.argv',
  'sys.stdin',
  'getpass.getpass',
]);
