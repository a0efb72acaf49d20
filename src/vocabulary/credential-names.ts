import { oncePerName } from './known-names.ts';
import { isSecretName } from './secret-names.ts';
import { wordsOf } from './words.ts';

/** What a caller shows to be let in. */
export type CredentialNoun = 'token' | 'password' | 'key' | 'passkey' | 'code' | 'secret' | 'signature' | 'credential';

/** What the general table of secrets leaves out, because outside of a guard it would mean too much. */
const ALSO = [
  'passkey',
  'pass_key',
  'passcode',
  'pass_code',
  'access_code',
  'secret_code',
  'pin',
  'pin_code',
  'otp',
  'otp_code',
  'totp',
  'totp_code',
  'mfa_code',
  'one_time_code',
  'verification_code',
  'sms_code',
  'login_code',
  'pass',
  'pw',
  'jwt',
  'bearer',
  'auth_header',
  'authorization_header',
  'auth_value',
  'token_header',
  'token_value',
  'token_str',
  'token_string',
  'token_param',
  'password_input',
  'password_field',
  'entered_password',
  'admin_key',
  'master_key',
  'demo_key',
  'service_key',
  'internal_key',
  'user_key',
  'client_key',
  'shared_key',
  'psk',
];

/** In a request these names say what is a credential, while a variable of that name may be anything. */
const IN_REQUEST = new Set(['key', 'auth', 'session', 'sessionid', 'passkey', 'code', 'access']);

/** `key`, `x-key`, `terminal_key`; but an `x-event-key` says what happened. */
function isInRequest(words: readonly string[]): boolean {
  const own = words[0] === 'x' ? words.slice(1) : words;
  const last = own.at(-1) ?? '';
  if (own.length === 1) return IN_REQUEST.has(last);
  if (SESSION_IDS.has(own.join('_'))) return true;
  return last === 'key' && !own.some((word) => KEYS_OF_DATA.has(word));
}

/** Of all numbers of things, the one that lets in whoever knows it. */
const SESSION_IDS = new Set(['session_id', 'sess_id', 'connect_sid']);

/** `X-Hub-Signature-256`: it proves who sent the request, and is worked out anew for each one. */
function isSignature(words: readonly string[]): boolean {
  return SIGNATURES.has(words.findLast((word) => !/^(?:sha)?\d+$/u.test(word)) ?? '');
}

const SIGNATURES = new Set(['signature', 'sig', 'hmac']);

const KEYS_OF_DATA = new Set(
  [
    'event sort cache partition idempotency idempotent primary foreign object item field group query search row sub',
    'route routing filter column page order meta data public site map',
  ]
    .join(' ')
    .split(' '),
);

/** What is done with a credential, or whether something is: `include_token`, `save_password`. */
const ABOUT = new Set(
  [
    'include use show save store send allow enable disable keep remember force skip reset change forgot update',
    'delete remove create set add',
  ]
    .join(' ')
    .split(' '),
);

/**
 * What is known about a credential: `scheme`, `token_type`. Where such a name is given to a piece of a header, the piece
 * is no credential.
 */
const ASPECTS = new Set(
  [
    'scheme schemes type kind method prefix mode realm algorithm alg issuer iss aud audience provider flow grant',
    'strategy source format version status state error protocol',
  ]
    .join(' ')
    .split(' '),
);

/** Does a name say that a value is about a credential, and not the credential itself? */
export function isAspectName(name: string): boolean {
  return ASPECTS.has(wordsOf(name).at(-1) ?? '');
}

/** `X_API_KEY` for `X_API_KEY_HEADER`: what lies in a header (a cookie, a field) whose name is kept under this one. */
export function nameOfHeader(constant: string): string {
  return constant.replace(/_?(?:header|cookie|field|param|parameter)?(?:_?name)?$/iu, '');
}

/** Is it, by the name of a cookie, what says that its bearer was let in before? */
export function isCookieOfAccess(name: string): boolean {
  return ACCESS.test(name);
}

const ACCESS =
  /^(?:is[_-]?)?(?:admin|auth|authed|authenticated|authorized|logged[_-]?in|auto[_-]?login|remember[_-]?me|access|member|unlocked)$/iu;

/** Passwords and keys that were turned into something else: a literal beside them opens no door by itself. */
const DERIVED = new Set(
  'hash hashed hasher digest encrypted salt hmac signature checksum fingerprint sha256 md5 decoded parsed claims'.split(' '),
);

/** What kind of credential does a value of this name hold, if any? `inRequest`: it names a header, a cookie, a field or a parameter. */
export function credentialNoun(name: string, { inRequest = false } = {}): CredentialNoun | null {
  return inRequest ? nounInRequest(name) : nounElsewhere(name);
}

const nounInRequest = oncePerName((name) => readNoun(name, true));
const nounElsewhere = oncePerName((name) => readNoun(name, false));

function readNoun(name: string, inRequest: boolean): CredentialNoun | null {
  const words = wordsOf(name);
  // A header that holds all cookies there are, or says what to do with one.
  if (words.at(-1) === 'cookie' || words.at(-1) === 'cookies') return null;
  if (inRequest && isSignature(words)) return 'signature';
  if (words.some((word) => DERIVED.has(word)) || (words.length > 1 && ABOUT.has(words[0] ?? ''))) return null;
  const isCredential = isSecretName(name, { extra: ALSO }) || (inRequest && isInRequest(words));
  if (!isCredential) return null;
  for (const [noun, signs] of NOUNS) if (words.some((word) => signs.has(word))) return noun;
  return 'credential';
}

const NOUNS: readonly (readonly [CredentialNoun, ReadonlySet<string>])[] = [
  ['code', new Set(['otp', 'totp', 'mfa', 'code'])],
  ['passkey', new Set(['passkey', 'passcode', 'pin'])],
  ['password', new Set(['password', 'passwords', 'passwd', 'pwd', 'pw', 'pass', 'passphrase'])],
  ['token', new Set(['token', 'tokens', 'jwt', 'bearer', 'authorization', 'auth'])],
  ['key', new Set(['key', 'keys', 'apikey'])],
  ['secret', new Set(['secret', 'secrets'])],
];
