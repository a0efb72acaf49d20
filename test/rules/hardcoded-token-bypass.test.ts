import { Linter } from 'eslint';
import { describe, expect, test } from 'vitest';
import plugin from '../../src/plugin.ts';
import { applyFixes } from '../../tools/fixtures/lint.ts';

function lint(file: string, text: string, options: object = {}): Linter.LintMessage[] {
  const configs = [
    ...plugin.configs.recommended,
    { files: ['**/*.{js,jsx,ts,tsx}'], languageOptions: { parser: plugin.parser } },
    { files: ['**/*.*', '**/.env*'], rules: { 'pitfalls/hardcoded-token-bypass': ['error', options] } },
  ];
  const messages = new Linter({ cwd: '/project' }).verify(text, configs as Linter.Config[], { filename: `/project/${file}` });
  return messages.filter(({ ruleId }) => ruleId === 'pitfalls/hardcoded-token-bypass' || ruleId === null);
}

function found(file: string, text: string, options: object = {}): [number, string | undefined][] {
  return lint(file, text, options).map(({ line, messageId }) => [line, messageId]);
}

/** A guard of Flask whose wrapper holds these lines between reading the token and verifying it. */
function flaskGuard(...lines: string[]): string {
  return [
    'def require_auth(view):',
    '    def wrapper(*args, **kwargs):',
    '        token = request.headers.get("Authorization")',
    ...lines.map((line) => `        ${line}`),
    '        if not verify_token(token):',
    '            abort(401)',
    '        return view(*args, **kwargs)',
    '    return wrapper',
    '',
  ].join('\n');
}

/** The same of Express. */
function expressGuard(...lines: string[]): string {
  return [
    'function requireAuth(req, res, next) {',
    '  const token = req.headers.authorization;',
    ...lines.map((line) => `  ${line}`),
    '  if (!verifyToken(token)) return res.sendStatus(401);',
    '  next();',
    '}',
    '',
  ].join('\n');
}

describe('the place', () => {
  test('is the literal, in UTF-16 columns', () => {
    const [message] = lint('auth.py', flaskGuard('if "😀" and token == "open-é":', '    return view()'));
    expect(message).toMatchObject({ line: 4, column: 30, endColumn: 38, messageId: 'fixedCredential' });
  });

  test('is the name of the constant where the comparison names one', () => {
    const [message] = lint('auth.js', `const DOOR = 'open-sesame';\n${expressGuard('if (token === DOOR) return next();')}`);
    expect(message).toMatchObject({ line: 4, column: 17, endColumn: 21 });
  });

  test('is told once for each branch', () => {
    expect(found('auth.py', flaskGuard('if token == "one-door" or token == "two-doors":', '    return view()'))).toEqual([
      [4, 'fixedCredential'],
    ]);
    expect(found('auth.js', expressGuard("if (token === 'one-door' || token === 'two-doors') return next();"))).toEqual([
      [3, 'fixedCredential'],
    ]);
  });
});

