import { expect, it } from 'vitest';
import { credentialNoun, isAspectName } from '../../src/vocabulary/credential-names.ts';

it.each([
  ['token', 'token'],
  ['accessToken', 'token'],
  ['Authorization', 'token'],
  ['HTTP_AUTHORIZATION', 'token'],
  ['auth_header', 'token'],
  ['x-api-key', 'key'],
  ['masterKey', 'key'],
  ['password', 'password'],
  ['pwd', 'password'],
  ['pass', 'password'],
  ['passkey', 'passkey'],
  ['pin', 'passkey'],
  ['otp_code', 'code'],
  ['client_secret', 'secret'],
  ['credentials', 'credential'],
])('%s names a %s', (name, noun) => {
  expect(credentialNoun(name)).toBe(noun);
});

it.each(
  'key session code csrf_token page_token token_type password_hash include_token save_password cookie author keyboard decoded_token'.split(
    ' ',
  ),
)('%s names no credential by itself', (name) => {
  expect(credentialNoun(name)).toBeNull();
});

it('reads more into the names of headers, cookies and parameters', () => {
  expect(['key', 'x-key', 'terminal_key', 'session', 'auth'].filter((name) => credentialNoun(name, { inRequest: true }) === null)).toEqual(
    [],
  );
  expect(['x-event-key', 'sort_key', 'cookie', 'page'].filter((name) => credentialNoun(name, { inRequest: true }) !== null)).toEqual([]);
});

it('knows names of what is about a credential', () => {
  expect(['scheme', 'token_type', 'authMethod'].every(isAspectName)).toBe(true);
  expect(['token', 'password', 'bearer'].some(isAspectName)).toBe(false);
});
