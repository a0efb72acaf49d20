/** Methods of a response that set its status, and where they take it. */
export const statusMethods: Readonly<Record<string, number>> = { code: 0, send: 1, sendStatus: 0, status: 0, writeHead: 0 };

/** Names under which handlers have the response. */
export const responseNames = /^_?(?:res|resp|response|reply|rep|serverResponse)$/u;

/** Names under which handlers have what holds both request and response: Koa's and Hono's context. */
export const contextNames = /^(?:ctx|context|c)$/u;

/** Methods of Hono's context that answer with a body, a status and headers. */
export const contextAnswers: ReadonlySet<string> = new Set(['body', 'html', 'json', 'newResponse', 'text']);

/** What makes a response of `(body, { status, headers })`, by full name. */
export const responseMakers: ReadonlySet<string> = new Set([
  'Response',
  'Response.json',
  'next/server.NextResponse',
  'next/server.NextResponse.json',
  '@remix-run/node.json',
  '@remix-run/cloudflare.json',
  'react-router.data',
  'react-router.json',
  'react-router-dom.json',
  '@sveltejs/kit.json',
  '@sveltejs/kit.text',
]);

/** Errors that a framework turns into an answer: where they take the status, and where an object that may hold headers. */
export const statusErrors: ReadonlyMap<string, { readonly status: number; readonly extras?: number }> = new Map([
  ['@nestjs/common.HttpException', { status: 1 }],
  ['hono/http-exception.HTTPException', { status: 0, extras: 1 }],
  ['http-errors', { status: 0, extras: 2 }],
]);
