import { Linter } from 'eslint';
import { describe, expect, it, test } from 'vitest';
import plugin from '../../src/plugin.ts';

function lint(file: string, text: string, options: object = {}): Linter.LintMessage[] {
  const configs = [
    ...plugin.configs.recommended,
    { files: ['**/*.{js,jsx,ts,tsx}'], languageOptions: { parser: plugin.parser } },
    { files: ['**/*.*'], rules: { 'pitfalls/broad-except': ['error', options] } },
  ];
  return new Linter({ cwd: '/project' })
    .verify(text, configs as Linter.Config[], { filename: `/project/${file}` })
    .filter(({ ruleId }) => ruleId === 'pitfalls/broad-except');
}

const ids = (file: string, text: string, options: object = {}) => lint(file, text, options).map(({ messageId }) => messageId);

/** The text after the suggestion with this ID. */
function suggested(file: string, text: string, id: string): string {
  const found = lint(file, text)
    .flatMap(({ suggestions = [] }) => suggestions)
    .find(({ messageId }) => messageId === id);
  if (!found) throw new Error(`no suggestion ${id}`);
  const { range, text: replacement } = found.fix;
  return text.slice(0, range[0]) + replacement + text.slice(range[1]);
}

const LOGGED = 'def f():\n    try:\n        g()\n    except Exception as e:\n        logger.error(e)\n';
const MASKED = 'def f():\n    try:\n        return g()\n    except Exception as e:\n        logger.error(e)\n        return None\n';
const TRACED = MASKED.replace('logger.error(e)', 'logger.exception(e)');
const DROPPED = 'def f():\n    try:\n        g()\n    except Exception:\n        pass\n';

describe('the place', () => {
  it('is the type that makes the handler broad, in UTF-16 columns', () => {
    expect(
      lint('a.py', 'try: x = "😀"; f()\nexcept (OSError, Exception) as e: pass\n').map(({ line, column, endColumn, messageId }) => [
        line,
        column,
        endColumn,
        messageId,
      ]),
    ).toEqual([
      [2, 8, 28, 'redundantTuple'],
      [2, 18, 27, 'dropped'],
    ]);
  });

  it('is the keyword where there is no type', () => {
    expect(lint('a.py', 'try:\n  f()\nexcept:\n  pass\n')[0]).toMatchObject({ line: 3, column: 1, endColumn: 7 });
    expect(lint('a.js', 'try { f(); } catch {}')[0]).toMatchObject({ line: 1, column: 14, endColumn: 19 });
  });

  it('is the method of a promise', () => {
    expect(lint('a.js', 'f().catch(() => {});')[0]).toMatchObject({ line: 1, column: 5, endColumn: 10 });
  });
});

