import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { onTestFinished } from 'vitest';
import type { PitfallRule } from '../../src/define-rule.ts';
import { run } from '../../src/cli/run.ts';
import { zap } from './zap-rule.ts';

export type Files = Readonly<Record<string, string | Buffer>>;

/** A folder that is gone after the test. */
export function folderWith(files: Files): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'pitfalls-test-')));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** The files of a fixture's scenario, to be put below a folder: findings in some of them depend on what others say. */
export function filesOfScenario(scenario: string, below: string): Files {
  const folder = resolve('fixtures', scenario);
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !entry.name.includes('.fixed.'),
  );
  const paths = names.map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
  return Object.fromEntries(paths.map((path) => [join(below, path), readFileSync(join(folder, path))]));
}

/** A Git repository that is gone after the test; nothing in it is committed, which the command does not ask for. */
export function repositoryWith(files: Files): string {
  const folder = folderWith(files);
  git(folder, 'init', '--quiet');
  return folder;
}

export function git(folder: string, ...args: readonly string[]): void {
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], { cwd: folder, stdio: 'ignore' });
}

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly lines: readonly string[];
}

interface World {
  readonly rules?: readonly PitfallRule[];
  readonly env?: NodeJS.ProcessEnv;
  readonly isTTY?: boolean;
  /** What comes on the standard input; each text or buffer is a piece of it. */
  readonly stdin?: readonly (string | Buffer)[];
}

/** Runs the command in this process. */
export async function pitfalls(cwd: string, args: readonly string[] = [], world: World = {}): Promise<Ran> {
  const { rules = [zap], env = {}, isTTY = false, stdin } = world;
  let out = '';
  let err = '';
  const code = await run(args, {
    cwd,
    env,
    rules,
    stdout: { isTTY, write: (text) => (out += Buffer.from(text).toString()) },
    stderr: { isTTY, write: (text) => (err += Buffer.from(text).toString()) },
    ...(stdin ? { stdin: Readable.from(stdin.map((piece) => Buffer.from(piece))) } : {}),
  });
  return { code, out, err, lines: out.split('\n') };
}

/** The places of the findings: `path:line:column`. */
export function places({ lines }: Ran): string[] {
  return lines.flatMap((line) => /^(.*?:\d+:\d+) {2}(?:error|warning) {2}/u.exec(line)?.[1] ?? []);
}
