import { mkdirSync, renameSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Linter } from 'eslint';
import { describe, expect, test, vi } from 'vitest';
import { defineRule } from '../../tools/whole-rule.ts';
import plugin from '../../src/plugin.ts';
import { DiskContent } from '../../src/project/disk.ts';
import { Project } from '../../src/project/project.ts';
import { meaningOf } from '../../src/project/python-modules.ts';
import { Search } from '../../src/project/search.ts';
import { folderWith, git, pitfalls, places, repositoryWith } from '../cli/repository.ts';

const lengthOf = vi.fn((text: string) => text.length);
const routers = new Search('python', ['include_router']);

/** Reports each call of what another module defines, with the first line of the definition. */
const elsewhere = defineRule({
  name: 'elsewhere',
  pitfalls: ['ZZ-9'],
  summary: 'Calls of what other modules define',
  level: 'certain',
  messages: { found: "'{{name}}' is defined in {{path}}. Look there." },
  detectors: {
    python: {
      visit: ({ source, project, report }) => ({
        call(node) {
          const found = project && meaningOf(node.function);
          if (found && found.tree !== source.tree)
            report({ node: node.function, message: 'found', data: { name: node.function.text, path: found.path ?? '' } });
        },
      }),
    },
  },
});

describe('the files of a root', () => {
  test('are what Git lists, or else what lies there; other people’s code and copies are not among them', () => {
    const files = {
      'a.py': '',
      'b/c.py': '',
      'ignored.py': '',
      '.gitignore': 'ignored.py',
      'a_backup.py': '',
      'node_modules/x.js': '',
      'env/pyvenv.cfg': '',
      'env/d.py': '',
    };
    expect(new DiskContent(repositoryWith(files), true).list()?.toSorted()).toEqual(['.gitignore', 'a.py', 'b/c.py']);
    expect(new DiskContent(folderWith(files), true).list()?.toSorted()).toEqual(['.gitignore', 'a.py', 'b/c.py', 'ignored.py']);
    expect(new DiskContent('/nowhere/at/all', true).list()).toEqual([]);
  });

  test('are read inside the root only, whatever links say', () => {
    const outside = folderWith({ 'secret.py': 'x = 1', 'folder/secret.py': 'x = 1' });
    const root = folderWith({ 'real.py': 'y = 2' });
    symlinkSync(join(outside, 'secret.py'), join(root, 'link.py'));
    symlinkSync(join(outside, 'folder'), join(root, 'folder'));
    symlinkSync('real.py', join(root, 'inside.py'));
    const project = new Project(new DiskContent(root, true));
    expect([project.text('link.py'), project.text('folder/secret.py'), project.text('inside.py')]).toEqual([null, null, 'y = 2']);
    expect([project.text('../secret.py'), project.text(join(outside, 'secret.py')), project.text('a/../../b.py')]).toEqual([
      null,
      null,
      null,
    ]);
    expect(project.ask(lengthOf, 'link.py')).toBeNull();
  });

  test('are found by their words, each read once', () => {
    const root = folderWith({ 'main.py': 'app.include_router(x)', 'b.py': 'pass', 'c.js': 'include_router' });
    const content = new DiskContent(root, true);
    const read = vi.spyOn(content, 'read');
    const project = new Project(content);
    expect(project.find(routers)).toEqual(['main.py']);
    expect(project.find(routers)).toEqual(['main.py']);
    expect(read).toHaveBeenCalledTimes(2);
    project.open('b.py', { text: 'app.include_router(y)' });
    expect(project.find(routers)).toEqual(['b.py', 'main.py']);
    project.open('main.py', { text: 'pass' });
    expect(project.find(routers)).toEqual([]);
  });
});

