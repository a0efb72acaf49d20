import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { mended } from './fixing-rules.ts';
import { git, pitfalls, places, repositoryWith, type Files } from './repository.ts';

const SUPPRESSIONS = 'eslint-suppressions.json';

/** As `eslint --suppress-all` writes it. */
function suppressing(path: string, count: number): string {
  return JSON.stringify({ [path]: { 'no-undef': { count: 7 }, 'pitfalls/no-zap': { count } } }, null, 2);
}

const files: Files = { 'a.py': 'zap(1)\nzap(2)\n', 'b.py': 'pass\n', [SUPPRESSIONS]: suppressing('a.py', 2) };

describe('eslint-suppressions.json', () => {
  test('keeps silent what ESLint keeps silent', async () => {
    const root = repositoryWith(files);
    const out = `No problems in 2 files, 2 problems suppressed by ${SUPPRESSIONS}\n`;
    expect(await pitfalls(root)).toMatchObject({ code: 0, out, err: '' });
    writeFileSync(join(root, 'a.py'), 'zap(2)\n');
    expect(await pitfalls(root)).toMatchObject({ code: 0 });
    expect((await pitfalls(root, ['--format', 'json'])).out).toContain('"acceptedFindings": 1');
  });

  test('of more than it counts keeps none', async () => {
    const root = repositoryWith({ ...files, 'a.py': 'zap(1)\nzap(2)\nzap(3)\n' });
    expect(places(await pitfalls(root))).toEqual(['a.py:1:1', 'a.py:2:1', 'a.py:3:1']);
    expect(places(await pitfalls(repositoryWith({ ...files, 'b.py': 'zap()\n' })))).toEqual(['b.py:1:1']);
  });

  test('counts the old ones too when only new ones are told', async () => {
    const root = repositoryWith(files);
    git(root, 'add', '--all');
    git(root, 'commit', '--quiet', '--message', 'all');
    writeFileSync(join(root, 'a.py'), 'zap(1)\nzap(2)\nzap(3)\n');
    expect(places(await pitfalls(root, ['--since', 'HEAD']))).toEqual(['a.py:3:1']);
    writeFileSync(join(root, 'a.py'), 'zap(2)\nzap(3)\n');
    expect(await pitfalls(root, ['--since', 'HEAD'])).toMatchObject({ code: 0 });
  });

  test('is found where ESLint is started', async () => {
    const root = repositoryWith({ 'web/a.py': 'zap(1)\n', [`web/${SUPPRESSIONS}`]: suppressing('a.py', 1) });
    expect(await pitfalls(join(root, 'web'))).toMatchObject({ code: 0 });
    expect(await pitfalls(root)).toMatchObject({ code: 1 });
  });

  test('stands beside the baseline, which is not given the same again', async () => {
    const root = repositoryWith({ ...files, 'b.py': 'zap()\n' });
    await pitfalls(root, ['--baseline']);
    expect(readFileSync(join(root, 'pitfalls-baseline.jsonl'), 'utf8').match(/"path":"[^"]*"/gu)).toEqual(['"path":"b.py"']);
    expect((await pitfalls(root)).out).toBe(
      `No problems in 2 files, 1 problem accepted by the baseline, 2 problems suppressed by ${SUPPRESSIONS}\n`,
    );
  });

  test('keeps --fix away', async () => {
    const text = 'zap()\n';
    const rule = mended.card.name;
    const root = repositoryWith({ 'a.py': text, [SUPPRESSIONS]: JSON.stringify({ 'a.py': { [`pitfalls/${rule}`]: { count: 1 } } }) });
    const before = await pitfalls(root, ['--no-baseline'], { rules: [mended] });
    await pitfalls(root, ['--fix'], { rules: [mended] });
    expect([before.code, readFileSync(join(root, 'a.py'), 'utf8')]).toEqual([1, text]);
  });

  test('counts for nothing with --no-baseline, --untrusted, or when a change brings it', async () => {
    const root = repositoryWith({ 'a.py': 'zap(1)\nzap(2)\n' });
    git(root, 'add', '--all');
    git(root, 'commit', '--quiet', '--message', 'all');
    writeFileSync(join(root, SUPPRESSIONS), suppressing('a.py', 2));
    for (const args of [['--no-baseline'], ['--untrusted'], ['--baseline-from', 'HEAD']])
      expect(places(await pitfalls(root, args))).toHaveLength(2);
    git(root, 'add', '--all');
    git(root, 'commit', '--quiet', '--message', 'accepted');
    expect(await pitfalls(root, ['--baseline-from', 'HEAD'])).toMatchObject({ code: 0 });
    expect((await pitfalls(root, ['--baseline-from', 'HEAD', '--untrusted'])).code).toBe(1);
  });

  test.each([
    ['{', `${SUPPRESSIONS} is not valid JSON: `],
    ['[]', `${SUPPRESSIONS} must hold an object of files`],
    ['{"a.py": 3}', `${SUPPRESSIONS}: 'a.py' must be an object of rules`],
    ['{"a.py": {"pitfalls/no-zap": 3}}', `${SUPPRESSIONS}: 'a.py', 'pitfalls/no-zap' must have a whole number as its 'count'`],
  ])('that is damaged is told, and nothing is checked: %s', async (text, err) => {
    const ran = await pitfalls(repositoryWith({ ...files, [SUPPRESSIONS]: text }));
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(`pitfalls: ${err}`);
  });

  test('is read as a file and nothing else', async () => {
    const root = repositoryWith({ 'a.py': 'zap()\n' });
    mkdirSync(join(root, SUPPRESSIONS));
    expect(await pitfalls(root)).toMatchObject({ code: 2, err: `pitfalls: ${SUPPRESSIONS} is a folder\n` });
  });
});

test('files that are written for the command may be larger than those that are checked', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 9000 }, (_, index) => [`src/long/path/to/some/file-${String(index)}.py`, { 'no-undef': { count: 1 } }]),
  );
  const text = JSON.stringify({ ...many, 'a.py': { 'pitfalls/no-zap': { count: 2 } }, pad: { pad: 'x'.repeat(2 ** 20) } });
  expect(await pitfalls(repositoryWith({ ...files, [SUPPRESSIONS]: text }))).toMatchObject({ code: 0 });
});
