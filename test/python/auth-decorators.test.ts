import { describe, expect, it } from 'vitest';
import { authDecorator } from '../../src/python/auth-decorators.ts';
import { decorators } from '../../src/python/decorators.ts';
import { registration } from '../../src/python/registrations.ts';
import { isCallerKnown } from '../../src/python/request-guards.ts';
import { last, parse } from './parse.ts';

/** The role of the decorator of the file's last function, and how it is known. */
function role(text: string): string {
  const [decorator] = decorators(last(parse(text), 'function_definition'));
  const found = decorator && authDecorator(decorator.expression);
  return found ? `${found.role} by ${found.evidence}` : 'none';
}

/** A decorator `guard` whose wrapper holds these lines, and a function under it. */
function guard(
  name: string,
  body: string,
  imports = 'from flask import abort, g, request, session',
  parameters = '*args, **kwargs',
): string {
  const lines = body.split('\n').map((line) => `        ${line}`);
  return `${imports}\ndef ${name}(f):\n    def wrapper(${parameters}):\n${lines.join('\n')}\n        return f(*args, **kwargs)\n    return wrapper\n@${name}\ndef view(): pass\n`;
}

describe('what a decorator does with the caller', () => {
  it.each([
    ['authenticator by name', '@login_required\ndef view(): pass'],
    ['consumer by name', 'from guards import require_role\n@require_role("admin")\ndef view(): pass'],
    ['consumer by name', 'from guards import require_role as needs\n@needs("admin")\ndef view(): pass'],
    ['none', '@cached\ndef view(): pass'],
    ['none', '@pytest.mark.admin_required\ndef view(): pass'],
    ['both by library', 'from django.contrib.auth.decorators import permission_required\n@permission_required("x")\ndef view(): pass'],
    [
      'both by library',
      'from flask_principal import Permission, RoleNeed\nadmin = Permission(RoleNeed("a"))\n@admin.require(403)\ndef view(): pass',
    ],
    [
      'both by library',
      'from django.contrib.auth.decorators import user_passes_test\nmanagers = user_passes_test(is_manager)\n@managers\ndef view(): pass',
    ],
    ['consumer by name', 'from guards import require_role\nadmins = require_role("admin")\n@admins\ndef view(): pass'],
  ])('%s: %s', (expected, text) => {
    expect(role(text)).toBe(expected);
  });

  it.each([
    ['notes the user', 'authenticator by body', guard('gate', 'g.user = find(request)')],
    ['notes the user by setattr', 'authenticator by body', guard('gate', 'setattr(g, "current_user", find(request))')],
    ['hands the user on', 'authenticator by body', guard('gate', 'current_user = find(request)\nreturn f(current_user, *args)')],
    ['verifies a token', 'both by body', guard('admin_required', 'if jwt.decode(token)["role"] != "admin": abort(403)')],
    ['asks the session', 'both by body', guard('admin_required', 'if not session.get("admin"): abort(403)')],
    ['takes the session for granted', 'consumer by body', guard('admin_required', 'if session["role"] != "admin": abort(403)')],
    ['goes on from what is known', 'consumer by body', guard('admin_required', 'if not verify_user_plan(g.user): abort(403)')],
    ['reads a header', 'both by body', guard('require_scope', 'if request.headers.get("X-API-Key") not in keys: abort(403)')],
    [
      'asks what strangers answer',
      'both by body',
      guard('admin_required', 'if not current_user.is_authenticated: abort(401)', 'from flask_login import current_user'),
    ],
    ['reads what others note', 'consumer by body', guard('gate', 'if g.user.role != "admin": abort(403)')],
    [
      'reads what it is given',
      'consumer by body',
      guard('gate', 'if not user.is_admin: abort(403)', 'from flask import abort', 'user, *args, **kwargs'),
    ],
    [
      'asks for a verified token',
      'consumer by body',
      guard('gate', 'if get_jwt()["role"] != "a": abort(403)', 'from flask_jwt_extended import get_jwt'),
    ],
    ['tests what a hook noted', 'authenticator by body', guard('login_required', 'if g.user is None: abort(401)')],
    ['only logs the user', 'none', guard('logged', 'print(g.user.name)')],
    ['counts what the user asks for', 'none', guard('limited', 'if count(g.user.id) > 10: abort(429)')],
    ['reads a header that is no credential', 'none', guard('versioned', 'if request.headers.get("Accept") != "x": abort(406)')],
    ['logs in to another service', 'both by body', guard('require_cloud_login', 'if not cloud.connected: return error("offline")')],
    ['turns away by means of its own', 'authenticator by body', guard('login_required', 'if not allowed(request): abort(401)')],
    ['does not look at the caller', 'consumer by body', guard('admin_required', 'if closed(): abort(503)')],
  ])('a wrapper that %s: %s', (_, expected, text) => {
    expect(role(text)).toBe(expected);
  });

  it('follows the functions of the file', () => {
    const helpers = 'def caller():\n    return verify_token(request)\n';
    expect(role(helpers + guard('admin_required', 'if not caller().is_admin: abort(403)'))).toBe('both by body');
  });

  it('survives decorators that call one another', () => {
    expect(role('def a(f): return b(f)\ndef b(f): return a(f)\n@a\ndef view(): pass')).toBe('none');
  });

  it('believes the names of a project', () => {
    const [decorator] = decorators(last(parse('@gate.identify\ndef view(): pass'), 'function_definition'));
    expect(decorator && authDecorator(decorator.expression, { authenticators: ['identify'] })).toEqual({
      role: 'authenticator',
      evidence: 'name',
    });
  });
});

