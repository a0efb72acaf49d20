import { oncePerName } from './known-names.ts';
import { guardRole } from './guard-roles.ts';
import { isVerification } from './guard-names.ts';
import { wordsOf } from './words.ts';

/** What is longer is no name, and not worth splitting. */
const LONGEST_NAME = 200;

const SMELLS = words(
  'auth auths authn authz authed authenticate authenticates authenticated authentication authenticator authorize authorized authorization',
  'authorise authorised authorisation authorizer oauth oauth2 oidc sso saml ldap login logged loggedin signin signed jwt token tokens bearer',
  'apikey keycloak cognito clerk auth0 passport user users identity principal caller account me admin admins superuser staff owner member',
  'role roles rbac acl scope scopes permission permissions perm perms permit permitted privilege policy policies access secure secured',
  'security protect protected protection guard guarded restrict restricted private internal only allowed allow forbid credential credentials',
  'verify verified verifies signature hmac secret tenant subscription session whitelist allowlist basic gate trusted',
);
const PHRASES: readonly (readonly string[])[] = ['api_key', 'log_in', 'sign_in'].map((phrase) => phrase.split('_'));

const NO_SMELL = words('database db sql sqlalchemy redis http aiohttp cache cors csrf rate limit limiter throttle factory maker');

/**
 * Has a decorator, dependency or middleware of this name something to do with who is calling, as far as anybody can tell who
 * does not see its code? Asked where silence is the answer to a doubt, so many names do.
 */
export const smellsOfAuth = oncePerName((name): boolean => {
  if (name.length > LONGEST_NAME) return true;
  if (guardRole(name) !== null || isVerification(name)) return true;
  const parts = wordsOf(name.slice(name.lastIndexOf('.') + 1));
  const holds = (wanted: ReadonlySet<string>): boolean => parts.some((word) => wanted.has(word.replace(/\d{1,9}$/u, '')));
  // A session with a database or with another server.
  if (parts.includes('session') && (holds(NO_SMELL) || parts.length <= 2))
    return parts.some((word) => word !== 'session' && SMELLS.has(word));
  return holds(SMELLS) || PHRASES.some((phrase) => parts.join('_').includes(phrase.join('_')));
});

function words(...lists: string[]): ReadonlySet<string> {
  return new Set(lists.join(' ').split(' '));
}
