import { describe, expect, it } from 'vitest';
import { authGuardAround } from '../../src/javascript/auth-guards.ts';
import { fixedComparison } from '../../src/javascript/comparisons.ts';
import { credentialIn, identifierIn } from '../../src/javascript/credentials.ts';
import { developmentTest } from '../../src/javascript/development-switches.ts';
import { handedBy } from '../../src/javascript/handed-credentials.ts';
import { allNodes, everyParser, probed, sourceOf } from './parse.ts';

describe.each(everyParser)('under %s', (parser) => {
  it.each([
    ['passes on', 'const auth = (req, res, next) => { probe(1); next(); }'],
    ['passes on', 'const withAuth = (handler) => async (req, res) => { probe(1); return handler(req, res); }'],
    ['passes on', 'new Strategy((token, done) => { probe(1); done(null, user); })'],
    ['passes on', 'export function middleware(request) { probe(1); return NextResponse.next(); }'],
    ['returns', "fastify.addHook('onRequest', async (request, reply) => { probe(1); })"],
    ['returns', 'const o = { preHandler: [async (request, reply) => { probe(1); }] }'],
    ['returns', 'async function authenticate(request, reply) { probe(1); }'],
    ['value', 'class G { canActivate(context) { probe(1); return true; } }'],
    ['value', 'const o = { async authorize(credentials) { probe(1); return null; } }'],
    ['value', 'function verifyToken(token) { probe(1); return true; }'],
    ['value', 'const isValid = (token) => { probe(1); return true; }'],
    ['login', "app.post('/login', (req, res) => { probe(1); })"],
    ['login', 'function enter(req) { probe(1); session.user = 1; }'.replace('req', 'a')],
    ['answers', 'export async function GET(request) { probe(1); }'],
    ['answers', "router.get('/x', (req, res) => { probe(1); })"],
    ['none', 'function f(a) { probe(1); }'],
    ['none', 'class SqlLexer { validateToken(token) { probe(1); return true; } }'],
    ['none', 'probe(1)'],
  ])('%s: %s', (expected, code) => {
    const source = sourceOf(code, parser);
    expect(authGuardAround(probed(source), source)?.admission ?? 'none').toBe(expected);
  });

  it.each([
    ['token', "const token = req.headers.authorization?.split(' ')[1]; probe(token)"],
    ['token', 'const { authorization: raw } = req.headers; probe(raw)'],
    ['key', "probe(req.get('x-api-key'))"],
    ['password', "probe(document.getElementById('password').value.trim())"],
    ['password', 'probe(passwordInput.value)'],
    ['password', "probe(prompt('Enter the password'))"],
    ['none', "const [scheme, token] = h.split(' '); probe(scheme)"],
    ['none', 'probe(token.value)'],
    ['none', 'probe(req.session)'],
    ['none', "const tokenHeader = req.headers['x-csrf-token']; probe(tokenHeader)"],
    ['none', 'probe(token && typeof token)'],
  ])('a credential, %s: %s', (expected, code) => {
    const source = sourceOf(code, parser);
    expect(credentialIn(probed(source), source)?.noun ?? 'none').toBe(expected);
  });

  it.each([
    [['a'], "const A = 'a'; probe(A === t)"],
    [['a', 'b'], "const L = ['a', 'b']; probe(L.includes(t))"],
    [['a'], "probe(new Set(['a']).has(t))"],
    [['a', 'b'], 'const T = { a: 1, b: 2 }; probe(T[t])'],
    [['a'], "probe([process.env.K, 'a'].includes(t))"],
    [undefined, "probe(t === (process.env.K ?? 'a'))"],
    [undefined, "const config = { k: 'a' }; probe(t === config.k)"],
    [undefined, 'probe(t === u)'],
  ])('compares with %j: %s', (expected, code) => {
    const source = sourceOf(code, parser);
    expect(fixedComparison(probed(source), source)?.texts).toEqual(expected);
  });

  it.each([
    ['NODE_ENV', "probe(process.env.NODE_ENV !== 'production')"],
    ['NODE_ENV', "probe(process.env.NODE_ENV === 'test')"],
    ['not NODE_ENV', "probe('production' === process.env.NODE_ENV)"],
    ['DEMO', "const on = process.env.DEMO ?? 'false'; probe(on === 'true')"],
    ['not isProduction', 'probe(isProduction)'],
    ['demoMode', 'probe(config.demoMode)'],
    ['none', "probe(user.role === 'admin')"],
  ])('asks for %s: %s', (expected, code) => {
    const source = sourceOf(code, parser);
    const found = developmentTest(probed(source), source);
    expect(found ? `${found.isNegated ? 'not ' : ''}${found.name}` : 'none').toBe(expected);
  });

  it.each([
    ['storage token', "localStorage.setItem('token', x)"],
    ['storage token', 'window.sessionStorage.token = x'],
    ['cookie token', "document.cookie = 'token=x; path=/'"],
    ['cookie token', "Cookies.set('token', x)"],
    ['header Authorization', 'fetch(u, { headers: { Authorization: x } })'],
    ['header authorization', "headers.set('authorization', x)"],
    ['none', "map.set('token', x)"],
    ['none', 'fetch(u, { headers: { Accept: x } })'],
  ])('hands over %s: %s', (expected, code) => {
    const source = sourceOf(code, parser);
    const found = allNodes(source).flatMap((node) => handedBy(node, source) ?? []);
    expect(found[0] ? `${found[0].place} ${found[0].key}` : 'none').toBe(expected);
  });

  it('tells identities that were proved from others', () => {
    const isFromRequest = (code: string) => {
      const source = sourceOf(code, parser);
      return identifierIn(probed(source), source)?.isFromRequest;
    };
    expect(isFromRequest('probe(req.user.email)')).toBeDefined();
    expect(isFromRequest("probe(req.headers['x-username'])")).toBe(true);
    expect(isFromRequest('probe(payload.username)')).toBeUndefined();
  });
});
