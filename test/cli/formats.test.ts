import { existsSync, lstatSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatNames } from '../../src/cli/report/formats.ts';
import { mended } from './fixing-rules.ts';
import { folderWith, git, pitfalls, repositoryWith, type Files } from './repository.ts';
import { hiddenCharacters, obeyedCommands } from './runner-oracle.ts';
import { callRule, zap } from './zap-rule.ts';

const hostile: Files = {
  'a%0A::error file=README.md,line=1::X.py': 'zap()\n',
  '::error file=README.md::X.py': 'zap()\n',
  'b\n::error file=README.md::X.py': 'zap()\n',
  'c,line=99,title=X.py': 'zap()\n',
  'd ##[error]X.py': 'zap("##[error]::error::x")\n',
  'e\x1b[2J\x1b]0;pwn\x07.py': 'zap()\n',
  'f\r::error::X.py': 'zap()\n',
  'h\u202egpj.py': 'zap()\n',
  '<img src=x onerror=alert(1)>.py': 'zap("</script>")\n',
  'i|`@all`.py': 'zap()\n',
  'latin.py': Buffer.from('caf\xe9 = 1\n', 'latin1'),
};

interface JsonReport {
  readonly version: number;
  readonly summary: Readonly<Record<string, number>>;
  readonly findings: readonly { readonly path: string; readonly line: number; readonly fingerprint: string }[];
  readonly accepted?: readonly { readonly path: string; readonly line: number; readonly by: string; readonly reason: string }[];
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
}

interface SarifLog {
  readonly runs: readonly {
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly suppressions?: unknown;
      readonly fixes?: unknown;
      readonly partialFingerprints: Readonly<Record<string, string>>;
      readonly locations: readonly { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } }[];
    }[];
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly invocations: readonly {
      readonly executionSuccessful: boolean;
      readonly toolExecutionNotifications: readonly { readonly message: { readonly text: string } }[];
    }[];
  }[];
}

const parsed = (text: string): unknown => JSON.parse(text);

describe('every format', () => {
  test.each(formatNames)('%s says nothing that a runner or a terminal obeys', async (format) => {
    const { out, err, code } = await pitfalls(repositoryWith(hostile), ['--format', format]);
    expect(code).toBe(2);
    expect(hiddenCharacters(out + err)).toEqual([]);
    const obeyed = obeyedCommands(out + err);
    if (format !== 'github') expect(obeyed).toEqual([]);
    else
      expect(obeyed.map(({ name, isOldSyntax }) => [name, isOldSyntax])).toEqual([
        ...Array<unknown>(10).fill(['error', false]),
        ['notice', false],
      ]);
  });

  test.each(formatNames)('%s is written to a file as to the output', async (format) => {
    const root = repositoryWith({ 'a.py': 'zap()\n' });
    const { out } = await pitfalls(root, ['--format', format]);
    const ran = await pitfalls(root, ['--format', `${format}=out.txt`]);
    expect(ran).toMatchObject({ out: '', err: '', code: 1 });
    expect(readFileSync(join(root, 'out.txt'), 'utf8')).toBe(out);
  });

  test('goes into a device or a pipe without taking its place', async () => {
    const root = repositoryWith({ 'a.py': 'zap()\n' });
    symlinkSync('/dev/null', join(root, 'nothing'));
    expect(await pitfalls(root, ['--format', 'json=nothing'])).toMatchObject({ code: 1, out: '', err: '' });
    expect(lstatSync(join(root, 'nothing')).isSymbolicLink()).toBe(true);
  });

  test('can be had beside others', async () => {
    const root = repositoryWith({ 'a.py': 'zap()\n' });
    const { out } = await pitfalls(root, ['--format=sarif=a.sarif', '--format=junit=a.xml', '--format=concise']);
    expect(out).toMatch(/^a\.py:1:1: error: .* \[no-zap, ZZ-1, ZZ-2\]\n$/u);
    expect(['a.sarif', 'a.xml'].map((name) => existsSync(join(root, name)))).toEqual([true, true]);
  });

  test('stands alone in the output', async () => {
    const { code, err } = await pitfalls(repositoryWith({}), ['--format', 'json', '--format', 'pretty']);
    expect(code).toBe(2);
    expect(err).toContain('two formats would be mixed up');
  });

  test('is named when it does not exist, and so is a file that cannot be written', async () => {
    const root = repositoryWith({ 'a.py': 'zap()\n' });
    expect((await pitfalls(root, ['--format', 'sarf'])).err).toContain("there is no format 'sarf'; did you mean 'sarif'?");
    const ran = await pitfalls(root, ['--format', 'json=missing/out.json']);
    expect(ran).toMatchObject({ code: 2 });
    expect(ran.err).toContain('missing/out.json could not be written: there is no such folder');
  });
});

