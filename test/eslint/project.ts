import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Linter } from 'eslint';

const require = createRequire(import.meta.url);
const ROOT = join(import.meta.dirname, '../..');

/** Both majors that we support, by the names they are installed under. */
export const ESLINTS = ['eslint', 'eslint9'] as const;
export type EslintName = (typeof ESLINTS)[number];

/** A project in a temporary folder that has our built package installed as a user has it; removed after the test. */
export function project(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'pitfalls-')));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(ROOT, join(folder, 'node_modules/eslint-plugin-pitfalls'));
  symlinkSync(join(ROOT, 'node_modules/jiti'), join(folder, 'node_modules/jiti'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs ESLint's own command in a project. */
export function eslint(name: EslintName, folder: string, ...args: string[]): Run {
  const bin = join(dirname(require.resolve(`${name}/package.json`)), 'bin/eslint.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { cwd: folder, encoding: 'utf8' });
  return { status, stdout, stderr };
}

/** The findings of ESLint's own command, by file name. */
export function findings(name: EslintName, folder: string, ...args: string[]): Record<string, Linter.LintMessage[]> {
  const { stdout, stderr } = eslint(name, folder, '--format', 'json', ...args);
  if (!stdout.startsWith('[')) throw new Error(stdout + stderr);
  const results = JSON.parse(stdout) as { filePath: string; messages: Linter.LintMessage[] }[];
  return Object.fromEntries(results.map(({ filePath, messages }) => [filePath.slice(folder.length + 1), messages]));
}

export const CONFIG = `import pitfalls from 'eslint-plugin-pitfalls';
export default [...pitfalls.configs.recommended];
`;
