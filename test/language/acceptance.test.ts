import { Linter } from 'eslint';
import { Linter as Linter9 } from 'eslint9';
import yml from 'eslint-plugin-yml';
import { describe, expect, test } from 'vitest';
import { ACCEPT, type AcceptingFile } from '../../src/language/acceptance.ts';
import plugin from '../../src/plugin.ts';

const RULE = 'pitfalls/relative-sqlite-path';
const SETTINGS: Linter.Config = { settings: { pitfalls: { acceptInEditor: true } } };

describe.each([
  ['10', Linter],
  ['9', Linter9 as unknown as typeof Linter],
])('ESLint %s', (_version, LinterOfVersion) => {
  const lint = (file: string, text: string, ...more: Linter.Config[]) =>
    new LinterOfVersion({ cwd: '/project' }).verify(text, [...plugin.configs.recommended, ...more], { filename: `/project/${file}` });

  /** The file after a click on each finding's offer, and how many findings are left then. */
  function accepted(file: string, text: string): { readonly text: string; readonly left: number } {
    const offers = lint(file, text, SETTINGS).flatMap(({ suggestions = [] }) => suggestions.filter(({ desc }) => desc === ACCEPT));
    // ESLint counts from behind the byte order mark.
    const mark = text.startsWith('\uFEFF') ? 1 : 0;
    const after = offers
      .map(({ fix }) => fix)
      .sort((a, b) => b.range[0] - a.range[0])
      .reduce((all, { range, text: added }) => all.slice(0, range[0] + mark) + added + all.slice(range[1] + mark), text);
    return { text: after, left: lint(file, after, SETTINGS).length };
  }

  test('offers nothing unless asked', () => {
    const [finding] = lint('app.py', 'import sqlite3\nx = sqlite3.connect("a.db")\n');
    expect(finding?.ruleId).toBe(RULE);
    expect(finding?.suggestions?.map(({ desc }) => desc)).not.toContain(ACCEPT);
  });

  test('comes after the ways to mend the code', () => {
    const [finding] = lint('app.py', 'import sqlite3\nx = sqlite3.connect("a.db")\n', SETTINGS);
    expect(finding?.suggestions?.map(({ desc }) => desc)).toEqual(['Build the path from the folder of this module.', ACCEPT]);
  });

  test.each([
    [
      'a Python block',
      'app.py',
      'import sqlite3\n\n\ndef f():\n\tx = sqlite3.connect("a.db")\n',
      `import sqlite3\n\n\ndef f():\n\t# eslint-disable-next-line ${RULE} -- why?\n\tx = sqlite3.connect("a.db")\n`,
    ],
    [
      'CRLF',
      'app.py',
      'import sqlite3\r\nx = sqlite3.connect("a.db")',
      `import sqlite3\r\n# eslint-disable-next-line ${RULE} -- why?\r\nx = sqlite3.connect("a.db")`,
    ],
    [
      'lone CR',
      'app.py',
      'import sqlite3\rx = sqlite3.connect("a.db")\r',
      `import sqlite3\r# eslint-disable-next-line ${RULE} -- why?\rx = sqlite3.connect("a.db")\r`,
    ],
    [
      'a first line behind a byte order mark',
      '.env',
      '\uFEFFDATABASE_URL=sqlite:///a.db',
      `\uFEFF# eslint-disable-next-line ${RULE} -- why?\nDATABASE_URL=sqlite:///a.db`,
    ],
    [
      'a line joined by a backslash',
      'app.py',
      'import sqlite3\nx = 1 + \\\n    sqlite3.connect("a.db").total_changes\n',
      `import sqlite3\nx = 1 + \\\n    sqlite3.connect("a.db").total_changes  # eslint-disable-line ${RULE} -- why?\n`,
    ],
    [
      'a line that begins inside a text',
      'app.py',
      'import sqlite3\nx = ("""a\nb""", sqlite3.connect("a.db"))\n',
      `import sqlite3\nx = ("""a\nb""", sqlite3.connect("a.db"))  # eslint-disable-line ${RULE} -- why?\n`,
    ],
    [
      'a mapping',
      'compose.yaml',
      'services:\n  web:\n    command: |\n      run\n    environment:\n      DATABASE_URL: sqlite:///a.db\n',
      `services:\n  web:\n    command: |\n      run\n    environment:\n      # eslint-disable-next-line ${RULE} -- why?\n      DATABASE_URL: sqlite:///a.db\n`,
    ],
    [
      'a list',
      'compose.yaml',
      'services:\n  web:\n    environment:\n      - DATABASE_URL=sqlite:///a.db\n',
      `services:\n  web:\n    environment:\n      # eslint-disable-next-line ${RULE} -- why?\n      - DATABASE_URL=sqlite:///a.db\n`,
    ],
    [
      'dotenv',
      '.env',
      'A="1\n2"\nexport DATABASE_URL=sqlite:///a.db\n',
      `A="1\n2"\n# eslint-disable-next-line ${RULE} -- why?\nexport DATABASE_URL=sqlite:///a.db\n`,
    ],
  ])('accepts in %s', (_place, file, text, expected) => {
    const { text: after, left } = accepted(file, text);
    expect(after).toBe(expected);
    expect(left).toBe(0);
  });

  test.each([
    [
      'above',
      '# eslint-disable-next-line pitfalls/broad-except -- kept by the unit file\nx = sqlite3.connect("a.db")\n',
      `# eslint-disable-next-line pitfalls/broad-except, ${RULE} -- kept by the unit file\nx = sqlite3.connect("a.db")\n`,
    ],
    [
      'above, without a reason',
      '# eslint-disable-next-line pitfalls/broad-except  \nx = sqlite3.connect("a.db")\n',
      `# eslint-disable-next-line pitfalls/broad-except, ${RULE}  \nx = sqlite3.connect("a.db")\n`,
    ],
    [
      'behind',
      'x = sqlite3.connect("a.db")  # eslint-disable-line pitfalls/broad-except\n',
      `x = sqlite3.connect("a.db")  # eslint-disable-line pitfalls/broad-except, ${RULE}\n`,
    ],
  ])('adds the name to a directive that stands there already: %s', (_where, text, expected) => {
    expect(accepted('app.py', `import sqlite3\n${text}`).text).toBe(`import sqlite3\n${expected}`);
  });

  test.each([
    ['between backslashes', 'import sqlite3\nx = 1 + \\\n    sqlite3.connect("a.db").total_changes + \\\n    1\n'],
    ['behind a backslash, before a comment', 'import sqlite3\nx = 1 + \\\n    sqlite3.connect("a.db").total_changes  # noqa\n'],
    ['between two texts', 'import sqlite3\nx = ("""\n""", sqlite3.connect("a.db"), """\n""")\n'],
  ])('offers nothing where no comment can stand: %s', (_place, text) => {
    const [finding] = lint('app.py', text, SETTINGS);
    expect(finding?.ruleId).toBe(RULE);
    expect(finding?.suggestions?.map(({ desc }) => desc) ?? []).not.toContain(ACCEPT);
  });

  test('leaves files to the editor whose comments it knows', () => {
    const script = lint('db.js', "import Database from 'better-sqlite3';\nexport const db = new Database('a.db');\n", SETTINGS);
    expect(script.map(({ ruleId }) => ruleId)).toEqual([RULE]);
    const yaml = lint('compose.yaml', 'services:\n  web:\n    environment:\n      DATABASE_URL: sqlite:///a.db\n', SETTINGS, {
      files: ['**/*.yaml'],
      plugins: { yml },
      language: 'yml/yaml',
    });
    expect(yaml.map(({ ruleId }) => ruleId)).toEqual([RULE]);
    expect([...script, ...yaml].flatMap(({ suggestions = [] }) => suggestions.map(({ desc }) => desc))).not.toContain(ACCEPT);
  });
});

test.each([
  ['app.py', 'x = 1\ny = """a\n# b\n"""\nz = 1 + \\\n  2\n', [true, true, false, false, true, false, true]],
  [
    'a.yaml',
    'a: |\n  # b\n\n  c\nd: e\n  f\ng: [h,\n  i]\nj: "k\n\n  l"\n',
    [true, false, false, false, true, false, true, true, true, false, false, true],
  ],
  ['.env', 'A="b\n# c\n"\nD=e \\\nF=g\n', [true, false, false, true, true, true]],
])('knows above which lines of %s a comment may stand', (file, text, expected) => {
  const linter = new Linter({ cwd: '/project' });
  linter.verify(text, plugin.configs.recommended, { filename: `/project/${file}` });
  const source = linter.getSourceCode() as unknown as AcceptingFile;
  expect(source.lineTable.starts.map((start) => source.takesCommentAt(start))).toEqual(expected);
});
