import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { getStaticYAMLValue, parseYAML } from 'yaml-eslint-parser';
import packageJson from '../../package.json' with { type: 'json' };
import { kindOfFile } from '../../src/language/files.ts';
import { preCommitFiles, setups } from '../../src/cli/setups.ts';
import { folderWith, pitfalls, repositoryWith } from './repository.ts';

const CONFIG = 'eslint.config.mjs';
const HOOKS = '.pre-commit-config.yaml';
const WORKFLOW = '.github/workflows/pitfalls.yml';
const EDITOR = '.vscode/settings.json';

interface PreCommitConfig {
  readonly repos: readonly { readonly hooks: readonly Readonly<Record<string, unknown>>[] }[];
}

const textOf = (path: string): string => setups.find((setup) => setup.path === path)?.text ?? '';
const read = (root: string, path: string): string => readFileSync(join(root, path), 'utf8');

describe('init', () => {
  test('shows every file and writes none', async () => {
    const root = repositoryWith({ 'package.json': '{}' });
    const ran = await pitfalls(root, ['init']);
    expect(ran).toMatchObject({ code: 0, err: '' });
    for (const path of [CONFIG, HOOKS, WORKFLOW, EDITOR]) {
      expect(ran.out).toContain(`--- ${path}: `);
      expect(ran.out).toContain(textOf(path).trimEnd());
    }
    expect(readdirSync(root).sort()).toEqual(['.git', 'package.json']);
  });

  test('writes them with --write, at the top of the repository', async () => {
    const root = repositoryWith({ 'package.json': '{}', 'deep/er/a.py': 'pass\n' });
    const ran = await pitfalls(join(root, 'deep/er'), ['init', '--write']);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.lines.map((line) => line.split(':')[0])).toEqual([
      `Wrote ${CONFIG}`,
      `Wrote ${HOOKS}`,
      `Wrote ${WORKFLOW}`,
      `Wrote ${EDITOR}`,
      '',
    ]);
    for (const path of [CONFIG, HOOKS, WORKFLOW, EDITOR]) expect(read(root, path)).toBe(textOf(path));
    expect(readdirSync(join(root, 'deep/er'))).toEqual(['a.py']);
  });

  test('never overwrites, and shows what belongs into what is there, under whatever name', async () => {
    const files = {
      'package.json': '{}',
      'eslint.config.ts': 'mine',
      [HOOKS]: 'mine',
      '.github/workflows/pitfalls.yaml': 'mine',
      [EDITOR]: '{ // mine\n}',
    };
    const root = repositoryWith(files);
    const ran = await pitfalls(root, ['init', '--write']);
    expect(ran.code).toBe(0);
    for (const [path, text] of Object.entries(files)) expect(read(root, path)).toBe(text);
    for (const path of ['eslint.config.ts', HOOKS, '.github/workflows/pitfalls.yaml', EDITOR]) {
      expect(ran.out).toContain(`--- ${path} is there already and was left as it is. Add `);
    }
    for (const path of [CONFIG, WORKFLOW]) expect(existsSync(join(root, path))).toBe(false);
    expect(ran.out).toContain(textOf(HOOKS).trimEnd());
    expect((await pitfalls(root, ['init'])).out).toContain(`--- ${HOOKS} is there already; this belongs in it: `);
  });

  test('can be said twice', async () => {
    const root = repositoryWith({ 'package.json': '{}' });
    await pitfalls(root, ['init', '--write']);
    const again = await pitfalls(root, ['init', '--write']);
    expect(again.code).toBe(0);
    expect(again.out).not.toContain('Wrote ');
  });

  test('leaves out what needs packages where none are installed', async () => {
    const root = folderWith({ 'a.py': 'pass\n' });
    const ran = await pitfalls(root, ['init', '--write']);
    expect(ran.code).toBe(0);
    expect(ran.out).toContain(`Left out ${CONFIG}: it is for projects with a package.json.\n`);
    expect(readdirSync(root).sort()).toEqual(['.github', '.pre-commit-config.yaml', 'a.py']);
  });

  test('writes through no link, neither out of the repository nor over a file', async () => {
    const outside = folderWith({ 'target.txt': 'old' });
    const root = repositoryWith({ 'package.json': '{}' });
    symlinkSync(outside, join(root, '.vscode'));
    symlinkSync(join(outside, 'missing.mjs'), join(root, CONFIG));
    const ran = await pitfalls(root, ['init', '--write']);
    expect(ran.code).toBe(2);
    expect(ran.out).toContain(`${EDITOR} could not be written: it would lie outside the repository\n`);
    expect(ran.out).toContain(`--- ${CONFIG} is there already`);
    expect(readdirSync(outside)).toEqual(['target.txt']);
  });

  test('knows no other words', async () => {
    expect(await pitfalls(folderWith({}), ['init', '--wirte'])).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining("'init' takes nothing but '--write', and not '--wirte'") as string,
    });
    expect((await pitfalls(folderWith({}), ['init', '--help'])).out).toContain('Usage: pitfalls');
  });
});

