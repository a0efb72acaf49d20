import { describe, expect, it } from 'vitest';
import { authMiddleware } from '../../src/javascript/auth-middleware.ts';
import { everyParser, probed, sourceOf } from './parse.ts';

describe.each(everyParser)('what a middleware does with the caller, under %s', (parser) => {
  /** The role of what stands in the file's `probe(...)`, and how it is known. */
  function role(code: string): string {
    const source = sourceOf(code, parser);
    const found = authMiddleware(probed(source), {}, source);
    return found ? `${found.role} by ${found.evidence}` : 'none';
  }

  it.each([
    ['authenticator by name', 'probe(requireAuth)'],
    ['authenticator by name', "probe(passport.authenticate('jwt'))"],
    ['authenticator by name', "probe(AuthGuard('jwt'))"],
    ['consumer by name', "probe(auth.requireRole('admin'))"],
    ['consumer by name', 'probe(new RolesGuard(reflector))'],
    ['consumer by name', "import { need } from './roles.js'; const admins = requireRole('a'); probe(admins)"],
    ['authenticator by library', "import jwt from 'express-jwt'; const check = jwt({ secret }); probe(check)"],
    ['consumer by name', "probe(require('./middleware/is-admin'))"],
    ['consumer by name', "import { requireRole as needs } from './roles.js'; probe(needs('a'))"],
    ['consumer by name', 'probe(guards.isAdmin.bind(guards))'],
    ['none', "import router from './routes/auth.js'; probe(router)"],
    ['none', 'probe(cors())'],
    ['none', 'probe((req, res) => res.end())'],
  ])('%s: %s', (expected, code) => {
    expect(role(code)).toBe(expected);
  });

  it.each([
    ['notes the user', 'authenticator by body', 'const gate = (req, res, next) => { req.user = find(req); next(); }; probe(gate)'],
    [
      'notes the user in the context',
      'authenticator by body',
      "function gate(c, next) { c.set('user', find(c)); return next(); } probe(gate)",
    ],
    [
      'verifies a token',
      'both by body',
      'function isAdmin(req, res, next) { if (!jwt.verify(t, k).admin) return res.status(403).end(); next(); } probe(isAdmin)',
    ],
    [
      'asks Passport',
      'both by body',
      'function isAdmin(req, res, next) { req.isAuthenticated() && req.user.admin ? next() : res.redirect("/"); } probe(isAdmin)',
    ],
    [
      'asks the session',
      'both by body',
      'function isAdmin(req, res, next) { req.session.admin ? next() : res.redirect("/"); } probe(isAdmin)',
    ],
    [
      'takes the session for granted',
      'consumer by body',
      'function isAdmin(req, res, next) { req.session.user.admin ? next() : res.redirect("/"); } probe(isAdmin)',
    ],
    [
      'goes on from what is known',
      'consumer by body',
      'function isAdmin(req, res, next) { verifyUserPlan(req.user) ? next() : res.sendStatus(403); } probe(isAdmin)',
    ],
    [
      'reads what others note',
      'consumer by body',
      'const gate = (role) => (req, res, next) => req.user.role === role ? next() : res.sendStatus(403); probe(gate("a"))',
    ],
    [
      'unpacks what others note',
      'consumer by body',
      'function gate(req, res, next) { const { user } = req; user.ok ? next() : res.sendStatus(403); } probe(gate)',
    ],
    [
      'counts what the user asks for',
      'none',
      'function gate(req, res, next) { many(req.user?.id) ? res.status(429).end() : next(); } probe(gate)',
    ],
    ['only logs the user', 'none', 'function gate(req, res, next) { log(req.user); next(); } probe(gate)'],
    ['is a guard that authenticates', 'both by body', "class AdminGuard extends AuthGuard('jwt') {} probe(AdminGuard)"],
    [
      'follows a function',
      'both by body',
      'function who(req) { return verifyToken(req); } function isAdmin(req, res, next) { who(req).admin ? next() : res.sendStatus(403); } probe(isAdmin)',
    ],
  ])('a function that %s: %s', (_, expected, code) => {
    expect(role(code)).toBe(expected);
  });

  it('survives functions that call one another', () => {
    expect(role('function a(req) { return b(req); } function b(req) { return a(req); } probe(a)')).toBe('none');
  });
});