describe('json', () => {
  test('holds all that was found and all that was not read', async () => {
    const { out } = await pitfalls(repositoryWith(hostile), ['--format', 'json']);
    const report = parsed(out) as JsonReport;
    expect(report.version).toBe(1);
    expect(report.summary).toEqual({ errors: 10, warnings: 0, checkedFiles: 10, minifiedFiles: 0, acceptedFindings: 0, exitCode: 2 });
    expect(report.findings.map(({ path }) => path).sort()).toEqual(
      Object.keys(hostile)
        .filter((path) => path !== 'latin.py')
        .sort(),
    );
    expect(report.skipped).toEqual([expect.objectContaining({ path: 'latin.py' })]);
  });
});

describe('sarif', () => {
  test('names rules, escapes paths and tells findings apart', async () => {
    const root = repositoryWith({ 'ü b#c.py': 'zap(zap())\n', 'x.py': Buffer.from([0xff]) });
    const [run] = (parsed((await pitfalls(root, ['--format', 'sarif'])).out) as SarifLog).runs;
    expect(run?.results).toHaveLength(2);
    expect(run?.results[0]?.locations[0]?.physicalLocation.artifactLocation.uri).toBe('%C3%BC%20b%23c.py');
    const prints = run?.results.map(({ partialFingerprints }) => partialFingerprints['pitfallsContent/v1']);
    expect(new Set(prints).size).toBe(2);
    expect(run?.results.every(({ ruleId, ruleIndex }) => run.tool.driver.rules[ruleIndex]?.id === ruleId)).toBe(true);
    expect(run?.invocations[0]?.executionSuccessful).toBe(false);
    expect(run?.invocations[0]?.toolExecutionNotifications[0]?.message.text).toContain('x.py');
  });

  test('holds the worst five thousand, and says how many are left', async () => {
    const files = { 'a.py': 'zop()\n'.repeat(2000), 'b.py': 'zap()\n'.repeat(4500) };
    const ran = await pitfalls(repositoryWith(files), ['--format', 'sarif'], { rules: [zap, callRule('likely-zop', 'zop', 'likely')] });
    const [run] = (parsed(ran.out) as SarifLog).runs;
    const levels = run?.results.map(({ level }) => level) ?? [];
    expect(levels.filter((level) => level === 'error')).toHaveLength(4500);
    expect(levels).toHaveLength(5000);
    expect(run?.invocations[0]?.toolExecutionNotifications.map(({ message }) => message.text)).toEqual([
      "1500 more results are not in this file: 1500 of 'likely-zop'.",
    ]);
  });
});

