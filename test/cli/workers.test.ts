import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Choice } from '../../src/cli/choice.ts';
import { Queue } from '../../src/cli/queue.ts';
import { formatNames } from '../../src/cli/report/formats.ts';
import { run } from '../../src/cli/run.ts';
import { readSettings } from '../../src/cli/settings.ts';
import { pays } from '../../src/cli/several-threads.ts';
import { filesOfScenario, folderWith, repositoryWith, type Files } from './repository.ts';

/** `npm run build` makes it. */
const CLI = resolve('dist/cli.js');

const handler = 'try:\n    work()\nexcept:\n    pass\n';
const fixable =
  'def read(path):\n    try:\n        return open(path).read()\n    except (ValueError, Exception):\n        logger.exception("x")\n        raise\n';

/** Enough of each kind that no thread can do all of it before the others have begun. */
const many: Files = Object.fromEntries(
  Array.from({ length: 150 }, (_, index): [string, string] => {
    const lines = `value_${String(index)} = compute(1, 2, 3)\n`.repeat(300);
    const at = String(index).padStart(3, '0');
    return index % 3 === 0
      ? [`p/${at}.py`, `${lines}${handler}`]
      : index % 3 === 1
        ? [`j/${at}.ts`, `${lines}try { work() } catch {}\n`]
        : [`f/${at}.py`, fixable + lines];
  }),
);
const files: Files = {
  ...many,
  // What is found in some of these depends on the others, which another thread may have.
  ...filesOfScenario('PF-009/fastapi-route-beside-guarded-ones', 'across/bills'),
  ...filesOfScenario('PF-009/ok-guard-on-inclusion', 'across/closed'),
  ...filesOfScenario('PF-009/ok-express-behind-guards', 'across/express'),
  'compose.yml': 'services:\n  app:\n    environment:\n      DATABASE_URL: sqlite:///./app.db\n',
  '.env': 'DATABASE_URL=sqlite:///./app.db\n',
  'broken.js': 'let = (\n',
  'broken.py': `def f(:\n${handler}`,
  'latin.py': Buffer.from('# \xe9\n', 'latin1'),
  'accepted.py': 'try:\n    work()\nexcept:  # eslint-disable-line pitfalls/broad-except -- why\n    pass\n',
  'ignored/x.py': handler,
  'pitfalls.json': '{ "ignore": ["ignored/"], "rules": { "relative-sqlite-path": "warn" } }\n',
  'two.min.js': `try{work()}catch{};${'a=1;'.repeat(3000)}\n`,
};

function start(cwd: string, args: readonly string[]) {
  return spawnSync(process.execPath, [CLI, ...args], { cwd, encoding: 'utf8' });
}

describe('several threads', () => {
  test('print the same bytes as one, in every format', () => {
    const root = repositoryWith(files);
    writeFileSync(Buffer.concat([Buffer.from(`${root}/byte-`), Buffer.from([0xff]), Buffer.from('.py')]), handler);
    const reports = [1, 2, 3].map((threads) => {
      const folder = folderWith({});
      const outputs = formatNames.map((format) => `--format=${format}=${join(folder, format)}`);
      const { status, stderr } = start(root, ['--preset', 'all', '--workers', String(threads), ...outputs]);
      expect({ status, stderr }).toEqual({ status: 2, stderr: '' });
      return Object.fromEntries(formatNames.map((format) => [format, readFileSync(join(folder, format), 'utf8')]));
    });
    const [one, ...others] = reports;
    for (const path of [
      'p/000.py',
      'j/001.ts',
      'f/002.py',
      'compose.yml',
      '.env',
      'latin.py',
      'broken.js',
      'byte-',
      'across/bills/app/invoices.py',
    ])
      expect(one?.concise).toContain(path);
    for (const path of ['ignored/', 'accepted.py']) expect(one?.concise).not.toContain(path);
    for (const other of others) expect(other).toEqual(one);
  });

  test.each([[['--untrusted']], [['p', 'j', '--fail-on', 'error']], [['--diff']]])('with %j too', (args) => {
    const root = repositoryWith(files);
    const one = start(root, [...args, '--workers', '1']);
    const { status, stdout, stderr } = start(root, [...args, '--workers', '2']);
    expect({ status, stdout, stderr }).toEqual({ status: one.status, stdout: one.stdout, stderr: one.stderr });
  });

  test('fix as one does', () => {
    const roots = [1, 2].map((threads) => {
      const root = repositoryWith(files);
      const { status, stdout } = start(root, ['--fix', '--workers', String(threads)]);
      expect(status).toBe(2);
      return { root, stdout };
    });
    const [one, two] = roots.map(({ root }) => readdirSync(join(root, 'f')).map((name) => readFileSync(join(root, 'f', name), 'utf8')));
    expect(one?.every((text) => text.includes('except Exception:'))).toBe(true);
    expect(two).toEqual(one);
    expect(roots[1]?.stdout).toBe(roots[0]?.stdout);
  });
});

