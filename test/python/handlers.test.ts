import { describe, expect, it } from 'vitest';
import { boundName, breadth, caughtTypes, handlersOf, outcomeOf, triedNodes } from '../../src/python/handlers.ts';
import type * as Python from '../../src/python/nodes.ts';
import { find, parse } from './parse.ts';

const clauses = (text: string) => parse(text).descendants('except_clause');
const clause = (text: string) => clauses(text)[0] as Python.ExceptClause;

describe('what a handler catches', () => {
  it.each([
    ['except:', 'bare', []],
    ['except Exception:', 'Exception', ['Exception']],
    ['except Exception as e:', 'Exception', ['Exception']],
    ['except (Exception) as e:', 'Exception', ['Exception']],
    ['except (ValueError, Exception):', 'Exception', ['ValueError', 'Exception']],
    ['except (Exception, BaseException):', 'BaseException', ['Exception', 'BaseException']],
    ['except* (OSError, Exception) as group:', 'Exception', ['OSError', 'Exception']],
    ['except Exception, e:', 'Exception', ['Exception']],
    ['except ValueError:', null, ['ValueError']],
    ['except (OSError, jwt.PyJWTError):', null, ['OSError', 'jwt.PyJWTError']],
    ['except errors.Exception:', null, ['errors.Exception']],
  ] as const)('%s', (head, width, types) => {
    const found = clause(`try:\n  f()\n${head}\n  pass\n`);
    expect(breadth(found)).toBe(width);
    expect(caughtTypes(found).map(({ text }) => text)).toEqual(types);
  });

  it('knows a class of that name that is somebody else’s', () => {
    expect(breadth(clause('from errors import Exception\ntry:\n  f()\nexcept Exception:\n  pass\n'))).toBeNull();
    expect(breadth(clause('import builtins\ntry:\n  f()\nexcept builtins.Exception:\n  pass\n'))).toBe('Exception');
  });

  it('names the error', () => {
    expect(boundName(clause('try:\n  f()\nexcept Exception as error:\n  pass\n'))?.text).toBe('error');
    expect(boundName(clause('try:\n  f()\nexcept Exception, error:\n  pass\n'))?.text).toBe('error');
    expect(boundName(clause('try:\n  f()\nexcept Exception:\n  pass\n'))).toBeNull();
  });
});

/** What becomes of the error in a handler with this body, in a function that goes on with `after`. */
function disposition(body: string, after = 'done()'): string {
  const indented = body.replaceAll('\n', '\n    ');
  return outcomeOf(
    clause(
      `def f(x, results=None):\n  try:\n    value = g(x)\n  except Exception as e:\n    ${indented}\n  ${after}\n  return value, text\n`,
    ),
  ).disposition;
}