describe('what is accepted', () => {
  const files: Files = {
    'a.py': 'zap(1)\nzap(2)\n',
    'b.py': '# eslint-disable-next-line pitfalls/no-zap -- we know\nzap(3)\nzap(4) # eslint-disable-line\n',
    'c.py': 'zap(5)\n',
    'd.py': 'zap(6)\n',
    'eslint-suppressions.json': '{"c.py": {"pitfalls/no-zap": {"count": 1}}}',
  };
  async function accepted(): Promise<string> {
    const root = repositoryWith(files);
    await pitfalls(root, ['a.py', '--baseline']);
    const location = join(root, 'pitfalls-baseline.jsonl');
    writeFileSync(location, readFileSync(location, 'utf8').replace(/\}\n$/u, ',"reason":"legacy"}\n'));
    return root;
  }

  test('is in sarif, with its reasons, when that is asked', async () => {
    const root = await accepted();
    const resultsOf = async (...args: readonly string[]) => {
      const log = parsed((await pitfalls(root, ['--format', 'sarif', ...args])).out) as SarifLog;
      return log.runs[0]?.results.map(({ suppressions, locations, level }) => [
        locations[0]?.physicalLocation.artifactLocation.uri,
        level,
        suppressions,
      ]);
    };
    expect(await resultsOf()).toEqual([['d.py', 'error', undefined]]);
    const external = { kind: 'external' };
    const inSource = { kind: 'inSource' };
    expect(await resultsOf('--with-accepted')).toEqual([
      ['d.py', 'error', undefined],
      ['a.py', 'error', [{ ...external, justification: 'Accepted in pitfalls-baseline.jsonl' }]],
      ['a.py', 'error', [{ ...external, justification: 'legacy' }]],
      ['c.py', 'error', [{ ...external, justification: 'Counted in eslint-suppressions.json' }]],
      ['b.py', 'error', [{ ...inSource, justification: 'we know' }]],
      ['b.py', 'error', [{ ...inSource, justification: 'Switched off by a comment' }]],
    ]);
  });

  test('is in json, and changes nothing else', async () => {
    const root = await accepted();
    const plain = parsed((await pitfalls(root, ['--format', 'json'])).out) as JsonReport;
    const { accepted: told, ...rest } = parsed((await pitfalls(root, ['--format', 'json', '--with-accepted'])).out) as JsonReport;
    expect(rest).toEqual(plain);
    expect(told?.map(({ path, line, by, reason }) => [path, line, by, reason])).toEqual([
      ['a.py', 1, 'baseline', ''],
      ['a.py', 2, 'baseline', 'legacy'],
      ['c.py', 1, 'suppressions', ''],
      ['b.py', 2, 'comment', 'we know'],
      ['b.py', 3, 'comment', ''],
    ]);
    expect((await pitfalls(root, ['--with-accepted'])).err).toContain("'--with-accepted' is told by the formats sarif and json");
  });

  test('is nothing in code that nobody trusts', async () => {
    const { out } = await pitfalls(await accepted(), ['--format', 'json', '--with-accepted', '--untrusted']);
    expect((parsed(out) as JsonReport).accepted).toEqual([]);
  });
});

test('sarif holds what would mend a finding, at its place', async () => {
  const root = repositoryWith({ 'ü.py': '\ufeff\nx = "日本"; zap(1)\n' });
  const log = parsed((await pitfalls(root, ['--format', 'sarif'], { rules: [mended] })).out) as SarifLog;
  const change = (description: string, endColumn: number, text: string) => ({
    description: { text: description },
    artifactChanges: [
      {
        artifactLocation: { uri: '%C3%BC.py', uriBaseId: '%SRCROOT%' },
        replacements: [{ deletedRegion: { startLine: 2, startColumn: 11, endLine: 2, endColumn }, insertedContent: { text } }],
      },
    ],
  });
  expect(log.runs[0]?.results[0]?.fixes).toEqual([
    change("What --fix does for 'no-zap'", 14, 'zip'),
    change('Leave it.', 17, 'suggested()'),
  ]);
});

describe('gitlab', () => {
  test('has one fingerprint for each finding, whatever stands above it', async () => {
    const prints = async (text: string): Promise<string[]> => {
      const { out } = await pitfalls(repositoryWith({ 'a.py': text, 'b.py': text }), ['--format', 'gitlab']);
      return (parsed(out) as { readonly fingerprint: string }[]).map(({ fingerprint }) => fingerprint);
    };
    const before = await prints('zap()\nzap()\n');
    expect(new Set(before).size).toBe(4);
    expect(await prints('\n\n# more\nzap()\nzap()\n')).toEqual(before);
  });
});

