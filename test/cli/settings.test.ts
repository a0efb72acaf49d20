import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { problemsWith, spelled, understands } from '../../src/cli/check-value.ts';
import { NO_SETTINGS, readSettings } from '../../src/cli/settings.ts';
import { rules } from '../../src/generated/rules.ts';
import { folderWith, pitfalls, places, repositoryWith, type Files } from './repository.ts';
import { callRule, throwingRule, zap } from './zap-rule.ts';

const known = [zap, callRule('no-other', 'other'), throwingRule];
const readIn = (file: string, content: string | Buffer) => readSettings(folderWith({ [file]: content }), known);
const read = (content: string | Buffer) => readIn('pitfalls.json', content);
const mistakesIn = (result: ReturnType<typeof read>): readonly string[] => ('mistakes' in result ? result.mistakes : []);
const mistakes = (content: string | Buffer) => mistakesIn(read(content));
const tomlMistakes = (content: string) => mistakesIn(readIn('pyproject.toml', content));

describe('settings', () => {
  test('are empty where there is no file', () => {
    expect(readSettings(folderWith({}), known)).toEqual({ settings: NO_SETTINGS });
  });

  test('hold severities, options and patterns, and where each stands', () => {
    const content = `{
      "$schema": "x",
      "rules": { "no-zap": ["error", { "also": ["zip"] }],
        "no-other": "off", "throwing": ["warn"] },
      "ignore": ["legacy/", "*.gen.py"]
    }`;
    const spot = (line: number, column: number) => ({ file: 'pitfalls.json', line, column });
    expect(read(`\ufeff${content}`)).toEqual({
      settings: {
        rules: new Map([
          ['no-zap', { severity: 'error', options: { also: ['zip'] }, spot: spot(3, 18) }],
          ['no-other', { severity: 'off', spot: spot(4, 9) }],
          ['throwing', { severity: 'warn', spot: spot(4, 28) }],
        ]),
        below: [],
        ignore: [
          { pattern: 'legacy/', folder: '', spot: spot(5, 18) },
          { pattern: '*.gen.py', folder: '', spot: spot(5, 29) },
        ],
        limits: [],
        registries: [],
        notices: [],
      },
    });
  });

  test('may stand in pyproject.toml', () => {
    const content = [
      '[project]',
      'name = "x"',
      '[tool.pitfalls]',
      'ignore = ["legacy/"]',
      '[tool.pitfalls.rules]',
      'no-zap = ["error", { also = ["zip"], loud = true }]',
      'no-other = "off"',
      '',
    ].join('\r\n');
    const spot = (line: number, column: number) => ({ file: 'pyproject.toml', line, column });
    expect(readIn('pyproject.toml', `\ufeff${content}`)).toEqual({
      settings: {
        rules: new Map([
          ['no-zap', { severity: 'error', options: { also: ['zip'], loud: true }, spot: spot(6, 1) }],
          ['no-other', { severity: 'off', spot: spot(7, 1) }],
        ]),
        below: [],
        ignore: [{ pattern: 'legacy/', folder: '', spot: spot(4, 11) }],
        limits: [],
        registries: [],
        notices: [],
      },
    });
  });

  test.each([
    'tool.pitfalls.rules.no-zap = "off"',
    'tool = { pitfalls = { rules = { no-zap = "off" } } }',
    '["tool".\'pitfalls\']\nrules.no-zap = "off"',
    '[tool]\npitfalls.rules."no-zap" = "off"',
    '[ tool . pitfalls . rules ]\nno-zap = "off"\n[tool.other]\nno-other = "off"',
  ])('are found however TOML spells their place: %s', (content) => {
    const result = readIn('pyproject.toml', content);
    expect('settings' in result && [...result.settings.rules].map(([name, { severity }]) => [name, severity])).toEqual([['no-zap', 'off']]);
  });

  test.each([
    '[tool.black]\nline-length = 88\n',
    'broken [',
    '# pitfalls is a tool\n[broken',
    '[tool.poetry.dependencies]\npitfalls = "1"\nbroken =',
  ])('are none in a pyproject.toml without a table for them: %s', (content) => {
    expect(readIn('pyproject.toml', content)).toEqual({ settings: NO_SETTINGS });
  });

  test('in two files contradict each other', () => {
    const folder = folderWith({ 'pitfalls.json': '{}', 'pyproject.toml': '[project]\n[tool.pitfalls]\n' });
    const sentence = 'there are settings here and in pitfalls.json; keep one of the two, as nobody can tell which counts';
    expect(readSettings(folder, known)).toEqual({ mistakes: [`pyproject.toml:2:7: ${sentence}`] });
    const broken = folderWith({ 'pitfalls.json': '{', 'pyproject.toml': '[tool.pitfalls]\nrules =\n' });
    expect(mistakesIn(readSettings(broken, known))).toEqual([
      'pitfalls.json:1:2: this is not valid JSON: the file ends too early',
      'pyproject.toml:3:1: this is not valid TOML: Unspecified values are invalid',
    ]);
  });

  test('of an earlier version are understood, with a notice', async () => {
    const today = { ...zap, card: { ...zap.card, formerly: ['oldest-zap', 'older-zap'] } };
    const files = { 'pitfalls.json': '{\n "rules": { "older-zap": "warn" }\n}', 'a.py': 'zap()\n' };
    const ran = await pitfalls(repositoryWith(files), [], { rules: [today] });
    expect(ran.out).toContain('a.py:1:1  warning  ');
    expect(ran.out).toContain("pitfalls.json:2 says 'older-zap', and that rule is called 'no-zap' now\n");
    const asked = await pitfalls(folderWith({ 'a.py': 'zap()\n' }), ['--rule', 'older-zap'], { rules: [today] });
    expect([places(asked), asked.err]).toEqual([['a.py:1:1'], "pitfalls: the rule 'older-zap' is called 'no-zap' now\n"]);
    const both = folderWith({ 'pitfalls.json': '{"rules": { "oldest-zap": "off", "no-zap": "warn" }}' });
    expect(mistakesIn(readSettings(both, [today]))).toEqual([
      "pitfalls.json:1:34: pitfalls.json:1:13 has this rule already, as it is called 'no-zap' now",
    ]);
  });

  test('lie outside of a repository in the nearest folder that has some', async () => {
    const pyproject = '[tool.pitfalls.rules]\nno-zap = "off"\n';
    const root = folderWith({
      'a.py': 'zap()\n',
      'p/pyproject.toml': pyproject,
      'p/q/b.py': 'zap()\n',
      'p/q/pyproject.toml': '[tool.x]\n',
    });
    expect(places(await pitfalls(root, ['a.py', 'p/q']))).toEqual(['a.py:1:1']);
    expect(places(await pitfalls(root, ['p/q', '--untrusted']))).toEqual(['q/b.py:1:1']);
  });
});

