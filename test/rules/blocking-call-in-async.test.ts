import { Linter } from 'eslint';
import { describe, expect, test } from 'vitest';
import plugin from '../../src/plugin.ts';

function lint(file: string, text: string, options = {}): Linter.LintMessage[] {
  const configs = [
    ...plugin.configs.recommended,
    { files: ['**/*.js'], languageOptions: { parser: plugin.parser } },
    { files: ['**/*.*'], rules: { 'pitfalls/blocking-call-in-async': ['error', options] } },
  ];
  const messages = new Linter({ cwd: '/project' }).verify(text, configs as Linter.Config[], { filename: `/project/${file}` });
  return messages.filter(({ ruleId }) => ruleId === 'pitfalls/blocking-call-in-async' || ruleId === null);
}

function suggested(text: string): [string | undefined, string][] {
  return lint('a.py', text).flatMap(({ suggestions = [] }) =>
    suggestions.map(({ messageId, fix: { range, text: replacement } }): [string | undefined, string] => [
      messageId,
      text.slice(0, range[0]) + replacement + text.slice(range[1]),
    ]),
  );
}

const coroutine = (line: string): string =>
  `import asyncio\nimport requests\n\nasync def load(url, more):\n    ${line}\n    await more()\n`;

describe('what is suggested in Python', () => {
  test('a call moves into a thread with all that it is given', () => {
    expect(suggested(coroutine('answer = requests.get(url, timeout=5)'))).toEqual([
      ['inThread', coroutine('answer = await asyncio.to_thread(requests.get, url, timeout=5)')],
    ]);
  });

  test('what is made of its answer stays outside', () => {
    expect(suggested(coroutine('return requests.get(\n        url,\n        timeout=5,\n    ).json()'))).toEqual([
      ['inThread', coroutine('return (await asyncio.to_thread(requests.get,\n        url,\n        timeout=5,\n    )).json()')],
    ]);
  });

  test('what a thread must not share, or what gives something to wait for, stays where it is', () => {
    expect(suggested('import sqlite3\n\nasync def load(more):\n    db = sqlite3.connect("/srv/a.db")\n    await more(db)\n')).toEqual([]);
    expect(suggested(coroutine('return list(requests.get(x, timeout=5) for x in url)'))).toEqual([]);
    expect(suggested('import requests\nasyncio = 5\nasync def load(url, more):\n    requests.get(url)\n    await more()\n')).toEqual([]);
  });

  const handler = (line: string, keyword = 'async '): string =>
    `import asyncio\nimport time\nfrom fastapi import APIRouter\n\nrouter = APIRouter()\n\n\n@router.get("/a")\n${keyword}def read():\n    ${line}\n`;

  test('a handler that awaits nothing may be a plain one', () => {
    expect(suggested(handler('time.sleep(1)'))).toEqual([
      ['plainDef', handler('time.sleep(1)', '')],
      ['asyncSleep', handler('await asyncio.sleep(1)')],
    ]);
  });

  test.each(['asyncio.create_task(work()); time.sleep(1)', 'await work(); time.sleep(1)', 'time.sleep(1)\n\nawait_it = read'])(
    'but not with %j',
    (line) => {
      expect(suggested(handler(line)).map(([id]) => id)).toEqual(['asyncSleep']);
    },
  );
});

describe('options', () => {
  test('more functions may wait', () => {
    const text = 'import ourlib\n\nasync def load():\n    return ourlib.fetch()\n';
    expect(lint('a.py', text)).toEqual([]);
    expect(lint('a.py', text, { blocking: ['ourlib.fetch'] })).toMatchObject([{ messageId: 'blocks', line: 4, column: 12 }]);
  });

  test('start and stop of a server count when asked', () => {
    const text = 'import time\n\nasync def lifespan(app):\n    time.sleep(1)\n    yield\n';
    expect(lint('a.py', text)).toEqual([]);
    expect(lint('a.py', text, { startup: true })).toMatchObject([{ messageId: 'sleeps' }]);
  });

  test('files count nowhere, in servers, or everywhere', () => {
    const text = 'async def load():\n    with open("/a") as file:\n        return file.read()\n';
    expect(lint('a.py', text)).toMatchObject([{ messageId: 'file' }]);
    expect(lint('a.py', text, { files: 'servers' })).toEqual([]);
    expect(lint('a.py', `import fastapi\n${text}`, { files: 'servers' })).toHaveLength(1);
    expect(lint('a.py', `import fastapi\n${text}`, { files: 'never' })).toEqual([]);
  });
});

test('functions that call each other in a circle come to an end', () => {
  const text = `import requests

def a(n):
    return b(n)

def b(n):
    return a(n - 1) if n else requests.get("x", timeout=5)

class C:
    def make(self):
        return self.make().other

    @property
    def other(self):
        return self.make()

async def run(c: C):
    c.make().other.execute()
    return a(3)
`;
  expect(lint('a.py', text)).toMatchObject([{ messageId: 'reaches', line: 19 }]);
});