describe('on GitHub', () => {
  const env = { GITHUB_ACTIONS: 'true' };

  test('a log is followed by annotations: ten of a level, and where the others are', async () => {
    const { out } = await pitfalls(repositoryWith({ 'a.py': 'zap()\n'.repeat(30) }), [], { env });
    const commands = obeyedCommands(out);
    expect(commands.map(({ name }) => name)).toEqual(['stop-commands', ...Array<string>(10).fill('error')]);
    expect(commands.at(-1)?.data).toBe('21 more findings of this kind; the summary and the log of this step list them all.');
    expect(out).toContain('Annotations for the pull request (because GITHUB_ACTIONS is set):');
  });

  test('each rule gets an annotation before any rule gets a second one', async () => {
    const rules = [zap, callRule('no-zop', 'zop'), callRule('no-zip', 'zip')];
    const { out } = await pitfalls(repositoryWith({ 'a.py': `${'zap()\n'.repeat(20)}zop()\nzip()\n` }), ['--format', 'github'], { rules });
    expect(
      obeyedCommands(out)
        .slice(0, 3)
        .map(({ properties }) => /title=([\w-]+)/u.exec(properties)?.[1]),
    ).toEqual(['no-zap', 'no-zop', 'no-zip']);
  });

  test('what stands on changed lines is annotated first, when GitHub says where the branch began', async () => {
    const root = repositoryWith({ 'a.py': 'zap(0)\n'.repeat(20), 'b.py': 'x = 1\nzap(1)\n' });
    git(root, 'add', '--all');
    git(root, 'commit', '--quiet', '--message', 'base');
    const base = readFileSync(
      join(root, '.git', readFileSync(join(root, '.git/HEAD'), 'utf8').slice('ref: '.length).trim()),
      'utf8',
    ).trim();
    writeFileSync(join(root, 'b.py'), 'x = 2\nzap(1)\nzap(2)\n');
    writeFileSync(join(root, 'c.py'), 'zap(3)\n');
    const annotated = async (sha: string): Promise<(string | undefined)[]> => {
      const repo = { full_name: 'us/it' };
      const event = join(
        folderWith({ 'event.json': JSON.stringify({ pull_request: { head: { repo }, base: { repo, sha } } }) }),
        'event.json',
      );
      const { out } = await pitfalls(root, ['--format', 'github'], {
        env: { ...env, GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: event },
      });
      return obeyedCommands(out)
        .map(({ properties }) => /file=([^,]*,line=\d+)/u.exec(properties)?.[1])
        .slice(0, 4);
    };
    expect(await annotated(base)).toEqual(['b.py,line=3', 'c.py,line=1', 'a.py,line=1', 'a.py,line=2']);
    // Without the history, as `actions/checkout` leaves it, the order is that of the report.
    expect(await annotated('1'.repeat(40))).toEqual(['a.py,line=1', 'a.py,line=2', 'a.py,line=3', 'a.py,line=4']);
  });

  test('what the code says is no command, even in a log', async () => {
    const { out } = await pitfalls(repositoryWith(hostile), [], { env });
    expect(obeyedCommands(out).map(({ name }) => name)).toEqual(['stop-commands', ...Array<string>(10).fill('error'), 'notice']);
  });

  test('the step summary gets a table in which names are only names', async () => {
    const summary = join(folderWith({ 'summary.md': 'before\n' }), 'summary.md');
    await pitfalls(repositoryWith(hostile), [], { env: { ...env, GITHUB_STEP_SUMMARY: summary } });
    const text = readFileSync(summary, 'utf8');
    expect(text.startsWith('before\n### pitfalls: 10 found in 10 files\n')).toBe(true);
    expect(text).not.toMatch(/<img|@all|`/u);
    expect(
      text
        .split('\n')
        .filter((line) => line.includes('no-zap]('))
        .every((line) => line.split('|').length === 5),
    ).toBe(true);
  });

  test('the step summary stays below what GitHub takes', async () => {
    const summary = join(folderWith({}), 'summary.md');
    writeFileSync(summary, '');
    await pitfalls(repositoryWith({ 'a.py': 'zap()\n'.repeat(9000) }), [], { env: { ...env, GITHUB_STEP_SUMMARY: summary } });
    const text = readFileSync(summary, 'utf8');
    expect(Buffer.byteLength(text)).toBeLessThan(2 ** 20);
    expect(text).toMatch(/\d+ more are in the log\.\n$/u);
  });
});

describe('the exit code', () => {
  const rules = [zap, callRule('likely-zop', 'zop', 'likely')];
  const codeOf = async (text: string, ...args: readonly string[]): Promise<number> =>
    (await pitfalls(repositoryWith({ 'a.py': text }), args, { rules })).code;

  test('follows --fail-on and --exit-zero, but never hides what could not be checked', async () => {
    expect(await codeOf('zop()\n')).toBe(1);
    expect(await codeOf('zop()\n', '--fail-on', 'error')).toBe(0);
    expect(await codeOf('zap()\n', '--fail-on', 'error')).toBe(1);
    expect(await codeOf('zap()\n', '--exit-zero')).toBe(0);
    expect(await codeOf('zap()\n', '--exit-zero', 'missing')).toBe(2);
    expect(await codeOf('zap()\n', '--fail-on', 'info')).toBe(2);
  });
});
