import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import { bundle } from '../tools/bundle/bundle.ts';
import { folderWith, repositoryWith, type Files } from './cli/repository.ts';

/** `npm run build` makes it. */
const CLI = resolve('dist/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'pitfalls-bundle-'));
const BUNDLE = join(folder, 'pitfalls.mjs');

const files: Files = {
  'app.py': 'import sqlite3\n\n\ndef old():\n    return sqlite3.connect("old.db", timeout=1)\n',
  'fix.py':
    'def read(path):\n    try:\n        return open(path).read()\n    except (ValueError, Exception):\n        logger.exception("x")\n        raise\n',
  'web/x.ts': 'const a: string = "1";\ntry { work(a) } catch (e) {}\n',
  // Without ESLint's own rules nobody knows these; in the package nobody runs them.
  'web/y.js':
    '/* eslint eqeqeq: 2, no-such-rule: 2, semi: ["error", 7] */\n/* eslint pitfalls/broad-except: "warn" */\ntry { work() } catch {}\n',
  'web/z.jsx': '// @flow\n// eslint-disable-next-line no-undef, pitfalls/broad-except -- why\ntry { work((a: any)) } catch {}\n',
  'compose.yml': 'services:\n  app:\n    image: app\n    environment:\n      DATABASE_URL: sqlite:///./app.db\n',
  '.env': 'DATABASE_URL=sqlite:///./app.db\n',
  'broken.js': 'let = (\n',
  'broken.py': 'def f(:\ntry:\n    work()\nexcept:\n    pass\n',
  'latin.py': Buffer.from('# \xe9\n', 'latin1'),
};

/** Without a network, where the machine lets us take it away. */
const withoutNetwork = spawnSync('unshare', ['-rn', 'true']).status === 0 ? ['unshare', '-rn'] : [];

function start(program: string, cwd: string, args: readonly string[]): SpawnSyncReturns<string> {
  const [command = process.execPath, ...rest] = [...withoutNetwork, process.execPath, program, ...args];
  return spawnSync(command, rest, { cwd, encoding: 'utf8', env: { PATH: process.env.PATH ?? '', HOME: '/nowhere' } });
}

/** The one file, alone in a folder. */
function alone(): string {
  const folder = folderWith({});
  copyFileSync(BUNDLE, join(folder, 'pitfalls.mjs'));
  return join(folder, 'pitfalls.mjs');
}

beforeAll(() => bundle(BUNDLE));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the command in one file', () => {
  test.each([
    [['--format', 'json']],
    [['--format', 'json', '--preset', 'all']],
    [['--format', 'sarif', '--untrusted']],
    [['--diff']],
    [['explain', 'broad-except']],
    [['explain', 'PF-002', '--format', 'json']],
    [['list']],
    [['--help']],
    [['--version']],
    [['init']],
  ])('says what the package says: %j', (args) => {
    const program = alone();
    const root = repositoryWith(files);
    const { status, stdout, stderr } = start(CLI, root, args);
    expect(stdout.length).toBeGreaterThan(5);
    expect(start(program, root, args)).toMatchObject({ status, stdout, stderr });
  });

  test('finds something in each kind of file', () => {
    const { stdout, status } = start(alone(), repositoryWith(files), ['--format', 'concise']);
    for (const path of ['app.py', 'web/x.ts', 'web/y.js', 'compose.yml', '.env', 'broken.py', 'latin.py', 'broken.js'])
      expect(stdout).toContain(`${path}:`);
    expect(stdout).not.toContain('web/z.jsx');
    expect(status).toBe(2);
  });

  test('fixes as the package does', () => {
    const [ours, theirs] = [repositoryWith(files), repositoryWith(files)];
    start(CLI, theirs, ['--fix', 'fix.py']);
    start(alone(), ours, ['--fix', 'fix.py']);
    const fixed = readFileSync(join(ours, 'fix.py'), 'utf8');
    expect(fixed).toContain('except Exception:');
    expect(readFileSync(join(theirs, 'fix.py'), 'utf8')).toBe(fixed);
  });

  test('does not check itself, wherever it is kept', () => {
    const root = repositoryWith({ 'a.py': 'x = 1\n' });
    copyFileSync(BUNDLE, join(root, 'pitfalls.mjs'));
    expect(start(join(root, 'pitfalls.mjs'), root, [])).toMatchObject({ status: 0, stdout: 'No problems in 1 file\n', stderr: '' });
  });

  test('lints in several threads', () => {
    const root = repositoryWith(files);
    const [one, two] = ['1', '2'].map((threads) => start(BUNDLE, root, ['--format', 'json', '--workers', threads]));
    expect(one?.stdout).toContain('app.py');
    expect(two).toMatchObject({ status: one?.status, stdout: one?.stdout, stderr: '' });
  });

  test('is small enough to be copied about, and carries the licences of what is in it', () => {
    expect(statSync(BUNDLE).size).toBeLessThan(6_000_000);
    const text = readFileSync(BUNDLE, 'utf8');
    expect(text.slice(0, 100)).toMatch(
      new RegExp(`^#!/usr/bin/env node\\n// pitfalls ${packageJson.version.replaceAll('.', '\\.')}:`, 'u'),
    );
    const licences = text.slice(text.lastIndexOf('\n/*\n'));
    for (const name of [
      'eslint',
      '@babel/parser',
      'yaml',
      'tree-sitter-bash',
      'tree-sitter-python',
      'web-tree-sitter',
      'toml-eslint-parser',
      'esquery',
    ]) {
      expect(licences).toContain(`\n## ${name} `);
    }
  });
});