describe('settings in folders further down', () => {
  const json = (content: object): string => JSON.stringify(content);
  const calls = 'zap()\nzip()\nother()\n';
  const monorepo: Files = {
    'pitfalls.json': json({ rules: { 'no-zap': 'warn' }, ignore: ['vendor/'] }),
    'a.py': calls,
    'services/pyproject.toml': '[tool.pitfalls]\nignore = ["gen/", "/api/old.py"]\n[tool.pitfalls.rules]\nno-other = "off"\n',
    'services/b.py': calls,
    'services/gen/c.py': calls,
    'services/api/pitfalls.json': json({ rules: { 'no-zap': ['error', { also: ['zip'] }] } }),
    'services/api/d.py': calls,
    'services/api/old.py': calls,
    'services/api/inner/gen/e.py': calls,
    'services/api/inner/f.py': calls,
    'services/web/pyproject.toml': '[tool.black]\n',
    'services/web/g.js': calls,
    'vendor/pitfalls.json': '{ broken',
    'vendor/h.py': calls,
  };
  const found = async (root: string, args: readonly string[] = []): Promise<string[]> => {
    const { findings } = JSON.parse((await pitfalls(root, ['--format', 'json', ...args], { rules: known })).out) as {
      findings: Record<string, string>[];
    };
    return findings.map(({ path = '', line, severity = '', rule = '' }) => `${path}:${String(line)} ${severity} ${rule}`);
  };

  test('come on top of those around them, rule by rule', async () => {
    const root = repositoryWith(monorepo);
    const all = [
      'a.py:1 warning no-zap',
      'a.py:3 error no-other',
      'services/api/d.py:1 error no-zap',
      'services/api/d.py:2 error no-zap',
      'services/api/inner/f.py:1 error no-zap',
      'services/api/inner/f.py:2 error no-zap',
      'services/b.py:1 warning no-zap',
      'services/web/g.js:1 warning no-zap',
    ];
    const own = (line: string): boolean => !line.includes('throwing');
    expect((await found(root)).filter(own)).toEqual(all);
    // A file says the same however it is asked for.
    expect((await found(root, ['services/api/d.py'])).filter(own)).toEqual(all.slice(2, 4));
    expect((await found(`${root}/services/api`)).filter(own)).toHaveLength(4);
    const untrusted = await found(root, ['--untrusted']);
    for (const path of ['services/gen/c.py:3', 'services/api/old.py:1', 'vendor/h.py:1']) expect(untrusted.join('\n')).toContain(path);
  });

  test('are told by `pitfalls config`', async () => {
    const root = repositoryWith(monorepo);
    const { out } = await pitfalls(root, ['config', 'a.py', 'services/b.py', 'services/api/d.py', 'services/gen/c.py'], {
      rules: known.slice(0, 2),
    });
    expect(out).toBe(`a.py is checked as Python
  error  no-other  recommended (certain)
  warn   no-zap    pitfalls.json:1:11

services/api/d.py is checked as Python
  error  no-zap    services/api/pitfalls.json:1:11
           also: ["zip"] instead of []
  off    no-other  services/pyproject.toml:4:1

services/b.py is checked as Python
  warn   no-zap    pitfalls.json:1:11
  off    no-other  services/pyproject.toml:4:1

services/gen/c.py is ignored by 'gen/' in services/pyproject.toml:2:11; named on the command line, it is checked all the same
  warn   no-zap    pitfalls.json:1:11
  off    no-other  services/pyproject.toml:4:1
`);
  });

  test('are told with their paths when something is wrong with them', async () => {
    const files = {
      'x/pitfalls.json': json({ rules: { 'no-zip': 'off' }, limits: { all: 3 } }),
      'x/a.py': '',
      'y/pyproject.toml': '[tool.pitfalls]\nrules =',
      'y/b.py': '',
    };
    const { out, err, code } = await pitfalls(repositoryWith(files), [], { rules: known });
    expect([out, code]).toEqual(['', 2]);
    expect(err.trimEnd().split('\n')).toEqual([
      "pitfalls: x/pitfalls.json:1:11: there is no rule 'no-zip'; did you mean 'no-zap'?",
      "pitfalls: x/pitfalls.json:1:27: 'limits' count all of a project, so they stand in the settings at its top",
      'pitfalls: y/pyproject.toml:2:8: this is not valid TOML: Unspecified values are invalid',
    ]);
  });
});