describe('what a decorator registers', () => {
  it.each([
    ['route', 'import flask\nsite = flask.Flask(__name__)\n@site.get(path)\ndef f(): pass'],
    ['route', 'from . import main\n@main.route("/x")\ndef f(): pass'],
    ['route', 'from . import admin\n@admin.get("/x")\ndef f(): pass'],
    ['route', 'from bottle import route\n@route("/x")\ndef f(): pass'],
    ['route', '@socketio.on("x")\ndef f(): pass'],
    ['hook', '@bp.before_request\ndef f(): pass'],
    ['hook', '@bp.before_app_request\ndef f(): pass'],
    [null, '@Plugin.route("/x")\ndef f(): pass'],
    [null, '@expose("/x")\ndef f(): pass'],
    [null, '@cache.get("x")\ndef f(): pass'],
    [null, '@mock.patch("x")\ndef f(): pass'],
    [null, '@emitter.on("x")\ndef f(): pass'],
    [null, '@app.route\ndef f(): pass'],
  ])('%s for %s', (expected, text) => {
    const [decorator] = decorators(last(parse(text), 'function_definition'));
    expect(decorator && registration(decorator)).toBe(expected);
  });
});

describe('what knows the caller before the decorators run', () => {
  const view = '@bp.get("/x")\ndef view(): pass';
  it.each([
    [true, `from flask import g\n@bp.before_request\ndef load(): g.user = find()\n${view}`],
    [true, `@app.before_request\n@login_required\ndef load(): pass\n${view}`],
    [true, `bp.before_request(login_required(lambda: None))\n${view}`],
    [
      true,
      `from flask_login import current_user\n@bp.before_request\ndef load():\n  if not current_user.is_authenticated: return redirect("/login")\n${view}`,
    ],
    [true, '@bp.get("/x", dependencies=[Depends(get_current_user)])\ndef view(): pass'],
    [true, 'bp = APIRouter(dependencies=[Depends(require_auth)])\n@bp.get("/x")\ndef view(): pass'],
    [true, '@bp.get("/x")\ndef view(user: Annotated[User, Security(current_user)]): pass'],
    [false, `from flask import session\n@app.before_request\ndef keep(): session.permanent = True\n${view}`],
    [
      false,
      `from flask_login import current_user\n@app.before_request\ndef nag():\n  if current_user.is_authenticated and not current_user.confirmed: return redirect("/confirm")\n${view}`,
    ],
    [false, `from flask import g\n@other.before_request\ndef load(): g.user = find()\n${view}`],
    [false, '@bp.get("/x", dependencies=[Depends(get_db)])\ndef view(): pass'],
    [false, '@bp.before_request\n@login_required\ndef view(): pass'],
  ])('%s: %s', (expected, text) => {
    expect(isCallerKnown(last(parse(text), 'function_definition'), {})).toBe(expected);
  });
});