interface Ran {
  readonly code: number;
  readonly report: {
    readonly summary: { readonly checkedFiles: number };
    readonly findings: readonly { readonly path: string }[];
    readonly skipped: readonly { readonly path: string; readonly reason: string }[];
  };
}

/** A run in this process, whose workers start with a program of the test's. */
async function withWorker(root: string, program: string): Promise<Ran> {
  const file = join(folderWith({ 'worker.mjs': program }), 'worker.mjs');
  let out = '';
  const code = await run(['--format', 'json', '--workers', '2'], {
    cwd: root,
    env: {},
    program: file,
    stdout: { write: (text) => (out += Buffer.from(text).toString()) },
    stderr: { write: () => true },
  });
  return { code, report: JSON.parse(out) as Ran['report'] };
}

describe('a worker', () => {
  const take = "import { workerData } from 'node:worker_threads';\nconst index = Atomics.add(workerData.counters, 0, 1);\n";

  test.each([
    ['ends the thread', 'process.exit(3);', 'exit code 3'],
    ['fails', 'throw new Error("out of luck");', 'out of luck'],
  ])('that %s costs the file that it had, and no other', async (_, end, reason) => {
    const { code, report } = await withWorker(repositoryWith(many), `${take}${end}\n`);
    expect(report.skipped).toEqual([
      { path: expect.stringMatching(/^[pjf]\//u) as string, reason: expect.stringContaining(reason) as string },
    ]);
    expect(report.summary.checkedFiles).toBe(149);
    expect(new Set(report.findings.map(({ path }) => path)).size).toBe(149);
    expect(code).toBe(2);
  });

  test('that never gets to anything is not missed', async () => {
    const { code, report } = await withWorker(repositoryWith(many), 'process.exit(0);\n');
    expect(report.summary.checkedFiles).toBe(150);
    expect(code).toBe(1);
  });

  test('starts tree-sitter anew when its instance breaks', async () => {
    const folder = folderWith({});
    mkdirSync(join(folder, 'broken'));
    const root = repositoryWith(Object.fromEntries(Object.entries(many).filter(([path]) => path.endsWith('.py'))));
    const { code, report } = await withWorker(
      root,
      `import { parentPort } from 'node:worker_threads';
import { rmSync } from 'node:fs';
const Original = WebAssembly.Instance;
let memory;
WebAssembly.Instance = class extends Original {
  constructor(...all) {
    super(...all);
    memory = this.exports.memory ?? all[1].env?.memory ?? memory;
  }
};
const post = parentPort.postMessage.bind(parentPort);
let count = 0;
parentPort.postMessage = (word) => {
  post(word);
  if (++count !== 2) return;
  new Uint8Array(memory.buffer).fill(0xff);
  rmSync(${JSON.stringify(join(folder, 'broken'))}, { recursive: true });
};
await import(${JSON.stringify(CLI)});
`,
    );
    expect(existsSync(join(folder, 'broken'))).toBe(false);
    expect(report.skipped).toEqual([]);
    expect(new Set(report.findings.map(({ path }) => path)).size).toBe(100);
    expect(code).toBe(1);
  });
});

test('each number is taken once, and nobody takes more than there are', () => {
  const queue = new Queue(3);
  const same = new Queue(3, queue.counters);
  expect([queue.take(), same.take(), queue.take(), same.take(), queue.take()]).toEqual([0, 1, 2, undefined, undefined]);
  same.finish();
  expect(queue.done).toBe(1);
});

test('a worker is started when what is left takes a while, and not for a short run', () => {
  expect(pays(50, 1, 10_000)).toBe(false);
  expect(pays(300, 100, 200)).toBe(false);
  expect(pays(300, 100, 3000)).toBe(true);
});

test('what decides about rules can be sent to a worker', () => {
  const root = folderWith({ 'pitfalls.json': files['pitfalls.json'] ?? '' });
  const result = readSettings(root);
  if ('mistakes' in result) throw new Error(result.mistakes.join());
  const choice: Choice = { preset: 'all', settings: result.settings, only: [] };
  expect(structuredClone(choice)).toEqual(choice);
});
