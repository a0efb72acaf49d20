import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rules } from '../../src/generated/rules.ts';
import { isInShare, parseShare } from '../../src/cli/part.ts';
import { formatNames } from '../../src/cli/report/formats.ts';
import { filesOfScenario, folderWith, git, pitfalls, repositoryWith, type Files, type Ran } from './repository.ts';

const handler = 'try:\n    work()\nexcept:\n    pass\n';
const fixable =
  'def read(path):\n    try:\n        return open(path).read()\n    except (ValueError, Exception):\n        logger.exception("x")\n        raise\n';

const files: Files = {
  ...Object.fromEntries(
    Array.from({ length: 20 }, (_, index): [string, string] => [`p/${String(index)}.py`, `x = ${String(index)}\n${handler}`]),
  ),
  // What is found in some of these depends on the others, which another part may have.
  ...filesOfScenario('PF-009/fastapi-route-beside-guarded-ones', 'across/bills'),
  ...filesOfScenario('PF-009/ok-guard-on-inclusion', 'across/closed'),
  ...filesOfScenario('PF-009/ok-express-behind-guards', 'across/express'),
  'fix.py': fixable,
  'web/x.ts': 'const a: string = "1";\ntry { work(a) } catch (e) {}\n',
  'compose.yml': 'services:\n  app:\n    environment:\n      DATABASE_URL: sqlite:///./app.db\n',
  '.env': 'DATABASE_URL=sqlite:///./app.db\n',
  'broken.js': 'let = (\n',
  'latin.py': Buffer.from('# \xe9\n', 'latin1'),
  'pitfalls.json': '{ "limits": { "broad-except": 4 } }\n',
  'off.py': 'try:\n    work()\nexcept:  # eslint-disable-line pitfalls/broad-except -- why\n    pass\n',
  'two.min.js': `try{work()}catch{};${'a=1;'.repeat(3000)}\n`,
};

/** A repository whose baseline accepts a file that was renamed since, one that is there, and one that is gone. */
async function repository(): Promise<string> {
  const root = repositoryWith({ ...files, 'gone.py': 'y = 1\ntry:\n    rest()\nexcept:\n    pass\n', 'was.py': `z = 1\n${handler}` });
  expect((await pitfalls(root, ['--baseline', 'p/1.py', 'p/2.py', 'gone.py', 'was.py'], { rules })).code).toBe(0);
  for (const path of ['gone.py', 'was.py']) git(root, 'rm', '--quiet', '--force', '--cached', '--ignore-unmatch', path);
  const baseline = join(root, 'pitfalls-baseline.jsonl');
  writeFileSync(baseline, readFileSync(baseline, 'utf8').replaceAll('gone.py', 'gone/for/good.py').replaceAll('was.py', 'old-name.py'));
  return root;
}

/** The reports of all parts, as files. */
async function shards(
  root: string,
  of: number,
  args: readonly string[] = [],
  format = 'concise',
): Promise<{ readonly names: string[]; readonly ran: Ran[] }> {
  const folder = folderWith({});
  const names: string[] = [];
  const ran: Ran[] = [];
  for (let part = 1; part <= of; part++) {
    const name = join(folder, `${String(part)}.json`);
    ran.push(
      await pitfalls(root, ['--shard', `${String(part)}/${String(of)}`, '--format', `json=${name}`, '--format', format, ...args], {
        rules,
      }),
    );
    names.push(name);
  }
  return { names, ran };
}

describe('merged parts', () => {
  test.each([
    { of: 1, args: [] },
    { of: 3, args: ['--preset', 'all', '--with-accepted', '--statistics'], names: ['json'] as const },
    { of: 4, args: ['--untrusted', '--no-baseline'] },
    { of: 2, args: ['--max', 'broad-except=3'] },
  ])('are the whole run, byte for byte, in every format: $of with $args', async ({ of, args, names: formats = formatNames }) => {
    const root = await repository();
    const { names, ran } = await shards(root, of, args, formats === formatNames ? 'concise' : 'json');
    const lines = ran.flatMap(({ lines: printed }) => printed).filter((line) => line !== '');
    const whole = await pitfalls(root, ['--format', formats === formatNames ? 'concise' : 'json', ...args], { rules });
    for (const path of ['across/bills/app/invoices.py', 'p/7.py', 'web/x.ts', 'compose.yml', 'broken.js', 'latin.py'])
      expect(whole.out).toContain(path);
    if (of > 1 && formats === formatNames) for (const { out } of ran) expect(out.length).toBeLessThan(whole.out.length);
    if (formats === formatNames) expect(whole.out).not.toMatch(/^across\/(?:closed|express).* route-without-auth/mu);
    expect(lines.filter((line) => line.includes('broad-except')).length).toBeGreaterThan(15);
    for (const format of formats) {
      const expected = await pitfalls(root, ['--format', format, ...args], { rules });
      const merged = await pitfalls('/', ['merge', ...names.toReversed(), '--format', format], { rules });
      expect({ ...merged, format }).toEqual({ ...expected, format });
    }
  });

  test('take several roots apart', async () => {
    const [one, two] = [await repository(), await repository()];
    const { names } = await shards('/', 3, [one, two]);
    for (const format of ['json', 'pretty']) {
      expect(await pitfalls('/', ['merge', '--format', format, ...names], { rules })).toEqual(
        await pitfalls('/', ['--format', format, one, two], { rules }),
      );
    }
  });

  test('exit as they are told to', async () => {
    const { names } = await shards(repositoryWith({ 'a.py': handler, 'b.py': 'x = 1\n' }), 2);
    expect((await pitfalls('/', ['merge', ...names], { rules })).code).toBe(1);
    expect((await pitfalls('/', ['merge', '--exit-zero', ...names], { rules })).code).toBe(0);
  });
});

