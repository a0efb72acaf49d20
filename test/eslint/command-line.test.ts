import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CONFIG, eslint, ESLINTS, findings, project } from './project.ts';

const DEFECT = `import sqlite3

connection = sqlite3.connect("orders.db")
`;
const RULE = 'pitfalls/relative-sqlite-path';

describe.each(ESLINTS)('the %s command', (name) => {
  test('reports Python next to JavaScript, YAML and dotenv', () => {
    const folder = project({
      'eslint.config.mjs': CONFIG,
      'app.py': DEFECT,
      'db.js': "import Database from 'better-sqlite3';\nexport const db = new Database('orders.db');\n",
      'compose.yaml': 'services:\n  web:\n    environment:\n      DATABASE_URL: sqlite:///orders.db\n',
      '.env': 'DATABASE_URL=sqlite:///orders.db\n',
    });
    const found = findings(name, folder, '.');
    for (const file of ['app.py', 'db.js', 'compose.yaml', '.env']) expect(found[file]?.map(({ ruleId }) => ruleId)).toEqual([RULE]);
    expect(found['app.py']?.[0]).toMatchObject({ line: 3, column: 30, endLine: 3, endColumn: 41, severity: 2 });
  });

  test('reads Dockerfiles for rules of anybody', () => {
    const rule = "'no-restricted-syntax': ['error', { selector: 'instruction[keyword=\"RUN\"][text=/curl .*\\\\| sh/]', message: 'no' }]";
    const folder = project({
      'package.json': '{ "type": "module" }',
      'eslint.config.js': `import pitfalls from 'eslint-plugin-pitfalls';
export default [...pitfalls.configs.all, { files: pitfalls.files.dockerfile, rules: { ${rule} } }];
`,
      'a/Dockerfile': 'FROM a\nRUN apk add curl \\\n && curl b | sh\n',
      'b.Dockerfile': '# eslint-disable-next-line no-restricted-syntax -- ours\nRUN curl b | sh\n',
      'Dockerfile.prod': 'RUN curl b\n',
      'Dockerfile.dockerignore': 'RUN curl b | sh\n',
      Containerfile: 'RUN curl b | sh\n',
      // A kind of file by its ending, and no Dockerfile.
      'Dockerfile.py': 'import sqlite3\n',
    });
    const found = findings(name, folder, '.');
    expect(Object.fromEntries(Object.entries(found).map(([file, messages]) => [file, messages.map(({ line }) => line)]))).toMatchObject({
      'a/Dockerfile': [2],
      'b.Dockerfile': [],
      'Dockerfile.prod': [],
      Containerfile: [1],
      'Dockerfile.py': [],
    });
    expect(Object.keys(found)).not.toContain('Dockerfile.dockerignore');
  });

  test.each([
    ['eslint.config.js', CONFIG],
    ['eslint.config.mjs', CONFIG],
    ['eslint.config.ts', CONFIG],
    ['eslint.config.cjs', "module.exports = [...require('eslint-plugin-pitfalls').configs.recommended];\n"],
    [
      'eslint.config.mts',
      "import { defineConfig } from 'eslint/config';\nimport pitfalls from 'eslint-plugin-pitfalls';\nexport default defineConfig({ extends: [pitfalls.configs.strict] });\n",
    ],
  ])('loads from %s', (file, text) => {
    const folder = project({ [file]: text, 'package.json': '{ "type": "module" }', 'app.py': DEFECT });
    linkEslint(folder, name);
    expect(findings(name, folder, 'app.py')['app.py']?.map(({ ruleId }) => ruleId)).toEqual([RULE]);
  });

  test('leaves TypeScript alone where nobody set up a parser, and reads it where somebody did', () => {
    const files = {
      'package.json': '{ "type": "module" }',
      'db.ts': "import Database from 'better-sqlite3';\nexport const db: Database.Database = new Database('orders.db');\n",
      'app.py': DEFECT,
    };
    const without = project({ ...files, 'eslint.config.js': CONFIG });
    expect(Object.keys(findings(name, without, '.')).sort()).toEqual(['app.py', 'eslint.config.js']);
    const withParser = project({
      ...files,
      'eslint.config.js': `import pitfalls from 'eslint-plugin-pitfalls';
export default [...pitfalls.configs.recommended, { files: ['**/*.ts'], languageOptions: { parser: pitfalls.parser } }];
`,
    });
    expect(findings(name, withParser, '.')['db.ts']?.map(({ ruleId }) => ruleId)).toEqual([RULE]);
  });

  test('does not walk into virtual environments', () => {
    const folder = project({ 'eslint.config.mjs': CONFIG, 'app.py': DEFECT, '.venv/lib/a.py': DEFECT, 'venv/lib/b.py': DEFECT });
    expect(Object.keys(findings(name, folder, '.'))).toEqual(expect.arrayContaining(['app.py']));
    expect(Object.keys(findings(name, folder, '.')).filter((file) => file.includes('venv'))).toEqual([]);
  });

  test('hears a disable comment with a reason, and reports one that is not needed', () => {
    const folder = project({
      'eslint.config.mjs': CONFIG,
      'app.py': `import sqlite3

# eslint-disable-next-line pitfalls/relative-sqlite-path -- the unit file sets WorkingDirectory
connection = sqlite3.connect("orders.db")
# eslint-disable-next-line pitfalls/relative-sqlite-path -- not needed
memory = sqlite3.connect(":memory:")
other = sqlite3.connect("other.db")  # eslint-disable-line
`,
    });
    const [unused, ...rest] = findings(name, folder, '--report-unused-disable-directives-severity', 'error', 'app.py')['app.py'] ?? [];
    expect(unused).toMatchObject({ line: 5, column: 1, ruleId: null });
    expect(unused?.message).toContain('Unused eslint-disable directive');
    expect(rest).toEqual([]);
  });

  test('removes an unused directive and leaves the indentation of the next line alone', () => {
    const folder = project({
      'eslint.config.mjs': CONFIG,
      'app.py': 'def f():\n    # eslint-disable-next-line pitfalls/relative-sqlite-path\n    return 1\n',
    });
    eslint(name, folder, '--fix', '--report-unused-disable-directives', 'app.py');
    const fixed = readFileSync(join(folder, 'app.py'), 'utf8');
    expect(fixed).not.toContain('eslint');
    expect(fixed.endsWith('\n    return 1\n')).toBe(true);
  });

  test('hears `# eslint rule: off`, and says when such a comment is broken', () => {
    const folder = project({
      'eslint.config.mjs': CONFIG,
      'off.py': `# eslint pitfalls/relative-sqlite-path: "off"\n${DEFECT}`,
      'block.py': `# eslint-disable pitfalls/relative-sqlite-path\n${DEFECT}# eslint-enable\nimport sqlite3\nlast = sqlite3.connect("last.db")\n`,
      'broken.py': `# eslint pitfalls/relative-sqlite-path: [\n`,
    });
    const found = findings(name, folder, '.');
    expect(found['off.py']).toEqual([]);
    expect(found['block.py']?.map(({ line }) => line)).toEqual([7]);
    expect(found['broken.py']).toHaveLength(1);
  });

  test('runs no-restricted-syntax with selectors on Python', () => {
    const folder = project({
      'eslint.config.mjs': `import pitfalls from 'eslint-plugin-pitfalls';
export default [
  { files: ['**/*.py'], plugins: { pitfalls }, language: 'pitfalls/python', rules: { 'no-restricted-syntax': ['error', 'call[function.text="print"]', 'class_definition > block > function_definition:first-child', 'except_clause:not(:has(identifier))', 'assignment > identifier.left'] } },
];
`,
      'app.py': 'print("é😀")\nclass A:\n    def f(self): pass\n    def g(self): pass\ntry:\n    x = 1\nexcept:\n    pass\n',
    });
    expect(findings(name, folder, 'app.py')['app.py']?.map(({ line, column }) => [line, column])).toEqual([
      [1, 1],
      [3, 5],
      [6, 5],
      [7, 1],
    ]);
  });

  test('lets --cache, --concurrency and --suppress-all work on Python', () => {
    const folder = project({ 'eslint.config.mjs': CONFIG, 'app.py': DEFECT, 'fine.py': 'x = 1\n' });
    expect(findings(name, folder, '--cache', '.')['app.py']).toHaveLength(1);
    expect(existsSync(join(folder, '.eslintcache'))).toBe(true);
    expect(findings(name, folder, '--cache', '.')['app.py']).toHaveLength(1);
    writeFileSync(join(folder, 'fine.py'), DEFECT);
    expect(findings(name, folder, '--cache', '.')['fine.py']).toHaveLength(1);
    expect(findings(name, folder, '--concurrency', '2', '.')['app.py']).toHaveLength(1);
    expect(eslint(name, folder, '--suppress-all', '.').status).toBe(0);
    expect(eslint(name, folder, '.').status).toBe(0);
    writeFileSync(join(folder, 'app.py'), `${DEFECT}again = sqlite3.connect("again.db")\n`);
    expect(eslint(name, folder, '.').status).toBe(1);
  });

  test('loses nothing but the rule when a rule throws', () => {
    const folder = project({
      'eslint.config.mjs': `import pitfalls from 'eslint-plugin-pitfalls';
const rule = pitfalls.rules['relative-sqlite-path'];
rule.detectors = { ...rule.detectors, python: { visit: () => ({ call() { throw new TypeError('no such thing'); } }) } };
export default [...pitfalls.configs.recommended];
`,
      'app.py': `${DEFECT}try:\n    connection.commit()\nexcept Exception:\n    pass\n`,
      'other.js': "import Database from 'better-sqlite3';\nexport const db = new Database('orders.db');\n",
    });
    const found = findings(name, folder, '.');
    expect(found['app.py']?.map(({ line, ruleId }) => [line, ruleId])).toEqual([
      [1, RULE],
      [6, 'pitfalls/broad-except'],
    ]);
    expect(found['app.py']?.[0]?.message).toBe('internal error in relative-sqlite-path (call): TypeError: no such thing');
    expect(found['other.js']).toHaveLength(1);
  });

  test('survives rules for JavaScript that a careless configuration lets loose on Python', () => {
    const folder = project({
      'eslint.config.mjs': `import { builtinRules } from 'eslint/use-at-your-own-risk';
import pitfalls from 'eslint-plugin-pitfalls';
const skipped = ['no-restricted-syntax'];
export default [
  { files: ['**/*.py'], plugins: { pitfalls }, language: 'pitfalls/python', rules: Object.fromEntries([...builtinRules.keys()].filter((name) => !skipped.includes(name) && !(builtinRules.get(name).meta.languages)).map((name) => [name, 2])) },
];
`,
      'app.py': 'import os\n\n\ndef f(x, y=[]):\n    # a comment\n    return {"a": 1, **x}\n',
    });
    linkEslint(folder, name);
    const messages = findings(name, folder, 'app.py')['app.py'] ?? [];
    expect(messages.filter(({ fatal }) => fatal)).toEqual([]);
  });
});

/** Lets configuration files import from `eslint` itself. */
function linkEslint(folder: string, name: string): void {
  const target = join(import.meta.dirname, '../../node_modules', name);
  symlinkSync(target, join(folder, 'node_modules/eslint'));
}
