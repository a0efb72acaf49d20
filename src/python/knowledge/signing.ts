/** Where a call takes the key that it signs or verifies with. */
export interface KeyPlace {
  readonly position?: number;
  readonly keyword: string;
}

const second = (keyword: string): KeyPlace => ({ position: 1, keyword });

/** Calls that sign or verify tokens, sessions and cookies, by full name. PyJWT 2, python-jose 3, Authlib 1, itsdangerous 2, aiohttp-session 2. */
export const signingCalls: Readonly<Record<string, KeyPlace>> = {
  'jwt.encode': second('key'),
  'jwt.decode': second('key'),
  'jose.jwt.encode': second('key'),
  'jose.jwt.decode': second('key'),
  'jose.jws.sign': second('key'),
  'jose.jws.verify': second('key'),
  'authlib.jose.jwt.encode': { position: 2, keyword: 'key' },
  'authlib.jose.jwt.decode': second('key'),
  'joserfc.jwt.encode': { position: 2, keyword: 'key' },
  'joserfc.jwt.decode': second('key'),
  ...Object.fromEntries(
    [
      'Serializer',
      'TimedSerializer',
      'URLSafeSerializer',
      'URLSafeTimedSerializer',
      'Signer',
      'TimestampSigner',
      'TimedJSONWebSignatureSerializer',
    ].map((name) => [`itsdangerous.${name}`, { position: 0, keyword: 'secret_key' }]),
  ),
  'itsdangerous.url_safe.URLSafeTimedSerializer': { position: 0, keyword: 'secret_key' },
  'starlette.middleware.sessions.SessionMiddleware': second('secret_key'),
  'aiohttp_session.cookie_storage.EncryptedCookieStorage': { position: 0, keyword: 'secret_key' },
  'litestar.middleware.session.client_side.CookieBackendConfig': { keyword: 'secret' },
  'fastapi_users.authentication.JWTStrategy': { position: 0, keyword: 'secret' },
};

/** Calls that are told a class and the arguments it will get: `app.add_middleware(SessionMiddleware, secret_key=...)`. */
export const middlewareAdders: ReadonlySet<string> = new Set(['add_middleware', 'Middleware']);

/** Keywords that take such a key whatever is called (`tornado.web.Application(cookie_secret=...)`). */
export const keyKeywords: ReadonlySet<string> = new Set([
  'cookie_secret',
  'jwt_secret',
  'jwt_secret_key',
  'session_secret',
  'signing_key',
  'token_secret',
  'jwt_key',
]);

/** Keys of Flask's and Quart's `app.config` that hold one. */
export const configKeys: ReadonlySet<string> = new Set([
  'SECRET_KEY',
  'JWT_SECRET_KEY',
  'JWT_SECRET',
  'SECURITY_SECRET_KEY',
  'JWT_PRIVATE_KEY',
  'SESSION_SECRET',
  'SECRET',
]);

/** Packages whose users sign something: elsewhere a `cookie_secret` may be what somebody keeps for later. */
export const signingPackages: readonly string[] = [
  ...['tornado', 'flask', 'quart', 'fastapi', 'starlette', 'aiohttp', 'sanic', 'litestar', 'django', 'bottle', 'pyramid'],
  ...['jwt', 'jose', 'joserfc', 'authlib', 'itsdangerous', 'flask_jwt_extended', 'fastapi_users'],
];
