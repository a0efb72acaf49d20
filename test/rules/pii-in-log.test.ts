import { Linter } from 'eslint';
import { describe, expect, test } from 'vitest';
import plugin from '../../src/plugin.ts';
import { personalKind } from '../../src/vocabulary/personal-names.ts';

function found(file: string, text: string, options: object = {}): (string | undefined)[] {
  const configs = [
    ...plugin.configs.recommended,
    { files: ['**/*.js'], languageOptions: { parser: plugin.parser } },
    { files: ['**/*.*'], rules: { 'pitfalls/pii-in-log': ['error', options] } },
  ];
  const messages = new Linter({ cwd: '/project' }).verify(text, configs as Linter.Config[], { filename: `/project/${file}` });
  return messages.filter(({ ruleId }) => ruleId === 'pitfalls/pii-in-log' || ruleId === null).map(({ messageId }) => messageId);
}

describe('options', () => {
  test.each([
    ['member_number', { names: ['member_number'] }, 'identity'],
    ['first_name', { personNames: true }, 'contact'],
    ['client_ip', { ip: true }, 'contact'],
  ])('%s is personal with %j', (name, options, message) => {
    expect(found('app.py', `print(${name})\n`)).toEqual([]);
    expect(found('app.py', `print(${name})\n`, options)).toEqual([message]);
    expect(found('app.js', `console.log(${name})\n`, options)).toEqual([message]);
  });

  test.each([
    ['email', { contacts: false }],
    ['email', { allow: ['email'] }],
  ])('%s is not with %j', (name, options) => {
    expect(found('app.py', `print(${name})\n`)).toEqual(['contact']);
    expect(found('app.py', `print(${name})\n`, options)).toEqual([]);
    expect(found('app.js', `console.log(${name})\n`, options)).toEqual([]);
  });

  test('`masks` and `ignoreDebug`', () => {
    expect(found('app.py', 'logger.debug(get_email(user))\n')).toEqual(['contact']);
    expect(found('app.py', 'logger.debug(get_email(user))\n', { masks: ['get_email'] })).toEqual([]);
    expect(found('app.js', 'logger.debug(getEmail(user))\n', { ignoreDebug: true })).toEqual([]);
  });
});

test.each([
  ['email', 'contact'],
  ['customerEmail', 'contact'],
  ['email2', 'contact'],
  ['phone_number', 'contact'],
  ['shippingAddress', 'contact'],
  ['iban', 'identity'],
  ['dateOfBirth', 'identity'],
  ['email_body', 'body'],
  ['first_name', 'person'],
  ['remote_addr', 'address'],
])('%s is %s', (name, kind) => {
  expect(personalKind(name)).toBe(kind);
});

test.each([
  'email_id',
  'emailCount',
  'send_email',
  'ADMIN_EMAIL',
  'default_from_email',
  'mac_address',
  'address',
  'ip_version',
  'cardinal',
  'sender',
])('%s is not personal', (name) => {
  expect(personalKind(name)).toBeNull();
});

test('a sender is somebody in mail', () => {
  expect(personalKind('sender', true)).toBe('contact');
});
