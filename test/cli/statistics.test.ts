import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { pitfalls, repositoryWith } from './repository.ts';
import { callRule, zap } from './zap-rule.ts';

const rules = [zap, callRule('likely-zop', 'zop', 'likely')];
const files = {
  'a.py': 'zap()\nzop()\n',
  'src/one/deep/er/a.py': 'zap()\nzap()\n',
  'src/one/b.py': 'zap()\n',
  'src/two/c.py': 'zop()\n',
};

interface Statistics {
  readonly statistics?: Readonly<Record<string, readonly { readonly name: string }[]>> & { readonly timing?: unknown };
}

async function statisticsOf(root: string, ...args: readonly string[]): Promise<Statistics['statistics']> {
  return (JSON.parse((await pitfalls(root, ['--format', 'json', ...args], { rules })).out) as Statistics).statistics;
}

describe('--statistics', () => {
  test('counts by rule, by pitfall and by folder, behind the findings', async () => {
    const ran = await pitfalls(repositoryWith(files), ['--statistics'], { rules });
    expect(ran.err).toBe('');
    expect(ran.out).toContain(`       | ^^^

By rule     findings
no-zap             4
likely-zop         2

By pitfall  findings
ZZ-1               6
ZZ-2               6

By folder  findings
src/one           3
.                 2
src/two           1

6 problems (4 errors, 2 warnings) in 4 of 4 files
`);
  });

  test('compares with the baseline', async () => {
    const root = repositoryWith(files);
    await pitfalls(root, ['--baseline'], { rules });
    writeFileSync(join(root, 'src/one/b.py'), 'pass\n');
    writeFileSync(join(root, 'a.py'), 'zap()\nzop()\nzop(2)\n');
    expect((await pitfalls(root, ['--statistics'], { rules })).out).toContain(`By rule     findings  accepted  since the baseline
likely-zop         1         2                  +1
no-zap             0         3                  -1
`);
    expect(await statisticsOf(root, '--statistics')).toEqual({
      rules: [
        { name: 'likely-zop', findings: 1, accepted: 2, trend: 1 },
        { name: 'no-zap', findings: 0, accepted: 3, trend: -1 },
      ],
      pitfalls: ['ZZ-1', 'ZZ-2'].map((name) => ({ name, findings: 1, accepted: 5, trend: 0 })),
      folders: [
        { name: '.', findings: 1, accepted: 2, trend: 1 },
        { name: 'src/one', findings: 0, accepted: 2, trend: -1 },
        { name: 'src/two', findings: 0, accepted: 1, trend: 0 },
      ],
    });
    // Of a part of the files and of the rules only that part is compared.
    expect((await statisticsOf(root, '--statistics', 'src'))?.rules).toEqual([
      { name: 'no-zap', findings: 0, accepted: 2, trend: -1 },
      { name: 'likely-zop', findings: 0, accepted: 1, trend: 0 },
    ]);
    expect((await statisticsOf(root, '--statistics', '--rule', 'likely-zop'))?.rules).toEqual([
      { name: 'likely-zop', findings: 1, accepted: 2, trend: 1 },
    ]);
  });

  test('is silent where nobody asked, and refused where nobody would see it', async () => {
    const root = repositoryWith(files);
    expect(await statisticsOf(root)).toBeUndefined();
    expect((await pitfalls(root, ['--statistics', '--format', 'sarif'])).err).toContain(
      "'--statistics' is told by the formats pretty and json",
    );
  });

  test('makes names harmless and short', async () => {
    const folder = `\x1b[2J${'long'.repeat(30)}`;
    const { out } = await pitfalls(repositoryWith({ [`${folder}/a.py`]: 'zap()\n' }), ['--statistics']);
    const row = out.split('\n').find((line) => line.startsWith('…'));
    expect(row).toMatch(/^…(?:g|l|o|n){59} +1$/u);
  });
});

describe('--timing', () => {
  test('tells on the error output what took long, and changes nothing else', async () => {
    const root = repositoryWith(files);
    const plain = await pitfalls(root, [], { rules });
    const ran = await pitfalls(root, ['--timing'], { rules });
    expect(ran.out).toBe(plain.out);
    expect(plain.err).toBe('');
    expect(ran.err).toMatch(
      /^Time of each rule .*:\n(?: +\d+\.\d ms {2}(?:no-zap|likely-zop)\n){2} +\d+\.\d ms {2}all else: .*\nSlowest files:\n/u,
    );
    expect(ran.err).toMatch(/ms {2}src\/one\/b\.py\n/u);
    expect(ran.err).toMatch(/ms {2}all 4 files\n$/u);
  });

  test('goes into the statistics of json, and nowhere else', async () => {
    const root = repositoryWith(files);
    expect((await statisticsOf(root, '--statistics', '--timing'))?.timing).toEqual({
      rules: expect.arrayContaining([{ name: 'no-zap', milliseconds: expect.any(Number) as number }]) as unknown,
      files: expect.arrayContaining([{ name: 'a.py', milliseconds: expect.any(Number) as number }]) as unknown,
    });
    expect(await statisticsOf(root, '--timing')).toBeUndefined();
    expect((await statisticsOf(root, '--statistics'))?.timing).toBeUndefined();
  });
});

describe("a hook's budget", () => {
  test('is warned about on the error output, and changes nothing else', async () => {
    const root = repositoryWith({ 'a.py': 'pass\n' });
    const ran = await pitfalls(root, ['hook', '--budget', '0', '--', 'a.py']);
    expect(ran).toMatchObject({ code: 0, out: 'No problems in 1 file\n' });
    expect(ran.err).toMatch(/^pitfalls: the hook took \d+\.\d s, and its budget is 0 s: --timing shows what takes long, .*\n$/u);
    expect((await pitfalls(root, ['hook', '--budget=600', '--', 'a.py'])).err).toBe('');
    expect((await pitfalls(root, ['--budget', '0'])).err).toBe('');
    expect((await pitfalls(root, ['hook', '--budget', 'soon', '--', 'a.py'])).err).toContain(
      "'--budget' takes a number of seconds, not 'soon'",
    );
  });
});
