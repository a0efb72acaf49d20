import { describe, expect, test } from 'vitest';
import { parseMarkdown } from '../../src/markdown/parse.ts';
import { checksIn, nextId, repeatedIn, rulesNamedIn } from '../../src/team-registry/checks.ts';
import { preventionOf, readRegistry, type TeamRegistry } from '../../src/team-registry/entries.ts';

const read = (text: string): TeamRegistry => readRegistry(parseMarkdown(text).ast);
const first = (text: string): TeamRegistry['entries'][number] => {
  const [entry] = read(text).entries;
  if (!entry) throw new Error('no entry');
  return entry;
};

describe('a registry', () => {
  test('in the form of a list has entries with fields', () => {
    const { entries } = read(`# Registry

## Backend

### OPS-007: Lost lease
- **Date:** 2026-01-02
- **Pitfall:** The lease ran out
  while nobody looked.
- **Prevention:** (1) Renew at half time. (2) Alert.

### OPS-XXX: [Title]
- **Date:** YYYY-MM-DD

## OPS-008: Another level
- **Pitfall**: with the colon outside
`);
    expect(entries.map(({ id, title, form, fields }) => [id, title, form, ...fields.map(({ name, value }) => `${name}=${value}`)])).toEqual(
      [
        [
          'OPS-007',
          'Lost lease',
          'template',
          'Date=2026-01-02',
          'Pitfall=The lease ran out while nobody looked.',
          'Prevention=(1) Renew at half time. (2) Alert.',
        ],
        ['OPS-008', 'Another level', 'free', 'Pitfall=with the colon outside'],
      ],
    );
  });

  test('in the form of a paper has entries with paragraphs, and tables around them', () => {
    const { entries, tables } = read(`## Critical

### Pitfall 1: Sessions break

**What goes wrong:**
All tokens are refused.

**Why it happens:**
The key is new.

**How to avoid:**
1. Keep the old key for a day.
2. Test it.

---

## Debt

| Shortcut | Cost |
| --- | --- |
| none | high |
`);
    expect(entries).toMatchObject([{ id: 'Pitfall 1', title: 'Sessions break', form: 'research' }]);
    expect(entries[0]?.fields.map(({ name, value }) => [name, value])).toEqual([
      ['What goes wrong', 'All tokens are refused.'],
      ['Why it happens', 'The key is new.'],
      ['How to avoid', 'Keep the old key for a day. Test it. ---'],
    ]);
    expect(tables).toEqual([{ section: 'Debt', header: ['Shortcut', 'Cost'], rows: [['none', 'high']] }]);
  });

  test.each([
    ['### PF-001: A', 'PF-001'],
    ['# X9-1 — A', 'X9-1'],
    ['#### PF-001 - A', 'PF-001'],
    ['### pf-001: A', undefined],
    ['### PF-001', undefined],
    ['### PF-XXX: A', undefined],
    ['### Pitfall: A', undefined],
    ['```\n### PF-001: A\n```', undefined],
    ['<!-- \n### PF-001: A\n-->', undefined],
  ])('has in %j the entry %s', (text, id) => {
    expect(read(`${text}\n`).entries[0]?.id).toBe(id);
  });

  test('knows numbers that are used twice, and the next free one', () => {
    const registry = read('### A-009: a\n### B-1: b\n### A-009: c\n### A-010: d\n');
    expect(repeatedIn(registry).map(({ entry, first: earlier }) => [entry.title, earlier.title])).toEqual([['c', 'a']]);
    expect([nextId(registry), nextId(registry, 'B-1'), nextId({ entries: [], tables: [] })]).toEqual(['A-011', 'B-2', 'PF-001']);
  });

  test.each([
    ['Renew it. Then rest.', 'Renew it.'],
    ['(1) Use `a.b`. (2) Not.', 'Use `a.b`.'],
    ['No full stop', 'No full stop'],
    ['[...]', ''],
    ['', ''],
  ])('prevents with the first sentence of %j', (value, sentence) => {
    expect(preventionOf(first(`### A-1: a\n- **Date:** 2026-01-01\n- **Prevention:** ${value}\n`))).toBe(sentence);
  });
});

describe('the checks of an entry', () => {
  test('are its detectors, each with what follows it', () => {
    const entry = first(`### A-1: a
- **Detector:** python \`call[function.text="eval"]\`
- **Files:** \`app/**\`, \`*.wsgi\`
- **Unless:** \`class_definition\`
- **Level:** hint
- **Bad:**
  \`\`\`python
  eval(x)
  \`\`\`
- **Good:**
  \`\`\`python
  f(x)
  \`\`\`
- **Detector:** TypeScript
  \`\`\`
  CallExpression[callee.name="eval"]
  \`\`\`
- **Detector:** cobol \`perform\`
`);
    expect(checksIn(entry)).toMatchObject([
      {
        kind: 'python',
        selector: 'call[function.text="eval"]',
        files: ['app/**', '*.wsgi'],
        unless: { selector: 'class_definition' },
        level: 'hint',
        bad: [{ text: 'eval(x)\n' }],
        good: [{ text: 'f(x)\n' }],
      },
      { kind: 'javascript', language: 'TypeScript', selector: 'CallExpression[callee.name="eval"]', files: [], unless: undefined },
      { kind: undefined, language: 'cobol', selector: 'perform' },
    ]);
  });

  test.each([
    ['relative-sqlite-path', ['relative-sqlite-path']],
    ['`pitfalls/broad-except`, `raise-without-cause`', ['broad-except', 'raise-without-cause']],
    ['Keep it short, and link to the rest.', []],
  ])('are the rules in %j', (value, names) => {
    expect(rulesNamedIn(first(`### A-1: a\n- **Rule:** ${value}\n`)).map(({ name }) => name)).toEqual(names);
  });
});
