import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, linkSync, readFileSync, readdirSync, renameSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PitfallRule } from '../../src/define-rule.ts';
import { parsePython } from '../../src/python/syntax/tree.ts';
import { ERROR_KIND } from '../../src/tree-sitter/rows.ts';
import { breaking, fixRule, greedy, mended, mendedWhole, undecided } from './fixing-rules.ts';
import { folderWith, git, pitfalls, places, repositoryWith, type Files, type Ran } from './repository.ts';
import { hiddenCharacters, obeyedCommands } from './runner-oracle.ts';
import { throwingRule, zap } from './zap-rule.ts';

async function fixed(root: string, args: readonly string[] = [], rules: readonly PitfallRule[] = [mended]): Promise<Ran> {
  return pitfalls(root, ['--fix', ...args], { rules });
}

/** What becomes of one file. */
async function after(path: string, content: string | Buffer, rules: readonly PitfallRule[] = [mended]): Promise<Buffer> {
  const root = repositoryWith({ [path]: content });
  await fixed(root, [], rules);
  expect(readdirSync(root).sort()).toEqual(['.git', path]);
  return readFileSync(join(root, path));
}

describe('--fix', () => {
  test('mends what can be mended, says how much, and is content', async () => {
    const root = repositoryWith({ 'a.py': 'zap(1)\nx = zap(2)\n', 'src/b.js': 'zap();\n', 'c.py': 'pass\n' });
    expect(await fixed(root)).toMatchObject({ code: 0, err: '', out: 'No problems in 3 files, 3 problems fixed\n' });
    expect(readFileSync(join(root, 'a.py'), 'utf8')).toBe('zip(1)\nx = zip(2)\n');
    expect(readFileSync(join(root, 'src/b.js'), 'utf8')).toBe('zip();\n');
    expect(await fixed(root)).toMatchObject({ code: 0, out: 'No problems in 3 files, 0 problems fixed\n' });
  });

  test('tells what is left, where it now stands', async () => {
    const root = repositoryWith({ 'a.py': 'zap(1)\nzop()\n' });
    const rules = [
      fixRule('no-zop', 'zop', () => null),
      fixRule(
        'no-zap',
        'zap',
        ({ range }) =>
          (fixer) =>
            fixer.replaceTextRange(range, '1\n2'),
      ),
    ];
    const ran = await fixed(root, [], rules);
    expect(ran.code).toBe(1);
    expect(places(ran)).toEqual(['a.py:3:1']);
    expect(ran.out).toContain('1 problem (1 error, 0 warnings) in 1 of 1 file, 1 problem fixed\n');
    expect(ran.out).not.toContain('--fix');
  });

  test('never takes a suggestion', async () => {
    const root = repositoryWith({ 'a.py': 'zap(1)\n' });
    const ran = await fixed(root, [], [fixRule('no-zap', 'zap', () => null)]);
    expect(ran.code).toBe(1);
    expect(readFileSync(join(root, 'a.py'), 'utf8')).toBe('zap(1)\n');
  });

  test.each<[name: string, path: string, before: string | Buffer, after: string | Buffer]>([
    ['a byte order mark', 'a.py', '\ufeffzap(1)\nzap(2)\n', '\ufeffzip(1)\nzip(2)\n'],
    ['a byte order mark', 'a.ts', '\ufeffzap(1);\n', '\ufeffzip(1);\n'],
    ['CRLF', 'a.py', 'zap(1)\r\nzap(2)\r\n', 'zip(1)\r\nzip(2)\r\n'],
    ['CRLF and a byte order mark', 'a.js', '\ufeff\r\nzap(1);\r\n', '\ufeff\r\nzip(1);\r\n'],
    ['line ends of all kinds', 'a.py', 'zap(1)\rzap(2)\nzap(3)\r\n', 'zip(1)\rzip(2)\nzip(3)\r\n'],
    ['tabs', 'a.py', 'if x:\n\tzap(1)\t\n', 'if x:\n\tzip(1)\t\n'],
    ['no last newline', 'a.py', 'zap(1)', 'zip(1)'],
    ['spaces at the end', 'a.js', 'zap(1)  \n\n\n  ', 'zip(1)  \n\n\n  '],
    ['a form feed and other letters', 'a.py', '"ä😀"; zap("你好")\f\n', '"ä😀"; zip("你好")\f\n'],
    [
      'the encoding',
      'a.py',
      Buffer.from('# coding: latin-1\nzap("\xe9")\n', 'latin1'),
      Buffer.from('# coding: latin-1\nzip("\xe9")\n', 'latin1'),
    ],
    ['a file of one line for a program', 'a.cjs', '#!/usr/bin/env node\nzap()', '#!/usr/bin/env node\nzip()'],
  ])('keeps %s (%s)', async (_name, path, before, expected) => {
    expect(await after(path, before)).toEqual(Buffer.from(expected));
  });

  test('ends new lines as the file ends its lines', async () => {
    const twoLines = fixRule(
      'no-zap',
      'zap',
      ({ range }) =>
        (fixer) =>
          fixer.replaceTextRange(range, 'one()\ntwo()'),
    );
    expect((await after('a.py', 'zap()\r\npass\r\n', [twoLines])).toString()).toBe('one()\r\ntwo()\r\npass\r\n');
    expect((await after('a.py', 'zap()\npass\r\n', [twoLines])).toString()).toBe('one()\ntwo()\npass\r\n');
  });

  test('leaves a file alone whose encoding it cannot write', async () => {
    const content = Buffer.concat([Buffer.from('# coding: shift_jis\nzap("'), Buffer.from([0x83, 0x5c]), Buffer.from('")\n')]);
    const root = repositoryWith({ 'a.py': content });
    const ran = await fixed(root);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain('Please note:\n  a.py could not be fixed, because it is not saved as UTF-8\n');
    expect(readFileSync(join(root, 'a.py')).equals(content)).toBe(true);
  });

  test('keeps modes and hard links, and changes nothing else', async () => {
    const root = repositoryWith({ 'run.py': 'zap()\n', 'one.py': 'zap()\n', 'clean.py': 'pass\n' });
    chmodSync(join(root, 'run.py'), 0o755);
    linkSync(join(root, 'one.py'), join(root, 'two.txt'));
    const clean = statSync(join(root, 'clean.py'));
    await fixed(root);
    expect(statSync(join(root, 'run.py')).mode & 0o777).toBe(0o755);
    expect(readFileSync(join(root, 'two.txt'), 'utf8')).toBe('zip()\n');
    expect(statSync(join(root, 'one.py')).nlink).toBe(2);
    expect(statSync(join(root, 'clean.py'))).toMatchObject({ ino: clean.ino, mtimeMs: clean.mtimeMs });
  });

  test('writes a file that is there under two names', async () => {
    const root = repositoryWith({ 'a.py': 'zap()\n' });
    linkSync(join(root, 'a.py'), join(root, 'b.py'));
    expect((await fixed(root)).code).toBe(0);
    expect(['a.py', 'b.py'].map((path) => readFileSync(join(root, path), 'utf8'))).toEqual(['zip()\n', 'zip()\n']);
  });

  test('writes to no link, and nothing outside', async () => {
    const outside = folderWith({ 'secret.py': 'zap("outside")\n' });
    const root = repositoryWith({ 'a/x.py': 'zap()\n', 'ignored/y.py': 'zap()\n', '.gitignore': 'ignored/\n' });
    git(root, 'add', '--all');
    symlinkSync(join(outside, 'secret.py'), join(root, 'out.py'));
    symlinkSync('ignored/y.py', join(root, 'in.py'));
    for (const args of [[], ['--untrusted'], ['in.py', 'out.py']]) {
      const ran = await fixed(root, args);
      expect(ran.code).toBe(2);
      expect(ran.out).toContain('in.py is a link, and links are never written to: name the file itself');
      expect(readFileSync(join(root, 'ignored/y.py'), 'utf8')).toBe('zap()\n');
    }
    // A folder that Git still takes for one, though it has become a link.
    renameSync(join(root, 'a'), join(root, 'b'));
    symlinkSync(outside, join(root, 'a'));
    writeFileSync(join(outside, 'x.py'), 'zap()\n');
    await fixed(root);
    expect(readFileSync(join(outside, 'x.py'), 'utf8')).toBe('zap()\n');
    expect(readFileSync(join(outside, 'secret.py'), 'utf8')).toBe('zap("outside")\n');
    expect(readdirSync(outside).sort()).toEqual(['secret.py', 'x.py']);
  });

  test('leaves what the baseline accepts, what a comment silences, and what the settings leave out', async () => {
    const root = repositoryWith({
      'accepted.py': 'zap(1)\n',
      'silent.py': 'zap(1)  # eslint-disable-line\n',
      'left/out.py': 'zap(1)\n',
      'pitfalls.json': '{"ignore": ["left/"]}',
    });
    await pitfalls(root, ['--baseline'], { rules: [mended] });
    appendFileSync(join(root, 'accepted.py'), 'zap(2)\n');
    expect((await fixed(root)).out).toBe('No problems in 2 files, 1 problem fixed, 1 problem accepted by the baseline\n');
    expect(readFileSync(join(root, 'accepted.py'), 'utf8')).toBe('zap(1)\nzip(2)\n');
    expect(readFileSync(join(root, 'silent.py'), 'utf8')).toContain('zap(1)');
    expect(readFileSync(join(root, 'left/out.py'), 'utf8')).toBe('zap(1)\n');
  });

  test('with --since changes what the change brought', async () => {
    const root = repositoryWith({ 'old.py': 'zap(1)\n', 'app.py': 'zap(1)\n' });
    git(root, 'add', '--all');
    git(root, 'commit', '--quiet', '--message', 'first');
    appendFileSync(join(root, 'app.py'), 'zap(2)\n');
    writeFileSync(join(root, 'new.py'), 'zap(3)\n');
    expect((await fixed(root, ['--since', 'HEAD'])).out).toBe('No problems in 2 files, 2 problems fixed\n');
    expect(['old.py', 'app.py', 'new.py'].map((path) => readFileSync(join(root, path), 'utf8'))).toEqual([
      'zap(1)\n',
      'zap(1)\nzip(2)\n',
      'zip(3)\n',
    ]);
  });

  test('with --staged is refused', async () => {
    const root = repositoryWith({ 'a.py': 'zap(1)\n' });
    const ran = await fixed(root, ['--staged']);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain('the staged content cannot be fixed in place; leave out --staged');
  });

  test('can be told by programs', async () => {
    const root = repositoryWith({ 'a.py': 'zap(1)\nzop()\n' });
    const ran = await fixed(root, ['--format', 'json'], [mended, fixRule('no-zop', 'zop', () => null)]);
    expect(JSON.parse(ran.out)).toMatchObject({ summary: { errors: 1, fixedProblems: 1, exitCode: 1 }, findings: [{ line: 2 }] });
  });
});