describe('options', () => {
  test('maxTier leaves masked and logged handlers of higher tiers alone, never dropped ones', () => {
    expect(ids('app/views.py', LOGGED)).toEqual(['loggedOnly']);
    for (const text of [LOGGED, MASKED]) {
      expect(ids('app/views.py', text, { maxTier: 2 })).toEqual([]);
      expect(ids('app/scheduler/run.py', text, { maxTier: 2 })).toHaveLength(1);
      expect(ids('app/scheduler/run.py', text, { maxTier: 1 })).toEqual([]);
      expect(ids('app/auth/run.py', text, { maxTier: 1 })).toHaveLength(1);
    }
    expect(ids('app/views.py', DROPPED, { maxTier: 1 })).toEqual(['dropped']);
    expect(ids('app/views.py', LOGGED.replace('g()', 'db.execute(sql)'), { maxTier: 1 })).toEqual(['loggedOnly']);
    expect(ids('app/views.py', LOGGED.replace('g()', 'jwt.decode(token)'), { maxTier: 1 })).toEqual(['loggedOnly']);
  });

  test('tier1 and tier2 name other parts of the paths', () => {
    expect(ids('app/ledger/run.py', LOGGED, { maxTier: 1, tier1: ['ledger'] })).toEqual(['loggedOnly']);
    expect(ids('app/auth/run.py', LOGGED, { maxTier: 1, tier1: ['ledger'] })).toEqual([]);
    expect(ids('app/crons/run.py', LOGGED, { maxTier: 2, tier2: ['crons'] })).toEqual(['loggedOnly']);
  });

  test('loggedNeutral: report is the strict reading', () => {
    expect(ids('a.py', TRACED)).toEqual([]);
    expect(ids('a.py', TRACED, { loggedNeutral: 'report' })).toEqual(['masked']);
    const js = 'async function f() { try { return await g(); } catch (e) { logger.error(e); return null; } }';
    expect(ids('a.js', js)).toEqual([]);
    expect(ids('a.js', js, { loggedNeutral: 'report' })).toEqual(['masked']);
  });

  test('cleanup: report also asks what close() raises', () => {
    const text =
      'class A:\n    def close(self):\n        try:\n            self.socket.close()\n        except Exception:\n            pass\n';
    expect(ids('a.py', text)).toEqual([]);
    expect(ids('a.py', text, { cleanup: 'report' })).toEqual(['narrowCleanup']);
  });

  test('boundaryDecorators replaces the default', () => {
    const text = `@contain\n${LOGGED}`;
    expect(ids('a.py', text)).toEqual(['loggedOnly']);
    expect(ids('a.py', text, { boundaryDecorators: ['contain'] })).toEqual([]);
    expect(ids('a.py', text.replace('@contain', '@safe_handler'), { boundaryDecorators: ['contain'] })).toEqual(['loggedOnly']);
  });

  test('uiBenign adds to the gestures of a page', () => {
    const text = "import React from 'react';\nasync function f() { try { await chart.redraw(); } catch {} }\n";
    expect(ids('a.jsx', text)).toEqual(['uiSilent']);
    expect(ids('a.jsx', text, { uiBenign: ['redraw'] })).toEqual([]);
  });

  test('browserConsole counts the console of a page as a log', () => {
    const text = "import React from 'react';\nasync function f() { try { await load(); } catch (e) { console.error(e); } }\n";
    expect(ids('a.jsx', text)).toEqual(['uiSilent']);
    expect(ids('a.jsx', text, { browserConsole: true })).toEqual([]);
  });

  test('report: all leaves nothing but what is raised again', () => {
    const handler = (body: string) => `def f():\n    try:\n        g()\n    except Exception as e:\n        ${body}\n`;
    for (const body of ['raise X() from e', 'return str(e)', 'logger.exception(e)', 'recover()']) {
      expect(ids('a.py', handler(body)), body).toEqual([]);
      expect(ids('a.py', handler(body), { report: 'all' }), body).toEqual(['broadHandler']);
    }
    expect(ids('a.py', handler('raise'), { report: 'all' })).toEqual([]);
    expect(ids('a.py', handler('pass'), { report: 'all' })).toEqual(['dropped']);
    expect(ids('a.py', handler('return str(e)').replace('Exception', 'OSError'), { report: 'all' })).toEqual([]);
  });
});

describe('suggestions', () => {
  it('offers both the narrow type and the traceback', () => {
    const text =
      'import json\ndef f(text):\n    try:\n        return json.loads(text)\n    except Exception as e:\n        logger.warning(e)\n        return {}\n';
    expect(suggested('a.py', text, 'narrow')).toContain('except json.JSONDecodeError as e:');
    expect(suggested('a.py', text, 'addExcInfo')).toContain('logger.warning(e, exc_info=True)');
  });

  it.each([
    ['int(x)', '(TypeError, ValueError)'],
    ['open(x)', 'OSError'],
    ['x.unlink()', 'OSError'],
  ])('catches only what %s raises', (call, types) => {
    expect(suggested('a.py', `try:\n    y = ${call}\nexcept Exception:\n    y = None\n`, 'narrow')).toContain(`except ${types}:`);
  });

  it('knows what subprocess raises where it is imported', () => {
    const text = 'import subprocess\ntry:\n    y = subprocess.run(x, timeout=3)\nexcept Exception:\n    y = None\n';
    expect(suggested('a.py', text, 'narrow')).toContain('except (OSError, subprocess.SubprocessError):');
  });

  it('keeps the indentation of the file', () => {
    const text =
      'from fastapi import HTTPException\ndef f():\n\ttry:\n\t\traise HTTPException(404)\n\texcept Exception:\n\t\treturn {"error": "x"}\n';
    expect(suggested('a.py', text, 'letHttpErrorPass')).toContain('\texcept HTTPException:\n\t\traise\n\texcept Exception:\n');
  });

  it('binds the error that next() is given', () => {
    const text =
      "import express from 'express';\nconst app = express();\napp.get('/x', async (req, res, next) => {\n  try {\n    res.json(await f());\n  } catch {\n    // no\n  }\n});\n";
    expect(suggested('a.js', text, 'callNext')).toContain('  } catch (error) {\n    // no\n    next(error);\n  }\n');
  });
});

