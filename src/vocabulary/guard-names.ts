import { isAuthenticator, isIdentityConsumer } from './auth-names.ts';
import { holdsPhrase, wordsOf } from './words.ts';

/** What is longer is no name, and not worth splitting. */
const LONGEST_NAME = 200;

const GUARD_WORDS = words(
  'auth authenticate authenticates authenticated authentication authenticator authorize authorized authorization authorise authorised',
  'authn authz login signin logged guard guarded permission permissions protect protected unauthorized',
);
const OPPOSITES = words(
  'disabled blocked locked revoked expired banned weak insecure common pwned compromised denied forbidden invalid',
  'missing rejected unauthenticated bad wrong leaked',
);
const CHECKING = words(
  'valid verify verifies check checks validate validates validated require requires required ensure assert confirm is',
  'has can allow allowed accept',
);
const CHECKED = words(
  'token tokens jwt key apikey password passwd passkey passcode passphrase pin credential credentials secret bearer user identity admin',
  'superuser access accessible session caller principal signature code otp totp mfa psk',
);
const FINDING = words('get load loader fetch find resolve lookup current retrieve read extract parse decode');
const FOUND = words('user identity principal account caller viewer actor claims');

/** Does a function of this name decide who gets in? */
export function isGuardName(name: string): boolean {
  if (name.length > LONGEST_NAME) return false;
  if (isAuthenticator(name) || isIdentityConsumer(name)) return true;
  const parts = wordsOf(name).map((word) => word.replace(/\d{1,4}$/u, ''));
  if (meansNo(name)) return false;
  if (parts.some((word) => GUARD_WORDS.has(word)) || SIGN_IN.some((phrase) => holdsPhrase(parts, phrase))) return true;
  const named = (wanted: ReadonlySet<string>) => parts.some((word) => wanted.has(word));
  if (parts.length === 1 && (parts[0] === 'verify' || parts[0] === 'authn')) return true;
  return (named(CHECKING) && named(CHECKED)) || (named(FINDING) && named(FOUND));
}

/** Does a function of this name check what it is given? What that is, its parameters have to say. */
export function isCheckName(name: string): boolean {
  const [first = '', second = ''] = name.length > LONGEST_NAME ? [] : wordsOf(name);
  return (CHECKS.has(first) || (first === 'is' && APPROVALS.has(second))) && !meansNo(name);
}

/** Is a yes of a function of this name a no (`is_disabled_login`, `is_common_password`)? */
export function meansNo(name: string): boolean {
  return name.length <= LONGEST_NAME && wordsOf(name).some((word) => OPPOSITES.has(word));
}

const CHECKS = words('verify check validate authenticate authorize confirm introspect');
const APPROVALS = words('valid authorized allowed authentic correct ok');

const SIGN_IN = phrases('sign_in', 'log_in', 'log_on', 'sign_on', 'unlock');
const LOGINS = words('login signin logon signon unlock');

/** Does a function, class or path of this name open a session for somebody who comes with a password? */
export function isLoginName(name: string): boolean {
  if (name.length > LONGEST_NAME) return false;
  const parts = wordsOf(name);
  return parts.some((word) => LOGINS.has(word)) || SIGN_IN.some((phrase) => holdsPhrase(parts, phrase));
}

/** Does a function of this name write down what it is given, so that giving it a credential asks for nothing? */
export function isKeepingName(name: string): boolean {
  return name.length <= LONGEST_NAME && KEEPING.has(wordsOf(name)[0] ?? '');
}

const KEEPING = words('set reset change update save store register add create hash encrypt send write notify log print track');

/** Does a function of this name make, keep or send what it is given, rather than judge it? */
export function isMakingName(name: string): boolean {
  return name.length <= LONGEST_NAME && MAKING.has(wordsOf(name)[0] ?? '');
}

const MAKING = words(
  'create add register update set reset change save store make new init initialize bootstrap hash encrypt send build write',
  'import sync connect open get',
);

