import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
let copy = '';

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'pitfalls-scaffold-'));
  for (const path of [
    'src',
    'tools',
    'docs',
    'fixtures',
    'test',
    'bench',
    'README.md',
    'package.json',
    'tsconfig.json',
    'vitest.config.ts',
    'dist/parsers',
  ]) {
    cpSync(join(ROOT, path), join(copy, path), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
});

afterAll(() => {
  rmSync(copy, { recursive: true, force: true });
});

const tsx = join(ROOT, 'node_modules/tsx/dist/cli.mjs');
const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');

test.each([
  ['python', 'app.py:3'],
  ['dotenv', '.env:2'],
  ['dockerfile', 'Dockerfile:3'],
])('a new rule for %s is complete except for its detector', (language, place) => {
  const name = `unfinished-${language}-defect`;
  execFileSync(process.execPath, [tsx, 'tools/new-rule.ts', name, '--pitfall', 'PF-002', '--language', language], { cwd: copy });
  execFileSync(process.execPath, [tsx, 'tools/docs.ts'], { cwd: copy });
  const run = spawnSync(
    process.execPath,
    // The other rules' fixtures are tested where they are; here, only what a new rule touches.
    [
      vitest,
      'run',
      'closure',
      'docs',
      'messages',
      'fixtures',
      '-t',
      `${name}|^cards|^fixtures|^docs/pitfalls|^every page`,
      '--reporter=json',
      '--outputFile=report.json',
    ],
    { cwd: copy, encoding: 'utf8' },
  );
  expect(run.status, run.stdout + run.stderr).toBe(1);
  const problems = failuresIn(join(copy, 'report.json')).map(({ message }) => message.split('\n')[0]?.replace(/^.*?Error: /u, ''));
  expect([...new Set(problems)]).toEqual([`PF-002/${name}-first-case/${place} promised '${name}', nothing reported`]);
  expect(execFileSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '--noEmit'], { cwd: copy, encoding: 'utf8' })).toBe(
    '',
  );
});

test('refuses a name, an ID or a language that is not there', () => {
  const say = (...args: string[]) =>
    spawnSync(process.execPath, [tsx, 'tools/new-rule.ts', ...args], { cwd: copy, encoding: 'utf8' }).stderr.trim();
  expect(say('stale-key', '--pitfall', 'PF-999', '--language', 'python')).toBe('no registry has PF-999');
  expect(say('stale-key', '--pitfall', 'PF-002', '--language', 'cobol')).toContain("no reader for 'cobol'");
  expect(say('relative-sqlite-path', '--pitfall', 'PF-002', '--language', 'python')).toContain('exists already');
  expect(say('--pitfall', 'PF-002')).toContain('usage: npm run new-rule');
});

interface Failure {
  readonly title: string;
  readonly message: string;
}

function failuresIn(report: string): Failure[] {
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as {
    testResults: { assertionResults: { status: string; fullName: string; failureMessages: string[] }[] }[];
  };
  return testResults.flatMap(({ assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) => ({ title: fullName, message: failureMessages.join('\n') })),
  );
}