describe('what becomes of the error', () => {
  it.each([
    ['raise', 'preserved'],
    ['raise e', 'preserved'],
    ['if x:\n  raise\nlog.error(e)', 'preserved'],
    ['log.exception("x")', 'preserved'],
    ['await log.aexception("x")', 'preserved'],
    ['log.error("x", exc_info=True)', 'preserved'],
    ['log.error("x", exc_info=e)', 'preserved'],
    ['logger.opt(exception=True).warning("x")', 'preserved'],
    ['traceback.print_exc()', 'preserved'],
    ['print(traceback.format_exc())', 'preserved'],
    ['sentry_sdk.capture_exception()', 'preserved'],
    ['sys.exit(1)', 'preserved'],
    ['raise Other(x) from e', 'translated'],
    ['raise HTTPException(500)', 'translated'],
    ['return str(e)', 'answered'],
    ['text = f"failed: {e}"', 'answered'],
    ['self.error = e', 'answered'],
    ['errors.append(e)', 'answered'],
    ['future.set_exception(e)', 'answered'],
    ['self.failed += 1', 'answered'],
    ['self.success = False', 'answered'],
    ['return {"success": False}', 'answered'],
    ['return {"error": "no"}', 'answered'],
    ['return jsonify([]), 500', 'answered'],
    ['return Response(status=503)', 'answered'],
    ['return "could not be read"', 'answered'],
    ['self.status = "unhealthy"', 'answered'],
    ['return fallback(x)', 'recovered'],
    ['return x', 'recovered'],
    ['value = other(x)', 'recovered'],
    ['session.rollback()', 'recovered'],
    ['log.warning(e)\ntime.sleep(1)', 'recovered'],
    ['log.warning(e)\nvalue = 30', 'recovered'],
    ['log.error(e)\nreturn None', 'masked'],
    ['log.error(e)\nreturn []', 'masked'],
    ['log.error(e)\nreturn [], 0', 'masked'],
    ['log.error(e)\nreturn {"items": [], "total": 0}', 'masked'],
    ['log.error(e)\nreturn jsonify([])', 'masked'],
    ['log.error(e)\nvalue = None', 'masked'],
    ['print(e)\nsession.rollback()\nreturn False', 'masked'],
    ['log.error(e)', 'logged'],
    ['log.error("failed: %s", format_exception(e))', 'logged'],
    ['self._log_error(f"failed: {e}")', 'logged'],
    ['message = str(e)\nlog.error(message)', 'logged'],
    ['print(e)\ncontinue', 'logged'],
    ['log.debug("x", e)\nbreak', 'logged'],
    ['pass', 'silent'],
    ['...', 'silent'],
    ['"why"', 'silent'],
    ['return None', 'silent'],
    ['return -1', 'silent'],
    ['value = None', 'silent'],
    ['session.rollback()\nreturn None', 'silent'],
    ['def later():\n  raise\nreturn None', 'silent'],
    ['try:\n  pass\nexcept ValueError:\n  raise', 'silent'],
  ])('%j: %s', (body, expected) => {
    expect(disposition(body)).toBe(expected);
  });

  it('looks at what the function returns right after', () => {
    expect(disposition('log.error(e)', 'return []')).toBe('masked');
    expect(disposition('log.error(e)', 'return value')).toBe('logged');
    expect(outcomeOf(clause('def f():\n  try:\n    g()\n  except Exception:\n    pass\n  return {}\n')).substitute).toEqual({
      kind: 'empty',
      text: '{}',
      isReturned: true,
    });
  });

  it('knows what was collected so far', () => {
    const collected =
      'def f():\n  found = []\n  try:\n    found.append(g())\n  except Exception as e:\n    log.error(e)\n    return found\n  return found\n';
    expect(outcomeOf(clause(collected)).disposition).toBe('masked');
    expect(outcomeOf(clause(collected.replace('found = []', 'found = load()'))).disposition).toBe('recovered');
  });

  it('lets nested handlers answer for their own errors', () => {
    const text = 'try:\n  f()\nexcept Exception as e:\n  try:\n    send(e)\n  except Exception:\n    pass\n';
    expect(clauses(text).map((one) => outcomeOf(one).disposition)).toEqual(['answered', 'silent']);
  });
});

it('keeps to what the try itself runs', () => {
  const statement = find(
    parse('try:\n  a()\n  with b():\n    await c()\n  def later():\n    d()\n  x = lambda: e()\nexcept OSError:\n  f()\nelse:\n  g()\n'),
    'try_statement',
  );
  expect(triedNodes(statement, 'call').map(({ text }) => text)).toEqual(['a()', 'b()', 'c()']);
  expect(triedNodes(statement, 'await')).toHaveLength(1);
  expect(handlersOf(statement)).toHaveLength(1);
});

it.each(['try:\n  f()\nexcept Exception:\n', 'try:\nexcept', 'try:\n  f()\nexcept Exception as\n  pass\n', 'except Exception: pass'])(
  'survives %j',
  (text) => {
    for (const found of clauses(text)) expect(typeof outcomeOf(found).disposition).toBe('string');
  },
);

it('survives a deeply nested value', () => {
  const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;
  expect(outcomeOf(clause(`def f():\n  try:\n    g()\n  except Exception:\n    return ${deep}\n`)).disposition).toBe('recovered');
});
