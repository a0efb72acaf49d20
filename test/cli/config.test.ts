import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderWith, git, pitfalls, repositoryWith } from './repository.ts';
import { callRule, throwingRule, zap } from './zap-rule.ts';

const rules = [zap, callRule('likely-other', 'other', 'likely'), callRule('hint-third', 'third', 'hint'), throwingRule];
const settings = `{
  "rules": {
    "no-zap": ["warn", { "also": ["zip"] }],
    "hint-third": ["error", { "loud": false }]
  },
  "ignore": ["legacy/", "*_pb2.py"]
}
`;

interface Told {
  readonly files: readonly {
    readonly path: string;
    readonly isChecked: boolean;
    readonly reason?: string;
    readonly isCheckedWhenNamed?: boolean;
    readonly rules?: readonly { readonly name: string; readonly severity: string; readonly source: object; readonly options: object[] }[];
  }[];
}

async function told(root: string, ...args: readonly string[]): Promise<Told> {
  return JSON.parse((await pitfalls(root, ['config', '--format', 'json', ...args], { rules })).out) as Told;
}

describe('pitfalls config FILE', () => {
  test('tells how each rule stands, and which line of which file says so', async () => {
    const root = repositoryWith({ 'pitfalls.json': settings, 'a.py': 'zap()\n', 'b.js': '' });
    expect((await pitfalls(root, ['config', 'a.py', 'b.js'], { rules })).out).toBe(`a.py is checked as Python
  error  hint-third    pitfalls.json:4:5
  error  throwing      recommended (certain)
  warn   likely-other  recommended (likely)
  warn   no-zap        pitfalls.json:3:5
           also: ["zip"] instead of []

b.js is checked as JavaScript or TypeScript
  error  hint-third    pitfalls.json:4:5
  warn   likely-other  recommended (likely)
  warn   no-zap        pitfalls.json:3:5
           also: ["zip"] instead of []
`);
  });

  test('counts with the command line', async () => {
    const root = repositoryWith({ 'pitfalls.json': settings, 'a.py': '' });
    const levels = async (...args: readonly string[]) =>
      Object.fromEntries(
        (await told(root, 'a.py', ...args)).files
          .flatMap((file) => file.rules ?? [])
          .map(({ name, severity, source }) => [name, [severity, source]]),
      );
    const preset = (name: string) => ({ by: 'preset', preset: name });
    expect(await levels('--preset', 'strict')).toEqual({
      'no-zap': ['warn', { by: 'settings', file: 'pitfalls.json', line: 3, column: 5 }],
      'likely-other': ['error', preset('strict')],
      'hint-third': ['error', { by: 'settings', file: 'pitfalls.json', line: 4, column: 5 }],
      throwing: ['error', preset('strict')],
    });
    expect(await levels('--untrusted', '--rule', 'hint-third')).toEqual({
      'no-zap': ['off', { by: 'command line' }],
      'likely-other': ['off', { by: 'command line' }],
      'hint-third': ['warn', { by: 'command line' }],
      throwing: ['off', { by: 'command line' }],
    });
  });

  test('tells which options differ from the defaults', async () => {
    const root = repositoryWith({
      'pyproject.toml': '[tool.pitfalls]\nrules.no-zap = ["off", { also = ["x"], loud = false }]\n',
      'a.py': '',
    });
    const [file] = (await told(root, 'a.py')).files;
    expect(file?.rules?.[0]).toEqual({
      name: 'no-zap',
      level: 'certain',
      severity: 'off',
      source: { by: 'settings', file: 'pyproject.toml', line: 2, column: 7 },
      options: [{ name: 'also', value: ['x'], default: [] }],
    });
  });

  test('tells why a file is left out', async () => {
    const root = repositoryWith({
      'pitfalls.json': settings,
      '.gitignore': 'build/\n',
      'build/a.py': '',
      'legacy/b.py': '',
      'c.min.js': '',
      'd.txt': '',
      'e.py': 'x'.repeat(2 ** 20 + 1),
      'f.py': Buffer.from([0xff]),
      'node_modules/g.js': '',
      'env/pyvenv.cfg': '',
      'env/h.py': '',
      'i.py': '',
    });
    symlinkSync('i.py', join(root, 'j.py'));
    symlinkSync(join(folderWith({ 'k.py': '' }), 'k.py'), join(root, 'k.py'));
    const paths = [
      'build/a.py',
      'legacy/b.py',
      'c.min.js',
      'd.txt',
      'e.py',
      'f.py',
      'node_modules/g.js',
      'env/h.py',
      'i.py',
      'j.py',
      'k.py',
    ];
    const { files } = await told(root, ...paths);
    expect(Object.fromEntries(files.map(({ path, reason, isCheckedWhenNamed }) => [path, reason && [reason, isCheckedWhenNamed]]))).toEqual(
      {
        'build/a.py': ['is ignored by Git', true],
        'legacy/b.py': ["is ignored by 'legacy/' in pitfalls.json:6:14", true],
        'c.min.js': ['is minified', true],
        'd.txt': ['is of a kind that pitfalls does not read', false],
        'e.py': ['is larger than 1 MiB (1.0 MiB)', false],
        'f.py': ['is not UTF-8 from line 1 on; save it as UTF-8 to have it checked', false],
        'node_modules/g.js': ["lies in a folder of other people's code", true],
        'env/h.py': ["lies in a folder of other people's code", true],
        'i.py': undefined,
        'j.py': ['is a link to i.py, which is looked at under its own name', false],
        'k.py': ['is a link to a place outside the repository', false],
      },
    );
    expect((await pitfalls(root, ['config', 'legacy/b.py'], { rules })).lines[0]).toBe(
      "legacy/b.py is ignored by 'legacy/' in pitfalls.json:6:14; named on the command line, it is checked all the same",
    );
  });

  test('refuses what is wrong', async () => {
    const root = repositoryWith({ 'pitfalls.json': '{ "rules": { "no-zab": "off" } }', 'a.py': '' });
    const ran = await pitfalls(root, ['config', 'a.py', 'none.py', '--rule', 'nozap'], { rules });
    expect([ran.code, ran.out]).toEqual([2, '']);
    expect(ran.err.split('\n')).toEqual([
      'pitfalls: none.py does not exist',
      "pitfalls: there is no rule 'nozap'; did you mean 'no-zap'?",
      "pitfalls: pitfalls.json:1:14: there is no rule 'no-zab'; did you mean 'no-zap'?",
      '',
    ]);
  });
});

