import { Linter } from 'eslint';
import { expect, test } from 'vitest';
import plugin from '../../src/plugin.ts';

/** A text without a place in a project: nothing is known of other files. */
function found(file: string, text: string, options: object = {}): (string | undefined)[] {
  const configs = [
    ...plugin.configs.recommended,
    { files: ['**/*.js'], languageOptions: { parser: plugin.parser } },
    { files: ['**/*.*'], rules: { 'pitfalls/missing-error-handler': ['error', options] } },
  ];
  const messages = new Linter().verify(text, configs as Linter.Config[], { filename: file });
  return messages.filter(({ ruleId }) => ruleId === 'pitfalls/missing-error-handler' || ruleId === null).map(({ messageId }) => messageId);
}

const FLASK = 'from flask import Flask\napp = Flask(__name__)\n';
const EXPRESS = "const express = require('express');\nconst app = express();\n";

test.each([
  ['@app.get("/")\ndef index():\n    return "ok"\n', ['plainPage']],
  ['app.add_url_rule("/", view_func=index)\n@app.errorhandler(403)\ndef refused(e):\n    return "no", 403\n', ['plainPage']],
  ['app.add_url_rule("/", view_func=index)\napp.register_error_handler(500, failed)\n', []],
  ['app.add_url_rule("/", view_func=index)\napp.register_error_handler(kind, failed)\n', []],
  ['app.add_url_rule("/", view_func=index)\nsetup(app)\n', []],
  ['app.register_blueprint(bp)\n', []],
  ['', []],
])('Flask: %s', (text, messages) => {
  expect(found('app.py', FLASK + text)).toEqual(messages);
});

test.each([
  ["app.get('/', index);\napp.listen(80);\n", ['stackTrace']],
  ["app.get('/', index);\nhttp.createServer(app);\n", ['stackTrace']],
  ["app.get('/', index);\nsetup(app);\n", []],
  ["app.get('/', index);\nSentry.setupExpressErrorHandler(app);\n", []],
  ["app.get('/', index);\napp.use(failures);\nfunction failures(err, req, res, next) { next(err); }\n", []],
  ['app.listen(80);\n', []],
])('Express: %s', (text, messages) => {
  expect(found('app.js', EXPRESS + text)).toEqual(messages);
});

test('`idNames` says what an id is called', () => {
  const text = `${FLASK}@app.get("/")\ndef index():\n    return {"ticket": ticket()}\n`;
  expect(found('app.py', text)).toEqual(['plainPage']);
  expect(found('app.py', text, { idNames: ['ticket'] })).toEqual([]);
});
