import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { problemsWith, understands } from '../../src/cli/check-value.ts';
import { readSettings } from '../../src/cli/settings.ts';
import { rules } from '../../src/generated/rules.ts';
import { folderWith } from './repository.ts';
import { callRule, throwingRule, zap } from './zap-rule.ts';

const known = [zap, callRule('no-other', 'other'), throwingRule];
const read = (content: string | Buffer) => readSettings(folderWith({ 'pitfalls.json': content }), known);
const mistakes = (content: string | Buffer): readonly string[] => {
  const result = read(content);
  return 'mistakes' in result ? result.mistakes : [];
};

describe('settings', () => {
  test('are empty where there is no file', () => {
    expect(readSettings(folderWith({}), known)).toEqual({ settings: { rules: new Map(), ignore: [] } });
  });

  test('hold severities, options and patterns', () => {
    const rules = { 'no-zap': ['error', { also: ['zip'] }], 'no-other': 'off', throwing: ['warn'] };
    const content = { $schema: 'x', rules, ignore: ['legacy/', '*.gen.py'] };
    expect(read(`\ufeff${JSON.stringify(content)}`)).toEqual({
      settings: {
        rules: new Map([
          ['no-zap', { severity: 'error', options: { also: ['zip'] } }],
          ['no-other', { severity: 'off' }],
          ['throwing', { severity: 'warn' }],
        ]),
        ignore: ['legacy/', '*.gen.py'],
      },
    });
  });
});

describe('a mistake', () => {
  test('in the file as a whole is told', () => {
    expect(mistakes('{')[0]).toMatch(/^pitfalls\.json is not valid JSON: /u);
    expect(mistakes('[]')).toEqual(['pitfalls.json must hold an object']);
    expect(mistakes(Buffer.from('{}', 'utf16le'))).toEqual(['pitfalls.json is saved as UTF-16LE; save it as UTF-8 to have it checked']);
    expect(mistakes('{"rule": {}, "ignores": []}')).toEqual([
      "pitfalls.json has no 'rule'; did you mean 'rules'?",
      "pitfalls.json has no 'ignores'; did you mean 'ignore'?",
    ]);
  });

  test('in a name comes with the nearest one', () => {
    expect(mistakes('{"rules": {"no-zab": "off", "pitfalls/no-other": "off", "__proto__": "off"}}')).toEqual([
      "pitfalls.json: there is no rule 'no-zab'; did you mean 'no-zap'?",
      "pitfalls.json: there is no rule 'pitfalls/no-other'; did you mean 'no-other'?",
      "pitfalls.json: there is no rule '__proto__'",
    ]);
  });

  test('in a severity or an option names the place', () => {
    const severities = 'must be "off", "warn", "error", or a list of one of these and an object of options';
    expect(mistakes('{"rules": {"no-zap": 2, "no-other": ["error", {}, {}]}}')).toEqual([
      `pitfalls.json: rules.no-zap ${severities}`,
      `pitfalls.json: rules.no-other ${severities}`,
    ]);
    expect(mistakes('{"rules": {"no-zap": ["error", {"alsso": [], "loud": 1}]}}')).toEqual([
      'pitfalls.json: rules.no-zap.loud must be true or false',
      "pitfalls.json: rules.no-zap has no 'alsso'; did you mean 'also'?",
    ]);
    expect(mistakes('{"rules": {"no-zap": ["error", {"also": ["a", 1, "a"]}], "no-other": ["error", []]}}')).toEqual([
      'pitfalls.json: rules.no-zap.also[1] must be a text',
      'pitfalls.json: rules.no-zap.also names something twice',
      'pitfalls.json: rules.no-other must be an object',
    ]);
    expect(mistakes('{"rules": {"throwing": ["warn", {}]}}')).toEqual(['pitfalls.json: rules.throwing: this rule has no options']);
  });

  test('in the patterns is told', () => {
    expect(mistakes('{"ignore": "x"}')).toEqual(['pitfalls.json: ignore must be a list']);
    expect(mistakes('{"ignore": ["", 3]}')).toEqual(['pitfalls.json: ignore[0] is too short', 'pitfalls.json: ignore[1] must be a text']);
    expect(mistakes('{"ignore": ["!a"]}')).toEqual([
      "pitfalls.json: ignore cannot take '!a' back: patterns that start with '!' are not understood",
    ]);
  });

  test('is a link out of the folder', () => {
    const folder = folderWith({});
    symlinkSync(join(folderWith({ 'secret.json': '{"rules": {"secret": 1}}' }), 'secret.json'), join(folder, 'pitfalls.json'));
    expect(readSettings(folder, known)).toEqual({ mistakes: ['pitfalls.json is a link to a place outside the repository'] });
  });
});

describe('values', () => {
  test('are compared with their schemas', () => {
    const number = { type: 'integer', minimum: 2, maximum: 4 };
    expect([1, 2, 4, 5, 2.5, '3'].map((value) => problemsWith(value, number, 'x'))).toEqual([
      ['x must be at least 2'],
      [],
      [],
      ['x must be at most 4'],
      ['x must be a whole number'],
      ['x must be a whole number'],
    ]);
    expect(problemsWith('c', { enum: ['a', 'b'] }, 'x')).toEqual(['x must be one of "a", "b"']);
    const objects = { type: 'object', additionalProperties: { type: 'object', required: ['c'] } };
    expect(problemsWith({ a: { b: 1 } }, objects, 'x')).toEqual(["x.a lacks 'c'"]);
    expect(problemsWith([], { type: 'array', minItems: 1 }, 'x')).toEqual(['x needs at least 1']);
  });

  test('of our own rules have schemas without a word that is not looked at', () => {
    const schemas = rules.map(({ card, meta }) => ({ name: card.name, schemas: meta?.schema as Record<string, unknown>[] }));
    expect(schemas.filter((rule) => !rule.schemas.every(understands)).map(({ name }) => name)).toEqual([]);
    expect(understands({ type: 'array', items: { type: 'string', pattern: 'a' } })).toBe(false);
  });
});