describe('suggestions', () => {
  const fixed = (file: string, text: string) => applyFixes(text, lint(file, text));

  test.each([
    ['take the branch out', ['if token == "x-door":', '    return view()'], []],
    [
      'make an if of the elif',
      ['if token == "x-door":', '    return view()', 'elif token is None:', '    abort(401)'],
      ['if token is None:', '    abort(401)'],
    ],
    [
      'take the elif out',
      ['if token is None:', '    abort(401)', 'elif token == "x-door":', '    return view()'],
      ['if token is None:', '    abort(401)'],
    ],
    [
      'take the comparison out',
      ['if token == "x-door" or is_open(token):', '    return view()'],
      ['if is_open(token):', '    return view()'],
    ],
  ])('of Python %s', (_, before, after) => {
    expect(fixed('auth.py', flaskGuard(...before))).toBe(flaskGuard(...after));
  });

  test.each([
    ['take the branch out', ["if (token === 'x-door') return next();"], []],
    [
      'take the else-if out',
      ['if (!token) return res.sendStatus(401);', "else if (token === 'x-door') return next();"],
      ['if (!token) return res.sendStatus(401);'],
    ],
    ['take the comparison out', ["if (token === 'x-door' || isOpen(token)) return next();"], ['if (isOpen(token)) return next();']],
  ])('of JavaScript %s', (_, before, after) => {
    expect(fixed('auth.js', expressGuard(...before))).toBe(expressGuard(...after));
  });

  test('take the comparison out of a refusal', () => {
    const code = (condition: string) =>
      `@app.before_request\ndef check():\n    token = request.headers["Authorization"]\n    if ${condition}:\n        abort(401)\n`;
    expect(fixed('auth.py', code('token != "x-door" and not is_open(token)'))).toBe(code('not is_open(token)'));
  });

  test('are not made where an else or an empty block would be left behind', () => {
    const [message] = lint(
      'auth.py',
      [
        '@app.before_request',
        'def check():',
        '    token = request.headers["Authorization"]',
        '    if token == "x-door":',
        '        g.user = 1',
        '    else:',
        '        g.user = verify_token(token)',
      ].join('\n'),
    );
    expect(message?.messageId).toBe('fixedCredential');
    expect(message?.suggestions ?? []).toEqual([]);
    const [alone] = lint(
      'auth.py',
      [
        'def login(password):',
        '    try:',
        '        if password == "x-door":',
        '            return True',
        '    except ValueError:',
        '        return False',
      ].join('\n'),
    );
    expect(alone?.messageId).toBe('fixedCredential');
    expect(alone?.suggestions ?? []).toEqual([]);
  });
});

describe('options', () => {
  test('literals replaces the tokens that are reported everywhere', () => {
    const code = 'SERVICE_TOKEN = "acme_token"\nOTHER_TOKEN = "demo_token"\n';
    expect(found('app.py', code)).toEqual([[2, 'knownLiteral']]);
    expect(found('app.py', code, { literals: ['acme-token'] })).toEqual([[1, 'knownLiteral']]);
    expect(found('app.js', "const serviceToken = 'acmeToken';\n", { literals: ['acme-token'] })).toEqual([[1, 'knownLiteral']]);
  });

  test('developmentBypasses leaves out what a development switch guards, and nothing else', () => {
    const python = flaskGuard('if DEBUG and token == "x-door":', '    return view()', 'if token == "y-door":', '    return view()');
    expect(found('auth.py', python)).toEqual([
      [4, 'whileSwitch'],
      [6, 'fixedCredential'],
    ]);
    expect(found('auth.py', python, { developmentBypasses: false })).toEqual([[6, 'fixedCredential']]);
    const javascript = expressGuard("if (process.env.NODE_ENV !== 'production' && token === 'x-door') return next();");
    expect(found('auth.js', javascript)).toEqual([[3, 'whileSwitch']]);
    expect(found('auth.js', javascript, { developmentBypasses: false })).toEqual([]);
  });
});

describe('switches', () => {
  test('of production guard as those of development do', () => {
    expect(found('auth.py', flaskGuard('if not IS_PRODUCTION and token == "x-door":', '    return view()'))).toEqual([[4, 'whileSwitch']]);
    expect(found('auth.js', expressGuard("if (!isProduction) { if (token === 'x-door') return next(); }"))).toEqual([[3, 'whileSwitch']]);
  });

  test('are followed to the environment variable behind a constant', () => {
    const [message] = lint(
      'auth.py',
      `import os\nopen_house = os.getenv("DEMO_MODE") == "1"\n${flaskGuard('if open_house and token == "x-door":', '    return view()')}`,
    );
    expect(message?.message).toContain("'DEMO_MODE'");
  });

  test('that are on by default guard nothing', () => {
    const guard = flaskGuard('if os.environ["TESTING"] == "true" and token == "x-door":', '    return view()');
    const code = `import os\nos.environ.setdefault("TESTING", "true")\n${guard}`;
    expect(found('auth.py', code)).toEqual([
      [2, 'defaultOn'],
      [6, 'fixedCredential'],
    ]);
  });
});

