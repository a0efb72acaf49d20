import { describe, expect, test } from 'vitest';
import { rules } from '../../src/generated/rules.ts';
import { pitfalls as run, repositoryWith, type Ran } from '../cli/repository.ts';

const pitfalls = (folder: string, args: readonly string[]): Promise<Ran> => run(folder, args, { rules });

const ENTRY =
  '### OPS-001: Lost lease\n- **Date:** 2026-01-31\n- **Agent:** ops\n- **Task:** leases\n- **Pitfall:** It ran out.\n- **Prevention:** Renew it.\n';
const rule = ['--rule', 'registry-entry', '--format', 'concise'];

/** The lines and messages in a registry, among other files. */
async function found(text: string, files: Readonly<Record<string, string>> = {}, ...args: readonly string[]): Promise<string[]> {
  const { out } = await pitfalls(repositoryWith({ 'docs/pitfalls.md': text, ...files }), [...rule, ...args]);
  return out
    .split('\n')
    .flatMap((line) => /^docs\/pitfalls\.md:(\d+:\d+: .*) \[registry-entry\]$/u.exec(line)?.[1]?.replace('warning: ', '') ?? []);
}

describe('an entry', () => {
  test('that is whole is left alone', async () => {
    expect(await found(ENTRY)).toEqual([]);
  });

  test('has a number of its own', async () => {
    expect(await found(`${ENTRY}\n${ENTRY}`)).toEqual([
      "8:5: 'OPS-001' is the entry on line 1 already, so nobody can tell which of the two is meant. Take a number of its own.",
    ]);
  });

  test('says everything that the template asks for', async () => {
    expect(await found(ENTRY.replace('- **Agent:** ops\n', '').replace('Renew it.', ''))).toEqual([
      "1:5: This entry says nothing under 'Agent', and the next reader will not know it. Add that line.",
      "5:5: This entry says nothing under 'Prevention', and the next reader will not know it. Add that line.",
    ]);
    const settings = { 'pitfalls.json': '{ "rules": { "registry-entry": ["warn", { "fields": ["Date"] }] } }' };
    expect(await found(ENTRY.replace('- **Agent:** ops\n', ''), settings)).toEqual([]);
  });

  test('in the form of a paper says what goes wrong and how to avoid it', async () => {
    const text = '### Pitfall 1: A\n\n**What goes wrong:**\nIt breaks.\n\n**Why it happens:**\nBecause.\n';
    expect(await found(text)).toEqual([
      "1:5: This entry says nothing under 'How to avoid', and the next reader will not know it. Add that line.",
    ]);
  });

  test.each([
    ['[task]', "4:13: '[task]' still stands where the answer belongs. Write down what happened."],
    ['TBD', "4:13: 'TBD' still stands where the answer belongs. Write down what happened."],
    ['[see the ticket](https://example.org/1)', undefined],
    ['The list `[]` was shared', undefined],
  ])('is not a template: %s', async (task, message) => {
    expect(await found(ENTRY.replace('leases', task))).toEqual(message === undefined ? [] : [message]);
  });

  test.each(['2026-02-30', 'yesterday', '2026-13-01'])('has a date, and %s is none', async (date) => {
    expect(await found(ENTRY.replace('2026-01-31', date))).toEqual([`2:13: '${date}' is no date. Write it like 2026-02-28.`]);
  });

  test.each(['2024-02-29', '2026-01-31 (evening)', 'Jan 31, 2026', '31 January 2026'])('has a date such as %s', async (date) => {
    expect(await found(ENTRY.replace('2026-01-31', date))).toEqual([]);
  });

  test('names files that are there, by their paths, names or patterns', async () => {
    const files = { 'app/db.py': '', 'docs/notes.md': '', '.dockerignore': '' };
    const named = '`app/db.py`, `db.py`, `app/*.py` (all), `notes.md`, `.dockerignore`, `make test`, `https://x.org/a.py`, `os.path.join`';
    expect(await found(`${ENTRY}- **Files Fixed:** ${named}\n`, files)).toEqual([]);
    expect(await found(`${ENTRY}- **Reference:** see \`app/gone.py\` line 3, \`gone.yml\`\n`, files)).toEqual([
      "7:23: 'app/gone.py' is not in this repository any more. Name the file that has taken its place.",
      "7:45: 'gone.yml' is not in this repository any more. Name the file that has taken its place.",
    ]);
  });

  test('names a rule that exists', async () => {
    expect(await found(`${ENTRY}- **Rule:** broad-exept\n`)).toEqual([
      "7:13: There is no rule 'broad-exept', so nothing checks this entry; 'pitfalls list' shows all rules.",
    ]);
  });

  test('is checked by something, where that is asked for', async () => {
    const settings = { 'pitfalls.json': '{ "rules": { "registry-entry": ["warn", { "unchecked": true }] } }' };
    expect(await found(`${ENTRY}\n${ENTRY.replace('001', '002')}- **Rule:** broad-except\n`, settings)).toEqual([
      '1:5: Nothing checks this entry, so it bites again when nobody remembers it. Add a detector, or name a rule.',
    ]);
  });

  test('can be accepted in a comment', async () => {
    const accepted = '<!-- eslint-disable-next-line pitfalls/registry-entry -- both are known by this number -->';
    expect(await found(`${ENTRY}\n${accepted}\n${ENTRY}`)).toEqual([]);
  });
});