describe('a mistake', () => {
  test('in the file as a whole is told', () => {
    expect(mistakes('{"a": 1,}')).toEqual(['pitfalls.json:1:9: this is not valid JSON: the comma before this is one too many']);
    expect(mistakes('[]')).toEqual(["pitfalls.json must hold an object with 'rules', 'ignore' or both"]);
    expect(tomlMistakes('[tool]\npitfalls = 3')).toEqual(["pyproject.toml must hold an object with 'rules', 'ignore' or both"]);
    expect(tomlMistakes('[[tool.pitfalls]]')).toEqual(["pyproject.toml must hold an object with 'rules', 'ignore' or both"]);
    expect(mistakes(Buffer.from('{}', 'utf16le'))).toEqual(['pitfalls.json is saved as UTF-16LE; save it as UTF-8 to have it checked']);
    expect(mistakes('{"rule": {},\n "ignores": [], "$schema": 1}')).toEqual([
      "pitfalls.json:1:2: there is no setting 'rule'; did you mean 'rules'?",
      "pitfalls.json:2:2: there is no setting 'ignores'; did you mean 'ignore'?",
      'pitfalls.json:2:28: $schema must be a text',
    ]);
  });

  test.each([
    '[tool.pitfalls]\nrules = [\n',
    '["tool"."pitfalls".rules]\nx = [\n',
    '[tool]\npitfalls.ignore = [\n',
    '[tool.pitfalls]\n[a]\nb = [\n',
  ])('in the TOML of a file that has a table for us is told: %s', (content) => {
    expect(tomlMistakes(content)).toEqual([expect.stringMatching(/^pyproject\.toml:\d+:\d+: this is not valid TOML: /u)]);
  });

  test('in a name comes with the nearest one', () => {
    expect(mistakes('{"rules": {"no-zab": "off",\n  "pitfalls/no-other": "off", "__proto__": "off"}}')).toEqual([
      "pitfalls.json:1:12: there is no rule 'no-zab'; did you mean 'no-zap'?",
      "pitfalls.json:2:3: there is no rule 'pitfalls/no-other'; did you mean 'no-other'?",
      "pitfalls.json:2:31: there is no rule '__proto__'",
    ]);
    expect(tomlMistakes('# é😀\n[tool.pitfalls.rules]\n"😀".x = 1\nno-zab = "off"\n[tool.pitfalls.rule]\n')).toEqual([
      "pyproject.toml:3:1: there is no rule '😀'",
      "pyproject.toml:4:1: there is no rule 'no-zab'; did you mean 'no-zap'?",
      "pyproject.toml:5:16: there is no setting 'rule'; did you mean 'rules'?",
    ]);
  });

  test('in a severity or an option names the place', () => {
    const severities = 'must be "off", "warn", "error", or a list of one of these and an object of options';
    expect(mistakes('{"rules": {"no-zap": 2, "no-other": ["error", {}, {}], "throwing": ["eror"]}}')).toEqual([
      `pitfalls.json:1:22: rules.no-zap ${severities}`,
      `pitfalls.json:1:51: rules.no-other ${severities}`,
      `pitfalls.json:1:69: rules.throwing ${severities}; did you mean 'error'?`,
    ]);
    expect(mistakes('{"rules": {"no-zap": ["error", {"alsso": [], "loud": 1}]}}')).toEqual([
      "pitfalls.json:1:33: rules.no-zap.alsso is not known; did you mean 'also'?",
      'pitfalls.json:1:54: rules.no-zap.loud must be true or false',
    ]);
    expect(mistakes('{"rules": {"no-zap": ["error", {"also": ["a", 1, "a"]}], "no-other": ["error", []]}}')).toEqual([
      'pitfalls.json:1:41: rules.no-zap.also names something twice',
      'pitfalls.json:1:47: rules.no-zap.also[1] must be a text',
      'pitfalls.json:1:80: rules.no-other must be an object',
    ]);
    expect(tomlMistakes('[tool.pitfalls.rules]\nno-zap = ["error", { also = ["a", 1979-05-27], loud.x = 1 }]\n')).toEqual([
      'pyproject.toml:2:35: rules.no-zap.also[1] must be a text',
      'pyproject.toml:2:48: rules.no-zap.loud must be true or false',
    ]);
    expect(mistakes('{"rules": {"throwing": ["warn", {}]}}')).toEqual(['pitfalls.json:1:33: rules.throwing: this rule has no options']);
    expect(mistakes('{"rules": []}')).toEqual(["pitfalls.json:1:11: 'rules' must be an object of rule names"]);
  });

  test('in the patterns is told', () => {
    expect(mistakes('{"ignore": "x"}')).toEqual(['pitfalls.json:1:12: ignore must be a list']);
    expect(mistakes('{"ignore": ["", 3]}')).toEqual([
      'pitfalls.json:1:13: ignore[0] is too short',
      'pitfalls.json:1:17: ignore[1] must be a text',
    ]);
    expect(mistakes('{"ignore": ["!a"]}')).toEqual([
      "pitfalls.json:1:13: ignore cannot take '!a' back: patterns that start with '!' are not understood",
    ]);
  });

  test('is a link out of the folder, or another thing than a file', () => {
    const folder = folderWith({});
    symlinkSync(join(folderWith({ 'secret.json': '{"rules": {"secret": 1}}' }), 'secret.json'), join(folder, 'pitfalls.json'));
    expect(readSettings(folder, known)).toEqual({ mistakes: ['pitfalls.json is a link to a place outside the repository'] });
    const other = folderWith({});
    mkdirSync(join(other, 'pitfalls.json'));
    mkdirSync(join(other, 'pyproject.toml'));
    expect(readSettings(other, known)).toEqual({ mistakes: ['pitfalls.json is a folder'] });
  });
});

