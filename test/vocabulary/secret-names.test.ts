import { describe, expect, it } from 'vitest';
import { isSecretName } from '../../src/vocabulary/secret-names.ts';
import { wordsOf } from '../../src/vocabulary/words.ts';

describe('wordsOf', () => {
  it.each([
    ['access_token', ['access', 'token']],
    ['accessToken', ['access', 'token']],
    ['ACCESS-TOKEN', ['access', 'token']],
    ['app.config.Secret', ['app', 'config', 'secret']],
    ['APIKey', ['api', 'key']],
    ['dbURL', ['db', 'url']],
    ['X-Api-Key', ['x', 'api', 'key']],
    ['__private__', ['private']],
    ['sha256Sum', ['sha256', 'sum']],
    ['größeÄndern', ['größe', 'ändern']],
    ['', []],
    ['___', []],
  ])('%s', (name, words) => {
    expect(wordsOf(name)).toEqual(words);
  });
});

describe('a secret by its name', () => {
  it.each([
    'password',
    'PASSWORD',
    'db_password',
    'userPassword',
    'password2',
    'PASSWORD_PROD',
    'passwords',
    'pwd',
    'PGPASSWORD',
    'DB_PASS',
    'passphrase',
    'secret',
    'client_secret',
    'SECRET_KEY',
    'secretKey',
    'secret_value',
    'SECRET_KEY_BASE',
    'AWS_SECRET_ACCESS_KEY',
    'apikey',
    'api_key',
    'apiKey',
    'X-Api-Key',
    'API_KEYS',
    'OPENAI_API_KEY',
    'private_key',
    'signingKey',
    'encryption_key',
    'token',
    'access_token',
    'refreshToken',
    'refresh_tokens',
    'SLACK_BOT_TOKEN',
    'csrf_secret',
    'authtoken',
    'credentials',
    'reset_token',
    'verification_token',
    'session_cookie',
    'Authorization',
    'password_hash',
  ])('%s', (name) => {
    expect(isSecretName(name)).toBe(true);
  });
});

describe('no secret by its name', () => {
  it.each([
    'username',
    'key',
    'monkey',
    'secretary',
    'compass',
    'bypass',
    'author',
    'tokenizer',
    'dictionary_key',
    'GOOGLE_SHEETS_KEY',
    'token_id',
    'AWS_ACCESS_KEY_ID',
    'secret_name',
    'token_type',
    'GMAIL_TOKEN_PATH',
    'credentials_file',
    'SECRET_KEY_FILE',
    'token_url',
    'token_ttl',
    'token_expiry',
    'tokens_used',
    'password_length',
    'password_field',
    'password_hint',
    'passwordInput',
    'secret_exists',
    'PASSWORD_RESET_TIMEOUT',
    'password_changed_at',
    'password_policy',
    'SESSION_COOKIE_SECURE',
    'hash_algorithm',
    'password_url_for',
    'max_tokens',
    'MAX_TOKENS',
    'input_tokens',
    'total_tokens',
    'prompt_token',
    'num_tokens',
    'session_tokens',
    'tokens',
    'cached_token',
    'next_token',
    'nextPageToken',
    'page_token',
    'cancelToken',
    'eos_token',
    'csrf_token',
    'has_password',
    'is_secret',
    'needsToken',
    'public_key',
    'NEXT_PUBLIC_API_KEY',
    'PWD',
    'OLDPWD',
    'secrets',
    'DATABASE_URL',
    'sentry_dsn',
    '',
  ])('%s', (name) => {
    expect(isSecretName(name)).toBe(false);
  });
});

describe('options', () => {
  it('counts connection strings where they are asked for', () => {
    const connections = true;
    const names = ['DATABASE_URL', 'dbUrl', 'pg_url', 'SQLALCHEMY_DATABASE_URI', 'connection_string', 'dsn'];
    expect(names.filter((name) => isSecretName(name, { connections }))).toEqual(names);
    expect(isSecretName('callback_url', { connections })).toBe(false);
    expect(isSecretName('PUBLIC_DATABASE_URL', { connections })).toBe(false);
  });

  it('leaves a plain token alone where tokens are pieces of text', () => {
    expect(isSecretName('token', { countsTokens: true })).toBe(false);
    expect(isSecretName('access_token', { countsTokens: true })).toBe(true);
  });

  it('takes words of its own, in any spelling', () => {
    expect(isSecretName('fernetKey', { extra: ['fernet_key'] })).toBe(true);
    expect(isSecretName('fernetKeyring', { extra: ['fernet_key'] })).toBe(false);
    expect(isSecretName('brand_secret', { ignore: ['brandSecret'] })).toBe(false);
    expect(isSecretName('my_secret', { ignore: ['brandSecret'] })).toBe(true);
  });

  it('gives up on what is too long to be a name', () => {
    expect(isSecretName(`${'a_'.repeat(200_000)}password`)).toBe(false);
  });
});
