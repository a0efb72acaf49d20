/** Classes whose instances take the header `Authorization` of a request, by the last part of their names. FastAPI 0.115, Flask-HTTPAuth 4, Simple JWT 5. */
export const schemeClasses: ReadonlySet<string> = new Set([
  ...['HTTPBearer', 'HTTPBasic', 'HTTPDigest', 'OAuth2PasswordBearer', 'OAuth2AuthorizationCodeBearer', 'OAuth2'],
  ...['HTTPTokenAuth', 'HTTPBasicAuth', 'HTTPDigestAuth', 'HttpBearer', 'HttpBasicAuth'],
  ...['JWTAuthentication', 'JWTTokenUserAuthentication', 'JWTStatelessUserAuthentication'],
]);

/** Types of parameters that hold what came in the header, or what OAuth asks for at its token endpoint. */
export const credentialTypes: ReadonlySet<string> = new Set([
  ...['HTTPAuthorizationCredentials', 'HTTPBasicCredentials', 'OAuth2PasswordRequestForm', 'OAuth2PasswordRequestFormStrict'],
]);

/** Decorators of Flask-JWT-Extended for what answers when a token is missing, expired, revoked or wrong. */
export const tokenLoaders: ReadonlySet<string> = new Set([
  ...['unauthorized_loader', 'invalid_token_loader', 'expired_token_loader', 'revoked_token_loader', 'needs_fresh_token_loader'],
  ...['token_verification_failed_loader', 'user_lookup_error_loader'],
]);

/** Functions that read a signed token, by full name. */
export const tokenReaders: ReadonlySet<string> = new Set([
  ...['jwt.decode', 'jose.jwt.decode', 'authlib.jose.jwt.decode', 'joserfc.jwt.decode'],
  ...['flask_jwt_extended.verify_jwt_in_request', 'flask_jwt_extended.decode_token'],
]);
