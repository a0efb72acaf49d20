import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { git, pitfalls, places, repositoryWith } from './repository.ts';
import { callRule, zap } from './zap-rule.ts';

const BASELINE = 'pitfalls-baseline.jsonl';
const app = 'def first():\n    zap(1)\n\n\ndef second():\n    zap(2)\n';

async function accepted(files: Readonly<Record<string, string>> = { 'app.py': app }): Promise<string> {
  const root = repositoryWith(files);
  expect(await pitfalls(root, ['--baseline'])).toMatchObject({ code: 0, err: '' });
  return root;
}

describe('a baseline', () => {
  test('keeps silent what was there, and says so', async () => {
    const root = await accepted();
    expect(await pitfalls(root)).toMatchObject({ code: 0, out: 'No problems in 1 file, 2 problems accepted by the baseline\n' });
    expect(places(await pitfalls(root, ['--no-baseline']))).toEqual(['app.py:2:5', 'app.py:6:5']);
  });

  test('has a sorted line for each finding, with its code for people', async () => {
    const root = await accepted({ 'b.py': 'zap("b")\n', 'a.py': 'zap("a")\n' });
    const lines = readFileSync(join(root, BASELINE), 'utf8').trimEnd().split('\n');
    expect(lines[0]).toBe('{"pitfalls-baseline":1}');
    expect(lines.slice(1).map((line) => JSON.parse(line) as unknown)).toEqual([
      { path: 'a.py', rule: 'no-zap', code: 'zap("a")', fingerprint: expect.stringMatching(/^[0-9a-f]{20}$/u) as string },
      { path: 'b.py', rule: 'no-zap', code: 'zap("b")', fingerprint: expect.stringMatching(/^[0-9a-f]{20}$/u) as string },
    ]);
  });

  test('survives moving, reformatting and renaming', async () => {
    const root = await accepted();
    writeFileSync(join(root, 'app.py'), `import os\n\n${app.replaceAll('    ', '\t').replace('zap(1)', 'zap( 1 )')}`);
    expect((await pitfalls(root)).code).toBe(0);
    renameSync(join(root, 'app.py'), join(root, 'renamed.py'));
    expect((await pitfalls(root)).code).toBe(0);
  });

  test('survives a new name of the rule', async () => {
    const root = await accepted();
    const today = callRule('no-zapping', 'zap');
    const rules = [{ ...today, card: { ...today.card, formerly: ['no-zap'] } }];
    expect(await pitfalls(root, [], { rules })).toMatchObject({
      code: 0,
      out: 'No problems in 1 file, 2 problems accepted by the baseline\n',
    });
  });

  test('catches one fixed and one added', async () => {
    const root = await accepted();
    writeFileSync(join(root, 'app.py'), app.replace('zap(1)', 'pass').replace('zap(2)\n', 'zap(2)\n    zap(3)\n'));
    const ran = await pitfalls(root);
    expect(ran.code).toBe(1);
    expect(places(ran)).toEqual(['app.py:7:5']);
    expect(ran.out).toContain('1 entry stands for nothing any more; --prune removes what is stale');
  });

  test('accepts files that cannot be read, or not all of it, and still says so', async () => {
    const latin = Buffer.from('# \xe9\nzap()\n', 'latin1');
    const root = repositoryWith({ 'app.py': app, 'broken.js': 'let = (\n', 'half.py': 'def f(:\n    zap()\n', 'latin.js': latin });
    const before = await pitfalls(root);
    expect(before.code).toBe(2);
    expect((await pitfalls(root, ['--baseline'])).code).toBe(0);
    const after = await pitfalls(root);
    expect(after.code).toBe(0);
    expect(after.out).toContain('pitfalls-baseline.jsonl accepts 3 files that could not be read, or not all of it');
    expect(after.out).not.toMatch(/broken\.js|half\.py|latin\.js/u);
    // Lines above the mistake change nothing, and a new name neither.
    writeFileSync(join(root, 'broken.js'), '\n\nlet = (\n');
    renameSync(join(root, 'latin.js'), join(root, 'latin1.js'));
    expect((await pitfalls(root)).code).toBe(0);
    expect((await pitfalls(root, ['--no-baseline'])).code).toBe(2);
    // Another mistake is another matter, and what can be read by now needs no entry, nor does what was found there.
    writeFileSync(join(root, 'broken.js'), 'let a = `\n');
    writeFileSync(join(root, 'half.py'), 'def f():\n    pass\n');
    const changed = await pitfalls(root);
    expect(changed.code).toBe(2);
    expect(changed.out).toContain('broken.js');
    expect(changed.out).toContain('3 entries stand for nothing any more');
  });

  test('is for one finding an entry: a copy in the same function or in another file is new', async () => {
    const root = await accepted();
    writeFileSync(join(root, 'app.py'), app.replace('zap(1)\n', 'zap(1)\n    zap(1)\n'));
    expect(places(await pitfalls(root))).toEqual(['app.py:3:5']);
    writeFileSync(join(root, 'app.py'), app);
    writeFileSync(join(root, 'copy.py'), app);
    expect(places(await pitfalls(root))).toEqual(['copy.py:2:5', 'copy.py:6:5']);
  });

  test('loses what is stale with --prune, and only that', async () => {
    const root = await accepted({ 'app.py': app, 'gone.py': 'zap()\n', 'other.py': 'zap()\n' });
    rmSync(join(root, 'gone.py'));
    writeFileSync(join(root, 'app.py'), app.replace('zap(1)', 'pass'));
    // What was not looked at is not stale.
    await pitfalls(root, ['--prune', 'app.py']);
    const paths = readFileSync(join(root, BASELINE), 'utf8').match(/"path":"[^"]*"/gu);
    expect(paths).toEqual(['"path":"app.py"', '"path":"other.py"']);
    expect(await pitfalls(root)).toMatchObject({ code: 0, out: 'No problems in 2 files, 2 problems accepted by the baseline\n' });
  });

  test('says nothing of rules that did not run, and keeps their entries', async () => {
    const rules = [zap, callRule('no-zop', 'zop'), callRule('hint-zip', 'zip', 'hint')];
    const root = repositoryWith({ 'a.py': 'zap()\nzop()\nzip()\n' });
    await pitfalls(root, ['--preset', 'all', '--baseline'], { rules });
    const before = readFileSync(join(root, BASELINE), 'utf8');
    expect((await pitfalls(root, ['--rule', 'no-zap'], { rules })).out).toBe('No problems in 1 file, 1 problem accepted by the baseline\n');
    await pitfalls(root, ['--rule', 'no-zap', '--prune'], { rules });
    await pitfalls(root, ['--rule', 'no-zap', '--baseline'], { rules });
    await pitfalls(root, ['--prune'], { rules });
    expect(readFileSync(join(root, BASELINE), 'utf8')).toBe(before);
    // A rule that is gone needs no entries.
    await pitfalls(root, ['--preset', 'all', '--prune'], { rules: rules.slice(1) });
    expect(readFileSync(join(root, BASELINE), 'utf8')).not.toContain('no-zap');
  });

  test('keeps reasons and days, and forgets what has expired', async () => {
    const root = await accepted({ 'app.py': 'zap()\n' });
    const location = join(root, BASELINE);
    const text = readFileSync(location, 'utf8');
    writeFileSync(location, text.replace(/\}\n$/u, ',"reason":"legacy","until":"2999-12-31"}\n'));
    expect((await pitfalls(root, ['--baseline'])).code).toBe(0);
    expect(readFileSync(location, 'utf8')).toContain('"reason":"legacy","until":"2999-12-31"');
    writeFileSync(location, text.replace(/\}\n$/u, ',"until":"2020-01-31"}\n'));
    const ran = await pitfalls(root);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain('app.py was accepted only until 2020-01-31 (no-zap)');
  });

  test('merges when two branches accept different things', async () => {
    const root = await accepted({ 'a.py': 'zap()\n', 'k.py': 'zap()\n', 'z.py': 'zap()\n' });
    const on = async (branch: string, file: string): Promise<void> => {
      git(root, 'checkout', '--quiet', '-b', branch, 'base');
      writeFileSync(join(root, file), 'zap()\n');
      await pitfalls(root, ['--baseline']);
      git(root, 'add', '--all');
      git(root, 'commit', '--quiet', '--message', branch);
    };
    git(root, 'checkout', '--quiet', '-b', 'base');
    git(root, 'add', '--all');
    git(root, 'commit', '--quiet', '--message', 'base');
    await on('one', 'b.py');
    await on('two', 'y.py');
    git(root, 'merge', '--quiet', '--message', 'both', 'one');
    expect(await pitfalls(root)).toMatchObject({ code: 0, out: 'No problems in 5 files, 5 problems accepted by the baseline\n' });
  });

  test('merges with merge=union where two branches accept things side by side', async () => {
    const root = await accepted({ 'a.py': 'zap()\n', '.gitattributes': 'pitfalls-baseline.jsonl merge=union\n' });
    const commit = (name: string): void => {
      git(root, 'add', '--all');
      git(root, 'commit', '--quiet', '--message', name);
    };
    git(root, 'checkout', '--quiet', '-b', 'base');
    commit('base');
    for (const name of ['x', 'y']) {
      git(root, 'checkout', '--quiet', '-b', name, 'base');
      writeFileSync(join(root, `${name}.py`), 'zap()\n');
      await pitfalls(root, ['--baseline']);
      commit(name);
    }
    git(root, 'merge', '--quiet', '--message', 'both', 'x');
    expect(await pitfalls(root)).toMatchObject({ code: 0, out: 'No problems in 3 files, 3 problems accepted by the baseline\n' });
  });

  test('that is broken is told with its line, and nothing is checked', async () => {
    const broken = async (line: string): Promise<string> => {
      const ran = await pitfalls(repositoryWith({ 'a.py': 'zap()\n', [BASELINE]: `{"pitfalls-baseline":1}\n${line}\n` }));
      expect(ran).toMatchObject({ code: 2, out: '' });
      return ran.err;
    };
    expect(await broken('<<<<<<< HEAD')).toBe(`pitfalls: ${BASELINE}:2: a merge was left unfinished here\n`);
    expect(await broken('{"rule": 1}')).toContain("'rule', 'path', 'fingerprint' and 'code' must be texts");
    expect(await broken('{"rule":"r","path":"p","fingerprint":"f","until":"soon"}')).toContain("'until' must be a day");
    expect(await broken('{"pitfalls-baseline":99}')).toContain('of another version (99)');
  });
});
