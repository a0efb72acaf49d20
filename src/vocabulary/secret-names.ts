import { endsInPhrase, holdsPhrase, wordsOf } from './words.ts';

export interface SecretNameOptions {
  /** Names that end in one of these are secrets too, whatever the tables say ("session_key"). */
  readonly extra?: readonly string[];
  /** Names that hold one of these are no secrets ("design_token"). */
  readonly ignore?: readonly string[];
  /** Count the addresses that may carry a password (`DATABASE_URL`, `dsn`): for who logs them or can see their value. */
  readonly connections?: boolean;
  /** The file works with a language model or a tokenizer, so `token` alone is a piece of text. */
  readonly countsTokens?: boolean;
}

/** What is longer is no name, and not worth splitting. */
const LONGEST_NAME = 200;

/** A name that holds one of these, at any place, names a secret. */
const SECRETS = phrases(
  'password passwords passwd pwd passphrase secret secrets credential credentials',
  ['api', 'access', 'private', 'signing', 'encryption', 'auth'].flatMap((kind) => [`${kind}_key`, `${kind}_keys`]),
  ['bot', 'app', 'access', 'refresh', 'auth', 'bearer', 'session', 'webhook'].map((kind) => `${kind}_token`),
  // Only these in the plural: `session_tokens` counts what a language model was paid for.
  ['access', 'refresh', 'auth', 'bearer'].map((kind) => `${kind}_tokens`),
  // `pass` alone is a pass through something; of a server or an account it is a password.
  ['db', 'database', 'mysql', 'postgres', 'redis', 'smtp', 'ftp', 'ssh', 'root', 'admin'].map((owner) => `${owner}_pass`),
);

/** A name that ends in one of these names a secret; with words behind it, it is only about one (`SESSION_COOKIE_SECURE`). */
const ENDINGS = phrases('token cookie authorization');

const CONNECTIONS = phrases('dsn', ['connection_string', 'database_url', 'database_uri', 'db_url', 'db_uri', 'pg_url']);

/** What somebody says about a secret, or where it lies: the name no longer holds the secret itself. */
const HARMLESS_ENDINGS = new Set(
  [
    'id ids name names type types count counts cost len length min max size limit limits budget used usage ttl age timeout',
    'expiry expires expired expiration lifetime interval at date time timestamp path paths file files dir directory folder url uri',
    'urls endpoint host header headers prefix suffix field fields column label hint placeholder message error errors text help',
    'enabled disabled exists valid invalid required present missing match matches mismatch changed updated created revoked status state',
    'algorithm policy rule rules strength pattern regex format schema validator validation reset change rotation manager provider store',
    'service client factory view form page route router handler middleware decorator scheme mode version',
    'input ref element button box checkbox toggle component',
    'arn namespace backend store vault env var envvar variable variables description title link scope scopes region docs doc',
    'class cls enum prompt question source kind identity identifier alias owner index position offset lineno pos info metadata meta',
  ]
    .join(' ')
    .split(' '),
);

/** `max_tokens`, `has_password`: an amount, a part of a language model's bill, or a yes or no. */
const HARMLESS_BEGINNINGS = new Set(
  ['max min num total input output prompt completion cached', 'is has have needs need requires require should can was with without no']
    .join(' ')
    .split(' '),
);

/** `next_token` turns a page, `cancel_token` stops a call, `eos_token` ends a sentence: none of them opens a door. */
const HARMLESS_TOKENS = new Set(
  [
    'first page pagination paging next prev previous sync continuation resume watch reservation lease limit cursor injection cancel cancellation stop abort start begin end',
    'pad eos bos sos unk sep cls mask special csrf xsrf expected unexpected design lookahead keyword',
  ]
    .join(' ')
    .split(' '),
);

/** What the browser or any visitor may see. */
const PUBLIC = new Set(['public', 'publishable', 'anon']);

/** Nearly every name holds none of these, and then it is not even split. */
const SUSPICIOUS = /pass|pwd|secret|token|key|credential|cookie|authorization|dsn|connection|url|uri/iu;

/** Does a variable, attribute, key or setting of this name hold a secret? */
export function isSecretName(name: string, options: SecretNameOptions = {}): boolean {
  if (name.length > LONGEST_NAME) return false;
  const { extra = [], ignore = [] } = options;
  if (extra.length === 0 && !SUSPICIOUS.test(name)) return false;
  const words = wordsOf(name);
  if (ignore.some((phrase) => holdsPhrase(words, wordsOf(phrase)))) return false;
  if (extra.some((phrase) => endsInPhrase(words, wordsOf(phrase)))) return true;
  const stems = words.map(stemOf);
  if (stems.some((word) => PUBLIC.has(word))) return false;
  // Before the endings are judged: `url` is harmless in `token_url` and the very point of `database_url`.
  if (options.connections === true && CONNECTIONS.some((phrase) => endsInPhrase(stems, phrase))) return true;
  return !isHarmless(name, words, options) && (SECRETS.some((phrase) => holdsPhrase(stems, phrase)) || endsLikeSecret(stems));
}

function isHarmless(name: string, words: readonly string[], { countsTokens = false }: SecretNameOptions): boolean {
  const [first = ''] = words;
  const last = words.at(-1) ?? '';
  if (HARMLESS_BEGINNINGS.has(first) || HARMLESS_ENDINGS.has(last)) return true;
  if (endsInPhrase(words, ['url', 'for'])) return true;
  // The shell's working directory; and the module of Python that makes secrets, which holds none.
  if (name === 'PWD' || name === 'OLDPWD' || name === 'secrets') return true;
  if (last !== 'token' && last !== 'tokens') return false;
  if (words.length === 1) return countsTokens || last === 'tokens';
  return HARMLESS_TOKENS.has(words.at(-2) ?? '');
}

function endsLikeSecret(stems: readonly string[]): boolean {
  const last = stems.at(-1) ?? '';
  return ENDINGS.some((phrase) => endsInPhrase(stems, phrase)) || GLUED.some((pattern) => pattern.test(last));
}

/** Words that nobody separated: `PGPASSWORD`, `secretkey`, `authtoken`. */
const GLUED = [
  /(?:password|passwd|passphrase)$/u,
  /^(?:api|access|private|signing|encryption|auth|secret)key$/u,
  /^(?:bot|access|refresh|auth|bearer|session)token$/u,
];

/** `password2` is a password. */
function stemOf(word: string): string {
  return /\D\d+$/u.test(word) ? word.replace(/\d{1,20}$/u, '') : word;
}

function phrases(words: string, pairs: readonly string[] = [], ...more: readonly string[][]): string[][] {
  return [...words.split(' '), ...pairs, ...more.flat()].map((phrase) => phrase.split('_'));
}
