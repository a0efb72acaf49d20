function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/u));
}

/** Names under which handlers take, or keep, their request, their context or their event. */
export const requestNames = words('req request ctx context c event socket');

/** Parts of a request that hold what a user sent. */
export const requestParts = words(
  'body query params headers cookies signedCookies rawBody querystring searchParams queryStringParameters pathParameters multiValueQueryStringParameters rawQueryString nextUrl originalUrl files formData state_',
);

/** Methods of a request that read what a user sent. */
export const requestReaders = words(
  'param query queries json text formData header get parseBody body readBody getQuery getRouterParam getRouterParams',
);

/** Functions that read what a user sent out of their argument (Nuxt's and h3's). */
export const requestFunctions = words(
  'getQuery readBody getRouterParam getRouterParams getHeader getCookie readValidatedBody getValidatedQuery',
);

/** Decorators of Nest (and its kin) whose parameter is what a user sent. */
export const requestDecorators = words(
  'Query Param Body Headers QueryParam QueryParams PathParam PathParams BodyParam HeaderParam CookieParam UploadedFile Args Req_',
);

/** Types of requests, by the last word of their name. */
export const requestTypes = words(
  'Request NextRequest FastifyRequest IncomingMessage NextApiRequest Context HonoRequest APIGatewayEvent APIGatewayProxyEvent APIGatewayProxyEventV2 ExpressRequest AuthRequest',
);
