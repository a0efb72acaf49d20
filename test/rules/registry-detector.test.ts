import { describe, expect, test } from 'vitest';
import { rules } from '../../src/generated/rules.ts';
import { pitfalls as run, repositoryWith, type Ran } from '../cli/repository.ts';

const pitfalls = (folder: string, args: readonly string[]): Promise<Ran> => run(folder, args, { rules });

const rule = ['--rule', 'registry-detector', '--format', 'concise'];
const entry = (...lines: readonly string[]): string =>
  `### OPS-001: No eval\n- **Prevention:** Parse it. Never run it.\n${lines.map((line) => `- **${line}\n`).join('')}`;
const PYTHON = 'Detector:** python `call[function.text="eval"]`';

async function found(files: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<string[]> {
  const { out } = await pitfalls(repositoryWith(files), [...rule, ...args]);
  return out.split('\n').filter((line) => line.includes('registry-detector'));
}

describe('an entry with a detector', () => {
  test('is found in each language', async () => {
    const registry = [
      entry(PYTHON),
      entry('Detector:** ts `CallExpression[callee.name="eval"]`').replace('001', '002'),
      entry('Detector:** workflow `YAMLPair[key.value="uses"][value.value=/@(main|master)$/]`').replace('001', '003'),
      entry('Detector:** env `assignment[key.name=/^DEMO_/]`').replace('001', '004'),
      entry('Detector:** dockerfile `instruction[keyword="RUN"][text=/curl [^|]*\\| ?sh/]`').replace('001', '005'),
      entry('Detector:** shell `command[name.text="rm"]`').replace('001', '006'),
    ].join('\n');
    const files = {
      'app/a.py': 'def f(x):\n    return eval(\n        x,\n    )\n',
      'web/a.tsx': 'export const a = <b>{eval(x)}</b>;\n',
      'web/b.js': 'module.exports = eval;\n',
      '.github/workflows/ci.yml': 'jobs:\n  a:\n    steps:\n      - uses: a/b@main\n      - uses: a/b@v1\n',
      '.env.example': 'DEMO_TOKEN=1\nOTHER=2\n',
      Dockerfile: 'FROM a\nRUN curl https://example.org/i | sh\n',
      'clean.sh': 'set -e\nrm -rf "$DIR"\n',
    };
    expect(await found({ 'docs/pitfalls.md': registry, ...files })).toEqual([
      '.env.example:1:1: error: OPS-004: No eval. Parse it. [registry-detector, OPS-004]',
      '.github/workflows/ci.yml:4:9: error: OPS-003: No eval. Parse it. [registry-detector, OPS-003]',
      'Dockerfile:2:1: error: OPS-005: No eval. Parse it. [registry-detector, OPS-005]',
      'app/a.py:2:12: error: OPS-001: No eval. Parse it. [registry-detector, OPS-001]',
      'clean.sh:2:1: error: OPS-006: No eval. Parse it. [registry-detector, OPS-006]',
      'web/a.tsx:1:22: error: OPS-002: No eval. Parse it. [registry-detector, OPS-002]',
    ]);
  });

  test('looks into its files only, and leaves its exceptions alone', async () => {
    const registry = entry(PYTHON, 'Files:** `app/**`', 'Unless:** `class_definition[name.text="Sandbox"]`');
    const text = 'eval(1)\n\n\nclass Sandbox:\n    def run(self):\n        eval(2)\n';
    expect(await found({ 'pitfalls.md': registry, 'app/a.py': text, 'tools/a.py': text })).toEqual([
      'app/a.py:1:1: error: OPS-001: No eval. Parse it. [registry-detector, OPS-001]',
    ]);
  });

  test('is a hint where it says so', async () => {
    const files = { 'pitfalls.md': entry(PYTHON, 'Level:** hint'), 'a.py': 'eval(1)\n' };
    expect(await found(files)).toEqual([]);
    const settings = { 'pitfalls.json': '{ "rules": { "registry-detector": ["warn", { "hints": true }] } }' };
    expect(await found({ ...files, ...settings })).toHaveLength(1);
  });

  test('may stand in a file of another name, which the settings give', async () => {
    const files = { 'docs/lessons.md': entry(PYTHON), 'a.py': 'eval(1)\n' };
    expect(await found(files)).toEqual([]);
    expect(await found({ ...files, 'pitfalls.json': '{ "registries": ["docs/lessons.md"] }' })).toHaveLength(1);
  });

  test('decides nothing about the changes of strangers', async () => {
    expect(await found({ 'pitfalls.md': entry(PYTHON), 'a.py': 'eval(1)\n' }, '--untrusted')).toEqual([]);
  });

  test('that is wrong is not run, and others are', async () => {
    const registry = `${entry('Detector:** python `call[text=/(a+)+$/]`')}\n${entry(PYTHON).replace('001', '002')}`;
    expect(await found({ 'pitfalls.md': registry, 'a.py': 'eval(1)\n' })).toEqual([
      'a.py:1:1: error: OPS-002: No eval. Parse it. [registry-detector, OPS-002]',
    ]);
  });
});

test('an entry that names a rule of ours lends it its number', async () => {
  const registry = '### OPS-009: Errors dropped\n- **Rule:** broad-except\n';
  const text = 'try:\n    f()\nexcept Exception:\n    pass\n';
  const { out } = await pitfalls(repositoryWith({ 'pitfalls.md': registry, 'a.py': text }), [
    '--format',
    'concise',
    '--rule',
    'broad-except',
  ]);
  expect(out).toContain('[broad-except, OPS-009, GR-4');
});
