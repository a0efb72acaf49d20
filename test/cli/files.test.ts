import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderWith, git, pitfalls, places, repositoryWith } from './repository.ts';

describe('which files', () => {
  test('are those that Git tracks or would track', async () => {
    const files = { 'build/a.py': 'zap()\n', 'tracked.py': 'zap()\n', 'new/untracked.py': 'zap()\n' };
    const root = repositoryWith({ '.gitignore': 'build/\n', ...files });
    git(root, 'add', 'tracked.py');
    expect(places(await pitfalls(root))).toEqual(['new/untracked.py:1:1', 'tracked.py:1:1']);
    expect(places(await pitfalls(root, ['build']))).toEqual(['build/a.py:1:1']);
    expect(places(await pitfalls(root, ['build/a.py', 'new']))).toEqual(['build/a.py:1:1', 'new/untracked.py:1:1']);
  });

  test('that were deleted and not yet committed are not missed', async () => {
    const root = folderWith({ 'a.py': 'pass\n' });
    git(root, 'init', '--quiet');
    git(root, 'update-index', '--add', '--cacheinfo', '100644,e69de29bb2d1d6434b8b29ae775ad8c2e48c5391,gone.py');
    expect(await pitfalls(root)).toMatchObject({ code: 0, out: 'No problems in 1 file\n' });
  });

  test('are all without Git, but for folders of other people', async () => {
    const others = ['node_modules/x/i.js', '.venv/b.py', 'env/lib/c.py', 'env/pyvenv.cfg', 'x/__pycache__/d.py'];
    const zaps = Object.fromEntries(['a.py', 'dist/e.js', ...others].map((path) => [path, 'zap()\n']));
    const expected = ['a.py:1:1', 'dist/e.js:1:1'];
    expect(places(await pitfalls(folderWith(zaps)))).toEqual(expected);
    expect(places(await pitfalls(repositoryWith(zaps)))).toEqual(expected);
    const named = await pitfalls(folderWith(zaps), ['node_modules/x/i.js', 'env/lib']);
    expect(places(named)).toEqual(['env/lib/c.py:1:1', 'node_modules/x/i.js:1:1']);
  });

  test('are not those that the settings leave out, unless named', async () => {
    const files = { 'legacy/a.py': 'zap()\n', 'x/b_pb2.py': 'zap()\n', 'c.py': 'zap()\n' };
    const root = repositoryWith({ 'pitfalls.json': '{"ignore": ["legacy/", "*_pb2.py"]}', ...files });
    expect(places(await pitfalls(root))).toEqual(['c.py:1:1']);
    expect(places(await pitfalls(root, ['x/b_pb2.py', 'legacy']))).toEqual(['x/b_pb2.py:1:1']);
  });

  test('are not minified ones, unless named', async () => {
    const minified = { 'a.js': `${'x;'.repeat(600)}zap()\n`, 'b.min.js': 'zap()\n' };
    const root = repositoryWith({ ...minified, 'c.js': 'zap()\n', 'd.py': `x = "${'x'.repeat(2000)}"\nzap()\n` });
    const ran = await pitfalls(root);
    expect(places(ran)).toEqual(['c.js:1:1', 'd.py:2:1']);
    expect(ran.out).toContain('in 2 of 2 files, 2 minified files left out\n');
    expect(places(await pitfalls(root, ['a.js', 'b.min.js']))).toEqual(['a.js:1:1201', 'b.min.js:1:1']);
  });

  test('are not those inside a repository inside', async () => {
    const root = repositoryWith({ 'a.py': 'zap()\n', 'inner/b.py': 'zap()\n' });
    git(join(root, 'inner'), 'init', '--quiet');
    expect(places(await pitfalls(root))).toEqual(['a.py:1:1']);
    expect(places(await pitfalls(root, ['inner']))).toEqual(['b.py:1:1']);
  });

  test('are told about when they are named and of no kind that is read, or not there', async () => {
    const root = repositoryWith({ 'a.py': 'pass\n', 'README.txt': '' });
    const unknown = await pitfalls(root, ['README.txt']);
    expect(unknown.code).toBe(0);
    expect(unknown.out).toBe('Please note:\n  README.txt is of a kind that pitfalls does not read\n\nNothing was checked.\n');
    const missing = await pitfalls(root, ['b.py', 'a.py', 'c/']);
    expect(missing.code).toBe(2);
    expect(missing.out).toBe(`Could not be checked:
  b.py does not exist
  c/ does not exist

No problems in 1 file, 2 files could not be checked
`);
  });

  test('must be there at all', async () => {
    const ran = await pitfalls(repositoryWith({ 'README.txt': '' }));
    expect(ran.code).toBe(2);
    expect(ran.out).toBe('Could not be checked:\n  . holds no file of a kind that pitfalls reads\n\nNothing was checked.\n');
  });
});
