import { execFileSync, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { getStaticYAMLValue, parseYAML } from 'yaml-eslint-parser';
import packageJson from '../package.json' with { type: 'json' };
import { PACKAGES, preCommitFiles, setups } from '../src/cli/setups.ts';
import { folderWith, git, repositoryWith } from './cli/repository.ts';

const ROOT = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const yaml = (text: string): unknown => getStaticYAMLValue(parseYAML(text));

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly on: unknown;
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Job {
  readonly 'timeout-minutes'?: number;
  readonly steps: readonly Step[];
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: unknown; readonly description: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

/** The code blocks of a page that are YAML, without the indentation that they share. */
function blocksOf(page: string): string[] {
  return Array.from(read(page).matchAll(/^```yaml\n(.*?)^```$/gmsu), ([, block = '']) => {
    const indent = /^ */u.exec(block)?.[0] ?? '';
    return block.replaceAll(new RegExp(`^${indent}`, 'gmu'), '');
  });
}

const action = yaml(read('action.yml')) as Action;
const pages = ['README.md', 'docs/ci.md', 'docs/pre-commit.md'];
const blocks = pages.flatMap(blocksOf);
const workflows = blocks.flatMap((block) => (/^jobs:/mu.test(block) ? [yaml(block) as Workflow] : []));
const pageSteps = workflows.flatMap(({ jobs }) => Object.values(jobs).flatMap(({ steps }) => steps));
const fragments = blocks.flatMap((block) => (block.startsWith('- uses:') ? (yaml(block) as Step[]) : []));
const steps = [...action.runs.steps, ...pageSteps, ...fragments];

describe('what is printed for CI', () => {
  test('is there to be looked at', () => {
    expect(workflows.length).toBeGreaterThanOrEqual(2);
    expect(fragments.length).toBeGreaterThanOrEqual(2);
    expect(action.runs).toMatchObject({ using: 'composite' });
  });

  test('lets no expression into a script, where the text of a stranger would become code', () => {
    const scripts = steps.flatMap(({ run }) => run ?? []);
    expect(scripts.length).toBeGreaterThanOrEqual(6);
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
    expect(action.runs.steps.map(({ shell }) => shell)).toEqual(['bash', 'bash']);
  });

  test('names actions of GitHub by their major version and others by a commit', () => {
    // Who trusts GitHub's machines trusts GitHub's actions, and a commit printed on a page would be old tomorrow.
    const allowed = /^(?:(?:actions|github)\/[\w/-]+@v\d+|[\w.-]+\/[\w./-]+@(?:[\da-f]{40}|COMMIT))$/u;
    const used = steps.flatMap(({ uses }) => uses ?? []);
    expect(used.length).toBeGreaterThanOrEqual(4);
    expect(used.filter((name) => !allowed.test(name))).toEqual([]);
    expect(action.runs.steps.flatMap(({ uses }) => uses ?? [])).toEqual([]);
  });

  test('gives a job few rights and little time, and leaves no token behind', () => {
    for (const { on, permissions, jobs } of workflows) {
      expect(JSON.stringify(on)).not.toContain('pull_request_target');
      expect([{ contents: 'read' }, {}]).toContainEqual(permissions);
      for (const job of Object.values(jobs)) expect(job['timeout-minutes']).toBe(5);
    }
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@') === true);
    expect(checkouts.length).toBeGreaterThanOrEqual(2);
    expect(checkouts.filter((step) => step.with?.['persist-credentials'] !== false)).toEqual([]);
  });

  test('installs exact versions, the present ones, without their scripts', () => {
    const installations = [...steps.flatMap(({ run }) => run ?? []), ...blocks].flatMap((text) => text.match(/npm install .*/gu) ?? []);
    expect(installations.filter((line) => !line.includes('--ignore-scripts'))).toEqual([]);
    const [ours = '', eslint = ''] = PACKAGES;
    const named = [...blocks, ...installations].join('\n').match(/(?:eslint-plugin-pitfalls|\beslint)@[\d.]+/gu) ?? [];
    expect(new Set(named)).toEqual(new Set([ours, eslint]));
    expect(action.inputs.version?.default).toBe(packageJson.version);
    expect(`eslint@${action.runs.steps[0]?.env?.ESLINT_VERSION ?? ''}`).toBe(eslint);
  });

  test('is what init writes', () => {
    const written = (path: string): string => setups.find((setup) => setup.path === path)?.text ?? 'missing';
    expect(blocksOf('docs/ci.md')).toContain(`# .github/workflows/pitfalls.yml\n${written('.github/workflows/pitfalls.yml')}`);
    expect(blocksOf('docs/pre-commit.md')).toContain(`# .pre-commit-config.yaml\n${written('.pre-commit-config.yaml')}`);
  });

  test('is explained input by input', () => {
    const rows = Array.from(read('docs/ci.md').matchAll(/^\| `([\w-]+)` \| (?:`(.*?)`)? ?\| /gmu), ([, name, value = '']) => [name, value]);
    expect(rows).toEqual(Object.entries(action.inputs).map(([name, input]) => [name, input.default]));
  });
});

test.each(['README.md', 'docs/ci.md', 'docs/security.md'])('%s links to what is there', (page) => {
  const targets = Array.from(read(page).matchAll(/\]\(([^)#]+)[^)]*\)/gu), ([, target = '']) => target);
  const ours = targets.filter((target) => !target.includes('://'));
  expect(ours.length).toBeGreaterThan(0);
  expect(ours.filter((target) => !existsSync(join(ROOT, dirname(page), target)))).toEqual([]);
});

describe('the hook for pre-commit', () => {
  const [hook] = yaml(read('.pre-commit-hooks.yaml')) as [Readonly<Record<string, unknown>>];

  test('has the names of files behind -- and asks for the files that we read', () => {
    expect(hook).toMatchObject({
      id: 'pitfalls',
      language: 'node',
      entry: 'pitfalls hook',
      args: ['--'],
      types: ['text'],
      require_serial: true,
    });
    expect(hook.files).toBe(preCommitFiles);
    expect(hook.additional_dependencies).toEqual(PACKAGES.slice(1));
  });

  test('is printed with the same files everywhere', () => {
    const printed = blocks.flatMap((block) => block.match(/^ *files: .*$/gmu) ?? []).map((line) => line.trim());
    expect(printed.length).toBeGreaterThanOrEqual(4);
    expect(new Set(printed)).toEqual(new Set([`files: '${preCommitFiles}'`]));
  });
});

/** A pull request that brings a finding to a branch that has one already, and tries to have a say in the installation. */
function pullRequest(): string {
  const old = 'import sqlite3\n\n\ndef old():\n    return sqlite3.connect("old.db", timeout=1)\n';
  const root = repositoryWith({ 'old.py': old, 'b c/new.py': 'pass\n' });
  git(root, 'checkout', '--quiet', '-b', 'main');
  git(root, 'add', '--all');
  git(root, 'commit', '--quiet', '--message', 'first');
  git(root, 'update-ref', 'refs/remotes/origin/main', 'HEAD');
  git(root, 'checkout', '--quiet', '-b', 'work');
  writeFileSync(join(root, 'b c/new.py'), old.replaceAll('old', 'new'));
  writeFileSync(join(root, '.npmrc'), 'registry=http://127.0.0.1:9/\n');
  mkdirSync(join(root, 'node_modules/.bin'), { recursive: true });
  writeFileSync(join(root, 'node_modules/.bin/pitfalls'), '#!/bin/sh\ntouch canary\n', { mode: 0o755 });
  writeFileSync(join(root, 'eslint.config.js'), 'require("node:fs").writeFileSync("canary", "");\n');
  git(root, 'add', '--all');
  git(root, 'commit', '--quiet', '--message', 'second');
  return root;
}

/** What the expressions between `${{` and `}}` stand for. */
type Values = Readonly<Record<string, string>>;

/** Runs the steps as GitHub does, with an `npm` that notes how it was called and installs what was built here. */
function runSteps(asked: readonly Step[], root: string, values: Values): { readonly ran: SpawnSyncReturns<string>; readonly npm: string } {
  const temp = folderWith({
    'bin/npm': `#!/bin/sh
echo "$PWD" "$@" "[$NODE_OPTIONS]" >> "$RUNNER_TEMP/npm.log"
mkdir -p "$RUNNER_TEMP/pitfalls/node_modules"
ln -s "${ROOT}" "$RUNNER_TEMP/pitfalls/node_modules/eslint-plugin-pitfalls"
`,
  });
  chmodSync(join(temp, 'bin/npm'), 0o755);
  const surroundings = {
    PATH: `${join(temp, 'bin')}:${process.env.PATH ?? ''}`,
    HOME: temp,
    RUNNER_TEMP: temp,
    NODE_OPTIONS: `--require=${join(root, 'eslint.config.js')}`,
  };
  const filled = (text: string): string => text.replaceAll(/\$\{\{ (.*?) \}\}/gu, (_, name: string) => values[name] ?? `no ${name}`);
  let ran: SpawnSyncReturns<string> | undefined;
  for (const { run, env = {} } of asked) {
    if (run === undefined) continue;
    const own = Object.entries(env).map(([name, value]) => [name, filled(value)]);
    ran = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run], {
      cwd: root,
      env: { ...surroundings, GITHUB_ACTIONS: 'true', ...(Object.fromEntries(own) as Record<string, string>) },
      encoding: 'utf8',
    });
    if (ran.status !== 0) break;
  }
  if (!ran) throw new Error('there was nothing to run');
  expect(existsSync(join(root, 'canary'))).toBe(false);
  return { ran, npm: readFileSync(join(temp, 'npm.log'), 'utf8') };
}

describe('the workflow', () => {
  const [workflow, scanning] = workflows.filter(({ jobs }) => JSON.stringify(jobs).includes('RUNNER_TEMP'));
  const stepsOf = (one: Workflow | undefined): readonly Step[] => Object.values(one?.jobs ?? {}).flatMap((job) => job.steps);

  test('annotates what the pull request brings, and only that', () => {
    const { ran } = runSteps(stepsOf(workflow), pullRequest(), { 'github.base_ref': 'main' });
    expect(ran.status).toBe(1);
    expect(ran.stdout.match(/^::error .*$/gmu)).toEqual([expect.stringMatching(/^::error file=b c\/new\.py,line=5,/u)]);
  });

  test('stops where the base is missing, and says what to fetch', () => {
    const { ran } = runSteps(stepsOf(workflow), pullRequest(), { 'github.base_ref': 'gone' });
    expect(ran).toMatchObject({ status: 2, stderr: expect.stringContaining('git fetch origin gone') as string });
  });

  test('writes SARIF on everything, outside the checkout', () => {
    const root = pullRequest();
    const { ran, npm } = runSteps(stepsOf(scanning), root, {});
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    const temp = /--prefix (\S+)\/pitfalls /u.exec(npm)?.[1] ?? '';
    const { runs } = JSON.parse(readFileSync(join(temp, 'pitfalls.sarif'), 'utf8')) as { runs: { results: unknown[] }[] };
    expect(runs[0]?.results).toHaveLength(2);
    expect(execFileSync('git', ['status', '--porcelain'], { cwd: root, encoding: 'utf8' })).toBe('');
  });
});

describe('the action', () => {
  const defaults = Object.fromEntries(Object.entries(action.inputs).map(([name, input]) => [`inputs.${name}`, String(input.default)]));
  const run = (inputs: Values, root = pullRequest()) => {
    const given = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`inputs.${name}`, value]));
    return runSteps(action.runs.steps, root, { ...defaults, ...given });
  };

  test('checks everything unless it is asked for what is new', () => {
    const { ran } = run({});
    expect(ran.status).toBe(1);
    expect(ran.stdout.match(/^::error file=[^,]*/gmu)).toEqual(['::error file=b c/new.py', '::error file=old.py']);
    expect(run({ since: 'origin/main' }).ran.stdout.match(/^::error file=[^,]*/gmu)).toEqual(['::error file=b c/new.py']);
  });

  test('takes paths line by line, and none of them for an option', () => {
    expect(run({ paths: 'old.py\n' }).ran.stdout).toContain('in 1 of 1 file\n');
    expect(run({ paths: '\nb c\nold.py\n' }).ran.stdout).toContain('in 2 of 2 files\n');
    expect(run({ paths: '--exit-zero' }).ran).toMatchObject({
      status: 2,
      stdout: expect.stringContaining('--exit-zero does not exist') as string,
    });
    expect(run({ paths: '$(touch canary)\n`touch canary`\n";touch canary' }).ran.status).toBe(2);
    expect(run({ since: '$(touch canary)' }).ran.status).toBe(2);
  });

  test('fails when it is told to', () => {
    expect(run({ 'fail-on': 'never' }).ran.status).toBe(0);
    expect(run({ 'fail-on': 'error' }).ran.status).toBe(1);
    expect(run({ 'fail-on': 'sometimes' }).ran.status).toBe(2);
    expect(run({ preset: 'strickt' }).ran.stderr).toContain("there is no preset 'strickt'; did you mean 'strict'?");
  });

  test('writes SARIF beside the report', () => {
    const root = pullRequest();
    expect(run({ 'sarif-file': 'my report.sarif' }, root).ran.stdout).toContain('2 problems');
    expect(JSON.parse(readFileSync(join(root, 'my report.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' });
  });

  test('installs away from the checkout, exactly what was asked for', () => {
    const root = pullRequest();
    const [ours = '', eslint = ''] = PACKAGES;
    const options = '--ignore-scripts --no-audit --no-fund';
    const ending = (spec: string): RegExp =>
      new RegExp(`^(\\S+/pitfalls) install --prefix \\1 ${options} -- ${spec} ${eslint} \\[\\]\n$`, 'u');
    expect(run({}, root).npm).toMatch(ending(ours));
    expect(run({ version: '9.8.7' }, root).npm).toMatch(ending('eslint-plugin-pitfalls@9\\.8\\.7'));
    expect(run({ version: 'https://example.org/p.tgz' }, root).npm).toMatch(ending('https://example\\.org/p\\.tgz'));
    writeFileSync(join(root, 'p.tgz'), '');
    expect(run({ version: 'p.tgz' }, root).npm).toMatch(ending(`file:${root}/p\\.tgz`));
    expect(run({}, root).npm).not.toContain(root);
  });
});