const VERIFYING = words('verify verifies verified validate validates authenticate authenticates introspect unsign decode');
const VERIFIED = words(
  'token tokens jwt jws jwe jwk jose id signature password passwd credential credentials key apikey session cookie bearer hash digest',
  'signed user request hmac paseto claims auth login caller otp totp mfa passcode',
);
/** What checks by its trade, whatever it is given. */
const VERIFIERS = words(
  'jwt jws jwe jose paseto signer serializer hasher bcrypt argon2 oauth oidc auth verifier authenticator token tokens keycloak',
);
const VERIFICATIONS = phrases(
  'check_password',
  'check_password_hash',
  'check_token',
  'check_jwt',
  'check_credentials',
  'check_signature',
  'check_api_key',
  'compare_digest',
  'timing_safe_equal',
  'constant_time_compare',
  'constant_time_equals',
  'get_server_session',
  'check_hash',
  'bcrypt_compare',
  'argon2_verify',
);

/** Does a call of this name, its object included (`jwt.decode`), check a signature, a hash or a session? */
export function isVerification(name: string): boolean {
  if (name.length > LONGEST_NAME) return false;
  const parts = wordsOf(name);
  if (VERIFICATIONS.some((phrase) => holdsPhrase(parts, phrase))) return true;
  const method = wordsOf(name.slice(name.lastIndexOf('.') + 1));
  const [verb = ''] = method;
  if (verb === 'authenticate' || verb === 'introspect' || verb === 'unsign') return true;
  if (verb === 'verify' && method.length === 1) return true;
  // `bcrypt.compare` and `argon2.check`, but no `list.compare`.
  if ((verb === 'compare' || verb === 'checkpw') && parts.some((word) => HASHERS.has(word))) return true;
  // `UserSchema.model_validate` looks at shapes only.
  if (verb === 'model') return false;
  return (
    method.some((word) => VERIFYING.has(word)) && (method.some((word) => VERIFIED.has(word)) || parts.some((word) => VERIFIERS.has(word)))
  );
}

/** Functions that compare two texts and take the same time for it whatever they are. */
export const constantTimeComparisons = words(
  'compare_digest constant_time_compare constant_time_equal constant_time_equals const_time_compare safe_str_cmp safe_compare',
  'secure_compare timingSafeEqual timingSafeCompare constantTimeCompare constantTimeEqual constantTimeEquals safeCompare safeEqual',
  'secureCompare secureEqual tsscmp scmp',
);

const HASHERS = words('bcrypt argon2 argon scrypt pbkdf2 bcryptjs password passwords hasher pwd');

const REFUSING = words(
  'abort unauthorized unauthorised unauthenticated forbidden forbid deny denied refuse refused reject rejected',
  'permissiondenied notauthorized unauth',
);
const FAILING = words('invalid fail failed failure error errors problem bad');

/** Does a call of this name turn somebody away? */
export function isRefusal(name: string): boolean {
  return holdsWord(name, REFUSING);
}

/** Is what a call of this name makes an answer that turns somebody away? Asked of what is returned; beside that, `error` may just log. */
export function isAnswerOfRefusal(name: string): boolean {
  return holdsWord(name, REFUSING) || holdsWord(name, FAILING);
}

function holdsWord(name: string, wanted: ReadonlySet<string>): boolean {
  return name.length <= LONGEST_NAME && wordsOf(name.slice(name.lastIndexOf('.') + 1)).some((word) => wanted.has(word));
}

const ADMITTING = words('login signin authenticate unlock grant');
/** `login_form()` shows a way in, and opens none. */
const ABOUT_LOGINS = words(
  'form forms view page template url required manager schema serializer attempt attempts count history failed checker',
);
const ADMISSIONS = phrases(
  'sign_in',
  'log_in',
  'login_user',
  'force_login',
  'create_session',
  'start_session',
  'create_access_token',
  'create_token',
  'create_jwt',
  'generate_token',
  'generate_jwt',
  'issue_token',
  'sign_token',
  'encode_token',
  'encode_jwt',
  'jwt_encode',
  'jwt_sign',
  'make_token',
  'grant_access',
  'set_user',
  'set_current_user',
  'set_auth',
  'set_authed',
  'set_authenticated',
  'set_is_authenticated',
  'set_authorized',
  'set_is_authorized',
  'set_logged_in',
  'set_is_logged_in',
  'set_is_admin',
  'set_admin',
  'set_role',
  'set_token',
  'set_auth_token',
  'set_access_token',
  'set_session',
  'set_unlocked',
  'set_is_unlocked',
  'set_has_access',
  'set_access',
  'set_granted',
  'enable_demo',
  'enter_demo',
  'start_demo',
  'enable_admin',
  'show_admin',
  'open_admin',
  'on_login',
  'on_success',
  'on_unlock',
  'on_authenticated',
);

