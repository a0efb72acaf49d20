import { Linter } from 'eslint';
import { describe, expect, test } from 'vitest';
import plugin from '../../src/plugin.ts';

function lint(file: string, text: string): Linter.LintMessage[] {
  const configs = [
    ...plugin.configs.recommended,
    { files: ['**/*.js'], languageOptions: { parser: plugin.parser } },
    { files: ['**/*.*'], rules: { 'pitfalls/raise-without-cause': 'error' } },
  ];
  const messages = new Linter({ cwd: '/project' }).verify(text, configs as Linter.Config[], { filename: `/project/${file}` });
  return messages.filter(({ ruleId }) => ruleId === 'pitfalls/raise-without-cause' || ruleId === null);
}

function suggested(file: string, text: string): [string | undefined, string][] {
  return lint(file, text).flatMap(({ suggestions = [] }) =>
    suggestions.map(({ messageId, fix: { range, text: replacement } }): [string | undefined, string] => [
      messageId,
      text.slice(0, range[0]) + replacement + text.slice(range[1]),
    ]),
  );
}

function handler(clause: string, raised: string): string {
  return `def load(path):\n    try:\n        return read(path)\n    ${clause}:\n        ${raised}\n`;
}

describe('Python', () => {
  test('is reported where the exception is named', () => {
    const [message] = lint('a.py', handler('except OSError as e', 'raise app.errors.LoadError(path)'));
    expect(message).toMatchObject({ line: 5, column: 15, endColumn: 35 });
  });

  test('may leave the first error out', () => {
    expect(suggested('a.py', handler('except OSError as e', 'raise LoadError(path)'))).toEqual([
      ['fromNone', handler('except OSError as e', 'raise LoadError(path) from None')],
    ]);
  });

  test('changes nothing where the line goes on and is no Python', () => {
    expect(lint('a.py', handler('except OSError as e', 'raise LoadError(path) now'))[0]).not.toHaveProperty('fix');
    expect(suggested('a.py', handler('except OSError', 'raise LoadError(path) now'))).toEqual([]);
    expect(suggested('a.py', handler('except OSError as e', 'raise LoadError(path); pass  # why'))).toHaveLength(1);
  });

  test('names an error that has no name yet', () => {
    expect(suggested('a.py', handler('except (OSError, ValueError)', 'raise LoadError'))).toEqual([
      ['bindAndAddFrom', handler('except (OSError, ValueError) as error', 'raise LoadError from error')],
      ['fromNone', handler('except (OSError, ValueError)', 'raise LoadError from None')],
    ]);
  });

  test.each(['except', 'except OSError, ValueError'])('cannot name what %s catches', (clause) => {
    expect(suggested('a.py', handler(clause, 'raise LoadError'))).toEqual([['fromNone', handler(clause, 'raise LoadError from None')]]);
  });

  test('does not touch an error whose name means something else by now', () => {
    const [message] = lint('a.py', handler('except OSError as e', 'e = str(e); raise LoadError(e)'));
    expect(message).toMatchObject({ messageId: 'noCause' });
    expect(message?.fix).toBeUndefined();
  });

  test('is silent in Python 2', () => {
    expect(lint('a.py', handler('except OSError, e', 'raise LoadError(path)'))).toEqual([]);
    expect(lint('a.py', `print "x"\n${handler('except OSError', 'raise LoadError(path)')}`)).toEqual([]);
  });
});

describe('JavaScript', () => {
  function caught(thrown: string, name = 'err'): string {
    return `try { go(); } catch (${name}) { ${thrown} }\n`;
  }

  test.each([
    ["throw new Error('x',);", "throw new Error('x', { cause: err },);"],
    ["throw new Error('x', { a });", "throw new Error('x', { a, cause: err });"],
    ["throw AggregateError(all, 'x');", "throw AggregateError(all, 'x', { cause: err });"],
  ])('adds the cause to %s', (before, after) => {
    expect(suggested('a.js', caught(before))).toEqual([['addCause', caught(after)]]);
  });

  test('leaves it to a person to write the missing message', () => {
    expect(lint('a.js', caught('throw new Error();'))).toHaveLength(1);
    expect(suggested('a.js', caught('throw new Error();'))).toEqual([]);
  });

  test('shortens the name `cause`', () => {
    expect(suggested('a.js', caught("throw new Error('x');", 'cause'))).toEqual([
      ['addCause', caught("throw new Error('x', { cause });", 'cause')],
    ]);
  });

  test.each([
    'throw err;',
    'throw new Error(...parts);',
    "throw new Error('x', { ...options });",
    "throw new Error('x', options);",
    'class Error2 extends Base {} throw new Error2(1);',
    'function f(Error) { throw new Error(1); }',
  ])('says nothing of %s', (text) => {
    expect(lint('a.js', caught(text))).toEqual([]);
  });
});
