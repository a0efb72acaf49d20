import { describe, expect, test } from 'vitest';
import { GivenContent } from '../../src/project/content.ts';
import { Project } from '../../src/project/project.ts';
import { meaningOf, pythonModule, pythonModulePath } from '../../src/project/python-modules.ts';
import { last } from '../python/parse.ts';

type Files = Readonly<Record<string, string>>;

function projectOf(files: Files): Project {
  return new Project(new GivenContent(new Map(Object.entries(files))));
}

/** What the callee of the last call in `asker.py`-like file stands for: its path and the first line of its text. */
function meaning(files: Files, path = 'app/views.py'): string | null {
  const tree = pythonModule(projectOf(files), path);
  if (!tree) throw new Error(`${path} could not be read`);
  const found = meaningOf(last(tree.root as never, 'call').function);
  return found && `${found.path ?? '?'}: ${found.node.text.split('\n')[0] ?? ''}`;
}

const auth = 'def require_user(view):\n    return view\n';

describe('the file that an import loads', () => {
  const cases: readonly [string, string, string, string | null, readonly string[]][] = [
    ['from the root', 'app/views.py', 'app.auth', 'app/auth.py', ['app/__init__.py', 'app/auth.py']],
    ['a package', 'app/views.py', 'app.auth', 'app/auth/__init__.py', ['app/auth/__init__.py']],
    ['from below src', 'tests/test_x.py', 'shop.auth', 'src/shop/auth.py', ['src/shop/__init__.py', 'src/shop/auth.py']],
    [
      'from a folder above',
      'backend/app/api/users.py',
      'app.deps',
      'backend/app/deps.py',
      ['backend/app/__init__.py', 'backend/app/api/__init__.py', 'backend/app/deps.py'],
    ],
    ['beside a script', 'tools/run.py', 'auth', 'tools/auth.py', ['tools/auth.py']],
    ['not beside a module of a package', 'app/views.py', 'logging', null, ['app/__init__.py', 'app/logging.py']],
    ['relative', 'app/views.py', '.auth', 'app/auth.py', ['app/auth.py']],
    ['relative, two up', 'app/api/views.py', '..core.auth', 'app/core/auth.py', ['app/core/auth.py']],
    ['relative, the package itself', 'app/views.py', '.', 'app/__init__.py', ['app/__init__.py']],
    ['relative, from a package', 'app/__init__.py', '.auth', 'app/auth.py', ['app/__init__.py', 'app/auth.py']],
    ['out of the root', 'app/views.py', '....secrets', null, ['secrets.py']],
    ['an installed package', 'app/views.py', 'flask', null, ['app/auth.py']],
  ];
  test.each(cases)('%s', (_, path, module, expected, files) => {
    const project = projectOf(Object.fromEntries(files.map((file) => [file, ''])));
    expect(pythonModulePath({ project, path }, module)).toBe(expected);
  });
});

describe('what a name stands for', () => {
  test.each<[string, Files]>([
    ['a from-import', { 'app/views.py': 'from app.auth import require_user\nrequire_user()', 'app/auth.py': auth }],
    ['an alias', { 'app/views.py': 'from .auth import require_user as guard\nguard()', 'app/auth.py': auth }],
    ['a module', { 'app/views.py': 'from . import auth\nauth.require_user()', 'app/auth.py': auth }],
    ['a dotted module', { 'app/views.py': 'import app.auth\napp.auth.require_user()', 'app/auth.py': auth }],
    [
      'a re-export',
      {
        'app/views.py': 'from app import require_user\nrequire_user()',
        'app/__init__.py': 'from .auth import require_user',
        'app/auth.py': auth,
      },
    ],
    ['a star', { 'app/views.py': 'from .names import *\nrequire_user()', 'app/names.py': 'from .auth import *', 'app/auth.py': auth }],
    ['another name for it', { 'app/views.py': 'from .auth import guard\nguard()', 'app/auth.py': `${auth}guard = require_user` }],
    [
      'a fallback',
      {
        'app/views.py': 'try:\n    from .auth import require_user\nexcept ImportError:\n    require_user = None\nrequire_user()',
        'app/auth.py': auth,
      },
    ],
  ])('%s', (_, files) => {
    expect(meaning(files)).toBe('app/auth.py: def require_user(view):');
  });

  test('a function of a package that is called like the module it comes from', () => {
    const files = {
      'app/views.py': 'from app.auth import auth\nauth()',
      'app/auth/__init__.py': 'from .auth import auth',
      'app/auth/auth.py': 'def auth(view):\n    return view',
    };
    expect(meaning(files)).toBe('app/auth/auth.py: def auth(view):');
  });

  test('a method, a value, a function of the same file', () => {
    expect(
      meaning({ 'app/views.py': 'from .auth import Auth\nAuth.check()', 'app/auth.py': 'class Auth:\n    def check(self): ...' }),
    ).toBe('app/auth.py: def check(self): ...');
    expect(meaning({ 'app/views.py': 'from .auth import auth\nauth()', 'app/auth.py': 'auth = HTTPBearer()' })).toBe(
      'app/auth.py: HTTPBearer()',
    );
    expect(meaning({ 'app/views.py': `${auth}require_user()` })).toBe('app/views.py: def require_user(view):');
  });

  test('nothing, where names lead in circles, files are broken or gone, or packages are installed', () => {
    expect(meaning({ 'app/views.py': 'from .a import x\nx()', 'app/a.py': 'from .b import x', 'app/b.py': 'from .a import x' })).toBeNull();
    expect(meaning({ 'app/views.py': 'from .a import *\nx()', 'app/a.py': 'from .b import *', 'app/b.py': 'from .a import *' })).toBeNull();
    expect(meaning({ 'app/views.py': 'from .a import x\nx()', 'app/a.py': 'def y(:\n  ((((' })).toBeNull();
    expect(meaning({ 'app/views.py': 'from .a import x\nx()' })).toBeNull();
    expect(meaning({ 'app/views.py': 'from flask_login import login_required\nlogin_required()' })).toBeNull();
    const chain = Object.fromEntries(
      Array.from({ length: 3000 }, (_, index) => [`app/m${String(index)}.py`, `from .m${String(index + 1)} import x`]),
    );
    expect(meaning({ ...chain, 'app/views.py': 'from .m0 import x\nx()' })).toBeNull();
    expect(meaning({ 'app/views.py': `x = 1\nx${'.a'.repeat(20_000)}()` })).toBeNull();
  });
});