describe('neighbours', () => {
  it('points at one thing only', () => {
    expect(
      ids(
        'a.py',
        'from fastapi import HTTPException\ndef f():\n    try:\n        raise HTTPException(404)\n    except:\n        return None\n',
      ),
    ).toEqual(['reclassifiesHttpError']);
    expect(ids('a.py', 'def f():\n    try:\n        g()\n    except BaseException:\n        return MockClient()\n')).toEqual([
      'mockFallback',
    ]);
  });

  it('knows that a status is kept', () => {
    const text = (status: number) =>
      `from fastapi import HTTPException\ndef f():\n    try:\n        raise HTTPException(400)\n    except Exception as e:\n        raise HTTPException(${String(status)}) from e\n`;
    expect(ids('a.py', text(400))).toEqual([]);
    expect(ids('a.py', text(500))).toEqual(['reclassifiesHttpError']);
  });

  it('is silent in tests, but for a probe that skips them', () => {
    expect(ids('tests/test_a.py', DROPPED)).toEqual([]);
    expect(ids('tests/test_a.py', 'try:\n    import x\nexcept Exception:\n    x = None\n')).toEqual(['importInProbe']);
    expect(ids('src/a.test.ts', 'f().catch(() => {});')).toEqual([]);
  });

  it('lets a process end with its traceback, but no task', () => {
    const text = (keyword: string, type: string) =>
      `import logging\n${keyword} f():\n    try:\n        g()\n    except${type}:\n        logging.exception("x")\n`;
    expect(ids('a.py', text('def', ' BaseException'))).toEqual([]);
    expect(ids('a.py', text('async def', ' BaseException'))).toEqual(['swallowsCancellation']);
    expect(ids('a.py', text('def', ''))).toEqual(['swallowsCancellation']);
  });

  it('reads what follows a try that always returns as its fallback, within the function', () => {
    const text = (after: string) => `def f():\n    try:\n        return a()\n    except Exception:\n        pass\n${after}\ng()\n`;
    expect(ids('a.py', text('    return b()'))).toEqual([]);
    expect(ids('a.py', text('    return []'))).toEqual(['masked']);
    expect(ids('a.py', text(''))).toEqual(['dropped']);
    expect(ids('a.py', text('    log.info(str(x))\n    return None'))).toEqual(['dropped']);
    expect(ids('a.js', 'function f() { try { return a(); } catch {} return b(); }')).toEqual([]);
    expect(ids('a.js', 'function f() { try { a(); } catch {} return b(); }')).toEqual(['dropped']);
    expect(ids('a.js', 'function f() { try { return a(); } catch {} }\ng();')).toEqual(['dropped']);
  });

  it('tells a flag that is turned from a default', () => {
    const text = (before: string, after: string) =>
      `def f():\n    x = ${before}\n    try:\n        g()\n    except Exception:\n        x = ${after}\n    return x\n`;
    expect(ids('a.py', text('True', 'False'))).toEqual([]);
    expect(ids('a.py', text('False', 'False'))).toEqual(['dropped']);
    expect(ids('a.py', text('3', 'False'))).toEqual(['dropped']);
    const script = (before: string) => `export async function f() { let x${before}; try { await g(); } catch { x = false; } return x; }`;
    expect(ids('a.js', script(' = true'))).toEqual([]);
    expect(ids('a.js', script(''))).toEqual(['dropped']);
  });

  it('tells a question of the page from one about rights', () => {
    const text = (name: string, call: string) => `function ${name}(x) { try { ${call}(x); return true; } catch { return false; } }`;
    expect(ids('a.js', text('isDrawable', 'draw'))).toEqual([]);
    expect(ids('a.js', text('isSigned', 'verify'))).toEqual(['masked']);
    expect(ids('a.js', text('isDrawable', 'await draw').replace('function', 'async function'))).toEqual(['masked']);
    expect(ids('auth/a.js', text('isDrawable', 'draw'))).toEqual(['masked']);
  });

  it('believes that a gesture may fail, but not that a deletion may', () => {
    const text = (call: string) => `export async function f() { try { await ${call}; setDone(true); } catch {} }`;
    expect(ids('a.js', text('navigator.clipboard.writeText(x)'))).toEqual([]);
    expect(ids('a.js', text('api.remove(x)'))).toEqual(['dropped']);
  });
});

test('calls in calls in a log call do not cost the square of their depth', () => {
  const deep = `try:\n    f()\nexcept Exception as error:\n    logger.error(${'a.b('.repeat(12_000)}error${')'.repeat(12_000)})\n`;
  expect(ids('a.py', deep)).toHaveLength(1);
});
