import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderWith, git, pitfalls, places, repositoryWith, type Files } from './repository.ts';
import { callRule, zap } from './zap-rule.ts';

const settings = (limits: unknown): Files => ({ 'pitfalls.json': JSON.stringify({ limits }) });

const rules = [zap, callRule('likely-zop', 'zop', 'likely')];
const files = { 'a.py': 'zap(1)\nzop(2)\nzop(3)\n', 'src/b.py': 'zop(4)\n' };

const run = (args: readonly string[], root = repositoryWith(files)) => pitfalls(root, args, { rules });

describe('--max', () => {
  test('lets pass what was there, and not one more', async () => {
    const passed = await run(['--max', 'likely-zop=3', '--max', 'no-zap=1']);
    expect(passed).toMatchObject({ code: 0, err: '' });
    // It is told all the same: a limit is no silence.
    expect(places(passed)).toHaveLength(4);
    expect(await run(['--max', 'likely-zop=2', '--max', 'no-zap=1'])).toMatchObject({
      code: 1,
      err: "pitfalls: 3 findings of 'likely-zop', and --max allows 2: mend one of them\n",
    });
    expect((await run(['--max', 'likely-zop=3'])).code).toBe(1);
  });

  test.each([
    ['ZZ-1=4', 0],
    ['ZZ-1=3', 1],
    ['likely=3', 1],
    ['certain=1', 1],
    ['warning=3', 1],
    ['all=4', 0],
    ['all=3', 1],
  ])('counts by ID, level, severity and in all: %s', async (limit, code) => {
    expect(await run(['--max', limit])).toMatchObject({ code });
  });

  test('says when the number can be lowered, if all was looked at', async () => {
    const root = repositoryWith(files);
    const lower = 'pitfalls: 4 findings in all, and --max allows 9: lower the number to 4, so that it does not rise again\n';
    expect(await run(['--max', 'all=9'], root)).toMatchObject({ code: 0, err: lower });
    for (const partly of [['src'], ['--rule', 'no-zap'], ['a.py', 'src/b.py']]) {
      expect(await run(['--max', 'all=9', ...partly], root)).toMatchObject({ code: 0, err: '' });
    }
    expect(await run(['--max', 'all=9'], repositoryWith({ ...files, 'x.py': Buffer.from([0xff]) }))).toMatchObject({ code: 2, err: '' });
    expect(await run(['hook', '--max', 'all=9', '--', 'a.py'], root)).toMatchObject({ code: 0, err: '' });
  });

  test('counts what the baseline accepts as well', async () => {
    const root = repositoryWith(files);
    await run(['--baseline'], root);
    expect(await run([], root)).toMatchObject({ code: 0 });
    expect(await run(['--max', 'likely=2'], root)).toMatchObject({
      code: 1,
      err: "pitfalls: 3 findings of 'likely', and --max allows 2: mend one of them\n",
    });
  });

  test('goes with --fail-on, and gives way to --exit-zero', async () => {
    expect(await run(['--max', 'likely-zop=2', '--fail-on', 'error'])).toMatchObject({ code: 1 });
    expect(await run(['--max', 'no-zap=1', '--fail-on', 'error'])).toMatchObject({ code: 0 });
    expect(await run(['--max', 'all=0', '--exit-zero'])).toMatchObject({ code: 0 });
  });

  test('is told in json', async () => {
    const { out } = await run(['--max', 'likely-zop=2', '--format', 'json']);
    expect((JSON.parse(out) as { limits: unknown }).limits).toEqual([{ name: 'likely-zop', most: 2, count: 3, origin: '--max' }]);
    expect((await run(['--format', 'json'])).out).not.toContain('"limits"');
  });

  test('refuses what it does not understand', async () => {
    expect((await run(['--max', 'likely-zup=2'])).err).toBe(
      "pitfalls: there is no rule, pitfall or level 'likely-zup'; did you mean 'likely-zop'?\n",
    );
    for (const limit of ['all', 'all=', 'all=-1', 'all=x', '=3'])
      expect((await run(['--max', limit])).err).toContain("'--max' takes a rule, an ID");
    const root = repositoryWith(files);
    git(root, 'add', '--all');
    git(root, 'commit', '--quiet', '--message', 'all');
    expect((await run(['--max', 'all=3', '--since', 'HEAD'], root)).err).toContain("'--max' needs to see all findings");
  });

  test('speaks of all roots together', async () => {
    const parent = folderWith({ 'one/.git/HEAD': '', 'one/a.py': 'zap()\n', 'two/.git/HEAD': '', 'two/a.py': 'zap()\n' });
    expect(await run(['--max', 'all=1', 'one', 'two'], parent)).toMatchObject({ code: 1 });
    expect(await run(['--max', 'all=2', 'one', 'two'], parent)).toMatchObject({ code: 0 });
  });
});

describe('limits in the settings', () => {
  test('are as good as those of the command line', async () => {
    expect(await run([], repositoryWith({ ...files, ...settings({ 'likely-zop': 3, certain: 1 }) }))).toMatchObject({ code: 0, err: '' });
    const strict = repositoryWith({ ...files, ...settings({ 'ZZ-1': 3 }) });
    expect(await run([], strict)).toMatchObject({
      code: 1,
      err: "pitfalls: 4 findings of 'ZZ-1', and pitfalls.json allows 3: mend one of them\n",
    });
    expect(await run(['--untrusted'], strict)).toMatchObject({ code: 1, err: '' });
    expect((await run([], repositoryWith({ ...files, ...settings({ all: 5 }) }))).err).toContain(
      'pitfalls.json allows 5: lower the number to 4',
    );
    const toml = repositoryWith({ ...files, 'pyproject.toml': '[tool.pitfalls.limits]\nall = 3\n' });
    expect((await run([], toml)).err).toContain('pyproject.toml allows 3');
  });

  test('hold for the root they belong to', async () => {
    const root = (name: string, limit: number): Files =>
      Object.fromEntries(
        Object.entries({ '.git/HEAD': '', 'a.py': 'zap()\n', ...settings({ all: limit }) }).map(([path, text]) => [
          `${name}/${path}`,
          text,
        ]),
      );
    const parent = folderWith({ ...root('one', 1), ...root('two', 0) });
    expect(await run(['one', 'two'], parent)).toMatchObject({
      code: 1,
      err: 'pitfalls: 1 finding in all in two, and pitfalls.json allows 0: mend one of them\n',
    });
    expect(await run(['one'], parent)).toMatchObject({ code: 0 });
  });

  test('do not speak of what is new', async () => {
    const root = repositoryWith({ ...files, ...settings({ all: 9 }) });
    git(root, 'add', '--all');
    git(root, 'commit', '--quiet', '--message', 'all');
    writeFileSync(join(root, 'src/b.py'), 'zop(4)\nzap(5)\n');
    expect(await run(['--since', 'HEAD'], root)).toMatchObject({ code: 1, err: '' });
    expect(await run(['hook', '--', 'src/b.py'], root)).toMatchObject({ code: 0, err: '' });
  });

  test('are refused with their place when they are wrong', async () => {
    expect((await run([], repositoryWith(settings({ 'no-zup': 1 })))).err).toBe(
      "pitfalls: pitfalls.json:1:12: there is no rule, pitfall or level 'no-zup'; did you mean 'no-zap'?\n",
    );
    expect((await run([], repositoryWith(settings({ all: -1 })))).err).toContain('pitfalls.json:1:18: limits.all ');
    expect((await run([], repositoryWith(settings([])))).err).toContain("'limits' must be an object of names and numbers");
  });
});
