import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { optionNames } from '../../src/cli/arguments.ts';
import { folderWith, pitfalls, places, repositoryWith } from './repository.ts';
import { callRule, throwingRule, zap } from './zap-rule.ts';

const hint = callRule('hint-zip', 'zip', 'hint');
const likely = callRule('likely-zop', 'zop', 'likely');

describe('a report', () => {
  test('shows each finding with its line, the sum and the next steps', async () => {
    const ran = await pitfalls(repositoryWith({ 'src/app.py': 'x = 1\nif x:\n\tzap(x)\n', 'ok.py': 'pass\n' }));
    expect(ran).toMatchObject({ code: 1, err: '' });
    expect(ran.out).toBe(`src/app.py:3:2  error  'zap(x)' is called here. Call something else.  no-zap (ZZ-1, ZZ-2)
     3 |     zap(x)
       |     ^^^

1 problem (1 error, 0 warnings) in 1 of 2 files
About a rule: pitfalls explain no-zap
To accept a finding: # eslint-disable-next-line pitfalls/no-zap -- why
`);
  });

  test('is one line when all is well', async () => {
    const ran = await pitfalls(repositoryWith({ 'a.py': 'pass\n', 'b.ts': 'let a: number;\n' }));
    expect(ran).toMatchObject({ code: 0, out: 'No problems in 2 files\n' });
  });

  test('is sorted by path, line, column and rule, by character codes', async () => {
    const files = { 'b.py': 'zap()\n', 'a/z.py': 'zap(zap())\nzip()\nzap()\n', 'Z.js': 'zap()\n', 'ä.py': 'zap()\n', 'a-b.py': 'zap()\n' };
    const ran = await pitfalls(repositoryWith(files), [], { rules: [callRule('b-rule', 'zap'), callRule('a-rule', 'zap')] });
    const each = ['Z.js:1:1', 'a-b.py:1:1', 'a/z.py:1:1', 'a/z.py:1:5', 'a/z.py:3:1', 'b.py:1:1', 'ä.py:1:1'];
    expect(places(ran)).toEqual(each.flatMap((place) => [place, place]));
    expect(ran.out.match(/[ab]-rule \(/gu)?.slice(0, 4)).toEqual(['a-rule (', 'b-rule (', 'a-rule (', 'b-rule (']);
  });

  test('is the same from any folder and with paths in any order', async () => {
    const root = repositoryWith({ 'a/x.py': 'zap()\n', 'b/y.js': 'zap()\n', 'c.yml': 'a: 1\n' });
    const whole = await pitfalls(root);
    expect(await pitfalls(join(root, 'a'), ['..'])).toEqual(whole);
    expect(await pitfalls(root, ['c.yml', 'b', 'a/x.py', './a'])).toEqual(whole);
    expect(await pitfalls(folderWith({}), [root, join(root, 'a')])).toEqual(whole);
  });

  test('tells how long it took only where somebody watches', async () => {
    const root = repositoryWith({ 'a.py': 'pass\n' });
    expect((await pitfalls(root, [], { isTTY: true })).out).toMatch(/^No problems in 1 file, \d+\.\d s\n$/u);
  });

  test('names roots when there are several', async () => {
    const settings = { 'one/pitfalls.json': '{}', 'two/pitfalls.json': '{"rules": {"no-zap": "warn"}}' };
    const parent = folderWith({ 'one/a.py': 'zap()\n', 'two/a.py': 'zap()\n', ...settings });
    const ran = await pitfalls(parent, ['two', 'one']);
    expect(places(ran)).toEqual(['one/a.py:1:1', 'two/a.py:1:1']);
    expect(ran.out).toContain('2 problems (1 error, 1 warning) in 2 of 2 files');
  });
});

describe('colours', () => {
  const colored = async (args: readonly string[], env: NodeJS.ProcessEnv, isTTY: boolean): Promise<boolean> =>
    (await pitfalls(repositoryWith({ 'a.py': 'zap()\n' }), args, { env, isTTY })).out.includes('\x1b[31m');

  test('are for terminals, and for those who ask', async () => {
    expect(await colored([], {}, true)).toBe(true);
    expect(await colored([], {}, false)).toBe(false);
    expect(await colored([], { TERM: 'dumb' }, true)).toBe(false);
    expect(await colored([], { NO_COLOR: '1', FORCE_COLOR: '1' }, true)).toBe(false);
    expect(await colored([], { NO_COLOR: '' }, true)).toBe(true);
    expect(await colored([], { FORCE_COLOR: '1' }, false)).toBe(true);
    expect(await colored([], { FORCE_COLOR: '0' }, true)).toBe(false);
    expect(await colored(['--no-color'], { FORCE_COLOR: '1' }, true)).toBe(false);
    expect(await colored(['--color'], { NO_COLOR: '1' }, false)).toBe(true);
  });
});

describe('which rules run', () => {
  const files = { 'a.py': 'zap()\nzop()\nzip()\n' };
  const rules = [zap, likely, hint];
  const heard = async (args: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<string[]> =>
    (await pitfalls(repositoryWith({ ...files, ...more }), args, { rules })).out.match(/(?:error|warning) {2}'z.p/gu) ?? [];

  test('follows from the preset', async () => {
    expect(await heard([])).toEqual(["error  'zap", "warning  'zop"]);
    expect(await heard(['--preset', 'strict'])).toEqual(["error  'zap", "error  'zop"]);
    expect(await heard(['--preset=all'])).toEqual(["error  'zap", "error  'zop", "warning  'zip"]);
  });

  test('follows from the settings', async () => {
    const settings = { rules: { 'no-zap': 'off', 'likely-zop': ['error', { also: ['zap'] }], 'hint-zip': 'warn' } };
    expect(await heard([], { 'pitfalls.json': JSON.stringify(settings) })).toEqual(["error  'zap", "error  'zop", "warning  'zip"]);
  });

  test('follows from names on the command line, also where preset and settings are silent', async () => {
    expect(await heard(['--rule', 'hint-zip'])).toEqual(["warning  'zip"]);
    expect(await heard(['--rule', 'hint-zip', '--rule', 'no-zap'])).toEqual(["error  'zap", "warning  'zip"]);
  });

  test('can be wrong, and then nothing is checked', async () => {
    const root = repositoryWith({ ...files, 'pitfalls.json': '{"rules": {"no-zab": "off"}}' });
    const { code, out, err } = await pitfalls(root, ['--rule', 'no-zup'], { rules });
    expect([code, out, ...err.split('\n')]).toEqual([
      2,
      '',
      "pitfalls: there is no rule 'no-zup'; did you mean 'no-zap'?",
      "pitfalls: pitfalls.json:1:12: there is no rule 'no-zab'; did you mean 'no-zap'?",
      '',
    ]);
  });
});

describe('comments in files', () => {
  test('silence our rules', async () => {
    const files = {
      'a.py': '# eslint-disable-next-line pitfalls/no-zap -- why\nzap()\nzap()  # eslint-disable-line\nzap()\n',
      'b.js': '/* eslint-disable pitfalls/no-zap */\nzap()\n/* eslint-enable */\nzap()\n',
      'c.py': '# eslint pitfalls/no-zap: off\nzap()\n',
    };
    expect(places(await pitfalls(repositoryWith(files)))).toEqual(['a.py:4:1', 'b.js:4:1']);
  });

  test('about rules of others do nothing and say nothing', async () => {
    const files = {
      'a.js': `/* eslint no-undef: 2, foo/bar: 2, id-match: ["error", "(a+)+$"] */
/* eslint-disable other/rule, pitfalls/unknown */
/* eslint { */
/* global a */
zap()
`,
      'b.py': '# eslint no-undef: 2, foo/bar: 2\n# eslint {\n# eslint-disable-next-line other/rule\nzap()\n',
    };
    const ran = await pitfalls(repositoryWith(files));
    expect(places(ran)).toEqual(['a.js:5:1', 'b.py:4:1']);
    expect(ran.out).toContain('2 problems (2 errors, 0 warnings) in 2 of 2 files\n');
    expect(ran.out).not.toMatch(/undef|foo|JSON|Definition/u);
  });

  test('may set options of our rules, and are told when these are wrong', async () => {
    const right = '# eslint pitfalls/no-zap: [2, {"also": ["zip"]}]\nzip()\n';
    const wrong = '# eslint pitfalls/no-zap: [2, {"also": 5}]\n';
    const ran = await pitfalls(repositoryWith({ 'a.py': right, 'b.py': wrong }));
    expect(places(ran)).toEqual(['a.py:2:1', 'b.py:1:1']);
    expect(ran.out).toContain('Inline configuration for rule "pitfalls/no-zap" is invalid: Value 5 should be array.');
  });
});

describe('what goes wrong with one file', () => {
  test('leaves the others alone: a rule that throws', async () => {
    const ran = await pitfalls(repositoryWith({ 'a.py': 'zap()\n', 'b.js': 'zap()\n' }), [], { rules: [throwingRule, zap] });
    expect(places(ran)).toEqual(['a.py:1:1', 'b.js:1:1']);
    expect(ran.out).toContain('Could not be checked:\n  a.py internal error in throwing (call): Error: on purpose\n');
    expect(ran.code).toBe(2);
  });

  test('leaves the others alone: a file that cannot be parsed', async () => {
    const ran = await pitfalls(repositoryWith({ 'a.ts': 'zap(\n', 'b.yml': 'a: [\n', 'c.js': 'zap()\n' }));
    expect(places(ran)).toEqual(['c.js:1:1']);
    expect(ran.out).toMatch(/Could not be checked:\n {2}a\.ts:\d could not be parsed: .+\n {2}b\.yml:\d could not be parsed: .+\n\n/u);
    expect(ran.out).toContain('1 problem (1 error, 0 warnings) in 1 of 1 file, 2 files could not be checked\n');
    expect(ran.code).toBe(2);
  });

  test('is named from where the command was started, however it was asked for', async () => {
    const root = repositoryWith({ 'a.py': 'pass\n' });
    const { out } = await pitfalls(root, ['a.py', join(root, 'b/missing.py'), '/nowhere/c.py'], {});
    expect(out).toContain('  b/missing.py does not exist\n');
    expect(out).toContain('  /nowhere/c.py does not exist (it lies outside of the working directory)\n');
    expect(out).not.toContain(root);
    expect((await pitfalls(root, ['hook', '--', root])).out).toContain('  . is a folder, and a hook checks files\n');
  });

  test('is a note when most of a Python file was read', async () => {
    const ran = await pitfalls(repositoryWith({ 'a.py': 'zap()\n\ndef f(:\n  pass\n', 'b.py': 'x = (1 + 2\n' }));
    expect(places(ran)).toEqual(['a.py:1:1']);
    expect(ran.out).toContain('Please note:\n  a.py:3 could not be read as Python from here; the rest was checked\n  b.py:1 could');
    expect(ran.code).toBe(1);
  });
});

describe('the command itself', () => {
  test('fits its help on one screen', async () => {
    const { code, lines } = await pitfalls(folderWith({}), ['--help']);
    expect(code).toBe(0);
    expect(lines.length).toBeLessThanOrEqual(45);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(120);
  });

  test('names every option in its help', async () => {
    const { out } = await pitfalls(folderWith({}), ['--help']);
    expect(optionNames.filter((name) => !new RegExp(`(?<![\\w-])${name}(?![\\w-])`, 'u').test(out))).toEqual([]);
  });

  test('answers a mistake on stderr', async () => {
    const err = "pitfalls: there is no option '--formt'; did you mean '--format'? ('pitfalls --help' lists the options)\n";
    expect(await pitfalls(folderWith({}), ['--formt', 'json'])).toMatchObject({ code: 2, out: '', err });
  });

  test('writes nothing into what it checks', async () => {
    const root = repositoryWith({ 'a.py': 'zap()\n', 'b.ts': 'zap()\n' });
    const before = readdirSync(root, { recursive: true }).sort();
    await pitfalls(root);
    expect(readdirSync(root, { recursive: true }).sort()).toEqual(before);
  });
});