describe('a file that changes', () => {
  test('is asked again when its text is another one, and not when only its time is', () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    try {
      const root = folderWith({ 'a.py': 'x = 1' });
      const project = new Project(new DiskContent(root, false));
      lengthOf.mockClear();
      const ask = (): number | null => {
        vi.advanceTimersByTime(2000);
        return project.ask(lengthOf, 'a.py');
      };
      expect([ask(), ask(), project.ask(lengthOf, 'a.py')]).toEqual([5, 5, 5]);
      expect(lengthOf).toHaveBeenCalledTimes(1);
      utimesSync(join(root, 'a.py'), 1, 1);
      expect(ask()).toBe(5);
      expect(lengthOf).toHaveBeenCalledTimes(1);
      writeFileSync(join(root, 'a.py'), 'x = 12');
      expect(ask()).toBe(6);
      renameSync(join(root, 'a.py'), join(root, 'b.py'));
      expect([ask(), project.ask(lengthOf, 'b.py')]).toEqual([null, 6]);
      expect(project.files()).toEqual(['b.py']);
    } finally {
      vi.useRealTimers();
    }
  });

  test('is what the editor holds while it is linted, and what lies on the disk afterwards', () => {
    const root = folderWith({ 'a.py': 'x = 1', 'b.py': '' });
    const project = new Project(new DiskContent(root, false));
    expect(project.ask(lengthOf, 'a.py')).toBe(5);
    project.open('a.py', { text: 'xyz = 123' });
    expect([project.ask(lengthOf, 'a.py'), project.text('a.py')]).toEqual([9, 'xyz = 123']);
    project.open('b.py', { text: '' });
    expect(project.ask(lengthOf, 'a.py')).toBe(5);
    project.open('new.py', { text: 'z' });
    expect([project.has('new.py'), project.ask(lengthOf, 'new.py')]).toEqual([true, 1]);
  });
});

const config = {
  files: ['**/*.py'],
  plugins: { pitfalls: plugin, test: { rules: { elsewhere } } },
  language: 'pitfalls/python',
  rules: { 'test/elsewhere': 'error' },
} as Linter.Config;

describe('a rule that asks about other files', () => {
  const use = 'from auth import check\ncheck()\n';

  test('is answered in plain ESLint, from the folder that it works in', () => {
    const root = folderWith({ 'auth.py': 'def check(): ...\n' });
    const linter = new Linter({ cwd: root });
    expect(linter.verify(use, config, join(root, 'app.py'))).toMatchObject([
      { line: 2, message: "'check' is defined in auth.py. Look there." },
    ]);
    expect(linter.verify(use, config, 'app.py')).toEqual([]);
  });

  test('sees on each side of a change the other files of that side', async () => {
    const root = repositoryWith({
      'app.py': use,
      'auth.py': 'def check(): ...\n',
      'gone.py': 'def check(): ...\n',
      'other.py': 'from gone import check\ncheck()\n',
    });
    git(root, 'add', '--all');
    git(root, 'commit', '--quiet', '--message', 'first');
    const run = async (...args: string[]): Promise<string[]> => places(await pitfalls(root, args, { rules: [elsewhere] }));
    expect(await run()).toEqual(['app.py:2:1', 'other.py:2:1']);
    // What it imports has moved, and both the old and the new state have the finding.
    git(root, 'mv', 'gone.py', 'here.py');
    writeFileSync(join(root, 'other.py'), 'from here import check\n\ncheck()\n');
    expect(await run('--since', 'HEAD')).toEqual([]);
    // The finding is new: before, the other module did not define the function.
    writeFileSync(join(root, 'late.py'), 'pass\n');
    writeFileSync(join(root, 'user.py'), 'from late import check\ncheck()\n');
    git(root, 'add', '--all');
    git(root, 'commit', '--quiet', '--message', 'second');
    writeFileSync(join(root, 'late.py'), 'def check(): ...\n');
    writeFileSync(join(root, 'user.py'), 'from late import check\n\ncheck()\n');
    expect(await run('--since', 'HEAD')).toEqual(['user.py:3:1']);
    // What is staged counts, not what lies there.
    git(root, 'add', '--all');
    writeFileSync(join(root, 'late.py'), 'pass\n');
    expect(await run('--staged')).toEqual(['user.py:3:1']);
  });

  test('sees the other files beside what comes on the standard input, and no link out of the root under --untrusted', async () => {
    const outside = folderWith({ 'auth.py': 'def check(): ...\n' });
    const root = folderWith({ 'auth.py': 'def check(): ...\n' });
    mkdirSync(join(root, 'linked'));
    symlinkSync(join(outside, 'auth.py'), join(root, 'linked/auth.py'));
    writeFileSync(join(root, 'linked/__init__.py'), '');
    const ask = async (text: string, ...args: string[]): Promise<string[]> =>
      places(await pitfalls(root, ['--stdin-filename=app.py', ...args], { rules: [elsewhere], stdin: [text] }));
    expect(await ask(use)).toEqual(['app.py:2:1']);
    expect(await ask('from linked.auth import check\ncheck()\n', '--untrusted')).toEqual([]);
  });
});