describe('fixes that meet', () => {
  test('are made one after the other when they overlap', async () => {
    expect((await after('a.py', 'zap(zap(zap(1)), zap(2))\n', [mendedWhole])).toString()).toBe('zip(zip(zip(1)), zip(2))\n');
    const other = fixRule(
      'also-no-zap',
      'zap',
      ({ range }) =>
        (fixer) =>
          fixer.replaceTextRange(range, 'zip()'),
    );
    expect((await after('a.py', 'zap()\n', [mended, other])).toString()).toBe('zip()\n');
    const touching = fixRule(
      'touching',
      'zap',
      ({ nameRange, range }) =>
        (fixer) =>
          fixer.replaceTextRange([nameRange[1], range[1]], '[0]'),
    );
    expect((await after('a.py', 'zap()\n', [mended, touching])).toString()).toBe('zip()\n');
  });

  test('are kept as far as they got when ten passes do not do, and the next run goes on', async () => {
    const nested = `${'zap('.repeat(14)}${')'.repeat(14)}\n`;
    const root = repositoryWith({ 'a.py': nested });
    const ran = await fixed(root, [], [mendedWhole]);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain("Please note:\n  a.py has still something to fix after 10 passes ('no-zap'): run --fix once more\n");
    expect(ran.out).toContain(', 10 problems fixed\n');
    expect(await fixed(root, [], [mendedWhole])).toMatchObject({ code: 0 });
    expect(readFileSync(join(root, 'a.py'), 'utf8')).toBe(nested.replaceAll('zap', 'zip'));
  });

  test.each([
    ['go in a circle', undecided, 'ping(1)\n'],
    ['grow for ever', greedy, 'more(1)\n'],
  ])('leave the file as it was when they %s', async (_name, rule, text) => {
    const root = repositoryWith({ 'a.py': text, 'b.py': 'zap()\n' });
    const ran = await fixed(root, [], [rule, mended]);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain(`Please note:\n  a.py was left as it was: the fixes of '${rule.card.name}' come to no end\n`);
    expect(ran.out).toContain(', 1 problem fixed\n');
    expect(['a.py', 'b.py'].map((path) => readFileSync(join(root, path), 'utf8'))).toEqual([text, 'zip()\n']);
  });

  test('end when one of them changes nothing', async () => {
    const idle = fixRule(
      'idle',
      'zap',
      ({ range, text }) =>
        (fixer) =>
          fixer.replaceTextRange(range, text),
    );
    const root = repositoryWith({ 'a.py': 'zap()\n' });
    const { out } = await fixed(root, [], [idle]);
    expect(out).toMatch(/^a\.py:1:1 .* 0 problems fixed\n/su);
    expect(out).not.toContain('Please note');
  });

  test('may claim any place without harm', async () => {
    const wild = fixRule(
      'wild',
      'zap',
      ({ name }) =>
        (fixer) =>
          fixer.replaceTextRange(name === 'zap' ? [5, 2] : [0, 0], 'x'),
    );
    const far = fixRule('far', 'zop', () => (fixer) => fixer.replaceTextRange([0, 999], 'zip()\n'));
    expect((await after('a.py', 'zap()\n', [wild])).toString()).toBe('zap()\n');
    expect((await after('a.py', 'zop()\n', [far])).toString()).toBe('zip()\n');
  });
});

