import type { Place } from '../calls.ts';

/** Where a function or class that answers a request takes the status and the headers of the answer. */
export interface AnswerMaker {
  /** Null for one whose name is its status. */
  readonly status: Place | null;
  /** Null for one that takes no headers. */
  readonly headers: Place | null;
  /** A parameter that makes the header `Retry-After`. */
  readonly wait?: Place;
  /** A parameter that makes the header `WWW-Authenticate`. */
  readonly challenge?: Place;
}

const response: AnswerMaker = { status: { position: 1, keyword: 'status_code' }, headers: { position: 2, keyword: 'headers' } };
const exception: AnswerMaker = { status: { position: 0, keyword: 'status_code' }, headers: { position: 2, keyword: 'headers' } };
const wsgi: AnswerMaker = { status: { position: 1, keyword: 'status' }, headers: { position: 2, keyword: 'headers' } };
const abort: AnswerMaker = { status: { position: 0, keyword: 'code' }, headers: null };
const keywordsOnly: AnswerMaker = { status: { keyword: 'status' }, headers: { keyword: 'headers' } };
const headersOnly: AnswerMaker = { status: null, headers: { keyword: 'headers' } };

/** A project's own `abort`, handed on under this name: with a status as its first argument it is nothing else. */
export const anyAbort: AnswerMaker = abort;

/** What makes answers with a status, by full name. */
export const answerMakers: ReadonlyMap<string, AnswerMaker> = new Map<string, AnswerMaker>([
  ...all(['fastapi', 'fastapi.exceptions', 'starlette.exceptions'], ['HTTPException'], exception),
  ...all(
    ['fastapi', 'fastapi.responses', 'starlette.responses'],
    ['Response', 'JSONResponse', 'ORJSONResponse', 'UJSONResponse', 'PlainTextResponse', 'HTMLResponse', 'StreamingResponse'],
    response,
  ),
  ...all(['flask', 'quart', 'flask.wrappers', 'werkzeug', 'werkzeug.wrappers'], ['Response'], wsgi),
  ...all(['flask', 'quart'], ['make_response'], wsgi),
  // It hands its further arguments to the class of the status.
  ...all(['flask', 'quart', 'werkzeug.exceptions'], ['abort'], {
    ...abort,
    wait: { keyword: 'retry_after' },
    challenge: { keyword: 'www_authenticate' },
  }),
  ...all(['flask_restful', 'flask_restx', 'bottle', 'sanic.exceptions'], ['abort'], abort),
  ['flask_smorest.abort', { ...abort, headers: { keyword: 'headers' } }],
  ['apiflask.abort', { status: { position: 0, keyword: 'status_code' }, headers: { position: 3, keyword: 'headers' } }],
  ['apiflask.HTTPError', { status: { position: 0, keyword: 'status_code' }, headers: { position: 3, keyword: 'headers' } }],
  ['werkzeug.exceptions.TooManyRequests', { status: null, headers: null, wait: { position: 2, keyword: 'retry_after' } }],
  ['werkzeug.exceptions.Unauthorized', { status: null, headers: null, challenge: { position: 2, keyword: 'www_authenticate' } }],
  ...all(['django.http', 'django.http.response'], ['HttpResponse'], {
    status: { position: 2, keyword: 'status' },
    headers: { keyword: 'headers' },
  }),
  ...all(['django.http', 'django.http.response'], ['JsonResponse', 'StreamingHttpResponse'], keywordsOnly),
  ['django.shortcuts.render', { status: { position: 4, keyword: 'status' }, headers: null }],
  ['rest_framework.response.Response', { status: { position: 1, keyword: 'status' }, headers: { position: 3, keyword: 'headers' } }],
  ['rest_framework.exceptions.Throttled', { status: null, headers: null, wait: { position: 0, keyword: 'wait' } }],
  ['ninja.errors.HttpError', { status: { position: 0, keyword: 'status_code' }, headers: null }],
  ...all(['aiohttp.web'], ['Response', 'json_response', 'StreamResponse'], keywordsOnly),
  ...all(['aiohttp.web', 'aiohttp.web_exceptions'], ['HTTPTooManyRequests', 'HTTPUnauthorized'], headersOnly),
  ...all(['sanic.response', 'sanic'], ['json', 'text', 'html', 'HTTPResponse'], wsgi),
  ['sanic.exceptions.SanicException', { status: { position: 1, keyword: 'status_code' }, headers: { keyword: 'headers' } }],
  ...all(['sanic.exceptions', 'sanic'], ['Unauthorized'], {
    status: null,
    headers: { keyword: 'headers' },
    challenge: { position: 1, keyword: 'scheme' },
  }),
  ['litestar.exceptions.HTTPException', { status: { keyword: 'status_code' }, headers: { keyword: 'headers' } }],
  ['litestar.exceptions.TooManyRequestsException', headersOnly],
  ['litestar.Response', { status: { keyword: 'status_code' }, headers: { keyword: 'headers' } }],
  [
    'falcon.HTTPTooManyRequests',
    { status: null, headers: { position: 2, keyword: 'headers' }, wait: { position: 3, keyword: 'retry_after' } },
  ],
  ['falcon.HTTPUnauthorized', { status: null, headers: { keyword: 'headers' }, challenge: { keyword: 'challenges' } }],
  ['bottle.HTTPResponse', wsgi],
  ['bottle.HTTPError', { status: { position: 0, keyword: 'status' }, headers: { keyword: 'headers' } }],
  ['tornado.web.HTTPError', { status: { position: 0, keyword: 'status_code' }, headers: null }],
]);

/** The names of the constants that stand for a status. */
export function statusConstants(status: number, words: string): readonly string[] {
  return [words, `HTTP_${String(status)}_${words}`, `HTTP_${words}`, `HTTP_STATUS_${words}`, `STATUS_${words}`];
}

function all(modules: readonly string[], names: readonly string[], maker: AnswerMaker): [string, AnswerMaker][] {
  return modules.flatMap((module) => names.map((name): [string, AnswerMaker] => [`${module}.${name}`, maker]));
}
