/** Packages whose exported error classes are answers of the web framework: throwing one is how a handler answers with a status. */
export const httpErrorModules: readonly string[] = [
  '@nestjs/common',
  'http-errors',
  '@hapi/boom',
  'boom',
  'routing-controllers',
  '@feathersjs/errors',
  'restify-errors',
  'hono/http-exception',
  '@loopback/rest',
];

/** The statuses behind the names of such classes and functions. */
export const statusByName: Readonly<Record<string, string>> = {
  BadRequest: '400',
  badRequest: '400',
  Unauthorized: '401',
  unauthorized: '401',
  PaymentRequired: '402',
  Forbidden: '403',
  forbidden: '403',
  NotFound: '404',
  notFound: '404',
  MethodNotAllowed: '405',
  NotAcceptable: '406',
  Conflict: '409',
  conflict: '409',
  Gone: '410',
  PreconditionFailed: '412',
  PayloadTooLarge: '413',
  UnprocessableEntity: '422',
  TooManyRequests: '429',
  InternalServerError: '500',
  NotImplemented: '501',
  BadGateway: '502',
  ServiceUnavailable: '503',
  GatewayTimeout: '504',
};

/** Functions, by full name, that answer by throwing. */
export const throwingFunctions: readonly string[] = [
  'next/navigation.notFound',
  'next/navigation.redirect',
  'next/navigation.permanentRedirect',
  '@sveltejs/kit.error',
  '@sveltejs/kit.redirect',
];