describe('a fix that breaks the file', () => {
  test.each([
    ['a.py', 'zap(1)\ncrash(1)\n'],
    ['a.js', 'zap(1);\ncrash(1);\n'],
    ['a.ts', 'const a: number = 1;\ncrash(a);\n'],
  ])('is not made, and its rule is named: %s', async (path, text) => {
    const root = repositoryWith({ [path]: text, 'b.py': 'zap()\n' });
    const ran = await fixed(root, ['--rule', 'breaking', '--rule', 'other'], [breaking, fixRule('other', 'zap', () => null)]);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain(`Please note:\n  ${path} was left as it was: the fixes of 'breaking' would break its syntax\n`);
    expect(readFileSync(join(root, path), 'utf8')).toBe(text);
  });

  test('is not made even if a tolerant parser would read on', async () => {
    const twice = fixRule(
      'twice',
      'zap',
      ({ range }) =>
        (fixer) =>
          fixer.replaceTextRange(range, '0; const a = 2'),
    );
    const root = repositoryWith({ 'a.mjs': 'const a = zap();\n' });
    expect((await fixed(root, [], [twice])).out).toContain("the fixes of 'twice' would break its syntax");
    expect(readFileSync(join(root, 'a.mjs'), 'utf8')).toBe('const a = zap();\n');
  });

  test('is told from a file that was broken before', async () => {
    const text = 'zap(1)\n\ndef f(:\n  pass\n\nzap(2)\n';
    const root = repositoryWith({ 'a.py': text });
    const ran = await fixed(root);
    expect(readFileSync(join(root, 'a.py'), 'utf8')).toBe(text.replaceAll('zap', 'zip'));
    expect(ran.out).toContain('a.py:3 could not be read as Python from here; the rest was checked');
  });

  test('costs nothing when it comes from a rule that throws', async () => {
    const failing = fixRule('failing', 'zop', () => () => {
      throw new Error('on purpose');
    });
    const root = repositoryWith({ 'a.py': 'zap()\nzop()\n' });
    const ran = await fixed(root, [], [mended, failing, throwingRule]);
    expect(ran.code).toBe(2);
    expect(ran.out).toContain('Could not be checked or fixed:\n  a.py internal error in failing (fix): Error: on purpose\n');
    expect(readFileSync(join(root, 'a.py'), 'utf8')).toBe('zip()\nzop()\n');
  });

  test('leaves Python that is Python', async () => {
    const text = `${'def f(a):\n    if a:\n        return [zap(x) for x in zap(a)]\n    zap(\n        a,\n    )\n\n\n'.repeat(20)}zap()`;
    const { rows } = parsePython((await after('a.py', text)).toString());
    expect([...rows.type.subarray(0, rows.size)]).not.toContain(ERROR_KIND);
  });
});

