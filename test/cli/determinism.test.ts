import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rules } from '../../src/generated/rules.ts';
import { formatNames, type FormatName } from '../../src/cli/report/formats.ts';
import { folderWith, git, pitfalls, repositoryWith, type Files } from './repository.ts';

/** `npm run build` makes it. */
const CLI = resolve('dist/cli.js');

const handler = 'try:\n    work()\nexcept:\n    pass\n';

/** Names that languages sort in different orders, findings of each kind of file, and files that cannot be checked. */
const files: Files = {
  'b.py': handler,
  'B.py': `${handler}${handler}`,
  'a10.py': handler,
  'a9.py': handler,
  'a-b.py': handler,
  'a_b.py': handler,
  'é.py': handler,
  'z.py': handler,
  'ä/I.py': handler,
  'ä/ı.py': handler,
  'ä/i.py': handler,
  'ä/İ.py': handler,
  'app/Zeta/x.js': 'try { work() } catch {}\n',
  'app/alpha/x.ts': 'const a: string = "1";\ntry { work(a) } catch (e) {}\n',
  'compose.yml': 'services:\n  app:\n    image: app\n    environment:\n      DATABASE_URL: sqlite:///./TITLE.db\n',
  '.env': 'DATABASE_URL=sqlite:///./INIT.db\n',
  'broken.js': 'let = (\n',
  'broken.py': `def f(:\n${handler}`,
  'latin.py': Buffer.from('# \xe9\n', 'latin1'),
};
const paths = Object.keys(files).sort();

type Reports = Readonly<Record<FormatName, string>>;

/** Every format of one run of the command in this process. */
async function reportsOf(cwd: string, args: readonly string[] = []): Promise<Reports> {
  const entries: [string, string][] = [];
  for (const format of formatNames) {
    const { out, err } = await pitfalls(cwd, ['--preset', 'all', '--format', format, ...args], { rules });
    expect(err).toBe('');
    entries.push([format, out]);
  }
  return Object.fromEntries(entries) as Reports;
}

/** Every format of one run of the built command, in some environment. */
function reportsOfBuilt(cwd: string, env: NodeJS.ProcessEnv, args: readonly string[] = []): Reports {
  const folder = folderWith({});
  const outputs = formatNames.map((format) => `--format=${format}=${join(folder, format)}`);
  const { status, stderr } = spawnSync(process.execPath, [CLI, '--preset', 'all', ...outputs, ...args], {
    cwd,
    env: { PATH: process.env.PATH ?? '', ...env },
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 2, stderr: '' });
  return Object.fromEntries(formatNames.map((format) => [format, readFileSync(join(folder, format), 'utf8')])) as Reports;
}

function reversed(original: Files): Files {
  return Object.fromEntries(Object.entries(original).reverse());
}

function commit(root: string): void {
  git(root, 'add', '.');
  git(root, 'commit', '--quiet', '--message', 'all');
}

describe('the same files give the same bytes in every format', () => {
  test('whatever the folder is called and in whatever order its files were made', async () => {
    const expected = await reportsOf(repositoryWith(files));
    // Of each kind of file something is found, of each problem something is said: equal but empty reports would prove nothing.
    expect(expected.json).toContain('"skipped"');
    for (const path of ['b.py', 'app/alpha/x.ts', 'app/Zeta/x.js', 'compose.yml', '.env', 'latin.py', 'broken.js']) {
      expect(expected.concise).toContain(path);
    }
    expect(await reportsOf(repositoryWith(reversed(files)))).toEqual(expected);
    const tracked = repositoryWith(reversed(files));
    commit(tracked);
    expect(await reportsOf(tracked)).toEqual(expected);
    // Without Git the folders are walked.
    expect(await reportsOf(folderWith(reversed(files)))).toEqual(expected);
  });

  test('however the files are named on the command line', async () => {
    const root = repositoryWith(files);
    const expected = await reportsOf(root, paths);
    expect(await reportsOf(root, paths.toReversed())).toEqual(expected);
    // Neighbours from far apart, some of them twice, some by another name.
    const shuffled = paths.map((_, index) => paths[(index * 7) % paths.length] ?? '');
    expect(new Set(shuffled).size).toBe(paths.length);
    expect(await reportsOf(root, [...shuffled, ...paths.map((path) => `./${path}`)])).toEqual(expected);
    expect(
      await reportsOf(
        root,
        paths.map((path) => join(root, path)),
      ),
    ).toEqual(expected);
    expect(await reportsOf(root)).toEqual(expected);
  });

  test('wherever it is started', async () => {
    const root = repositoryWith(files);
    const expected = await reportsOf(root);
    mkdirSync(join(root, 'empty'));
    expect(await reportsOf(join(root, 'empty'), ['..'])).toEqual(expected);
    expect(await reportsOf(join(root, 'app/alpha'), ['../..'])).toEqual(expected);
    expect(await reportsOf(dirname(root), [root])).toEqual(expected);
    expect(await reportsOf('/', [root])).toEqual(expected);
  });

  test('whatever the language, the clock and the home of the machine', () => {
    const root = repositoryWith(files);
    const expected = reportsOfBuilt(root, { LANG: 'C', TZ: 'UTC' });
    const worlds: readonly NodeJS.ProcessEnv[] = [
      { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', TZ: 'Asia/Kathmandu' },
      { LANG: 'sv_SE.UTF-8', LC_ALL: 'sv_SE.UTF-8', TZ: 'America/St_Johns', HOME: '/nowhere', TERM: 'xterm-256color', COLUMNS: '40' },
      { LANG: 'ar_EG.UTF-8', LANGUAGE: 'ar', TZ: 'Pacific/Kiritimati', TMPDIR: '/nowhere', NODE_ENV: 'production' },
    ];
    for (const env of worlds) expect(reportsOfBuilt(root, env)).toEqual(expected);
    expect(reportsOfBuilt('/', { LC_ALL: 'tr_TR.UTF-8' }, [root])).toEqual(expected);
  });

  test('and the next run gives them again', async () => {
    const root = repositoryWith(files);
    expect(await reportsOf(root)).toEqual(await reportsOf(root));
  });
});

test.each(formatNames)('%s names no place of this machine and no time', async (format) => {
  const root = repositoryWith(files);
  for (const args of [[], [root], paths.map((path) => join(root, path))]) {
    const { out } = await pitfalls(root, ['--preset', 'all', '--format', format, ...args], { rules });
    expect(out).not.toContain(root);
    expect(out).not.toContain(process.cwd());
    expect(out).not.toMatch(/\b20\d\d-[01]\d-[0-3]\d|\b[0-2]\d:[0-5]\d:[0-5]\d\b/u);
  }
});
