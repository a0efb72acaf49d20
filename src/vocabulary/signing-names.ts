import { endsInPhrase, wordsOf } from './words.ts';

const KEYS = [
  ...['secret_key', 'signing_key', 'signing_secret', 'jwt_key', 'jwt_secret', 'jwt_secret_key', 'jwt_private_key', 'jwt_signing_key'],
  ...['session_secret', 'session_key', 'session_secret_key', 'session_password', 'cookie_secret', 'cookie_key', 'cookie_password'],
  ...[
    'token_secret',
    'token_key',
    'access_token_secret',
    'refresh_token_secret',
    'auth_secret',
    'auth_secret_key',
    'app_secret',
    'app_key',
  ],
].map((name) => name.split('_'));

/** Words of keys for one purpose or one partner, which may well be new each time. */
const OTHER_KEYS = new Set(
  'csrf xsrf webhook hook client api otp totp mfa aws s3 minio stripe consumer user share salt nonce pre pepper master shared test bot'.split(
    ' ',
  ),
);

/** Does a setting of this name hold the key that tokens, sessions or cookies are signed with? */
export function isSigningKeyName(name: string): boolean {
  if (name.length > LONGEST_NAME || !SUSPICIOUS.test(name)) return false;
  const words = wordsOf(name)
    .map((word) => (word === 'secretkey' ? 'secret_key' : word))
    .flatMap((word) => word.split('_'));
  return !words.some((word) => OTHER_KEYS.has(word)) && KEYS.some((phrase) => endsInPhrase(words, phrase));
}

const SUSPICIOUS = /secret|key|password/iu;
const LONGEST_NAME = 100;