describe('a file that changes while it is fixed', () => {
  test('keeps what was written by somebody else, and that is said', async () => {
    const meddling = fixRule('meddling', 'zap', ({ nameRange, file }) => (fixer) => {
      writeFileSync(file, '# mine\nzap(1)\n');
      return fixer.replaceTextRange(nameRange, 'zip');
    });
    const root = repositoryWith({ 'a.py': 'zap(1)\n', 'b.js': 'zop()\n' });
    const ran = await fixed(root, [], [meddling]);
    expect(ran.code).toBe(2);
    expect(ran.out).toContain('Could not be checked or fixed:\n  a.py changed while it was being fixed\n');
    expect(ran.out).toContain('1 problem (1 error, 0 warnings) in 1 of 2 files, 0 problems fixed, 1 file could not be checked or fixed\n');
    expect(readFileSync(join(root, 'a.py'), 'utf8')).toBe('# mine\nzap(1)\n');
    expect(readdirSync(root).sort()).toEqual(['.git', 'a.py', 'b.js']);
  });

  // To the superuser everything is writable.
  test.skipIf(process.getuid?.() === 0)('may turn out to be closed', async () => {
    const root = repositoryWith({ 'closed/a.py': 'zap(1)\n', 'b.py': 'zap(1)\n' });
    chmodSync(join(root, 'closed'), 0o555);
    const ran = await fixed(root);
    chmodSync(join(root, 'closed'), 0o755);
    expect(ran.code).toBe(2);
    expect(ran.out).toContain('  closed/a.py could not be fixed: this user may not write it, or not into its folder\n');
    expect(readFileSync(join(root, 'b.py'), 'utf8')).toBe('zip(1)\n');
  });
});

