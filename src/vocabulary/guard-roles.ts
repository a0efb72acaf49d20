import { oncePerName } from './known-names.ts';
import { isAuthenticator, isIdentityConsumer } from './auth-names.ts';
import { holdsPhrase, wordsOf } from './words.ts';

/**
 * What a decorator, middleware or guard does in a chain of them: it finds out who is calling (`login_required`), it judges a
 * caller who must be known already (`admin_required`), or it does both (`admin_login_required`).
 */
export type GuardRole = 'authenticator' | 'consumer' | 'both';

export interface GuardNames {
  /** More names of authenticators; they win over what the words say. */
  readonly authenticators?: readonly string[];
  /** More names of consumers; they win over what the words say. */
  readonly consumers?: readonly string[];
}

/** What is longer is no name, and not worth splitting. */
const LONGEST_NAME = 200;

/** What does a decorator, middleware or guard of this name do with the caller? Dots may stand in it (`passport.authenticate`). */
export function guardRole(name: string, names: GuardNames = {}): GuardRole | null {
  if (name.length > LONGEST_NAME) return null;
  const given = givenRole(name, names);
  return given ?? roleOfName(name);
}

const roleOfName = oncePerName((name): GuardRole | null => {
  if (isAuthenticator(name) || WHOLE_NAMES.has(name)) return 'authenticator';
  if (isIdentityConsumer(name)) return 'consumer';
  return roleOfWords(wordsOfGuard(name)) ?? (isDemandOfJudge(name) ? 'consumer' : null);
});

/** `permissions.require_person`: whatever it demands, a module of permissions judges. */
function isDemandOfJudge(name: string): boolean {
  const parts = name.split('.').map(wordsOf);
  const [owner, last] = [parts.at(-2), parts.at(-1)];
  return owner?.length === 1 && JUDGES.has(owner[0] ?? '') && last?.length !== 1 && DEMANDS.has(last?.[0] ?? '');
}

const JUDGES = words('permission permissions perms acl rbac');

/** Could a decorator of this name have to do with who is calling, whatever it does? Its code decides, where that is known. */
export function mayGuard(name: string): boolean {
  return name.length <= LONGEST_NAME && wordsOf(name).some((word) => ABOUT_CALLERS.has(word));
}

const ABOUT_CALLERS = words(
  'auth authenticate authenticated authentication authorize authorized authorization authorise authorised unauthorized login logged signin',
  'user users account member members admin admins staff superuser owner holder caller principal identity person customer role roles group',
  'permission permissions perm perms scope scopes right rights access allow allowed restrict restricted private protected protect guard',
  'token jwt bearer session credential credentials secured secure require requires required only plan subscription subscribed paid',
);

/** `session` alone keeps a cart as well as a caller. */
const WHOLE_NAMES = new Set(['passport.session']);

/** What a project says about a name of its own. */
export function givenRole(name: string, { authenticators = [], consumers = [] }: GuardNames): GuardRole | null {
  if (isOneOf(name, consumers)) return 'consumer';
  return isOneOf(name, authenticators) ? 'authenticator' : null;
}

const ADMITTING_STRANGERS = words('optional optionally current attach deserialize extractor');

/** Does an authenticator of this name let strangers pass, so that somebody after it may still ask for a caller? */
export function admitsStrangers(name: string): boolean {
  return name.length <= LONGEST_NAME && (WHOLE_NAMES.has(name) || wordsOfGuard(name).some((word) => ADMITTING_STRANGERS.has(word)));
}

function isOneOf(name: string, names: readonly string[]): boolean {
  const spelling = spellingOf(name);
  return names.some((other) => spellingOf(other) === spelling);
}

/** `requireAuth` and `middleware.require_auth` are one name. */
function spellingOf(name: string): string {
  return wordsOf(name.slice(name.lastIndexOf('.') + 1)).join('_');
}

/** The last part of a dotted name says what it does, unless it only says "required": `auth.required`, `admin_permission.require`. */
function wordsOfGuard(name: string): readonly string[] {
  const parts = name.split('.').map(wordsOf);
  const last = parts.at(-1) ?? [];
  return last.length === 1 && VAGUE.has(last[0] ?? '') ? [...(parts.at(-2) ?? []), ...last] : last;
}