test('leaves switches that take authentication away to the rule for them', () => {
  expect(found('.env', 'ALLOW_DEMO_TOKEN=true\n')).toEqual([[1, 'deployedSwitch']]);
  const others = [
    'AUTH_DISABLED',
    'DISABLE_AUTH_FOR_DEMO_TOKEN_ALLOWED',
    'ALLOW_ANONYMOUS',
    'DEMO_TOKEN',
    'ENABLE_TOKEN_REFRESH',
    'DEMO_MODE',
  ];
  expect(found('.env', others.map((name) => `${name}=true`).join('\n'))).toEqual([]);
});

describe('what decides', () => {
  test.each([
    ['the same text in a branch that refuses', 'if token == "x-door":', '    abort(401)'],
    ['a branch that only logs', 'if token == "x-door":', '    log.info("the old token")'],
    ['a check beside the comparison', 'if token == "x-door" and verify_token(token):', '    return view()'],
    ['a comparison with a setting', 'if token == settings.token:', '    return view()'],
  ])('%s stays silent', (_, ...lines) => {
    expect(found('auth.py', flaskGuard(...lines))).toEqual([]);
  });

  test('follows variables from where they are set to where they are asked', () => {
    const code = flaskGuard('is_in = False', 'if token == "x-door":', '    is_in = True', 'if is_in:', '    return view()');
    expect(found('auth.py', code)).toEqual([[5, 'fixedCredential']]);
    expect(found('auth.py', code.replace('is_in = True', 'is_in = False'))).toEqual([]);
  });

  test('follows a function of the file that a page calls', () => {
    const code = (inside: string) =>
      [`function enter() {`, `  ${inside}`, '}', 'form.onsubmit = () => {', "  if (prompt('Password') === 'x-door') enter();", '};'].join(
        '\n',
      );
    expect(found('web/page.js', code("sessionStorage.setItem('token', fetched);"))).toEqual([[5, 'browserCheck']]);
    expect(found('web/page.js', code("console.log('tried');"))).toEqual([]);
  });

  test('ends for functions of very many ways, without an answer', () => {
    const ways = Array.from({ length: 200 }, (_, index) => `if flag_${String(index)}(a): b = ${String(index)}`);
    const started = performance.now();
    expect(found('auth.py', flaskGuard(...ways, 'if token == "x-door":', '    log.info("seen")'))).toEqual([]);
    expect(performance.now() - started).toBeLessThan(30_000);
  });
});

describe('awkward input', () => {
  test('deep nesting is passed over', () => {
    const open = '('.repeat(300);
    const close = ')'.repeat(300);
    expect(
      lint('auth.py', flaskGuard(`if ${open}token == "x-door"${close}:`, '    return view()')).every(({ fatal }) => fatal !== true),
    ).toBe(true);
    const ands = Array.from({ length: 400 }, (_, index) => `a${String(index)}`).join(' && ');
    expect(found('auth.js', expressGuard(`if (${ands}) { log(token === 'x-door'); }`))).toEqual([]);
  });

  test.each([
    ['auth.py', 'def login(password):\n    if password == :\n        return\n'],
    ['auth.py', 'match token:\n    case "demo_token"\n'],
    ['auth.py', ''],
    ['auth.js', 'switch (token) {}'],
    ['auth.js', 'export default () => {}'],
    ['.env', '=true\nALLOW_DEMO_TOKEN'],
    ['a.yml', '- name: ALLOW_DEMO_TOKEN\n- *a\n'],
  ])('%s: %j makes no error of ours', (file, text) => {
    expect(lint(file, text).filter(({ message }) => message.includes('internal error'))).toEqual([]);
  });
});