describe('--diff', () => {
  const files: Files = {
    'b/two words.py': '\ufeffzap(1)\r\n# ä\r\nzap(2)\r\n',
    'a.js': `${'// line\n'.repeat(20)}zap();`,
    'grüße.py': '# one\n\tzap(1)\n'.replace('\t', ''),
    'clean.py': 'pass\n',
  };

  test('shows what --fix would do, and git apply does it', async () => {
    const root = repositoryWith(files);
    const ran = await pitfalls(root, ['--diff'], { rules: [mended] });
    expect(ran).toMatchObject({ code: 1, err: '4 problems can be fixed so, in 3 of 4 files; --fix does it\n' });
    expect(ran.lines.filter((line) => line.startsWith('+++'))).toEqual(['+++ b/a.js', '+++ b/b/two words.py\t', '+++ b/grüße.py']);
    for (const [path, content] of Object.entries(files)) expect(readFileSync(join(root, path), 'utf8')).toBe(content);
    const other = repositoryWith(files);
    await fixed(other);
    execFileSync('git', ['apply'], { cwd: root, input: ran.out, stdio: ['pipe', 'ignore', 'inherit'] });
    for (const path of Object.keys(files)) expect(readFileSync(join(root, path))).toEqual(readFileSync(join(other, path)));
    expect(await pitfalls(root, ['--diff'], { rules: [mended] })).toMatchObject({ code: 0, out: '', err: 'Nothing to fix in 4 files\n' });
  });

  test('is the same from a folder below, and can be applied there', async () => {
    const root = repositoryWith(files);
    const whole = await pitfalls(root, ['--diff'], { rules: [mended] });
    expect(await pitfalls(join(root, 'b'), ['--diff', '--fix', '..'], { rules: [mended] })).toEqual(whole);
    const part = await pitfalls(join(root, 'b'), ['--diff'], { rules: [mended] });
    execFileSync('git', ['apply'], { cwd: join(root, 'b'), input: part.out, stdio: ['pipe', 'ignore', 'inherit'] });
    expect(readFileSync(join(root, 'b/two words.py'), 'utf8')).toBe('\ufeffzip(1)\r\n# ä\r\nzip(2)\r\n');
  });

  test('shows what is staged as it is staged', async () => {
    const root = repositoryWith({ 'a.py': 'zap(1)\n' });
    git(root, 'add', '--all');
    writeFileSync(join(root, 'a.py'), 'pass\n');
    const ran = await pitfalls(root, ['--diff', '--staged'], { rules: [mended] });
    expect(ran.lines.slice(3, 6)).toEqual(['@@ -1 +1 @@', '-zap(1)', '+zip(1)']);
    execFileSync('git', ['apply', '--cached'], { cwd: root, input: ran.out, stdio: ['pipe', 'ignore', 'inherit'] });
    expect(execFileSync('git', ['show', ':a.py'], { cwd: root, encoding: 'utf8' })).toBe('zip(1)\n');
  });

  test('exits as asked, and 2 when something could not be checked', async () => {
    const root = repositoryWith({ 'a.py': 'zap(1)\n', 'zop.py': 'zop()\n' });
    const code = async (...args: readonly string[]): Promise<number> =>
      (await pitfalls(root, ['--diff', ...args], { rules: [mended] })).code;
    expect([await code(), await code('--exit-zero'), await code('zop.py'), await code('missing.py', '.')]).toEqual([1, 0, 0, 2]);
    expect((await pitfalls(root, ['--diff', 'missing.py'], { rules: [mended] })).err).toContain(
      'Could not be checked:\n  missing.py does not exist\n',
    );
  });

  test('does not share the output with a report, which may go to a file', async () => {
    const root = repositoryWith({ 'a.py': 'zap(1)\n' });
    expect((await pitfalls(root, ['--diff', '--format', 'json'])).err).toContain("'--diff' prints nothing but the diff");
    const ran = await pitfalls(root, ['--diff', '--format', 'json=report.json'], { rules: [mended] });
    expect(ran.lines[0]).toBe('diff --git a/a.py b/a.py');
    expect(JSON.parse(readFileSync(join(root, 'report.json'), 'utf8'))).toMatchObject({
      summary: { errors: 1, exitCode: 1 },
      findings: [{ source: 'zap(1)' }],
    });
    expect((await pitfalls(root, ['--diff', '--baseline'])).err).toContain("'--diff' writes nothing: leave out '--baseline'");
  });

  test('says nothing that a runner or a terminal obeys, and says what cannot be applied', async () => {
    const names = ['::error file=README.md::X.py', 'b\n::error::X.py', 'd ##[error]X.py', 'e\x1b[2J\x1b]0;pwn\x07.py', 'h\u202egpj.py'];
    const text = '# \x1b[2J\n  # ::error::x\n"""\n::error::x\n  ::warning::y\n##[error]z\n"""\nzap("\u202e", "##[error]")\n';
    const root = repositoryWith({});
    for (const name of names) writeFileSync(join(root, name), text);
    const { out, err, code } = await pitfalls(root, ['--diff'], { rules: [mended], env: { GITHUB_ACTIONS: 'true' } });
    expect(code).toBe(1);
    expect(hiddenCharacters(out + err)).toEqual([]);
    expect(obeyedCommands(out + err)).toEqual([]);
    expect(err.match(/can be read, but not be applied/gu)).toHaveLength(names.length);
  });

  test('names what is not UTF-8', async () => {
    const root = repositoryWith({ 'a.py': Buffer.from('# coding: latin-1\nzap("\xe9")\n', 'latin1') });
    const ran = await pitfalls(root, ['--diff'], { rules: [mended] });
    expect(ran.out).toContain('+zip("é")\n');
    expect(ran.err).toContain('  a.py has characters or an encoding that this diff cannot carry');
  });
});