describe('merge refuses', () => {
  test('what is missing, doubled, of another run or no part at all', async () => {
    const root = await repository();
    const { names } = await shards(root, 3);
    const [one = '', two = '', three = ''] = names;
    const other = (await shards(root, 3, ['--preset', 'strict'])).names[2] ?? '';
    const four = (await shards(root, 4)).names[3] ?? '';
    const folder = folderWith({ 'no.json': 'x', 'plain.json': '{ "findings": [] }', 'odd.json': '{ "shard": { "version": "0.0.1" } }' });
    const changed = join(folder, 'changed.json');
    writeFileSync(changed, readFileSync(three, 'utf8').replace('"roots"', '"rootz"'));
    const complaint = async (...args: string[]): Promise<string> => {
      const { code, out, err } = await pitfalls(folder, ['merge', ...args], { rules });
      expect({ code, out }).toEqual({ code: 2, out: '' });
      return err;
    };
    expect(await complaint(one, three)).toBe('pitfalls: of 3 parts these are missing: 2\n');
    expect(await complaint(one, two, two, three)).toMatch(/^pitfalls: '.*2\.json' and '.*2\.json' are both part 2 of 3\n$/u);
    expect(await complaint(one, two, other)).toContain('are not of one run: the files or the options differ');
    expect(await complaint(one, two, four)).toContain('is one of 4 parts');
    expect(await complaint('nothing.json')).toBe("pitfalls: 'nothing.json' does not exist\n");
    expect(await complaint('no.json')).toContain('is no JSON');
    expect(await complaint('plain.json')).toContain('make it with --shard and --format json');
    expect(await complaint('odd.json')).toContain('was made by pitfalls 0.0.1, and this is');
    expect(await complaint(one, two, changed)).toContain('was changed since pitfalls wrote it');
    expect(await complaint()).toContain("'merge' needs the reports");
  });
});

test('a part is named by a number of a number', () => {
  expect(parseShare('2/3')).toEqual({ part: 2, of: 3 });
  for (const wrong of ['0/3', '4/3', '1', '/', '1/0', '-1/2', '1/2/3', '1.5/2', 'x/y']) expect(parseShare(wrong)).toBeUndefined();
});

test('each file is in one part, and the parts are of one size', () => {
  const paths = Array.from({ length: 900 }, (_, index) => `some/folder/file-${String(index)}.py`);
  const sizes = [1, 2, 3].map((part) => paths.filter((path) => isInShare(path, { part, of: 3 })).length);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(900);
  for (const size of sizes) expect(Math.abs(size - 300)).toBeLessThan(60);
  // The same for ever: a part that is computed again must hold the same files.
  expect(paths.slice(0, 8).map((path) => [1, 2, 3].find((part) => isInShare(path, { part, of: 3 })))).toMatchInlineSnapshot(`
    [
      2,
      2,
      2,
      3,
      1,
      2,
      2,
      1,
    ]
  `);
});

test.each(['--fix', '--diff', '--baseline', '--prune'])('%s is not for parts', async (option) => {
  const { code, err } = await pitfalls(repositoryWith({ 'a.py': 'x = 1\n' }), ['--shard', '1/2', option], { rules });
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(`and '${option}' is not for parts`) as string });
});

test('a part without a file is no empty run', async () => {
  const root = repositoryWith({ 'a.py': 'x = 1\n' });
  const ran = await Promise.all([1, 2].map((part) => pitfalls(root, ['--shard', `${String(part)}/2`], { rules })));
  expect(ran.map(({ code }) => code)).toEqual([0, 0]);
  expect(new Set(ran.map(({ out }) => out))).toEqual(new Set(['No problems in 1 file\n', 'Nothing was checked.\n']));
});
