/** Middleware that adds the headers which let other sites' pages read an answer, by full name. */
export const corsMiddleware: ReadonlySet<string> = new Set([
  'starlette.middleware.cors.CORSMiddleware',
  'fastapi.middleware.cors.CORSMiddleware',
  'corsheaders.middleware.CorsMiddleware',
  'corsheaders.middleware.CorsPostCsrfMiddleware',
]);

/** Middleware of libraries that answers by itself, whatever its name says. */
export const answeringMiddleware: ReadonlySet<string> = new Set([
  'slowapi.middleware.SlowAPIMiddleware',
  'slowapi.middleware.SlowAPIASGIMiddleware',
  // Redirects to the path with a slash, and to the host with `www`.
  'django.middleware.common.CommonMiddleware',
  'whitenoise.middleware.WhiteNoiseMiddleware',
]);

/** Middleware of libraries that only looks on, whatever its name says. */
export const quietMiddleware: ReadonlySet<string> = new Set([
  // Notes the user and leaves it to the views to ask for one.
  'django.contrib.auth.middleware.AuthenticationMiddleware',
  'django.contrib.auth.middleware.RemoteUserMiddleware',
  'allauth.account.middleware.AccountMiddleware',
  'oauth2_provider.middleware.OAuth2TokenMiddleware',
  'axes.middleware.AxesMiddleware',
  'starlette.middleware.sessions.SessionMiddleware',
  'starlette.middleware.gzip.GZipMiddleware',
]);