const VAGUE = words('require required requires check verify ensure middleware guard handler optional session');

function roleOfWords(parts: readonly string[]): GuardRole | null {
  const [first = ''] = parts;
  const glued = parts.length === 1 ? GLUED.get(first) : undefined;
  if (glued) return glued;
  if (parts.some((word) => OPPOSITES.has(word)) || NEGATIONS.has(first)) return null;
  // `event_permission_required` is a guard of events, `permission_event` an event.
  if (!DEMANDS.has(first) && parts.at(-1) !== 'required' && !parts.includes('if') && parts.some((word) => OTHER_BUSINESS.has(word)))
    return null;
  const authenticates = findsCaller(parts);
  const judges = judgesCaller(parts);
  if (authenticates && judges) return 'both';
  if (authenticates) return 'authenticator';
  return judges ? 'consumer' : null;
}

/** Names that nobody separated: `isloggedin`. */
const GLUED = new Map<string, GuardRole>([
  ...[
    ...words(
      'isloggedin isauth isauthenticated verifytoken checkauth requireauth requirelogin authmiddleware authenticatetoken fetchuser',
      'loginrequired',
    ),
  ].map((name) => [name, 'authenticator'] as const),
  ...[...words('isadmin verifyadmin checkadmin adminonly requireadmin isowner checkrole verifyrole hasrole adminrequired')].map(
    (name) => [name, 'consumer'] as const,
  ),
]);

/** `login_not_required` and `redirectIfAuthenticated` are the opposite of a guard, `check_csrf_token` guards against something else. */
const OPPOSITES = words(
  'not never without skip bypass exempt disable disabled anonymous anon guest guests public unauthenticated unauth forward redirect deny',
  'reject block',
  'csrf xsrf captcha recaptcha otp totp invite invitation reset verification recovery rate limiter throttle throttler cors origin cross',
  'secret secrets certificate',
  'exist exists existed existing duplicate duplicated unique',
);
const NEGATIONS = words('no non');
const DEMANDS = words('require requires ensure ensures needs');

/** Names with one of these are about guards without being one: `login_view`, `permission_name`, `token_option`. */
const OTHER_BUSINESS = words(
  'name names classes class field view views page form url path file router route blueprint command option options loader callback setter',
  'getter',
  'signal event events error errors log logger logs audit display action filter template test mock patch fake stub register registration',
  'length',
  'refresh fallback discovery metadata enabled serializer schema model count list table tree config settings params body query payload dto',
  'validator mapping migration hook set',
);

const GATES = words(
  'require required requires requiring need needs needed must be have ensure ensures check checks checked checker verify verifies verified',
  'validate validates',
  'is are has only for guard guarded protect protected protects mandatory enforce enforces assert middleware handler with use',
  'accept accepted accepts allow allowed allows restrict restricted restricts limited permit permitted permits grant grants authorize',
  'authorized to by',
);

/** Whatever else stands in the name, it says that the caller becomes known. */
const AUTHENTICATING = words('authenticate authenticates authenticated authentication authenticator authed authn');
const SIGNED_IN = ['logged_in', 'log_in', 'signed_in', 'sign_in', 'loggedin', 'signedin', 'login', 'signin', 'logon', 'is_logged'].map(
  (phrase) => phrase.split('_'),
);
const CREDENTIALS = words('auth token tokens jwt bearer apikey credentials oauth oauth2 oidc sso');
/** What may stand beside a credential or a user without changing what the name says. */
const ABOUT_CREDENTIALS = words(
  'auth token tokens jwt jwts bearer session apikey api key basic http https digest access id user valid current optional or if enabled',
  'any and',
  'firebase google cognito auth0 clerk supabase keycloak azure okta local gql graphql ws rest web app header headers cookie cookies',
  'request account fresh',
  'express passport fastify koa hono nest my custom default simple oauth oauth2 oidc sso the a extractor parser credentials',
);
const CARRYING = words('attach deserialize extractor current');

