import { Linter } from 'eslint';
import { describe, expect, test } from 'vitest';
import plugin from '../../src/plugin.ts';

function lint(file: string, text: string, options: object = {}): Linter.LintMessage[] {
  const configs = [
    ...plugin.configs.recommended,
    { files: ['**/*.js'], languageOptions: { parser: plugin.parser } },
    { files: ['**/*.*'], rules: { 'pitfalls/error-detail-leak': ['error', options] } },
  ];
  const messages = new Linter({ cwd: '/project' }).verify(text, configs as Linter.Config[], { filename: `/project/${file}` });
  return messages.filter(({ ruleId }) => ruleId === 'pitfalls/error-detail-leak' || ruleId === null);
}

describe('Python', () => {
  function view(clause: string, ...lines: string[]): string {
    const handler = lines.map((line) => `        ${line}`).join('\n');
    return `@app.get("/")\ndef view():\n    try:\n        return work()\n    except ${clause}:\n${handler}\n`;
  }

  test.each([
    'return {"error": str(e)}',
    'return {"error": repr(e)}, 500',
    'return str(e)',
    'return jsonify(error="%s" % e)',
    'return jsonify({"error": e.args}), 500',
    'raise HTTPException(500, str(e)) from e',
    'raise HTTPException(detail="failed: " + str(e), status_code=HTTPStatus.BAD_GATEWAY) from e',
    'abort(500, str(e))',
    'return JSONResponse({"a": {"b": [str(e)]}}, status_code=503)',
    'return render_template("error.html", error=e)',
    'return Response(traceback.format_exc(), status=500)',
  ])('%s', (line) => {
    expect(lint('app.py', view('Exception as e', line))).toHaveLength(1);
  });

  test.each([
    'return {"error": type(e).__name__}',
    'return {"code": e.code}',
    'return {"error": describe(e)}',
    'raise HTTPException(status_code=HTTPStatus.BAD_REQUEST, detail=str(e)) from e',
    'abort(404, str(e))',
    'return jsonify(error=str(e)), 422',
    'return JSONResponse({"error": str(e) if DEBUG else "failed"}, status_code=500)',
    'raise',
  ])('not by %s', (line) => {
    expect(lint('app.py', view('Exception as e', line))).toEqual([]);
  });

  test('the errors of databases can be left out', () => {
    const text = view('OperationalError as e', 'return jsonify(error=str(e)), 500');
    expect(lint('app.py', text)).toHaveLength(1);
    expect(lint('app.py', text, { libraryErrors: false })).toEqual([]);
    expect(lint('app.py', view('OrderClosed as e', 'return jsonify(error=str(e)), 500'))).toEqual([]);
  });
});

describe('JavaScript', () => {
  const caught = (line: string): string => `app.get('/', async (req, res) => {\n  try { work(); } catch (err) {\n    ${line}\n  }\n});\n`;

  test.each([
    'res.send(err);',
    'res.json({ error: err });',
    'res.status(500).send(`failed: ${err}`);',
    'res.status(err.status || 500).json({ message: err.message });',
    'res.writeHead(500).end(String(err));',
    "res.render('error', { error: err });",
    "res.type('text').status(502).send(err.stack);",
    'return new Response(err.message, { status: 500 });',
  ])('%s', (line) => {
    expect(lint('app.js', caught(line))).toHaveLength(1);
  });

  test.each([
    'res.status(404).send(err.message);',
    'res.status(HttpStatus.BAD_REQUEST).json({ error: err.message });',
    'res.status(400); res.json({ error: err.message });',
    'res.status(500).json({ code: err.code });',
    "res.status(500).json({ error: err.expose ? err.message : 'failed' });",
    'if (isDevelopment) res.status(500).send(err.stack);',
    'throw createError(500, err.message);',
    'res.status(500).json(describe(err));',
    'socketPool.send(err);',
  ])('not by %s', (line) => {
    expect(lint('app.js', caught(line))).toEqual([]);
  });

  test('the suggestion logs what it takes away', () => {
    const text = caught('res.status(500).send(`failed: ${err}`);');
    const [suggestion] = lint('app.js', text)[0]?.suggestions ?? [];
    expect(suggestion).toMatchObject({ messageId: 'constantTextAndLog' });
  });
});
