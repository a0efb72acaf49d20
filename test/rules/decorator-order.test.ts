import { Linter } from 'eslint';
import { describe, expect, test } from 'vitest';
import plugin from '../../src/plugin.ts';
import { applyFixes } from '../../tools/fixtures/lint.ts';

function lint(file: string, text: string, options: object = {}): Linter.LintMessage[] {
  const configs = [
    ...plugin.configs.recommended,
    { files: ['**/*.ts'], languageOptions: { parser: plugin.parser } },
    { files: ['**/*.*'], rules: { 'pitfalls/decorator-order': ['error', options] } },
  ];
  const messages = new Linter({ cwd: '/project' }).verify(text, configs as Linter.Config[], { filename: `/project/${file}` });
  return messages.filter(({ ruleId }) => ruleId === 'pitfalls/decorator-order' || ruleId === null);
}

const FLASK = 'from flask import Blueprint\nbp = Blueprint("b", __name__)\n';

function fixed(file: string, text: string, options: object = {}): string {
  return applyFixes(text, lint(file, text, options));
}

test('points at the name of the consumer, in UTF-16 columns', () => {
  const [message] = lint(
    'app.py',
    `${FLASK}class A:\n    "😀"\n    @auth.require_role("é")\n    @auth.require_auth\n    def get(self): pass\n`,
  );
  expect(message).toMatchObject({ line: 5, column: 6, endColumn: 23, messageId: 'wrongStack' });
});

test('points at the name of a middleware, not at its arguments', () => {
  const [message] = lint('app.js', "router.get('/x', requireRole('admin', 'owner'), requireAuth, show);\n");
  expect(message).toMatchObject({ line: 1, column: 18, endColumn: 29 });
});

test('reports a stack once, whatever stands in it', () => {
  const text = `${FLASK}@bp.get("/x")\n@require_role("a")\n@owner_required\n@require_auth\ndef f(): pass\n`;
  expect(lint('app.py', text)).toHaveLength(1);
});

test('reports each guard above a route, and none of several routes', () => {
  const text = `${FLASK}@login_required\n@admin_required\n@bp.get("/x")\n@bp.get("/y")\ndef f(): pass\n`;
  expect(lint('app.py', text).map(({ messageId, line }) => [messageId, line])).toEqual([
    ['deadGuard', 3],
    ['deadGuard', 4],
  ]);
});

test('an authenticator on top serves all below it, another one at the bottom included', () => {
  expect(lint('app.py', `${FLASK}@bp.get("/x")\n@require_auth\n@require_role("a")\n@login_required\ndef f(): pass\n`)).toEqual([]);
});

describe('moving a decorator', () => {
  test.each([
    [
      'keeps a comment behind it',
      '@require_role("a")\n@require_auth  # token\ndef f(): pass\n',
      '@require_auth  # token\n@require_role("a")\ndef f(): pass\n',
    ],
    [
      'takes all its lines',
      '@require_role("a")\n@require_auth(\n    "x",\n)\ndef f(): pass\n',
      '@require_auth(\n    "x",\n)\n@require_role("a")\ndef f(): pass\n',
    ],
    [
      'keeps the line ends',
      '@require_role("a")\r\n@require_auth\r\ndef f(): pass\r\n',
      '@require_auth\r\n@require_role("a")\r\ndef f(): pass\r\n',
    ],
    [
      'passes over what stands between',
      '@require_role("a")\n@timed\n@require_auth\ndef f(): pass\n',
      '@require_auth\n@require_role("a")\n@timed\ndef f(): pass\n',
    ],
    [
      'leaves the comment of the function on top',
      '# The list.\n@require_role("a")\n@require_auth\ndef f(): pass\n',
      '# The list.\n@require_auth\n@require_role("a")\ndef f(): pass\n',
    ],
  ])('%s', (_, before, after) => {
    expect(fixed('app.py', before)).toBe(after);
  });

  test('puts a dead consumer under the authenticator that is alive', () => {
    const before = `${FLASK}@admin_required\n@bp.get("/x")\n@login_required\ndef f(): pass\n`;
    expect(fixed('app.py', before)).toBe(`${FLASK}@bp.get("/x")\n@login_required\n@admin_required\ndef f(): pass\n`);
  });

  test('moves an argument and leaves the commas', () => {
    const before = "router.get(\n  '/x',\n  isAdmin,\n  limit,\n  requireAuth,\n  show,\n);\n";
    expect(fixed('app.js', before)).toBe("router.get(\n  '/x',\n  requireAuth,\n  isAdmin,\n  limit,\n  show,\n);\n");
  });

  test.each([
    ['app.js', "router.get(\n  '/x',\n  isAdmin, // by role\n  requireAuth,\n  show,\n);\n"],
    ['app.js', "router.get(\n  '/x',\n  isAdmin,\n  requireAuth, // by token\n  show,\n);\n"],
    ['app.py', 'class V(MethodView):\n    decorators = [\n        require_auth,  # by token\n        require_role("a"),\n    ]\n'],
    ['app.py', '@require_role("a")\n@require_auth; pass\ndef f(): pass\n'],
  ])('offers nothing in %s where a comment or code would end up in the wrong place', (file, text) => {
    expect(lint(file, text).flatMap(({ suggestions }) => suggestions ?? [])).toEqual([]);
  });

  test('offers nothing where the two do not stand together', () => {
    const [message] = lint('app.ts', '@UseGuards(RolesGuard)\nclass A { @UseGuards(JwtAuthGuard) get() {} }\n');
    expect(message?.messageId).toBe('wrongPlace');
    expect(message?.suggestions ?? []).toEqual([]);
  });
});