function findsCaller(parts: readonly string[]): boolean {
  if (parts.some((word) => AUTHENTICATING.has(word)) || isAuthorizationHeader(parts)) return true;
  if (parts.length === 1 && LONE_AUTHENTICATORS.has(parts[0] ?? '')) return true;
  const gated = parts.some((word) => GATES.has(word));
  if (SIGNED_IN.some((phrase) => holdsPhrase(parts, phrase))) return gated;
  const known = parts.every((word) => ABOUT_CREDENTIALS.has(word) || GATES.has(word) || CARRYING.has(word) || ROLES.has(word));
  if (parts.includes('auth')) return gated || known;
  if (!known) return false;
  // A session is kept for strangers too; only who demands one finds out anything.
  if (parts.includes('session')) return parts.some((word) => USER_GATES.has(word) || word === 'guard' || word === 'check');
  if (parts.some((word) => CREDENTIALS.has(word)) || holdsPhrase(parts, ['api', 'key'])) return gated || parts.includes('extractor');
  // `require_user_role` asks for a role.
  if (!parts.includes('user') || parts.some((word) => ROLES.has(word))) return false;
  return parts.some((word) => USER_GATES.has(word) || CARRYING.has(word));
}

/** `verifyAuthorizationToken`: the header's name, not what somebody may do. */
function isAuthorizationHeader(parts: readonly string[]): boolean {
  return parts.includes('authorization') && parts.some((word) => word === 'token' || word === 'header' || word === 'bearer');
}

const LONE_AUTHENTICATORS = words('jwt apikey protect protected');
const USER_GATES = words('require required requires ensure is only must verify validate valid');

/** What a caller must be, or have, to be let through. */
const ROLES = words(
  'admin admins administrator superuser superusers superadmin sysadmin staff role roles permission permissions perm perms privilege',
  'privileges scope scopes',
  'owner owns ownership subscription subscriptions subscriber subscribed premium paid plan policy policies ability abilities acl rbac abac',
  'capability',
  'capabilities entitlement entitlements entitled moderator mod manager editor member members membership group groups team tenant',
  'organization organisation',
  'org workspace author authors creator contributor collaborator participant tutor recruiter organizer leader',
  'profile company kyc license licence credits seller vendor merchant teacher instructor student doctor patient employee employer customer',
  'clearance rank tier',
);
const LONE_ROLES = words(
  'rbac acl admin admins owner role roles permission permissions superuser superadmin staff can permit restrict clearance',
);
const BETWEEN_ROLES = words('or and any all one of user users site super level min minimum account current');
/** Guards that name neither a role nor a demand. */
const JUDGMENTS = [
  'restrict_to',
  'allowed_users',
  'allowed_user',
  'email_verified',
  'email_confirmed',
  'subscription_active',
  'access_control',
  'account_active',
].map((phrase) => phrase.split('_'));
const JUDGING = words('authorize authorizes authorized authorise authorises authorised authorization authorisation authz');
/** What an account has gone through: only a demand for it is a guard, as `aws_verified` speaks of something else. */
const STATES = words('verified confirmed approved activated onboarded');
const DEMANDING = words('require required requires ensure check is only must needs');

/** `admin_secure`: beside a role they are a gate, beside a token they may be anything. */
const JUDGING_GATES = words('can secure secured');

function judgesCaller(parts: readonly string[]): boolean {
  if (isAuthorizationHeader(parts)) return false;
  if (parts.some((word) => JUDGING.has(word)) || JUDGMENTS.some((phrase) => holdsPhrase(parts, phrase))) return true;
  if (parts.length === 1) return LONE_ROLES.has(parts[0] ?? '');
  const gated = parts.some((word) => GATES.has(word) || JUDGING_GATES.has(word));
  if (parts.includes('access') && !parts.some((word) => CREDENTIALS.has(word) || word === 'api')) return gated;
  if (parts.some((word) => STATES.has(word)) && parts.some((word) => DEMANDING.has(word))) return true;
  if (!parts.some((word) => ROLES.has(word))) return false;
  return gated || parts.every((word) => LONE_ROLES.has(word) || BETWEEN_ROLES.has(word));
}

function words(...lists: string[]): ReadonlySet<string> {
  return new Set(lists.join(' ').split(' '));
}
