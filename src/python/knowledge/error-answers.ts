/** Functions and classes, by last name, that make an HTTP response of what they are given. */
export const responseMakers: ReadonlySet<string> = new Set(
  `jsonify make_response json_response JSONResponse ORJSONResponse UJSONResponse PlainTextResponse HTMLResponse JsonResponse HttpResponse
  HttpResponseServerError Response json text html render_template error_response`.split(/\s+/u),
);

/** Those that a status of the server's is part of. */
export const serverErrorMakers: ReadonlySet<string> = new Set([
  'HttpResponseServerError',
  'InternalServerError',
  'HTTPInternalServerError',
  'HttpInternalServerError',
]);

/** Those for a fault of the client's. */
export const clientErrorMakers: ReadonlySet<string> = new Set(
  `HttpResponseBadRequest HttpResponseNotFound HttpResponseForbidden BadRequest NotFound Unauthorized Forbidden Conflict UnprocessableEntity
  HTTPBadRequest HTTPNotFound HTTPUnauthorized HTTPForbidden HTTPConflict Http404 PermissionDenied ValidationError ParseError`.split(
    /\s+/u,
  ),
);

/** Responses, by last name, that send what a generator yields. */
export const streamingResponses: ReadonlySet<string> = new Set([
  'StreamingResponse',
  'EventSourceResponse',
  'StreamingHttpResponse',
  'stream_with_context',
]);

/** Methods, by name, that send to a client through a socket, and the words their owner's name ends in. */
export const socketMethods: ReadonlySet<string> = new Set(['send_json', 'send_text', 'emit', 'send', 'close', 'send_str', 'write_message']);
export const socketOwners: ReadonlySet<string> = new Set([
  'ws',
  'websocket',
  'socket',
  'sio',
  'socketio',
  'flask_socketio',
  'connection',
  'client',
]);

/** Errors of libraries, by last name, whose text holds statements, addresses and paths. */
export const tellingErrors: ReadonlySet<string> = new Set(
  `SQLAlchemyError DBAPIError DatabaseError OperationalError ProgrammingError IntegrityError InterfaceError InternalError DataError PyMongoError
  PostgresError AsyncpgError RedisError OSError IOError CalledProcessError SubprocessError BotoCoreError ClientError ElasticsearchException
  ConnectionError`.split(/\s+/u),
);