describe('options', () => {
  const consumerFirst = `${FLASK}@bp.get("/x")\n@require_role("a")\n@require_auth\ndef f(): pass\n`;
  const authenticatorFirst = `${FLASK}@bp.get("/x")\n@require_auth\n@require_role("a")\ndef f(): pass\n`;

  test('order: registry turns stacks of decorators around', () => {
    expect(lint('app.py', consumerFirst, { order: 'registry' })).toEqual([]);
    expect(lint('app.py', authenticatorFirst, { order: 'registry' })).toMatchObject([{ messageId: 'registryStack', line: 4 }]);
  });

  test('order: registry changes neither routes nor JavaScript', () => {
    const dead = `${FLASK}@require_auth\n@bp.get("/x")\ndef f(): pass\n`;
    expect(lint('app.py', dead, { order: 'registry' })).toMatchObject([{ messageId: 'deadGuard' }]);
    expect(lint('app.js', "router.get('/x', isAdmin, requireAuth, show);\n", { order: 'registry' })).toHaveLength(1);
  });

  test('cacheDecorators replaces the names of caches, caches: false leaves them alone', () => {
    const cached = `${FLASK}@bp.get("/x")\n@kept(60)\n@require_auth\ndef f(): pass\n`;
    expect(lint('app.py', cached)).toEqual([]);
    expect(lint('app.py', cached, { cacheDecorators: ['kept'] })).toMatchObject([{ messageId: 'cacheFirst', line: 4 }]);
    expect(lint('app.py', cached, { cacheDecorators: ['kept'], caches: false })).toEqual([]);
  });

  test('a name that the project gives wins over what the rule knows', () => {
    expect(lint('app.py', consumerFirst, { authenticators: ['require_role'] })).toEqual([]);
  });
});

describe('names that go together and names that do not', () => {
  test.each([
    ["router.get('/x', isAdmin, requireAuth, show);", 1],
    ["router.get('/x', requireAuth, isAdmin, show);", 0],
    ["router.get('/me', requireRole('a'), getCurrentUser);", 0],
    ["router.all('/admin/*', isAdmin, requireAuth);", 1],
    ["cache.get('admin', requireAuth);", 0],
    ["router.get('/x', asyncHandler(restrictTo('a')), asyncHandler(protect), show);", 1],
    ["router.get('/x', compose([isAdmin, requireAuth]), show);", 1],
    ["app.use(require('./is-admin')); app.use(require('./require-auth'));", 1],
    ["app.use('/a', isAdmin); app.use('/b', requireAuth);", 0],
    ["app.use('/a/b', isAdmin); app.use('/a', requireAuth);", 1],
    ["app.use('/a/b', isAdmin); app.use('/a/bc', requireAuth);", 0],
    ["const BASE = '/b'; app.use('/a', isAdmin); app.use(BASE, requireAuth);", 0],
    ['app.use(BASE, isAdmin); app.use(requireAuth);', 1],
    ["app.use('/a', isAdmin); app.use(cors(), requireAuth);", 1],
    ["app.use('/*', isAdmin); app.use('/', requireAuth);", 1],
    ['app.use(isAdmin); other.use(requireAuth);', 0],
    ["app.use(requireAuth); app.get('/x', isAdmin, requireAuth, show);", 0],
    ["app.get('/x', isAdmin, requireAuth, show); app.use(requireAuth);", 1],
    ["import admin from './routes/admin.js'; import auth from './routes/auth.js'; app.use('/api', admin); app.use('/api', auth);", 0],
    ["const admin = require('./admin.router'); const auth = require('./auth.router'); app.use(admin); app.use(auth);", 0],
    ["import { isAdmin, isAuth } from './api/guards.js'; app.use(isAdmin); app.use(isAuth);", 1],
    ["import { createApp } from 'vue'; createApp(App).use(permission).use(auth).mount('#app');", 0],
    ["app.use(passport.session()); app.get('/x', isAdmin, show);", 0],
    ["app.use(passport.session()); app.get('/x', isAdmin, requireAuth, show);", 1],
    ['app.use(isAdmin); app.use(passport.session());', 1],
    ["app.get('/x', auth.optional, isAdmin, auth.required, show);", 1],
    ["app.get('/x', auth.optional, isAdmin, show);", 0],
    ["app.use('/y', requireAuth); app.get('/x', isAdmin, requireAuth, show);", 1],
  ])('%s is reported %i times', (code, times) => {
    expect(lint('app.js', `${code}\n`)).toHaveLength(times);
  });
});

test('survives very deep and very long code', () => {
  const deep = `${'require_role('.repeat(5000)}f${')'.repeat(5000)}\n`;
  const long = `${'@require_role("a")\n'.repeat(5000)}@require_auth\ndef f(): pass\n`;
  expect(lint('app.py', deep)).toEqual([]);
  expect(lint('app.py', long)).toHaveLength(1);
  const chain = `t.procedure${'.use(isAdmin)'.repeat(500)}.use(isAuthed);\n`;
  expect(lint('app.js', chain)).toHaveLength(1);
  // Asking the whole stack for each of its decorators would take minutes.
  const plain = `${'@noted\n'.repeat(20_000)}@require_role("a")\n@require_auth\ndef f(): pass\n`;
  expect(lint('app.py', plain)).toHaveLength(1);
});

test('moves no decorator into a stack that is out of line, which is no Python', () => {
  const text = `${FLASK}@require_role("a")\n @require_auth\ndef f(): pass\n`;
  expect(lint('app.py', text).map(({ messageId, suggestions = [] }) => [messageId, suggestions.length])).toEqual([['wrongStack', 0]]);
});
