import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { folderWith, repositoryWith } from './repository.ts';

/** `npm run build` makes it. */
const CLI = resolve('dist/cli.js');

function start(cwd: string, ...args: readonly string[]) {
  return spawnSync(process.execPath, [CLI, ...args], { cwd, encoding: 'utf8' });
}

test('the built command starts by itself and tells its version', () => {
  expect(readFileSync(CLI, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/u);
  expect(execFileSync(CLI, ['--version'], { encoding: 'utf8' })).toBe(`${packageJson.version}\n`);
});

test('it reads every kind of file and says so in its exit code', () => {
  const code = { 'a.py': 'x = 1\n', 'b.ts': 'let a: number = 1;\n', 'd.cjs': 'exports.a = 1;\n' };
  const root = repositoryWith({ ...code, 'c.yml': 'a: 1\n', '.env': 'A=1\n' });
  expect(start(root)).toMatchObject({ status: 0, stdout: 'No problems in 5 files\n', stderr: '' });
  expect(start(root, 'a.py')).toMatchObject({ status: 0, stdout: 'No problems in 1 file\n', stderr: '' });
  expect(start(root, 'nothing.py')).toMatchObject({ status: 2, stderr: '' });
  expect(start(root, '--wrong')).toMatchObject({ status: 2, stdout: '' });
});

test('a working directory that is gone is no finding', () => {
  const folder = folderWith({});
  const { status, stdout, stderr } = spawnSync('bash', ['-c', 'rmdir "$PWD" && exec "$0" "$1"', process.execPath, CLI], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect({ status, stdout, stderr }).toEqual({
    status: 2,
    stdout: '',
    stderr: 'pitfalls: the working directory is gone or may not be read\n',
  });
});

test('who shares the error output, here `cat`, does not find it changed', () => {
  const root = folderWith({ 'many.py': 'try:\n    work()\nexcept:\n    pass\n'.repeat(2000) });
  const linesOf = (command: string) =>
    Number(spawnSync('bash', ['-c', command, process.execPath, CLI], { cwd: root, encoding: 'utf8' }).stdout);
  const lines = linesOf('"$0" "$1" | wc -l');
  expect(lines).toBeGreaterThan(8000);
  expect(linesOf('{ "$0" "$1" | (sleep 0.5; cat); } 2>&1 | (sleep 2; wc -l)')).toBe(lines);
});

test('a large report reaches a slow reader whole, and one who leaves early is not an error', () => {
  const folder = folderWith({});
  const inShell = (then: string) =>
    spawnSync('bash', ['-c', `"$0" "$1" $(seq -f 'missing-%g.py' 20000) ${then}; echo "\${PIPESTATUS[0]}" >&2`, process.execPath, CLI], {
      cwd: folder,
      encoding: 'utf8',
    });
  const whole = inShell('| (sleep 0.5; cat)').stdout;
  expect(whole.match(/^ {2}missing-\d+\.py does not exist$/gmu)).toHaveLength(20_000);
  expect(whole).toMatch(/\nNothing was checked\.\n$/u);
  expect(inShell('| head -n 1')).toMatchObject({ stdout: 'Could not be checked:\n', stderr: '2\n' });
});

test.skipIf(process.platform !== 'linux')('a report that a full disk cuts off is not taken for a clean one', () => {
  const root = repositoryWith({ 'a.py': 'x = 1\n' });
  const { status, stderr } = spawnSync('bash', ['-c', '"$0" "$1" --format json > /dev/full', process.execPath, CLI], {
    cwd: root,
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 2, stderr: 'pitfalls: the report could not be written: there is no space left\n' });
  expect(start(root, '--format=json=/dev/full')).toMatchObject({
    status: 2,
    stderr: 'pitfalls: /dev/full could not be written: there is no space left\n',
  });
});
