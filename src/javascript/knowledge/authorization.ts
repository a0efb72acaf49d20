/** Functions that read a signed token, by full name; methods of Nest's `JwtService` and of Fastify's request go by their names. */
export const tokenReaders: ReadonlySet<string> = new Set([
  ...[
    'jsonwebtoken.verify',
    'jsonwebtoken.decode',
    'jose.jwtVerify',
    'jose.jwtDecrypt',
    'hono/jwt.verify',
    'jwt-simple.decode',
    'njwt.verify',
  ],
]);

/** Methods that do so whatever their object is called. */
export const tokenReadingMethods: ReadonlySet<string> = new Set(['jwtVerify', 'jwtDecode']);

/** Names of the errors that libraries raise over tokens; a handler of errors knows them by these. express-jwt 8, jsonwebtoken 9. */
export const tokenErrors: ReadonlySet<string> = new Set(['UnauthorizedError', 'JsonWebTokenError', 'TokenExpiredError']);

/** Strategies of Passport that read the header, as `passport.authenticate` and Nest's `AuthGuard` are told. */
export const headerStrategies: ReadonlySet<string> = new Set(['jwt', 'bearer', 'basic', 'http-bearer', 'digest', 'oauth-bearer']);