describe('a run without --fix', () => {
  const hint = async (text: string, rules: readonly PitfallRule[]): Promise<string | undefined> =>
    (await pitfalls(repositoryWith({ 'a.py': text }), [], { rules })).lines.find((line) => line.includes('--fix'));

  test('says what could be fixed, if anything', async () => {
    const rules = [mended, fixRule('no-zop', 'zop', () => null)];
    expect(await hint('zap()\nzop()\nzap()\n', rules)).toBe('2 of them can be fixed with --fix; --diff shows how');
    expect(await hint('zap()\n', rules)).toBe('It can be fixed with --fix; --diff shows how');
    expect(await hint('zop()\n', rules)).toBeUndefined();
    expect(await hint('zap()\n', [zap])).toBeUndefined();
  });

  test('says it behind the sum', async () => {
    const ran = await pitfalls(repositoryWith({ 'a.py': 'zap()\nzap()\n' }), [], { rules: [mended] });
    expect(ran.lines.slice(-5)).toEqual([
      '2 problems (2 errors, 0 warnings) in 1 of 1 file',
      '2 of them can be fixed with --fix; --diff shows how',
      'About a rule: pitfalls explain no-zap',
      'To accept a finding: # eslint-disable-next-line pitfalls/no-zap -- why',
      '',
    ]);
  });
});
