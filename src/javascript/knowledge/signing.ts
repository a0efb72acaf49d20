/** Where a call takes the key that it signs or verifies with: an argument, or a key of an object of options. */
export interface KeyPlace {
  readonly position: number;
  /** Paths in the object of options at that position; the argument itself without any. */
  readonly keys?: readonly string[];
}

const options = (...keys: string[]): KeyPlace => ({ position: 0, keys });

/** Calls that sign or verify tokens, sessions and cookies, by full name. */
export const signingCalls: Readonly<Record<string, KeyPlace>> = {
  'jsonwebtoken.sign': { position: 1 },
  'jsonwebtoken.verify': { position: 1 },
  'jwt-simple.encode': { position: 1 },
  'jwt-simple.decode': { position: 1 },
  'jws.verify': { position: 2 },
  'jose.SignJWT#sign': { position: 0 },
  'jose.jwtVerify': { position: 1 },
  'hono/jwt.sign': { position: 1 },
  'hono/jwt.verify': { position: 1 },
  'hono/jwt.jwt': options('secret'),
  'fast-jwt.createSigner': options('key'),
  'fast-jwt.createVerifier': options('key'),
  'express-session': options('secret'),
  'cookie-session': options('keys', 'secret'),
  'cookie-parser': { position: 0 },
  'express-jwt.expressjwt': options('secret'),
  'express-jwt': options('secret'),
  'koa-jwt': options('secret'),
  'passport-jwt.Strategy': options('secretOrKey'),
  '@nestjs/jwt.JwtModule.register': options('secret', 'privateKey'),
  '@nestjs/jwt.JwtService': options('secret', 'privateKey'),
  'iron-session.getIronSession': { position: 2, keys: ['password'] },
  'next-auth': { position: 0, keys: ['secret', 'jwt.secret'] },
  'better-auth.betterAuth': options('secret'),
  'client-sessions': options('secret'),
  '@feathersjs/authentication.AuthenticationService': { position: 2, keys: ['secret'] },
};

/** Plugins that a Fastify server registers (`app.register(jwt, { secret })`), and where their options hold the key. */
export const signingPlugins: Readonly<Record<string, readonly string[]>> = {
  '@fastify/jwt': ['secret'],
  'fastify-jwt': ['secret'],
  '@fastify/session': ['secret'],
  'fastify-session': ['secret'],
  '@fastify/cookie': ['secret'],
  'fastify-cookie': ['secret'],
  '@fastify/secure-session': ['key', 'secret'],
};