const told = (value: unknown, schema: Record<string, unknown>) =>
  problemsWith(value, schema).map(({ path, what }) => `${spelled(path)} ${what}`);

describe('values', () => {
  test('are compared with their schemas', () => {
    const number = { type: 'integer', minimum: 2, maximum: 4 };
    expect([1, 2, 4, 5, 2.5, '3'].map((value) => told(value, number))).toEqual([
      [' must be at least 2'],
      [],
      [],
      [' must be at most 4'],
      [' must be a whole number'],
      [' must be a whole number'],
    ]);
    expect(told('other', { enum: ['a', 'b'] })).toEqual([' must be one of "a", "b"']);
    const objects = { type: 'object', additionalProperties: { type: 'object', required: ['c'] } };
    expect(told({ a: { b: 1 } }, objects)).toEqual(["a lacks 'c'"]);
    expect(told([], { type: 'array', minItems: 1 })).toEqual([' needs at least 1']);
  });

  test('of our own rules have schemas without a word that is not looked at', () => {
    const schemas = rules.map(({ card, meta }) => ({ name: card.name, schemas: meta?.schema as Record<string, unknown>[] }));
    expect(schemas.filter((rule) => !rule.schemas.every(understands)).map(({ name }) => name)).toEqual([]);
    expect(understands({ type: 'array', items: { type: 'string', pattern: 'a' } })).toBe(false);
  });
});