describe('a detector', () => {
  const detector = (...lines: readonly string[]): string => `${ENTRY}- **Detector:** ${lines.join('\n')}\n`;

  test.each([
    ['cobol `perform`', "7:17: A detector cannot look into 'cobol'."],
    ['python `call[`', "7:25: The selector 'call[' cannot be read: "],
    ['python', "7:5: The selector '' is missing."],
    ['python `[name="a"]`', `7:25: The selector '[name="a"]' does not say what kind of node it looks for`],
    ['python `call[text=/(a+)+/]`', "7:25: The selector 'call[text=/(a+)+/]' has an expression that repeats something that repeats itself"],
    ['python `CallExpression`', "7:25: There is no node 'CallExpression' in python"],
    ['ts `call`', "7:21: There is no node 'call' in ts"],
    ['python `call`\n- **Unless:** `call[`', "8:16: The selector 'call[' cannot be read: "],
    ['python `call`\n- **Level:** fatal', "7:5: 'fatal' is no level."],
  ])('%j is told to be wrong', async (written, message) => {
    const messages = await found(detector(written));
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain(message);
  });

  test.each([
    ['python `call[function.text="eval"]`', 'python', 'eval(x)', 'f(x)'],
    ['ts `CallExpression[callee.name="eval"]`', 'ts', 'eval(x as string)', 'f<A>(x)'],
    ['yaml `YAMLPair[key.value="privileged"][value.value=true]`', 'yaml', 'a:\n    privileged: true', 'privileged: false'],
    ['dotenv `assignment[key.name="DEBUG"][value.text="1"]`', 'dotenv', 'DEBUG=1', 'DEBUG='],
  ])('%s is held to its examples', async (written, language, bad, good) => {
    const examples = (first: string, second: string): string[] => [
      '- **Bad:**',
      `  \`\`\`${language}`,
      `  ${first}`,
      '  ```',
      '- **Good:**',
      `  \`\`\`${language}`,
      `  ${second}`,
      '  ```',
    ];
    expect(await found(detector(written, ...examples(bad, good)))).toEqual([]);
    expect(await found(detector(written, ...examples(good, bad)))).toEqual([
      '9:3: The detector does not find this bad example, so it may find nothing at all. Make one of the two right.',
      expect.stringMatching(/^1[45]:\d+: The detector finds this good example, so it will cry wolf\. Make one of the two right\.$/u),
    ]);
  });

  test('may except what is in its good example', async () => {
    const lines = [
      'python `call[function.text="eval"]`',
      '- **Unless:** `function_definition[name.text="safe"]`',
      '- **Good:**',
      '```python',
      'def safe():',
      '    eval(x)',
      '```',
    ];
    expect(await found(detector(...lines))).toEqual([]);
  });

  test('has examples that can be read', async () => {
    const messages = await found(detector('js `CallExpression`', '- **Bad:**', '```js', 'f((', '```'));
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(/^9:1: This example is no 'js' that can be read, so it proves nothing\. Make it whole: /u);
  });
});

describe('a broken registry', () => {
  test('has a block that is never closed', async () => {
    expect(await found(`${ENTRY}\n\`\`\`\n${ENTRY}`)).toEqual([
      '8:1: This block is never closed, so all that follows is read as part of it. Close it.',
    ]);
  });

  test('may be no text at all: it is told, and all else is checked', async () => {
    const { out, code } = await pitfalls(
      repositoryWith({ 'pitfalls.md': '\0\x01\x02\xff', 'a.py': 'try:\n    f()\nexcept Exception:\n    pass\n' }),
      ['--format', 'concise'],
    );
    expect(out).toContain('broad-except');
    expect(code).toBeGreaterThan(0);
  });

  test('may have 5,000 entries of one number and more detectors than are run', async () => {
    const start = performance.now();
    const many = Array.from({ length: 5000 }, () => '### A-1: a\n- **Detector:** python `call[text=/x/]`\n').join('');
    const messages = await found(many);
    expect(messages.filter((message) => message.includes('Take a number of its own'))).toHaveLength(4999);
    expect(messages.filter((message) => message.includes('A registry may have 200 detectors'))).toHaveLength(4800);
    expect(performance.now() - start).toBeLessThan(60_000);
  });
});
