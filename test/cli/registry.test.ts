import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rules } from '../../src/generated/rules.ts';
import { folderWith, pitfalls as run, repositoryWith, type Ran } from './repository.ts';

const pitfalls = (folder: string, args: readonly string[]): Promise<Ran> => run(folder, args, { rules });

const REGISTRY = `# Lessons

### OPS-001: No eval
- **Date:** 2026-01-31
- **Prevention:** Parse it. Never run it.
- **Detector:** python \`call[function.text="eval"]\`

### OPS-002: Errors dropped
- **Rule:** broad-except

### OPS-003: Nobody checks this

## Debt

| Shortcut | Cost |
| --- | --- |
| none | high |
`;
const files = { 'pitfalls.md': REGISTRY, 'a.py': 'eval(1)\ntry:\n    eval(2)\nexcept Exception:\n    pass\n' };

describe('pitfalls registry', () => {
  test('tells what checks each entry and what is found', async () => {
    const { lines, code } = await pitfalls(repositoryWith(files), ['registry']);
    expect(code).toBe(0);
    expect(lines).toEqual([
      'ID       Title               Checked by                         Found',
      'OPS-001  No eval             python call[function.text="eval"]  2',
      'OPS-002  Errors dropped      broad-except                       1',
      'OPS-003  Nobody checks this  nothing                            -',
      '',
      '3 entries, 2 of them checked',
      '',
    ]);
  });

  test('tells what is new since the baseline', async () => {
    const root = repositoryWith(files);
    await pitfalls(root, ['--baseline']);
    const { lines } = await pitfalls(root, ['registry']);
    expect(lines[1]).toMatch(/ 2 \(0 new\)$/u);
  });

  test('is data for a program', async () => {
    const { out } = await pitfalls(repositoryWith(files), ['registry', '--format', 'json']);
    expect(JSON.parse(out)).toMatchObject({
      version: 1,
      entries: [
        { id: 'OPS-001', path: 'pitfalls.md', line: 3, detectors: [{ language: 'python' }], rules: [], findings: 2, newFindings: 2 },
        { id: 'OPS-002', rules: ['broad-except'], findings: 1 },
        { id: 'OPS-003', detectors: [], rules: [], findings: 0 },
      ],
      tables: [{ path: 'pitfalls.md', section: 'Debt', header: ['Shortcut', 'Cost'], rows: [['none', 'high']] }],
    });
  });

  test('says where a registry is looked for', async () => {
    const { err, code } = await pitfalls(folderWith({}), ['registry']);
    expect([code, err]).toEqual([
      2,
      "pitfalls: there is no registry here: write one called pitfalls.md, or name yours under 'registries' in pitfalls.json\n",
    ]);
  });
});

describe('pitfalls registry add', () => {
  test('prints an entry with the next number', async () => {
    const root = repositoryWith(files);
    const { lines } = await pitfalls(root, ['registry', 'add', 'A  new', 'lesson']);
    expect(lines.slice(0, 2)).toEqual(['### OPS-004: A new lesson', expect.stringMatching(/^- \*\*Date:\*\* \d{4}-\d{2}-\d{2}$/u)]);
    expect(readFileSync(join(root, 'pitfalls.md'), 'utf8')).toBe(REGISTRY);
  });

  test('writes it behind the others, and begins a registry where there is none', async () => {
    const root = repositoryWith(files);
    expect((await pitfalls(root, ['registry', 'add', 'New', '--write'])).out).toBe(
      'pitfalls.md: OPS-004 was added; replace each [...] in it\n',
    );
    expect(readFileSync(join(root, 'pitfalls.md'), 'utf8')).toMatch(
      /^# Lessons[^]*\| none \| high \|\n\n### OPS-004: New\n- \*\*Date:\*\* [^]*\[\.\.\.\]\n$/u,
    );
    const empty = folderWith({});
    await pitfalls(empty, ['registry', 'add', 'First', '--write']);
    expect(readFileSync(join(empty, 'pitfalls.md'), 'utf8')).toMatch(/^# Pitfalls\n\n### PF-001: First\n/u);
  });

  test.each([[[]], [['--force', 'A']]])('refuses %j', async (words) => {
    expect((await pitfalls(repositoryWith(files), ['registry', 'add', ...words])).code).toBe(2);
  });
});

test('pitfalls explain knows the entries of the team', async () => {
  const root = repositoryWith(files);
  const { lines } = await pitfalls(root, ['explain', 'ops-001']);
  expect(lines.slice(0, 4)).toEqual(['OPS-001  No eval', '  pitfalls.md:3', '  Date: 2026-01-31', '  Prevention: Parse it. Never run it.']);
  const { out } = await pitfalls(root, ['explain', 'OPS-003', '--format', 'json']);
  expect(JSON.parse(out)).toMatchObject({ team: [{ id: 'OPS-003', title: 'Nobody checks this' }], rules: [] });
  expect((await pitfalls(root, ['explain', 'OPS-999'])).code).toBe(2);
});

describe('pitfalls ast', () => {
  const some = { 'a.py': 'import os\n\nos.system("ls")\n', 'a.ts': 'eval(x);\n', '.env': 'A=1\n', 'a.bin': '' };

  test('shows the tree of a file', async () => {
    expect((await pitfalls(repositoryWith(some), ['ast', '.env'])).lines).toEqual([
      'document  1:1',
      '  assignment  1:1',
      '    key name="A"  1:1',
      '    value text="1"  1:3',
      '',
    ]);
  });

  test('shows the selectors that find what begins on a line', async () => {
    expect((await pitfalls(repositoryWith(some), ['ast', 'a.py:3'])).lines).toContain('call[function.text="os.system"]  3:1');
    expect((await pitfalls(repositoryWith(some), ['ast', 'a.ts:1'])).lines).toContain('CallExpression[callee.name="eval"]  1:1');
  });

  test.each([
    [['ast'], "'ast' needs one file"],
    [['ast', 'a.bin'], 'is of a kind that pitfalls does not read'],
    [['ast', 'gone.py'], 'gone.py'],
    [['ast', 'a.py:99'], 'nothing begins on line 99'],
  ])('%j says what is wrong', async (words, message) => {
    const { err, code } = await pitfalls(repositoryWith(some), words);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});
