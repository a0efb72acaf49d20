import { describe, expect, it } from 'vitest';
import { catchHandler, outcomeOf, rejectionHandler, type Handler, type Outcome } from '../../src/javascript/error-handlers.ts';
import type { JavaScriptSource } from '../../src/javascript/detector.ts';
import { Kind } from '../../src/javascript/nodes.ts';
import { allNodes, everyParser, sourceOf, typedParsers } from './parse.ts';

function handlers(source: JavaScriptSource): Handler[] {
  return allNodes(source).flatMap((node) => {
    const handler =
      node.type === Kind.CatchClause ? catchHandler(node) : node.type === Kind.CallExpression ? rejectionHandler(node, source) : undefined;
    return handler ?? [];
  });
}

function outcomes(code: string, parser: (typeof everyParser)[number], isConsoleRead = true, file = 'file.js'): Outcome[] {
  const source = sourceOf(code, parser, file);
  return handlers(source).map((handler) => outcomeOf(handler, source, isConsoleRead));
}

describe.each(everyParser)('what becomes of the error, under %s', (parser) => {
  it.each([
    ['throw error;', 'preserved'],
    ["if (error.code !== 'ENOENT') throw error;", 'preserved'],
    ['return Promise.reject(error);', 'preserved'],
    ['logger.error(error);', 'preserved'],
    ["logger.error({ err: error }, 'x');", 'preserved'],
    ["console.error('x', error);", 'preserved'],
    ['console.error(error.stack);', 'preserved'],
    ['console.error(error && error.stack ? error.stack : error);', 'preserved'],
    ["logger.warn('x', { cause: serialize(error) });", 'preserved'],
    ['Sentry.captureException(error);', 'preserved'],
    ['process.exit(1);', 'preserved'],
    ["throw new Error('x', { cause: error });", 'translated'],
    ['return { ok: false };', 'answered'],
    ['return { error: error.message };', 'answered'],
    ["return { status: 'error' };", 'answered'],
    ["return new Response('x', { status: 502 });", 'answered'],
    ['callback(error);', 'answered'],
    ['const text = error.message; show(text);', 'answered'],
    ['state.error = error;', 'answered'],
    ['failures += 1;', 'answered'],
    ['failures++;', 'answered'],
    ['isReady.value = false;', 'answered'],
    ['res.status(500).json({ items: [] });', 'answered'],
    ['return fallback();', 'recovered'],
    ['return raw;', 'recovered'],
    ['socket.close();', 'recovered'],
    ['await retry();', 'recovered'],
    ["console.log('x'); value = 30;", 'recovered'],
    ["console.log('x'); return null;", 'masked'],
    ['console.log(error.message); return [];', 'masked'],
    ["logger.info('x'); res.json([]);", 'masked'],
    ['console.log(`failed: ${error}`);', 'logged'],
    ['console.error(String(error));', 'logged'],
    ["console.error('failed: ' + error);", 'logged'],
    ['logger.error(error.message, { id: 1 });', 'logged'],
    ["if (isCancel(error)) console.log('cancelled');", 'logged'],
    ['', 'silent'],
    ['/* on purpose */', 'silent'],
    ['return;', 'silent'],
    ['return undefined;', 'silent'],
    ['return void 0;', 'silent'],
    ['return { items: [], total: 0 };', 'silent'],
    ['value = null;', 'silent'],
    ['void error;', 'silent'],
    ['const later = () => { throw error; };', 'silent'],
  ])('%s: %s', (body, expected) => {
    const code = `async function f(res, raw) { let value; try { value = await g(); } catch (error) { ${body} } return [value]; }`;
    expect(outcomes(code, parser).map(({ disposition }) => disposition)).toEqual([expected]);
  });

  it.each([
    ['p.catch(() => {})', 'silent'],
    ['p.catch(() => null)', 'silent'],
    ['p.catch(function () {})', 'silent'],
    ['p.catch(noop)', 'silent'],
    ['const skip = () => {}; p.catch(skip)', 'silent'],
    ['p.then(next, () => [])', 'silent'],
    ["p.catch((error) => console.log('x'))", 'logged'],
    ['p.catch(console.error)', 'preserved'],
    ['p.catch((error) => { throw error; })', 'preserved'],
    ['p.catch(next)', 'answered'],
    ['p.catch((error) => ({ error }))', 'answered'],
    ['p.catch(() => fallback())', 'recovered'],
    ['new Promise((resolve) => p.catch(() => resolve([])))', 'silent'],
  ])('%s: %s', (code, expected) => {
    expect(outcomes(code, parser).map(({ disposition }) => disposition)).toEqual([expected]);
  });

  it.each([
    'p.catch()',
    'p.catch(TypeError, () => {})',
    'p.then(f)',
    'catch_(() => {})',
    "z.string().catch(() => '')",
    'p.catch(...handlers)',
  ])('%s is no handler', (code) => {
    expect(handlers(sourceOf(code, parser))).toEqual([]);
  });

  it('does not count the console of a browser as a log', () => {
    const code = 'try { f(); } catch (error) { console.error(error); }';
    expect(outcomes(code, parser, false).map(({ disposition }) => disposition)).toEqual(['silent']);
    expect(outcomes('p.catch(console.error)', parser, false).map(({ disposition }) => disposition)).toEqual(['silent']);
    expect(outcomes('try { f(); } catch (error) { logger.error(error); }', parser, false).map(({ disposition }) => disposition)).toEqual([
      'preserved',
    ]);
  });

  it('looks at what the function returns right after', () => {
    expect(outcomes("function f() { try { return g(); } catch (e) { console.log('x'); } return []; }", parser)[0]).toMatchObject({
      disposition: 'masked',
      substitute: { text: '[]', isReturned: true },
    });
  });

  it('knows what was collected so far, and what is an answer with a name', () => {
    const collected = 'function f() { const found = []; try { g(found); } catch (e) { return found; } }';
    expect(outcomes(collected, parser)[0]).toMatchObject({ disposition: 'silent', substitute: { kind: 'empty', text: 'found' } });
    expect(outcomes('const BLOCKED = false; function f() { try { g(); } catch (e) { return BLOCKED; } }', parser)[0]?.disposition).toBe(
      'recovered',
    );
  });

  it('lets nested handlers answer for their own errors', () => {
    expect(outcomes('try { f(); } catch (a) { try { send(a); } catch (b) {} }', parser).map(({ disposition }) => disposition)).toEqual([
      'answered',
      'silent',
    ]);
  });
});

it.each(typedParsers)('looks through types under %s', (parser) => {
  const code =
    'try { f(); } catch (error: unknown) { logger.error((error as Error).message); } try { f(); } catch (error) { logger.error(error as Error); }';
  expect(outcomes(code, parser, true, 'file.ts').map(({ disposition }) => disposition)).toEqual(['logged', 'preserved']);
});
