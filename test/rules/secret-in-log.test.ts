import { Linter } from 'eslint';
import { describe, expect, test } from 'vitest';
import plugin from '../../src/plugin.ts';

function found(file: string, text: string, options: object = {}): [number, string | undefined][] {
  const configs = [
    ...plugin.configs.recommended,
    { files: ['**/*.js'], languageOptions: { parser: plugin.parser } },
    { files: ['**/*.*'], rules: { 'pitfalls/secret-in-log': ['error', options] } },
  ];
  const messages = new Linter({ cwd: '/project' }).verify(text, configs as Linter.Config[], { filename: `/project/${file}` });
  return messages
    .filter(({ ruleId }) => ruleId === 'pitfalls/secret-in-log' || ruleId === null)
    .map(({ column, messageId }) => [column, messageId]);
}

describe('options', () => {
  const python = (text: string, options: object = {}) => found('app.py', `import os\n${text}\n`, options);
  const javascript = (text: string, options: object = {}) => found('app.js', `${text}\n`, options);

  test('`names` adds names, also where nothing else in the file is secret', () => {
    expect(python('print(session_key)')).toEqual([]);
    expect(python('print(session_key)', { names: ['session_key'] })).toEqual([[7, 'value']]);
    expect(javascript('console.log(sessionKey)', { names: ['session_key'] })).toEqual([[13, 'value']]);
  });

  test('`ignore` takes names away', () => {
    expect(python('print(design_secret)')).toEqual([[7, 'value']]);
    expect(python('print(design_secret)', { ignore: ['design'] })).toEqual([]);
  });

  test('`masks` adds functions', () => {
    expect(python('print(get_password(user))')).toEqual([[7, 'value']]);
    expect(python('print(get_password(user))', { masks: ['get_password'] })).toEqual([]);
    expect(javascript('console.log(getPassword(user))', { masks: ['getPassword'] })).toEqual([]);
  });

  test('`prefixes`, `containers` and `echo` can be turned off', () => {
    expect(python('print(api_key[:5])')).toEqual([[7, 'prefix']]);
    expect(python('print(api_key[:5])', { prefixes: false })).toEqual([]);
    expect(python('print(os.environ)')).toEqual([[7, 'container']]);
    expect(python('print(os.environ)', { containers: false })).toEqual([]);
    expect(javascript('console.log(process.env)', { containers: false })).toEqual([]);
    const engine = 'from sqlalchemy import create_engine\ncreate_engine(url, echo=True)';
    expect(python(engine)).toEqual([[20, 'echo']]);
    expect(python(engine, { echo: false })).toEqual([]);
  });
});

describe('what is shown', () => {
  test.each([
    'print("a" + password)',
    'print("%s" % password)',
    'print("{}".format(password))',
    'print(f"{password!r:>10}")',
    'print(user or password)',
    'print([password, *rest])',
    'print({"a": {"b": password}})',
    'print(await user.password)',
    'print(json.dumps({"a": password}))',
    'print(data["password"])',
    'print(data.get("password"))',
    'print(getattr(user, "password"))',
    'print([user.password for user in users])',
    'print(password.strip().encode())',
    'print((p := password))',
    'logging.log(logging.INFO, "x", password)',
    'log_line(f"{password}")',
  ])('%s', (text) => {
    expect(found('app.py', `${text}\n`)).toHaveLength(1);
  });

  test.each([
    'print(user and None)',
    'print(password == other)',
    'print(check(password))',
    'print("x", file=passwords)',
    'log_in(password)',
    'log_line(token=password)',
    'print("password: %s" % mask(password))',
    'print(len(password))',
    'password = "***"\nprint(password)',
    'if __name__ == "__main__":\n    print(token)',
  ])('not by %s', (text) => {
    expect(found('app.py', `${text}\n`)).toEqual([]);
  });

  test.each([
    "console.log('a' + password)",
    'console.log(`a ${password}`)',
    'console.log({ a: { b: password } })',
    'console.log(JSON.stringify({ password }))',
    'console.log(user?.password ?? null)',
    "console.log(body['password'])",
    "console.log(headers.get('authorization'))",
    'console.log(String(password).trim())',
    'console.log([...password])',
    'console.log(await user.password)',
    'console.log(chalk.green(password))',
    'logger.child({}).info(password)',
  ])('%s', (text) => {
    expect(found('app.js', `${text}\n`)).toHaveLength(1);
  });

  test.each(['console.log(check(password))', 'console.log(JSON.stringify(body, replacer), password.length)', 'dialog.info(password)'])(
    'not by %s',
    (text) => {
      expect(found('app.js', `${text}\n`)).toEqual([]);
    },
  );
});