describe('pitfalls config of a folder', () => {
  const files = { 'pitfalls.json': settings, 'src/a.py': 'zap()\n', 'src/b_pb2.py': '', 'notes.txt': '', 'node_modules/c.js': '' };

  test('lists what would be checked and what not, as a run does it', async () => {
    const root = repositoryWith(files);
    mkdirSync(join(root, 'inner'));
    git(join(root, 'inner'), 'init', '--quiet');
    const ran = await pitfalls(root, ['config'], { rules });
    expect(ran.out).toBe(`inner/: is another repository
node_modules/c.js: lies in a folder of other people's code
notes.txt: is of a kind that pitfalls does not read
pitfalls.json: is of a kind that pitfalls does not read
src/a.py
src/b_pb2.py: is ignored by '*_pb2.py' in pitfalls.json:6:25

1 of 6 paths would be checked
`);
    expect((await pitfalls(root, ['--format', 'json'], { rules })).out).toContain('"checkedFiles": 1,');
  });

  test('names folders that nobody looks into where there is no Git', async () => {
    const root = folderWith(files);
    const listed = (await told(root)).files.map(({ path, isChecked }) => [path, isChecked]);
    expect(listed).toEqual([
      ['node_modules/', false],
      ['notes.txt', false],
      ['pitfalls.json', false],
      ['src/a.py', true],
      ['src/b_pb2.py', false],
    ]);
    const [file] = (await told(root, 'node_modules/c.js')).files;
    expect(file?.reason).toBe("lies in node_modules/, which holds other people's code");
  });

  test('says how to check a folder of that name', async () => {
    const root = folderWith({ 'config/a.py': 'zap()\n' });
    const ran = await pitfalls(root, ['config'], { rules });
    expect(ran).toMatchObject({
      code: 0,
      err: "pitfalls: this tells what would be checked; to check what is called 'config' here, write ./config\n",
    });
    expect((await pitfalls(root, ['./config'])).code).toBe(1);
  });
});
