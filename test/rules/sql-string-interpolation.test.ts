import { Linter } from 'eslint';
import { describe, expect, test } from 'vitest';
import plugin from '../../src/plugin.ts';

function lint(file: string, text: string, options: object = {}): Linter.LintMessage[] {
  const configs = [
    ...plugin.configs.recommended,
    {
      files: ['**/*.*'],
      ...(file.endsWith('.ts') ? { languageOptions: { parser: plugin.parser } } : {}),
      rules: { 'pitfalls/sql-string-interpolation': ['error', options] },
    },
  ];
  return new Linter({ cwd: '/project' })
    .verify(text, configs as Linter.Config[], { filename: `/project/${file}` })
    .filter(({ ruleId }) => ruleId === 'pitfalls/sql-string-interpolation');
}

/** The text after its first finding's first suggestion. */
function suggested(file: string, text: string): string | undefined {
  const fix = lint(file, text)[0]?.suggestions?.[0]?.fix;
  return fix && text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1]);
}

describe('places', () => {
  test('are the text, in UTF-16 columns', () => {
    const [message] = lint('a.py', 'def f(cur, a):\n    s = "😀"; cur.execute(f"SELECT é FROM t WHERE a = \'{a}\'")\n');
    expect(message).toMatchObject({ line: 2, column: 27, endColumn: 61, messageId: 'value' });
  });

  test('are the first line of a text that has several', () => {
    const [message] = lint('a.py', 'def f(cur, a):\n    cur.execute(f"""\n        SELECT x FROM t\n        WHERE a = \'{a}\'\n    """)\n');
    expect(message).toMatchObject({ line: 2, column: 17, endLine: 2, endColumn: 21 });
    const [template] = lint('a.js', "export const f = (db, a) =>\n  db.query(`\n    SELECT x FROM t\n    WHERE a = '${a}'\n  `);\n");
    expect(template).toMatchObject({ line: 2, column: 12, endLine: 2, endColumn: 13 });
  });

  test('can be silenced from the line above', () => {
    expect(
      lint(
        'a.py',
        'def f(cur, a):\n    # eslint-disable-next-line pitfalls/sql-string-interpolation\n    cur.execute(f"SELECT 1 FROM t WHERE a = {a}")\n',
      ),
    ).toEqual([]);
  });
});

test('a text is reported once, for its worst hole', () => {
  const messages = lint(
    'a.py',
    'from flask import request\ndef f(cur, a):\n    cur.execute(f"SELECT {a} FROM {a} WHERE b = {a} AND c = \'{request.args["c"]}\'")\n',
  );
  expect(messages).toHaveLength(1);
  expect(messages[0]?.message).toContain('\'request.args["c"]\'');
});

test('long expressions are shortened and put on one line', () => {
  const [message] = lint(
    'a.py',
    `def f(cur, a):\n    cur.execute("SELECT 1 FROM t WHERE a = " + a.${'long_name.'.repeat(10)}\n        end)\n`,
  );
  expect(message?.message.length).toBeLessThan(200);
  expect(message?.message).not.toContain('\n');
});

describe('options', () => {
  const named = 'def f(cur, table):\n    cur.execute(f"SELECT a FROM {table}")\n';

  test('strict reports tables of parameters and names of unknown origin', () => {
    expect(lint('a.py', named)).toEqual([]);
    expect(lint('a.py', named, { strict: true }).map(({ messageId }) => messageId)).toEqual(['identifier']);
    expect(lint('a.py', 'cur.execute(f"SELECT a FROM t ORDER BY {column()}")\n', { strict: true })).toHaveLength(1);
    expect(lint('a.js', 'export const f = (db, table) => db.query(`SELECT a FROM ${table}`);\n', { strict: true })).toHaveLength(1);
  });

  test('reportPassthrough reports statements of others', () => {
    const text =
      'from flask import request\ndef f(cur, query):\n    cur.execute(f"EXPLAIN {query}")\n    cur.execute(request.form["sql"])\n';
    expect(lint('a.py', text)).toEqual([]);
    expect(lint('a.py', text, { reportPassthrough: true }).map(({ line, messageId }) => [line, messageId])).toEqual([
      [3, 'passthrough'],
      [4, 'passthrough'],
    ]);
  });

  test('safeBuilders trusts what they return', () => {
    const text =
      'def f(cur, data):\n    cur.execute(f"UPDATE t SET {build(data)} = 1")\n    cur.execute(f"SELECT a FROM t WHERE b = \'{build(data)}\'")\n';
    expect(lint('a.py', text)).toHaveLength(1);
    expect(lint('a.py', text, { safeBuilders: ['build'] })).toEqual([]);
  });

  test('sinks name further functions that run SQL', () => {
    const text = 'def f(warehouse, a):\n    warehouse.ask(f"select x from t order by {a}")\n';
    expect(lint('a.py', text)).toEqual([]);
    expect(lint('a.py', text, { sinks: ['ask'] })).toHaveLength(1);
    expect(lint('a.js', 'export const f = (w, a) => w.ask(`select x from t order by ${a}`);\n', { sinks: ['ask'] })).toHaveLength(1);
  });
});

