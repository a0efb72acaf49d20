import { Linter } from 'eslint';
import { expect, test } from 'vitest';
import plugin from '../../src/plugin.ts';

function lint(file: string, text: string, options: object = {}): Linter.LintMessage[] {
  const configs = [
    ...plugin.configs.recommended,
    { files: ['**/*.*', '**/.env'], rules: { 'pitfalls/relative-sqlite-path': ['error', options] } },
  ];
  return new Linter({ cwd: '/project' }).verify(text, configs as Linter.Config[], { filename: `/project/${file}` });
}

test('points at the path, in UTF-16 columns', () => {
  const [message] = lint('app.py', 'import sqlite3\nname = "😀"; connection = sqlite3.connect("é.db")\n');
  expect(message).toMatchObject({ line: 2, column: 43, endColumn: 49, messageId: 'relativeFile' });
});

test('points at the value of a Compose entry', () => {
  const [message] = lint('compose.yml', 'services:\n  web:\n    environment:\n      - DATABASE_URL=sqlite:///a.db\n');
  expect(message).toMatchObject({ line: 4, column: 9, endColumn: 36, messageId: 'relativeSetting' });
});

test.each([
  ['sqlite:///a.db', 1],
  ['sqlite+aiosqlite:///./a.db', 1],
  ['sqlite+pysqlcipher:///a.db?cipher=aes', 1],
  ['sqlite:////srv/a.db', 0],
  ['sqlite:///C:/srv/a.db', 0],
  ['sqlite:///D:\\\\srv\\\\a.db', 0],
  ['sqlite:///:memory:', 0],
  ['sqlite:///file::memory:?cache=shared', 0],
  ['sqlite:///file:a?mode=memory&uri=true', 0],
  ['sqlite:///{name}', 0],
  ['sqlite:///$HOME/a.db', 0],
  ['sqlite:///~/a.db', 0],
  ['sqlite:///<path>', 0],
  ['sqlite:///path/to/a.db', 0],
  ['sqlite:///', 0],
  ['sqlite://', 0],
  ['postgresql:///a.db', 0],
])('%s is reported %i times', (url, times) => {
  expect(lint('app.py', `url = "${url}"\n`)).toHaveLength(times);
});

test('lets allowed paths be, whatever their leading ./', () => {
  const text = 'import sqlite3\na = sqlite3.connect("./data/a.db")\nb = sqlite3.connect("data/deep/b.db")\nc = sqlite3.connect("c.db")\n';
  expect(lint('app.py', text, { allow: ['data/*.db'] }).map(({ line }) => line)).toEqual([3, 4]);
  expect(lint('app.py', text, { allow: ['data/**'] }).map(({ line }) => line)).toEqual([4]);
});

test('hears of further settings', () => {
  const text = 'STORE=data/store.db\nDB_PATH=a.db\n';
  expect(lint('.env', text).map(({ line }) => line)).toEqual([2]);
  expect(lint('.env', text, { keys: ['STORE'] }).map(({ line }) => line)).toEqual([1, 2]);
});

test('knows the settings of a program by their names only if it is told them', () => {
  const text = 'node:\n  chain_path: blocks.db\n  db_path: peers.db\n';
  expect(lint('config.yml', text)).toEqual([]);
  expect(lint('config.yml', text, { keys: ['chain_path'] }).map(({ line }) => line)).toEqual([2]);
});

test.each([
  ['{ url: "libsql://shop.turso.io" }', 0],
  ['{ url: "file:/srv/shop.db" }', 0],
  ['{ url: remote || "file:shop.db" }', 1],
  ['{ url: isRemote ? remote : "file:shop.db" }', 1],
  ['{ url: isLocal && "file:shop.db" }', 1],
  ['{ url: config.get("SHOP_URL", "file:shop.db") }', 1],
  ['{ url: config.get("SHOP_URL") }', 0],
])('libSQL opened with %s is reported %i times', (given, times) => {
  expect(lint('shop.js', `import { createClient } from '@libsql/client';\nexport const shop = createClient(${given});\n`)).toHaveLength(
    times,
  );
});

test('follows a thousand alternatives no further than it needs to', () => {
  const choices = 'x || '.repeat(1000);
  expect(lint('shop.js', `import D from 'better-sqlite3';\nexport const shop = new D(${choices}'shop.db');\n`)).toHaveLength(1);
  const python = `import sqlite3\n\n\ndef shop(x):\n    return sqlite3.connect(${'x or '.repeat(1000)}"shop.db")\n`;
  expect(lint('shop.py', python)).toHaveLength(1);
});

test('looks at the default that Compose fills in', () => {
  const compose = (value: string) => lint('compose.yml', `services:\n  web:\n    environment:\n      DATABASE_URL: ${value}\n`);
  expect(compose('${DATABASE_URL:-sqlite:///a.db}')).toHaveLength(1);
  expect(compose('${DATABASE_URL:-sqlite:////srv/a.db}')).toHaveLength(0);
  expect(compose('${DATABASE_URL}')).toHaveLength(0);
});

test('suggests nothing where Path already means something else', () => {
  const [message] = lint('app.py', 'import sqlite3\nfrom py.path import Path\nconnection = sqlite3.connect("a.db")\n');
  expect(message?.suggestions ?? []).toEqual([]);
});

test('keeps CRLF in what it suggests', () => {
  const text = 'import sqlite3\r\nconnection = sqlite3.connect("a.db")\r\n';
  const fix = lint('app.py', text)[0]?.suggestions?.[0]?.fix;
  expect(fix && text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1])).toBe(
    'import sqlite3\r\nfrom pathlib import Path\r\nconnection = sqlite3.connect(Path(__file__).resolve().parent / "a.db")\r\n',
  );
});