/** Does a call of this name let somebody in: open a session, hand out a token, note the user? */
export function isAdmission(name: string): boolean {
  if (name.length > LONGEST_NAME) return false;
  const parts = wordsOf(name.slice(name.lastIndexOf('.') + 1));
  if (parts.some((word) => REFUSING.has(word)) || parts[0] === 'is' || ABOUT_LOGINS.has(parts.at(-1) ?? '')) return false;
  // `jwt.sign`, `jwt.encode`.
  const whole = wordsOf(name);
  return (
    ADMITTING.has(parts[0] ?? '') ||
    ADMISSIONS.some((phrase) => holdsPhrase(parts, phrase) || (whole.length > parts.length && holdsPhrase(whole, phrase)))
  );
}

const IDENTITIES = words(
  'user users identity principal account viewer actor auth claims payload uid sub subject role roles admin authenticated authorized member',
);
const IDENTITY_PHRASES = phrases(
  'logged_in',
  'signed_in',
  'user_id',
  'has_access',
  'access_granted',
  'password_correct',
  'is_verified',
  'is_valid',
  'unlocked',
  'allowed',
  'authed',
  'is_ok',
  'demo_mode',
);

/** Does a variable, attribute or key of this name say who is calling, or that they may? */
export function isIdentityName(name: string): boolean {
  if (name.length > LONGEST_NAME) return false;
  const parts = wordsOf(name);
  return parts.some((word) => IDENTITIES.has(word)) || IDENTITY_PHRASES.some((phrase) => holdsPhrase(parts, phrase));
}

const IDENTIFIERS = phrases(
  'user_id',
  'uid',
  'email',
  'username',
  'user_name',
  'login',
  'sub',
  'account_id',
  'email_address',
  'user_email',
  'mail',
  'userid',
);

/** Is a value of this name what tells one account from another: its number, its e-mail address, its user name? */
export function isIdentifierName(name: string): boolean {
  if (name.length > LONGEST_NAME) return false;
  const parts = wordsOf(name);
  return IDENTIFIERS.some(
    (phrase) => phrase.length <= parts.length && phrase.every((word, at) => parts[parts.length - phrase.length + at] === word),
  );
}

const DEVELOPMENT = words('testing test tests debug dev devel development demo local localhost mock sandbox staging e2e ci nonprod');

/** Is a switch or setting of this name on in development, tests or demonstrations only, as far as its name goes? */
export function isDevelopmentName(name: string): boolean {
  return name.length <= LONGEST_NAME && wordsOf(name).some((word) => DEVELOPMENT.has(word));
}

/** Is a switch of this name on in production only? */
export function isProductionName(name: string): boolean {
  return /(?:^|_)(?:is_?)?prod(?:uction)?$|^isProd(?:uction)?$|^is_?live$/iu.test(name);
}

const ENVIRONMENTS = words('env environment stage mode node_env node');

/** Is this the name of what says where the program runs (`NODE_ENV`, `APP_ENV`)? */
export function isEnvironmentName(name: string): boolean {
  return name.length <= LONGEST_NAME && ENVIRONMENTS.has(wordsOf(name).at(-1) ?? '');
}

function words(...lists: string[]): ReadonlySet<string> {
  return new Set(lists.join(' ').split(' '));
}

function phrases(...names: string[]): string[][] {
  return names.map((name) => name.split('_'));
}

/** Does a class of this name read a language, whose tokens are words of it: `Tokenizer`, `XmlParser`, but no `BearerParser`? */
export function readsLanguages(className: string): boolean {
  return /(?:Lexer|Tokeni[sz]er|Scanner|Compiler)$|^(?!.*(?:Auth|JWT|Jwt|Token|Bearer)).*Parser$/u.test(className);
}
