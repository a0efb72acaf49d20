import { describe, expect, test } from 'vitest';
import { subjectOf } from '../../src/cli/explain.ts';
import { rules } from '../../src/generated/rules.ts';
import { pitfalls as entries } from '../../src/registry/pitfalls.ts';
import { folderWith, pitfalls } from './repository.ts';

const explain = async (...words: readonly string[]) => pitfalls(folderWith({}), ['explain', ...words], { rules });

describe('explain', () => {
  test('tells about every rule and every pitfall', async () => {
    for (const { id } of entries) expect(subjectOf([id], rules), id).toMatchObject({ pitfalls: [{ id }] });
    for (const { card } of rules) {
      const { code, out } = await explain(card.name);
      expect(code).toBe(0);
      for (const part of ['What goes wrong', 'Instead', 'Left alone', `eslint-disable-next-line pitfalls/${card.name} -- why`])
        expect(out).toContain(part);
    }
  });

  test('begins with the entry of the registry when an ID is asked for', async () => {
    const { out } = await explain('pf-2');
    expect(out.startsWith('PF-002  SQLite path that depends on the start directory\n  Pitfalls of a Flask platform')).toBe(true);
    expect(out).toContain('Looked for by: relative-sqlite-path\n');
  });

  test('understands a line of the output', async () => {
    const line = "a.py:4:12  error  SQLite opens 'a.db' from the working directory.  relative-sqlite-path (PF-002, NA-TD2)";
    expect((await explain(line)).out).toBe((await explain('relative-sqlite-path')).out);
    expect((await explain(...line.split(' '))).out).toBe((await explain('relative-sqlite-path')).out);
  });

  test('shows no marks of Markdown', async () => {
    const { out } = await explain('broad-except');
    expect(out).not.toMatch(/^```|^#{1,3} |\]\(|^\| ---/mu);
  });

  test('says what is not built yet', async () => {
    expect((await explain('PF-010')).out).toContain('single-run-benchmark is not built yet');
    expect((await explain('single-run-benchmark')).out).toContain('single-run-benchmark is not built yet');
  });

  test('names the nearest on a typo', async () => {
    expect(await explain('brod-except')).toMatchObject({
      code: 2,
      out: '',
      err: "pitfalls: there is no rule and no pitfall 'brod-except'; did you mean 'broad-except'?\n",
    });
    expect((await explain('\x1b[2J')).err).toContain('\\x1b[2J');
    expect((await explain()).err).toContain("'explain' needs the name of a rule");
  });

  test('answers programs as well', async () => {
    const { out } = await explain('GR-4', '--format', 'json');
    const report = JSON.parse(out) as { readonly rules: readonly unknown[] };
    expect(report).toMatchObject({ version: 1, pitfalls: [{ id: 'GR-4' }] });
    expect(report.rules).toContainEqual(expect.objectContaining({ name: 'broad-except', level: 'certain' }));
  });
});

describe('list', () => {
  test('has a line for each rule', async () => {
    const { code, lines } = await pitfalls(folderWith({}), ['list'], { rules });
    expect(code).toBe(0);
    expect(lines.map((line) => line.split(' ')[0]).filter((name) => name !== '')).toEqual(rules.map(({ card }) => card.name));
  });
});
