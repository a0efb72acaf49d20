import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ESLint, type Linter } from 'eslint';
import { ESLint as ESLint9 } from 'eslint9';
import { describe, expect, test } from 'vitest';
import { languageNames } from '../../src/language/kind.ts';
import plugin from '../../src/plugin.ts';

/** Every memory that a WebAssembly module starts with: tree-sitter's, at the first Python file. */
const memories: { readonly buffer: ArrayBuffer }[] = [];

interface MemoryHolder {
  Memory: new (descriptor: object) => { readonly buffer: ArrayBuffer };
}
const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: MemoryHolder };
WebAssembly.Memory = class extends WebAssembly.Memory {
  constructor(descriptor: object) {
    super(descriptor);
    memories.push(this);
  }
};

const PYTHON = `import logging
import sqlite3

logger = logging.getLogger(__name__)


def save(rows, note="é😀"):
    connection = sqlite3.connect("orders.db")
    for row in rows:
        try:
            connection.execute(f"INSERT INTO orders VALUES ({row})")
        except (ValueError, Exception) as error:
            raise RuntimeError(note) from error


def count():
    try:
        return len(save([]))
    except Exception as error:
        logger.error("could not count: %s", error)
`;
const SCRIPT = "import Database from 'better-sqlite3';\nexport const db = new Database('orders.db');\n";
const FILES: Readonly<Record<string, string>> = {
  'app.py': PYTHON,
  'compose.yml': 'services:\n  web:\n    environment:\n      DATABASE_URL: sqlite:///orders.db\n',
  '.env': 'PORT=80\nDATABASE_URL=sqlite:///orders.db\n',
  'db.js': SCRIPT,
  'db.ts': SCRIPT.replace('const db', 'const db: Database.Database'),
};
const FORMS: readonly (readonly [string, (text: string) => string])[] = [
  ['LF', (text) => text],
  ['CRLF', (text) => text.replaceAll('\n', '\r\n')],
  ['a byte order mark', (text) => `\uFEFF${text}`],
  ['a byte order mark and CRLF', (text) => `\uFEFF${text.replaceAll('\n', '\r\n')}`],
];

const CONFIG: Linter.Config[] = [
  { settings: { pitfalls: { acceptInEditor: true } } },
  ...plugin.configs.recommended,
  { files: ['**/*.ts'], languageOptions: { parser: plugin.parser } },
];

describe.each([
  ['10', ESLint],
  ['9', ESLint9 as unknown as typeof ESLint],
])('what ESLint %s hands to an editor', (_version, ESLintOfVersion) => {
  /** Language servers make an instance for each look at a buffer. */
  async function lint(file: string, text: string): Promise<Linter.LintMessage[]> {
    const cwd = import.meta.dirname;
    const [result] = await new ESLintOfVersion({ cwd, overrideConfigFile: true, overrideConfig: CONFIG }).lintText(text, {
      filePath: join(cwd, file),
      warnIgnored: true,
    });
    return result?.messages ?? [];
  }

  describe.each(FORMS)('for a buffer with %s', (_form, inForm) => {
    test('points at the words it speaks of', async () => {
      const found: Record<string, string[]> = {};
      for (const [file, text] of Object.entries(FILES)) {
        const buffer = inForm(text);
        found[file] = (await lint(file, buffer)).map((message) => wordsOf(buffer, message));
      }
      expect(found).toEqual({
        'app.py': ['"orders.db"', 'f"INSERT INTO orders VALUES ({row})"', '(ValueError, Exception)', 'Exception'],
        'compose.yml': ['sqlite:///orders.db'],
        '.env': ['sqlite:///orders.db'],
        'db.js': ["'orders.db'"],
        'db.ts': ["'orders.db'"],
      });
    });

    test('gives edits that answer the finding and keep the line ends', async () => {
      const kinds: string[] = [];
      for (const [file, text] of Object.entries(FILES)) {
        const buffer = inForm(text);
        const before = await lint(file, buffer);
        for (const message of before) {
          const { fix, suggestions = [] } = message;
          kinds.push(`${file} ${fix ? 'fix' : 'no fix'} ${String(suggestions.length)}`);
          for (const edit of [...(fix ? [fix] : []), ...suggestions.map((suggestion) => suggestion.fix)]) {
            const edited = applied(buffer, edit);
            expect(edited.startsWith('\uFEFF')).toBe(buffer.startsWith('\uFEFF'));
            expect(edited.slice(1)).not.toContain('\uFEFF');
            if (buffer.includes('\r')) expect(edited).not.toMatch(/[^\r]\n/u);
            const after = await lint(file, edited);
            expect(after.filter(({ fatal }) => fatal)).toEqual([]);
            expect(after.map(({ message: said }) => said)).toEqual(
              before.filter((other) => other !== message).map(({ message: said }) => said),
            );
          }
        }
      }
      expect(kinds).toEqual([
        'app.py no fix 2',
        'app.py no fix 2',
        'app.py fix 1',
        'app.py no fix 2',
        'compose.yml no fix 1',
        '.env no fix 1',
        'db.js no fix 1',
        'db.ts no fix 1',
      ]);
    });
  });

  test('stays the same while a file is typed in, and so does the WebAssembly memory', { timeout: 60_000 }, async () => {
    const lines = PYTHON.repeat(10).split('\n');
    const edited = (edit: number) =>
      lines.with(edit % lines.length, `${lines[edit % lines.length] ?? ''}  # edit ${String(edit)}`).join('\n');
    const sizes = new Set<number>();
    for (let edit = 0; edit < 300; edit++) {
      expect(await lint('app.py', edited(edit))).toHaveLength(40);
      sizes.add(memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0));
    }
    expect(memories).toHaveLength(1);
    expect([...sizes]).toHaveLength(1);
  });
});

test('docs/editors.md switches every kind of file on, in settings that are JSON', () => {
  const page = readFileSync('docs/editors.md', 'utf8');
  const settings = [...page.matchAll(/^```json\n(.*?)^```/gmsu)].map(([, json = '']) => JSON.parse(json) as Record<string, unknown>);
  const list = settings.flatMap((setting) => (setting['eslint.validate'] as string[] | undefined) ?? []);
  // Of one kind the editor knows another name.
  const kinds = Object.keys(languageNames).map((kind) => (kind === 'shell' ? 'shellscript' : kind));
  expect(list).toEqual(expect.arrayContaining([...kinds, 'typescript', 'typescriptreact', 'javascriptreact']));
});

/** An editor's buffer starts behind the byte order mark, as ESLint's positions do. */
function wordsOf(buffer: string, { line, column, endLine, endColumn }: Linter.LintMessage): string {
  expect(endLine).toBe(line);
  const text = buffer.replace(/^\uFEFF/u, '').split(/\r?\n/u)[line - 1] ?? '';
  return text.slice(column - 1, (endColumn ?? 0) - 1);
}

function applied(buffer: string, { range, text }: { readonly range: readonly [number, number]; readonly text: string }): string {
  const mark = buffer.startsWith('\uFEFF') ? '\uFEFF' : '';
  const rest = buffer.slice(mark.length);
  return mark + rest.slice(0, range[0]) + text + rest.slice(range[1]);
}