describe('what it writes', () => {
  const config = getStaticYAMLValue(parseYAML(textOf(HOOKS))) as unknown as PreCommitConfig;

  test('names this version of pitfalls and the ESLint it was tested with', () => {
    const packages = [`eslint-plugin-pitfalls@${packageJson.version}`, `eslint@${packageJson.devDependencies.eslint.slice(1)}`];
    expect(config.repos[0]?.hooks[0]?.additional_dependencies).toEqual(packages);
    expect(textOf(WORKFLOW)).toContain(` ${packages.join(' ')}\n`);
    expect(packages[1]).toMatch(/^eslint@\d+\.\d+\.\d+$/u);
  });

  test('gives pre-commit the files that pitfalls reads, and no others', () => {
    const hook = config.repos[0]?.hooks[0];
    expect(hook).toMatchObject({ entry: 'pitfalls hook', args: ['--'], types: ['text'], files: preCommitFiles, require_serial: true });
    const names = [
      'a.py',
      'x/a.pyi',
      'a.mts',
      'x.jsx',
      'a.yml',
      '.env',
      'x/.env',
      '.env.local',
      'prod.env',
      'a.python',
      'x/.env.a.b',
      'a.cjs',
      'Dockerfile',
      'docker/Dockerfile.prod',
      'Dockerfile.ubuntu-18.04',
      'web.Dockerfile',
      'web.dockerfile',
      'Containerfile',
      'x/Containerfile.dev',
      'Dockerfile.js',
      'a.sh',
      'x/a.bash',
    ];
    const others = [
      'a.txt',
      'a.pyc',
      'env',
      'x/environment',
      'a.env.bak',
      'py',
      'a.json',
      '.envrc',
      'a.yamlx',
      'Dockerfile.dockerignore',
      'Dockerfile.md',
      'Containerfile.containerignore',
      'dockerfiles',
      'MyDockerfile',
      '.env.d/readme',
    ];
    const expression = new RegExp(preCommitFiles, 'u');
    for (const name of [...names, ...others]) {
      expect([name, expression.test(name)]).toEqual([name, kindOfFile(name) !== null]);
      expect([name, expression.test(name)]).toEqual([name, names.includes(name)]);
    }
  });

  test('is a configuration that ESLint takes, for Python and TypeScript', () => {
    const root = folderWith({
      'package.json': '{}',
      [CONFIG]: textOf(CONFIG),
      'a.py': 'import sqlite3\n\n\ndef f():\n    return sqlite3.connect("a.db", timeout=1)\n',
      'b.ts': 'const a: number = 1;\nexport { a };\n',
    });
    // What npm would install.
    const modules = join(root, 'node_modules');
    mkdirSync(modules);
    symlinkSync(resolve('.'), join(modules, 'eslint-plugin-pitfalls'));
    const script = resolve('node_modules/eslint/bin/eslint.js');
    const eslint = (path: string) => spawnSync(process.execPath, [script, path], { cwd: root, encoding: 'utf8' });
    expect(eslint('b.ts')).toMatchObject({ status: 0, stdout: '', stderr: '' });
    const { status, stdout } = eslint('.');
    expect(status).toBe(1);
    expect(stdout).toMatch(/a\.py\n +5:28 +error .+ pitfalls\/relative-sqlite-path\n/u);
  });

  test('tells VS Code about every kind of file that pitfalls reads', () => {
    const { 'eslint.validate': languages } = JSON.parse(textOf(EDITOR)) as { 'eslint.validate': string[] };
    expect(languages).toEqual(
      expect.arrayContaining(['javascript', 'typescriptreact', 'python', 'yaml', 'dotenv', 'dockerfile', 'shellscript']),
    );
    expect(new Set(languages).size).toBe(languages.length);
    expect(readFileSync('docs/editors.md', 'utf8')).toContain(`\`\`\`json\n${textOf(EDITOR)}\`\`\`\n`);
  });
});
