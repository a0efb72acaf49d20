import { expect, it } from 'vitest';
import { guardAround } from '../../src/python/auth-guards.ts';
import { credentialIn, identifierIn } from '../../src/python/credentials.ts';
import { developmentTest } from '../../src/python/development-switches.ts';
import { fixedComparison } from '../../src/python/comparisons.ts';
import { find, last, parse, valueIn } from './parse.ts';

/** How the guard that holds the text's `pass` lets somebody in. */
function admission(text: string, path?: string): string {
  return guardAround(find(parse(text), 'pass_statement'), path)?.admission ?? 'none';
}

it.each([
  ['passes on', 'def auth(f):\n  def wrapper(*a):\n    pass\n    return f(*a)\n  return wrapper'],
  ['passes on', 'class M:\n  def __call__(self, request):\n    pass\n    return self.get_response(request)'],
  ['passes on', 'async def m(request, call_next):\n  pass\n  return await call_next(request)'],
  ['passes on', 'class V(View):\n  def dispatch(self, request):\n    pass\n    return super().dispatch(request)'],
  ['returns', '@app.before_request\ndef check():\n  pass'],
  ['returns', 'def check():\n  pass\napp.before_request(check)'],
  ['returns', 'class M:\n  def process_request(self, request):\n    pass'],
  ['value', 'def caller(t):\n  pass\n@router.get("/", dependencies=[Depends(caller)])\ndef f(): ...'],
  ['value', 'def get_current_user(token):\n  pass'],
  ['value', '@auth.verify_password\ndef f(a, b):\n  pass'],
  ['value', 'class A(BaseAuthentication):\n  def run(self, r):\n    pass'],
  ['value', 'def run(username, password):\n  pass\n  return True'],
  ['value', 'def validate(self, token):\n  pass'],
  ['login', '@app.post("/login")\ndef f():\n  pass'],
  ['login', 'def f(u):\n  pass\n  session["user_id"] = u'],
  ['answers', '@app.get("/x")\ndef f():\n  pass'],
  ['answers', 'def f(request):\n  pass\n  return 1'],
  ['none', 'def f(a):\n  pass'],
  ['none', 'class TokenLexer(Lexer):\n  def validate(self, token):\n    pass'],
  ['none', 'def create_user(username, password):\n  pass\n  return 1'],
  ['none', 'pass'],
])('%s: %j', (expected, text) => {
  expect(admission(text)).toBe(expected);
});

it('takes what a module about logins returns for an answer about somebody', () => {
  const text = 'def f(a):\n  pass\n  return a';
  expect(admission(text, 'app/oauth.py')).toBe('value');
  expect(admission(text, 'app/author.py')).toBe('none');
});

it.each([
  ['token', 'x = token'],
  ['token', 'h = request.headers["Authorization"]\nx = h.split(" ")[1].strip()'],
  ['key', 'x = request.args.get("key")'],
  ['password', 'x = form.password.data'],
  ['token', 'x = a or request.cookies.get("token")'],
  ['none', 'scheme, token = h.split()\nx = scheme'],
  ['none', 'x = token.split()[0]'],
  ['none', 'x = decode_token(y)'],
  ['none', 'x = LoginType.PASSWORD'],
  ['none', 'token = request.headers["X-CSRF-Token"]\nx = token'],
  ['none', 'x = request.session'],
])('a credential, %s: %j', (expected, text) => {
  expect(credentialIn(valueIn(text))?.noun ?? 'none').toBe(expected);
});

it('tells identities that were proved from others', () => {
  expect(identifierIn(valueIn('x = g.user.email'))?.isFromRequest).toBe(false);
  expect(identifierIn(valueIn('x = request.headers.get("X-Username")'))?.isFromRequest).toBe(true);
  expect(identifierIn(valueIn('x = current_user.id'))).not.toBeNull();
  expect(identifierIn(valueIn('x = payload["sub"]'))).toBeNull();
});

it.each([
  [['a'], 'x = t == "a"'],
  [['a'], 'A = "a"\nx = A != t'],
  [['a', 'b'], 'x = t in {"a": 1, "b": 2}'],
  [['a'], 'import os\nx = t in [os.getenv("K"), "a"]'],
  [['a'], 'x = t.startswith("a")'],
  [['p', 'q'], 'T = {"u": "p", "v": "q"}\nx = T[u] == t'],
  [null, 'import os\nx = t == os.getenv("K", "a")'],
  [null, 'class Settings:\n  k = "a"\ns = Settings()\nx = t == s.k'],
  [null, 'x = t == u'],
  [null, 'x = "a" == "b"'],
])('compares with %j: %j', (expected, text) => {
  const node = valueIn(text);
  expect(fixedComparison(node)?.texts ?? null).toEqual(expected);
});

it.each([
  ['DEBUG', 'x = settings.DEBUG'],
  ['TESTING', 'x = app.config["TESTING"]'],
  ['not APP_ENV', 'import os\nx = os.getenv("APP_ENV") == "production"'],
  ['APP_ENV', 'import os\nx = os.environ["APP_ENV"] not in ("prod", "live")'],
  ['DEMO_MODE', 'import os\nx = os.getenv("DEMO_MODE") == "1"'],
  ['not DEMO_MODE', 'import os\nx = os.getenv("DEMO_MODE") != "1"'],
  ['none', 'x = user.role == "admin"'],
])('asks for %s: %j', (expected, text) => {
  const found = developmentTest(last(parse(text), 'assignment').right ?? valueIn(text));
  expect(found ? `${found.isNegated ? 'not ' : ''}${found.name}` : 'none').toBe(expected);
});