test('texts that are put together out of each other in a loop take no time', () => {
  const text = `
def where(tree):
    pending = [("AND", tree)]
    found = []
    while pending:
        match pending.pop():
            case str(piece):
                found.append(piece)
            case (field, value) if isinstance(value, dict):
                pending.extend([f" {field} ", *((f" {field} " if at else "", child) for at, child in enumerate(value.items())), f"{field}"])
            case (field, value):
                found.append(f"{field} {value} {piece}")
                pending.append((f"{field}.{value}", f"{piece} {value}"))
    return "".join(found)


async def rows(db, tree):
    condition = where(tree)
    return await db.fetch(f"SELECT a FROM t WHERE {condition} ORDER BY {condition}")
`;
  const start = performance.now();
  lint('a.py', text);
  expect(performance.now() - start).toBeLessThan(30_000);
});

describe('suggestions', () => {
  const bound = (body: string, imported = 'import sqlite3'): string | undefined =>
    suggested('a.py', `${imported}\ndef f(cur, a, b):\n    ${body}\n`)?.split('\n').slice(2).join('\n').trim();

  test.each([
    ['f-string', 'cur.execute(f"SELECT 1 FROM t WHERE a = \'{a}\'")', 'cur.execute("SELECT 1 FROM t WHERE a = ?", (a,))'],
    ['pattern', 'cur.execute(f"SELECT 1 FROM t WHERE a LIKE \'{a}%\'")', 'cur.execute("SELECT 1 FROM t WHERE a LIKE ?", (f"{a}%",))'],
    ['conversion', 'cur.execute(f"SELECT 1 FROM t WHERE a = {a!r}")', 'cur.execute("SELECT 1 FROM t WHERE a = ?", (a,))'],
    ['raw string', 'cur.execute(rf"SELECT 1 FROM t WHERE a = {a}")', 'cur.execute(r"SELECT 1 FROM t WHERE a = ?", (a,))'],
    [
      'between others',
      'cur.execute(f"SELECT 1 FROM t WHERE x = ? AND a = {a} AND y = ?", (1, 2))',
      'cur.execute("SELECT 1 FROM t WHERE x = ? AND a = ? AND y = ?", (1, a, 2))',
    ],
    [
      'list',
      'cur.execute(f"SELECT 1 FROM t WHERE x = ? AND a = {a}", [b])',
      'cur.execute("SELECT 1 FROM t WHERE x = ? AND a = ?", [b, a])',
    ],
    [
      'sum',
      'cur.execute("SELECT 1 FROM t WHERE a = \'" + a + "\' AND b = " + b)',
      'cur.execute("SELECT 1 FROM t WHERE a = ? AND b = ?", (a, b))',
    ],
    ['percent', 'cur.execute("SELECT 1 FROM t WHERE a = \'%s\'" % a)', 'cur.execute("SELECT 1 FROM t WHERE a = ?", (a,))'],
    [
      'format',
      'cur.execute("SELECT 1 FROM t WHERE a = {} AND b = {}".format(a, b))',
      'cur.execute("SELECT 1 FROM t WHERE a = ? AND b = ?", (a, b))',
    ],
  ])('bind the values of a %s', (_, before, after) => {
    expect(bound(before)).toBe(after);
  });

  test('write placeholders as the driver does', () => {
    const text = 'cur.execute(f"SELECT 1 FROM t WHERE a = {a}")';
    expect(bound(text, 'import psycopg')).toBe('cur.execute("SELECT 1 FROM t WHERE a = %s", (a,))');
    expect(bound(text.replace('execute', 'fetch'), 'import asyncpg')).toBe('cur.fetch("SELECT 1 FROM t WHERE a = $1", a)');
    expect(bound('cur.execute(text(f"SELECT 1 FROM t WHERE a = {a}"), {"b": b})', 'from sqlalchemy import text')).toBe(
      'cur.execute(text("SELECT 1 FROM t WHERE a = :a"), {"b": b, "a": a})',
    );
    expect(bound('cur.execute(f"SELECT 1 FROM t WHERE b = %(b)s AND a = {a}", {"b": b})', 'import psycopg')).toBe(
      'cur.execute("SELECT 1 FROM t WHERE b = %(b)s AND a = %(a)s", {"b": b, "a": a})',
    );
  });

  test.each([
    ['an unknown driver', 'cur.execute(f"SELECT 1 FROM t WHERE a = {a}")', 'import os'],
    ['two drivers', 'cur.execute(f"SELECT 1 FROM t WHERE a = {a}")', 'import sqlite3, psycopg2'],
    ['parameters in a name', 'cur.execute(f"SELECT 1 FROM t WHERE a = {a}", b)', 'import sqlite3'],
    ['doubled braces', 'cur.execute(f"SELECT \'{{}}\' FROM t WHERE a = {a}")', 'import sqlite3'],
    ['a percent sign', 'cur.execute(f"SELECT 1 FROM t WHERE x LIKE \'y%\' AND a = {a}")', 'import psycopg2'],
    ['a text that is used twice', 's = f"SELECT 1 FROM t WHERE a = {a}"; cur.execute(s); print(s)', 'import sqlite3'],
  ])('bind nothing with %s', (_, body, imported) => {
    expect(lint('a.py', `${imported}\ndef f(cur, a, b):\n    ${body}\n`)).toHaveLength(1);
    expect(bound(body, imported)).toBeUndefined();
  });

  test('bind the values of a template', () => {
    const js = (body: string): string | undefined =>
      suggested('a.js', `import pg from 'pg';\nexport function f(db, a, b) {\n  ${body}\n}\n`)?.split('\n')[2]?.trim();
    expect(js("db.query(`SELECT 1 FROM t WHERE a = '${a}' AND b = ${b}`);")).toBe(
      'db.query(`SELECT 1 FROM t WHERE a = $1 AND b = $2`, [a, b]);',
    );
    expect(js('db.query(`SELECT 1 FROM t WHERE b = $1 AND a = ${a}`, [b]);')).toBe(
      'db.query(`SELECT 1 FROM t WHERE b = $1 AND a = $2`, [b, a]);',
    );
    expect(js("db.query(`SELECT 1 FROM t WHERE a LIKE '%${a}%'`, callback);")).toBe(
      'db.query(`SELECT 1 FROM t WHERE a LIKE $1`, [`%${a}%`], callback);',
    );
    expect(js("db.query('SELECT 1 FROM t WHERE a = ' + a);")).toBe("db.query('SELECT 1 FROM t WHERE a = $1', [a]);");
    expect(js('db.query(`SELECT 1 FROM t WHERE a = ${a}`, b);')).toBeUndefined();
  });

  test('bind where a prepared statement runs', () => {
    const text =
      "import Database from 'better-sqlite3';\nexport const f = (db, a) => db.prepare(`SELECT 1 FROM t WHERE a = '${a}'`).get();\n";
    expect(suggested('a.js', text)?.split('\n')[1]).toBe('export const f = (db, a) => db.prepare(`SELECT 1 FROM t WHERE a = ?`).get(a);');
  });

  test('check a column above the statement that pastes it, and then it is no finding any more', () => {
    const text = 'def f(cur, data):\n    for k in data:\n        cur.execute(f"UPDATE t SET {k} = %s", (data[k],))\n';
    const checked = suggested('a.py', text);
    expect(checked?.split('\n').slice(2, 4)).toEqual([
      '        if k not in ALLOWED_COLUMNS:',
      '            raise ValueError(f"unknown column: {k}")',
    ]);
    expect(lint('a.py', checked ?? '')).toEqual([]);
  });

  test('keep CRLF and tabs in what they write', () => {
    const text = 'def f(cur, k):\r\n\tcur.execute(f"UPDATE t SET {k} = 1")\r\n';
    expect(suggested('a.py', text)).toBe(
      'def f(cur, k):\r\n\tif k not in ALLOWED_COLUMNS:\r\n\t\traise ValueError(f"unknown column: {k}")\r\n\tcur.execute(f"UPDATE t SET {k} = 1")\r\n',
    );
  });
});

test('no text makes it stumble', () => {
  const pieces = [
    'cur.execute(f"SELECT {',
    'f"SELECT a FROM t WHERE b = {x',
    '"SELECT %(a FROM b" % x',
    '"SELECT {0[} FROM t".format(x)',
    '"a" % ',
    'x += x + ""',
    'execute(*a)',
    'sql += f"{sql}"',
  ];
  for (const piece of [...pieces, ...pieces.map((text) => text.repeat(50))]) {
    expect(lint('a.py', `# SELECT\n${piece}\n`).filter(({ message }) => message.includes('internal'))).toEqual([]);
  }
  const template = '`SELECT a FROM t WHERE b = ${x}`';
  for (const piece of [
    `${template} + `.repeat(300) + 'x',
    `f(${template}, `.repeat(40) + 'x' + ')'.repeat(40),
    '[`SELECT a FROM t`, , x].join(y)',
    'a.concat(...b)',
  ]) {
    expect(lint('a.js', `db.query(${piece});\n`).filter(({ message }) => message.includes('internal'))).toEqual([]);
  }
});
